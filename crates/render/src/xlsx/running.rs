//! The paper's sentences as rows of a sheet, with links to the tables and charts they speak of.

use document::{Block, Chart, Document, Part, Section, Table};

use super::plan::Plan;
use super::text::{cut, plain};

/// A link is one line: not every program wraps it.
const LINK: usize = 96;

/// A row of a sheet of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Paragraph {
    /// A heading, by its depth from 1.
    Heading(usize, String),
    /// Something said.
    Said(String),
    /// Something said that the reader must know.
    Strong(String),
    /// A point of a list.
    Point(String),
    /// Where a table or chart stands: what it shows, and the sheet.
    Link(String, String),
}

/// The rows of the sections of a part, or of every other part.
pub(super) fn rows(document: &Document, plan: &Plan<'_>, annex: bool) -> Vec<Paragraph> {
    let mut out = Vec::new();
    for section in &document.sections {
        if (section.part == Part::Annex) == annex {
            write(&mut out, section, plan, 1);
        }
    }
    out
}

fn write(out: &mut Vec<Paragraph>, section: &Section, plan: &Plan<'_>, depth: usize) {
    out.push(Paragraph::Heading(depth, section.title.clone()));
    for block in &section.blocks {
        write_block(out, block, plan, depth);
    }
    for inner in &section.sections {
        write(out, inner, plan, depth + 1);
    }
}

fn write_block(out: &mut Vec<Paragraph>, block: &Block, plan: &Plan<'_>, depth: usize) {
    let said = |text| plain(text, &plan.titles);
    match block {
        Block::Paragraph(text) => out.push(Paragraph::Said(said(text))),
        Block::Note(_, text) => out.push(Paragraph::Strong(said(text))),
        Block::List(points) => {
            out.extend(points.iter().map(|point| Paragraph::Point(said(point))));
        }
        Block::Terms(terms) => out.extend(
            terms
                .iter()
                .map(|(term, text)| Paragraph::Point(format!("{}: {}", said(term), said(text)))),
        ),
        Block::KeyFigures(keys) => out.extend(keys.iter().map(|key| {
            let beneath = said(&key.beneath);
            let join = if beneath.is_empty() { "" } else { "; " };
            Paragraph::Point(format!("{}: {}{join}{beneath}", key.label, key.figure.text()))
        })),
        Block::Verdicts(groups) => {
            for group in groups {
                out.push(Paragraph::Heading(depth + 1, group.verdict.label().to_owned()));
                out.extend(group.lines.iter().map(|line| Paragraph::Point(said(line))));
                if group.lines.is_empty() {
                    out.push(Paragraph::Said("No measure.".to_owned()));
                }
            }
        }
        Block::Table(table) => link_table(out, table, plan),
        Block::Chart(chart) => link_chart(out, chart, plan),
        Block::ChartRow(charts) => charts.iter().for_each(|chart| link_chart(out, chart, plan)),
    }
}

fn link_table(out: &mut Vec<Paragraph>, table: &Table, plan: &Plan<'_>) {
    if let Some(name) = sheet(&table.id, plan) {
        out.push(Paragraph::Link(cut(&format!("Table: {}", table.caption), LINK), name));
    }
}

fn link_chart(out: &mut Vec<Paragraph>, chart: &Chart, plan: &Plan<'_>) {
    let name = sheet(&chart.id, plan).or_else(|| sheet(&chart.data.id, plan));
    if let Some(name) = name {
        out.push(Paragraph::Link(cut(&format!("Chart: {}", chart.title), LINK), name));
    }
}

fn sheet(id: &str, plan: &Plan<'_>) -> Option<String> {
    Some(plan.sheets.get(*plan.places.get(id)?)?.name.clone())
}
