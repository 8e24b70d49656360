//! Fields: what Word can work out again, with the result as it stands.

use super::text::run;
use crate::office::Element;

/// A field with its result, as runs.
pub(super) fn field(instruction: &str, result: Vec<Element>) -> Vec<Element> {
    let mut runs = vec![mark("begin"), told(instruction), mark("separate")];
    runs.extend(result);
    runs.push(mark("end"));
    runs
}

/// A field whose result is plain words.
pub(super) fn said(instruction: &str, result: &str) -> Vec<Element> {
    field(instruction, vec![run(result, None)])
}

/// The beginning, the middle or the end of a field.
pub(super) fn mark(kind: &str) -> Element {
    Element::new("w:r").containing(Element::new("w:fldChar").with("w:fldCharType", kind))
}

/// What a field is to do.
pub(super) fn told(instruction: &str) -> Element {
    let text = Element::new("w:instrText").with("xml:space", "preserve");
    Element::new("w:r").containing(text.saying(format!(" {instruction} ")))
}
