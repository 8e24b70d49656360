//! How tall things will be, near enough to decide what stays on one page.
//!
//! The engine could measure exactly, at the price of laying out nearly everything twice. An
//! estimate is enough, since only what is well under a page is ever kept whole.

use document::Text;

use super::letters::{Weight, ems};
use super::lower::Lowering;
use super::text;

/// Size of running text in points, as in `pack.typ`.
const SIZE: f64 = 10.4;
/// From line to line of running text, and between paragraphs.
pub(super) const LINE: f64 = 1.24 * SIZE;
const GAP: f64 = 0.95 * SIZE;
/// Lines end ragged: they hold less than they could.
const RAGGED: f64 = 1.06;
/// What is kept whole is at most this tall: half a page and its heading. Estimates may be out by
/// half and it would still fit.
const KEPT: f64 = 430.0;

/// A lowered element and how tall it will be, in points.
pub(super) struct Piece {
    /// What the template walks.
    pub value: serde_json::Value,
    /// About how tall.
    pub height: f64,
}

/// Whether something so tall stays on one page.
pub(super) fn is_kept(height: f64) -> bool {
    height <= KEPT
}

/// How many lines so wide a text takes in so wide a measure.
pub(super) fn lines(natural: f64, measure: f64) -> f64 {
    if natural <= measure {
        return 1.0;
    }
    (natural * RAGGED / measure).ceil()
}

/// A paragraph of running text, the space after it included.
pub(super) fn paragraph(said: &Text, measure: f64, lowering: &Lowering) -> f64 {
    line(&text::plain(said, Some(lowering)), measure) + GAP
}

/// A line or more of words at the size of running text.
pub(super) fn line(words: &str, measure: f64) -> f64 {
    lines(ems(words, Weight::Semibold) * SIZE, measure) * LINE
}

/// Things side by side, `abreast` in each row, with `gap` between rows.
pub(super) fn rows(heights: &[f64], abreast: usize, gap: f64) -> f64 {
    let row = |row: &[f64]| row.iter().copied().fold(0.0, f64::max) + gap;
    heights.chunks(abreast.max(1)).map(row).sum()
}
