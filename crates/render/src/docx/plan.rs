//! Where each table stands and which number it and each chart have, as in the PDF.

use std::collections::{BTreeMap, BTreeSet};

use document::{Block, Chart, Document, Section, Table};

use crate::pdf::has_table_under;
use crate::svg::Width;

/// Numbers of tables and charts, and what stands behind the paper.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    tables: BTreeMap<&'a str, usize>,
    charts: BTreeMap<&'a str, usize>,
    under: BTreeSet<&'a str>,
    /// Tables behind the paper, each with the chart that draws it.
    pub behind: Vec<(&'a Table, &'a Chart)>,
}

impl<'a> Plan<'a> {
    /// Reads a document from front to back.
    pub fn new(document: &'a Document) -> Self {
        let mut plan = Self::default();
        let mut printed = document.printed_tables();
        for section in &document.sections {
            plan.walk(section, &mut printed);
        }
        for n in 0..plan.behind.len() {
            plan.count_table(plan.behind[n].0);
        }
        plan
    }

    fn walk(&mut self, section: &'a Section, printed: &mut BTreeSet<&'a str>) {
        for block in &section.blocks {
            match block {
                Block::Table(table) => self.count_table(table),
                Block::Chart(chart) => self.count(chart, Width::Full, printed),
                Block::ChartRow(charts) => {
                    charts.iter().for_each(|chart| self.count(chart, Width::Half, printed));
                }
                Block::Paragraph(_)
                | Block::List(_)
                | Block::Terms(_)
                | Block::KeyFigures(_)
                | Block::Verdicts(_)
                | Block::Note(..) => {}
            }
        }
        section.sections.iter().for_each(|inner| self.walk(inner, printed));
    }

    fn count_table(&mut self, table: &'a Table) {
        self.tables.insert(&table.id, self.tables.len() + 1);
    }

    fn count(&mut self, chart: &'a Chart, width: Width, printed: &mut BTreeSet<&'a str>) {
        self.charts.insert(&chart.id, self.charts.len() + 1);
        if printed.contains(chart.data.id.as_str()) {
            return;
        }
        if has_table_under(chart, width) {
            self.under.insert(&chart.id);
            self.count_table(&chart.data);
        } else {
            printed.insert(&chart.data.id);
            self.behind.push((&chart.data, chart));
        }
    }

    /// The number of a table.
    pub fn table(&self, id: &str) -> usize {
        self.tables.get(id).copied().unwrap_or_default()
    }

    /// The number of a chart.
    pub fn chart(&self, id: &str) -> usize {
        self.charts.get(id).copied().unwrap_or_default()
    }

    /// Whether a chart has its table right under it.
    pub fn is_under(&self, chart: &Chart) -> bool {
        self.under.contains(chart.id.as_str())
    }

    /// Every table and every chart, by id.
    pub fn ids(&self) -> (Vec<&'a str>, Vec<&'a str>) {
        (self.tables.keys().copied().collect(), self.charts.keys().copied().collect())
    }
}
