//! What the table says twice, compared: parts with their force, groups with their total.

use std::collections::BTreeMap;

use domain::cell::Cell;
use domain::period::Period;

use super::row::{Of, TableRow};
use super::{Force, Offence};
use crate::codes;
use crate::reading::Reading;
use crate::sources::ons_police_force_area_tables::checks::SUMS;

/// Tells police areas that are in force in the period and have no row.
pub(super) fn missing_forces(
    forces: &BTreeMap<&str, Force<'_>>,
    period: Period,
    reading: &mut Reading<'_>,
) {
    let ending = period.end();
    for area in reading.catalogue.police_areas() {
        let then =
            area.from.is_none_or(|day| day <= ending) && area.until.is_none_or(|day| day >= ending);
        if then && !forces.contains_key(area.area.code.as_str()) {
            let at = reading.findings.file();
            let message = format!("{} has no row ({})", area.name, area.area.code);
            reading.findings.warning(&codes::AREA_MISSING, at, message);
        }
    }
}

/// Partnerships and the rest sum to their force; offences sum to their group.
pub(super) fn check(force: &Force<'_>, offences: &[Offence], reading: &mut Reading<'_>) {
    let whole = force.rows.iter().find(|row| matches!(row.of, Of::Force));
    let parts: Vec<&TableRow<'_>> =
        force.rows.iter().filter(|row| !matches!(row.of, Of::Force)).collect();
    for (n, offence) in offences.iter().enumerate() {
        let Some(total) = whole.and_then(|row| value(row, n)) else { continue };
        let known: Vec<i64> = parts.iter().filter_map(|row| value(row, n)).collect();
        let sum: i64 = known.iter().sum();
        let open = parts.len() - known.len();
        if sum == total || parts.is_empty() {
            continue;
        }
        let (first, last) =
            (parts.first().map_or(0, |r| r.line), parts.last().map_or(0, |r| r.line));
        let at = reading.findings.line(whole.map_or(0, |r| r.line)).in_column(&offence.words);
        let rest = match open {
            0 => String::new(),
            open => format!("; {open} more are not available"),
        };
        let message = format!(
            "{} has {total} in all, but its parts on lines {first} to {last} sum to {sum}{rest}",
            force.area.name
        );
        reading.findings.warning(&codes::SUM_DIFFERS, at, message);
    }
    for row in &force.rows {
        groups(row, offences, reading);
    }
}

fn value(row: &TableRow<'_>, n: usize) -> Option<i64> {
    let cell = row.cells.get(n).copied().flatten()?;
    match cell {
        Cell::Value(number) => Some(number.mantissa),
        Cell::Suppressed | Cell::NotAvailable | Cell::NotApplicable => None,
    }
}

fn groups(row: &TableRow<'_>, offences: &[Offence], reading: &mut Reading<'_>) {
    let find = |id: &str| {
        let n = offences.iter().position(|offence| offence.measure.id.as_str() == id)?;
        Some((n, value(row, n)?))
    };
    for (total, parts) in SUMS {
        let found: Option<Vec<(usize, i64)>> = parts.iter().map(|id| find(id)).collect();
        let (Some((n, total)), Some(found)) = (find(total), found) else { continue };
        let sum: i64 = found.iter().map(|(_, value)| value).sum();
        if sum != total {
            let names: Vec<String> =
                found.iter().map(|(n, _)| format!("\"{}\"", offences[*n].words)).collect();
            let at = reading.findings.line(row.line).in_column(&offences[n].words);
            let words = row.of.words(row.force);
            let names = names.join(", ");
            let message = format!("{words} has {total}, but {names} sum to {sum}");
            reading.findings.warning(&codes::SUM_DIFFERS, at, message);
        }
    }
}
