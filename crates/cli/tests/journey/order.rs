//! What is current does not depend on the order of import.

use serde_json::Value;

use crate::program::{Office, earlier_january, sample, status, street, told};

fn january_outcomes(office: &Office) -> Vec<Value> {
    let arguments = ["figures", "--measure", "PUK-001", "--from", "2022-01", "--to", "2022-01"];
    let found = office.json(&arguments)["figures"].as_array().unwrap().clone();
    found.into_iter().filter(|f| f["breakdown"].as_str().unwrap().starts_with("last-")).collect()
}

#[test]
fn loading_the_older_january_after_the_newer_leaves_the_newer_current() {
    let (newer_first, older_first) = (Office::new(), Office::new());
    assert_eq!(status(&newer_first.import(&[street("2022-01")], "about 2023-01")), 0);
    let newer = january_outcomes(&newer_first);
    assert_eq!(status(&newer_first.import(&[earlier_january()], "about 2022-07")), 0);
    let after = january_outcomes(&newer_first);
    let values = |all: &[Value]| -> Vec<(Value, Value)> {
        all.iter().map(|f| (f["figure"].clone(), f["value"].clone())).collect()
    };
    assert_eq!(values(&newer), values(&after), "an older vintage changes nothing current");
    assert!(after.iter().all(|f| f["published"] == "about January 2023"));
    assert_eq!(status(&older_first.import(&[earlier_january()], "about 2022-07")), 0);
    assert_ne!(values(&january_outcomes(&older_first)), values(&newer));
    assert_eq!(status(&older_first.import(&[street("2022-01")], "about 2023-01")), 0);
    assert_eq!(values(&january_outcomes(&older_first)), values(&after));
}

#[test]
fn the_same_bytes_are_imported_once_under_any_name() {
    let office = Office::new();
    assert_eq!(status(&office.import(&[street("2022-01")], "2023-01")), 0);
    let before = office.verified();
    let copy = office.folder.path().join("renamed.csv.gz");
    std::fs::copy(street("2022-01"), &copy).unwrap();
    let again = office.import(&[copy], "2023-01");
    assert_eq!(status(&again), 0);
    assert!(told(&again).contains(
        "it was imported as 2022-01-leicestershire-street.csv.gz, published January 2023"
    ));
    assert_eq!(office.verified(), before, "nothing was written");
}

#[test]
fn a_manifest_dates_the_files_beside_it() {
    let office = Office::new();
    let january = sample().join("police-uk/leicestershire-earlier-vintage");
    let output = office.command(&["import", "--json"]).arg(january).output().unwrap();
    assert_eq!(status(&output), 0, "{}", told(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["releases"][0]["published"], "about 2022-07");
    assert_eq!(report["rows"], 8_730);
}

#[test]
fn a_freeze_lists_only_what_was_imported_by_then() {
    let office = Office::new();
    assert_eq!(status(&office.import(&[street("2022-01")], "2023-01")), 0);
    let known_by = "2020-01-01";
    let refused = office.run(&["freeze", "--as-at", "2022-01-31", "--known-by", known_by]);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("nothing had been imported"), "{}", told(&refused));
    let first = office.json(&["freeze", "--as-at", "2022-01-31"]);
    let second = office.json(&["freeze", "--as-at", "2022-01-31"]);
    assert_eq!(
        (&first["freeze"], &second["freeze"]),
        (&"2022-01-31.1".into(), &"2022-01-31.2".into())
    );
    let mid_month = office.run(&["freeze", "--as-at", "2022-01-15"]);
    assert_eq!(status(&mid_month), 1);
    assert!(told(&mid_month).contains("use 2021-12-31"), "{}", told(&mid_month));
}

/// A month that is missing inside a year gives "not available", never a low sum.
#[test]
fn a_missing_month_is_not_a_low_sum() {
    let office = Office::new();
    let months = ["2021-04", "2021-05", "2021-07"].map(street);
    assert_eq!(status(&office.import(&months, "2023-01")), 0);
    assert_eq!(status(&office.run(&["freeze", "--as-at", "2021-07-31"])), 3, "told");
    let quarter = "2021-07-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22q1/total";
    let explained = office.json(&["explain", quarter]);
    assert_eq!(explained["value"], "[x]");
    assert_eq!(explained["facts"][0]["said"], "June 2021 has not been imported");
}
