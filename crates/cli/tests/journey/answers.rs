//! An implausible month stops a freeze until someone answers for it, and is never told as a fall.

use std::fs;
use std::io::Read as _;
use std::path::PathBuf;

use crate::program::{FIRST, Office, demo, earlier_january, sample, status, street, told};

/// Leicestershire from April 2020 to March 2022, with one row in eight of February 2022.
fn office_with_a_cut_month() -> Office {
    let office = Office::new();
    let months = (4..=12).map(|m| (2020, m)).chain((1..=12).map(|m| (2021, m)));
    let months = months.chain([(2022, 1), (2022, 3)]);
    let mut paths: Vec<PathBuf> = months.map(|(y, m)| street(&format!("{y}-{m:02}"))).collect();
    let mut text = String::new();
    let whole = fs::File::open(street("2022-02")).unwrap();
    flate2::read::GzDecoder::new(whole).read_to_string(&mut text).unwrap();
    let kept = text.lines().enumerate().filter(|(n, _)| n % 8 == 0);
    let cut: String = kept.map(|(_, line)| format!("{line}\n")).collect();
    let path = office.folder.path().join("2022-02-leicestershire-street.csv");
    fs::write(&path, cut).unwrap();
    paths.push(path);
    let imported = office.import(&paths, "2023-01");
    assert_eq!(status(&imported), 3, "{}", told(&imported));
    assert!(told(&imported).contains("app::implausible-level"), "{}", told(&imported));
    office
}

fn pack(office: &Office, freeze: &str) -> String {
    let out = office.folder.path().join("out");
    let mut report = office.command(&["report", "board-pack", "--format", "html"]);
    let output = report.args(["--freeze", freeze, "--out"]).arg(&out).output().unwrap();
    assert_eq!(status(&output), 0, "{}", told(&output));
    fs::read_to_string(out.join(freeze).join("board-pack.html")).unwrap()
}

const DAY: &str = "2022-03-31";

/// SF-019, SF-020: a freeze waits for the answer; answered wrong, the month is left out and the pack
/// says why; answered right, it stands, and the pack says that too.
#[test]
fn a_freeze_waits_for_an_answer_and_the_pack_prints_it() {
    let office = office_with_a_cut_month();
    let before = office.verified();
    let refused = office.run(&["freeze", "--as-at", DAY]);
    assert_eq!(status(&refused), 1);
    let asked = office.json(&["answer", "--as-at", DAY]);
    assert_eq!(asked["open"], 1, "the file, and not each of its types: {asked}");
    let question = &asked["questions"][0];
    assert_eq!((&question["measure"], &question["period"]), (&"PUK-001".into(), &"2022-02".into()));
    assert_eq!(question["whole_file"], true);
    let id = question["id"].as_str().unwrap();
    let command = format!("scrutineer answer {id} --as-at {DAY}");
    assert!(told(&refused).contains(&command), "{}", told(&refused));
    assert_eq!(office.verified(), before, "nothing was made");

    let answer = |ruling: &str, because: &str| {
        let arguments = ["answer", id, "--as-at", DAY, ruling, "--because", because];
        let output = office.run(&arguments);
        assert_eq!(status(&output), 0, "{}", told(&output));
    };
    answer("--wrong", "the force sent one row in eight");
    assert_eq!(status(&office.run(&["freeze", "--as-at", DAY])), 0);
    let month = format!("{DAY}.1/PUK-004.1/police-uk-street/E23000021.2016/total/2022-02/value");
    let left_out = office.json(&["explain", &month]);
    assert_eq!(left_out["value"], "[x]", "{left_out}");
    assert!(left_out.to_string().contains("sent one row in eight"), "{left_out}");
    for finding in office.json(&["findings"])["findings"].as_array().unwrap() {
        if finding["source"] == "police-uk-street" {
            assert_eq!(finding["count"], "[x]", "{finding}");
            assert_eq!(finding["verdict"], "Too early to say", "{finding}");
        }
    }
    let html = pack(&office, &format!("{DAY}.1"));
    assert!(html.contains("Left out.") && html.contains("Figures asked about"), "{html}");
    assert!(html.contains("the force sent one row in eight"), "{html}");
    assert!(html.contains("Answered wrong, so it is left out"), "{html}");

    // A later answer replaces it, in the next edition only.
    answer("--right", "the force says it moved to another system");
    assert_eq!(status(&office.run(&["freeze", "--as-at", DAY])), 0);
    for finding in office.json(&["findings"])["findings"].as_array().unwrap() {
        let street = finding["source"] == "police-uk-street";
        assert_eq!(finding["verdict"] == "Too early to say", !street, "{finding}");
    }
    let month = month.replace(&format!("{DAY}.1"), &format!("{DAY}.2"));
    assert_ne!(office.json(&["explain", &month])["value"], "[x]");
    let html = pack(&office, &format!("{DAY}.2"));
    assert!(html.contains("Unusual, and right.") && html.contains("another system"), "{html}");
    assert!(html.contains("Before that: Answered wrong"), "{html}");
    assert!(pack(&office, &format!("{DAY}.1")).contains("Left out."), "an edition never changes");
}

/// An answer is about one count: with the whole file imported, the month is held again.
#[test]
fn a_better_file_needs_no_answer() {
    let office = office_with_a_cut_month();
    assert_eq!(office.answer_all(DAY, "--wrong", "cut"), 1);
    let better = office.import(&[street("2022-02")], "2023-02");
    assert_eq!(status(&better), 0, "{}", told(&better));
    assert_eq!(office.json(&["answer", "--as-at", DAY])["open"], 0);
    assert_eq!(status(&office.run(&["freeze", "--as-at", DAY])), 0);
    let all = format!("{DAY}.1/PUK-001.1/police-uk-street/E23000021.2016/total/2022-02/value");
    let value = office.json(&["explain", &all])["value"].as_str().unwrap().to_owned();
    assert_eq!(value, "7,755 [r]");
}

#[test]
fn an_answer_says_what_it_is_about_and_why() {
    let office = office_with_a_cut_month();
    let list = office.folder.path().join("office/catalogue/answers/answers.csv");
    for (arguments, says) in [
        (vec!["answer", "0badc0de", "--right", "--because", "x"], "lists the questions"),
        (vec!["answer", "0badc0de", "--because", "x"], "--right"),
        (vec!["answer", "0badc0de", "--right", "--because", " "], "needs a reason"),
    ] {
        let refused = office.run(&arguments);
        assert_eq!(status(&refused), 1, "{}", told(&refused));
        assert!(told(&refused).contains(says), "{}", told(&refused));
    }
    assert_eq!(status(&office.run(&["answer", "0badc0de", "--right"])), 2, "no reason");
    assert!(!list.exists());
    assert_eq!(office.answer_all(DAY, "--wrong", "one, \"two\""), 1);
    let text = fs::read_to_string(&list).unwrap();
    assert_eq!(text.lines().count(), 2, "{text}");
    assert_eq!(status(&office.run(&["catalogue", "check"])), 0);
    assert_eq!(office.verified().1, 3, "init, import, answer");
}

/// Dyfed-Powys from January to April 2024: 910, 96, 43 and 26 crimes on police.uk of some 3,000. All
/// four are asked about, and no verdict is drawn before someone has answered.
#[test]
fn the_lost_rows_of_dyfed_powys_are_asked_about() {
    let office = Office::nowhere();
    assert_eq!(status(&office.run(&["init", "--office", "Dyfed-Powys"])), 0);
    let derived = sample().join("police-uk/derived");
    assert_eq!(status(&office.import(&[derived], "2025-11")), 3);
    let asked = office.json(&["answer", "--as-at", "2024-04-30"]);
    let questions = asked["questions"].as_array().unwrap();
    let months: Vec<(&str, i64)> = questions
        .iter()
        .filter(|question| question["whole_file"] == true)
        .map(|q| (q["period"].as_str().unwrap(), q["count"].as_i64().unwrap()))
        .collect();
    assert_eq!(months, [("2024-01", 910), ("2024-02", 96), ("2024-03", 43), ("2024-04", 26)]);
    assert_eq!(questions.len(), 4, "{asked}");
    let refused = office.run(&["freeze", "--as-at", "2024-04-30"]);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("4 problems to mend"), "{}", told(&refused));
    office.answer_all("2024-04-30", "--wrong", "the files lost their rows");
    assert_ne!(status(&office.run(&["freeze", "--as-at", "2024-04-30"])), 1);
    for finding in office.json(&["findings"])["findings"].as_array().unwrap() {
        assert_ne!(finding["verdict"], "Fallen", "{finding}");
    }
}

/// The sample office's own answers: cut months of two other forces, so that the group has no figure
/// rather than a low one, and says why.
#[test]
fn the_demonstration_answers_for_the_cut_months_of_others() {
    let office = &demo().office;
    let rate = "total~1000~mid-2020";
    let mean = format!(
        "{FIRST}/PUK-002.1/police-uk-street/E23000021.2016/total/fy2021-22/peers~mean~msg-leicestershire-2014~{rate}"
    );
    let explained = office.json(&["explain", &mean]);
    assert_eq!(explained["value"], "[x]");
    assert!(explained.to_string().contains("Nottinghamshire's file has exactly"), "{explained}");
    let html = fs::read_to_string(demo().out.join(FIRST).join("board-pack.html")).unwrap();
    assert!(html.contains("Bedfordshire, Violence"), "the annex lists it");
}

/// A tenfold revision is asked about; the real one of January 2022, which moved no count, is not.
#[test]
fn a_tenfold_revision_is_asked_about() {
    let office = Office::new();
    let table = sample().join("home-office-prc/recorded-offences-by-force-year.csv");
    assert_ne!(status(&office.import(std::slice::from_ref(&table), "2026-07")), 1);
    let text = fs::read_to_string(table).unwrap();
    let planted: String = text
        .lines()
        .map(|line| match line.starts_with("Leicestershire,2021/22,") {
            true => format!("{line}0\n"),
            false => format!("{line}\n"),
        })
        .collect();
    let path = office.folder.path().join("planted.csv");
    fs::write(&path, planted).unwrap();
    let imported = office.import(&[path], "2026-10");
    assert_eq!(status(&imported), 3, "{}", told(&imported));
    let told = told(&imported);
    assert!(told.contains("app::implausible-revision"), "{told}");
    assert!(told.contains("1,005,810 in planted.csv, published October 2026"), "{told}");
    assert!(told.contains("published July 2026, gave 100,581"), "{told}");
    let asked = office.json(&["answer", "--as-at", "2022-03-31"]);
    let concerns: Vec<&str> = asked["questions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|question| question["concern"].as_str().unwrap())
        .collect();
    assert!(concerns.contains(&"revision"), "{asked}");
    let office = Office::new();
    assert_eq!(status(&office.import(&[earlier_january()], "2022-07")), 0);
    let again = office.import(&[street("2022-01")], "2023-01");
    assert_eq!(status(&again), 0);
}

/// Leicestershire's year 2017/18 in three publications: 81,960, 83,793 and 83,869. A restatement of
/// that size is no question, whatever else the six workbooks and the table revise.
#[test]
fn the_restatement_of_the_ons_is_not_asked_about() {
    let office = Office::new();
    let mut import = office.command(&["import"]);
    let data = ["home-office-prc", "ons-pfa-tables"].map(|folder| sample().join(folder));
    let output = import.args(data).output().unwrap();
    assert!(!told(&output).contains("app::implausible-revision"), "{}", told(&output));
    let asked = office.json(&["answer", "--as-at", "2018-03-31"]);
    assert_eq!(asked["open"], 0, "{asked}");
}
