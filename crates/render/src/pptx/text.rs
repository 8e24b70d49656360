//! Running text as paragraphs, and how much room they take.

use std::collections::BTreeMap;

use document::{Document, Inline, Text};

use crate::office::Element;
use crate::svg::text::{Font, wrap};

/// How much wider than the face measured the letters of a template may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Face {
    wider: f64,
}

/// Families whose letters are known to be no wider than Arial's, whatever stands in for them.
const KNOWN: [&str; 5] =
    ["arial", "helvetica", "liberation sans", "times new roman", "source sans"];

impl Face {
    /// The face of a family; one that is not known may be as wide as Verdana, or be replaced by one
    /// that is.
    pub(super) fn of(family: &str) -> Self {
        let family = family.to_lowercase();
        let known = KNOWN.iter().any(|name| family.starts_with(name));
        Self { wider: if known { 1.16 } else { 1.36 } }
    }
}

/// Height of a line, in sizes of its letters.
pub(super) const LINE: f64 = 1.2;

/// A paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    pub runs: Vec<Run>,
    /// Size of its letters in points; none leaves it to the template.
    pub size: Option<f64>,
    pub bullet: bool,
    /// Space before it, in points.
    pub before: f64,
    pub right: bool,
    /// A colour of the theme: `tx1`.
    pub colour: Option<&'static str>,
}

/// Letters of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub text: String,
    pub bold: bool,
}

impl Paragraph {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self::of(vec![Run { text: text.into(), bold: false }])
    }

    pub(super) fn of(runs: Vec<Run>) -> Self {
        Self { runs, size: None, bullet: false, before: 0.0, right: false, colour: None }
    }

    pub(super) fn bold(mut self) -> Self {
        self.runs.iter_mut().for_each(|run| run.bold = true);
        self
    }

    pub(super) fn sized(mut self, size: f64) -> Self {
        self.size = Some(size);
        self
    }

    pub(super) fn after(mut self, space: f64) -> Self {
        self.before = space;
        self
    }

    pub(super) fn point(mut self) -> Self {
        self.bullet = true;
        self
    }

    pub(super) fn at_right(mut self, right: bool) -> Self {
        self.right = right;
        self
    }

    pub(super) fn coloured(mut self, colour: &'static str) -> Self {
        self.colour = Some(colour);
        self
    }

    pub(super) fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Its height in so much width, in points.
    pub(super) fn height(&self, face: Face, width: f64) -> f64 {
        let size = self.size.unwrap_or(18.0);
        let room = if self.bullet { width - indent(size) } else { width };
        let lines = lines(face, &self.plain(), size, self.runs.iter().any(|run| run.bold), room);
        self.before + whole(lines) * size * LINE
    }

    /// As `a:p`.
    pub(super) fn write(&self) -> Element {
        let size = self.size.unwrap_or(18.0);
        let mut look = Element::new("a:pPr");
        if self.bullet {
            let indent = super::area::emu(indent(size));
            look = look.with("marL", indent).with("indent", -indent);
        } else {
            look = look.with("marL", 0).with("indent", 0);
        }
        if self.right {
            look = look.with("algn", "r");
        }
        let hundredths = |points: f64| super::area::emu(points) / 127;
        let space = |name: &str, points: f64| {
            let points = Element::new("a:spcPts").with("val", hundredths(points));
            Element::new(name).containing(points)
        };
        look.push(space("a:spcBef", self.before));
        look.push(space("a:spcAft", 0.0));
        if self.bullet {
            look.push(Element::new("a:buFont").with("typeface", "Arial"));
            look.push(Element::new("a:buChar").with("char", "•"));
        } else {
            look.push(Element::new("a:buNone"));
        }
        let letters = |name: &str, bold: bool| {
            let mut letters = Element::new(name).with("lang", "en-GB");
            if let Some(size) = self.size {
                letters = letters.with("sz", hundredths(size));
            }
            if bold {
                letters = letters.with("b", 1);
            }
            let colour = |colour: &str| Element::new("a:schemeClr").with("val", colour);
            letters.containing_all(
                self.colour.map(|name| Element::new("a:solidFill").containing(colour(name))),
            )
        };
        let run = |run: &Run| {
            Element::new("a:r")
                .containing(letters("a:rPr", run.bold))
                .containing(Element::new("a:t").saying(&run.text))
        };
        Element::new("a:p").containing(look).containing_all(self.runs.iter().map(run))
    }
}

fn indent(size: f64) -> f64 {
    size * 1.1
}

/// A count as a number to calculate with.
pub(super) fn whole(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// How wide a text is, in points.
pub(super) fn width(face: Face, text: &str, size: f64, bold: bool) -> f64 {
    let font = if bold { Font::bold(size) } else { Font::regular(size) };
    font.width(text) * face.wider
}

/// How many lines a text takes in so much room.
pub(super) fn lines(face: Face, text: &str, size: f64, bold: bool, room: f64) -> usize {
    let font = if bold { Font::bold(size) } else { Font::regular(size) };
    let room = (room / face.wider).max(size);
    let broken = |line: &String| {
        // A word wider than the room is broken within.
        let over = font.width(line) / room;
        (1..200).find(|lines| over <= whole(*lines)).unwrap_or(200)
    };
    wrap(text, font, room).iter().map(broken).sum::<usize>().max(1)
}

/// The height of paragraphs in so much width, in points.
pub(super) fn height(face: Face, paragraphs: &[Paragraph], width: f64) -> f64 {
    paragraphs.iter().map(|paragraph| paragraph.height(face, width)).sum()
}

/// The same paragraphs in another size.
pub(super) fn resized(paragraphs: &[Paragraph], size: f64) -> Vec<Paragraph> {
    let resize = |paragraph: &Paragraph| Paragraph { size: Some(size), ..paragraph.clone() };
    paragraphs.iter().map(resize).collect()
}

/// What running text may refer to.
pub(super) struct Words<'a> {
    titles: BTreeMap<&'a str, &'a str>,
    /// The face it will be seen in.
    pub face: Face,
}

impl<'a> Words<'a> {
    pub(super) fn of(document: &'a Document, face: Face) -> Self {
        let titles = document.walk().into_iter().map(|(_, s)| (s.id.as_str(), s.title.as_str()));
        Self { titles: titles.collect(), face }
    }

    /// Running text as runs; a figure never parts from its markers.
    pub(super) fn runs(&self, text: &Text) -> Vec<Run> {
        let run = |inline: &Inline| {
            let (text, bold) = match inline {
                Inline::Words(words) | Inline::Code(words) => (words.clone(), false),
                Inline::Strong(words) => (words.clone(), true),
                Inline::Figure(figure) => (figure.text().replace(' ', "\u{a0}"), false),
                Inline::Section(id) => {
                    let title = self.titles.get(id.as_str()).copied().unwrap_or(id);
                    (format!("“{title}”"), false)
                }
            };
            Run { text, bold }
        };
        text.iter().map(run).collect()
    }

    pub(super) fn paragraph(&self, text: &Text) -> Paragraph {
        Paragraph::of(self.runs(text))
    }

    pub(super) fn plain(&self, text: &Text) -> String {
        self.runs(text).into_iter().map(|run| run.text).collect()
    }
}
