//! The tables and charts of a paper as JSON: each cell as printed, with its figures beside.

use document::{Document, RowKind, Table, TableCell};
use domain::figure::Figure;
use serde_json::{Value, json};

use crate::tidy::{self, Facts};

/// Writes the tables and charts.
pub fn emit(document: &Document, facts: &Facts) -> String {
    let tables = tidy::tables(document).into_iter().map(|one| table(one, facts));
    let charts = tidy::charts(document).into_iter().map(|chart| {
        json!({
            "id": chart.id,
            "title": chart.title,
            "plotted": chart.subtitle,
            "alt": chart.alt,
            "table": chart.data.id,
        })
    });
    let paper = json!({
        "paper": document.id,
        "title": document.title,
        "subtitle": document.subtitle,
        "body": document.body,
        "marking": document.marking,
        "freeze_statement": document.freeze_statement,
        "as_at": facts.as_at,
        "licence": facts.licence,
        "tables": tables.collect::<Vec<_>>(),
        "charts": charts.collect::<Vec<_>>(),
    });
    format!("{paper:#}\n")
}

fn table(table: &Table, facts: &Facts) -> Value {
    let columns: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
    let rows = table.rows.iter().map(|row| {
        let kind = match row.kind {
            RowKind::Plain => "plain",
            RowKind::Own => "own",
            RowKind::Total => "total",
        };
        let cells: Vec<Value> = row.cells.iter().map(|one| cell(one, facts)).collect();
        json!({ "kind": kind, "cells": cells })
    });
    json!({
        "id": table.id,
        "title": table.caption,
        "source": tidy::words(&table.source),
        "notes": table.notes.iter().map(tidy::words).collect::<Vec<_>>(),
        "columns": columns,
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn cell(cell: &TableCell, facts: &Facts) -> Value {
    let figures: Vec<Value> =
        tidy::in_cell(cell).into_iter().map(|one| figure(one, facts)).collect();
    json!({ "text": tidy::cell_words(cell), "figures": figures })
}

/// The value is a number if there is one; as printed it stands beside.
fn figure(figure: &Figure, facts: &Facts) -> Value {
    let value = tidy::value(figure).ok().and_then(|digits| serde_json::from_str(&digits).ok());
    let value: Option<serde_json::Number> = value;
    json!({
        "id": figure.id.to_string(),
        "value": value,
        "text": figure.text(),
        "unit": tidy::unit(figure, facts),
        "symbol": figure.cell.symbol(),
        "markers": figure.markers.letters(),
        "missing_because": figure.missing_because,
    })
}
