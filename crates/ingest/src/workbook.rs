//! XLSX workbooks read cell by cell, within limits of our own.
//!
//! A workbook is an archive, so its directory is checked and every entry inflated once into nothing
//! before anything is parsed. Cells are read as a stream: asking for a sheet as one table would
//! make room for every cell between the first and the last, and one far cell would fill any memory.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx};

use crate::archive::{self, Limits};
use crate::codes;
use crate::findings::Findings;

/// A cell in a row beyond this is refused.
const MOST_ROWS: u32 = 20_000;
/// A cell in a column beyond this is refused.
const MOST_COLUMNS: u32 = 1_000;
/// A sheet with more cells is refused.
const MOST_CELLS: usize = 2_000_000;

const LIMITS: Limits =
    Limits { entries: 2_000, entry_bytes: 128 << 20, total_bytes: 256 << 20, ratio: 200 };

/// Texts of all cells are held in memory by the parser, each taking far more than its letters.
const MOST_SHARED_TEXT: u64 = 32 << 20;

/// What a cell holds, apart from nothing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Number(f64),
    Text(String),
}

/// The filled cells of a sheet, by row and column from 0.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// Exactly as in the file, stray spaces included.
    pub(crate) name: String,
    pub(crate) cells: BTreeMap<(u32, u32), Value>,
}

impl Sheet {
    pub(crate) fn get(&self, row: u32, column: u32) -> Option<&Value> {
        self.cells.get(&(row, column))
    }

    /// The text of a cell; none for a number.
    pub(crate) fn text(&self, row: u32, column: u32) -> Option<&str> {
        match self.get(row, column) {
            Some(Value::Text(text)) => Some(text),
            Some(Value::Number(_)) | None => None,
        }
    }

    /// Every text with its place, row by row.
    pub(crate) fn texts(&self) -> impl Iterator<Item = ((u32, u32), &str)> {
        self.cells.iter().filter_map(|(place, value)| match value {
            Value::Text(text) => Some((*place, text.as_str())),
            Value::Number(_) => None,
        })
    }

    /// `D14`, from row and column counted from 0.
    pub(crate) fn address(row: u32, column: u32) -> String {
        format!("{}{}", column_letters(column), u64::from(row) + 1)
    }
}

/// A workbook opened, its sheets not yet read.
pub struct Workbook<'a> {
    inner: Xlsx<Cursor<&'a [u8]>>,
    sheets: Vec<String>,
}

impl<'a> Workbook<'a> {
    /// Checks the archive and opens it, or tells why not.
    pub(crate) fn open(bytes: &'a [u8], findings: &mut Findings) -> Option<Self> {
        let entries = archive::check(bytes, &LIMITS, findings)?;
        let at = findings.file();
        if !entries.iter().any(|e| e.name == "xl/workbook.xml") {
            let message = if entries.iter().any(|e| e.name == "mimetype") {
                "it is an OpenDocument file, which no reader knows yet"
            } else {
                "it is a ZIP archive and not a workbook; its files are read one by one"
            };
            findings.error(&codes::FORMAT_UNKNOWN, at, message.to_owned());
            return None;
        }
        let shared = entries.iter().find(|e| e.name == "xl/sharedStrings.xml");
        if shared.is_some_and(|e| e.bytes > MOST_SHARED_TEXT) {
            let most = MOST_SHARED_TEXT >> 20;
            let message = format!("the texts of its cells take more than {most} MiB");
            findings.error(&codes::TOO_LARGE, at, message);
            return None;
        }
        match Xlsx::new(Cursor::new(bytes)) {
            Ok(inner) => {
                let sheets = inner.sheet_names();
                Some(Self { inner, sheets })
            }
            Err(error) => {
                let message = format!("the workbook cannot be opened: {error}");
                findings.error(&codes::ARCHIVE_DAMAGED, at, message);
                None
            }
        }
    }

    /// Names of the sheets, exactly as in the file.
    pub(crate) fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// Reads the sheet whose name, without outer space, is this; `None` if there is none, or if it
    /// had to be told why it cannot be read.
    pub(crate) fn sheet(&mut self, name: &str, findings: &mut Findings) -> Option<Sheet> {
        let exact = self.sheets.iter().find(|s| s.trim() == name)?.clone();
        let damaged = |error: &dyn std::fmt::Display, findings: &mut Findings| {
            let at = domain::diagnostic::Location { sheet: Some(exact.clone()), ..findings.file() };
            let message = format!("the sheet cannot be read: {error}");
            findings.error(&codes::ARCHIVE_DAMAGED, at, message);
        };
        let mut reader = match self.inner.worksheet_cells_reader(&exact) {
            Ok(reader) => reader,
            Err(error) => {
                damaged(&error, findings);
                return None;
            }
        };
        let mut cells = BTreeMap::new();
        loop {
            let cell = match reader.next_cell() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                Err(error) => {
                    damaged(&error, findings);
                    return None;
                }
            };
            let (row, column) = cell.get_position();
            if row >= MOST_ROWS || column >= MOST_COLUMNS || cells.len() == MOST_CELLS {
                let at = findings.cell(&exact, row, column);
                let message = format!(
                    "a sheet may have {MOST_ROWS} rows, {MOST_COLUMNS} columns and {MOST_CELLS} \
                     cells; this cell lies beyond"
                );
                findings.error(&codes::TOO_LARGE, at, message);
                return None;
            }
            if let Some(value) = value_of(cell.get_value()) {
                cells.insert((row, column), value);
            }
        }
        Some(Sheet { name: exact, cells })
    }
}

fn value_of(data: &DataRef<'_>) -> Option<Value> {
    let text = |t: &str| (!t.trim().is_empty()).then(|| Value::Text(t.to_owned()));
    match data {
        DataRef::Int(number) => {
            // Whole numbers beyond 2^53 are in no published table, and would be told as not whole.
            #[expect(clippy::cast_precision_loss, reason = "cells are checked to be whole later")]
            let number = *number as f64;
            Some(Value::Number(number))
        }
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::String(t) => text(t),
        DataRef::SharedString(t) => text(t),
        DataRef::Bool(yes) => Some(Value::Text(yes.to_string())),
        DataRef::DateTime(date) => Some(Value::Number(date.as_f64())),
        DataRef::DateTimeIso(t) | DataRef::DurationIso(t) => text(t),
        DataRef::Error(error) => Some(Value::Text(error.to_string())),
        DataRef::Empty => None,
    }
}

/// `A`, `Z`, `AA`, `XFD`, from a column counted from 0.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn columns_have_letters() {
        let letters = [0, 25, 26, 701, 702, 16_383].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }
}
