//! Documents as slides: what an office would project, with native charts and tables.
//!
//! A document is planned into slides (`plan`, one file for each element), and the slides are put
//! into a template (`deck`): the office's own, whose master, layouts, theme and size are kept, or
//! ours (`ours`), which is read by the same rules. Summary and body are shown; the annex is named on
//! the last slide and stays in the paper. Every slide has a title of its own and notes that say
//! where its figures come from.

mod area;
mod chart;
mod deck;
mod key_figures;
mod list;
mod notes;
mod ours;
mod plan;
mod shape;
mod slide;
mod table;
mod template;
mod text;
mod tokens;
mod verdicts;

use document::Document;

use crate::office::{OfficeError, OfficeOptions, Package};

/// Writes a document as a deck.
///
/// # Errors
/// The template is no presentation that can be read, or a chart could not be written.
pub fn emit(document: &Document, options: &OfficeOptions<'_>) -> Result<Vec<u8>, OfficeError> {
    let package = match options.template {
        Some(bytes) => Package::read(bytes)?,
        None => ours::package(),
    };
    let mut deck = deck::Deck::open(package, document)?;
    let planned = plan::slides(document, deck.template(), options.created)?;
    for slide in planned {
        deck.add(slide)?;
    }
    deck.finish(options.created)
}
