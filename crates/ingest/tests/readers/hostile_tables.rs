//! Published tables changed at random: nothing panics, and what matters is told.

use ingest::{Input, propose};
use proptest::prelude::*;

use crate::sample::{CATALOGUE, excerpt, gunzip, parsed, read, refused, told, workbook};

const STOPS: &str = "2019-05-city-of-london-stop-and-search.csv";

/// Every kind of table, as text.
fn tables() -> Vec<(&'static str, String)> {
    let plain = |name| String::from_utf8(excerpt(name)).unwrap();
    let packed = |name| gunzip(&excerpt(name));
    vec![
        ("c2.csv", plain("table-c2-excerpt.csv")),
        ("quarters.csv", packed("offences-by-quarter-excerpt.csv.gz")),
        ("rolling.csv", packed("rolling-year-excerpt.csv.gz")),
        ("outcomes.csv", plain("outcomes-closed-in-year-by-force.csv")),
        (STOPS, plain(STOPS)),
        ("total.csv", packed("public-attitudes-total.csv.gz")),
        ("grant.csv", plain("police-grant-2025-26.csv")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_table_changed_anywhere_is_read_or_refused(
        which in 0usize..7,
        edits in proptest::collection::vec((any::<u32>(), "[\u{0}-\u{ff}]{0,6}", 0usize..40), 1..4),
    ) {
        let (name, text) = &tables()[which];
        let mut bytes = text.clone().into_bytes();
        for (at, insert, cut) in edits {
            // Half of the changes fall in the first thousand bytes, where the header is.
            let length = if at % 2 == 0 { bytes.len() } else { bytes.len().min(1_000) };
            let at = at as usize % (length + 1);
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, insert.into_bytes());
        }
        if let Err(refused) = read(name, &bytes) {
            prop_assert!(!refused.diagnostics.is_empty());
        }
        let _ = propose(&Input { name, bytes: &bytes, vintage: None }, &CATALOGUE);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[a-z0-9,;\"£%.\n\t|/: -]{0,400}") {
        let refused = read("any.csv", text.as_bytes()).err();
        prop_assert!(refused.is_none_or(|r| !r.diagnostics.is_empty()));
        let _ = propose(&Input { name: "any", bytes: &text.as_bytes(), vintage: None }, &CATALOGUE);
    }
}

/// A partnership that is lost shows in the force's sum, whichever it is.
#[test]
fn a_row_lost_from_table_c2_is_told() {
    let (_, text) = tables().swap_remove(0);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let first = lines.iter().position(|line| line.starts_with("E23")).unwrap();
    let mut looked_at = 0;
    for n in first..lines.len() {
        let has_partnership = lines[n].contains(",E22") || lines[n].contains(",W14");
        if !has_partnership || lines[n].contains("E22000180") {
            continue;
        }
        let without: String = lines[..n].iter().chain(&lines[n + 1..]).copied().collect();
        let told = told(&parsed("c2.csv", without.as_bytes()).diagnostics);
        assert!(told.contains("ingest::sum-differs"), "{}\n{told}", lines[n]);
        looked_at += 1;
    }
    assert!(looked_at > 40);
}

#[test]
fn a_column_that_stands_twice_is_refused() {
    let (_, text) = tables().swap_remove(1);
    let twice: String =
        text.lines().map(|line| format!("{line},{}\n", line.rsplit(',').next().unwrap())).collect();
    let words = refused("quarters.csv", twice.as_bytes());
    assert!(words.contains("not among them: \"Number of Offences\""), "{words}");
}

#[test]
fn a_far_cell_of_a_mapped_sheet_costs_nothing() {
    let head = [("A1", "Expenditure Category"), ("B1", "Date"), ("C1", "TOTAL")];
    let row = [("A2", "Petrol"), ("B2", "43193"), ("C2", "1"), ("ALL20000", "1")];
    let cells: Vec<(&str, &str)> = head.into_iter().chain(row).collect();
    let book = workbook(&[("Apr", &cells)]);
    let parsed = parsed("far.xlsx", &book);
    assert_eq!(parsed.observations.len(), 4, "one payment, by category and in all");
    let words = told(&parsed.diagnostics);
    assert!(words.contains("cell ALL1: a column without a header is not read"), "{words}");
    assert!(words.contains("row 20000: 1 row without a value"), "{words}");
}
