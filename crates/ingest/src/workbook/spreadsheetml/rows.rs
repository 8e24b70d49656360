//! The rows of a sheet as a stream of marks.

use std::io::Read;

use domain::diagnostic::Severity;
use quick_xml::events::{BytesStart, Event};

use super::cell::{OpenCell, address};
use super::texts::Texts;
use crate::codes;
use crate::findings::Findings;
use crate::workbook::marks::{Fault, Marks, attribute, referred};
use crate::workbook::{Room, Sheet};

/// A sheet while it is filled.
pub(super) struct Rows<'r> {
    sheet: &'r mut Sheet,
    texts: &'r Texts,
    room: &'r mut Room,
    findings: &'r mut Findings,
    /// Where the next cell stands that does not say so itself.
    row: u32,
    column: u32,
    cell: Option<OpenCell>,
    ended: bool,
}

impl<'r> Rows<'r> {
    pub(super) fn of(
        sheet: &'r mut Sheet,
        texts: &'r Texts,
        room: &'r mut Room,
        findings: &'r mut Findings,
    ) -> Self {
        Self { sheet, texts, room, findings, row: 0, column: 0, cell: None, ended: false }
    }

    /// Reads every cell; `Ok(None)` if one had to be told.
    pub(super) fn read(&mut self, marks: &mut Marks<impl Read>) -> Result<Option<()>, Fault> {
        while !self.ended {
            match marks.next()? {
                Event::Start(mark) => self.start(&mark)?,
                Event::Text(text) => self.add(&text.xml10_content())?,
                Event::CData(text) => self.add(&text.xml10_content())?,
                Event::GeneralRef(reference) => self.add(&referred(&reference)?)?,
                Event::End(mark) => {
                    let whole = self.end(mark.local_name().as_ref())?;
                    if whole.is_none() {
                        return Ok(None);
                    }
                }
                // A part without any cells may be of something else than rows.
                Event::Eof if self.sheet.cells.is_empty() && self.cell.is_none() => break,
                Event::Eof => return Err(Fault::damaged("its content ends too early")),
                _ => {}
            }
        }
        self.sheet.settle().map(Some)
    }

    fn start(&mut self, mark: &BytesStart<'_>) -> Result<(), Fault> {
        match (mark.local_name().as_ref(), self.cell.as_mut()) {
            ("row", None) => {
                self.column = 0;
                match attribute(mark, "r").map(|r| r.parse::<u32>()) {
                    Some(Ok(n @ 1..)) => self.row = n - 1,
                    Some(_) => return Err(Fault::damaged("a row has no number")),
                    None => {}
                }
            }
            ("c", None) => {
                if let Some(place) = attribute(mark, "r") {
                    let place = address(&place);
                    (self.row, self.column) =
                        place.ok_or_else(|| Fault::damaged("a cell has no place"))?;
                }
                self.cell = Some(OpenCell::new(attribute(mark, "t")));
            }
            (name, Some(cell)) => cell.open(name, mark),
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), Fault> {
        self.cell.as_mut().map_or(Ok(()), |cell| cell.add(text))
    }

    fn end(&mut self, name: &str) -> Result<Option<()>, Fault> {
        match (name, self.cell.as_mut()) {
            ("c", Some(_)) => return self.end_cell(),
            (name, Some(cell)) => cell.close(name),
            ("row", None) => self.row = self.row.saturating_add(1),
            ("sheetData", None) => self.ended = true,
            _ => {}
        }
        Ok(Some(()))
    }

    fn end_cell(&mut self) -> Result<Option<()>, Fault> {
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(1);
        let Some(cell) = self.cell.take() else { return Ok(Some(())) };
        if cell.is_not_calculated() {
            let at = |f: &Findings| f.cell(&self.sheet.name, row, column);
            let message = || "the cell holds a formula and no value".to_owned();
            self.findings.add(Severity::Error, &codes::FORMULA_NOT_CALCULATED, at, message);
            return Ok(Some(()));
        }
        let Some(value) = cell.value(self.texts)? else { return Ok(Some(())) };
        Ok(self.room.put(self.sheet, (row, column), value, self.findings))
    }
}
