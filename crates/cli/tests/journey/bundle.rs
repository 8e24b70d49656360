//! A second analyst, with the bundle alone.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program::{FIRST, demo, status, told};

/// What anyone would do with the rows in a spreadsheet: sums, differences, percentages and rates, by
/// the last part of the figure's id, rounded once, half away from zero.
const RECOMPUTE: &str = r#"
import csv, json, sys
from collections import OrderedDict
from decimal import Decimal, ROUND_HALF_UP
def number(text):
    text = text.split(' ')[0].replace(',', '').replace('\u2212', '-').replace('+', '').replace('%', '')
    try: return Decimal(text)
    except Exception: return None
figures = OrderedDict()
with open(sys.argv[1] + '/figures-and-inputs.csv', newline='', encoding='utf-8') as file:
    for row in csv.DictReader(file):
        figures.setdefault(row['figure'], (row['value'], []))[1].append(number(row['input_value']))
made, wrong = {}, []
for figure, (value, inputs) in figures.items():
    how = figure.rsplit('/', 1)[1].split('~')[0]
    printed = number(value)
    if printed is None or None in inputs: continue
    places = Decimal(1).scaleb(printed.as_tuple().exponent)
    if how == 'total': result = sum(inputs)
    elif how == 'change' and len(inputs) == 2: result = inputs[0] - inputs[1]
    elif how == 'percent' and len(inputs) == 2: result = (inputs[0] - inputs[1]) / inputs[1] * 100
    elif how == 'rate' and len(inputs) == 2: result = inputs[0] / inputs[1] * 1000
    elif how == 'share' and len(inputs) == 2: result = inputs[0] / inputs[1] * 100
    else: continue
    made[how] = made.get(how, 0) + 1
    if result.quantize(places, ROUND_HALF_UP) != printed: wrong.append([figure, value, str(result)])
print(json.dumps({'made': made, 'wrong': wrong}))
"#;

/// SF-038: given only the export, every number is made again.
#[test]
fn a_second_analyst_makes_the_figures_again() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("bundle");
    let bundle = ["bundle", "board-pack", "--freeze", FIRST, "--out"];
    let made = demo().office.command(&bundle).arg(&out).output().unwrap();
    assert_eq!(status(&made), 0, "{}", told(&made));
    for file in [
        "READ-ME.txt",
        "definitions.csv",
        "observations.csv",
        "how-to-guide.html",
        "board-pack.xlsx",
    ] {
        assert!(out.join(file).is_file(), "{file}");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let python = root.join("target/tools/office/bin/python");
    let read = Command::new(python).args(["-c", RECOMPUTE]).arg(&out).output();
    let read = read.expect("run cargo xtask tools first");
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stderr));
    let read: Value = serde_json::from_slice(&read.stdout).unwrap();
    assert_eq!(read["wrong"], Value::Array(vec![]));
    for how in ["total", "change", "percent", "rate"] {
        assert!(read["made"][how].as_u64().unwrap_or(0) > 10, "{how}: {read}");
    }
    // Whoever gets it checks it, without an office.
    let verify = |folder: &Path| {
        demo().office.command(&["verify", "--bundle"]).arg(folder).output().unwrap()
    };
    assert_eq!(status(&verify(&out)), 0);
    let data = out.join("board-pack.csv");
    let changed = std::fs::read_to_string(&data).unwrap().replacen("94597", "94598", 1);
    std::fs::write(&data, changed).unwrap();
    let found = verify(&out);
    assert_eq!(status(&found), 1);
    let said = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(said.contains("board-pack.csv is not as it was written"), "{said}");
    // Nothing is written over.
    let again = demo().office.command(&bundle).arg(&out).output().unwrap();
    assert_eq!(status(&again), 1);
}
