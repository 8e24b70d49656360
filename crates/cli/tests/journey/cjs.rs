//! The five criminal justice papers, on what is published of two police force areas.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::papers::figures;
use crate::program::{Office, sample, status, told};

const PAPERS: [(&str, &str); 5] = [
    // SF-030 to SF-034.
    ("cjs-executive-summary", "Executive Summary Report"),
    ("cjs-performance-report", "CJS Performance Report"),
    ("cjs-efficiency", "Efficiency and Effectiveness Summary"),
    ("cjs-reoffending", "Reducing Reoffending Summary"),
    ("cjs-victims", "Victims and Witnesses Summary"),
];

fn files() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/staffordshire/data");
    let shared = ["home-office-prc", "ons-pfa-tables"].map(|folder| sample().join(folder));
    std::iter::once(own).chain(shared).collect()
}

/// An office with everything of the sample but police.uk, frozen at two quarters.
fn office(force: &str) -> Office {
    let office = Office::nowhere();
    assert_eq!(status(&office.run(&["init", "--office", force])), 0);
    let read = office.command(&["import"]).args(files()).output().unwrap();
    assert!([0, 3].contains(&status(&read)), "{}", told(&read));
    for as_at in ["2022-03-31", "2022-06-30"] {
        office.answer_all(as_at, "--right", "as published");
        let frozen = office.run(&["freeze", "--as-at", as_at]);
        assert!([0, 3].contains(&status(&frozen)), "{}", told(&frozen));
    }
    office
}

fn paper(office: &Office, paper: &str, freeze: &str) -> String {
    let out = office.folder.path().join("out");
    let mut report = office.command(&["report", paper, "--format", "html", "--freeze", freeze]);
    let made = report.arg("--out").arg(&out).output().unwrap();
    assert!([0, 3].contains(&status(&made)), "{}", told(&made));
    std::fs::read_to_string(out.join(freeze).join(format!("{paper}.html"))).unwrap()
}

/// The words of a page without its markup.
fn words(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => (inside, out) = (false, out + " "),
            _ if !inside => out.push(letter),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn five_papers_of_one_edition_say_the_same() {
    let office = office("staffordshire");
    let mut printed: BTreeMap<String, String> = BTreeMap::new();
    let mut said = BTreeMap::new();
    for (id, title) in PAPERS {
        let html = paper(&office, id, "2022-03-31.1");
        assert!(html.contains(title), "{id}");
        for (figure, text) in figures(&html) {
            // SF-035: one dataset at one freeze, so that no figure differs between the five.
            let before = printed.entry(figure.clone()).or_insert_with(|| text.clone());
            assert_eq!(*before, text, "{figure} in {id}");
        }
        said.insert(id, words(&html));
    }
    let full = &said["cjs-performance-report"];
    // SF-024: exactly three areas.
    for area in ["Effectiveness and Efficiency", "Victims and Witnesses", "Reducing Reoffending"] {
        assert!(full.contains(area), "{area}");
    }
    let value = |key: &str| {
        let found = printed.iter().find(|(id, _)| id.contains(key));
        found.unwrap_or_else(|| panic!("{key} is not printed")).1.clone()
    };
    // As in the Home Office table, and the workbooks read by openpyxl: row Staffordshire, 2021;
    // sheet Crown & Magistrates' Courts, and sheet Prisons.
    assert_eq!(
        value("CRM-001.1/police-recorded-crime/E23000015.2016/total/fy2021-22/value"),
        "69,758"
    );
    assert_eq!(
        value("CRM-001.1/police-recorded-crime/E23000015.2016/total/fy2020-21/value"),
        "66,243"
    );
    assert_eq!(
        value("WIR-001.1/women-imprisonment-rates/E23000015.2016/total/12m2021-12/value"),
        "21.5"
    );
    // SF-023, SF-042: each figure says how old it is; what is annual is not passed off as new.
    let summary = &said["cjs-executive-summary"];
    assert!(summary.contains("Police officer FTE : 1,579.2 at 30 September 2019"), "{summary}");
    assert!(summary.contains("not updated this quarter, 30 months old"), "{summary}");
    // Context is called so, and no figure of England and Wales passes for one of the area.
    assert!(summary.contains("Prisoners (context)"), "{summary}");
    assert!(full.contains("England and Wales, as context."), "{full}");
    // What nobody publishes is listed with who would supply it; each area's paper has its own part.
    assert!(full.contains("Crown Court open caseload Effectiveness and Efficiency"), "{full}");
    assert!(said["cjs-victims"].contains("Witness attendance rate"));
    assert!(!said["cjs-victims"].contains("Women imprisoned per 100,000 women"));

    // SF-022: what joined or left the suite is told from the second edition on.
    let second = words(&paper(&office, "cjs-executive-summary", "2022-06-30.1"));
    assert!(second.contains("The same measures as in the edition before (2022-03-31.1)."));
    // The prisoners of 30 June 2022, and new in that quarter.
    assert!(second.contains("Prisoners (context): 80,659 at 30 June 2022"), "{second}");
}

/// SF-025: the same template serves a second area with its own data alone.
#[test]
fn the_papers_serve_another_area() {
    let office = office("cambridgeshire");
    let html = paper(&office, "cjs-executive-summary", "2022-03-31.1");
    let said = words(&html);
    assert!(said.contains("Cambridgeshire, January to March 2022"), "{said}");
    // Its own row of the Home Office table.
    let table = std::fs::read_to_string(
        sample().join("home-office-prc/recorded-offences-by-force-year.csv"),
    )
    .unwrap();
    let row = table.lines().find(|line| line.starts_with("Cambridgeshire,2021/22,")).unwrap();
    let count: u64 = row.rsplit(',').next().unwrap().trim().parse().unwrap();
    let key = "CRM-001.1/police-recorded-crime/E23000023.2016/total/fy2021-22/value";
    let found = figures(&html).into_iter().find(|(id, _)| id.contains(key)).unwrap();
    assert_eq!(found.1.replace(',', "").parse::<u64>().unwrap(), count);
    assert!(!figures(&html).iter().any(|(id, _)| id.contains("E23000015")));
}
