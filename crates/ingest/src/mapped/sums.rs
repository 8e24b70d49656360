//! Values by what they are of: each a figure, or records summed.

use std::collections::BTreeMap;

use catalogue::Mapping;
use catalogue::mapping::{Holds, Rows};
use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::diagnostic::Severity;
use domain::observation::{Observation, ObservationKey, Place};
use domain::rows::RowSet;

use super::grid::Grid;
use super::keys::Key;
use crate::codes;
use crate::findings::Findings;
use crate::reading::Reading;

/// A value met.
pub(super) struct Met<'r> {
    pub(super) key: Key,
    pub(super) cell: Cell<Decimal>,
    /// Place of the declared value.
    pub(super) value: usize,
    /// Place of the table, line and column.
    pub(super) grid: usize,
    pub(super) line: u64,
    pub(super) column: Option<usize>,
    pub(super) rule: &'r str,
}

struct Entry {
    cell: Cell<Decimal>,
    value: usize,
    first: (usize, u64),
    column: Option<usize>,
    rule: String,
    /// Rows of each table, for records.
    rows: BTreeMap<usize, RowSet>,
}

/// A total the table gives, to be compared.
pub(super) struct Expected {
    pub(super) key: Key,
    pub(super) value: usize,
    pub(super) total: Decimal,
    pub(super) grid: usize,
    pub(super) line: u64,
    pub(super) column: Option<usize>,
}

pub(super) struct Sums<'m> {
    mapping: &'m Mapping,
    entries: BTreeMap<ObservationKey, Entry>,
    pub(super) expected: Vec<Expected>,
}

impl<'m> Sums<'m> {
    pub(super) fn new(mapping: &'m Mapping) -> Self {
        Self { mapping, entries: BTreeMap::new(), expected: Vec::new() }
    }

    /// Keeps a total of the table.
    pub(super) fn expect(&mut self, met: Met<'_>) {
        if let Cell::Value(total) = met.cell {
            let Met { key, value, grid, line, column, .. } = met;
            self.expected.push(Expected { key, value, total, grid, line, column });
        }
    }

    /// Adds a value; a second one of a figure is told.
    pub(super) fn add(&mut self, met: Met<'_>, grids: &[Grid], reading: &mut Reading<'_>) {
        let Some(area) = met.key.area else { return };
        let key = ObservationKey {
            measure: met.key.measure.id,
            definition: met.key.measure.definition,
            source: self.mapping.source.clone(),
            area,
            breakdown: met.key.breakdown,
            period: met.key.period,
            age: None,
        };
        let place = (met.grid, met.line);
        let records = match self.mapping.rows {
            Rows::Figures => false,
            Rows::Records => true,
            Rows::Parts => {
                self.mapping.values.get(met.value).is_some_and(|value| value.of_the_whole)
            }
        };
        let repeated = self.mapping.values.get(met.value).is_some_and(|value| value.repeated);
        let Some(entry) = self.entries.get_mut(&key) else {
            let mut rows = BTreeMap::new();
            rows.entry(met.grid).or_insert_with(RowSet::default).push(met.line);
            let (cell, value, column) = (met.cell, met.value, met.column);
            let rule = met.rule.to_owned();
            self.entries.insert(key, Entry { cell, value, first: place, column, rule, rows });
            return;
        };
        if records && entry.value == met.value {
            entry.cell = added(entry.cell, met.cell);
            entry.rows.entry(met.grid).or_default().push(met.line);
            return;
        }
        if repeated && same(entry.cell, met.cell) {
            return;
        }
        let (first_grid, first_line) = entry.first;
        let first = match &grids[first_grid].sheet {
            Some(sheet) => format!("row {first_line} of sheet \"{sheet}\""),
            None => format!("line {first_line}"),
        };
        let at = |f: &Findings| grids[met.grid].at(met.line, met.column.unwrap_or(0), f);
        let message = || {
            let differs = if repeated { " with another value" } else { "" };
            format!("the figure {key} stands on {first} already{differs}")
        };
        reading.findings.add(Severity::Error, &codes::FIGURE_REPEATED, at, message);
    }

    /// The sum of all values that are parts of a total; none if one is missing.
    pub(super) fn parts_of(&self, expected: &Expected) -> Option<Decimal> {
        let wanted = &expected.key;
        let cut = |breakdown: &Breakdown| {
            wanted.breakdown.parts().iter().all(|part| breakdown.parts().contains(part))
        };
        let one_more = |key: &ObservationKey| {
            let (own, wanted) = (key.breakdown.parts().len(), wanted.breakdown.parts().len());
            if expected.key.area.is_some() { own == wanted + 1 } else { own == wanted }
        };
        let parts = self.entries.iter().filter(|(key, entry)| {
            key.measure == wanted.measure.id
                && key.period == wanted.period
                && entry.value == expected.value
                && wanted.area.as_ref().is_none_or(|area| *area == key.area)
                && cut(&key.breakdown)
                && one_more(key)
        });
        total(parts.map(|(_, entry)| entry.cell))
    }

    /// The sum of everything read as the first value.
    pub(super) fn all_of_first(&self) -> Option<Decimal> {
        total(self.entries.values().filter(|entry| entry.value == 0).map(|entry| entry.cell))
    }

    pub(super) fn observations(self, grids: &[Grid]) -> Vec<Observation> {
        let Self { mapping, entries, .. } = self;
        let place = |entry: &Entry| {
            let (grid, line) = entry.first;
            let whole = mapping.values.get(entry.value).is_some_and(|value| value.of_the_whole);
            match (mapping.rows, entry.column) {
                (Rows::Figures, Some(column)) => grids[grid].place(line, column),
                (Rows::Parts, Some(column)) if !whole => grids[grid].place(line, column),
                _ => place_of_rows(mapping, entry, grids),
            }
        };
        let observation = |(key, entry): (ObservationKey, Entry)| {
            let place = place(&entry);
            Observation { key, cell: entry.cell, markers: Markers::NONE, place }
        };
        entries.into_iter().map(observation).collect()
    }
}

/// Rows of one table by their numbers; of further sheets in words, since a set is of one sheet.
fn place_of_rows(mapping: &Mapping, entry: &Entry, grids: &[Grid]) -> Place {
    let mut rule = entry.rule.clone();
    let mut tables = entry.rows.iter();
    let (first, rows) =
        tables.next().map_or((0, RowSet::default()), |(grid, rows)| (*grid, rows.clone()));
    if let Some(sheet) = &grids[first].sheet {
        rule = format!("sheet \"{sheet}\", {rule}");
    }
    for (grid, rows) in tables {
        let sheet = grids[*grid].sheet.as_deref().unwrap_or_default();
        rule.push_str(&format!(", and on sheet \"{sheet}\" rows {rows}"));
    }
    let counted = mapping.values.get(entry.value).is_some_and(|v| v.holds == Holds::Rows);
    match entry.column {
        Some(column) if !counted => {
            let column = grids[entry.first.0].header[column].clone();
            Place::Sum { column, rule, rows }
        }
        _ => Place::Rows { rule, rows },
    }
}

fn same(one: Cell<Decimal>, other: Cell<Decimal>) -> bool {
    match (one, other) {
        (Cell::Value(a), Cell::Value(b)) => a.compare(b).is_eq(),
        (a, b) => a == b,
    }
}

/// A missing record makes the sum missing, never low.
fn added(one: Cell<Decimal>, other: Cell<Decimal>) -> Cell<Decimal> {
    match (one, other) {
        (Cell::Value(a), Cell::Value(b)) => plus(a, b).map_or(Cell::NotAvailable, Cell::Value),
        (Cell::Value(_), missing) => missing,
        (missing, _) => missing,
    }
}

fn plus(a: Decimal, b: Decimal) -> Option<Decimal> {
    let scale = a.scale.max(b.scale);
    let widen = |d: Decimal| {
        let unit = 10i64.checked_pow(u32::from(scale - d.scale))?;
        d.mantissa.checked_mul(unit)
    };
    Some(Decimal { mantissa: widen(a)?.checked_add(widen(b)?)?, scale })
}

fn total(cells: impl Iterator<Item = Cell<Decimal>>) -> Option<Decimal> {
    let mut sum = None;
    for cell in cells {
        let value = cell.value()?;
        sum = Some(sum.map_or(Some(value), |sum| plus(sum, value))?);
    }
    sum
}
