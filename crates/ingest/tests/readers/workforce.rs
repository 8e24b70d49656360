//! Workforce tables of the Home Office.

use crate::sample::{kept, ods, parsed, told};

const NAME: &str = "police-workforce-tabs-30sep15.ods";

#[test]
fn the_release_of_2015_is_read_and_agrees_with_itself() {
    let parsed = parsed(NAME, &kept(NAME));
    assert_eq!(parsed.format, "home-office-workforce");
    assert_eq!(parsed.vintage.as_ref().map(|(v, _)| v.to_string()).as_deref(), Some("2016-01-28"));
    let of = |measure: &str, area: &str, cut: &str, day: &str| {
        let key = format!("{measure}.1/police-workforce/{area}.2016/{cut}/{day}_{day}");
        let found = parsed.observations.iter().find(|o| o.key.to_string() == key);
        let found = found.unwrap_or_else(|| panic!("no {key}"));
        found.cell.value().map(|v| v.to_string()).unwrap_or_default()
    };
    let force = |measure: &str| of(measure, "E23000013", "total", "2015-09-30");
    // Cleveland, from the file read by another program.
    assert_eq!([force("WRK-001"), force("WRK-005"), force("PWF-001")], ["1315.32", "74", "0"]);
    let whole = |cut: &str| of("WRK-001", "K04000001", cut, "2015-09-30");
    let totals = ["total", "coverage.including-other-bodies"].map(whole);
    assert_eq!(totals, ["125184.76", "128597.42"]);
    assert_eq!(of("WRK-001", "ZZBTP0000", "total", "2015-09-30"), "3074.12");
    assert_eq!(of("WRK-001", "E12000006", "total", "2014-09-30"), "10185.69");
    // The national series, which the table by force repeats for its latest days.
    assert_eq!(of("PWF-008", "K04000001", "total", "2006-09-30"), "907");
    assert_eq!(parsed.observations.len(), 885);
    let words = told(&parsed.diagnostics);
    assert!(!words.contains("Warning") && !words.contains("Error"), "{words}");
    assert!(words.contains("\"*\" in 22 cells is held as [z]"), "{words}");
    assert!(words.contains("Wiltshire: Data marked September 2015"), "{words}");
}

/// Table numbers and columns of a later year, with a change that does not follow.
#[test]
fn headcounts_changes_and_unknown_tables_are_told() {
    let bytes = ods(&[
        ("Index", &["Police Workforce, England and Wales, 30 September 2019"]),
        (
            "Table_7",
            &[
                "Table 7: Police officers by police force area, England and Wales (headcount)",
                "England and Wales||||Headcount",
                "|||Change in 6 months Mar-19 to Sep-19|",
                "|Mar-19|Sep-19|number|%",
                "Kent|100|110|11|10",
                "London, City of|5.5|..|..|..",
                "'..' Denotes data not available",
            ],
        ),
        ("Table_8", &["Table 8: Police horses by police force area", "Kent|1"]),
    ]);
    let parsed = parsed("w.ods", &bytes);
    let words = told(&parsed.diagnostics);
    let expected = [
        "Warning ingest::change-differs at w.ods, sheet \"Table_7\", cell D5: Kent: 110 after 100",
        "Warning ingest::headcount-not-whole at w.ods, sheet \"Table_7\", cell B6: headcounts of City",
        "Warning ingest::sheet-not-read at w.ods, sheet \"Table_8\", cell A1: \"Table 8: Police horses",
        "\"..\" in 3 cells is held as [x]; the sheet says: '..' Denotes data not available",
    ];
    for expected in expected {
        assert!(words.contains(expected), "{expected}:\n{words}");
    }
    assert!(parsed.observations.iter().all(|o| o.key.measure.as_str() == "WRK-002"));
    assert_eq!(parsed.observations.len(), 4);
}
