//! WordprocessingML in small pieces.

use crate::office::Element;

/// The namespace of WordprocessingML.
pub(super) const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// An element that only carries a value: `<w:sz w:val="20"/>`.
pub(super) fn val(name: &str, value: impl ToString) -> Element {
    Element::new(name).with("w:val", value)
}

/// An element that says yes.
pub(super) fn on(name: &str) -> Element {
    Element::new(name)
}

/// Points in twentieths, which most of the format counts in.
pub(super) fn twips(points: f64) -> i64 {
    whole(points * 20.0)
}

/// Points in English Metric Units, which drawings are measured in.
pub(super) fn emu(points: f64) -> i64 {
    whole(points * 12_700.0)
}

#[expect(clippy::cast_possible_truncation, reason = "lengths on a page, clamped")]
fn whole(length: f64) -> i64 {
    length.round().clamp(-1e9, 1e9) as i64
}
