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
