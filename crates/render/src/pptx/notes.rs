//! What the speaker reads under each slide: what is shown, method, source, freeze, figure ids.

use std::collections::BTreeSet;

use document::{Block, Chart, Document, Part, Table};
use domain::figure::Figure;

use super::text::Words;

/// Notes on a slide, gathered from what stands on it.
pub(super) struct Notes<'a> {
    document: &'a Document,
    words: &'a Words<'a>,
    said: Vec<String>,
    figures: Vec<&'a Figure>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(document: &'a Document, words: &'a Words<'a>) -> Self {
        Self { document, words, said: vec![], figures: vec![] }
    }

    /// Adds what is to be said of a block.
    pub(super) fn block(&mut self, block: &'a Block) {
        match block {
            Block::Chart(chart) => self.chart(chart),
            Block::ChartRow(charts) => charts.iter().for_each(|chart| self.chart(chart)),
            Block::Table(table) => self.table(table),
            Block::Paragraph(_)
            | Block::List(_)
            | Block::Terms(_)
            | Block::KeyFigures(_)
            | Block::Verdicts(_)
            | Block::Note(..) => self.figures.extend(block.figures()),
        }
    }

    pub(super) fn chart(&mut self, chart: &'a Chart) {
        let subtitle = chart.subtitle.trim().trim_end_matches('.');
        self.said.push(format!("{}. {subtitle}. {}", chart.title.trim_end_matches('.'), chart.alt));
        self.source(&chart.data);
        // The table behind a chart may be that of the whole paper: it is named and not read out.
        let behind = "The figures of the chart are in its own workbook: select the chart, then \
                      Edit data. In the paper they stand in the table";
        self.said.push(format!("{behind} “{}”.", chart.data.caption));
    }

    fn table(&mut self, table: &'a Table) {
        self.source(table);
        self.figures.extend(table.figures());
    }

    fn source(&mut self, table: &Table) {
        self.said.push(format!("Source: {}", self.words.plain(&table.source)));
    }

    /// The notes, a paragraph each.
    pub(super) fn done(self) -> Vec<String> {
        let mut out = self.said;
        let methods: Vec<&str> = annex(self.document).collect();
        let method = match methods.is_empty() {
            true => "Method: as the paper says.".to_owned(),
            false => format!("Method: the annex of the paper, {}.", methods.join("; ")),
        };
        out.push(method);
        out.push(self.document.freeze_statement.clone());
        let mut seen = BTreeSet::new();
        let fresh: Vec<&Figure> =
            self.figures.into_iter().filter(|figure| seen.insert(&figure.id)).collect();
        if !fresh.is_empty() {
            out.push("Figures on this slide, each with the id that explains it:".to_owned());
            let line = |figure: &Figure| format!("{}: {}", figure.text(), figure.id);
            out.extend(fresh.into_iter().map(line));
        }
        out
    }
}

/// Titles of what stands behind the paper.
pub(super) fn annex(document: &Document) -> impl Iterator<Item = &str> {
    let sections = document.sections.iter().filter(|section| section.part == Part::Annex);
    sections.map(|section| section.title.as_str())
}
