//! The sheet on which a corrected release says what was wrong and when it was published again.

use domain::vintage::Vintage;

use crate::codes;
use crate::reading::Reading;
use crate::tables::labels::{date_in, tidy};
use crate::workbook::Workbook;

/// Takes the publication date from the sheet, if there is one, and passes its words on.
pub(super) fn read(book: &Workbook, reading: &mut Reading<'_>) {
    let named = |name: &str| name.trim().starts_with("Correction");
    let Some(sheet) = book.sheets().iter().find(|sheet| named(&sheet.name)) else {
        return;
    };
    for ((row, column), text) in sheet.texts() {
        let Some(date) = date_in(text) else {
            let at = reading.findings.cell(&sheet.name, row, column);
            reading.findings.note(&codes::PUBLISHER_NOTE, at, tidy(text));
            continue;
        };
        let vintage = Vintage::Published {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
            about: false,
        };
        reading.states_vintage(vintage, "stated on its Correction sheet");
    }
}
