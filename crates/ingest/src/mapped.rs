//! Tables read by a declared mapping: the general way for files nobody wrote a reader for.
//!
//! A file is recognised by having every column a mapping names, in any dialect of text or on the
//! sheets of a workbook, below whatever stands above. What could be read in two ways (which number of
//! a date is the month, whether a comma stands between thousands) is settled by the whole column or
//! told, never guessed from one cell.
//! Start at [`read`]; [`grid`] is the table as cells, [`cells`] their numbers, [`keys`] what a row is
//! of, [`sums`] rows that belong together, [`checks`] what is compared, [`known`] figures by which a
//! file is known that does not say itself what it counts.

mod cells;
mod checks;
mod grid;
mod keys;
mod known;
mod marks;
mod notes;
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
    let found = known::kept(found, reading, |(mapping, dialect), input, catalogue| {
        // What is wrong with single rows is told when the file is read.
        let mut quiet = Reading::new(input, catalogue);
        let mut table = Table::open_as(bytes, *dialect).ok()?;
        let mut room = MOST_CELLS;
        known::differs(mapping, &Grid::of_table(&mut table, &mut room, &mut quiet))
    });
    the_one(found, reading)
}

/// The mappings for a workbook: for each sheet the one whose columns stand on it. A file is a
/// release of one collection, so mappings of several sources are told.
pub(crate) fn for_workbook<'c>(book: &Workbook, reading: &mut Reading<'c>) -> Vec<&'c Mapping> {
    let mut all: Vec<&Mapping> = Vec::new();
    for sheet in book.sheets() {
        let wanted = reading.catalogue.mappings().filter(|m| grid::is_wanted(m, &sheet.name));
        let header = |m: &'c Mapping| grid::header_row(m, book, sheet).map(|header| (m, header));
        let found = wanted.filter_map(header).collect();
        let found = known::kept(found, reading, |(mapping, header), _, _| {
            known::differs(mapping, &Grid::of_sheet(book, sheet, *header).with_days_across(mapping))
        });
        let Some((mapping, _)) = the_one(found, reading) else { continue };
        if !all.iter().any(|other| other.id == mapping.id) {
            all.push(mapping);
        }
    }
    let other = all.iter().find(|mapping| mapping.source != all[0].source);
    if let Some(other) = other {
        let at = reading.findings.file();
        let message = format!(
            "its sheets fit {} of the source {} and {} of {}",
            all[0].id, all[0].source, other.id, other.source
        );
        reading.findings.error(&codes::MAPPING_AMBIGUOUS, at, message);
    }
    all
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

/// Reads the sheets of a workbook that mappings are for.
pub(crate) fn read_workbook(
    mappings: &[&Mapping],
    book: &Workbook,
    reading: &mut Reading<'_>,
) -> Vec<Observation> {
    let (mut tables, mut room) = (vec![Vec::new(); mappings.len()], MOST_CELLS);
    for sheet in book.sheets() {
        let fits = |mapping: &&Mapping| {
            grid::header_row(mapping, book, sheet).filter(|_| grid::is_wanted(mapping, &sheet.name))
        };
        let most = |(n, _): &(usize, u32)| mappings[*n].columns().count();
        let found = mappings.iter().enumerate().filter_map(|(n, m)| Some((n, fits(m)?)));
        let Some((n, header)) = found.max_by_key(most) else {
            tell_unmapped(mappings, &sheet.name, reading);
            continue;
        };
        let grid = Grid::of_sheet(book, sheet, header).with_days_across(mappings[n]);
        let Some(rest) = room.checked_sub(grid.filled()) else {
            let at = reading.findings.file();
            let message = "its sheets have more cells than a mapping may read".to_owned();
            reading.findings.error(&codes::TOO_LARGE, at, message);
            return Vec::new();
        };
        room = rest;
        reading.rows_read += grid.rows.len() as u64;
        tables[n].push(grid);
    }
    let read = |(mapping, grids): (&&Mapping, &Vec<Grid>)| read(mapping, grids, reading);
    mappings.iter().zip(&tables).flat_map(read).collect()
}

fn tell_unmapped(mappings: &[&Mapping], sheet: &str, reading: &mut Reading<'_>) {
    let at =
        domain::diagnostic::Location { sheet: Some(sheet.to_owned()), ..reading.findings.file() };
    let ids: Vec<&str> = mappings.iter().map(|mapping| mapping.id.as_str()).collect();
    let message = format!("the sheet has not the columns of {} and is not read", ids.join(" or "));
    reading.findings.warning(&codes::SHEET_NOT_MAPPED, at, message);
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
    let (mut sums, mut notes) = (Sums::new(mapping), notes::Notes::default());
    for (n, grid) in grids.iter().enumerate() {
        let columns = grid::Columns::of(mapping, grid);
        for row in &grid.rows {
            if grid::is_skipped(mapping, grid, row) {
                continue;
            }
            if keys.is_note(grid, row, &columns, reading) {
                notes.add(grid, row);
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
    notes.tell(reading);
    checks::totals(&sums, grids, reading);
    checks::above(mapping, grids, &sums, reading);
    sums.observations(grids)
}
