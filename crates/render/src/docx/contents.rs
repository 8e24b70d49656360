//! The contents: a field that Word can work out again, with its entries as they stand.
//!
//! Which page a section begins on only Word knows, so the entries are links and name no pages.

use super::anchors::Kind;
use super::field;
use super::paragraph::Paragraph;
use super::text;
use super::writing::Writing;
use crate::office::Element;

/// So few sections that the reader sees them all need no contents.
const FEW: usize = 2;

/// What Word is to do: headings of the first level, as links, without page numbers.
const INSTRUCTION: &str = "TOC \\o \"1-1\" \\n \\h \\z";

/// The contents, or nothing where there are few sections or the template has its own.
pub(super) fn write(writing: &Writing<'_>) -> Vec<Element> {
    let sections = &writing.document.sections;
    if sections.len() <= FEW || writing.template().has_contents() {
        return vec![];
    }
    let heading = Paragraph::new(writing.style("ContentsHeading"));
    let mut out = vec![heading.with([text::run("Contents", None)]).element()];
    for (n, section) in sections.iter().enumerate() {
        let mut runs = Vec::new();
        if n == 0 {
            runs.extend([field::mark("begin"), field::told(INSTRUCTION), field::mark("separate")]);
        }
        let words = text::run(&section.title, Some(writing.style("Hyperlink")));
        runs.push(text::link(&writing.anchors.of(Kind::Section, &section.id), vec![words]));
        if n + 1 == sections.len() {
            runs.push(field::mark("end"));
        }
        out.push(Paragraph::new(writing.style("Contents1")).with(runs).element());
    }
    out
}
