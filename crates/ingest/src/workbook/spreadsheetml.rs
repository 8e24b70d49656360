//! XLSX workbooks.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};

use super::{Room, Sheet, Value, text_value};
use crate::archive::Entry;
use crate::codes;
use crate::findings::Findings;

/// Texts of all cells are held in memory by the parser, each taking far more than its letters.
const MOST_SHARED_TEXT: u64 = 32 << 20;

/// Reads every sheet; `None` if it had to be told why one cannot be read.
pub(super) fn read(bytes: &[u8], entries: &[Entry], findings: &mut Findings) -> Option<Vec<Sheet>> {
    let at = findings.file();
    let shared = entries.iter().find(|e| e.name == "xl/sharedStrings.xml");
    if shared.is_some_and(|e| e.bytes > MOST_SHARED_TEXT) {
        let most = MOST_SHARED_TEXT >> 20;
        let message = format!("the texts of its cells take more than {most} MiB");
        findings.error(&codes::TOO_LARGE, at, message);
        return None;
    }
    let mut book = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(error) => {
            let message = format!("the workbook cannot be opened: {error}");
            findings.error(&codes::ARCHIVE_DAMAGED, at, message);
            return None;
        }
    };
    let mut room = Room::default();
    let names = book.sheet_names();
    let sheets = names.into_iter().map(|name| sheet(&mut book, name, &mut room, findings));
    sheets.collect()
}

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: String,
    room: &mut Room,
    findings: &mut Findings,
) -> Option<Sheet> {
    let damaged = |error: &dyn std::fmt::Display, findings: &mut Findings| {
        let at = domain::diagnostic::Location { sheet: Some(name.clone()), ..findings.file() };
        let message = format!("the sheet cannot be read: {error}");
        findings.error(&codes::ARCHIVE_DAMAGED, at, message);
    };
    let mut reader = match book.worksheet_cells_reader(&name) {
        Ok(reader) => reader,
        // A sheet of charts alone has no cells to read.
        Err(calamine::XlsxError::WorksheetNotFound(_) | calamine::XlsxError::NotAWorksheet(_)) => {
            return Some(Sheet { name, ..Sheet::default() });
        }
        Err(error) => {
            damaged(&error, findings);
            return None;
        }
    };
    let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
    loop {
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Some(sheet),
            Err(error) => {
                damaged(&error, findings);
                return None;
            }
        };
        let Some(value) = value_of(cell.get_value()) else {
            continue;
        };
        room.put(&mut sheet, cell.get_position(), value, findings)?;
    }
}

fn value_of(data: &DataRef<'_>) -> Option<Value> {
    match data {
        DataRef::Int(number) => {
            // Whole numbers beyond 2^53 are in no published table, and would be told as not whole.
            #[expect(clippy::cast_precision_loss, reason = "cells are checked to be whole later")]
            let number = *number as f64;
            Some(Value::Number(number))
        }
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::String(t) => text_value(t),
        DataRef::SharedString(t) => text_value(t),
        DataRef::Bool(yes) => Some(Value::Text(yes.to_string())),
        DataRef::DateTime(date) => Some(day_of(date).unwrap_or(Value::Number(date.as_f64()))),
        DataRef::DateTimeIso(t) | DataRef::DurationIso(t) => text_value(t),
        DataRef::Error(error) => Some(Value::Text(error.to_string())),
        DataRef::Empty => None,
    }
}

/// A cell that is shown as a day is that day, whichever of two days the workbook counts from. With a
/// time of day, or long ago, it stays the number it is: such a format is set on other numbers too.
fn day_of(date: &ExcelDateTime) -> Option<Value> {
    let (year, month, day, hours, minutes, seconds, milli) = date.to_ymd_hms_milli();
    let midnight = (hours, minutes, seconds, milli) == (0, 0, 0, 0);
    let is_day = date.is_datetime() && midnight && (1950..=2200).contains(&year);
    is_day.then(|| Value::Text(format!("{year:04}-{month:02}-{day:02}")))
}
