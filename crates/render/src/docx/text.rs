//! Running text as runs.

use document::{Inline, Text};

use super::anchors::Kind;
use super::markup::val;
use super::writing::Writing;
use crate::office::Element;

/// A run of words, in a character style or none. A line end is a line break.
pub(super) fn run(words: &str, style: Option<&str>) -> Element {
    let mut run = Element::new("w:r");
    if let Some(style) = style {
        run.push(Element::new("w:rPr").containing(val("w:rStyle", style)));
    }
    run.containing(Element::new("w:t").with("xml:space", "preserve").saying(words))
}

/// A run that only breaks the line.
pub(super) fn line_break() -> Element {
    Element::new("w:r").containing(Element::new("w:br"))
}

/// A link to a place in the document.
pub(super) fn link(bookmark: &str, content: Vec<Element>) -> Element {
    let link = Element::new("w:hyperlink").with("w:anchor", bookmark).with("w:history", 1);
    link.containing_all(content)
}

/// Running text as runs.
pub(super) fn runs(text: &Text, writing: &Writing<'_>) -> Vec<Element> {
    text.iter().map(|inline| one(inline, false, writing)).collect()
}

/// Running text as runs that all weigh more.
pub(super) fn strong(text: &Text, writing: &Writing<'_>) -> Vec<Element> {
    text.iter().map(|inline| one(inline, true, writing)).collect()
}

fn one(inline: &Inline, strong: bool, writing: &Writing<'_>) -> Element {
    let plain = strong.then(|| writing.style("Strong"));
    match inline {
        Inline::Words(words) => run(words, plain),
        Inline::Strong(words) => run(words, Some(writing.style("Strong"))),
        Inline::Figure(figure) => run(&unbroken(&figure.text()), plain),
        Inline::Code(code) => run(code, Some(writing.style("Code"))),
        Inline::Section(id) => match writing.title(id) {
            Some(title) => {
                let run = run(title, Some(writing.style("Hyperlink")));
                link(&writing.anchors.of(Kind::Section, id), vec![run])
            }
            // A reference into another paper: its name is all that can be printed.
            None => run(id, plain),
        },
    }
}

/// So that a number never parts from its marker.
pub(super) fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}
