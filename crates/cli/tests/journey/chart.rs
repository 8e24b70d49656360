//! One chart or table alone: found by words, the numbers those of `figures`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use crate::program::{FIRST, demo, status, told};
use crate::tables::{read_csv, reads_as_described};

/// Makes one into a folder of its own; what the program said of it.
fn chart(folder: &str, arguments: &[&str]) -> (Value, PathBuf) {
    let out = demo().office.folder.path().join(folder);
    let start = ["chart", "--freeze", FIRST, "--out", out.to_str().unwrap()];
    let made = demo().office.json(&[&start[..], arguments].concat());
    (made, out.join(FIRST))
}

/// "Burglary, Hinckley, three years": data, workbook and picture from one command, each figure as
/// `figures` lists it, the title's as `compare` gives it, the same bytes twice.
#[test]
fn a_chart_has_the_numbers_of_figures() {
    let asked = ["burglary", "--area", "Hinckley", "--years", "3"];
    let (made, folder) = chart("chart", &asked);
    assert_eq!(made["area"], "Hinckley and Bosworth");
    let file = |ending: &str| {
        let name = format!("burglary-hinckley-and-bosworth.{ending}");
        std::fs::read(folder.join(&name)).unwrap_or_else(|_| panic!("no {name}: {made}"))
    };
    let area = ["--area", "E07000132", "--freeze", FIRST];
    let id = made["measure"].as_str().unwrap();
    let listed = demo().office.json(&[&["figures", "--measure", id], &area[..]].concat());
    let listed: BTreeMap<&str, &str> = listed["figures"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|figure| figure["current"] == true && figure["breakdown"] == "total")
        .map(|figure| (figure["id"].as_str().unwrap(), figure["value"].as_str().unwrap()))
        .collect();
    let csv = String::from_utf8(file("csv")).unwrap();
    let rows = read_csv(&csv);
    let series: Vec<_> = rows.iter().filter(|row| row["table_id"] == "table-series").collect();
    assert_eq!(series.len(), 24, "April 2020 to March 2022 is all that is held");
    for row in &series {
        assert_eq!(listed.get(row["figure_id"].as_str()), Some(&row["value"].as_str()), "{row:?}");
        assert_eq!(row["area_name"], "Hinckley and Bosworth");
    }
    reads_as_described(&folder, "burglary-hinckley-and-bosworth");
    let compared = demo().office.json(&[&["compare", id, "fy2021-22"], &area[..]].concat());
    let lines = compared["sources"][0]["figures"].as_array().unwrap();
    let title = made["title"].as_str().unwrap();
    for reading in ["size", "change", "percent"] {
        let line = lines.iter().find(|line| line["reading"] == reading).unwrap();
        assert!(title.contains(line["value"].as_str().unwrap()), "{title}: {line}");
    }
    let svg = String::from_utf8(file("svg")).unwrap();
    assert!(svg.contains(&format!(">{title}</title>")), "{svg}");
    assert!(svg.contains("Data to 31 March 2022") && svg.contains("OFFICIAL"));
    assert!(svg.contains("<desc") && svg.contains("Lowest"));
    assert!(file("png").starts_with(b"\x89PNG"));
    let (again, other) = chart("chart-again", &asked);
    assert_eq!(again["title"], made["title"]);
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let twin = other.join(path.file_name().unwrap());
        assert!(std::fs::read(&path).unwrap() == std::fs::read(twin).unwrap(), "{path:?}");
    }
}

/// A stretch by its ends, and a table alone, which no picture is drawn of.
#[test]
fn a_table_is_made_for_a_stretch() {
    let stretch = ["--from", "2021-04", "--to", "2021-09", "--kind", "table"];
    let (made, folder) = chart("table", &[&["PUK-003"][..], &stretch].concat());
    let files = made["files"].as_array().unwrap();
    assert_eq!(files.len(), 3, "{made}");
    let csv = files.iter().find_map(|file| Some(file.as_str()?).filter(|f| f.ends_with(".csv")));
    let rows = read_csv(&std::fs::read_to_string(csv.unwrap()).unwrap());
    let months = rows.iter().filter(|row| row["table_id"] == "table-series");
    let months: Vec<&str> = months.map(|row| row["period_start"].as_str()).collect();
    assert_eq!((months.len(), months[0], months[5]), (6, "2021-04-01", "2021-09-01"));
    assert!(folder.exists());
    let drawn = ["chart", "PUK-003", "--kind", "table", "--format", "svg"];
    let refused = demo().office.run(&drawn);
    assert_eq!(status(&refused), 1);
    assert!(told(&refused).contains("--kind chart"), "{}", told(&refused));
}

/// Words that several measures have are answered with their ids; what is not held says where to look.
#[test]
fn words_that_fit_several_measures_list_them() {
    let refused = |arguments: &[&str]| {
        let output = demo().office.run(arguments);
        assert_eq!(status(&output), 1, "{arguments:?}");
        told(&output)
    };
    let several = refused(&["chart", "theft"]);
    assert!(several.contains("PUK-") && several.contains("name one by its id"), "{several}");
    let none = refused(&["chart", "unicorns"]);
    assert!(none.contains("catalogue list measures"), "{none}");
    let elsewhere = refused(&["chart", "CRM-001", "--area", "Rutland"]);
    assert!(elsewhere.contains("scrutineer figures --measure CRM-001"), "{elsewhere}");
    let places = refused(&["chart", "PUK-001", "--area", "West"]);
    assert!(places.contains("could be any of these"), "{places}");
}
