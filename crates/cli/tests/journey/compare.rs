//! Two periods compared: what it takes to judge a claim.

use serde_json::Value;

use crate::program::{demo, status, told};

fn reading(compared: &Value, source: &str, reading: &str) -> String {
    let sources = compared["sources"].as_array().unwrap();
    let one = sources.iter().find(|one| one["source"] == source).unwrap();
    let lines = one["figures"].as_array().unwrap();
    let line = lines.iter().find(|line| line["reading"] == reading).unwrap();
    line["value"].as_str().unwrap().to_owned()
}

/// The official figures of 2021/22 and the year before, as the Home Office table has them, with the
/// place among similar forces worked out in golden/leicestershire; each source apart.
#[test]
fn a_year_is_compared_with_the_year_before_source_by_source() {
    let freeze = ["--freeze", "2022-03-31.1"];
    let compare = |measure: &str| {
        demo().office.json(&[&["compare", measure, "fy2021-22"], &freeze[..]].concat())
    };
    let official = compare("CRM-001");
    let of = |what: &str| reading(&official, "police-recorded-crime", what);
    assert_eq!((of("size"), of("size-before")), ("100,581".into(), "87,210".into()));
    assert_eq!((of("change"), of("percent")), ("+13,371".into(), "+15.3%".into()));
    assert_eq!((of("rate"), of("rank")), ("90.8".into(), "7th".into()));
    let police_uk = compare("PUK-001");
    assert_eq!(reading(&police_uk, "police-uk-street", "size"), "94,597");
    assert_eq!(police_uk["sources"].as_array().unwrap().len(), 1);
}

/// Kent is in Leicestershire's group and has none of its own here: it has a rate and no place. A region
/// is called by its name when a figure is explained.
#[test]
fn a_group_is_of_its_own_force() {
    let freeze = ["--freeze", "2022-03-31.1"];
    let kent = ["compare", "CRM-001", "fy2021-22", "--area", "Kent"];
    let kent = demo().office.json(&[&kent[..], &freeze[..]].concat());
    assert_ne!(reading(&kent, "police-recorded-crime", "rate"), "[x]");
    let lines = kent["sources"][0]["figures"].as_array().unwrap();
    assert!(lines.iter().all(|line| line["reading"] != "rank"), "{kent}");
    let id = lines[0]["id"].as_str().unwrap();
    assert_eq!(demo().office.json(&["explain", id])["value"], lines[0]["value"]);
    let region = ["figures", "--measure", "CRM-001", "--area", "East Midlands"];
    let region = demo().office.json(&[&region[..], &freeze[..]].concat());
    let explained = demo().office.json(&["explain", region["figures"][0]["id"].as_str().unwrap()]);
    assert!(explained["of"].as_str().unwrap().contains("East Midlands"), "{explained}");
}

/// "81,960 crimes in 2017/18" was right until it was revised: both versions stand beside the answer.
#[test]
fn every_version_of_both_periods_is_told() {
    let compared =
        demo().office.json(&["compare", "CRM-001", "fy2018-19", "--freeze", "2022-03-31.1"]);
    let versions = compared["versions"].as_array().unwrap();
    let of_year = versions.iter().filter(|version| version["period"] == "fy2017-18");
    let told: Vec<_> =
        of_year.map(|v| (v["value"].as_str().unwrap(), v["current"].as_bool().unwrap())).collect();
    assert!(told.contains(&("81960", false)) && told.contains(&("83869", true)), "{told:?}");
}

/// A region that shares no name with a force, a nation, and a district are reached by name and code.
#[test]
fn every_kind_of_place_is_reached() {
    for area in ["East Midlands", "E12000004", "England", "Leicester", "E06000016", "Kent"] {
        let figures = demo().office.run(&["figures", "--measure", "CRM-001", "--area", area]);
        assert_eq!(status(&figures), 0, "{area}: {}", told(&figures));
    }
    let nowhere = demo().office.run(&["figures", "--measure", "CRM-001", "--area", "Atlantis"]);
    assert_eq!(status(&nowhere), 1);
}

/// Measures are found by words, in any order and case.
#[test]
fn a_measure_is_found_by_words() {
    let found = demo().office.json(&["catalogue", "list", "measures", "Burglary", "residential"]);
    let ids: Vec<_> =
        found.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert!(ids.contains(&"CRM-004") && !ids.contains(&"CRM-001"), "{ids:?}");
    // PRR-001 is over residents: 91,315 offences of 1,083,200 people are 84.3 (table P3).
    let rates = demo().office.json(&[
        "catalogue",
        "list",
        "measures",
        "all",
        "police",
        "published",
        "rate",
    ]);
    let name = rates.as_array().unwrap().iter().find(|row| row["id"] == "PRR-001").unwrap();
    assert!(name["name"].as_str().unwrap().ends_with("per 1,000 residents"));
}

/// SF-104: one measure by month and by quarter, from the same counts: three months are their quarter,
/// four quarters and twelve months are the year.
#[test]
fn months_and_quarters_are_of_the_same_counts() {
    let value = |period: &str, by: &str| -> i64 {
        let of = "2022-03-31.1/PUK-004.1/police-uk-street/E23000021.2016/total";
        let told = demo().office.json(&["explain", &format!("{of}/{period}/{by}")]);
        told["value"].as_str().unwrap().replace(',', "").parse().unwrap()
    };
    let mut year = 0;
    for quarter in 0..4 {
        let months = (0..3).map(|n| (quarter * 3 + n + 3) % 12 + 1);
        let month = |m: i32| value(&format!("{}-{m:02}", if m > 3 { 2021 } else { 2022 }), "value");
        let sum: i64 = months.map(month).sum();
        assert_eq!(value(&format!("fy2021-22q{}", quarter + 1), "total"), sum, "quarter {quarter}");
        year += sum;
    }
    assert_eq!(value("fy2021-22", "total"), year);
}
