//! ODS workbooks: `content.xml` as a stream of marks.
//!
//! A cell or row may say that it is repeated a million times. Empty ones are only counted, and
//! filled ones meet the same limits as any other cells, one by one.

use std::io::Read;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::marks::{Fault, LONGEST_TEXT, Marks, referred};
use super::{Contents, MOST_SHEETS, Room, Sheet, Value, tell, text_value};
use crate::codes;
use crate::findings::Findings;
use crate::sent::Stream;

/// Reads every sheet; `None` if it had to be told why not.
pub(super) fn read(
    archive: &mut ZipArchive<Box<dyn Stream + '_>>,
    findings: &mut Findings,
) -> Option<Contents> {
    let content = archive.by_name("content.xml").map_err(Fault::damaged);
    let mut document = Document::default();
    match content.and_then(|content| document.read(&mut Marks::new(content), findings)) {
        Ok(whole) => {
            whole?;
            // Its days are texts, which need no count.
            Some(Contents { sheets: document.sheets, from_1904: false })
        }
        Err(fault) => {
            tell(&fault, findings.file(), "the workbook cannot be read", findings);
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
        marks: &mut Marks<impl Read>,
        findings: &mut Findings,
    ) -> Result<Option<()>, Fault> {
        while !self.ended {
            let whole = match marks.next()? {
                Event::Start(mark) => {
                    self.open(&mark)?;
                    Some(())
                }
                Event::End(mark) => self.close(mark.name().as_ref(), findings),
                Event::Text(text) => self.letters(&text.xml10_content(), findings),
                Event::CData(text) => self.letters(&text.xml10_content(), findings),
                Event::GeneralRef(reference) => self.letters(&referred(&reference)?, findings),
                Event::Eof => return Err(Fault::damaged("its content ends too early")),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => Some(()),
            };
            if whole.is_none() {
                return Ok(None);
            }
        }
        self.sheets.iter_mut().try_for_each(Sheet::settle).map(Some)
    }

    fn open(&mut self, mark: &BytesStart<'_>) -> Result<(), Fault> {
        match mark.name().as_ref() {
            "table:table" => {
                let name = attribute(mark, "table:name").unwrap_or_default();
                if self.sheets.len() == MOST_SHEETS {
                    let why = format!("it has more than {MOST_SHEETS} sheets");
                    return Err(Fault::TooLarge(why));
                }
                self.sheets.push(Sheet { name, ..Sheet::default() });
                self.row = 0;
            }
            "table:table-row" => {
                self.column = 0;
                self.row_repeated = repeated(mark, "table:number-rows-repeated");
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
        Ok(())
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
                let end = self.column.saturating_add(cell.repeated);
                // What lies under a merged cell is not seen by anybody.
                let seen = name == "table:table-cell";
                let said = || text_value(cell.day.as_deref().unwrap_or(&cell.text));
                let value = cell.number.map(Value::Number).or_else(said);
                let value = value.filter(|_| seen);
                if let (Some(value), Some(sheet)) = (value, self.sheets.last_mut()) {
                    for column in self.column..end {
                        self.room.put(sheet, (self.row, column), value.clone(), findings)?;
                    }
                }
                self.column = end;
            }
            "table:table-row" => {
                let end = self.row.saturating_add(self.row_repeated);
                let row = self.row;
                self.row = end;
                let Some(sheet) = self.sheets.last_mut() else {
                    return Some(());
                };
                let own = sheet.cells.range((row, 0)..=(row, u32::MAX));
                let own: Vec<(u32, Value)> = own.map(|(at, v)| (at.1, v.clone())).collect();
                for row in row + 1..if own.is_empty() { row } else { end } {
                    for (column, value) in &own {
                        self.room.put(sheet, (row, *column), value.clone(), findings)?;
                    }
                }
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
    attribute(mark, name).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

fn attribute(mark: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = mark.try_get_attribute(name).ok()??;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
