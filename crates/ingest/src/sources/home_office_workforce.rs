//! Police workforce tables of the Home Office: officers, staff, designated officers, community
//! support officers, specials and volunteers of each force, at two or three dates.
//!
//! Numbers of tables and their columns change from year to year, so a table is known by what its
//! title says it counts, and by the unit above it. Changes between dates are compared with the
//! levels and not held. Headcounts are held as printed: a few are not whole.

mod changes;
mod subject;

use std::collections::BTreeMap;

use domain::breakdown::Breakdown;
use domain::cell::Cell;
use domain::decimal::Decimal;
use domain::ids::SourceId;
use domain::observation::Observation;
use domain::period::Period;
use jiff::civil::Date;

use super::{Reader, Shape};
use crate::codes;
use crate::reading::{MeasureVersion, Reading};
use crate::tables::columns::{Column, columns};
use crate::tables::labels::{day_of, month_end, split_footnotes, tidy};
use crate::tables::layout::Layout;
use crate::tables::once::Repeated;
use crate::tables::rows::{AreaRow, Noted, area_rows, tell_missing};
use crate::tables::values::{self, Number, Symbols};
use crate::tables::{Meaning, observation, once, published, sums};
use crate::workbook::{Sheet, Workbook};
use subject::{Unit, labelled, unit_of};

pub(crate) static READER: Reader = Reader {
    name: "home-office-workforce",
    reads: "police workforce tables of the Home Office",
    source: "police-workforce",
    shape: Shape::Workbook { knows, read },
};

/// How far the sixth decimal may move a sum.
const SLACK: f64 = 1e-5;

/// One table as read.
struct Figures<'s> {
    sheet: &'s Sheet,
    rows: Vec<AreaRow>,
    columns: Vec<(Column, Meaning)>,
    cells: BTreeMap<(u32, u32), Cell<Decimal>>,
}

/// What a sheet holds.
enum Table {
    /// Of one kind of people, by force.
    ByForce(&'static str),
    /// Of every kind of people, by date, of England and Wales.
    ByDate,
}

fn knows(book: &Workbook) -> bool {
    let workforce =
        |sheet: &Sheet| tidy(sheet.title()).to_lowercase().starts_with("police workforce");
    let tables = book.sheets().iter().filter(|sheet| table_of(sheet).is_some()).count();
    book.sheets().iter().any(workforce) && tables > 0 || tables > 2
}

fn table_of(sheet: &Sheet) -> Option<Table> {
    let title = tidy(sheet.title());
    let (number, rest) = title.split_once(':')?;
    if !number.to_lowercase().starts_with("table") {
        return None;
    }
    let by_force = rest.to_lowercase().contains(" by police force area");
    let subject = subject::of(rest);
    let several = rest.matches("police staff").count() > 0 && rest.contains("traffic wardens");
    match subject {
        Some(subject) if by_force => Some(Table::ByForce(subject)),
        Some(_) if several => Some(Table::ByDate),
        _ => None,
    }
}

fn read(book: &Workbook, reading: &mut Reading<'_>) -> Vec<Observation> {
    published::read(book, reading);
    let mut noted = Noted::default();
    let mut out = Vec::new();
    for sheet in book.sheets() {
        match table_of(sheet) {
            Some(Table::ByForce(subject)) => {
                by_force(sheet, subject, &mut noted, reading, &mut out)
            }
            Some(Table::ByDate) => by_date(sheet, reading, &mut out),
            None if tidy(sheet.title()).to_lowercase().starts_with("table") => {
                let at = reading.findings.cell(&sheet.name, 0, 0);
                let message = format!("\"{}\" is not read", tidy(sheet.title()));
                reading.findings.warning(&codes::SHEET_NOT_READ, at, message);
            }
            None => {}
        }
    }
    once::once(out, Repeated::Refused, reading)
}

fn by_force(
    sheet: &Sheet,
    subject: &str,
    noted: &mut Noted,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let Some(layout) = Layout::of(sheet, reading) else {
        let at = reading.findings.cell(&sheet.name, 0, 0);
        let message = "no row begins with an area and goes on with values".to_owned();
        reading.findings.error(&codes::SHEET_MISSING, at, message);
        return;
    };
    let Some(unit) = unit_of(sheet, layout.first, reading) else {
        return;
    };
    let Some((source, measure)) = labelled(sheet, subject, unit, reading) else {
        return;
    };
    let rows = area_rows(sheet, &layout, noted, reading);
    let all = columns(sheet, &layout);
    let dates = all.iter().filter_map(|column| Some((column, date(&column.words)?)));
    let held: Vec<(Column, Meaning)> =
        dates.map(|(column, day)| (column.clone(), of(&source, &measure, day))).collect();
    if held.is_empty() {
        let at = reading.findings.cell(&sheet.name, layout.header, layout.names + 1);
        let message = "no column is headed by a date such as \"Sep-15\"".to_owned();
        reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
        return;
    }
    if let Some((_, latest)) = held.iter().max_by_key(|(_, meaning)| meaning.period.end()) {
        tell_missing(sheet, &layout, &rows, latest.period.end(), reading);
    }
    let mut symbols = Symbols::default();
    let mut cells = BTreeMap::new();
    for (column, _) in &held {
        for row in &rows {
            let place = (row.row, column.index);
            let cell = values::read(sheet, place, Number::Amount, &mut symbols, reading);
            reading.rows_read += 1;
            cells.extend(cell.map(|cell| (place, cell)));
        }
    }
    let figures = Figures { sheet, rows, columns: held, cells };
    changes::check(&figures, &all, &mut symbols, reading);
    symbols.tell(sheet, reading);
    figures.sum_up(reading);
    if unit == Unit::Headcount {
        figures.tell_parts_of_people(reading);
    }
    for (column, meaning) in &figures.columns {
        for row in &figures.rows {
            let place = (row.row, column.index);
            if let Some(cell) = figures.cells.get(&place) {
                let besides = row.excluding.as_ref().map(|e| &e.slug);
                out.push(observation(sheet, place, meaning, *cell, &row.area, besides));
            }
        }
    }
}

/// Workforce is counted at the end of a day.
fn of(source: &SourceId, measure: &MeasureVersion, day: Date) -> Meaning {
    Meaning {
        measure: measure.clone(),
        source: source.clone(),
        period: Period::new(day, day).unwrap_or_else(|_| Period::month_of(day)),
        breakdown: Breakdown::total(),
        number: Number::Amount,
    }
}

fn date(words: &str) -> Option<Date> {
    let words = split_footnotes_of_date(words);
    let words = words.trim_start_matches("As at ").trim_start_matches("As at:");
    month_end(words).or_else(|| day_of(words))
}

/// `Sep-15` ends with digits that are no footnotes.
fn split_footnotes_of_date(words: &str) -> String {
    words.split('[').next().unwrap_or_default().trim().to_owned()
}

impl Figures<'_> {
    fn value(&self, row: u32, column: u32) -> Option<f64> {
        Some(self.cells.get(&(row, column))?.value()?.to_f64())
    }

    /// Compares regions with their forces, and totals with their parts.
    fn sum_up(&self, reading: &mut Reading<'_>) {
        for (column, _) in &self.columns {
            let valued = self
                .rows
                .iter()
                .filter_map(|row| Some((row.row, self.value(row.row, column.index)?)));
            let values = valued.collect();
            sums::areas(self.sheet, &self.rows, column.index, &values, SLACK, reading);
        }
    }

    /// Tells headcounts that are not whole, one for each column.
    fn tell_parts_of_people(&self, reading: &mut Reading<'_>) {
        for (column, _) in &self.columns {
            let broken = |row: &&AreaRow| {
                self.value(row.row, column.index).is_some_and(|v| v.fract() != 0.0)
            };
            let rows: Vec<&AreaRow> = self.rows.iter().filter(broken).collect();
            if let Some(first) = rows.first() {
                let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
                let at = reading.findings.cell(&self.sheet.name, first.row, column.index);
                let message = format!(
                    "headcounts of {} are not whole; they are held as printed",
                    names.join(", ")
                );
                reading.findings.warning(&codes::HEADCOUNT_NOT_WHOLE, at, message);
            }
        }
    }
}

/// Every kind of people at one day of each year, England and Wales, without railway police and
/// secondments: a row for each day.
fn by_date(sheet: &Sheet, reading: &mut Reading<'_>, out: &mut Vec<Observation>) {
    let days = |text: &str| day_of(text);
    let rows: Vec<(u32, Date)> = sheet
        .texts()
        .filter(|((_, column), _)| *column == 0)
        .filter_map(|((row, _), text)| Some((row, days(text)?)))
        .filter(|(row, _)| sheet.get(*row, 1).is_some())
        .collect();
    let Some((first, _)) = rows.first().copied() else {
        let at = reading.findings.cell(&sheet.name, 0, 0);
        let message = "no row begins with a day such as \"30 September 2015\"".to_owned();
        reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
        return;
    };
    let Some(unit) = unit_of(sheet, first, reading) else {
        return;
    };
    let Some(area) = reading.catalogue.wider_area("England and Wales").map(|w| w.area.clone())
    else {
        return;
    };
    let layout = Layout { header: first.saturating_sub(1), first, codes: None, names: 0 };
    let mut symbols = Symbols::default();
    for column in columns(sheet, &layout) {
        let (words, _) = split_footnotes(&column.words);
        let Some(subject) = subject::of(&words) else {
            let at = reading.findings.cell(&sheet.name, column.row, column.index);
            let message = format!("column \"{}\" is not read", column.words);
            reading.findings.warning(&codes::COLUMN_NOT_READ, at, message);
            continue;
        };
        let Some((source, measure)) = labelled(sheet, subject, unit, reading) else {
            continue;
        };
        for (row, day) in &rows {
            let place = (*row, column.index);
            let cell = values::read(sheet, place, Number::Amount, &mut symbols, reading);
            reading.rows_read += 1;
            let meaning = of(&source, &measure, *day);
            out.extend(cell.map(|c| observation(sheet, place, &meaning, c, &area, None)));
        }
    }
    symbols.tell(sheet, reading);
}
