//! Values as cells say them.

use catalogue::Mapping;
use catalogue::mapping::{DecimalMark, Holds, Meaning};
use domain::cell::Cell;
use domain::decimal::Decimal;
use domain::diagnostic::Severity;

use super::grid::{Columns, Grid, Raw, Row};
use super::marks::{Mark, MarkSettled, parse, settle_mark};
use crate::codes;
use crate::findings::Findings;
use crate::reading::Reading;
use crate::sources::symbols::SymbolsMet;

/// Digits kept of a number a spreadsheet holds: its cells hold more than anybody published.
const DECIMALS: usize = 6;

pub(super) struct Cells<'m> {
    mapping: &'m Mapping,
    /// The mark of each declared value.
    marks: Vec<Mark>,
    symbols: SymbolsMet,
}

impl<'m> Cells<'m> {
    pub(super) fn new(mapping: &'m Mapping, grids: &[Grid], reading: &mut Reading<'_>) -> Self {
        let marks = (0..mapping.values.len()).map(|n| mark(mapping, grids, n, reading)).collect();
        let cells = Self { mapping, marks, symbols: SymbolsMet::default() };
        cells.tell_scales(grids, reading);
        cells
    }

    /// Reads a cell; what is neither number nor symbol is told.
    pub(super) fn read(
        &mut self,
        grid: &Grid,
        row: &Row,
        value: usize,
        column: Option<usize>,
        reading: &mut Reading<'_>,
    ) -> Option<Cell<Decimal>> {
        let holds = self.mapping.values.get(value)?.holds;
        let Some(column) = column else {
            return (holds == Holds::Rows).then_some(Cell::Value(Decimal::whole(1)));
        };
        let at = |f: &Findings| grid.at(row.line, column, f);
        let raw = row.get(column);
        let number = match raw {
            Raw::Empty => {
                let message = || "the cell is blank; it is held as not available".to_owned();
                reading.findings.add(Severity::Warning, &codes::CELL_BLANK, at, message);
                return Some(Cell::NotAvailable);
            }
            Raw::Number(number) => of_number(*number, holds),
            Raw::Text(text) => {
                if let Some(cell) = self.symbol(text) {
                    return Some(cell);
                }
                if let Some(missing) = self.symbols.read(text, || at(&reading.findings)) {
                    return Some(missing.cell());
                }
                let mark = self.marks.get(value).copied().unwrap_or(Mark::Point);
                parse(text, mark)
            }
        };
        let found = number.and_then(|number| held(number, holds));
        if found.is_none() {
            let text = raw.text().into_owned();
            let what = match holds {
                Holds::Count | Holds::Rows => "a whole number",
                Holds::Number => "a number",
                Holds::Thousands => "a number of thousands",
                Holds::Proportion => "a share from 0 to 1",
                Holds::Pounds => "an amount in pounds",
            };
            let message = || format!("\"{text}\" is neither {what} nor a known symbol");
            reading.findings.add(Severity::Error, &codes::CELL_NOT_A_NUMBER, at, message);
        }
        found.map(Cell::Value)
    }

    /// The plain number of a cell, for checks: nothing is told.
    pub(super) fn number(&self, raw: &Raw) -> Option<Decimal> {
        match raw {
            Raw::Empty => None,
            Raw::Number(number) => of_number(*number, Holds::Number),
            Raw::Text(text) => parse(text, self.marks.first().copied().unwrap_or(Mark::Point)),
        }
    }

    fn symbol(&self, text: &str) -> Option<Cell<Decimal>> {
        let same = |(symbol, _): &&(String, Meaning)| symbol.eq_ignore_ascii_case(text.trim());
        self.mapping.symbols.iter().find(same).map(|(_, means)| match means {
            Meaning::Suppressed => Cell::Suppressed,
            Meaning::NotAvailable => Cell::NotAvailable,
            Meaning::NotApplicable => Cell::NotApplicable,
            Meaning::Zero => Cell::Value(Decimal::whole(0)),
        })
    }

    /// Says once for each column of shares that they are held as percentages.
    fn tell_scales(&self, grids: &[Grid], reading: &mut Reading<'_>) {
        let Some(grid) = grids.first() else { return };
        for (n, column) in Columns::of(self.mapping, grid).values {
            let Some(column) = column else { continue };
            if self.mapping.values.get(n).is_some_and(|v| v.holds == Holds::Proportion) {
                let at = grid.at(grid.header_line, column, &reading.findings);
                let message = "shares from 0 to 1 are held as percentages: the point is moved by \
                               two places and no digit changed";
                reading.findings.note(&codes::SCALE_CHANGED, at, message.to_owned());
            }
        }
    }

    pub(super) fn tell(&mut self, reading: &mut Reading<'_>) {
        std::mem::take(&mut self.symbols).tell(reading);
    }
}

/// The mark of a declared value: declared, or settled by all its cells together.
fn mark(mapping: &Mapping, grids: &[Grid], value: usize, reading: &mut Reading<'_>) -> Mark {
    match mapping.decimal_mark {
        Some(DecimalMark::Point) => return Mark::Point,
        Some(DecimalMark::Comma) => return Mark::Comma,
        None => {}
    }
    let (mut texts, mut place) = (Vec::new(), None);
    for grid in grids {
        let columns = Columns::of(mapping, grid).values;
        for column in columns.into_iter().filter(|(n, _)| *n == value).filter_map(|(_, c)| c) {
            for row in &grid.rows {
                if let Raw::Text(text) = row.get(column) {
                    texts.push(text.as_str());
                    place.get_or_insert_with(|| grid.at(row.line, column, &reading.findings));
                }
            }
        }
    }
    let whole = mapping
        .values
        .get(value)
        .is_some_and(|v| matches!(v.holds, Holds::Count | Holds::Thousands));
    let at = place.unwrap_or_else(|| reading.findings.file());
    let message = match settle_mark(texts.into_iter(), whole) {
        MarkSettled::Mark(mark) => return mark,
        MarkSettled::Either(text) => {
            format!("\"{text}\" could be a number of thousands or one with decimals")
        }
        MarkSettled::Both(one, other) => {
            format!("\"{one}\" has a decimal mark that \"{other}\" has not")
        }
    };
    reading.findings.error(&codes::NUMBER_AMBIGUOUS, at, message);
    Mark::Point
}

/// A spreadsheet's number with the digits it was written with.
fn of_number(number: f64, holds: Holds) -> Option<Decimal> {
    let decimals = if holds == Holds::Pounds && is_pence(number) { 2 } else { DECIMALS };
    let fits = number.is_finite() && number.abs() < 9e12;
    let digits = format!("{number:.decimals$}");
    let digits = if decimals == 2 {
        digits.as_str()
    } else {
        digits.trim_end_matches('0').trim_end_matches('.')
    };
    let digits = if digits == "-0" { "0" } else { digits };
    digits.parse().ok().filter(|_| fits)
}

/// Sums in a spreadsheet leave tails: 1053.0799999999997 is 1053.08.
fn is_pence(number: f64) -> bool {
    let pence = number * 100.0;
    (pence - pence.round()).abs() < 1e-4
}

/// A number as its measure holds it.
fn held(number: Decimal, holds: Holds) -> Option<Decimal> {
    match holds {
        Holds::Number | Holds::Pounds => Some(number),
        Holds::Count | Holds::Rows => {
            let unit = 10i64.checked_pow(u32::from(number.scale))?;
            (number.mantissa % unit == 0).then(|| Decimal::whole(number.mantissa / unit))
        }
        Holds::Thousands => {
            let unit = 10i64.checked_pow(u32::from(number.scale))?;
            let whole = number.mantissa.checked_mul(1_000)?;
            (whole % unit == 0).then(|| Decimal::whole(whole / unit))
        }
        Holds::Proportion => {
            let one = Decimal::whole(1);
            let share = number.mantissa >= 0 && number.compare(one).is_le();
            let percent = match number.scale {
                scale @ 2.. => Decimal { mantissa: number.mantissa, scale: scale - 2 },
                1 => Decimal::whole(number.mantissa.checked_mul(10)?),
                0 => Decimal::whole(number.mantissa.checked_mul(100)?),
            };
            share.then_some(percent)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_become_percentages_digit_for_digit() {
        let percent =
            |text: &str| held(text.parse().unwrap(), Holds::Proportion).map(|d| d.to_string());
        for (share, held) in [("0.67", "67"), ("0.2", "20"), ("0.673", "67.3"), ("1", "100")] {
            assert_eq!(percent(share).as_deref(), Some(held), "{share}");
        }
        assert_eq!(percent("1.01"), None);
        assert_eq!(percent("-0.5"), None);
        assert_eq!(held("4.5".parse().unwrap(), Holds::Count), None);
        let thousands = held("11207".parse().unwrap(), Holds::Thousands);
        assert_eq!(thousands, Some(Decimal::whole(11_207_000)));
        assert_eq!(held("0.0005".parse().unwrap(), Holds::Thousands), None);
        assert_eq!(held("4.0".parse().unwrap(), Holds::Count), Some(Decimal::whole(4)));
    }

    #[test]
    fn amounts_lose_the_tails_of_sums() {
        let pounds = |number| of_number(number, Holds::Pounds).map(|d| d.to_string());
        assert_eq!(pounds(1_053.079_999_999_999_7).as_deref(), Some("1053.08"));
        assert_eq!(pounds(-960.0).as_deref(), Some("-960.00"));
        assert_eq!(pounds(0.125).as_deref(), Some("0.125"));
        assert_eq!(pounds(f64::NAN), None);
    }
}
