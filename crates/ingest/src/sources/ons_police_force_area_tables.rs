//! Police force area tables of the Office for National Statistics, any release.
//!
//! Tables are known by their titles, for numbers move: Table P6 is knife rates in one release and
//! experiences of anti-social behaviour in another. Rates are kept to six decimals: the cells hold
//! more digits than anybody published, and fewer would be a rounding of ours.
//! Percentage changes are compared with levels and not held, for they follow from them.
//! What the tables say twice is compared: parts with totals, rates with numbers and residents.
//! Start at [`read`]; [`kind`] knows the tables, [`meaning`] the columns, [`checks`] compares.

mod changes;
pub(super) mod checks;
mod correction;
mod kind;
mod meaning;
mod significance;

use std::collections::BTreeMap;

use domain::cell::Cell;
use domain::decimal::Decimal;
use domain::ids::{MeasureId, Slug};
use domain::observation::Observation;
use jiff::civil::Date;

use super::{Reader, Shape};
use crate::codes;
use crate::reading::Reading;
use crate::tables::columns::{Column, columns};
use crate::tables::layout::Layout;
use crate::tables::once::Repeated;
use crate::tables::rows::{AreaRow, Kind as RowKind, Noted, area_rows, tell_missing};
use crate::tables::values::{self, Number, Symbols};
use crate::tables::{labels, observation, once, sums};
use crate::workbook::{Sheet, Workbook};
use kind::Kind;
use meaning::Use;

pub(crate) static READER: Reader = Reader {
    name: "ons-police-force-area-tables",
    reads: "police force area tables of the Office for National Statistics",
    source: "police-recorded-crime",
    shape: Shape::Workbook { knows, read },
};

/// Sheets that hold words only.
const WORDS: [&str; 3] = ["Notes", "Contents", "Correction"];

/// Residents and households are printed to the nearest hundred.
const HALF_A_HUNDRED: f64 = 50.0;

/// One table as read, for comparison.
struct Figures<'s> {
    sheet: &'s Sheet,
    rows: Vec<AreaRow>,
    columns: Vec<(Column, Use)>,
    cells: BTreeMap<(u32, u32), Cell<Decimal>>,
}

/// A number as read, and its cell.
#[derive(Debug, Clone, Copy)]
struct Figure {
    value: f64,
    row: u32,
    column: u32,
}

impl Figures<'_> {
    fn at(&self, row: u32, column: u32) -> Option<Figure> {
        let value = self.cells.get(&(row, column))?.value()?.to_f64();
        Some(Figure { value, row, column })
    }

    /// The number of an area and a measure, of its first column.
    fn get(&self, area: &str, measure: &MeasureId) -> Option<Figure> {
        let of = |used: &Use| matches!(used, Use::Held(m) if m.measure.id == *measure);
        let (column, _) = self.columns.iter().find(|(_, used)| of(used))?;
        let row = self.rows.iter().find(|row| row.area.code == area)?;
        self.at(row.row, column.index)
    }

    /// All numbers of a column, by row.
    fn column(&self, column: u32) -> BTreeMap<u32, f64> {
        let of =
            self.rows.iter().filter_map(|row| Some((row.row, self.at(row.row, column)?.value)));
        of.collect()
    }
}

/// Two of the tables that every release has, whatever else comes and goes.
fn knows(book: &Workbook) -> bool {
    let has = |kind| book.sheets().iter().any(|sheet| Kind::of(sheet) == Some(kind));
    has(Kind::Numbers) || has(Kind::Rates)
}

fn read(book: &Workbook, reading: &mut Reading<'_>) -> Vec<Observation> {
    correction::read(book, reading);
    let notes = book.sheet("Notes");
    let mut noted = Noted::default();
    let mut tables: BTreeMap<Kind, Figures<'_>> = BTreeMap::new();
    for sheet in book.sheets() {
        let Some(kind) = Kind::of(sheet) else {
            let name = sheet.name.trim();
            if !sheet.cells.is_empty() && !WORDS.iter().any(|w| name.starts_with(w)) {
                let at = reading.findings.cell(&sheet.name, 0, 0);
                let message = format!("\"{}\" is not read", labels::tidy(sheet.title()));
                reading.findings.warning(&codes::SHEET_NOT_READ, at, message);
            }
            continue;
        };
        if tables.contains_key(&kind) {
            let at = reading.findings.cell(&sheet.name, 0, 0);
            let message = format!("there are two tables of {}", kind.holds());
            reading.findings.error(&codes::FIGURE_REPEATED, at, message);
            continue;
        }
        if let Some(figures) = table(sheet, kind, notes, &mut noted, reading) {
            tables.insert(kind, figures);
        }
    }
    for wanted in [Kind::Numbers, Kind::Rates] {
        let title = |sheet: &Sheet| Kind::of(sheet) == Some(wanted);
        if !book.sheets().iter().any(title) {
            let at = reading.findings.file();
            let message = format!("there is no table of the {}", wanted.holds());
            reading.findings.error(&codes::SHEET_MISSING, at, message);
        }
    }
    checks::all(&tables, reading);
    let out = tables.values().flat_map(observations).collect();
    once::once(out, Repeated::Refused, reading)
}

/// Reads one table.
fn table<'s>(
    sheet: &'s Sheet,
    kind: Kind,
    notes: Option<&Sheet>,
    noted: &mut Noted,
    reading: &mut Reading<'_>,
) -> Option<Figures<'s>> {
    let ending = if kind.is_of_one_year() { year_ending(sheet, notes, reading)? } else { None };
    let Some(layout) = Layout::of(sheet, reading) else {
        let at = reading.findings.cell(&sheet.name, 0, 0);
        let message = "no row begins with an area and goes on with values".to_owned();
        reading.findings.error(&codes::SHEET_MISSING, at, message);
        return None;
    };
    let mut rows = area_rows(sheet, &layout, noted, reading);
    leave_out(sheet, &layout, &mut rows, reading);
    let latest = ending.or_else(|| columns(sheet, &layout).iter().rev().find_map(meaning::latest));
    if let Some(latest) = latest {
        tell_missing(sheet, &layout, &rows, latest, reading);
    }
    let mut symbols = Symbols::default();
    let mut used = Vec::new();
    let mut cells = BTreeMap::new();
    for column in columns(sheet, &layout) {
        let Some(of) = meaning::of(sheet, kind, &column, ending, reading) else {
            continue;
        };
        if let Use::Significance = of {
            significance::tell(sheet, &rows, &column, reading);
            continue;
        }
        let number = match &of {
            Use::Held(meaning) => meaning.number,
            Use::Change { .. } | Use::Significance => Number::Change,
        };
        for row in &rows {
            let place = (row.row, column.index);
            let cell = values::read(sheet, place, number, &mut symbols, reading);
            reading.rows_read += 1;
            cells.extend(cell.map(|cell| (place, cell)));
        }
        used.push((column, of));
    }
    symbols.tell(sheet, reading);
    let figures = Figures { sheet, rows, columns: used, cells };
    sum_up(&figures, reading);
    Some(figures)
}

/// Carries over to the totals of a sheet whom its heading leaves out of all of them.
fn leave_out(sheet: &Sheet, layout: &Layout, rows: &mut [AreaRow], reading: &Reading<'_>) {
    let heading = sheet.texts().filter(|((row, _), _)| *row > 0 && *row < layout.header);
    let heading = heading.filter(|((_, column), _)| *column <= layout.names);
    let found = heading.filter_map(|(_, text)| crate::tables::coverage::of(text, reading).1).next();
    let Some(left_out) = found else {
        return;
    };
    for row in rows {
        let concerns = match row.kind {
            RowKind::Nation => {
                row.area.code.starts_with('K') || left_out.code.starts_with(&row.area.code[..1])
            }
            RowKind::Region => left_out.region.as_deref() == Some(row.name.as_str()),
            RowKind::Force | RowKind::Body => false,
        };
        if concerns && row.excluding.is_none() {
            row.excluding = Some(left_out.clone());
        }
    }
}

/// Compares totals with parts in every column of counts.
fn sum_up(figures: &Figures<'_>, reading: &mut Reading<'_>) {
    for (column, used) in &figures.columns {
        let Use::Held(meaning) = used else {
            continue;
        };
        if meaning.number == Number::Count && !meaning::is_base(meaning) {
            let rounded = meaning.source.as_str() == meaning::POPULATION_SOURCE;
            let slack = if rounded { HALF_A_HUNDRED } else { 0.0 };
            let values = figures.column(column.index);
            sums::areas(figures.sheet, &figures.rows, column.index, &values, slack, reading);
        }
    }
}

fn observations(figures: &Figures<'_>) -> Vec<Observation> {
    let mut out = Vec::new();
    for (column, used) in &figures.columns {
        let Use::Held(meaning) = used else {
            continue;
        };
        for row in &figures.rows {
            let place = (row.row, column.index);
            let Some(cell) = figures.cells.get(&place) else {
                continue;
            };
            let own = row.excluding.as_ref().map(|e| e.slug.clone());
            let left_out: Option<Slug> =
                own.or_else(|| checks::silently_left_out(figures, row, column));
            out.push(observation(
                figures.sheet,
                place,
                meaning,
                *cell,
                &row.area,
                left_out.as_ref(),
            ));
        }
    }
    out
}

/// The last day of the year the table is of: its title says it, with footnote digits behind the
/// year, so the sheet of notes, which has none, must agree.
fn year_ending(
    sheet: &Sheet,
    notes: Option<&Sheet>,
    reading: &mut Reading<'_>,
) -> Option<Option<Date>> {
    let title = sheet.title();
    let stated = labels::year_ending(title);
    let noted = notes.and_then(|n| n.texts().find_map(|(_, text)| labels::year_ending(text)));
    let at = reading.findings.cell(&sheet.name, 0, 0);
    match (stated, noted) {
        (Some(stated), Some(noted)) if stated != noted => {
            let message = format!("the title means {stated}, the sheet of notes says {noted}");
            reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
            None
        }
        (Some(stated), _) => Some(Some(stated)),
        (None, _) => {
            let message = format!("no \"year ending\" month and year in \"{title}\"");
            reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
            None
        }
    }
}
