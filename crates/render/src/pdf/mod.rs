//! Documents as tagged PDF: PDF/UA-1 and PDF/A-2a in one file, the same bytes every time.
//!
//! A document is lowered to plain data (one file per element: `table.rs`, `chart.rs`), and a fixed
//! template walks that data (`table.typ`, `chart.typ`, starting at `pack.typ`). Words of a document
//! are never spliced into template source, so nobody can write markup into a paper.
//!
//! It refuses what the two standards refuse: a picture without a description fails here.

mod chart;
mod engine;
mod figure;
mod heights;
mod key_figures;
mod letters;
mod list;
mod lower;
mod note;
mod section;
mod table;
mod text;
mod verdicts;
mod widths;

use document::{Chart, Document, Table};
use domain::instant::Instant;

use crate::svg::Width;

/// What a PDF needs beside its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfOptions {
    /// The file's creation date: when the freeze was made. A clock is never read, so that the same
    /// edition gives the same bytes.
    pub created: Instant,
}

/// Why no PDF could be made.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The creation date is outside the years 0 to 9999.
    #[error("setting the creation date of `{document}`: {created} cannot be written in a PDF")]
    Created {
        /// Id of the document.
        document: String,
        /// The date.
        created: Instant,
    },
    /// The pages could not be laid out, or break a rule of PDF/UA-1 or PDF/A-2a.
    #[error("{doing} `{document}` as PDF: {}", problems.join("; "))]
    Refused {
        /// Id of the document.
        document: String,
        /// "laying out" or "writing".
        doing: &'static str,
        /// Everything that was found, one sentence each.
        problems: Vec<String>,
    },
}

/// Writes a document as PDF.
///
/// # Errors
///
/// If the engine refuses it, with everything it found: most likely a picture without a description.
pub fn emit(document: &Document, options: &PdfOptions) -> Result<Vec<u8>, PdfError> {
    engine::write(lower::document(document), document, options)
}

/// How a table is set in a text column, for other paged formats.
pub(crate) struct TableShape {
    /// The width of each column, in points.
    pub widths: Vec<f64>,
    /// Room for the markers in each column, in ems.
    pub rooms: Vec<f64>,
    /// How tall the header is, in points, where its words must stand upright.
    pub upright: Option<f64>,
}

impl TableShape {
    /// The shape of a table in so wide a column, in points.
    pub fn of(table: &Table, measure: f64) -> Self {
        Self {
            widths: widths::columns(table, measure, None),
            rooms: widths::rooms(table),
            upright: widths::is_upright(table, measure).then(|| widths::longest_header(table)),
        }
    }
}

/// Whether the numbers of a chart stand right under it, and not behind the paper: the same in every
/// paged format, so that tables have the same numbers.
pub(crate) fn has_table_under(chart: &Chart, width: Width) -> bool {
    chart::has_table_under(chart, width)
}

#[cfg(test)]
mod tests;
