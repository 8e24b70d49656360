//! A paper as meaning: sections, claims, tables, charts, notes and the figures in them.
//!
//! Composers build a [`Document`]; emitters turn it into bytes. A [`domain::figure::Figure`] goes
//! through whole, so that every format prints the same number and can name it.
//!
//! This crate never names a format or a font.

pub mod chart;
pub mod check;
pub mod explanation;
pub mod facts;
pub mod prose;
pub mod table;

use domain::diagnostic::Diagnostic;
use domain::figure::Figure;

pub use chart::{Chart, ChartKind};
pub use prose::Prose;
pub use table::{Align, Column, Row, RowKind, Table, TableCell};

/// A whole paper.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Kebab-case name of the paper: `board-pack`.
    pub id: String,
    /// Title, one line.
    pub title: String,
    /// What it is about: "Leicestershire, January to March 2022".
    pub subtitle: String,
    /// Whose paper it is.
    pub body: String,
    /// Protective marking printed on every page, such as "OFFICIAL".
    pub marking: String,
    /// "As at 31 March 2022, as known on 2 November 2026, freeze 2022-03-31.1."
    pub freeze_statement: String,
    /// One line of description for document properties.
    pub description: String,
    /// The sections in order.
    pub sections: Vec<Section>,
}

/// A section and what stands in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Kebab-case anchor, unique in the document.
    pub id: String,
    /// Heading.
    pub title: String,
    /// Where the reader finds it: summary and exceptions are the paper, the annex is behind it.
    pub part: Part,
    /// Begins a new page in paged formats.
    pub new_page: bool,
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// Sections within it.
    pub sections: Vec<Section>,
}

/// Where in the paper a section stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The two pages everyone reads.
    Summary,
    /// The paper itself.
    Body,
    /// Method, sources, definitions, symbols.
    Annex,
}

/// A stretch of running text.
pub type Text = Vec<Inline>;

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Words(String),
    /// Words that matter.
    Strong(String),
    /// A number that can be explained.
    Figure(Box<Figure>),
    /// A name to be typed or read exactly: a digest, a command, an id.
    Code(String),
    /// A reference to a section, by its id.
    Section(String),
}

/// A block of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A list of points.
    List(Vec<Text>),
    /// Terms and what is said of them.
    Terms(Vec<(Text, Text)>),
    /// Numbers large, with what they are beneath.
    KeyFigures(Vec<KeyFigure>),
    /// Verdicts side by side, each with the measures it holds for.
    Verdicts(Vec<VerdictGroup>),
    /// A table.
    Table(Table),
    /// A chart with its title, description and data.
    Chart(Box<Chart>),
    /// Charts that belong side by side.
    ChartRow(Vec<Chart>),
    /// Something set apart.
    Note(NoteKind, Text),
}

/// Why something is set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// The reader must know this to read on rightly.
    Important,
    /// Good to know.
    Information,
}

/// A number large, with what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFigure {
    /// What it is: "All crime, police recorded".
    pub label: String,
    /// The number.
    pub figure: Figure,
    /// The change or period beneath it.
    pub beneath: Text,
}

/// One verdict and the measures it holds for.
#[derive(Debug, Clone, PartialEq)]
pub struct VerdictGroup {
    /// Which verdict.
    pub verdict: domain::verdict::Verdict,
    /// A line for each measure: name, count, change.
    pub lines: Vec<Text>,
}

impl Document {
    /// Every section, depth first, with its depth from 1.
    pub fn walk(&self) -> Vec<(usize, &Section)> {
        fn into<'a>(out: &mut Vec<(usize, &'a Section)>, depth: usize, sections: &'a [Section]) {
            for section in sections {
                out.push((depth, section));
                into(out, depth + 1, &section.sections);
            }
        }
        let mut out = Vec::new();
        into(&mut out, 1, &self.sections);
        out
    }

    /// Ids of the tables that are blocks of their own. A chart whose data table has one of these ids
    /// has its numbers there, and no format prints them a second time.
    pub fn printed_tables(&self) -> std::collections::BTreeSet<&str> {
        let blocks = self.walk().into_iter().flat_map(|(_, section)| &section.blocks);
        let tables = blocks.filter_map(|block| match block {
            Block::Table(table) => Some(table.id.as_str()),
            Block::Paragraph(_)
            | Block::List(_)
            | Block::Terms(_)
            | Block::KeyFigures(_)
            | Block::Verdicts(_)
            | Block::Chart(_)
            | Block::ChartRow(_)
            | Block::Note(..) => None,
        });
        tables.collect()
    }

    /// The paragraphs that minutes can cite, in order: the first is number 1, and the count runs over
    /// the whole paper without starting again (SF-239). Every format gives them these numbers.
    pub fn paragraphs(&self) -> Vec<&Text> {
        let blocks = self.walk().into_iter().flat_map(|(_, section)| &section.blocks);
        let paragraphs = blocks.filter_map(|block| match block {
            Block::Paragraph(text) => Some(text),
            Block::List(_)
            | Block::Terms(_)
            | Block::KeyFigures(_)
            | Block::Verdicts(_)
            | Block::Table(_)
            | Block::Chart(_)
            | Block::ChartRow(_)
            | Block::Note(..) => None,
        });
        paragraphs.collect()
    }

    /// Every figure in printing order, repeated as often as it is printed.
    pub fn figures(&self) -> Vec<&Figure> {
        let blocks = self.walk().into_iter().flat_map(|(_, section)| &section.blocks);
        blocks.flat_map(Block::figures).collect()
    }
}

fn in_text(text: &Text) -> impl Iterator<Item = &Figure> {
    text.iter().filter_map(|inline| match inline {
        Inline::Figure(figure) => Some(figure.as_ref()),
        Inline::Words(_) | Inline::Strong(_) | Inline::Code(_) | Inline::Section(_) => None,
    })
}

impl Block {
    /// Every figure printed in the block.
    pub fn figures(&self) -> Vec<&Figure> {
        match self {
            Self::Paragraph(text) | Self::Note(_, text) => in_text(text).collect(),
            Self::List(points) => points.iter().flat_map(in_text).collect(),
            Self::Terms(terms) => {
                terms.iter().flat_map(|(term, said)| in_text(term).chain(in_text(said))).collect()
            }
            Self::KeyFigures(keys) => keys
                .iter()
                .flat_map(|key| std::iter::once(&key.figure).chain(in_text(&key.beneath)))
                .collect(),
            Self::Verdicts(groups) => {
                groups.iter().flat_map(|group| &group.lines).flat_map(in_text).collect()
            }
            Self::Table(table) => table.figures(),
            Self::Chart(chart) => chart.data.figures(),
            Self::ChartRow(charts) => charts.iter().flat_map(|c| c.data.figures()).collect(),
        }
    }
}

/// A value and what was found wrong with it on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Warned<T> {
    /// The value.
    pub value: T,
    /// Every problem found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes running text out of words.
pub fn words(text: impl Into<String>) -> Text {
    vec![Inline::Words(text.into())]
}

impl From<Figure> for Inline {
    fn from(figure: Figure) -> Self {
        Self::Figure(Box::new(figure))
    }
}
