//! Outcomes by type: the real table of eight forces.

use crate::sample::{excerpt, parsed, refused, told, value};

fn table() -> String {
    String::from_utf8(excerpt("outcomes-closed-in-year-by-force.csv")).unwrap()
}

fn at(measure: &str, breakdown: &str, year: &str) -> String {
    format!("{measure}.1/home-office-outcomes/E23000021.2016/{breakdown}/{year}")
}

#[test]
fn types_and_the_publishers_sums_are_read_and_agree() {
    let parsed = parsed("outcomes.csv", table().as_bytes());
    assert_eq!((parsed.rows_read, parsed.observations.len()), (68, 680));
    assert!(parsed.diagnostics.is_empty(), "{}", told(&parsed.diagnostics));
    let of = |measure, breakdown| value(&parsed.observations, &at(measure, breakdown, "fy2021-22"));
    assert_eq!(of("OUC-001", "total"), Some(98_314));
    assert_eq!(of("OUC-001", "home-office-outcome.type-1"), Some(6_622));
    assert_eq!(of("OUC-001", "home-office-outcome.type-22"), Some(910));
    assert_eq!(of("OUC-002", "total"), Some(8_003));
    assert_eq!(of("OUC-003", "total"), Some(14_625));
}

#[test]
fn sums_that_do_not_follow_are_told() {
    let changed = table().replacen("6622,114,813", "6622,115,813", 1);
    let parsed = parsed("outcomes.csv", changed.as_bytes());
    let told = told(&parsed.diagnostics);
    assert!(told.contains("it is 8003, but types 2, 3, 6, 7, 8 and 22 sum to 8004"), "{told}");
    let changed = table().replacen("8003,14625", "8003,14635", 1);
    let told = crate::sample::told(&crate::sample::parsed("o.csv", changed.as_bytes()).diagnostics);
    assert!(told.contains("it is 14635, but type 1 and the total out of court sum to 14625"));
}

#[test]
fn other_types_and_symbols_are_read() {
    let file = "force,financial_year,t1a_alternate_offence,t9_not_in_the_public_interest,\
                something_new,all_assigned_outcomes\nKent,2024-25,12,[c],3,\"1,000\"\n";
    let parsed = parsed("outcomes.csv", file.as_bytes());
    let key = |breakdown: &str| {
        format!("OUC-001.1/home-office-outcomes/E23000032.2016/{breakdown}/fy2024-25")
    };
    assert_eq!(value(&parsed.observations, &key("home-office-outcome.type-1a")), Some(12));
    assert_eq!(value(&parsed.observations, &key("total")), Some(1_000));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("no measure stands for \"something_new\""), "{told}");
    assert!(told.contains("\"[c]\" in 1 cell is held as [c]"), "{told}");
    let wrong = table().replacen("2015/16", "2015/17", 1).replacen(",8531,", ",85x1,", 1);
    let told = refused("outcomes.csv", wrong.as_bytes());
    assert!(told.contains("\"2015/17\" is not a financial year"), "{told}");
    assert!(told.contains("\"85x1\" is neither a count nor a known symbol"), "{told}");
}
