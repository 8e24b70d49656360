//! Tables: columns wide enough for what stands in them, row headers, sparklines as pictures.

use document::{Align, Row, RowKind, Table, TableCell};
use serde_json::{Value, json};

use super::heights::{self, Piece};
use super::letters::{self, printable};
use super::lower::Lowering;
use super::{figure, text, verdicts, widths};
use crate::svg::{self, Theme};

/// Where a table stands.
pub(super) struct Place {
    /// The width it may take, in points.
    pub measure: f64,
    /// The label of the chart it is the numbers of, if it stands apart from it.
    pub behind: Option<String>,
    /// Set closer: a table that only backs a chart.
    pub dense: bool,
}

/// What a reference to a table aims at.
pub(super) fn label(id: &str) -> String {
    format!("table-{id}")
}

/// Whether a table can stand in so narrow a measure without a word cut.
pub(super) fn fits(table: &Table, measure: f64) -> bool {
    widths::least(table) <= measure
}

/// Lowers a table.
pub(super) fn lower(table: &Table, place: &Place, lowering: &mut Lowering) -> Piece {
    let mut rows = Vec::new();
    for row in &table.rows {
        rows.push(lower_row(row, lowering));
    }
    let columns = &table.columns;
    let widths = widths::columns(table, place.measure, Some(lowering));
    let height = widths::height(table, &widths, place, lowering);
    let value = json!({
        "is": "table",
        "id": label(&table.id),
        "caption": printable(&table.caption),
        "inset": widths::inset(table, place.measure),
        "upright": widths::is_upright(table, place.measure),
        "widths": widths,
        "rooms": widths::rooms(table),
        "half": place.measure < super::lower::MEASURE,
        "keep": heights::is_kept(height),
        "tight": !widths::is_upright(table, place.measure) && widths::least(table) >= place.measure || widths::has_endless_word(table),
        "align": columns.iter().map(|column| align(column.align)).collect::<Vec<_>>(),
        "headers": columns.iter().map(|column| printable(&column.title)).collect::<Vec<_>>(),
        "rows": rows,
        "source": text::lower(&table.source, lowering),
        "notes": table.notes.iter().map(|note| text::lower(note, lowering)).collect::<Vec<_>>(),
        "behind": place.behind,
        "dense": place.dense,
    });
    Piece { value, height }
}

fn align(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Right => "right",
    }
}

fn lower_row(row: &Row, lowering: &mut Lowering) -> Value {
    let kind = match row.kind {
        RowKind::Plain => "plain",
        RowKind::Own => "own",
        RowKind::Total => "total",
    };
    let mut cells = Vec::new();
    for cell in &row.cells {
        cells.push(lower_cell(cell, lowering));
    }
    json!({ "kind": kind, "cells": cells })
}

fn lower_cell(cell: &TableCell, lowering: &mut Lowering) -> Value {
    match cell {
        TableCell::Text(said) => json!({ "is": "text", "text": text::lower(said, lowering) }),
        TableCell::Figure(of) => figure::cell(of),
        TableCell::Verdict(verdict) => {
            json!({ "is": "verdict", "verdict": verdicts::word(*verdict) })
        }
        TableCell::Sparkline { values, alt } => {
            let file = lowering.picture(&svg::sparkline(values, alt, Theme::Print));
            json!({ "is": "sparkline", "file": file, "alt": letters::alt(alt) })
        }
    }
}
