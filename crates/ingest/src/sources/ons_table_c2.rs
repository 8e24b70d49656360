//! Table C2 of the Office for National Statistics: recorded crime by community safety partnership.
//!
//! A row is of a whole force (no partnership), of a partnership, or of the rest of a force: crimes
//! of no known place, of an airport. Every offence column is a measure by its label. The rest of a
//! force is held as a cut of the force by location, so that nothing is lost and no place invented.
//! Start at [`read`]; [`parts`] compares what the table says twice.

mod parts;
mod row;

use std::collections::BTreeMap;

use catalogue::PoliceArea;
use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::cell::Cell;
use domain::decimal::Decimal;
use domain::ids::Slug;
use domain::observation::{Observation, Place};
use domain::period::{Period, month_name};
use domain::rows::RowSet;

use super::observed::{Labels, Observed};
use super::symbols::SymbolsMet;
use super::{Reader, Shape};
use crate::codes;
use crate::reading::{MeasureVersion, Reading, Tallied};
use crate::tables::labels::YEAR_ENDING;
use crate::text::{Table, without_notes};
use row::{Of, TableRow};

pub(crate) static READER: Reader = Reader {
    name: "ons-table-c2",
    reads: "recorded crime by community safety partnership (Table C2)",
    source: "police-recorded-crime",
    shape: Shape::Wide {
        columns: &[FORCE_CODE, FORCE_NAME, PARTNERSHIP_CODE, PARTNERSHIP_NAME, TOTAL],
        read,
    },
};

const FORCE_CODE: &[&str] =
    &["Police Force Area code", "Police Force code", "PFA code", "Police Force Area codes"];
const FORCE_NAME: &[&str] =
    &["Police Force Area name", "Police Force name", "PFA name", "Police Force Area"];
const PARTNERSHIP_CODE: &[&str] = &["Community Safety Partnership code", "CSP code"];
const PARTNERSHIP_NAME: &[&str] = &["Community Safety Partnership name", "CSP name"];
const DISTRICT: &[&str] = &["Local Authority code", "Local Authority name"];
const TOTAL: &[&str] = &["Total recorded crime (excluding fraud)", "Total recorded crime"];

/// An offence column: where it stands, its words, and the measure they mean.
struct Offence {
    column: usize,
    words: String,
    measure: MeasureVersion,
}

/// The rows of one force.
struct Force<'c> {
    area: &'c PoliceArea,
    rows: Vec<TableRow<'c>>,
}

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    let Some(period) = year_ending(table, reading) else {
        return Vec::new();
    };
    let offences = offences(table, reading);
    let columns = [FORCE_CODE, FORCE_NAME, PARTNERSHIP_CODE, PARTNERSHIP_NAME];
    let columns = columns.map(|spellings| table.find(spellings).unwrap_or(0));
    let mut forces: BTreeMap<&str, Force<'_>> = BTreeMap::new();
    let (mut symbols, mut passed_over) = (SymbolsMet::default(), Tallied::default());
    table.each(reading, |line, reading| {
        let read = row::read(line, columns, &offences, &mut symbols, &mut passed_over, reading);
        let Some((area, row)) = read else { return };
        let force = forces.entry(area.area.code.as_str());
        let force = force.or_insert_with(|| Force { area, rows: Vec::new() });
        if let Some(first) = force.rows.iter().find(|other| other.of.same(&row.of)) {
            let at = reading.findings.line(row.line);
            let message = format!("{} stands on line {} already", row.of.words(area), first.line);
            reading.findings.error(&codes::FIGURE_REPEATED, at, message);
            return;
        }
        force.rows.push(row);
    });
    symbols.tell(reading);
    super::police_uk_fields::tell_other_bodies(&passed_over, FORCE_NAME[0], &mut reading.findings);
    parts::missing_forces(&forces, period, reading);
    let source = READER.source();
    let mut out = Vec::new();
    for force in forces.values() {
        parts::check(force, &offences, reading);
        for row in &force.rows {
            emit(force, row, &offences, period, &source, &mut out);
        }
        if !force.rows.iter().any(|row| matches!(row.of, Of::Force)) {
            whole_of_parts(force, &offences, period, &source, reading, &mut out);
        }
    }
    out
}

/// The twelve months the title names: `year ending June 2025`.
fn year_ending(table: &Table<'_>, reading: &mut Reading<'_>) -> Option<Period> {
    let words = table.preamble().iter().flatten();
    let found: Vec<Period> = words.filter_map(|text| period_in(text)).collect();
    let one = found.first().copied().filter(|first| found.iter().all(|other| other == first));
    if one.is_none() {
        let at = reading.findings.line(1);
        let message = "no one \"year ending\" month and year in the lines above the header";
        reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message.to_owned());
    }
    one
}

fn period_in(text: &str) -> Option<Period> {
    let at = text.to_ascii_lowercase().find(YEAR_ENDING)?;
    let rest = &text[at + YEAR_ENDING.len()..];
    let mut words = rest.split([' ', ',', '[']).filter(|word| !word.is_empty());
    let month = words.next()?;
    let month = (1..=12).find(|n| month_name(*n).eq_ignore_ascii_case(month))?;
    let year = words.next()?;
    let year: i16 = year.get(..4)?.parse().ok()?;
    let last = Period::month(year, month).ok()?;
    Some(Period::rolling_year_to(last.end()))
}

fn offences(table: &Table<'_>, reading: &mut Reading<'_>) -> Vec<Offence> {
    let areas: Vec<usize> = [FORCE_CODE, FORCE_NAME, PARTNERSHIP_CODE, PARTNERSHIP_NAME]
        .iter()
        .filter_map(|spellings| table.find(spellings))
        .chain(DISTRICT.iter().filter_map(|name| table.find(&[name])))
        .collect();
    let mut labels = Labels::of(READER.source());
    let mut out = Vec::new();
    for (column, words) in table.header().iter().enumerate() {
        if areas.contains(&column) || words.is_empty() {
            continue;
        }
        let line = table.header_line();
        let at = |reading: &Reading<'_>| reading.findings.line(line).in_column(words);
        let label = without_notes(words);
        if let Some(measure) = labels.measure(&label, "its figures are left out", at, reading) {
            out.push(Offence { column, words: words.clone(), measure });
        }
    }
    out
}

fn emit(
    force: &Force<'_>,
    row: &TableRow<'_>,
    offences: &[Offence],
    period: Period,
    source: &domain::ids::SourceId,
    out: &mut Vec<Observation>,
) {
    let (area, breakdown): (&Area, Breakdown) = match &row.of {
        Of::Force => (&force.area.area, Breakdown::total()),
        Of::Partnership { area, .. } => (area, Breakdown::total()),
        Of::Rest(name) => {
            let rest = name.to_lowercase().starts_with("unassigned");
            let value = if rest { Slug::of("unassigned") } else { Slug::of(name) };
            (&force.area.area, Breakdown::of(Slug::of("location"), value))
        }
    };
    let observed = Observed { source, area, period };
    for (offence, cell) in offences.iter().zip(&row.cells) {
        let Some(cell) = cell else { continue };
        let place = Place::Field { line: row.line, column: offence.words.clone() };
        out.push(observed.cut(&offence.measure, breakdown.clone(), *cell, place));
    }
}

/// A force without a row of its own is its parts together: City of London is one partnership.
fn whole_of_parts(
    force: &Force<'_>,
    offences: &[Offence],
    period: Period,
    source: &domain::ids::SourceId,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let name = &force.area.name;
    let Some(first) = force.rows.first() else { return };
    let at = reading.findings.line(first.line);
    let message = format!("{name} has no row of its own; it is held as the sum of its parts");
    reading.findings.note(&codes::SUM_TAKEN, at, message);
    let observed = Observed { source, area: &force.area.area, period };
    for (n, offence) in offences.iter().enumerate() {
        let value = |row: &TableRow<'_>| row.cells.get(n).copied().flatten().and_then(Cell::value);
        let values: Option<Vec<Decimal>> = force.rows.iter().map(value).collect();
        let Some(values) = values else { continue };
        let sum = values.iter().map(|v| v.mantissa).sum();
        let mut rows = RowSet::default();
        for row in &force.rows {
            rows.push(row.line);
        }
        let rule = format!("{} = \"{name}\"", FORCE_NAME[0]);
        let place = Place::Sum { column: offence.words.clone(), rule, rows };
        out.push(observed.total(&offence.measure, super::observed::whole(sum), place));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_headers_are_read_with_their_notes() {
        let period = |text| period_in(text).map(|p| p.to_string());
        assert_eq!(period("wales, year ending June 2025 [note 1]").as_deref(), Some("12m2025-06"));
        assert_eq!(period("the year ending March 2024").as_deref(), Some("fy2023-24"));
        assert_eq!(period("year ending Smarch 2025"), None);
        assert_eq!(period("year ending June 20"), None);
        let total = "Total recorded crime (excluding fraud) [note 4][note 5]";
        assert_eq!(without_notes(total), "Total recorded crime (excluding fraud)");
        assert_eq!(without_notes("Robbery"), "Robbery");
    }
}
