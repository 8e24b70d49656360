//! Checks on a finished document: every problem at once, before any format sees it.

use domain::diagnostic::{Code, Diagnostic, Location};

use crate::{Block, Chart, Document, Table, Warned};

/// The kinds of problem this crate finds.
pub mod codes {
    use super::Code;

    /// A chart that a person who cannot see it would miss.
    pub static CHART_WITHOUT_ALT: Code = Code {
        id: "document::chart-without-alt",
        why: "a reader who cannot see the chart would get nothing from it",
        help: "describe in words what the chart shows",
    };
    /// A table nobody can trace.
    pub static TABLE_WITHOUT_SOURCE: Code = Code {
        id: "document::table-without-source",
        why: "a reader cannot tell where the figures come from",
        help: "name the source under the table",
    };
    /// A row that does not fit its table.
    pub static RAGGED_TABLE: Code = Code {
        id: "document::ragged-table",
        why: "screen readers and spreadsheets would put figures under the wrong header",
        help: "give every row as many cells as the table has columns",
    };
    /// Two things with one anchor.
    pub static DUPLICATE_ANCHOR: Code = Code {
        id: "document::duplicate-anchor",
        why: "a link would lead to the wrong place",
        help: "give each section, table and chart its own id",
    };
    /// One name with two values (SF-100).
    pub static FIGURE_DISAGREES: Code = Code {
        id: "document::figure-disagrees",
        why: "two places of one paper would show different values of one figure",
        help: "print the figure from one evaluation",
    };

    /// Every code of this crate.
    pub static ALL: &[&Code] = &[
        &CHART_WITHOUT_ALT,
        &DUPLICATE_ANCHOR,
        &FIGURE_DISAGREES,
        &RAGGED_TABLE,
        &TABLE_WITHOUT_SOURCE,
    ];
}

/// Runs every check.
pub fn check(document: Document) -> Warned<Document> {
    let mut out = Vec::new();
    let printed = document.printed_tables();
    let mut anchors = std::collections::BTreeSet::new();
    let mut anchor = |id: &str, out: &mut Vec<Diagnostic>| {
        if !anchors.insert(id.to_owned()) {
            let place = Location::file(document.id.clone());
            let message = format!("the anchor `{id}` is used twice");
            out.push(Diagnostic::error(&codes::DUPLICATE_ANCHOR, place, message));
        }
    };
    for (_, section) in document.walk() {
        anchor(&section.id, &mut out);
        for block in &section.blocks {
            let (tables, charts): (Vec<&Table>, Vec<&Chart>) = match block {
                Block::Table(table) => (vec![table], vec![]),
                Block::Chart(chart) => (vec![&chart.data], vec![chart.as_ref()]),
                Block::ChartRow(charts) => {
                    (charts.iter().map(|c| &c.data).collect(), charts.iter().collect())
                }
                Block::Paragraph(_)
                | Block::List(_)
                | Block::Terms(_)
                | Block::KeyFigures(_)
                | Block::Verdicts(_)
                | Block::Note(..) => continue,
            };
            let own = matches!(block, Block::Table(_));
            let shown = tables.iter().filter(|table| own || !printed.contains(table.id.as_str()));
            shown.for_each(|table| anchor(&table.id, &mut out));
            charts.iter().for_each(|chart| anchor(&chart.id, &mut out));
            tables.iter().for_each(|table| check_table(&document.id, table, &mut out));
            charts.iter().for_each(|chart| check_chart(&document.id, chart, &mut out));
        }
    }
    check_agreement(&document, &mut out);
    Warned { value: document, diagnostics: out }
}

fn check_table(document: &str, table: &Table, out: &mut Vec<Diagnostic>) {
    let place = || Location::file(format!("{document}, table \"{}\"", table.caption));
    if !table.has_source() {
        let message = format!("the table \"{}\" names no source", table.caption);
        out.push(Diagnostic::error(&codes::TABLE_WITHOUT_SOURCE, place(), message));
    }
    for (n, row) in table.rows.iter().enumerate() {
        if row.cells.len() != table.columns.len() {
            let (has, wants) = (row.cells.len(), table.columns.len());
            let message = format!("row {} has {has} cells under {wants} headers", n + 1);
            out.push(Diagnostic::error(&codes::RAGGED_TABLE, place(), message));
        }
    }
}

fn check_chart(document: &str, chart: &Chart, out: &mut Vec<Diagnostic>) {
    if chart.alt.trim().is_empty() {
        let place = Location::file(format!("{document}, chart \"{}\"", chart.title));
        let message = "the chart has no description in words";
        out.push(Diagnostic::error(&codes::CHART_WITHOUT_ALT, place, message));
    }
}

/// SF-100: no figure has two values in one paper.
fn check_agreement(document: &Document, out: &mut Vec<Diagnostic>) {
    let mut seen = std::collections::BTreeMap::new();
    for figure in document.figures() {
        let before = seen.entry(&figure.id).or_insert(figure);
        if before.cell != figure.cell {
            let place = Location::file(document.id.clone());
            let (one, other) = (before.text(), figure.text());
            let message = format!("the figure {} is printed as {one} and as {other}", figure.id);
            out.push(Diagnostic::error(&codes::FIGURE_DISAGREES, place, message));
        }
    }
}

#[cfg(test)]
mod tests;
