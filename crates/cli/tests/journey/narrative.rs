//! Texts beside the figures, and what stands between a draft and a paper that goes out.

use std::fs;

use serde_json::Value;

use crate::program::{Office, sample, status, told};

/// An office whose one measure with a clear change is official all crime: Leicestershire's rise of
/// 2017/18 (p = 0.018 in the annual test), told as at March 2018.
fn office() -> Office {
    let office = Office::new();
    let table = sample().join("home-office-prc/recorded-offences-by-force-year.csv");
    assert_eq!(status(&office.import(&[table], "2026-07")), 0);
    office
}

const RISE: &str = "2018-03-31";

fn freeze(office: &Office, as_at: &str) -> String {
    let frozen = office.json(&["freeze", "--as-at", as_at]);
    frozen["freeze"].as_str().unwrap_or_else(|| panic!("{frozen}")).to_owned()
}

fn page(office: &Office, arguments: &[&str], freeze: &str) -> String {
    let out = office.folder.path().join("out");
    let made = office.command(arguments).args(["--freeze", freeze, "--out"]).arg(&out).output();
    let made = made.unwrap();
    assert!([0, 3].contains(&status(&made)), "{}", told(&made));
    fs::read_to_string(out.join(freeze).join("board-pack.html")).unwrap()
}

/// SF-082, SF-245: narrative is stored with author and date, mandatory for exceptional movements,
/// and printed once it is approved and frozen.
#[test]
fn a_text_is_written_approved_frozen_and_printed() {
    let office = office();
    let listed = office.json(&["narrative", "list", "--as-at", RISE]);
    let missing: Vec<&str> = listed["missing"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["measure"].as_str().unwrap())
        .collect();
    assert_eq!(missing, ["CRM-001"]);
    let write = |voice: &str, text: &str| {
        office.run(&[
            "narrative",
            "write",
            "CRM-001",
            voice,
            text,
            "--as-at",
            RISE,
            "--by",
            "head of performance",
        ])
    };
    let asked = write("question", "What explains the **rise**?");
    assert_eq!(status(&asked), 0, "{}", told(&asked));
    let written = write("force", "We are on track to hit the target of 80,000; things improved.");
    // Hints name target language, a number that is none of the table's and a movement called better.
    assert_eq!(status(&written), 0, "a hint stops nothing");
    for hint in ["target-language", "other-number", "unclear-movement"] {
        assert!(told(&written).contains(hint), "{hint}: {}", told(&written));
    }
    let draft =
        page(&office, &["report", "board-pack", "--format", "html"], &freeze(&office, RISE));
    assert!(!draft.contains("on track"), "a draft is not printed");
    let written = write("force", "Recording improved after the inspection.\n\n- more by telephone");
    assert_eq!(status(&written), 0);
    for voice in ["force", "question"] {
        let approve = ["narrative", "approve", "CRM-001", voice, "--as-at", RISE, "--by"];
        let approved = office.command(&approve).arg("chief executive").output().unwrap();
        assert_eq!(status(&approved), 0, "{}", told(&approved));
    }
    let edition = freeze(&office, RISE);
    assert_eq!(edition, "2018-03-31.2", "a text makes an edition of its own");
    let html = page(&office, &["report", "board-pack", "--format", "html"], &edition);
    assert!(html.contains("What explains the <strong>rise</strong>?"), "asked and done");
    assert!(html.contains("Not yet answered."));
    // SF-089: issue, plan, response, each with who and when, for inspection evidence.
    for (voice, text) in [
        ("answer", "A plan for the three streets with most of it."),
        ("result", "Patrols began in May."),
    ] {
        assert_eq!(status(&write(voice, text)), 0);
        let approve = ["narrative", "approve", "CRM-001", voice, "--as-at", RISE, "--by", "deputy"];
        assert_eq!(status(&office.run(&approve)), 0);
    }
    let edition = freeze(&office, RISE);
    let html = page(&office, &["report", "board-pack", "--format", "html"], &edition);
    let asked = html.find("What explains the").unwrap();
    let answered = html.find("A plan for the three streets").unwrap();
    assert!(asked < answered && answered < html.find("Patrols began in May").unwrap());
    let listed = office.json(&["narrative", "list", "--as-at", RISE]);
    assert_eq!(listed["missing"], Value::Array(vec![]));
    let texts = listed["texts"].as_array().unwrap();
    assert_eq!(texts.len(), 4);
    let whole = |text: &Value| text["author"].is_string() && text["written_at"].is_string();
    assert!(texts.iter().all(whole), "{listed}");
    for nothing in [["CRM-999", "force"], ["theme/nowhere", "force"], ["paper/nothing", "force"]] {
        let refused = office.run(&[
            "narrative",
            "write",
            nothing[0],
            nothing[1],
            "text",
            "--as-at",
            RISE,
            "--by",
            "role",
        ]);
        assert_eq!(status(&refused), 1, "{nothing:?}");
    }
    office.verified();
}

/// A paper does not go out with a warning nobody answers for, nor with an open field, and what
/// corrects an issued one says so.
#[test]
fn a_paper_goes_out_when_its_checklist_is_answered() {
    let office = office();
    let first = freeze(&office, RISE);
    let checklist = office.run(&["checklist", "board-pack", "--freeze", &first]);
    assert_eq!(status(&checklist), 3, "{}", told(&checklist));
    let refused = office.run(&["issue", "board-pack", "--freeze", &first]);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("change-not-explained"), "{}", told(&refused));
    let issue = ["issue", "board-pack", "--because", "the force answers next month"];
    let html = page(&office, &issue, &first);
    assert!(!html.contains("Correction."));

    // SF-108, SF-238, SF-248: the office's own headings; open fields are listed, all at once.
    let papers = office.folder.path().join("office/catalogue/papers");
    fs::create_dir_all(&papers).unwrap();
    let headings = "implications = [\"Financial\", \"Legal\", \"Communications\"]\n";
    fs::write(papers.join("headings.toml"), headings).unwrap();
    let open = "committee = \"Police and Crime Panel\"\nsubject = \"Performance\"\nask = \"note\"\n\
                [[implications]]\nheading = \"Financial\"\nsaid = \"None\"\n";
    fs::write(papers.join("board-pack.toml"), open).unwrap();
    let second = freeze(&office, RISE);
    let issue = |edition: &str, more: &[&str]| {
        let mut command = office.command(&["issue", "board-pack", "--freeze", edition]);
        command.args(["--because", "as before"]).args(more);
        command.arg("--out").arg(office.folder.path().join("out")).output().unwrap()
    };
    let refused = issue(&second, &["--correction", "The front matter was missing."]);
    assert_eq!(status(&refused), 1);
    for field in ["date is open", "contact is open", "Communications", "background-papers is open"]
    {
        assert!(told(&refused).contains(field), "{field}: {}", told(&refused));
    }
    assert!(!told(&refused).contains("Financial"), "none is not blank (SF-236)");
    let full = "committee = \"Police and Crime Panel\"\nreport-of = \"Office of the Commissioner\"\n\
                subject = \"Performance\"\ndate = 2018-07-10\ntime = \"10:00\"\nagenda-item = \"9\"\n\
                classification = \"Public report\"\nauthor = \"Head of performance\"\n\
                purpose = \"To brief members.\"\nask = \"note\"\n\
                recommendation = \"That the panel notes what changed.\"\nappendices = []\n\
                background-papers = []\ncontact = \"Head of performance, 0116 496 0000\"\n\
                members-enquiries = \"Democratic services\"\nmedia-enquiries = \"Communications\"\n\
                [[implications]]\nheading = \"Financial\"\nsaid = \"None\"\n\
                [[implications]]\nheading = \"Legal\"\nsaid = \"None\"\n\
                [[implications]]\nheading = \"Communications\"\nsaid = \"A release to the media\"\n";
    fs::write(papers.join("board-pack.toml"), full).unwrap();
    let third = freeze(&office, RISE);
    let refused = issue(&third, &[]);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("--correction"), "{}", told(&refused));
    let note = "The first edition went out without its front matter.";
    let issued = issue(&third, &["--correction", note]);
    assert!([0, 3].contains(&status(&issued)), "{}", told(&issued));
    let folder = office.folder.path().join("out").join(&third);
    let html = fs::read_to_string(folder.join("board-pack.html")).unwrap();
    // SF-068, SF-069, SF-109, SF-112, SF-211.
    for said in [
        note,
        "Police and Crime Panel",
        "10 July 2018, 10:00",
        "asked to note this report",
        "No background papers",
        "Democratic services",
        "A release to the media",
        "Agenda item",
    ] {
        assert!(html.contains(said), "{said}");
    }
    office.verified();
}
