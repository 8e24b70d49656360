//! Incidents, and uses of conducted energy devices, by force and region.

use std::collections::BTreeMap;

use domain::breakdown::Breakdown;
use domain::cell::{Marker, Markers};
use domain::ids::Slug;
use domain::observation::Observation;
use domain::period::Period;

use super::{Book, cut};
use crate::codes;
use crate::reading::Reading;
use crate::tables::labels::{financial_year, tidy, without_footnotes};
use crate::tables::rows::{AreaRow, named};
use crate::tables::values::{self, Symbols, is_value};
use crate::tables::{Meaning, observation, sums};
use crate::workbook::Sheet;

/// Marks a force whose figures changed since an earlier release.
const REVISED: &str = "(R)";

/// Incidents of the year by force.
pub(super) fn incidents(
    sheet: &Sheet,
    book: &Book,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let column = |_: &str| Some(Breakdown::total());
    by_force(
        sheet,
        column,
        &|year, cut| {
            (year.is_none() || year == Some(book.period))
                .then(|| book.meaning(&book.incidents, cut.clone()))
        },
        reading,
        out,
    );
}

/// Uses of conducted energy devices by type and force, of two or three financial years.
pub(super) fn ced(
    sheet: &Sheet,
    book: &Book,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let column = |words: &str| {
        let whole = words.eq_ignore_ascii_case("total");
        let of = words
            .split_at_checked(6)
            .filter(|(total, _)| total.eq_ignore_ascii_case("Total "))
            .map_or(words, |(_, of)| of);
        Some(if whole { Breakdown::total() } else { cut("ced-use", &Slug::of(of)) })
    };
    by_force(
        sheet,
        column,
        &|year, cut| Some(Meaning { period: year?, ..book.meaning(&book.ced, cut.clone()) }),
        reading,
        out,
    );
}

/// A table of a row for each force, perhaps of each year, under headers beside "Police force".
fn by_force(
    sheet: &Sheet,
    cut: impl Fn(&str) -> Option<Breakdown>,
    meaning: &dyn Fn(Option<Period>, &Breakdown) -> Option<Meaning>,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let says = |text: &str, words: &str| tidy(text).eq_ignore_ascii_case(words);
    let Some(((header, names), _)) = sheet.texts().find(|(_, t)| says(t, "Police force")) else {
        let at = reading.findings.cell(&sheet.name, 0, 0);
        let message = "no cell says \"Police force\" over a column of forces".to_owned();
        reading.findings.error(&codes::SHEET_MISSING, at, message);
        return;
    };
    let mut heads = sheet.texts().filter(|((row, _), _)| *row == header);
    let years = heads.find(|(_, t)| says(t, "Financial year")).map(|((_, column), _)| column);
    let heads = sheet.texts().filter(|((row, column), _)| *row == header && *column > names);
    let columns: Vec<(u32, Breakdown)> =
        heads.filter_map(|((_, c), text)| Some((c, cut(&without_footnotes(text))?))).collect();
    let last = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
    let mut symbols = Symbols::default();
    let mut rows: BTreeMap<Option<Period>, Vec<AreaRow>> = BTreeMap::new();
    let mut values: BTreeMap<u32, BTreeMap<u32, f64>> = BTreeMap::new();
    for row in header + 1..=last {
        let valued = columns.iter().any(|(c, _)| sheet.get(row, *c).is_some_and(is_value));
        let Some(name) = sheet.text(row, names).filter(|_| valued) else {
            continue;
        };
        let year = match years {
            None => None,
            Some(column) => {
                let text = sheet.text(row, column).unwrap_or_default();
                let Some(year) = financial_year(text) else {
                    let at = reading.findings.cell(&sheet.name, row, column);
                    let message = format!("\"{text}\" is not a financial year");
                    reading.findings.error(&codes::YEAR_MALFORMED, at, message);
                    continue;
                };
                Some(year)
            }
        };
        let revised = name.trim_end().ends_with(REVISED);
        let Some(area) = named(row, name.trim_end().trim_end_matches(REVISED), reading) else {
            let at = reading.findings.cell(&sheet.name, row, names);
            let message = format!("the catalogue has no police area or region \"{name}\"");
            reading.findings.error(&codes::FORCE_UNKNOWN, at, message);
            continue;
        };
        let same = |other: &AreaRow| other.area == area.area;
        if rows.get(&year).is_some_and(|rows| rows.iter().any(same)) {
            let at = reading.findings.cell(&sheet.name, row, names);
            let message = format!("{} has a row already", area.name);
            reading.findings.error(&codes::FIGURE_REPEATED, at, message);
            continue;
        }
        for (column, breakdown) in &columns {
            let Some(meaning) = meaning(year, breakdown) else {
                continue;
            };
            let place = (row, *column);
            let cell = values::read(sheet, place, meaning.number, &mut symbols, reading);
            reading.rows_read += 1;
            let Some(cell) = cell else {
                continue;
            };
            if let Some(value) = cell.value() {
                values.entry(*column).or_default().insert(row, value.to_f64());
            }
            let held = observation(sheet, place, &meaning, cell, &area.area, None);
            let markers = if revised { Markers::NONE.with(Marker::Revised) } else { Markers::NONE };
            out.push(Observation { markers, ..held });
        }
        rows.entry(year).or_default().push(area);
    }
    symbols.tell(sheet, reading);
    for rows in rows.values() {
        for (column, values) in &values {
            sums::areas(sheet, rows, *column, values, 0.0, reading);
        }
    }
}
