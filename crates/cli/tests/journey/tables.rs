//! A paper's tables as data: every figure as the page prints it, described so that programs can read
//! it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::figure::FigureId;
use serde_json::Value;

use crate::program::{FIRST, SECOND, demo};

/// The rows of a CSV file by column; a field may hold commas and quotes, none a line end.
pub fn read_csv(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.lines().map(fields);
    let header = lines.next().unwrap();
    let row = |fields: Vec<String>| {
        assert_eq!(fields.len(), header.len(), "{fields:?}");
        header.iter().cloned().zip(fields).collect()
    };
    lines.map(row).collect()
}

fn fields(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let (mut quoted, mut before) = (false, None);
    for c in line.chars() {
        match c {
            '"' if quoted || before != Some('"') => quoted = !quoted,
            '"' => {
                out.last_mut().unwrap().push('"');
                quoted = true;
            }
            ',' if !quoted => out.push(String::new()),
            c => out.last_mut().unwrap().push(c),
        }
        before = Some(c);
    }
    out
}

fn file(freeze: &str, ending: &str) -> String {
    let name = format!("board-pack.{ending}");
    std::fs::read_to_string(demo().out.join(freeze).join(name)).unwrap()
}

/// Reads a CSV by its metadata, each cell as its datatype, and says how many rows there are.
const READ: &str = "
import sys
from csvw import CSVW
described = CSVW(sys.argv[1], validate=True)
assert described.is_valid, [str(warning.message) for warning in described.warnings]
print(len(list(described.tables[0])))
";

/// Holds a CSV to what its metadata says of it: columns, datatypes, what may be missing, keys; by a
/// reader that is not ours, and by hand.
pub fn reads_as_described(folder: &Path, name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut python = std::process::Command::new(root.join("target/tools/office/bin/python"));
    let metadata = folder.join(format!("{name}.csv-metadata.json"));
    let output = python.args(["-c", READ]).arg(metadata).output();
    let output = output.unwrap_or_else(|_| panic!("run cargo xtask tools"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read: usize = String::from_utf8_lossy(&output.stdout).trim().parse().unwrap();
    let described = folder.join(format!("{name}.csv-metadata.json"));
    let described: Value = serde_json::from_slice(&std::fs::read(described).unwrap()).unwrap();
    assert_eq!(described["@context"][0], "http://www.w3.org/ns/csvw");
    assert_eq!(described["url"], format!("{name}.csv"));
    let rows = read_csv(&std::fs::read_to_string(folder.join(format!("{name}.csv"))).unwrap());
    let columns = described["tableSchema"]["columns"].as_array().unwrap();
    let mut keys = BTreeSet::new();
    for row in &rows {
        assert_eq!(row.len(), columns.len());
        for column in columns {
            let field = &row[column["name"].as_str().unwrap()];
            let null = column["null"].as_array().is_some_and(|all| all.iter().any(|n| n == field));
            assert!(!field.is_empty() || column["required"] == false, "{column}: {row:?}");
            let read = match column["datatype"].as_str().unwrap() {
                "decimal" => null || field.parse::<f64>().is_ok_and(f64::is_finite),
                "integer" => field.parse::<u32>().is_ok(),
                "date" => field.parse::<jiff::civil::Date>().is_ok(),
                "string" => !field.starts_with(['=', '+', '-', '@', '\t', '\r']),
                other => panic!("{other}"),
            };
            assert!(read, "{column}: {field}");
        }
        let key = described["tableSchema"]["primaryKey"].as_array().unwrap();
        let key: Vec<&String> = key.iter().map(|name| &row[name.as_str().unwrap()]).collect();
        assert!(keys.insert(key), "{row:?}");
    }
    assert_eq!(rows.len(), read);
}

/// SF-143, SF-243: every figure of the JSON and the CSV is that of the page, each under its id, none with more digits
/// than are printed, and a missing one says so.
#[test]
fn data_for_programs_has_the_figures_of_the_page() {
    for freeze in [FIRST, SECOND] {
        let html = file(freeze, "html");
        let json: Value = serde_json::from_str(&file(freeze, "json")).unwrap();
        let mut printed = BTreeMap::new();
        for table in json["tables"].as_array().unwrap() {
            let rows = table["rows"].as_array().unwrap().iter();
            for cell in rows.flat_map(|row| row["cells"].as_array().unwrap()) {
                for figure in cell["figures"].as_array().unwrap() {
                    printed.insert(figure["id"].as_str().unwrap(), figure);
                }
            }
        }
        assert!(printed.len() > 700, "{}", printed.len());
        for (id, figure) in &printed {
            let text = figure["text"].as_str().unwrap();
            let number = text.split(" [").next().unwrap();
            let link = format!("#{id}\">{number}</a>");
            assert!(figure["value"].is_null() || html.contains(&link), "{link}");
        }
        let rows = read_csv(&file(freeze, "csv"));
        let mut numbers = 0;
        for row in &rows {
            let id: FigureId = row["figure_id"].parse().unwrap();
            assert_eq!(row["measure_id"], id.key.of.measure.to_string());
            assert_eq!(row["period_end"], id.key.of.period.end().to_string());
            let figure = printed[row["figure_id"].as_str()];
            if let Some(value) = figure["value"].as_f64() {
                assert_eq!(row["value"].parse(), Ok(value), "{row:?}");
                numbers += 1;
            } else {
                let text = figure["text"].as_str().unwrap();
                assert!(text.starts_with(&row["value"]), "{row:?}");
                assert!(row["value"].starts_with('[') || row["value"].starts_with("under"));
            }
        }
        assert!(numbers > 1_000, "{numbers}");
    }
}

/// What is above and below the line of a rate gives the rate: 94,597 crimes, 1,107,597 residents.
#[test]
fn the_data_describe_themselves() {
    reads_as_described(&demo().out.join(FIRST), "board-pack");
    let rows = read_csv(&file(FIRST, "csv"));
    let rate = rows.iter().find(|row| {
        row["derivation"] == "rate~total~1000~mid-2020"
            && row["measure_id"] == "PUK-001"
            && row["area_code"] == "E23000021"
    });
    let rate = rate.unwrap();
    assert_eq!((rate["value"].as_str(), rate["unit"].as_str()), ("85.4", "per-1000-residents"));
    assert_eq!(rate["numerator"], "94597");
    assert_eq!(rate["denominator"], "1107597");
    assert_eq!(rate["area_level"], "police-force-area");
    let described: Value = serde_json::from_str(&file(FIRST, "csv-metadata.json")).unwrap();
    let licence = described["dc:license"]["@id"].as_str().unwrap();
    assert!(licence.contains("open-government-licence/version/3"), "all is published: {licence}");
}
