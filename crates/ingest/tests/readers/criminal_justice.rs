//! Courts, prisons, charges and imprisonment: national tables, and files that do not say what they
//! count. Expected values were read from the published files by other means.

use domain::cell::Cell;
use ingest::Parsed;

use crate::sample::{excerpt, gunzip, ods, parsed, real, refused, retold, told, value};

const COURTS: &str = "cross-cjs-compilation/K04000001.2016";

fn cross() -> Parsed {
    parsed("cross-cjs.xlsx", &excerpt("cross-cjs-excerpt.xlsx"))
}

fn digits(parsed: &Parsed, key: &str) -> Option<String> {
    let found = parsed.observations.iter().find(|o| o.key.to_string() == key)?;
    Some(match found.cell {
        Cell::Value(number) => number.to_string(),
        missing => missing.symbol().unwrap_or_default().to_owned(),
    })
}

/// SF-041: measures of the criminal justice system are imported as a source. Quarters are of the
/// calendar year, so the first of 2010 is the last of the financial year 2009/10.
#[test]
fn courts_are_read_by_quarter_of_the_calendar_year() {
    let parsed = cross();
    let of = |measure: &str, cut: &str, period: &str| {
        digits(&parsed, &format!("{measure}.1/{COURTS}/{cut}/{period}"))
    };
    assert_eq!(of("CRT-001", "total", "fy2009-10q4").as_deref(), Some("424435"), "F15, Q1 2010");
    assert_eq!(of("CRT-001", "total", "fy2010-11q1").as_deref(), Some("412276"), "F16, Q2 2010");
    assert_eq!(of("CRT-001", "total", "fy2016-17q1").as_deref(), Some("373515"), "F40, Q2 2016");
    let custody = of("CRT-028", "sentence.immediate-custody", "fy2016-17q1");
    assert_eq!(custody.as_deref(), Some("12012"), "BI40");
    assert_eq!(of("CRT-009", "total", "fy2009-10q4").as_deref(), Some("[x]"), "AD15 is #N/A");
    assert_eq!(of("CRT-009", "total", "fy2016-17q1").as_deref(), Some("102"), "AD40");
    // Open cases are of the last day of the quarter.
    assert_eq!(of("CJS-001", "total", "2016-06-30_2016-06-30").as_deref(), Some("44788"), "CA40");
    assert_eq!(of("CJS-002", "total", "2022-06-30_2022-06-30").as_deref(), Some("265054"), "AO64");
    // The table of financial years below repeats sums of quarters and is not read.
    assert_eq!(of("CRT-001", "total", "fy2010-11"), None);
}

/// Row 65: convicted are 238,189, but 5,377 committed for sentence and 232,811 sentenced are one less.
#[test]
fn sums_the_workbook_itself_misses_are_told_with_their_cell() {
    let told = told(&cross().diagnostics);
    let place = "sheet \"Crown & Magistrates' Courts\", cell K65: it is 238189";
    assert!(told.contains(place) && told.contains("sum to 238188"), "{told}");
    assert_eq!(told.matches("sum-differs").count(), 1, "{told}");
}

/// A row of the first sheet has figures of its last day and of the whole year, which are two periods.
#[test]
fn the_workforce_is_of_a_day_and_crime_of_the_year() {
    let parsed = cross();
    let of = |measure: &str, cut: &str, period: &str| {
        digits(&parsed, &format!("{measure}.1/{COURTS}/{cut}/{period}"))
    };
    assert_eq!(of("NPC-001", "total", "2003-03-31_2003-03-31").as_deref(), Some("198374.72"));
    assert_eq!(of("NPC-005", "total", "2024-03-31_2024-03-31").as_deref(), Some("6118"));
    assert_eq!(of("NPC-006", "total", "fy2018-19").as_deref(), Some("11207000"), "11,207 thousand");
    assert_eq!(of("NPC-007", "total", "fy2018-19").as_deref(), Some("5961358"));
    assert_eq!(of("NPC-009", "total", "fy2018-19").as_deref(), Some("457760"));
    assert_eq!(of("PRN-001", "total", "2015-09-30_2015-09-30").as_deref(), Some("85886"));
    let remand = of("PRN-001", "prisoner-type.remand", "2015-09-30_2015-09-30");
    assert_eq!(remand.as_deref(), Some("11390"));
}

/// The sheet says "Police Force Area" and years, and not what of: it is known by its figures.
#[test]
fn womens_imprisonment_is_known_by_its_figures() {
    let bytes = excerpt("women-imprisonment-rates.xlsx");
    let parsed = parsed("women.xlsx", &bytes);
    assert_eq!(parsed.observations.len(), 42 * 9);
    let of = |area: &str, year: &str| {
        digits(
            &parsed,
            &format!("WIR-001.1/women-imprisonment-rates/{area}.2016/total/12m{year}-12"),
        )
    };
    assert_eq!(of("E23000021", "2022").as_deref(), Some("16.2"), "Leicestershire");
    assert_eq!(of("E23000013", "2017").as_deref(), Some("70.9"), "Cleveland");
    assert_eq!(of("W15000003", "2014").as_deref(), Some("68.1"), "South Wales");
}

/// What only looks alike is refused, with the cell that differs and what to do.
#[test]
fn a_table_that_only_looks_like_it_is_refused() {
    let rows = [
        "Police Force Area|2016|2017|2018|2019|2020",
        "Surrey|20|21|9.9|8|6",
        "Leicestershire|1|2|3|22.2|5",
        "South Wales|75.5|2|3|4|5",
    ];
    let told = refused("robberies.ods", &ods(&[("Sheet1", &rows)]));
    assert!(told.contains("ingest::content-not-stated"), "{told}");
    assert!(told.contains("Surrey in 2018 is 9.8 there and \"9.9\" here"), "{told}");
    let few = ["Police Force Area|2018|2019", "Surrey|9.8|9.3", "Kent|27.6|22.1"];
    let told = refused("few.ods", &ods(&[("Sheet1", &few)]));
    assert!(told.contains("1 stand here, and 3 must"), "{told}");
}

/// The next release: a year more, a year less, another order, as OpenDocument.
#[test]
fn the_next_release_of_it_is_read() {
    let rows = [
        "Rates||",
        "Police force area|2016|2017|2018|2019|2020|2023",
        "South Wales|75.5|68.1|69.8|65.1|47.3|30.1",
        "Surrey|14.1|16.9|9.8|9.3|6.4|4.4",
        "Leicestershire|22.9|25.9|26.4|22.2|20.9|[x]",
        "Source: the publisher||",
    ];
    let parsed = parsed("women.ods", &ods(&[("Data", &rows)]));
    assert_eq!(parsed.observations.len(), 18);
    let surrey = "WIR-001.1/women-imprisonment-rates/E23000031.2016/total/12m2023-12";
    let places: Vec<String> = parsed.observations.iter().map(|o| o.key.to_string()).collect();
    assert!(places.iter().any(|key| key == surrey), "{places:?}");
    assert_eq!(digits(&parsed, surrey).as_deref(), Some("4.4"));
    let notes = told(&parsed.diagnostics);
    assert!(notes.contains("row 6") || notes.contains("line 6"), "{notes}");
    assert!(notes.contains("the first \"Source: the publisher\""), "{notes}");
}

/// Two quarters have two rows of one code: 3,044 and 18,598 shoplifting make 21,642.
#[test]
fn outcomes_by_offence_code_are_summed_with_their_rows() {
    let parsed = parsed("charges.csv.gz", &excerpt("closed-outcomes-excerpt.csv.gz"));
    let key = |cut: &str, period: &str| {
        format!("OCO-001.1/closed-outcomes-by-offence/K04000001.2016/{cut}/{period}")
    };
    let of = |cut: &str, period: &str| value(&parsed.observations, &key(cut, period));
    assert_eq!(of("offence-code.46", "fy2017-18q4"), Some(21_642));
    assert_eq!(of("offence-code.4-8", "fy2017-18q2"), Some(34));
    assert_eq!(of("offence-code.8g", "fy2014-15q2"), Some(-2), "more withdrawn than given");
    assert_eq!(of("total", "fy2017-18q4"), Some(122_631));
    assert_eq!(of("total", "fy2014-15q2"), Some(155_267));
    let severity =
        "OCO-002.1/closed-outcomes-by-offence/K04000001.2016/offence-code.46/fy2017-18q4";
    let expected = 39_833.902_78 + 243_374.153_7;
    let found: f64 = digits(&parsed, severity).unwrap().parse().unwrap();
    assert!((found - expected).abs() < 0.01, "{found}");
}

/// Cut by outcome, the types are the same as in the table without that cut, which is in the sample
/// office, and outcomes sum to the crimes.
#[test]
fn derived_counts_by_outcome_agree_with_those_by_type() {
    let parsed = parsed("by-outcome.csv.gz", &excerpt("street-counts-by-outcome-excerpt.csv.gz"));
    let whole =
        crate::sample::parsed("counts.csv", &real("police-uk/derived/street-monthly-counts.csv"));
    let mut same = 0;
    for found in parsed.observations.iter().filter(|o| o.key.breakdown.is_total()) {
        let key = found.key.to_string();
        assert_eq!(value(&whole.observations, &key), value(&parsed.observations, &key), "{key}");
        same += 1;
    }
    assert_eq!(same, 30, "fifteen measures in each of two months");
    let of = |cut: &str| {
        let key = format!("PUK-001.1/police-uk-street/E23000021.2016/{cut}/2022-01");
        value(&parsed.observations, &key)
    };
    assert_eq!(of("total"), Some(8_004));
    assert_eq!(of("last-outcome.unable-to-prosecute-suspect"), Some(3_041));
    let cut = parsed
        .observations
        .iter()
        .filter(|o| o.key.period.to_string() == "2022-01" && !o.key.breakdown.is_total());
    let sum: i64 = cut.filter_map(|o| o.cell.value()).map(|number| number.mantissa).sum();
    assert_eq!(sum, 8_004);
}

#[test]
fn a_row_of_counts_by_outcome_given_twice_is_refused() {
    let text = gunzip(&excerpt("street-counts-by-outcome-excerpt.csv.gz"));
    let twice = format!("{text}{}\n", text.lines().last().unwrap());
    assert!(refused("by-outcome.csv", twice.as_bytes()).contains("already"));
}

/// SF-157 keeps inspections as documents: a grade is a word, and is not made a number.
#[test]
fn grades_of_inspections_are_refused_by_name() {
    let file = "inspection,force,pillar,grade,source\n\
                PEEL 2016,Kent,effectiveness,Good,a report\n";
    let told = refused("peel.csv", file.as_bytes());
    assert!(told.contains("ingest::not-figures") && told.contains("words in an order"), "{told}");
}

/// A quarter that the catalogue's kinds cannot mix up: `Q1 2010` is no quarter of a financial year.
#[test]
fn a_quarter_of_a_financial_year_in_the_courts_table_is_refused() {
    let sheet = retold(&excerpt("cross-cjs-excerpt.xlsx"), &[("Q1 2010", "2010/11 Q1")]);
    let told = refused("courts.xlsx", &sheet);
    assert!(told.contains("\"2010/11 Q1\" is not a calendar-quarter"), "{told}");
}
