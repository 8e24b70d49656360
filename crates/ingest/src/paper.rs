//! Papers that people wrote, as located passages: what `reconcile` looks for figures in.
//!
//! Read are plain text, HTML, and workbooks (XLSX, ODS) row by row; of our own papers the figures
//! under their ids, from HTML, CSV and JSON. Everything else is refused by name. A paper is never
//! held beyond [`MOST_BYTES`], and a workbook is read within its own limits.

mod data;
mod html;

use std::io::Read as _;

use domain::diagnostic::Diagnostic;

use crate::archive;
use crate::codes;
use crate::findings::Findings;
use crate::sent::{self, Sent};
use crate::workbook::{self, Sheet, Value, Workbook};

/// A paper of text may have so many bytes.
pub const MOST_BYTES: u64 = 32 << 20;

/// A paper as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paper {
    /// One of ours, in which every figure stands under its id; what stands outside ids is no figure.
    Ours(Vec<Named>),
    /// Somebody's words and tables.
    Words(Vec<Passage>),
}

/// A figure that a paper prints under its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Under which heading or in which row.
    pub place: String,
    /// The words it stands in.
    pub text: String,
    /// As written.
    pub written: String,
    /// The id as written.
    pub id: String,
    /// Whether it is written as data: digits without separators and unit.
    pub bare: bool,
}

/// Some words of a paper and where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// "line 12", "Sheet1!B4".
    pub place: String,
    /// The words.
    pub text: String,
    /// Of a cell of a table, the heads of its row and column.
    pub heads: Vec<String>,
    /// What stands above: a table's caption, a heading, the line before.
    pub above: String,
    /// Whether it is a cell of a table, so that a number stands alone in it.
    pub cell: bool,
}

/// Reads a paper of any known kind.
///
/// # Errors
/// Every reason why it was refused.
pub fn read(name: &str, sent: &dyn Sent) -> Result<Paper, Vec<Diagnostic>> {
    let mut findings = Findings::new(name);
    let found = paper(sent, &mut findings);
    match found {
        Some(found) if !findings.has_errors() => Ok(found),
        _ => Err(findings.finish()),
    }
}

fn paper(sent: &dyn Sent, findings: &mut Findings) -> Option<Paper> {
    let start = match sent::start(sent) {
        Ok(start) => start,
        Err(error) => return refuse(findings, &codes::UNREADABLE, error.to_string()),
    };
    if start.starts_with(b"PK") {
        if let Some(kind) = office_document(sent) {
            let why = format!("it is a {kind}, which is not read; save it as text, HTML or XLSX");
            return refuse(findings, &codes::FORMAT_UNKNOWN, why);
        }
        let book = Workbook::open(sent, findings)?;
        return Some(Paper::Words(of_sheets(book.sheets())));
    }
    if start.starts_with(b"%PDF") {
        let why = "it is a PDF, from which figures and their words cannot be told apart surely; \
                   save it as text or HTML, or paste its words: scrutineer reconcile -";
        return refuse(findings, &codes::FORMAT_UNKNOWN, why.to_owned());
    }
    if start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        let why = "it is in Microsoft's format before 2007; save it as text, HTML or XLSX";
        return refuse(findings, &codes::FORMAT_UNKNOWN, why.to_owned());
    }
    let text = text_of(sent, findings)?;
    let text = text.trim_start_matches('\u{feff}');
    if let Some(named) = data::json(text).or_else(|| data::csv(text)) {
        return Some(Paper::Ours(named));
    }
    let head: String = text.trim_start().chars().take(15).collect();
    let head = head.to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Some(html::paper(text));
    }
    Some(Paper::Words(of_lines(text)))
}

/// What an archive is that people write papers in, if it is none that is read.
fn office_document(sent: &dyn Sent) -> Option<&'static str> {
    let archive = archive::open(sent, &workbook::LIMITS, &mut Findings::new(""))?;
    let kinds =
        [("word/document.xml", "Word document"), ("ppt/presentation.xml", "PowerPoint deck")];
    kinds.iter().find(|(part, _)| archive.index_for_name(part).is_some()).map(|(_, kind)| *kind)
}

fn refuse<T>(
    findings: &mut Findings,
    code: &'static domain::diagnostic::Code,
    why: String,
) -> Option<T> {
    let at = findings.file();
    findings.error(code, at, why);
    None
}

fn text_of(sent: &dyn Sent, findings: &mut Findings) -> Option<String> {
    let mut bytes = Vec::new();
    let read = sent.open().and_then(|stream| stream.take(MOST_BYTES + 1).read_to_end(&mut bytes));
    if let Err(error) = read {
        return refuse(findings, &codes::UNREADABLE, error.to_string());
    }
    if bytes.len() as u64 > MOST_BYTES {
        let why = format!("a paper of text may have {} MiB", MOST_BYTES >> 20);
        return refuse(findings, &codes::TOO_LARGE, why);
    }
    match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => Some(text),
        Ok(_) => refuse(findings, &codes::FORMAT_UNKNOWN, "it is not text".to_owned()),
        Err(_) => refuse(findings, &codes::NOT_UTF_8, "it is not text in UTF-8".to_owned()),
    }
}

/// Lines of text, each with the line above it.
fn of_lines(text: &str) -> Vec<Passage> {
    let mut above = "";
    let mut out = Vec::new();
    let lines = text.lines().map(str::trim).enumerate();
    for (n, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let place = format!("line {}", n + 1);
        let (text, above_it) = (line.to_owned(), above.to_owned());
        out.push(Passage { place, text, above: above_it, ..Passage::default() });
        above = line;
    }
    out
}

/// Cells with the first text of their row, the text above them in their column, and the title.
fn of_sheets(sheets: &[Sheet]) -> Vec<Passage> {
    sheets.iter().flat_map(of_sheet).collect()
}

fn of_sheet(sheet: &Sheet) -> Vec<Passage> {
    let mut out = Vec::new();
    let mut columns: std::collections::BTreeMap<u32, String> = std::collections::BTreeMap::new();
    let (mut row, mut label) = (None, String::new());
    let title = sheet.title();
    for (&(at, column), value) in sheet.cells.iter() {
        if row != Some(at) {
            (row, label) = (Some(at), String::new());
        }
        let words = match value {
            Value::Text(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
        };
        let head = columns.get(&column).cloned().unwrap_or_default();
        let place = format!("{}!{}", sheet.name, Sheet::address(at, column));
        let is_number = matches!(value, Value::Number(_));
        let heads = if is_number { vec![label.clone(), head] } else { vec![] };
        if !is_number {
            columns.insert(column, words.clone());
            if label.is_empty() {
                label.clone_from(&words);
            }
        }
        let above = if is_number { title.to_owned() } else { format!("{label}; {title}") };
        out.push(Passage { place, text: words, heads, above, cell: is_number });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_the_line_above() {
        let text: &[u8] = b"Crime in 2017/18\n\nIt was 81,960.\n";
        let Ok(Paper::Words(found)) = read("paper.txt", &text) else { panic!("it is text") };
        assert_eq!(found[1].place, "line 3");
        assert_eq!(found[1].above, "Crime in 2017/18");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"%PDF-1.7"[..], b"\xff\xfe\xfd", b"a\0b", b"PK\x03\x04"] {
            assert!(read("paper", &bytes).is_err(), "{bytes:?}");
        }
    }
}
