//! A table as cells, whether it came as text or on a sheet.

use std::borrow::Cow;
use std::collections::BTreeSet;

use catalogue::Mapping;
use catalogue::mapping::TableCheck;
use domain::diagnostic::{Location, Severity};
use domain::observation::Place;

use super::periods::{is_period, serial};
use crate::codes;
use crate::findings::Findings;
use crate::reading::Reading;
use crate::text::{Table, tidy};
use crate::workbook::{Sheet, Value, Workbook, column_letters};

/// A header stands among the first rows of a sheet.
const HEAD: u32 = 40;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Raw {
    Empty,
    Text(String),
    Number(f64),
}

/// A row below the header.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Its line in a text, its row on a sheet, from 1.
    pub(crate) line: u64,
    /// What is filled, in the order of columns: a row may end far to the right and hold little.
    cells: Vec<(usize, Raw)>,
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Grid {
    /// The sheet's name exactly as in the file; none for text.
    pub(crate) sheet: Option<String>,
    /// Whether its days are counted from 1904 and not from 1900.
    pub(crate) from_1904: bool,
    pub(crate) header: Vec<String>,
    pub(crate) header_line: u64,
    /// The texts above the header, row by row.
    pub(crate) above: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

impl Grid {
    /// A table of text; `room` is how many filled cells there may still be.
    pub(crate) fn of_table(
        table: &mut Table<'_>,
        room: &mut usize,
        reading: &mut Reading<'_>,
    ) -> Self {
        let (header, header_line) = (table.header().to_vec(), table.header_line());
        let above = table.lines_above();
        let mut rows = Vec::new();
        table.each(reading, |row, reading| {
            let filled = (0..header.len()).filter(|n| !row.text(*n).is_empty()).count();
            if filled > *room {
                *room = 0;
                let at = |f: &Findings| f.line(row.line);
                let message = || "a table read by a mapping may not have so many cells".to_owned();
                reading.findings.add(Severity::Error, &codes::TOO_LARGE, at, message);
            } else if filled > 0 {
                *room -= filled;
                let text = |n: usize| Some(row.text(n)).filter(|text| !text.is_empty());
                let text = |n: usize| text(n).map(|text| (n, Raw::Text(text.to_owned())));
                let cells = (0..header.len()).filter_map(text).collect();
                rows.push(Row { line: row.line, cells });
            }
        });
        Self { sheet: None, from_1904: false, header, header_line, above, rows }
    }

    /// The part of a sheet from a row on, which is the header.
    pub(crate) fn of_sheet(book: &Workbook, sheet: &Sheet, header: u32) -> Self {
        let width = sheet.cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0);
        let raw = |value: &Value| match value {
            Value::Number(number) => Raw::Number(*number),
            Value::Text(text) => Raw::Text(tidy(text)),
        };
        let text = |row: u32, column: u32| {
            sheet.get(row, column).map(|v| raw(v).text().into_owned()).unwrap_or_default()
        };
        let above = (0..header).map(|row| {
            let cells = sheet.cells.range((row, 0)..=(row, u32::MAX));
            let words: Vec<String> = cells.map(|(_, v)| raw(v).text().into_owned()).collect();
            tidy(&words.join(" "))
        });
        let mut rows: Vec<Row> = Vec::new();
        for ((row, column), value) in sheet.cells.range((header + 1, 0)..) {
            let line = u64::from(*row) + 1;
            if rows.last().is_none_or(|last| last.line != line) {
                rows.push(Row { line, cells: Vec::new() });
            }
            if let (Some(last), Ok(column)) = (rows.last_mut(), usize::try_from(*column)) {
                last.cells.push((column, raw(value)));
            }
        }
        Self {
            sheet: Some(sheet.name.clone()),
            from_1904: book.is_from_1904(),
            header: (0..width).map(|column| text(header, column)).collect(),
            header_line: u64::from(header) + 1,
            above: above.filter(|text: &String| !text.is_empty()).collect(),
            rows,
        }
    }

    /// Headers that are days kept as numbers, as the days they are, where a mapping has periods across.
    pub(super) fn with_days_across(mut self, mapping: &Mapping) -> Self {
        for name in self.header.iter_mut().filter(|_| mapping.periods_across) {
            if let Some(day) = day_of(name, self.from_1904) {
                *name = day;
            }
        }
        self
    }

    /// How many cells are filled.
    pub(crate) fn filled(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).sum()
    }

    /// Where a cell stands, for people.
    pub(crate) fn at(&self, line: u64, column: usize, findings: &Findings) -> Location {
        match &self.sheet {
            None => findings.line(line).in_column(self.header.get(column).map_or("", |h| h)),
            Some(sheet) => {
                let row = u32::try_from(line.saturating_sub(1)).unwrap_or(u32::MAX);
                findings.cell(sheet, row, u32::try_from(column).unwrap_or(u32::MAX))
            }
        }
    }

    /// Where a cell stands, to be kept with its value.
    pub(crate) fn place(&self, line: u64, column: usize) -> Place {
        match &self.sheet {
            None => Place::Field { line, column: self.header[column].clone() },
            Some(sheet) => {
                let letters = column_letters(u32::try_from(column).unwrap_or(u32::MAX));
                Place::Cell { sheet: sheet.clone(), cell: format!("{letters}{line}") }
            }
        }
    }

    /// Where a column stands that has several spellings.
    pub(crate) fn find(&self, spellings: &[String]) -> Option<usize> {
        find(&self.header, spellings)
    }
}

impl Raw {
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
        }
    }
}

impl Row {
    pub(crate) fn get(&self, column: usize) -> &Raw {
        let found = self.cells.binary_search_by_key(&column, |(n, _)| *n);
        found.map_or(&Raw::Empty, |n| &self.cells[n].1)
    }

    pub(crate) fn text(&self, column: usize) -> Cow<'_, str> {
        self.get(column).text()
    }

    /// The columns that are filled, in their order.
    pub(crate) fn filled(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.cells.iter().map(|(column, _)| *column)
    }
}

/// A header without what publishers change from year to year: case, space, asterisks and colons.
pub(crate) fn folded(header: &str) -> String {
    let trimmed = header.trim().trim_matches(|c: char| c == '*' || c == ':' || c.is_whitespace());
    tidy(trimmed).to_lowercase()
}

fn find(header: &[String], spellings: &[String]) -> Option<usize> {
    let at = |spelling: &String| {
        let wanted = folded(spelling);
        header.iter().position(|name| folded(name) == wanted)
    };
    spellings.iter().find_map(at)
}

/// Whether a header has every column of a mapping.
pub(super) fn fits(mapping: &Mapping, header: &[String]) -> bool {
    let all = mapping.columns().all(|spellings| find(header, spellings).is_some());
    let periods = header.iter().filter(|name| is_period(name, mapping.period)).count();
    all && (!mapping.periods_across || periods >= 2)
}

/// Whether a mapping is for sheets of this name.
pub(super) fn is_wanted(mapping: &Mapping, sheet: &str) -> bool {
    let name = sheet.trim().to_lowercase();
    mapping.sheets.is_empty()
        || mapping.sheets.iter().any(|start| name.starts_with(&start.to_lowercase()))
}

/// The day that a header kept as a number is.
fn day_of(name: &str, from_1904: bool) -> Option<String> {
    serial(name.parse().ok()?, from_1904).map(|day| day.to_string())
}

/// The row of a sheet that has every column of a mapping.
pub(super) fn header_row(mapping: &Mapping, book: &Workbook, sheet: &Sheet) -> Option<u32> {
    let rows: BTreeSet<u32> =
        sheet.cells.keys().map(|(row, _)| *row).take_while(|r| *r < HEAD).collect();
    rows.into_iter().find(|row| {
        let cells = sheet.cells.range((*row, 0)..=(*row, u32::MAX));
        let header: Vec<String> = cells
            .map(|(_, value)| match value {
                Value::Text(text) => tidy(text),
                Value::Number(number) => {
                    let name = number.to_string();
                    let day = day_of(&name, book.is_from_1904());
                    day.filter(|_| mapping.periods_across).unwrap_or(name)
                }
            })
            .collect();
        fits(mapping, &header)
    })
}

/// Where a mapping's columns stand in a table. Recognition found them all.
pub(super) struct Columns {
    pub(super) area: Option<usize>,
    pub(super) period: Option<usize>,
    pub(super) measure: Option<usize>,
    pub(super) breakdowns: Vec<usize>,
    /// Place of the declared value and column, for every column of values.
    pub(super) values: Vec<(usize, Option<usize>)>,
}

impl Columns {
    pub(super) fn of(mapping: &Mapping, grid: &Grid) -> Self {
        let values = mapping.values.iter().enumerate();
        let values: Vec<(usize, Option<usize>)> = if mapping.periods_across {
            let across = |n: usize| {
                let names = grid.header.iter().enumerate();
                let periods = names.filter(|(_, name)| is_period(name, mapping.period));
                periods.map(move |(column, _)| (n, Some(column)))
            };
            values.flat_map(|(n, _)| across(n)).collect()
        } else {
            values.map(|(n, value)| (n, grid.find(&value.column))).collect()
        };
        let breakdowns = mapping.breakdowns.iter().filter_map(|cut| grid.find(&cut.column));
        Self {
            area: grid.find(&mapping.area_column),
            period: grid.find(&mapping.period_column),
            measure: grid.find(&mapping.measure_column),
            breakdowns: breakdowns.collect(),
            values,
        }
    }

    fn all(&self) -> impl Iterator<Item = usize> {
        let fixed = [self.area, self.period, self.measure].into_iter().flatten();
        let values = self.values.iter().filter_map(|(_, column)| *column);
        fixed.chain(self.breakdowns.iter().copied()).chain(values)
    }
}

/// Whether a row is one the mapping passes over.
pub(super) fn is_skipped(mapping: &Mapping, grid: &Grid, row: &Row) -> bool {
    mapping.skips.iter().any(|skip| {
        let column = grid.find(&skip.column);
        let text = column.map(|column| folded(&row.text(column)));
        text.is_some_and(|text| skip.texts.iter().any(|wanted| folded(wanted) == text))
    })
}

/// Tells every column that holds something and is neither read nor known to be left out, once.
pub(super) fn tell_unread(mapping: &Mapping, grids: &[Grid], reading: &mut Reading<'_>) {
    let mut told = BTreeSet::new();
    for grid in grids {
        let columns: BTreeSet<usize> = Columns::of(mapping, grid).all().collect();
        for (n, name) in grid.header.iter().enumerate() {
            let known = columns.contains(&n)
                || mapping.ignored.iter().any(|ignored| folded(ignored) == folded(name))
                || mapping.skips.iter().any(|skip| grid.find(&skip.column) == Some(n))
                || mapping.checks.iter().any(|check| is_checked(check, name));
            let filled = || grid.rows.iter().any(|row| *row.get(n) != Raw::Empty);
            if known || !filled() || !told.insert(folded(name)) {
                continue;
            }
            let at = grid.at(grid.header_line, n, &reading.findings);
            let message = match name.as_str() {
                "" => "a column without a header is not read".to_owned(),
                name => format!("column \"{name}\" is not read"),
            };
            reading.findings.warning(&codes::COLUMN_NOT_READ, at, message);
        }
    }
}

fn is_checked(check: &TableCheck, name: &str) -> bool {
    let same = |other: &String| folded(other) == folded(name);
    match check {
        TableCheck::Columns { total, parts } => same(total) || parts.iter().any(same),
        TableCheck::Percent { percent, part, whole } => same(percent) || same(part) || same(whole),
        TableCheck::TotalRow { column, .. } => column.iter().any(same),
        TableCheck::Above { .. } => false,
    }
}
