use domain::observation::Place;
use ingest::Parsed;
use proptest::prelude::*;

use crate::sample::{STREET_HEADER, gzip, parsed, read, refused, street, told, value};

const NAME: &str = "2022-01-leicestershire-street.csv";
const BLABY: [&str; 2] = ["E01025631", "Blaby 002A"];

fn at(breakdown: &str) -> String {
    format!("PUK-001.1/police-uk-street/E23000021.2016/{breakdown}/2022-01")
}

fn measure_at(measure: u8, area: &str, breakdown: &str) -> String {
    format!("PUK-{measure:03}.1/police-uk-street/{area}/{breakdown}/2022-01")
}

fn rows_of(parsed: &Parsed, key: &str) -> (String, Vec<u64>) {
    let found = parsed.observations.iter().find(|o| o.key.to_string() == key);
    match &found.unwrap().place {
        Place::Rows { rule, rows } => (rule.clone(), rows.iter().collect()),
        other => panic!("{other}"),
    }
}

#[test]
fn rows_are_counted_with_their_lines() {
    let file = street(&[
        ["", "", "Burglary", "Local resolution"],
        [BLABY[0], BLABY[1], "Burglary", "Under investigation"],
        [BLABY[0], BLABY[1], "Anti-social behaviour", ""],
        ["E01019417", "Amber Valley 001A", "Drugs", ""],
    ]);
    let parsed = parsed(NAME, file.as_bytes());
    let of = |key: &str| value(&parsed.observations, key);
    assert_eq!(parsed.rows_read, 4);
    assert_eq!(of(&at("total")), Some(3));
    assert_eq!(of(&at("location.no-location")), Some(1));
    assert_eq!(of(&at("location.outside-force-area")), Some(1));
    assert_eq!(of(&at("last-outcome.local-resolution")), Some(1));
    assert_eq!(of(&at("last-outcome.not-stated")), Some(1));
    assert_eq!(of(&at("last-outcome.suspect-charged")), Some(0));
    assert_eq!(of(&measure_at(1, "E07000129.2021", "total")), Some(1));
    assert_eq!(of(&measure_at(1, "E07000130.2021", "total")), Some(0));
    let (rule, lines) = rows_of(&parsed, &at("total"));
    assert_eq!(lines, [2, 3, 5]);
    assert_eq!(
        rule,
        "Falls within = \"Leicestershire Police\", Month = \"2022-01\", \
         Crime type other than \"Anti-social behaviour\""
    );
    assert!(parsed.diagnostics.is_empty(), "{}", told(&parsed.diagnostics));
}

/// SF-095: outcomes stand in one neutral order, whatever their counts or the order of rows.
#[test]
fn outcomes_stand_in_a_neutral_order() {
    let outcomes = |first: &str, second: &str| {
        let file = street(&[["", "", "Drugs", first], ["", "", "Drugs", second]]);
        let parsed = parsed(NAME, file.as_bytes());
        let of = parsed.observations.iter().map(|o| o.key.breakdown.to_string());
        of.filter(|b| b.starts_with("last-outcome.")).collect::<Vec<_>>()
    };
    let order = outcomes("Suspect charged", "Local resolution");
    assert_eq!(order, outcomes("Local resolution", "Suspect charged"));
    let (listed, last) = order.split_at(order.len() - 1);
    assert!(listed.is_sorted());
    assert_eq!(last, ["last-outcome.not-stated"]);
}

#[test]
fn line_endings_order_of_columns_and_compression_change_nothing() {
    let file = street(&[
        [BLABY[0], BLABY[1], "Burglary", "Local resolution"],
        [BLABY[0], BLABY[1], "Drugs", ""],
    ]);
    let plain = parsed(NAME, file.as_bytes());
    let crlf = file.replace('\n', "\r\n");
    let bom = format!("\u{feff}{file}");
    let turned: String =
        file.lines().map(|l| l.split(',').rev().collect::<Vec<_>>().join(",") + "\n").collect();
    for other in [crlf.as_bytes(), bom.as_bytes(), turned.as_bytes(), &gzip(crlf.as_bytes())] {
        assert_eq!(parsed(NAME, other), plain);
    }
}

#[test]
fn blank_lines_and_breaks_inside_quotes_keep_line_numbers_true() {
    for ending in ["\n", "\r\n"] {
        let row = |place: &str, kind: &str| {
            format!(
                ",2022-01,Leicestershire Police,Leicestershire Police,,,{place},,,{kind},,{ending}"
            )
        };
        let file = [
            format!("{STREET_HEADER}{ending}"),
            row("\"two\nlines\"", "Burglary"),
            ending.to_owned(),
            row("", "Drugs"),
            ending.to_owned(),
            ending.to_owned(),
            row("", "Robbery"),
        ]
        .concat();
        let parsed = parsed(NAME, file.as_bytes());
        assert_eq!(rows_of(&parsed, &at("total")).1, [2, 5, 8]);
    }
}

#[test]
fn equal_incidents_are_separate_and_equal_crimes_are_told() {
    let row = ["", "", "Anti-social behaviour", ""];
    let file = street(&[row, row, ["", "", "Drugs", ""], ["", "", "Drugs", ""]]);
    let file = file.replace(&format!("{:064x}", 3), &format!("{:064x}", 2));
    let parsed = parsed(NAME, file.as_bytes());
    assert_eq!(value(&parsed.observations, &measure_at(2, "E23000021.2016", "total")), Some(2));
    assert_eq!(value(&parsed.observations, &at("total")), Some(2));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("Warning ingest::crime-id-repeated at"), "{told}");
    assert!(told.contains("line 5, column \"Crime ID\""), "{told}");
    assert!(told.contains("1 row has the crime identifier of an earlier row: lines 5"), "{told}");
}

#[test]
fn a_wrong_type_month_or_force_refuses_the_file_and_names_all() {
    let file =
        street(&[["", "", "Burglery", ""], ["", "", "Burglary", ""], ["", "", "Burglary", ""]]);
    let mut lines: Vec<String> = file.lines().map(str::to_owned).collect();
    lines[2] = lines[2].replace("2022-01", "2022-13");
    lines[3] = lines[3].replace("Leicestershire Police", "Liecestershire Police");
    let told = refused(NAME, (lines.join("\n") + "\n").as_bytes());
    assert!(told.contains("line 2, column \"Crime type\": \"Burglery\""), "{told}");
    assert!(told.contains("did you mean \"Burglary\"?"), "{told}");
    assert!(told.contains("line 3, column \"Month\": \"2022-13\" is not a month"), "{told}");
    assert!(told.contains("line 4, column \"Falls within\": \"Liecestershire Police\""), "{told}");
    assert!(told.contains("did you mean \"Leicestershire Police\"?"), "{told}");
}

#[test]
fn problems_of_one_kind_are_told_twenty_times_and_then_counted() {
    let file = street(&[["", "", "Burglery", ""]; 45]);
    let told = refused(NAME, file.as_bytes());
    assert_eq!(told.matches("\"Burglery\"").count(), 20);
    assert!(told.contains("and 25 more like it"), "{told}");
}

#[test]
fn rows_of_another_force_are_refused_and_other_bodies_passed_over() {
    let mut file = street(&[["", "", "Drugs", ""], ["", "", "Drugs", ""]]);
    file += &street(&[["", "", "Drugs", ""]])[STREET_HEADER.len() + 1..]
        .replace(&format!("{:064x}", 0), &format!("{:064x}", 9))
        .replace("Leicestershire", "Derbyshire")
        .replace("Derbyshire Police", "Derbyshire Constabulary");
    file += &street(&[["", "", "Anti-social behaviour", ""]])[STREET_HEADER.len() + 1..]
        .replace("Leicestershire Police", "British Transport Police");
    let told = refused(NAME, file.as_bytes());
    assert!(told.contains("line 4, column \"Falls within\": 1 row of derbyshire"), "{told}");
    assert!(told.contains("Note ingest::other-body-skipped"), "{told}");
    assert!(told.contains("1 row of British Transport Police passed over"), "{told}");
}

#[test]
fn a_file_named_for_another_force_and_month_is_refused() {
    let file = street(&[["", "", "Drugs", ""]]);
    let told = refused("b/2021-12-kent-street.csv", file.as_bytes());
    assert!(told.contains("name says kent, its rows say leicestershire"), "{told}");
    assert!(told.contains("name says 2021-12, its rows say 2022-01"), "{told}");
}

#[test]
fn rows_of_another_month_are_refused() {
    let mut file = street(&[["", "", "Drugs", ""], ["", "", "Drugs", ""]]);
    file += &street(&[["", "", "Drugs", ""]])[STREET_HEADER.len() + 1..]
        .replace(&format!("{:064x}", 0), &format!("{:064x}", 9))
        .replace("2022-01", "2021-12");
    let told = refused(NAME, file.as_bytes());
    assert!(told.contains("Error ingest::other-month-rows"), "{told}");
    assert!(told.contains("line 4, column \"Month\": 1 row of 2021-12"), "{told}");
}

#[test]
fn an_unlisted_outcome_is_kept_and_told() {
    let file = street(&[["", "", "Drugs", "Sent to the moon"]]);
    let parsed = parsed(NAME, file.as_bytes());
    assert_eq!(value(&parsed.observations, &at("last-outcome.sent-to-the-moon")), Some(1));
    let told = told(&parsed.diagnostics);
    assert!(told.contains("Warning ingest::outcome-unknown"), "{told}");
}

#[test]
fn the_district_is_of_the_code_then_of_the_name() {
    let leicester = || measure_at(1, "E06000016.2021", "total");
    let count = |code: &str, name: &str| {
        let file = street(&[[code, name, "Drugs", ""]]);
        let parsed = parsed(NAME, file.as_bytes());
        (value(&parsed.observations, &leicester()), told(&parsed.diagnostics))
    };
    assert_eq!(count("E01999999", "Leicester 032B"), (Some(1), String::new()));
    let (blaby, told) = count(BLABY[0], "Leicester 032B");
    assert_eq!(blaby, Some(0));
    assert!(told.contains("1 row in Blaby by code, Leicester by name"), "{told}");
    let (nowhere, told) = count("S01000001", "Aberdeen 001A");
    assert_eq!(nowhere, Some(0));
    assert!(told.contains("Warning ingest::district-unknown"), "{told}");
}

const PLACES: [[&str; 2]; 5] = [
    ["", ""],
    BLABY,
    ["E01999999", "Leicester 032B"],
    ["E01019417", "Amber Valley 001A"],
    ["S01000001", "Aberdeen 001A"],
];
const KINDS: [&str; 3] = ["Anti-social behaviour", "Burglary", "Drugs"];
const OUTCOMES: [&str; 3] = ["", "Local resolution", "Sent to the moon"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Nothing is lost between a force and its parts.
    #[test]
    fn districts_and_residuals_make_the_force(
        rows in proptest::collection::vec((0usize..5, 0usize..3, 0usize..3), 1..40)
    ) {
        let rows: Vec<[&str; 4]> = rows
            .iter()
            .map(|(p, k, o)| [PLACES[*p][0], PLACES[*p][1], KINDS[*k], OUTCOMES[*o]])
            .collect();
        let parsed = parsed(NAME, street(&rows).as_bytes());
        let all = || parsed.observations.iter();
        let sum = |measure: &str, wanted: &dyn Fn(&domain::observation::ObservationKey) -> bool| {
            all()
                .filter(|o| o.key.measure.as_str() == measure && wanted(&o.key))
                .map(|o| o.cell.value().unwrap().mantissa)
                .sum::<i64>()
        };
        let force = |k: &domain::observation::ObservationKey| k.area.code == "E23000021";
        for measure in ["PUK-001", "PUK-002", "PUK-004", "PUK-006"] {
            let total = sum(measure, &|k| force(k) && k.breakdown.is_total());
            let parts = sum(measure, &|k| {
                !force(k) || k.breakdown.to_string().starts_with("location.")
            });
            prop_assert_eq!(total, parts, "{}", measure);
        }
        let crimes = sum("PUK-001", &|k| force(k) && k.breakdown.is_total());
        let outcomes = sum("PUK-001", &|k| k.breakdown.to_string().starts_with("last-outcome."));
        let types = (3..=15).map(|n| sum(&format!("PUK-{n:03}"), &|k| {
            force(k) && k.breakdown.is_total()
        }));
        prop_assert_eq!(crimes, outcomes);
        prop_assert_eq!(crimes, types.sum::<i64>());
        let mut keys: Vec<String> = all().map(|o| o.key.to_string()).collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), count);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(NAME, &bytes);
        let file = [STREET_HEADER.as_bytes(), b"\n", &bytes].concat();
        let _ = read(NAME, &file);
        let _ = read(NAME, &gzip(&file));
    }
}
