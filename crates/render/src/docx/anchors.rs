//! Bookmarks: what links and references lead to.

use std::collections::BTreeMap;

use document::Document;

use crate::office::Element;

/// Bookmark names longer than this are cut by Word.
const LONGEST: usize = 40;

/// What a bookmark stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A section's heading.
    Section,
    /// The number of a table.
    Table,
    /// The number of a chart.
    Chart,
}

impl Kind {
    fn stem(self) -> &'static str {
        match self {
            Self::Section => "_Toc_section_",
            Self::Table => "table_",
            Self::Chart => "chart_",
        }
    }
}

/// The bookmarks of a document, each with a name that Word takes.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors(BTreeMap<(Kind, String), String>);

impl Anchors {
    /// Names for everything in a document that can be led to.
    pub fn new(document: &Document) -> Self {
        let mut anchors = Self::default();
        for (_, section) in document.walk() {
            anchors.name(Kind::Section, &section.id);
        }
        anchors
    }

    /// Makes a name, unlike every other.
    pub fn name(&mut self, kind: Kind, id: &str) {
        let fits = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
        let whole: String = kind.stem().chars().chain(id.chars()).map(fits).collect();
        let mut name: String = whole.chars().take(LONGEST).collect();
        for n in 2.. {
            if !self.0.values().any(|taken| taken.eq_ignore_ascii_case(&name)) {
                break;
            }
            let end = format!("_{n}");
            name = whole.chars().take(LONGEST - end.len()).chain(end.chars()).collect();
        }
        self.0.insert((kind, id.to_owned()), name);
    }

    /// The name of a bookmark.
    pub fn of(&self, kind: Kind, id: &str) -> String {
        self.0.get(&(kind, id.to_owned())).cloned().unwrap_or_default()
    }
}

/// Content with a bookmark around it.
pub(super) fn around(name: &str, number: u32, content: Vec<Element>) -> Vec<Element> {
    let start = Element::new("w:bookmarkStart").with("w:id", number).with("w:name", name);
    let end = Element::new("w:bookmarkEnd").with("w:id", number);
    let mut out = vec![start];
    out.extend(content);
    out.push(end);
    out
}
