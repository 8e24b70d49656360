//! A slide as it is planned, before it is put into a template.

use super::area::Area;
use super::text::Paragraph;
use crate::office::ChartPart;

/// A planned slide.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slide {
    /// Which layout it wants.
    pub role: Role,
    /// Its title, unique in the deck.
    pub title: String,
    /// What stands in the text placeholder of its layout.
    pub body: Vec<Paragraph>,
    /// What stands beside that, in reading order.
    pub shapes: Vec<Shape>,
    /// What the speaker reads.
    pub notes: Vec<String>,
}

/// What a slide is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// The first one.
    Title,
    /// Begins a part.
    Section,
    /// Running text.
    Content,
    /// A title, and shapes below it.
    TitleOnly,
    /// A chart below its title.
    Chart,
    /// A table below its title.
    Table,
}

/// Something on a slide.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A box of words.
    Words {
        /// What it is, for the list of objects.
        name: String,
        area: Area,
        paragraphs: Vec<Paragraph>,
        /// On a ground of its own.
        ground: bool,
    },
    /// A native chart.
    Chart { area: Area, part: ChartPart, name: String, alt: String },
    /// A drawing as PNG.
    Picture { area: Area, png: Vec<u8>, name: String, alt: String },
    /// A native table.
    Table { area: Area, table: Grid, name: String, alt: String },
}

/// A native table: its first row is the header.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// Widths of the columns, EMU.
    pub columns: Vec<i64>,
    /// Its rows.
    pub rows: Vec<GridRow>,
}

/// A row of a native table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct GridRow {
    /// EMU.
    pub tall: i64,
    pub cells: Vec<Paragraph>,
    pub kind: GridKind,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GridKind {
    Header,
    Plain,
    Own,
    Total,
}
