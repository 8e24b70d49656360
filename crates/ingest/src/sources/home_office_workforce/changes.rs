//! Changes between two dates against the levels beside them. They follow from levels and are not
//! held.

use domain::decimal::Decimal;

use super::{Figures, SLACK, date};
use crate::codes;
use crate::reading::Reading;
use crate::tables::columns::Column;
use crate::tables::values::{self, Number, Symbols};

/// What a column of changes is of.
struct Change {
    from: u32,
    to: u32,
    /// In per cent of the first, not in people.
    share: bool,
}

pub(super) fn check(
    figures: &Figures<'_>,
    columns: &[Column],
    symbols: &mut Symbols,
    reading: &mut Reading<'_>,
) {
    for column in columns {
        if figures.columns.iter().any(|(held, _)| held.index == column.index) {
            continue;
        }
        let Some(change) = change(figures, column) else {
            let at = reading.findings.cell(&figures.sheet.name, column.row, column.index);
            let message =
                format!("column \"{}\" of \"{}\" is not read", column.words, column.group);
            reading.findings.warning(&codes::COLUMN_NOT_READ, at, message);
            continue;
        };
        for row in &figures.rows {
            let place = (row.row, column.index);
            let cell = values::read(figures.sheet, place, Number::Change, symbols, reading);
            let printed = cell.and_then(|c| c.value()).map(Decimal::to_f64);
            let levels = (figures.value(row.row, change.from), figures.value(row.row, change.to));
            let (Some(printed), (Some(from), Some(to))) = (printed, levels) else {
                continue;
            };
            let expected = if change.share { (to - from) / from * 100.0 } else { to - from };
            let slack = if change.share { 1e-4 } else { SLACK };
            if expected.is_finite() && (expected - printed).abs() > slack {
                let at = reading.findings.cell(&figures.sheet.name, row.row, column.index);
                let message = format!(
                    "{}: {to} after {from} is a change of {expected:.6}, but the table says {printed}",
                    row.name
                );
                reading.findings.warning(&codes::CHANGE_DIFFERS, at, message);
            }
        }
    }
}

/// `Change in 12 months Sep-14 to Sep-15`, over `number` or `%`.
fn change(figures: &Figures<'_>, column: &Column) -> Option<Change> {
    let share = match column.words.trim().to_lowercase().as_str() {
        "number" => false,
        "%" => true,
        _ => return None,
    };
    if !column.group.to_lowercase().starts_with("change") {
        return None;
    }
    let (before, to) = column.group.split_once(" to ")?;
    let from = before.rsplit(' ').next()?;
    let at = |words: &str| {
        let day = date(words)?;
        let found = figures.columns.iter().find(|(_, meaning)| meaning.period.end() == day)?;
        Some(found.0.index)
    };
    Some(Change { from: at(from)?, to: at(to)?, share })
}
