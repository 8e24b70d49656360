//! Tables: one header row, no merged cells, no blank cell.

use domain::figure::Figure;

use crate::{Inline, Text};

/// A table with its caption and source.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Kebab-case anchor, unique in the document.
    pub id: String,
    /// What it shows, one line.
    pub caption: String,
    /// Its columns; the first names the row.
    pub columns: Vec<Column>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
    /// Where the figures come from.
    pub source: Text,
    /// What to know to read it.
    pub notes: Vec<Text>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its header.
    pub title: String,
    /// How its cells stand.
    pub align: Align,
    /// Its share of the width, in proportion to the other columns.
    pub weight: u8,
}

/// How cells stand in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its cells; the first names the row.
    pub cells: Vec<TableCell>,
    /// What it is among the rows.
    pub kind: RowKind,
}

/// What a row is among the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One of many.
    Plain,
    /// The one the paper is about.
    Own,
    /// A sum or mean of the others.
    Total,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
    /// Words, with figures in them or not.
    Text(Text),
    /// One number.
    Figure(Box<Figure>),
    /// A verdict.
    Verdict(domain::verdict::Verdict),
    /// A small line of values in order, with its description; `None` is a gap.
    Sparkline {
        /// The values.
        values: Vec<Option<f64>>,
        /// What it shows, in words.
        alt: String,
    },
}

impl Column {
    /// A column of words.
    pub fn left(title: &str, weight: u8) -> Self {
        Self { title: title.to_owned(), align: Align::Left, weight }
    }

    /// A column of numbers.
    pub fn right(title: &str, weight: u8) -> Self {
        Self { title: title.to_owned(), align: Align::Right, weight }
    }
}

impl From<Figure> for TableCell {
    fn from(figure: Figure) -> Self {
        Self::Figure(Box::new(figure))
    }
}

impl TableCell {
    /// A cell of words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Text(crate::words(text))
    }
}

impl Table {
    /// Every figure in it, row by row.
    pub fn figures(&self) -> Vec<&Figure> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let mut out: Vec<&Figure> = Vec::new();
        for cell in cells {
            match cell {
                TableCell::Figure(figure) => out.push(figure),
                TableCell::Text(text) => out.extend(crate::in_text(text)),
                TableCell::Verdict(_) | TableCell::Sparkline { .. } => {}
            }
        }
        for text in self.notes.iter().chain([&self.source]) {
            out.extend(crate::in_text(text));
        }
        out
    }

    /// Whether a source is named.
    pub fn has_source(&self) -> bool {
        let blank = |inline: &Inline| matches!(inline, Inline::Words(w) if w.trim().is_empty());
        !self.source.iter().all(blank)
    }
}
