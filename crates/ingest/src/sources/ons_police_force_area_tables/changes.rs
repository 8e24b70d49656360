//! Percentage changes against levels. They follow from levels and are not held.

use super::meaning::Use;
use super::{Figure, Figures};
use crate::codes;
use crate::reading::Reading;
use crate::tables::values::Number;

/// A change in per cent and the level it led to mean the level before, which must be whole: cells
/// hold all digits of a change, so a wrong one almost never gives a whole number.
pub(super) fn since_the_year_before(
    changes: &Figures<'_>,
    numbers: &Figures<'_>,
    reading: &mut Reading<'_>,
) {
    for (column, used) in &changes.columns {
        let Use::Change { measure: Some(measure), .. } = used else {
            continue;
        };
        for row in &changes.rows {
            let change = changes.at(row.row, column.index);
            let number = numbers.get(&row.area.code, &measure.id);
            let (Some(change), Some(number)) = (change, number) else {
                continue;
            };
            let factor = 1.0 + change.value / 100.0;
            // Six decimals of the change are kept, which move the level before by so much.
            let slack = number.value / (factor * factor) * 1e-8 + 1e-6;
            let before = number.value / factor;
            if factor > 0.0 && (before - before.round()).abs() > slack.min(0.4) {
                let words = format!(
                    "{}: a change of {}% to {} means {before:.3} the year before, which is no count",
                    row.name, change.value, number.value
                );
                differs(changes, change, &words, reading);
            }
        }
    }
}

/// A change since a base that stands in the same table.
pub(super) fn since_a_base(figures: &Figures<'_>, reading: &mut Reading<'_>) {
    let counts = || {
        figures.columns.iter().filter_map(|(column, used)| match used {
            Use::Held(m) if m.number == Number::Count => Some((column.index, m.period)),
            Use::Held(_) | Use::Change { .. } | Use::Significance => None,
        })
    };
    let Some((latest, _)) = counts().max_by_key(|(_, period)| period.end()) else {
        return;
    };
    for (column, used) in &figures.columns {
        let Use::Change { base: Some(base), .. } = used else {
            continue;
        };
        let based = counts().find(|(_, period)| period == base);
        let Some((based, _)) = based else {
            continue;
        };
        for row in &figures.rows {
            let of = |column| figures.at(row.row, column);
            let (Some(change), Some(now), Some(then)) = (of(column.index), of(latest), of(based))
            else {
                continue;
            };
            let expected = (now.value - then.value) / then.value * 100.0;
            if then.value > 0.0 && (expected - change.value).abs() > 1e-5 {
                let words = format!(
                    "{}: {} after {} is a change of {expected:.6}%, but the table says {}%",
                    row.name, now.value, then.value, change.value
                );
                differs(figures, change, &words, reading);
            }
        }
    }
}

fn differs(figures: &Figures<'_>, change: Figure, words: &str, reading: &mut Reading<'_>) {
    let at = reading.findings.cell(&figures.sheet.name, change.row, change.column);
    reading.findings.warning(&codes::CHANGE_DIFFERS, at, words.to_owned());
}
