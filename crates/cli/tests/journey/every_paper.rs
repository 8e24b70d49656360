//! Every paper of the registry, of two offices, in every format.

use std::collections::BTreeMap;

use crate::papers::figures;
use crate::program::{FIRST, Office, demo, sample, status, told};

const PAPERS: [&str; 8] = [
    "annual-report",
    "assurance-map",
    "board-pack",
    "delivery-plan",
    "framework-paper",
    "how-to-guide",
    "icon-summary",
    "panel-thematic",
];

fn made(office: &Office, paper: &str, freeze: &str, formats: &str) -> Vec<String> {
    let out = tempfile::tempdir().unwrap();
    let mut report = office.command(&["report", paper, "--freeze", freeze, "--format", formats]);
    let made = report.arg("--out").arg(out.path()).output().unwrap();
    assert!([0, 3].contains(&status(&made)), "{paper}: {}", told(&made));
    let folder = out.path().join(freeze);
    let read = |name: &str| std::fs::read(folder.join(format!("{paper}.{name}"))).unwrap();
    for (name, start) in [("pdf", &b"%PDF"[..]), ("pptx", b"PK"), ("docx", b"PK"), ("xlsx", b"PK")]
    {
        if formats.contains(name) {
            assert!(read(name).starts_with(start), "{paper}.{name}");
        }
    }
    let html = String::from_utf8(read("html")).unwrap();
    assert!(!html.contains("<ul></ul>") && !html.contains("<dl></dl>"), "{paper}: an empty list");
    vec![html]
}

/// SF-100, SF-243: no figure differs between the papers of one edition.
#[test]
fn papers_of_one_edition_agree() {
    let mut printed: BTreeMap<String, (String, &str)> = BTreeMap::new();
    for paper in PAPERS {
        let formats = if paper == "board-pack" { "html" } else { "html,pdf,pptx,docx,xlsx" };
        for html in made(&demo().office, paper, FIRST, formats) {
            for (id, text) in figures(&html) {
                let before = printed.entry(id.clone()).or_insert_with(|| (text.clone(), paper));
                assert_eq!(before.0, text, "{id} in {} and {paper}", before.1);
            }
        }
    }
    assert!(printed.len() > 1_000, "{}", printed.len());
}

/// SF-171, SF-247: a framework with forums and outcomes is mapped, with its gaps.
#[test]
fn cambridgeshires_framework_fills_its_papers() {
    let office = Office::nowhere();
    assert_eq!(status(&office.run(&["init", "--office", "cambridgeshire"])), 0);
    let table = sample().join("home-office-prc/recorded-offences-by-force-year.csv");
    assert_eq!(status(&office.import(&[table], "2026-07")), 0);
    let frozen = office.json(&["freeze", "--as-at", "2022-03-31"]);
    let freeze = frozen["freeze"].as_str().unwrap();
    let map = made(&office, "assurance-map", freeze, "html,pdf");
    assert!(
        map[0].contains("None named") && map[0].contains("Police and Crime Panel"),
        "{}",
        map[0]
    );
    let framework = made(&office, "framework-paper", freeze, "html,docx");
    assert!(framework[0].contains("Cambridgeshire"));
    // SF-234: narrative, outcomes expected, the full list of measures, resources allocated.
    let delivery = made(&office, "delivery-plan", freeze, "html,pdf,pptx,docx,xlsx");
    for said in ["Outcomes expected:", "every measure it cites", "[x]"] {
        assert!(delivery[0].contains(said), "{said}");
    }
}
