//! Cells of tables: numbers, and symbols in place of numbers or behind them.

use std::collections::BTreeMap;

use domain::cell::{Cell, Marker, Markers};
use domain::decimal::Decimal;

use super::labels::tidy;
use crate::codes;
use crate::reading::Reading;
use crate::sources::numbers::parse_whole;
use crate::workbook::{Sheet, Value};

/// Digits kept after the point of a rate.
const DECIMALS: usize = 6;

/// Above this a binary number no longer tells neighbouring whole numbers apart (2^53).
const MOST: f64 = 9_007_199_254_740_992.0;

/// Symbols in place of a number, and what they say. `+` stands for a rate the publisher does not
/// give because its area has few residents; it does not protect anybody, so it is not suppressed.
const SYMBOLS: [(&str, Cell<Decimal>); 10] = [
    ("*", Cell::NotApplicable),
    ("+", Cell::NotAvailable),
    ("-", Cell::NotAvailable),
    // One point where two are meant is told, for no sheet explains it.
    (".", Cell::NotAvailable),
    ("..", Cell::NotAvailable),
    (":", Cell::NotApplicable),
    ("N/A", Cell::NotApplicable),
    ("[c]", Cell::Suppressed),
    ("[x]", Cell::NotAvailable),
    ("[z]", Cell::NotApplicable),
];

/// What kind of number a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    /// Whole, not negative.
    Count,
    /// Not negative, to six decimals.
    Amount,
    /// With a sign, to six decimals: a change.
    Change,
}

impl Number {
    fn of(self, number: f64) -> Option<Decimal> {
        match self {
            Self::Count => count(number),
            Self::Amount => rate(number),
            Self::Change if number < 0.0 => {
                rate(-number).map(|d| Decimal { mantissa: -d.mantissa, ..d })
            }
            Self::Change => rate(number),
        }
    }

    fn parse(self, text: &str) -> Option<Decimal> {
        match self {
            Self::Count => parse_whole(text).map(Decimal::whole),
            Self::Amount => text.parse().ok().filter(|d: &Decimal| d.mantissa >= 0),
            Self::Change => text.parse().ok(),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Count => "a count",
            Self::Amount => "a rate",
            Self::Change => "a change",
        }
    }
}

/// Marks that stand behind a number and send the reader to a note: `3^`.
const MARKS: [char; 6] = ['*', '^', '~', '"', '†', '‡'];

/// Longer rows of marks are none.
const LONGEST_MARK: usize = 3;

/// Words of a note that says the marked figures changed since an earlier release.
const UPDATES: [&str; 2] = ["updates to previously published", "revised since"];

/// Whether a cell may be read as a number or as a symbol in place of one.
pub(crate) fn is_value(value: &Value) -> bool {
    match value {
        Value::Number(_) => true,
        Value::Text(text) => {
            let text = text.trim();
            SYMBOLS.iter().any(|(symbol, _)| *symbol == text)
                || [Number::Change, Number::Count]
                    .iter()
                    .any(|number| number.parse(text.trim_end_matches(MARKS)).is_some())
        }
    }
}

/// A symbol met in a sheet.
struct Met {
    count: u64,
    first: (u32, u32),
    cell: Cell<Decimal>,
}

/// Symbols met in a sheet: how often, the first cell, and what the sheet says they mean; and marks
/// behind numbers: how often, and the first cell.
#[derive(Default)]
pub(crate) struct Symbols {
    instead: BTreeMap<&'static str, Met>,
    behind: BTreeMap<String, (u64, u32, u32, Markers)>,
}

impl Symbols {
    /// What a symbol stands for: the sheet's own words decide, for publishers differ (`:` is "not
    /// applicable" to one and "not available" to another).
    fn meet(
        &mut self,
        sheet: &Sheet,
        symbol: &'static str,
        usual: Cell<Decimal>,
        first: (u32, u32),
    ) -> Cell<Decimal> {
        let met = self.instead.entry(symbol).or_insert_with(|| {
            let words = explanation(sheet, symbol).unwrap_or_default().to_lowercase();
            let cell = if words.contains("not available") {
                Cell::NotAvailable
            } else if words.contains("not applicable") {
                Cell::NotApplicable
            } else {
                usual
            };
            Met { count: 0, first, cell }
        });
        met.count += 1;
        met.cell
    }

    /// Counts a mark behind a number.
    fn meet_mark(&mut self, sheet: &Sheet, mark: &str, (row, column): (u32, u32)) {
        let met = self.behind.entry(mark.to_owned()).or_insert_with(|| {
            let words = explanation(sheet, mark).unwrap_or_default().to_lowercase();
            let updated = UPDATES.iter().any(|u| words.contains(u));
            let says = if updated { Markers::NONE.with(Marker::Revised) } else { Markers::NONE };
            (0, row, column, says)
        });
        met.0 += 1;
    }

    /// What the mark behind a number that was read says of it, as far as markers can.
    pub(crate) fn markers(&self, sheet: &Sheet, (row, column): (u32, u32)) -> Markers {
        let text = sheet.text(row, column).unwrap_or_default().trim();
        let mark = &text[text.trim_end_matches(MARKS).len()..];
        self.behind.get(mark).map_or(Markers::NONE, |(_, _, _, says)| *says)
    }

    /// Tells each symbol, with the sheet's own words on it; without such words it is a guess.
    pub(crate) fn tell(&self, sheet: &Sheet, reading: &mut Reading<'_>) {
        for (symbol, met) in &self.instead {
            let kind = met.cell.symbol().unwrap_or_default();
            let cells = if met.count == 1 { "cell" } else { "cells" };
            let read = format!("\"{symbol}\" in {} {cells} is held as {kind}", met.count);
            tell(&read, symbol, sheet, met.first, reading);
        }
        for (mark, (count, row, column, _)) in &self.behind {
            let numbers = if *count == 1 { "number" } else { "numbers" };
            let read = format!("\"{mark}\" stands behind {count} {numbers}");
            tell(&read, mark, sheet, (*row, *column), reading);
        }
    }
}

/// A label without the marks behind it: `Home Office^`.
pub(crate) fn unmarked(text: &str) -> &str {
    text.trim().trim_end_matches(MARKS).trim_end()
}

/// The sheet's words on a symbol: `'-' indicates that ..`, `* denotes ..`.
fn explanation<'s>(sheet: &'s Sheet, symbol: &str) -> Option<&'s str> {
    let quoted = [format!("'{symbol}'"), format!("‘{symbol}’")];
    let explains = |text: &str| {
        let opens = text.trim().strip_prefix(symbol).is_some_and(|rest| {
            rest.starts_with([' ', ':']) || rest.chars().next().is_some_and(char::is_alphabetic)
        });
        let long = text.trim().chars().count() > symbol.chars().count() + 3;
        long && (opens || quoted.iter().any(|q| text.contains(q.as_str())))
    };
    sheet.texts().map(|(_, text)| text).find(|text| explains(text))
}

/// Tells how a symbol or mark was read, with the sheet's own words on it if it has any.
fn tell(
    read: &str,
    symbol: &str,
    sheet: &Sheet,
    (row, column): (u32, u32),
    reading: &mut Reading<'_>,
) {
    let at = reading.findings.cell(&sheet.name, row, column);
    match explanation(sheet, symbol) {
        Some(words) => {
            let message = format!("{read}; the sheet says: {}", tidy(words));
            reading.findings.note(&codes::SYMBOL_READ, at, message);
        }
        None => {
            let message = format!("{read}; the sheet does not explain it");
            reading.findings.warning(&codes::SYMBOL_READ, at, message);
        }
    }
}

/// Reads a cell; `None` if it is told as neither number nor symbol.
pub(crate) fn read(
    sheet: &Sheet,
    (row, column): (u32, u32),
    number: Number,
    symbols: &mut Symbols,
    reading: &mut Reading<'_>,
) -> Option<Cell<Decimal>> {
    let at = reading.findings.cell(&sheet.name, row, column);
    let text = match sheet.get(row, column) {
        Some(Value::Number(value)) => {
            let decimal = number.of(*value);
            if decimal.is_none() {
                let message = format!("{value} is not {}", number.word());
                reading.findings.error(&codes::CELL_NOT_A_NUMBER, at, message);
            }
            return decimal.map(Cell::Value);
        }
        Some(Value::Text(text)) => text.trim(),
        None => {
            let message = "the cell is blank; it is held as not available".to_owned();
            reading.findings.warning(&codes::CELL_BLANK, at, message);
            return Some(Cell::NotAvailable);
        }
    };
    if let Some((symbol, cell)) = SYMBOLS.iter().find(|(symbol, _)| *symbol == text) {
        return Some(symbols.meet(sheet, symbol, *cell, (row, column)));
    }
    let plain = text.trim_end_matches(MARKS);
    let short = text.len() - plain.len() <= LONGEST_MARK;
    let decimal = number.parse(plain).filter(|_| short);
    if decimal.is_none() {
        let message = format!("\"{text}\" is neither a number nor a known symbol");
        reading.findings.error(&codes::CELL_NOT_A_NUMBER, at, message);
    } else if plain.len() < text.len() {
        symbols.meet_mark(sheet, &text[plain.len()..], (row, column));
    }
    decimal.map(Cell::Value)
}

/// A whole number, not negative: anything else in a count is a fault.
fn count(number: f64) -> Option<Decimal> {
    let fits = (0.0..MOST).contains(&number) && number.fract() == 0.0;
    let digits = format!("{number:.0}");
    digits.parse().ok().filter(|_| fits)
}

/// Up to six decimals, without noughts at the end.
fn rate(number: f64) -> Option<Decimal> {
    let fits = (0.0..1e9).contains(&number);
    let digits = format!("{number:.DECIMALS$}");
    let digits = digits.trim_end_matches('0').trim_end_matches('.');
    digits.parse().ok().filter(|_| fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_whole_and_rates_keep_six_decimals() {
        assert_eq!(count(81_960.0), Some(Decimal::whole(81_960)));
        for wrong in [-1.0, 0.5, f64::NAN, f64::INFINITY, 1e16] {
            assert_eq!(count(wrong), None, "{wrong}");
        }
        let text = |number| rate(number).map(|d| d.to_string());
        assert_eq!(text(87.719_797_880_979_51).as_deref(), Some("87.719798"));
        assert_eq!(text(73.5).as_deref(), Some("73.5"));
        assert_eq!(text(0.0).as_deref(), Some("0"));
        assert_eq!(text(-0.1), None);
    }
}
