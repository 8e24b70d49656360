//! ODS workbooks: `content.xml` as a stream of marks.
//!
//! A cell or row may say that it is repeated a million times. Empty ones are only counted, and
//! filled ones meet the same limits as any other cells, one by one.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::{MOST_COLUMNS, Room, Sheet, Value, text_value};
use crate::codes;
use crate::findings::Findings;

/// Longer texts in a cell are refused: one note fills a cell, a document does not.
const LONGEST_TEXT: usize = 64 << 10;

/// Reads every sheet; `None` if it had to be told why not.
pub(super) fn read(bytes: &[u8], findings: &mut Findings) -> Option<Vec<Sheet>> {
    let damaged = |error: &dyn std::fmt::Display, findings: &mut Findings| {
        let at = findings.file();
        let message = format!("the workbook cannot be read: {error}");
        findings.error(&codes::ARCHIVE_DAMAGED, at, message);
    };
    let mut archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => {
            damaged(&error, findings);
            return None;
        }
    };
    let content = match archive.by_name("content.xml") {
        Ok(content) => content,
        Err(error) => {
            damaged(&error, findings);
            return None;
        }
    };
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut document = Document::default();
    match document.read(&mut reader, findings) {
        Ok(whole) => {
            whole?;
            if !document.ended {
                damaged(&"its content ends too early", findings);
                return None;
            }
            Some(document.sheets)
        }
        Err(error) => {
            damaged(&error, findings);
            None
        }
    }
}

/// A cell while it is read.
struct OpenCell {
    repeated: u32,
    number: Option<f64>,
    /// A day, which the text shows in the way of whoever made the file.
    day: Option<String>,
    text: String,
    /// Paragraphs so far: between two stands a line break.
    paragraphs: u32,
}

#[derive(Default)]
struct Document {
    sheets: Vec<Sheet>,
    room: Room,
    row: u32,
    column: u32,
    row_repeated: u32,
    /// Filled cells of the row that is being read, by column.
    filled: BTreeMap<u32, Value>,
    cell: Option<OpenCell>,
    /// Inside a note at a cell, which is no part of its value.
    note: u32,
    /// Inside a paragraph.
    text: u32,
    /// The end of the content was seen: without it something is cut off.
    ended: bool,
}

impl Document {
    /// `Ok(None)` if a limit was met and told.
    fn read(
        &mut self,
        reader: &mut Reader<impl BufRead>,
        findings: &mut Findings,
    ) -> Result<Option<()>, quick_xml::Error> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let whole = match reader.read_event_into(&mut buffer)? {
                Event::Start(mark) => {
                    self.open(&mark);
                    Some(())
                }
                Event::Empty(mark) => {
                    self.open(&mark);
                    self.close(mark.name().as_ref(), findings)
                }
                Event::End(mark) => self.close(mark.name().as_ref(), findings),
                Event::Text(text) => self.letters(&text.xml10_content(), findings),
                Event::CData(text) => self.letters(&text.xml10_content(), findings),
                Event::GeneralRef(reference) => {
                    let letter = reference.resolve_char_ref()?.map(String::from);
                    let name = reference.xml10_content();
                    let known = || resolve_predefined_entity(&name).map(str::to_owned);
                    // An entity of the document's own is left as it is named: none is expanded.
                    let text = letter.or_else(known).unwrap_or_else(|| format!("&{name};"));
                    self.letters(&text, findings)
                }
                Event::Eof => return Ok(Some(())),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => Some(()),
            };
            if whole.is_none() {
                return Ok(None);
            }
        }
    }

    fn open(&mut self, mark: &BytesStart<'_>) {
        match mark.name().as_ref() {
            "table:table" => {
                let name = attribute(mark, "table:name").unwrap_or_default();
                self.sheets.push(Sheet { name, ..Sheet::default() });
                self.row = 0;
            }
            "table:table-row" => {
                self.column = 0;
                self.row_repeated = repeated(mark, "table:number-rows-repeated");
                self.filled.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let number = || attribute(mark, "office:value")?.parse().ok();
                self.cell = Some(OpenCell {
                    repeated: repeated(mark, "table:number-columns-repeated"),
                    number: number().filter(|n: &f64| n.is_finite()),
                    day: attribute(mark, "office:date-value")
                        .map(|day| day.trim_end_matches("T00:00:00").to_owned()),
                    text: String::new(),
                    paragraphs: 0,
                });
            }
            "office:annotation" => self.note += 1,
            "text:p" => {
                self.text += 1;
                if let Some(cell) = self.cell.as_mut().filter(|_| self.note == 0) {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "text:s" => {
                let spaces = attribute(mark, "text:c").and_then(|n| n.parse().ok());
                let spaces: usize = spaces.unwrap_or(1);
                self.push(&" ".repeat(spaces.min(1_000)));
            }
            "text:line-break" => self.push("\n"),
            "text:tab" => self.push("\t"),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.note == 0 && self.text > 0) {
            cell.text.push_str(text);
        }
    }

    fn letters(&mut self, text: &str, findings: &mut Findings) -> Option<()> {
        self.push(text);
        let long = self.cell.as_ref().is_some_and(|cell| cell.text.len() > LONGEST_TEXT);
        if long {
            let name = self.sheets.last().map(|s| s.name.clone()).unwrap_or_default();
            let at = findings.cell(&name, self.row, self.column);
            let message = format!("the text of a cell is longer than {LONGEST_TEXT} bytes");
            findings.error(&codes::TOO_LARGE, at, message);
        }
        (!long).then_some(())
    }

    fn close(&mut self, name: &str, findings: &mut Findings) -> Option<()> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => {
                let Some(cell) = self.cell.take() else {
                    return Some(());
                };
                // What lies under a merged cell is not seen by anybody.
                let seen = name == "table:table-cell";
                let said = || text_value(cell.day.as_deref().unwrap_or(&cell.text));
                let value = cell.number.map(Value::Number).or_else(said);
                let end = self.column.saturating_add(cell.repeated);
                if let Some(value) = value.filter(|_| seen) {
                    // One beyond the last is kept, so that the limit is met and told.
                    let first = self.column.min(MOST_COLUMNS);
                    for column in first..end.min(MOST_COLUMNS + 1) {
                        self.filled.insert(column, value.clone());
                    }
                }
                self.column = end;
            }
            "table:table-row" => {
                let rows = if self.filled.is_empty() { 0 } else { self.row_repeated };
                let Some(sheet) = self.sheets.last_mut() else {
                    return Some(());
                };
                for row in self.row..self.row.saturating_add(rows) {
                    for (column, value) in &self.filled {
                        self.room.put(sheet, (row, *column), value.clone(), findings)?;
                    }
                }
                self.row = self.row.saturating_add(self.row_repeated);
            }
            "office:annotation" => self.note = self.note.saturating_sub(1),
            "text:p" => self.text = self.text.saturating_sub(1),
            "office:document-content" => self.ended = true,
            _ => {}
        }
        Some(())
    }
}

fn repeated(mark: &BytesStart<'_>, name: &str) -> u32 {
    attribute(mark, name).and_then(|n| n.parse().ok()).unwrap_or(1)
}

fn attribute(mark: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = mark.try_get_attribute(name).ok()??;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
