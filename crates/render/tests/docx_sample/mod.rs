//! A Word file in the hands of others: its parts as XML, python-docx, LibreOffice.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use document::{Block, Chart, Document, Table};
use render::office::OfficeOptions;

/// A paper as a Word file.
pub fn made(document: &Document, template: Option<&[u8]>) -> Vec<u8> {
    let created = "2026-11-02T09:30:00Z".parse().expect("a moment");
    render::docx::emit(document, &OfficeOptions { created, template }).expect("it is written")
}

/// Every part of a package, by name.
pub fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP file");
    let mut out = BTreeMap::new();
    for n in 0..archive.len() {
        let mut file = archive.by_index(n).expect("an entry");
        let name = file.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        assert!(out.insert(name.clone(), bytes).is_none(), "{name} is there twice");
    }
    out
}

/// The text of a part.
pub fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(parts(bytes).remove(name).unwrap_or_else(|| panic!("{name}"))).expect("UTF-8")
}

/// A folder of one test's own.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one.
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("docx-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// Writes a file into it.
    pub fn write(&self, bytes: &[u8]) -> PathBuf {
        let path = self.0.join("paper.docx");
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    /// What LibreOffice makes of a file, as PDF.
    pub fn printed(&self, file: &Path) -> PathBuf {
        let profile = format!("-env:UserInstallation=file://{}/profile", self.0.display());
        let mut office = Command::new("soffice");
        office.args([&profile, "--headless", "--convert-to", "pdf", "--outdir"]);
        let done = office.arg(&self.0).arg(file).output().expect("run cargo xtask tools: soffice");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let pdf = file.with_extension("pdf");
        assert!(pdf.exists(), "{}", String::from_utf8_lossy(&done.stderr));
        pdf
    }
}

/// The words of a PDF: line by line over the page, or column by column.
pub fn words(pdf: &Path, by_line: bool) -> String {
    let mut reader = Command::new("pdftotext");
    if by_line {
        reader.arg("-layout");
    }
    let words = reader.arg(pdf).arg("-").output().expect("run cargo xtask tools: pdftotext");
    String::from_utf8_lossy(&words.stdout).into_owned()
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// What python-docx tells of a file.
pub fn read(file: &Path) -> serde_json::Value {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let python = here.join("../../target/tools/office/bin/python");
    let script = here.join("tests/docx_sample/read.py");
    let told = Command::new(python).arg(script).arg(file).output();
    let told = told.expect("run cargo xtask tools: python-docx");
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    serde_json::from_slice(&told.stdout).expect("JSON")
}

/// Every block of a document.
fn blocks(document: &Document) -> impl Iterator<Item = &Block> {
    document.walk().into_iter().flat_map(|(_, section)| &section.blocks)
}

/// Every chart of a document.
pub fn charts(document: &Document) -> Vec<&Chart> {
    let mut out = Vec::new();
    for block in blocks(document) {
        if let Block::Chart(chart) = block {
            out.push(chart.as_ref());
        } else if let Block::ChartRow(row) = block {
            out.extend(row);
        }
    }
    out
}

/// Every table of a document that is a block of its own.
pub fn tables(document: &Document) -> Vec<&Table> {
    let mut out = Vec::new();
    for block in blocks(document) {
        if let Block::Table(table) = block {
            out.push(table);
        }
    }
    out
}

/// Words without their spaces, which line ends and unbreakable spaces change.
pub fn tight(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}
