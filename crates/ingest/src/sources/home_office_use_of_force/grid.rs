//! Tactics down the side and categories across, of all forces or of each.

use std::collections::BTreeMap;

use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::ids::Slug;
use domain::observation::Observation;

use super::tactics::{Tactic, Tactics};
use super::totals::{Across, Open, Sums, check, down};
use super::{Book, Dimension, TACTICS, cut};
use crate::codes;
use crate::reading::Reading;
use crate::tables::coverage::join;
use crate::tables::labels::{tidy, without_footnotes};
use crate::tables::observation;
use crate::tables::rows::{AreaRow, Kind, named};
use crate::tables::values::{self, Symbols, is_value};
use crate::workbook::Sheet;

/// What a column counts.
enum Count {
    /// Uses of a tactic by all.
    Uses,
    /// Uses of a tactic in one category.
    Category(Slug),
    /// Incidents in which a tactic was used.
    Incidents,
}

/// Where the parts of the table are.
struct Frame {
    header: u32,
    force: Option<u32>,
    kind: u32,
    tactic: u32,
    columns: Vec<(u32, Count)>,
}

pub(super) fn read(
    sheet: &Sheet,
    dimension: Option<Dimension>,
    book: &Book,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let Some(frame) = frame(sheet, dimension) else {
        let at = reading.findings.cell(&sheet.name, 0, 0);
        let message = "no cell says \"Tactic\" over a column of tactics".to_owned();
        reading.findings.error(&codes::SHEET_MISSING, at, message);
        return;
    };
    let national = reading.catalogue.wider_area("England and Wales").map(|w| w.area.clone());
    let Some(national) = national else {
        return;
    };
    let mut symbols = Symbols::default();
    if let Some(dimension) = dimension {
        incidents(sheet, &frame, dimension, (book, &national), &mut symbols, reading, out);
    }
    let mut tactics = Tactics::default();
    let mut area: Option<(String, AreaRow)> = None;
    let mut sums = Sums::new();
    let mut open: Option<Open> = None;
    let last = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
    for row in frame.header + 1..=last {
        let Some(words) = sheet.text(row, frame.tactic) else {
            continue;
        };
        let valued = frame.columns.iter().any(|(c, _)| sheet.get(row, *c).is_some_and(is_value));
        if !valued {
            continue;
        }
        let place = match frame.force {
            None => national.clone(),
            Some(column) => {
                let name = sheet.text(row, column).unwrap_or_default();
                if area.as_ref().is_none_or(|(of, _)| of != name) {
                    let found = named(row, name, reading);
                    if found.is_none() {
                        let at = reading.findings.cell(&sheet.name, row, column);
                        let message = format!("the catalogue has no police area \"{name}\"");
                        reading.findings.error(&codes::FORCE_UNKNOWN, at, message);
                    }
                    area = found.map(|found| (name.to_owned(), found));
                    tactics = Tactics::default();
                }
                let Some((_, found)) = &area else {
                    continue;
                };
                found.area.clone()
            }
        };
        let tactic = tactics.next(sheet.text(row, frame.kind).unwrap_or_default(), words);
        let mut across = Across::default();
        for (column, count) in &frame.columns {
            let at = (row, *column);
            let meaning = book.meaning(
                if matches!(count, Count::Incidents) { &book.incidents } else { &book.tactics },
                breakdown(&tactic, count, dimension),
            );
            let cell = values::read(sheet, at, meaning.number, &mut symbols, reading);
            reading.rows_read += 1;
            let Some(cell) = cell else {
                continue;
            };
            if let Some(value) = cell.value().map(domain::decimal::Decimal::to_f64) {
                match count {
                    Count::Uses => across.total(*column, value),
                    Count::Category(_) => across.category(value),
                    Count::Incidents => {}
                }
                if let Some((_, of)) = &area {
                    let sum = sums.entry((tactic.slug().cloned(), *column)).or_default();
                    match of.kind {
                        Kind::Nation => sum.national = Some((row, value)),
                        Kind::Force => {
                            sum.forces += 1;
                            sum.sum += value;
                        }
                        Kind::Region | Kind::Body => {}
                    }
                }
            }
            out.push(observation(sheet, at, &meaning, cell, &place, None));
        }
        if dimension.is_some_and(|d| d.exclusive) {
            across.check(sheet, row, reading);
        }
        if let Some((column, value)) = across.total {
            down(&mut open, &tactic, (row, column), value, sheet, reading);
        }
    }
    symbols.tell(sheet, reading);
    check(sheet, &sums, reading);
}

fn frame(sheet: &Sheet, dimension: Option<Dimension>) -> Option<Frame> {
    let says = |text: &str, words: &str| tidy(text).eq_ignore_ascii_case(words);
    let ((header, tactic), _) = sheet.texts().find(|(_, text)| says(text, "Tactic"))?;
    let beside = |words: &str| {
        let mut texts = sheet.texts().filter(|((row, _), _)| *row == header);
        texts.find(|(_, text)| says(text, words)).map(|((_, column), _)| column)
    };
    let mut lowest: BTreeMap<u32, String> = BTreeMap::new();
    for ((row, column), text) in sheet.texts() {
        if row > 0 && row <= header && column > tactic {
            lowest.insert(column, without_footnotes(text));
        }
    }
    let count = |words: &str| {
        if says(words, TACTICS) {
            Count::Uses
        } else if dimension.is_none() {
            Count::Incidents
        } else {
            Count::Category(Slug::of(&words.replace('&', "and")))
        }
    };
    let columns = lowest.iter().map(|(column, words)| (*column, count(words))).collect();
    Some(Frame {
        header,
        force: beside("Police force"),
        kind: beside("Type of force")?,
        tactic,
        columns,
    })
}

fn breakdown(tactic: &Tactic, count: &Count, dimension: Option<Dimension>) -> Breakdown {
    let of = tactic.slug().map_or_else(Breakdown::total, |slug| cut("tactic", slug));
    match (count, dimension) {
        (Count::Category(category), Some(dimension)) => join(&of, dimension.slug, category),
        _ => of,
    }
}

/// The row of incidents by category, between the categories and the tactics.
fn incidents(
    sheet: &Sheet,
    frame: &Frame,
    dimension: Dimension,
    (book, national): (&Book, &Area),
    symbols: &mut Symbols,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let numbers = |row: &u32| {
        frame.columns.iter().filter(|(c, _)| sheet.get(*row, *c).is_some_and(is_value)).count() > 1
    };
    let Some(row) = (1..frame.header).rev().find(numbers) else {
        return;
    };
    for (column, count) in &frame.columns {
        if sheet.get(row, *column).is_none() {
            continue;
        }
        let breakdown = match count {
            Count::Category(category) => cut(dimension.slug, category),
            Count::Uses | Count::Incidents => Breakdown::total(),
        };
        let meaning = book.meaning(&book.incidents, breakdown);
        let cell = values::read(sheet, (row, *column), meaning.number, symbols, reading);
        reading.rows_read += 1;
        out.extend(cell.map(|c| observation(sheet, (row, *column), &meaning, c, national, None)));
    }
}
