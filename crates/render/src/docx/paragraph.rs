//! A paragraph: its style, what differs from it, what stands in it.

use super::markup::{on, val};
use crate::office::Element;

/// A paragraph in the making. Its properties come out in the order of the schema, whatever the order
/// they were set in.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    style: String,
    keep_next: bool,
    page_break: bool,
    list: Option<u32>,
    right: Option<i64>,
    at_right: bool,
    content: Vec<Element>,
}

impl Paragraph {
    /// A paragraph in a style, by its id.
    pub fn new(style: &str) -> Self {
        Self { style: style.to_owned(), ..Self::default() }
    }

    /// Stays on the page of what follows.
    pub fn keep_next(mut self, keep: bool) -> Self {
        self.keep_next = keep;
        self
    }

    /// Begins a page.
    pub fn page_break(mut self, begins: bool) -> Self {
        self.page_break = begins;
        self
    }

    /// Counted in a list, if its style does not do so.
    pub fn list(mut self, list: Option<u32>) -> Self {
        self.list = list;
        self
    }

    /// Set to the right.
    pub fn at_right(mut self, right: bool) -> Self {
        self.at_right = right;
        self
    }

    /// Kept from the right edge, in twips.
    pub fn right_margin(mut self, twips: i64) -> Self {
        self.right = (twips > 0).then_some(twips);
        self
    }

    /// With runs in it, after what is there.
    pub fn with(mut self, content: impl IntoIterator<Item = Element>) -> Self {
        self.content.extend(content);
        self
    }

    /// As an element.
    pub fn element(self) -> Element {
        let mut properties = Element::new("w:pPr").containing(val("w:pStyle", &self.style));
        let list = self.list.map(|list| {
            Element::new("w:numPr").containing(val("w:ilvl", 0)).containing(val("w:numId", list))
        });
        let right = self.right.map(|twips| Element::new("w:ind").with("w:right", twips));
        let set = [
            self.keep_next.then(|| on("w:keepNext")),
            self.page_break.then(|| on("w:pageBreakBefore")),
            list,
            right,
            self.at_right.then(|| val("w:jc", "right")),
        ];
        for property in set.into_iter().flatten() {
            properties.push(property);
        }
        Element::new("w:p").containing(properties).containing_all(self.content)
    }
}
