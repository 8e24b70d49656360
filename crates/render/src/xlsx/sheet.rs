//! A sheet before it is written: one table, the lines above it, and its charts.

use document::{Align, RowKind};
use domain::figure::Figure;

use super::value::Value;

/// A sheet with one table.
#[derive(Debug, Clone)]
pub(super) struct Sheet<'a> {
    /// Name of its tab.
    pub name: String,
    /// Name of the table object.
    pub object: String,
    /// What it shows; cell A1.
    pub title: String,
    /// What stands between the title and the table, each in its own row.
    pub lines: Vec<String>,
    /// The columns.
    pub columns: Vec<Head>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<Line<'a>>,
    /// Charts of its cells.
    pub drawings: Vec<Drawing>,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Its header, unlike every other of its table.
    pub title: String,
    /// How its cells stand.
    pub align: Align,
}

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// What it is among the rows.
    pub kind: RowKind,
    /// Its cells.
    pub cells: Vec<Cell<'a>>,
}

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    /// What stands in it.
    pub value: Value,
    /// The figure it prints, if it prints one.
    pub figure: Option<&'a Figure>,
    /// What it prints, as a formula over cells of this sheet that gives exactly that.
    pub formula: Option<String>,
}

/// A chart over cells of its sheet; rows count from the first under the header.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    /// The finding.
    pub title: String,
    /// What a person who cannot see it needs to know.
    pub alt: String,
    /// How it is drawn.
    pub shape: Shape,
    /// What is drawn, one column of cells each.
    pub series: Vec<Series>,
    /// First and last row of every series.
    pub rows: (usize, usize),
    /// Rows to be seen first: the one the paper is about, or months with a signal.
    pub marked: Vec<usize>,
    /// Rows that are no member of the list but a mean of it.
    pub means: Vec<usize>,
    /// What the scale measures.
    pub axis: Option<String>,
    /// One of many.
    pub small: bool,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A line over time, its scale fitted to the values.
    Control,
    /// A line over time, from zero.
    Line,
    /// Bars from zero, names beside them.
    Bars,
}

/// A column of a chart.
#[derive(Debug, Clone)]
pub(super) struct Series {
    /// Which column of the table.
    pub column: usize,
    /// What it is.
    pub look: Look,
}

/// What a series of a chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The values.
    Values,
    /// Their mean.
    Mean,
    /// A limit of what is usual.
    Limit,
}

impl<'a> Cell<'a> {
    /// A cell that prints no figure.
    pub(super) fn plain(value: Value) -> Self {
        Self { value, figure: None, formula: None }
    }

    /// A cell of words.
    pub(super) fn words(text: impl Into<String>) -> Self {
        Self::plain(Value::Text(text.into()))
    }

    /// A cell that prints a figure.
    pub(super) fn figure(figure: &'a Figure) -> Self {
        Self { value: Value::of(figure), figure: Some(figure), formula: None }
    }
}

impl Sheet<'_> {
    /// The sheet's row of the header, from 0.
    pub(super) fn header_row(&self) -> usize {
        self.lines.len() + 1
    }

    /// The sheet's row of a row of the table.
    pub(super) fn row(&self, row: usize) -> usize {
        self.header_row() + 1 + row
    }
}

/// "A" for 0, "AB" for 27.
pub(super) fn letters(column: usize) -> String {
    let (before, last) = (column / 26, column % 26);
    let letter = char::from(b'A' + u8::try_from(last).unwrap_or(0));
    match before {
        0 => letter.to_string(),
        more => letters(more - 1) + &letter.to_string(),
    }
}
