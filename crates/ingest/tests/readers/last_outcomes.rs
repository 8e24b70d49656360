use ingest::{Input, OutcomeChanges, Refused, Transition, compare_last_outcomes};

use crate::sample::{CATALOGUE, real, street, told};

fn compare(older: &[u8], newer: &[u8]) -> Result<OutcomeChanges, Refused> {
    let older = Input { name: "older.csv", bytes: &older, vintage: None };
    let newer = Input { name: "newer.csv", bytes: &newer, vintage: None };
    compare_last_outcomes(&older, &newer, &CATALOGUE)
}

#[test]
fn crimes_are_followed_by_their_identifier() {
    let older = street(&[
        ["", "", "Drugs", "Under investigation"],
        ["", "", "Drugs", "Under investigation"],
        ["", "", "Drugs", "Local resolution"],
        ["", "", "Anti-social behaviour", ""],
    ]);
    let newer = street(&[
        ["", "", "Drugs", "Suspect charged"],
        ["", "", "Drugs", "Under investigation"],
        ["", "", "Anti-social behaviour", ""],
        ["", "", "Robbery", ""],
    ]);
    let changes = compare(older.as_bytes(), newer.as_bytes()).unwrap();
    let expected = OutcomeChanges {
        in_both: 2,
        changed: 1,
        transitions: vec![Transition {
            from: "Under investigation".into(),
            to: "Suspect charged".into(),
            crimes: 1,
        }],
        only_in_older: 1,
        only_in_newer: 1,
    };
    assert_eq!(changes, expected);
}

#[test]
fn in_january_2022_808_of_8004_crimes_had_moved_on() {
    let name = "2022-01-leicestershire-street.csv.gz";
    let older = real(&format!("police-uk/leicestershire-earlier-vintage/{name}"));
    let newer = real(&format!("police-uk/leicestershire/{name}"));
    let changes = compare(&older, &newer).unwrap();
    assert_eq!((changes.in_both, changes.changed), (8_004, 808));
    assert_eq!((changes.only_in_older, changes.only_in_newer), (0, 0));
    assert_eq!(changes.transitions.iter().map(|t| t.crimes).sum::<u64>(), 808);
    let order: Vec<(&str, &str)> =
        changes.transitions.iter().map(|t| (t.from.as_str(), t.to.as_str())).collect();
    assert!(order.is_sorted());
}

#[test]
fn other_months_and_other_files_are_not_compared() {
    let january = street(&[["", "", "Drugs", ""]]);
    let february = january.replace("2022-01", "2022-02");
    let refusal = compare(january.as_bytes(), february.as_bytes()).unwrap_err();
    let words = told(&refusal.diagnostics);
    assert!(words.contains("ingest::files-not-comparable"), "{words}");
    assert!(words.contains("newer.csv of Leicestershire Police, 2022-02"), "{words}");
    let table = b"force,financial_year,recorded_offences\nKent,2013/14,1\n";
    let refusal = compare(table, january.as_bytes()).unwrap_err();
    assert!(told(&refusal.diagnostics).contains("not a street file"));
}
