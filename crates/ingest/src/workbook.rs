//! Workbooks, XLSX and ODS, read cell by cell within limits of our own.
//!
//! A workbook is an archive, so its directory is checked and every entry inflated once into nothing
//! before anything is parsed. Cells are read as a stream and kept one by one: a table with room for
//! every cell between the first and the last would let one far cell fill any memory. Readers do
//! not see which of the two kinds a workbook is.

mod cells;
mod marks;
mod opendocument;
mod spreadsheetml;

use domain::diagnostic::Location;

use crate::archive::{self, Limits};
use crate::codes;
use crate::findings::Findings;
use crate::sent::Sent;
use cells::Cells;
use marks::Fault;

/// A cell in a row beyond this is refused.
const MOST_ROWS: u32 = 20_000;
/// A cell in a column beyond this is refused.
const MOST_COLUMNS: u32 = 1_000;
/// A workbook with more cells is refused: at 32 bytes a cell they take 24 MiB.
const MOST_CELLS: usize = 800_000;
/// A workbook whose cells hold more text is refused: one text may stand in every cell.
const MOST_TEXT: usize = 20 << 20;
/// What keeping a text takes beside its letters.
const TEXT_ASIDE: usize = 16;
/// A workbook with more sheets is refused.
const MOST_SHEETS: usize = 1_000;

pub(crate) const LIMITS: Limits =
    Limits { entries: 2_000, entry_bytes: 128 << 20, total_bytes: 256 << 20, ratio: 200 };

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
    pub(crate) cells: Cells,
}

impl Sheet {
    /// Puts the cells in order when all are there.
    fn settle(&mut self) -> Result<(), Fault> {
        self.cells.settle().map_err(|(row, column)| {
            Fault::damaged(format!("cell {} stands twice in it", Self::address(row, column)))
        })
    }

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

    /// The texts of some rows with their places, without going through the others.
    pub(crate) fn texts_in(
        &self,
        rows: std::ops::Range<u32>,
    ) -> impl Iterator<Item = ((u32, u32), &str)> {
        let cells = self.cells.range((rows.start, 0)..(rows.end.max(rows.start), 0));
        cells.filter_map(|(place, value)| match value {
            Value::Text(text) => Some((*place, text.as_str())),
            Value::Number(_) => None,
        })
    }

    /// The first text, which in a table of statistics is its title.
    pub(crate) fn title(&self) -> &str {
        self.texts().next().map(|(_, text)| text).unwrap_or_default()
    }

    /// `D14`, from row and column counted from 0.
    pub(crate) fn address(row: u32, column: u32) -> String {
        format!("{}{}", column_letters(column), u64::from(row) + 1)
    }
}

/// A workbook read whole.
pub struct Workbook {
    contents: Contents,
}

/// What a workbook holds.
#[derive(Debug)]
struct Contents {
    sheets: Vec<Sheet>,
    /// Whether its days are counted from 1904 and not from 1900.
    from_1904: bool,
}

impl Workbook {
    /// Checks the archive and reads its sheets, or tells why not.
    pub(crate) fn open(sent: &dyn Sent, findings: &mut Findings) -> Option<Self> {
        let mut archive = archive::open(sent, &LIMITS, findings)?;
        let entries = archive::check(&mut archive, &LIMITS, findings)?;
        let has = |name: &str| entries.iter().any(|entry| entry == name);
        let contents = if has("xl/workbook.xml") {
            spreadsheetml::read(&mut archive, &entries, findings)
        } else if has("content.xml") {
            opendocument::read(&mut archive, findings)
        } else {
            let message = if has("mimetype") {
                "it is an OpenDocument file without content"
            } else {
                "it is a ZIP archive and not a workbook; its files are read one by one"
            };
            let at = findings.file();
            findings.error(&codes::FORMAT_UNKNOWN, at, message.to_owned());
            None
        };
        contents.map(|contents| Self { contents })
    }

    /// Its sheets, in their order.
    pub(crate) fn sheets(&self) -> &[Sheet] {
        &self.contents.sheets
    }

    /// Whether its days are counted from 1904 and not from 1900.
    pub(crate) fn is_from_1904(&self) -> bool {
        self.contents.from_1904
    }

    /// The sheet whose name, without outer space, is this.
    pub(crate) fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets().iter().find(|sheet| sheet.name.trim() == name)
    }
}

/// Counts cells while they are read, of all sheets together.
#[derive(Default)]
struct Room {
    cells: usize,
    text: usize,
}

impl Room {
    /// Puts a cell into a sheet, or tells that it lies beyond the limits.
    fn put(
        &mut self,
        sheet: &mut Sheet,
        (row, column): (u32, u32),
        value: Value,
        findings: &mut Findings,
    ) -> Option<()> {
        if let Value::Text(text) = &value {
            self.text = self.text.saturating_add(text.len() + TEXT_ASIDE);
        }
        let full = self.cells == MOST_CELLS || self.text > MOST_TEXT;
        if row >= MOST_ROWS || column >= MOST_COLUMNS || full {
            let at = findings.cell(&sheet.name, row, column);
            let message = format!(
                "a sheet may have {MOST_ROWS} rows and {MOST_COLUMNS} columns, and a workbook \
                 {MOST_CELLS} cells and {} MiB of text; this cell lies beyond",
                MOST_TEXT >> 20
            );
            findings.error(&codes::TOO_LARGE, at, message);
            return None;
        }
        self.cells += 1;
        sheet.cells.push((row, column), value);
        Some(())
    }
}

/// Tells why a workbook, or a part of it, cannot be read.
fn tell(fault: &Fault, at: Location, what: &str, findings: &mut Findings) {
    let code = match fault {
        Fault::Damaged(_) => &codes::ARCHIVE_DAMAGED,
        Fault::TooLarge(_) => &codes::TOO_LARGE,
    };
    findings.error(code, at, format!("{what}: {fault}"));
}

/// Text of a cell; space alone is no text. Spaces that only a typesetter tells apart are spaces:
/// words around one would not be known.
fn text_value(text: &str) -> Option<Value> {
    let plain = |c: char| match c {
        '\u{a0}' | '\u{2007}' | '\u{202f}' => Some(' '),
        '\u{200b}' | '\u{feff}' => None,
        other => Some(other),
    };
    let text: String = text.chars().filter_map(plain).collect();
    (!text.trim().is_empty()).then_some(Value::Text(text))
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
