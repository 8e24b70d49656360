//! Documents as accessible workbooks, laid out as the Government Analysis Function asks for published
//! statistics: cover, contents, notes, and one table to a sheet, tagged, with no merged and no blank
//! cell. Numbers are numbers, a missing one is its symbol, charts are native.
//!
//! A document is planned as sheets first (`plan.rs`, `plot.rs`, `formula.rs`), which are plain data,
//! and then written (`book.rs`, `drawing.rs`).
//!
//! It refuses to write a number with more digits than are printed, and any text as a formula.

mod book;
mod drawing;
mod formula;
mod front;
mod plan;
mod plot;
mod running;
mod sheet;
mod style;
mod text;
pub(crate) mod value;

use document::Document;

use crate::office::{OfficeError, OfficeOptions};

/// Writes a document as a workbook.
///
/// # Errors
/// The creation date is none; a table is larger than a sheet.
pub fn emit(document: &Document, options: &OfficeOptions<'_>) -> Result<Vec<u8>, OfficeError> {
    write(document, options)
        .map_err(|source| OfficeError::Workbook { what: document.id.clone(), source })
}

fn write(
    document: &Document,
    options: &OfficeOptions<'_>,
) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let plan = plan::plan(document);
    let summary = running::rows(document, &plan, false);
    let method = running::rows(document, &plan, true);
    let mut book = book::Book::new(document, options)?;
    book.text("Cover", &front::cover(document, &plan))?;
    let mut others = vec![("Summary", "The paper's sentences")];
    if !method.is_empty() {
        others.push(("Method", "Method, sources and definitions"));
    }
    others.push(("Notes", "Symbols and notes"));
    book.table(&front::contents(&others, &plan), true)?;
    book.text("Summary", &summary)?;
    if !method.is_empty() {
        book.text("Method", &method)?;
    }
    book.table(&front::notes(&plan), false)?;
    for sheet in &plan.sheets {
        book.table(sheet, false)?;
    }
    book.finish()
}
