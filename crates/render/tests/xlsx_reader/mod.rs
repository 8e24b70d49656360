//! Workbooks in programs that are not ours: openpyxl reads what is in the cells, LibreOffice computes
//! every formula anew and shows each cell as a person sees it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What two programs make of a workbook.
pub struct Read {
    /// As openpyxl reads it.
    pub book: Value,
    /// Every sheet as LibreOffice shows it, by name.
    pub shown: Vec<(String, Vec<Vec<String>>)>,
}

/// Always computes a workbook anew when it is loaded.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// Reads a workbook; `name` is a folder of the test's own.
pub fn read(bytes: &[u8], name: &str) -> Read {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(folder.join("profile/user")).expect("a folder");
    std::fs::write(folder.join("profile/user/registrymodifications.xcu"), PROFILE).expect("a file");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/xlsx_reader/read.py");
    let (book, copy) = (folder.join("book.xlsx"), folder.join("copy.xlsx"));
    std::fs::write(&book, bytes).expect("a file");
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/office/bin/python");
    let output = Command::new(python).arg(script).arg(&book).arg(&copy).output();
    let output = output.expect("run cargo xtask tools");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let book = serde_json::from_slice(&output.stdout).expect("JSON");
    Read { book, shown: shown(&folder, &copy) }
}

/// Every sheet as comma-separated text, each cell as it is shown.
fn shown(folder: &Path, book: &Path) -> Vec<(String, Vec<Vec<String>>)> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let sheets = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,true,false,false,-1";
    let mut soffice = Command::new("soffice");
    soffice.args([&profile, "--headless", "--convert-to", sheets, "--outdir"]);
    let output = soffice.arg(folder.join("sheets")).arg(book).output();
    let output = output.expect("run cargo xtask tools");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder.join("sheets")).expect("sheets") {
        let path: PathBuf = entry.expect("a sheet").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        let name = name.strip_prefix("copy-").expect("the book's name").to_owned();
        let text = std::fs::read_to_string(&path).expect("text");
        let rows = text.lines().map(|line| line.split('\t').map(unquoted).collect());
        found.push((name, rows.collect()));
    }
    found
}

fn unquoted(field: &str) -> String {
    let inner = field.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.map_or_else(|| field.to_owned(), |inner| inner.replace("\"\"", "\""))
}

impl Read {
    /// A sheet by its name, as openpyxl reads it.
    pub fn sheet(&self, name: &str) -> &Value {
        let sheets = self.book["sheets"].as_array().expect("sheets");
        sheets.iter().find(|sheet| sheet["name"] == name).unwrap_or_else(|| panic!("no {name}"))
    }

    /// The rows of a sheet as LibreOffice shows them, from its header on.
    pub fn rows(&self, name: &str, header: &str) -> Vec<Vec<String>> {
        let (_, rows) = self.shown.iter().find(|(found, _)| found == name).expect("the sheet");
        let from = rows.iter().position(|row| row.first().is_some_and(|cell| cell == header));
        rows[from.expect("the header")..].to_vec()
    }
}
