//! Offences by quarter, force and offence code: the Home Office open data table.
//!
//! A row is one offence. Rows are summed into the force's total and into every measure their group,
//! sub-group, description or code means. Fraud is recorded nationally and is in no total. Counts
//! may be negative where more records were cancelled than made.
//! Start at [`read`]; [`kinds`] says which measures an offence counts for, [`complete`] finds forces
//! that lack rows, [`emit`] turns sums into observations.

mod complete;
pub(super) mod emit;
pub(super) mod kinds;

use std::collections::BTreeMap;

use catalogue::PoliceArea;
use domain::diagnostic::Severity;
use domain::observation::Observation;
use domain::period::Period;
use domain::rows::RowSet;

use super::numbers::signed_number;
use super::police_uk_fields::{force_of, tell_other_bodies};
use super::{Reader, Shape};
use crate::codes;
use crate::findings::Findings;
use crate::reading::{Reading, Tallied, rows};
use crate::text::{Row, Table};
use kinds::Kinds;

pub(crate) static READER: Reader = Reader {
    name: "home-office-offences-by-quarter",
    reads: "offences by quarter, force and offence code",
    source: "police-recorded-crime",
    shape: Shape::Wide {
        columns: &[YEAR, QUARTER, FORCE, DESCRIPTION, GROUP, SUBGROUP, CODE, COUNT],
        read,
    },
};

const YEAR: &[&str] = &["Financial Year"];
const QUARTER: &[&str] = &["Financial Quarter"];
const FORCE: &[&str] = &["Force Name"];
const DESCRIPTION: &[&str] = &["Offence Description"];
const GROUP: &[&str] = &["Offence Group"];
const SUBGROUP: &[&str] = &["Offence Subgroup", "Offence Sub-group", "Offence Sub group"];
const CODE: &[&str] = &["Offence Code"];
const COUNT: &[&str] = &["Number of Offences", "Offence Count", "Offences", "Number of offence"];

/// Where the columns stand.
struct Columns {
    year: usize,
    quarter: usize,
    force: usize,
    description: usize,
    group: usize,
    subgroup: usize,
    code: usize,
    count: usize,
}

/// What was summed for one force and quarter.
struct Sums<'c> {
    force: &'c PoliceArea,
    /// Force and quarter in the words of the file.
    words: String,
    first_line: u64,
    /// How many rows there are of each kind of offence.
    kinds: Vec<u32>,
    /// Sum and rows of each measure, in the order of the measures met.
    measures: Vec<(i64, RowSet)>,
}

/// By quarter, then by force: the order of rows does not matter.
type Quarters<'c> = BTreeMap<(Period, String), Sums<'c>>;

/// Rows that are worth a word.
#[derive(Default)]
struct Met {
    other_bodies: Tallied,
    fraud: Tallied,
    odd_zeros: Option<(u64, u64)>,
}

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    let at = |spellings| table.find(spellings).unwrap_or(0);
    let columns = Columns {
        year: at(YEAR),
        quarter: at(QUARTER),
        force: at(FORCE),
        description: at(DESCRIPTION),
        group: at(GROUP),
        subgroup: at(SUBGROUP),
        code: at(CODE),
        count: at(COUNT),
    };
    let count_words = table.header().get(columns.count).cloned().unwrap_or_default();
    let mut kinds = Kinds::new(READER.source());
    let mut quarters = Quarters::new();
    let mut met = Met::default();
    table.each(reading, |row, reading| {
        add(row, &columns, &count_words, &mut kinds, &mut quarters, &mut met, reading);
    });
    tell_other_bodies(&met.other_bodies, FORCE[0], &mut reading.findings);
    for (group, count, line) in met.fraud.iter() {
        let at = reading.findings.line(line).in_column(GROUP[0]);
        let message = format!("{} of \"{group}\" are in no total", rows(count));
        reading.findings.note(&codes::FRAUD_LEFT_OUT, at, message);
    }
    if let Some((count, line)) = met.odd_zeros {
        let at = reading.findings.line(line).in_column(&count_words);
        let message = format!("\"-00\" and the like in {} is read as 0", rows(count));
        reading.findings.note(&codes::SYMBOL_READ, at, message);
    }
    let lacking = complete::check(&quarters, &kinds, reading);
    emit::observations(&quarters, &kinds, &lacking, &count_words, reading)
}

fn add<'c>(
    row: &Row<'_>,
    columns: &Columns,
    count_words: &str,
    kinds: &mut Kinds,
    quarters: &mut Quarters<'c>,
    met: &mut Met,
    reading: &mut Reading<'c>,
) {
    if row.is_blank() {
        return;
    }
    let force = force_of(row, columns.force, FORCE[0], &mut met.other_bodies, reading);
    let period = quarter(row, columns, reading);
    let count = signed_number(row, columns.count, count_words, reading);
    let (Some(force), Some(period), Some(count)) = (force, period, count) else {
        return;
    };
    let text = row.text(columns.count);
    if count == 0 && text != "0" {
        met.odd_zeros.get_or_insert((0, row.line)).0 += 1;
    }
    if kinds::is_fraud(row.text(columns.group)) {
        met.fraud.add(row.text(columns.group), row.line);
        return;
    }
    let kind = kinds.find(row, columns, reading);
    let key = (period, force.area.code.clone());
    let sums = quarters.entry(key).or_insert_with(|| Sums {
        force,
        words: format!(
            "{} = \"{}\", {} = \"{}\", {} = \"{}\"",
            FORCE[0],
            row.text(columns.force),
            YEAR[0],
            row.text(columns.year),
            QUARTER[0],
            row.text(columns.quarter)
        ),
        first_line: row.line,
        kinds: Vec::new(),
        measures: Vec::new(),
    });
    if sums.kinds.len() <= kind {
        sums.kinds.resize(kind + 1, 0);
    }
    sums.kinds[kind] += 1;
    for measure in kinds.measures_of(kind) {
        if sums.measures.len() <= *measure {
            sums.measures.resize(measure + 1, (0, RowSet::default()));
        }
        let (sum, lines) = &mut sums.measures[*measure];
        *sum = sum.saturating_add(count);
        lines.push(row.line);
    }
}

/// The quarter of a financial year; anything else is told.
fn quarter(row: &Row<'_>, columns: &Columns, reading: &mut Reading<'_>) -> Option<Period> {
    let (year, quarter) = (row.text(columns.year), row.text(columns.quarter));
    let period = quarter_of(year, quarter);
    if period.is_none() {
        let at = |f: &Findings| f.line(row.line).in_column(YEAR[0]);
        let message =
            || format!("\"{year}\" and \"{quarter}\" are not a financial year and quarter");
        reading.findings.add(Severity::Error, &codes::YEAR_MALFORMED, at, message);
    }
    period
}

/// `2017/18` and `1` or `Q1`: the second year must follow the first.
fn quarter_of(year: &str, quarter: &str) -> Option<Period> {
    let (first, second) = year.split_once(['/', '-'])?;
    let second = if second.len() == 4 { second.get(2..)? } else { second };
    let quarter = quarter.trim_start_matches(['Q', 'q', ' ']);
    format!("fy{first}-{second}q{quarter}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::quarter_of;

    #[test]
    fn a_quarter_is_of_a_year_that_exists() {
        let quarter = |year, n| quarter_of(year, n).map(|p| p.to_string());
        for year in ["2017/18", "2017-18", "2017/2018"] {
            assert_eq!(quarter(year, "4").as_deref(), Some("fy2017-18q4"), "{year}");
        }
        assert_eq!(quarter("1999/00", "Q1").as_deref(), Some("fy1999-00q1"));
        for (year, n) in
            [("2017/19", "1"), ("2017/18", "5"), ("2017/18", "0"), ("2017", "1"), ("", "")]
        {
            assert_eq!(quarter(year, n), None, "{year} {n}");
        }
    }
}
