//! Tables read by a declared mapping: the general way for files nobody wrote a reader for.
//!
//! A file is recognised by having every column a mapping names, in any dialect of text or on the
//! sheets of a workbook, below whatever stands above. What could be read in two ways (which number of
//! a date is the month, whether a comma stands between thousands) is settled by the whole column or
//! told, never guessed from one cell.
//! Start at [`read`]; [`grid`] is the table as cells, [`cells`] their numbers, [`keys`] what a row is
//! of, [`sums`] rows that belong together, [`checks`] what is compared.

mod cells;
mod checks;
mod grid;
mod keys;
mod marks;
mod periods;
mod sums;

use catalogue::Mapping;
use domain::observation::Observation;

use crate::codes;
use crate::reading::Reading;
use crate::sent::Sent;
use crate::text::{self, Dialect, Table};
use crate::workbook::Workbook;
use cells::Cells;
use keys::Keys;
use sums::{Met, Sums};

pub(crate) use grid::{Grid, Raw, Row, folded};
pub(crate) use marks::{Mark, MarkSettled, looks_like_number, parse, settle_mark};
pub(crate) use periods::{is_rolling_year, period_of};

/// What a release read by a mapping is called.
pub(crate) const FORMAT: &str = "declared-mapping";

/// Tables held in memory may have so many filled cells together: ten years of every force by twenty
/// outcomes have 400,000.
pub(crate) const MOST_CELLS: usize = 600_000;

/// The mapping for a text, and the dialect its header stands in.
pub(crate) fn for_text<'c>(
    bytes: &dyn Sent,
    reading: &mut Reading<'c>,
) -> Option<(&'c Mapping, Dialect)> {
    let mut found: Vec<(&Mapping, Dialect)> = Vec::new();
    for delimiter in text::DELIMITERS {
        for (preamble, header) in text::head(bytes, delimiter).iter().enumerate() {
            for mapping in reading.catalogue.mappings().filter(|m| grid::fits(m, header)) {
                if !found.iter().any(|(other, _)| other.id == mapping.id) {
                    found.push((mapping, Dialect { delimiter, preamble }));
                }
            }
        }
    }
    the_one(found, reading)
}

/// The mapping for a workbook: the one whose columns stand on one of its sheets.
pub(crate) fn for_workbook<'c>(book: &Workbook, reading: &mut Reading<'c>) -> Option<&'c Mapping> {
    let mut found: Vec<(&Mapping, ())> = Vec::new();
    reading.catalogue.mappings().next()?;
    for sheet in book.sheets() {
        for mapping in reading.catalogue.mappings().filter(|m| grid::is_wanted(m, &sheet.name)) {
            let new = !found.iter().any(|(other, ())| other.id == mapping.id);
            if new && grid::header_row(mapping, sheet).is_some() {
                found.push((mapping, ()));
            }
        }
    }
    the_one(found, reading).map(|(mapping, ())| mapping)
}

/// Of several mappings the one that asks for most columns; two that ask for as many are told.
fn the_one<'c, T>(
    found: Vec<(&'c Mapping, T)>,
    reading: &mut Reading<'_>,
) -> Option<(&'c Mapping, T)> {
    let columns = |mapping: &Mapping| mapping.columns().count();
    let most = found.iter().map(|(mapping, _)| columns(mapping)).max()?;
    let mut best: Vec<(&Mapping, T)> =
        found.into_iter().filter(|(mapping, _)| columns(mapping) == most).collect();
    if best.len() > 1 {
        let names: Vec<&str> = best.iter().map(|(mapping, _)| mapping.id.as_str()).collect();
        let at = reading.findings.file();
        let message = format!("the mappings {} fit alike", names.join(" and "));
        reading.findings.error(&codes::MAPPING_AMBIGUOUS, at, message);
    }
    best.pop()
}

/// Reads a text by a mapping.
pub(crate) fn read_text(
    mapping: &Mapping,
    table: &mut Table<'_>,
    reading: &mut Reading<'_>,
) -> Vec<Observation> {
    let mut room = MOST_CELLS;
    let grid = Grid::of_table(table, &mut room, reading);
    read(mapping, &[grid], reading)
}

/// Reads the sheets of a workbook that a mapping is for.
pub(crate) fn read_workbook(
    mapping: &Mapping,
    book: &Workbook,
    reading: &mut Reading<'_>,
) -> Vec<Observation> {
    let (mut grids, mut room) = (Vec::new(), MOST_CELLS);
    for sheet in book.sheets() {
        let header = grid::header_row(mapping, sheet);
        let header = header.filter(|_| grid::is_wanted(mapping, &sheet.name));
        let Some(header) = header else {
            let at = domain::diagnostic::Location {
                sheet: Some(sheet.name.clone()),
                ..reading.findings.file()
            };
            let message =
                format!("the sheet has not the columns of {} and is not read", mapping.id);
            reading.findings.warning(&codes::SHEET_NOT_MAPPED, at, message);
            continue;
        };
        let grid = Grid::of_sheet(book, sheet, header);
        let Some(rest) = room.checked_sub(grid.filled()) else {
            let at = reading.findings.file();
            let message = "its sheets have more cells than a mapping may read".to_owned();
            reading.findings.error(&codes::TOO_LARGE, at, message);
            return Vec::new();
        };
        room = rest;
        reading.rows_read += grid.rows.len() as u64;
        grids.push(grid);
    }
    read(mapping, &grids, reading)
}

fn read(mapping: &Mapping, grids: &[Grid], reading: &mut Reading<'_>) -> Vec<Observation> {
    let at = reading.findings.file();
    let message = format!("read by the mapping {} ({})", mapping.id, mapping.name);
    reading.findings.note(&codes::MAPPING_USED, at, message);
    if let Some(published) = mapping.published {
        reading.falls_back_to(published, "declared in the mapping");
    }
    grid::tell_unread(mapping, grids, reading);
    let Some(mut keys) = Keys::new(mapping, grids, reading) else { return Vec::new() };
    let mut cells = Cells::new(mapping, grids, reading);
    if reading.findings.has_errors() {
        return Vec::new();
    }
    let mut sums = Sums::new(mapping);
    for (n, grid) in grids.iter().enumerate() {
        let columns = grid::Columns::of(mapping, grid);
        for row in &grid.rows {
            if grid::is_skipped(mapping, grid, row) {
                continue;
            }
            checks::columns(mapping, grid, row, &cells, reading);
            let total = checks::is_total_row(mapping, grid, row);
            let Some(of) = keys.of(grid, row, &columns, total, reading) else { continue };
            for (value, column) in columns.values.iter().copied() {
                let Some(key) = keys.of_value(&of, value, grid, column, reading) else { continue };
                let cell = cells.read(grid, row, value, column, reading);
                let Some(cell) = cell else { continue };
                let (line, rule) = (row.line, of.rule.as_str());
                let met = Met { key, cell, value, grid: n, line, column, rule };
                if total {
                    sums.expect(met);
                } else {
                    sums.add(met, grids, reading);
                }
            }
        }
    }
    cells.tell(reading);
    keys.tell(reading);
    checks::totals(&sums, grids, reading);
    checks::above(mapping, grids, &sums, reading);
    sums.observations(grids)
}
