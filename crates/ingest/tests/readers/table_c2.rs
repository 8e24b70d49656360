//! Table C2: the real rows of seven forces, and changed copies of them.

use domain::cell::Cell;

use crate::sample::{excerpt, parsed, refused, told, value};

fn table() -> String {
    String::from_utf8(excerpt("table-c2-excerpt.csv")).unwrap()
}

fn at(measure: &str, area: &str, breakdown: &str) -> String {
    format!("{measure}.1/police-recorded-crime/{area}/{breakdown}/12m2025-06")
}

#[test]
fn forces_partnerships_and_the_rest_are_read() {
    let parsed = parsed("c2.csv", table().as_bytes());
    let of = |measure, area, breakdown| value(&parsed.observations, &at(measure, area, breakdown));
    assert_eq!(of("CRM-001", "E23000021.2016", "total"), Some(94_194));
    assert_eq!(of("CRM-001", "W14000022.2025", "total"), Some(18_878));
    assert_eq!(of("CRM-001", "E23000005.2016", "location.manchester-airport"), Some(1_516));
    assert_eq!(of("CRM-016", "W15000004.2016", "total"), None, "not among the rows");
    // A force of one partnership has no row of its own, and is the sum of its parts.
    assert_eq!(of("CRM-001", "E22000180.2025", "total"), Some(8_801));
    assert_eq!(of("CRM-001", "E23000034.2016", "total"), Some(8_801));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("City of London has no row of its own"), "{told}");
    assert!(!told.contains("sum-differs"), "{told}");
}

/// The published table gives two rows the code of another force; every sum says which is right.
#[test]
fn a_slip_in_a_code_is_told_and_the_name_said_twice_is_taken() {
    let parsed = parsed("c2.csv", table().as_bytes());
    let told = told(&parsed.diagnostics);
    assert!(
        told.contains("\"Unassigned Gwent\" stands beside W15000003, which is South Wales; Gwent"),
        "{told}"
    );
    let rest = at("CRM-001", "W15000001.2016", "location.unassigned");
    assert_eq!(value(&parsed.observations, &rest), None);
    let rest = at("CRM-001", "W15000002.2016", "location.unassigned");
    assert_eq!(value(&parsed.observations, &rest), Some(1));
    let surrey = at("CRM-001", "E23000032.2016", "location.unassigned");
    assert_eq!(value(&parsed.observations, &surrey), None, "Kent has no rows here");
    let surrey = parsed.observations.iter().filter(|o| o.cell == Cell::NotAvailable);
    assert_eq!(surrey.count(), 23, "the blank row of Surrey is missing, not nought");
}

#[test]
fn a_changed_cell_is_found_by_both_its_sums() {
    let changed = table().replacen("\"18,878 \"", "\"18,978 \"", 1);
    let parsed = parsed("c2.csv", changed.as_bytes());
    let told = told(&parsed.diagnostics);
    assert!(told.contains("Gwent has 56961 in all, but its parts"), "{told}");
    assert!(told.contains("Newport (Gwent) has 18978, but"), "{told}");
}

#[test]
fn other_releases_are_read() {
    let other = table()
        .replace("June 2025", "March 2026")
        .replace("Shoplifting", "Shoplifting [note 7]")
        .replace("Robbery", "Robbery by drone")
        .replace("E22000180", "E22000999")
        .replace("\"18,878 \"", "[x]");
    let parsed = parsed("c2.csv", other.as_bytes());
    let key = "CRM-016.1/police-recorded-crime/E23000034.2016/total/fy2025-26";
    assert_eq!(value(&parsed.observations, key), Some(1_444));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("no measure stands for \"Robbery by drone\""), "{told}");
    assert_eq!(told.matches("no measure stands for").count(), 1, "once for the column: {told}");
    assert!(told.contains("E22000999 \"City of London\" is not a partnership"), "{told}");
    assert!(told.contains("\"[x]\" in 1 cell is held as [x]"), "{told}");
    assert!(told.contains("Kent has no row"), "{told}");
}

#[test]
fn a_semicolon_dialect_is_known_by_its_header() {
    let rows = table();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(rows.as_bytes());
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    for row in reader.records() {
        writer.write_record(&row.unwrap()).unwrap();
    }
    let parsed = parsed("c2.csv", &writer.into_inner().unwrap());
    let key = at("CRM-001", "E23000021.2016", "total");
    assert_eq!(value(&parsed.observations, &key), Some(94_194));
}

#[test]
fn what_cannot_be_understood_is_refused_by_name() {
    let text = table();
    let swapped = text.replacen("W14000022", "E22000180", 1);
    assert!(refused("c2.csv", swapped.as_bytes()).contains("E22000180 lies in"));
    let without_title = text.replace("year ending", "in the year to");
    let told = refused("c2.csv", without_title.as_bytes());
    assert!(told.contains("no one \"year ending\""), "{told}");
    let words = text.replacen("\"18,878 \"", "\"many\"", 1);
    let told = refused("c2.csv", words.as_bytes());
    assert!(told.contains("\"many\" is neither a number nor a known symbol"), "{told}");
    let twice = format!("{text}{}\n", text.lines().last().unwrap());
    assert!(refused("c2.csv", twice.as_bytes()).contains("already"));
}
