//! The figures of a paper's tables as tidy data: one row each, with a description for programs
//! (CSV on the Web).
//!
//! It refuses to write text that a spreadsheet would run as a formula: an apostrophe goes before it.
//! Numbers are digits, and a negative number stays one.

mod description;

use document::Document;
use domain::figure::Figure;

use crate::tidy::{self, Facts, Stands};
use crate::xlsx::value::looks_like_a_formula;

pub use description::describe;

/// A column: its name, its title, its datatype, whether every row has a value in it.
struct Column {
    name: &'static str,
    title: &'static str,
    datatype: &'static str,
    required: bool,
    cell: fn(&Stands<'_>, &Facts) -> Field,
}

/// What stands in a field.
enum Field {
    /// Words, which must not become a formula.
    Words(String),
    /// Digits or a symbol of ours.
    Number(String),
}

/// Writes the figures as CSV, RFC 4180, UTF-8.
pub fn emit(document: &Document, facts: &Facts) -> String {
    let header: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    let mut out = header.join(",") + "\r\n";
    for stands in tidy::figures(document) {
        for (n, column) in COLUMNS.iter().enumerate() {
            if n > 0 {
                out.push(',');
            }
            match (column.cell)(&stands, facts) {
                Field::Words(words) => out.push_str(&quoted(&defused(&words))),
                Field::Number(digits) => out.push_str(&quoted(&digits)),
            }
        }
        out.push_str("\r\n");
    }
    out
}

/// Writes a list as CSV. Columns of `printed` hold figures as they are printed, which are digits and
/// symbols of ours; every other cell is words, which must not become a formula.
pub fn list(header: &[&str], printed: &[&str], rows: &[Vec<String>]) -> String {
    let mut out = header.join(",") + "\r\n";
    for row in rows {
        let cells = header.iter().zip(row).map(|(column, cell)| match printed.contains(column) {
            true => quoted(cell),
            false => quoted(&defused(cell)),
        });
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push_str("\r\n");
    }
    out
}

/// Text that no spreadsheet runs.
fn defused(text: &str) -> String {
    if looks_like_a_formula(text) { format!("'{text}") } else { text.to_owned() }
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\r', '\n']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

fn words(text: impl Into<String>) -> Field {
    Field::Words(text.into())
}

fn number(text: impl std::fmt::Display) -> Field {
    Field::Number(text.to_string())
}

fn value(figure: &Figure) -> Field {
    match tidy::value(figure) {
        Ok(said) | Err(said) => Field::Number(said),
    }
}

fn fraction(stands: &Stands<'_>, facts: &Facts, numerator: bool) -> Field {
    let found = facts.fractions.get(&stands.figure.id.key);
    match found {
        Some((over, under)) => value(if numerator { over } else { under }),
        None => number(""),
    }
}

fn row_name(stands: &Stands<'_>) -> String {
    let row = stands.table.rows.get(stands.row - 1);
    row.and_then(|row| row.cells.first()).map(tidy::cell_words).unwrap_or_default()
}

fn column_name(stands: &Stands<'_>) -> String {
    let column = stands.table.columns.get(stands.column - 1);
    column.map(|column| column.title.clone()).unwrap_or_default()
}

macro_rules! columns {
    ($($name:literal, $title:literal, $datatype:literal, $required:literal, $cell:expr;)+) => {
        &[$(Column {
            name: $name, title: $title, datatype: $datatype, required: $required, cell: $cell,
        },)+]
    };
}

/// Every column, in order.
const COLUMNS: &[Column] = columns![
    "figure_id", "Figure, as scrutineer explain takes it", "string", true,
        |s, _| words(s.figure.id.to_string());
    "measure_id", "Measure", "string", true, |s, _| words(s.figure.id.key.of.measure.as_str());
    "measure_name", "Name of the measure", "string", true, |s, f| {
        let measure = &s.figure.id.key.of.measure;
        words(f.measures.get(measure).map_or(measure.as_str(), |facts| &facts.name))
    };
    "measure_version", "Version of its definition", "integer", true,
        |s, _| number(s.figure.id.key.of.definition);
    "source_id", "Source", "string", true, |s, _| words(s.figure.id.key.of.source.as_str());
    "source_name", "Name of the source", "string", true, |s, f| {
        let source = &s.figure.id.key.of.source;
        words(f.sources.get(source).map_or(source.as_str(), |facts| &facts.name))
    };
    "published", "When the source's newest file was published", "string", false, |s, f| {
        let source = f.sources.get(&s.figure.id.key.of.source);
        words(source.map_or("", |facts| &facts.published))
    };
    "area_code", "Area, GSS code", "string", true, |s, _| words(&s.figure.id.key.of.area.code);
    "area_code_year", "Year of the code set", "integer", true,
        |s, _| number(s.figure.id.key.of.area.vintage);
    "area_name", "Name of the area", "string", true, |s, f| {
        let code = &s.figure.id.key.of.area.code;
        words(f.areas.get(code).map_or(code.as_str(), |facts| &facts.name))
    };
    "area_level", "Kind of area", "string", false, |s, f| {
        words(f.areas.get(&s.figure.id.key.of.area.code).map_or("", |facts| &facts.level))
    };
    "breakdown", "Part of the measure", "string", true,
        |s, _| words(s.figure.id.key.of.breakdown.to_string());
    "period_start", "First day of the period", "date", true,
        |s, _| number(s.figure.id.key.of.period.start());
    "period_end", "Last day of the period", "date", true,
        |s, _| number(s.figure.id.key.of.period.end());
    "period_type", "Kind of period", "string", true,
        |s, _| words(tidy::period_type(s.figure.id.key.of.period.kind()));
    "derivation", "How the figure is made", "string", true,
        |s, _| words(s.figure.id.key.by.to_string());
    "value", "Value", "decimal", false, |s, _| value(s.figure);
    "numerator", "Above the line", "decimal", false, |s, f| fraction(s, f, true);
    "denominator", "Below the line", "decimal", false, |s, f| fraction(s, f, false);
    "unit", "Unit", "string", true, |s, f| words(tidy::unit(s.figure, f));
    "status", "Markers: b break, e estimated, p provisional, r revised", "string", false,
        |s, _| words(s.figure.markers.letters());
    "missing_because", "Why there is no value", "string", false,
        |s, _| words(s.figure.missing_because.clone().unwrap_or_default());
    "table_id", "Table", "string", true, |s, _| words(&s.table.id);
    "table_title", "Title of the table", "string", true, |s, _| words(&s.table.caption);
    "row", "Row of the table, from 1", "integer", true, |s, _| number(s.row);
    "column", "Column of the table, from 1", "integer", true, |s, _| number(s.column);
    "item", "Figure of the cell, from 1", "integer", true, |s, _| number(s.item);
    "row_name", "First cell of the row", "string", false, |s, _| words(row_name(s));
    "column_name", "Header of the column", "string", false, |s, _| words(column_name(s));
    "freeze", "Edition", "string", true, |s, _| words(s.figure.id.freeze.to_string());
    "freeze_date", "As at", "date", true, |s, _| number(s.figure.id.freeze.as_at);
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_runs_and_negative_numbers_stay_numbers() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(defused(text), format!("'{text}"));
        }
        assert_eq!(defused("Leicester, north"), "Leicester, north");
        assert_eq!(quoted("a \"b\", c"), "\"a \"\"b\"\", c\"");
        let Field::Number(digits) = number(-12) else { panic!("a number") };
        assert_eq!(digits, "-12");
    }
}
