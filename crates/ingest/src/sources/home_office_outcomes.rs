//! Outcomes assigned in a financial year, by force and outcome type.
//!
//! Columns are told by their names: `t8_community_resolution` is type 8, whatever words follow. The
//! publisher's own sums stand beside the types and are compared with them.

use std::collections::BTreeMap;

use domain::breakdown::Breakdown;
use domain::cell::Cell;
use domain::decimal::Decimal;
use domain::diagnostic::Severity;
use domain::ids::Slug;
use domain::observation::{Observation, Place};

use super::numbers::{financial_year, parse_signed};
use super::observed::{Labels, Observed};
use super::police_uk_fields::{force_of, tell_other_bodies};
use super::symbols::SymbolsMet;
use super::{Reader, Shape};
use crate::codes;
use crate::findings::Findings;
use crate::reading::{MeasureVersion, Reading, Tallied};
use crate::text::{Row, Table};

pub(crate) static READER: Reader = Reader {
    name: "home-office-outcomes-by-year",
    reads: "outcomes assigned in a financial year by force and outcome type",
    source: "home-office-outcomes",
    shape: Shape::Wide { columns: &[FORCE, YEAR, ALL], read },
};

const FORCE: &[&str] = &["force", "force_name"];
const YEAR: &[&str] = &["financial_year"];
const ALL: &[&str] = &["all_assigned_outcomes"];
const OUT_OF_COURT: &str = "out_of_court_total";
const POSITIVE: &str = "positive_total";

/// The types the publisher sums as out of court, and the one more it calls positive.
const OUT_OF_COURT_TYPES: [&str; 6] = ["2", "3", "6", "7", "8", "22"];
const CHARGED: &str = "1";

/// What a column holds.
enum Holds {
    /// Outcomes of a type: `8`, `1a`.
    Type(String),
    /// A sum of the publisher's, by its own measure.
    Sum,
}

struct Column {
    index: usize,
    words: String,
    holds: Holds,
    measure: MeasureVersion,
}

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    let [force, year] = [FORCE, YEAR].map(|spellings| table.find(spellings).unwrap_or(0));
    let columns = columns(table, &[force, year], reading);
    let source = READER.source();
    let (mut other_bodies, mut symbols) = (Tallied::default(), SymbolsMet::default());
    let mut seen = BTreeMap::new();
    let mut out = Vec::new();
    table.each(reading, |row, reading| {
        if row.is_blank() {
            return;
        }
        let area = force_of(row, force, FORCE[0], &mut other_bodies, reading);
        let text = row.text(year);
        let period = financial_year(text);
        if period.is_none() {
            let at = |f: &Findings| f.line(row.line).in_column(YEAR[0]);
            let message = || format!("\"{text}\" is not a financial year");
            reading.findings.add(Severity::Error, &codes::YEAR_MALFORMED, at, message);
        }
        let cells: Vec<Option<Cell<Decimal>>> =
            columns.iter().map(|column| cell(row, column, &mut symbols, reading)).collect();
        let (Some(area), Some(period)) = (area, period) else { return };
        if let Some(first) = seen.insert((area.area.code.clone(), period), row.line) {
            let at = |f: &Findings| f.line(row.line);
            let message =
                || format!("{} in {} stands on line {first} already", area.name, period.label());
            reading.findings.add(Severity::Error, &codes::FIGURE_REPEATED, at, message);
            return;
        }
        check(row, &columns, &cells, reading);
        let observed = Observed { source: &source, area: &area.area, period };
        for (column, cell) in columns.iter().zip(cells) {
            let Some(cell) = cell else { continue };
            let breakdown = match &column.holds {
                Holds::Type(number) => {
                    let value = Slug::of(&format!("type-{number}"));
                    Breakdown::of(Slug::of("home-office-outcome"), value)
                }
                Holds::Sum => Breakdown::total(),
            };
            let place = Place::Field { line: row.line, column: column.words.clone() };
            out.push(observed.cut(&column.measure, breakdown, cell, place));
        }
    });
    symbols.tell(reading);
    tell_other_bodies(&other_bodies, FORCE[0], &mut reading.findings);
    out
}

fn columns(table: &Table<'_>, others: &[usize], reading: &mut Reading<'_>) -> Vec<Column> {
    let mut labels = Labels::of(READER.source());
    let mut out = Vec::new();
    for (index, words) in table.header().iter().enumerate() {
        if others.contains(&index) {
            continue;
        }
        let line = table.header_line();
        let (label, holds) = match outcome_type(words) {
            Some(number) => (ALL[0], Holds::Type(number)),
            None => (words.as_str(), Holds::Sum),
        };
        let at = |r: &Reading<'_>| r.findings.line(line).in_column(words);
        let effect = "its figures are left out";
        if let Some(measure) = labels.measure(label, effect, at, reading) {
            out.push(Column { index, words: words.clone(), holds, measure });
        }
    }
    out
}

/// `t8_community_resolution` is type 8, `t1a_alternate_offence` type 1a.
fn outcome_type(words: &str) -> Option<String> {
    let number = words.split('_').next()?.strip_prefix(['t', 'T'])?;
    let digits = number.trim_end_matches(['a', 'A']);
    let all_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (all_digits && number.len() - digits.len() <= 1).then(|| number.to_lowercase())
}

fn cell(
    row: &Row<'_>,
    column: &Column,
    symbols: &mut SymbolsMet,
    reading: &mut Reading<'_>,
) -> Option<Cell<Decimal>> {
    let text = row.text(column.index);
    let at = |f: &Findings| f.line(row.line).in_column(&column.words);
    if text.is_empty() {
        let message = || "the cell is blank; it is held as not available".to_owned();
        reading.findings.add(Severity::Warning, &codes::CELL_BLANK, at, message);
        return Some(Cell::NotAvailable);
    }
    if let Some(missing) = symbols.read(text, || at(&reading.findings)) {
        return Some(missing.cell());
    }
    let number = parse_signed(text).map(Decimal::whole).map(Cell::Value);
    if number.is_none() {
        let message = || format!("\"{text}\" is neither a count nor a known symbol");
        reading.findings.add(Severity::Error, &codes::CELL_NOT_A_NUMBER, at, message);
    }
    number
}

/// The publisher's sums, compared with the types beside them.
fn check(
    row: &Row<'_>,
    columns: &[Column],
    cells: &[Option<Cell<Decimal>>],
    reading: &mut Reading<'_>,
) {
    let value = |wanted: &dyn Fn(&Column) -> bool| {
        let (_, cell) = columns.iter().zip(cells).find(|(column, _)| wanted(column))?;
        cell.and_then(Cell::value).map(|number| number.mantissa)
    };
    let of_type =
        |number: &str| value(&|column| matches!(&column.holds, Holds::Type(own) if own == number));
    let named = |words: &str| value(&|column| column.words.eq_ignore_ascii_case(words));
    let mut tell = |words: &str, total: i64, what: &str, sum: i64| {
        let at = |f: &Findings| f.line(row.line).in_column(words);
        let message = || format!("it is {total}, but {what} sum to {sum}");
        reading.findings.add(Severity::Warning, &codes::SUM_DIFFERS, at, message);
    };
    let types: Option<Vec<i64>> = OUT_OF_COURT_TYPES.iter().map(|number| of_type(number)).collect();
    let types = types.map(|types| types.iter().sum::<i64>());
    let (out_of_court, positive) = (named(OUT_OF_COURT), named(POSITIVE));
    if let (Some(total), Some(sum)) = (out_of_court, types)
        && total != sum
    {
        tell(OUT_OF_COURT, total, "types 2, 3, 6, 7, 8 and 22", sum);
    }
    if let (Some(total), Some(charged), Some(others)) = (positive, of_type(CHARGED), out_of_court)
        && total != charged + others
    {
        tell(POSITIVE, total, "type 1 and the total out of court", charged + others);
    }
    if let (Some(total), Some(part)) = (named(ALL[0]), positive)
        && part > total
    {
        tell(ALL[0], total, "the positive outcomes alone", part);
    }
}

#[cfg(test)]
mod tests {
    use super::outcome_type;

    #[test]
    fn types_are_told_by_their_number() {
        let found = |words| outcome_type(words);
        assert_eq!(found("t8_community_resolution").as_deref(), Some("8"));
        assert_eq!(found("t1a_alternate").as_deref(), Some("1a"));
        assert_eq!(found("t22_diversionary").as_deref(), Some("22"));
        for words in ["total", "t_x", "t", "", "t8b_x", "taa"] {
            assert_eq!(found(words), None, "{words}");
        }
    }
}
