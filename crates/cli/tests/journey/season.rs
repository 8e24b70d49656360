//! Month factors: the catalogue holds what the counts give, and charts are run without season.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::program::{FIRST, demo, golden, sample, status, told};

fn shipped() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join("catalogue/seasons/police-uk-2025.csv")).unwrap()
}

/// The file of factors comes out of the counts in the repository, to the last digit.
#[test]
fn the_factors_are_made_again_from_the_counts() {
    let counts = sample().join("police-uk/derived/street-monthly-counts.csv");
    let mut command = demo().office.command(&["catalogue", "season", "police-uk-2025"]);
    let output = command.arg(counts).output().unwrap();
    assert_eq!(status(&output), 0, "{}", told(&output));
    assert!(String::from_utf8(output.stdout).unwrap() == shipped(), "make the file again");
}

/// The factors without Leicestershire's months, worked without this program (`season.py`).
#[test]
fn the_factors_are_those_worked_independently() {
    let found = demo().office.json(&["findings", "--freeze", FIRST]);
    let named: BTreeMap<&str, &str> = found["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["name"].as_str().unwrap(), f["measure"].as_str().unwrap()))
        .filter(|(_, measure)| measure.starts_with("PUK-"))
        .collect();
    let shipped = shipped();
    let mut compared = 0;
    for row in golden("season.csv").lines().skip(1) {
        let row: Vec<&str> = row.split(',').collect();
        let measure = named.iter().find(|(name, _)| name.starts_with(row[0])).unwrap().1;
        let line = shipped.lines().find(|line| line.starts_with(&format!("{measure},E23000021,")));
        let line: Vec<&str> = line.unwrap().split(',').collect();
        assert_eq!(line[2], row[1], "forces, {row:?}");
        for month in 0..12 {
            let number = |text: &str| text.parse::<f64>().unwrap();
            let (ours, theirs) = (number(line[4 + month]), number(row[3 + month]));
            assert!((ours - theirs).abs() < 6e-5, "{} {month}: {ours} {theirs}", row[0]);
            compared += 1;
        }
    }
    assert_eq!(compared, 14 * 12);
}

/// The pack says that season is taken out, from what, and what was left out; the counts stand beside.
#[test]
fn charts_are_without_season_and_say_on_what_basis() {
    let html = fs::read_to_string(demo().out.join(FIRST).join("board-pack.html")).unwrap();
    assert!(html.contains("season taken out") && !html.contains("season not removed"));
    assert!(html.contains("on no month of this force") && html.contains("docs/methods/season.md"));
    assert!(
        html.contains("Dyfed-Powys") && html.contains("Pandemic restrictions shaped these months")
    );
    for table in ["table-months", "table-months-adjusted", "table-season"] {
        assert!(html.contains(&format!("id=\"{table}\"")), "{table}");
    }
    let limit = "PUK-004.1/police-uk-street/E23000021.2016/total/2022-03/\
                 xmr~upper~mdc-2023~2020-04-01_2022-03-31~police-uk-2025";
    assert!(html.contains(limit));
}

/// New signals are told in the order of how little chance explains them, and the annex says once how
/// many chance would raise.
#[test]
fn new_signals_are_told_the_least_likely_first() {
    let html = fs::read_to_string(demo().out.join(FIRST).join("board-pack.html")).unwrap();
    let told = html.split("New signals. ").nth(1).unwrap().split("</p>").next().unwrap();
    let p_values: Vec<f64> = told
        .split("/last-month~mdc-2023~2020-04-01_2022-03-31~police-uk-2025\"")
        .skip(1)
        .map(|part| part.split_once('>').unwrap().1.split('<').next().unwrap())
        .map(|text| text.replace("under ", "").parse().unwrap())
        .collect();
    assert_eq!(p_values.len(), 5, "{told}");
    assert!(p_values.windows(2).all(|pair| pair[0] <= pair[1]), "{p_values:?}");
    assert!(told.contains("Counting all charts, the first 3 still stand out."), "{told}");
    assert_eq!(html.matches("At the last month alone chance would raise").count(), 1);
}
