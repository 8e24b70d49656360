//! Police force area tables of the Office for National Statistics, any release.
//!
//! Of the workbook, Table P1 (offences) and Table P3 (rates, residents and households) are read.
//! Rows are police areas by their code; the country, regions and other bodies are read past, for
//! some of them share a name with a force. Rates are kept to six decimals: the cells hold more
//! digits than anybody published, and fewer would be a rounding of ours.
//! What the tables say twice is compared: parts with totals, rates with numbers and residents.
//! Start at [`read`]; [`grid`] finds columns and rows, [`values`] reads cells.

pub(super) mod checks;
mod correction;
mod grid;
mod labels;
mod values;

use std::collections::BTreeMap;

use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::ids::{MeasureId, SourceId};
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;
use jiff::civil::Date;

use super::{Reader, Shape};
use crate::codes;
use crate::reading::{MeasureVersion, Reading};
use crate::workbook::{Sheet, Workbook};
use grid::{Column, Grid};
use values::Symbols;

pub(crate) static READER: Reader = Reader {
    name: "ons-police-force-area-tables",
    reads: "police force area tables of the Office for National Statistics",
    source: "police-recorded-crime",
    shape: Shape::Workbook { sheets: &[NUMBERS, RATES], read },
};

const NUMBERS: &str = "Table P1";
const RATES: &str = "Table P3";

/// Collection, measures and label beginnings of residents and households, printed beside the rates.
const POPULATION_SOURCE: &str = "ons-mid-year-estimates";
const RESIDENTS: (&str, &str) = ("Population figures", "POP-001");
const HOUSEHOLDS: (&str, &str) = ("Household figures", "POP-002");

/// A number as read, and its cell.
#[derive(Debug, Clone, Copy)]
struct Figure {
    value: f64,
    row: u32,
    column: u32,
}

/// The numbers of a sheet by area code and measure, for comparison.
struct Figures {
    sheet: String,
    by_key: BTreeMap<(String, MeasureId), Figure>,
}

impl Figures {
    fn get(&self, area: &str, measure: &MeasureId) -> Option<Figure> {
        let key = (area.to_owned(), measure.clone());
        self.by_key.get(&key).copied()
    }
}

/// What a column holds.
struct Meaning {
    measure: MeasureVersion,
    source: SourceId,
    period: Period,
    /// Counts are whole; rates are not.
    whole: bool,
}

fn read(book: &mut Workbook<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    correction::read(book, reading);
    let sheets = [NUMBERS, RATES].map(|name| book.sheet(name, &mut reading.findings));
    let notes = book.sheet("Notes", &mut reading.findings);
    let [Some(numbers), Some(rates)] = sheets else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let numbers = table(&numbers, "number of offences", notes.as_ref(), reading, &mut out);
    let rates = table(&rates, "rate of offences", notes.as_ref(), reading, &mut out);
    if let (Some(numbers), Some(rates)) = (numbers, rates) {
        checks::sums(&numbers, reading);
        checks::rates(&numbers, &rates, reading);
    }
    out
}

/// Reads one table; its title must say what it holds.
fn table(
    sheet: &Sheet,
    holds: &str,
    notes: Option<&Sheet>,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) -> Option<Figures> {
    let title = sheet.texts().next().map(|(_, text)| text).unwrap_or_default();
    if !title.contains(holds) {
        let at = reading.findings.cell(&sheet.name, 0, 0);
        let message = format!("the title does not say \"{holds}\": \"{title}\"");
        reading.findings.error(&codes::SHEET_MISSING, at, message);
        return None;
    }
    let ending = year_ending(sheet, title, notes, reading)?;
    let grid = Grid::of(sheet, ending, reading)?;
    let mut figures = Figures { sheet: sheet.name.clone(), by_key: BTreeMap::new() };
    let mut symbols = Symbols::default();
    for column in &grid.columns {
        let Some(meaning) = meaning(sheet, column, holds, ending, reading) else {
            continue;
        };
        for area in &grid.areas {
            let place = (area.row, column.index);
            let cell = values::read(sheet, place, meaning.whole, &mut symbols, reading);
            let Some(cell) = cell else {
                continue;
            };
            reading.rows_read += 1;
            if let Cell::Value(number) = cell {
                let (row, column) = place;
                let value = number.to_f64();
                let key = (area.force.area.code.clone(), meaning.measure.id.clone());
                figures.by_key.insert(key, Figure { value, row, column });
            }
            out.push(observation(sheet, place, &meaning, cell, &area.force.area));
        }
    }
    symbols.tell(sheet, reading);
    Some(figures)
}

fn observation(
    sheet: &Sheet,
    (row, column): (u32, u32),
    meaning: &Meaning,
    cell: Cell<Decimal>,
    area: &domain::area::Area,
) -> Observation {
    Observation {
        key: ObservationKey {
            measure: meaning.measure.id.clone(),
            definition: meaning.measure.definition,
            source: meaning.source.clone(),
            area: area.clone(),
            breakdown: Breakdown::total(),
            period: meaning.period,
            age: None,
        },
        cell,
        markers: Markers::NONE,
        place: Place::Cell { sheet: sheet.name.clone(), cell: Sheet::address(row, column) },
    }
}

/// The last day of the year the table is of: its title says it, with footnote digits behind the
/// year, so the sheet of notes, which has none, must agree.
fn year_ending(
    sheet: &Sheet,
    title: &str,
    notes: Option<&Sheet>,
    reading: &mut Reading<'_>,
) -> Option<Date> {
    let stated = labels::year_ending(title);
    let noted = notes.and_then(|n| n.texts().find_map(|(_, text)| labels::year_ending(text)));
    let at = reading.findings.cell(&sheet.name, 0, 0);
    match (stated, noted) {
        (Some(stated), None) => Some(stated),
        (Some(stated), Some(noted)) if stated == noted => Some(stated),
        (Some(stated), Some(noted)) => {
            let message = format!("the title means {stated}, the sheet of notes says {noted}");
            reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
            None
        }
        (None, _) => {
            let message = format!("no \"year ending\" month and year in \"{title}\"");
            reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
            None
        }
    }
}

/// The measure and period of a column; a column without a measure is told.
fn meaning(
    sheet: &Sheet,
    column: &Column,
    holds: &str,
    ending: Date,
    reading: &mut Reading<'_>,
) -> Option<Meaning> {
    for (beginning, id) in [RESIDENTS, HOUSEHOLDS] {
        if column.words.starts_with(beginning) {
            return population(sheet, column, id, reading);
        }
    }
    let whole = sheet.name.trim() == NUMBERS;
    let label = labels::without_footnotes(&column.words);
    // The tables share their labels; the catalogue tells rates apart by the table's name.
    let catalogued = if whole { label.clone() } else { format!("{RATES}: {label}") };
    let source = READER.source();
    let measure = reading.catalogue.measure_for(&source, &catalogued);
    let Some(measure) = measure.map(MeasureVersion::of) else {
        let at = reading.findings.cell(&sheet.name, column.row, column.index);
        let message = format!("the catalogue has no measure for the {holds} of \"{label}\"");
        reading.findings.error(&codes::MEASURE_NOT_CATALOGUED, at, message);
        return None;
    };
    Some(Meaning { measure, source, period: Period::rolling_year_to(ending), whole })
}

/// Residents or households, at 30 June of the year the header names.
fn population(
    sheet: &Sheet,
    column: &Column,
    id: &str,
    reading: &mut Reading<'_>,
) -> Option<Meaning> {
    let year = labels::mid_year(&column.words);
    let day = year.and_then(|year| Date::new(year, 6, 30).ok());
    let period = day.and_then(|day| Period::new(day, day).ok());
    let Some(period) = period else {
        let at = reading.findings.cell(&sheet.name, column.row, column.index);
        let message = format!("no mid-year in \"{}\"", column.words);
        reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
        return None;
    };
    Some(Meaning {
        measure: reading.measure(id)?,
        source: POPULATION_SOURCE.parse().ok()?,
        period,
        whole: true,
    })
}
