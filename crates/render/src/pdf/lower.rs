//! A document into the plain data that the template walks, and its pictures.

use std::collections::{BTreeMap, BTreeSet};

use document::{Document, Table};
use serde_json::{Value, json};

use super::{chart, engine, letters, section, table};

/// A4 in points, and the margins at its sides.
const PAGE: f64 = 595.28;
const SIDE: f64 = 59.5;
/// The text column.
pub(super) const MEASURE: f64 = PAGE - 2.0 * SIDE;
/// Between two things side by side, as in `style.typ`: 8 mm.
const GUTTER: f64 = 22.68;
/// Half the text column.
pub(super) const HALF: f64 = (MEASURE - GUTTER) / 2.0;

/// What the engine takes.
pub(super) struct Lowered {
    /// The document as data.
    pub data: Value,
    /// Its pictures as SVG, named by their number.
    pub pictures: Vec<String>,
}

/// What is gathered on the way through a document.
pub(super) struct Lowering<'a> {
    titles: BTreeMap<&'a str, &'a str>,
    pictures: Vec<String>,
    behind: Vec<(&'a Table, &'a str)>,
    printed: BTreeSet<&'a str>,
    paragraphs: usize,
}

impl<'a> Lowering<'a> {
    /// The title of a section, by its id.
    pub fn title(&self, section: &str) -> Option<&'a str> {
        self.titles.get(section).copied()
    }

    /// Keeps a picture and gives the file name it will have.
    pub fn picture(&mut self, svg: &str) -> String {
        self.pictures.push(letters::printable(svg));
        engine::picture(self.pictures.len() - 1)
    }

    /// The number of the next paragraph, over the whole paper (SF-239).
    pub fn paragraph(&mut self) -> usize {
        self.paragraphs += 1;
        self.paragraphs
    }

    /// Whether a table is printed in its own place.
    pub fn is_printed(&self, table: &Table) -> bool {
        self.printed.contains(table.id.as_str())
    }

    /// Puts a chart's table behind the paper, once.
    pub fn put_behind(&mut self, table: &'a Table, chart: &'a str) {
        if self.printed.insert(&table.id) {
            self.behind.push((table, chart));
        }
    }
}

/// Lowers a whole document.
pub(super) fn document(document: &Document) -> Lowered {
    let sections = document.walk().into_iter();
    let mut lowering = Lowering {
        titles: sections.map(|(_, s)| (s.id.as_str(), s.title.as_str())).collect(),
        pictures: Vec::new(),
        behind: Vec::new(),
        printed: document.printed_tables(),
        paragraphs: 0,
    };
    let sections = section::lower_all(&document.sections, &mut lowering);
    let behind = behind(&mut lowering);
    let entries = document.sections.len() + usize::from(!behind.is_empty());
    // So few that the reader sees them all: no contents.
    let contents = if entries > 2 { entries } else { 0 };
    let data = json!({
        "side": SIDE,
        "title": letters::printable(&document.title),
        "subtitle": letters::printable(&document.subtitle),
        "body": letters::printable(&document.body),
        "marking": letters::printable(&document.marking),
        "freeze": letters::printable(&document.freeze_statement),
        "description": letters::printable(&document.description),
        "contents": contents,
        "sections": sections,
        "behind": {
            "title": "Data behind the charts",
            "lead": "Each table holds the numbers that its chart draws.",
            "rows": behind,
        },
    });
    Lowered { data, pictures: lowering.pictures }
}

/// The section of the numbers behind the charts, narrow tables in pairs.
fn behind(lowering: &mut Lowering) -> Vec<Vec<Value>> {
    let mut rows: Vec<Vec<Value>> = Vec::new();
    let mut open = false;
    for (of, chart) in std::mem::take(&mut lowering.behind) {
        let half = table::fits(of, HALF);
        let place = table::Place {
            measure: if half { HALF } else { MEASURE },
            behind: Some(chart::label(chart)),
            dense: true,
        };
        let lowered = table::lower(of, &place, lowering).value;
        match rows.last_mut() {
            Some(row) if half && open => row.push(lowered),
            Some(_) | None => rows.push(vec![lowered]),
        }
        open = half && !open;
    }
    rows
}
