//! Numbers large, two to a row.

use document::KeyFigure;
use domain::cell::Markers;
use domain::figure::Figure;

use super::paragraph::Paragraph;
use super::writing::Writing;
use super::{layout, text};
use crate::office::Element;

/// The line above each, in eighths of a point.
const LINE: u32 = 12;

/// Key figures.
pub(super) fn write(keys: &[KeyFigure], writing: &Writing<'_>) -> Vec<Element> {
    let key = |key: &KeyFigure| {
        let label = Paragraph::new(writing.style("KeyFigureLabel"));
        let number = Paragraph::new(writing.style("KeyFigure")).with(number(&key.figure, writing));
        let beneath = Paragraph::new(writing.style("KeyFigureNote"));
        vec![
            label.with([text::run(&key.label, None)]).element(),
            number.element(),
            beneath.with(text::runs(&key.beneath, writing)).element(),
        ]
    };
    layout::side_by_side(keys.iter().map(key).collect(), 2, Some(LINE), writing)
}

/// The number large, its markers small.
fn number(figure: &Figure, writing: &Writing<'_>) -> Vec<Element> {
    let bare = Figure { markers: Markers::NONE, ..figure.clone() };
    let mut runs = vec![text::run(&bare.text(), None)];
    if figure.markers != Markers::NONE {
        let markers = format!("\u{a0}{}", figure.markers.text());
        runs.push(text::run(&markers, Some(writing.style("Marker"))));
    }
    runs
}
