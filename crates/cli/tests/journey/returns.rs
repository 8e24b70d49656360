//! What a provider sends an office, under the office's own declarations.

use std::fs;

use crate::program::{Office, status, told};

const SOURCE: &str = r#"
id = "sarc-annual-report"
name = "Annual report of the sexual assault referral centre"
short-name = "Referral centre"
publisher = "The sexual assault referral centre"
licence = "As the report states"
attribution = "Reported by the referral centre."
found-at = "the centre's annual report, each summer"
covers = "Referrals, examinations and onward referrals of a year"
leaves-out = ["Anything by quarter"]
caveat = "Onward referrals are occasions, so one person may count more than once."
formats = ["csv"]
standing = "published"
feeds = ["SXO-008", "SXO-009", "SXO-010"]
"#;

const MAPPING: &str = r#"
id = "sarc-annual"
name = "Referral centre, figures of a year"
source = "sarc-annual-report"
area = "E23000039"
period-column = ["Year"]
period = "financial-year"
rows = "figures"

[[value]]
column = ["Referrals"]
holds = "count"
measure = "SXO-008"

[[value]]
column = ["Forensic examinations"]
holds = "count"
measure = "SXO-009"

[[value]]
column = ["Onward referrals"]
holds = "count"
measure = "SXO-010"
"#;

/// An office for Dorset that has declared its referral centre.
fn dorset() -> Office {
    let office = Office::nowhere();
    assert_eq!(status(&office.run(&["init", "--office", "Dorset"])), 0);
    let declare = |folder: &str, name: &str, text: &str| {
        let folder = office.folder.path().join("office/catalogue").join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
    };
    declare("sources", "sarc-annual-report.toml", SOURCE);
    declare("mappings", "sarc-annual.toml", MAPPING);
    office
}

/// SF-201 to SF-203: an annual report is a source; 326 referrals, up from 278, are +48 and +17.3%, and
/// no clear change; 220 onward referrals are more than 194 examinations, and both stand as they are.
#[test]
fn an_annual_report_of_a_provider_is_a_source() {
    let office = dorset();
    let report = office.folder.path().join("report.csv");
    let rows = "Year,Referrals,Forensic examinations,Onward referrals\n2017/18,278,[x],[x]\n2018/19,326,194,220\n";
    fs::write(&report, rows).unwrap();
    let imported = office.import(&[report], "2019-06");
    assert_ne!(status(&imported), 1, "{}", told(&imported));
    let compared = office.json(&["compare", "SXO-008", "fy2018-19"]);
    let figures = compared["sources"][0]["figures"].as_array().unwrap();
    let value = |reading: &str| {
        let one = figures.iter().find(|figure| figure["reading"] == reading).unwrap();
        one["value"].as_str().unwrap().to_owned()
    };
    assert_eq!(value("change"), "+48");
    assert_eq!(value("percent"), "+17.3%");
    for (measure, held) in [("SXO-009", "194"), ("SXO-010", "220")] {
        let listed = office.json(&["figures", "--measure", measure, "--from", "fy2018-19"]);
        assert_eq!(listed["figures"][0]["value"], held);
    }
}

/// What is counted cannot be published before its year is over; what is granted or budgeted can.
#[test]
fn a_budget_is_published_ahead_of_its_year() {
    let office = dorset();
    let report = office.folder.path().join("report.csv");
    let rows = "Year,Referrals,Forensic examinations,Onward referrals\n2018/19,326,194,220\n";
    fs::write(&report, rows).unwrap();
    let counted = office.import(std::slice::from_ref(&report), "2018-05");
    assert_eq!(status(&counted), 1);
    assert!(told(&counted).contains("it runs to 2019-03-31"), "{}", told(&counted));
    let source = office.folder.path().join("office/catalogue/sources/sarc-annual-report.toml");
    fs::write(source, format!("{SOURCE}published-ahead = true\n")).unwrap();
    let budgeted = office.import(&[report], "2018-05");
    assert_ne!(status(&budgeted), 1, "{}", told(&budgeted));
}

/// SF-200: a vague value is no data; it is refused with its place.
#[test]
fn a_vague_value_is_refused() {
    let office = dorset();
    let report = office.folder.path().join("report.csv");
    fs::write(
        &report,
        "Year,Referrals,Forensic examinations,Onward referrals\n2018/19,almost 326,194,220\n",
    )
    .unwrap();
    let refused = office.import(&[report], "2019-06");
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("almost 326"), "{}", told(&refused));
}

const TERMS: &str = r#"
id = "courses-termly"
name = "Courses of a term"
source = "sarc-annual-report"
area = "E23000039"
period-column = ["Term"]
period = "stretch"
rows = "figures"

[[value]]
column = ["Courses"]
holds = "count"
measure = "COM-014"

[[value]]
column = ["Adults"]
holds = "count"
measure = "SSCT-001"

[[value]]
column = ["Children"]
holds = "count"
measure = "SSCT-002"
"#;

/// SF-199: Sept 2018 to Feb 2019 is neither a financial nor a calendar period. It is held as the six
/// months it is, listed, explained, and compared with six months and with nothing else.
#[test]
fn a_term_is_a_period_of_its_own() {
    let office = dorset();
    let folder = office.folder.path().join("office/catalogue");
    let com = include_str!("../../../../catalogue/measures/commissioning/COM-014.toml");
    fs::create_dir_all(folder.join("measures/commissioning")).unwrap();
    for (id, name) in [("SSCT-001", "Adults on courses"), ("SSCT-002", "Children on courses")] {
        let own = com.replace("COM-014", id).replace("Courses / sessions delivered", name);
        fs::write(folder.join(format!("measures/commissioning/{id}.toml")), own).unwrap();
    }
    fs::write(folder.join("mappings/courses-termly.toml"), TERMS).unwrap();
    let feeds =
        SOURCE.replace("\"SXO-010\"]", "\"SXO-010\", \"COM-014\", \"SSCT-001\", \"SSCT-002\"]");
    fs::write(folder.join("sources/sarc-annual-report.toml"), feeds).unwrap();
    let report = office.folder.path().join("terms.csv");
    let rows = "Term,Courses,Adults,Children\nSept 2018 - Feb 2019,711,1675,16751\n";
    fs::write(&report, rows).unwrap();
    let imported = office.import(&[report], "2019-06");
    assert_ne!(status(&imported), 1, "{}", told(&imported));
    let term = "2018-09-01_2019-02-28";
    for (measure, held) in [("COM-014", "711"), ("SSCT-001", "1675"), ("SSCT-002", "16751")] {
        let listed = office.json(&["figures", "--measure", measure]);
        assert_eq!(listed["figures"][0]["value"], held);
        assert_eq!(listed["figures"][0]["period"], term);
    }
    let made = office.run(&["freeze", "--as-at", "2019-06-30"]);
    assert_ne!(status(&made), 1, "{}", told(&made));
    let id = format!("2019-06-30.1/COM-014.1/sarc-annual-report/E23000039.2016/total/{term}/value");
    let explained = office.json(&["explain", &id]);
    assert_eq!(explained["value"], "711");
    assert!(explained.to_string().contains("terms.csv"), "{explained}");
    let year = office.run(&["compare", "COM-014", term, "--with", "fy2017-18"]);
    assert_eq!(status(&year), 1);
    assert!(told(&year).contains("only like periods are compared"), "{}", told(&year));
    let before = office.run(&["compare", "COM-014", term, "--with", "2017-09-01_2018-02-28"]);
    assert_ne!(status(&before), 1, "{}", told(&before));
}
