//! What a table says twice, compared. Every difference is a warning that names its cell.

use catalogue::Mapping;
use catalogue::mapping::TableCheck;
use domain::decimal::Decimal;
use domain::diagnostic::Severity;

use super::cells::Cells;
use super::grid::{Grid, Row, folded};
use super::marks::{Mark, parse};
use super::sums::Sums;
use crate::codes;
use crate::findings::Findings;
use crate::reading::Reading;

/// Whether a check is on this column, by rows that hold totals.
pub(super) fn is_checked(mapping: &Mapping, grid: &Grid, column: usize) -> bool {
    mapping.checks.iter().any(|check| match check {
        TableCheck::TotalRow { column: spellings, .. } => grid.find(spellings) == Some(column),
        TableCheck::Columns { .. } | TableCheck::Percent { .. } | TableCheck::Above { .. } => false,
    })
}

/// Whether a row holds totals of the others.
pub(super) fn is_total_row(mapping: &Mapping, grid: &Grid, row: &Row) -> bool {
    mapping.checks.iter().any(|check| {
        let TableCheck::TotalRow { column, texts } = check else { return false };
        let text = grid.find(column).map(|column| folded(&row.text(column)));
        text.is_some_and(|text| texts.iter().any(|wanted| folded(wanted) == text))
    })
}

/// Columns of a row that sum to another. Rounded parts may miss their total by half a unit each.
pub(super) fn columns(
    mapping: &Mapping,
    grid: &Grid,
    row: &Row,
    cells: &Cells<'_>,
    reading: &mut Reading<'_>,
) {
    let number = |name: &String| {
        let column = grid.find(std::slice::from_ref(name))?;
        Some((column, cells.number(row.get(column))?))
    };
    for check in &mapping.checks {
        if let TableCheck::Percent { percent, part, whole } = check
            && let (Some((column, percent)), Some((_, part)), Some((_, whole))) =
                (number(percent), number(part), number(whole))
            && let Some(expected) = share(percent, part, whole)
        {
            let at = |f: &Findings| grid.at(row.line, column, f);
            let message =
                || format!("it is {percent}, but {part} of {whole} is {expected:.2} per cent");
            reading.findings.add(Severity::Warning, &codes::RATE_DIFFERS, at, message);
        }
        let TableCheck::Columns { total, parts } = check else { continue };
        let found: Option<Vec<Decimal>> = parts.iter().map(|p| Some(number(p)?.1)).collect();
        let (Some((column, stated)), Some(found)) = (number(total), found) else { continue };
        let scale = found.iter().map(|d| d.scale).max().unwrap_or(0).max(stated.scale);
        let widen = |d: &Decimal| i128::from(d.mantissa) * 10i128.pow(u32::from(scale - d.scale));
        let sum: i128 = found.iter().map(widen).sum();
        let allowed = if scale == 0 { 0 } else { found.len().div_ceil(2) };
        if (sum - widen(&stated)).unsigned_abs() > allowed as u128 {
            let at = |f: &Findings| grid.at(row.line, column, f);
            let sum = i64::try_from(sum).map(|mantissa| Decimal { mantissa, scale }.to_string());
            let message = || {
                let sum = sum.unwrap_or_default();
                format!("it is {stated}, but \"{}\" sum to {sum}", parts.join("\", \""))
            };
            reading.findings.add(Severity::Warning, &codes::SUM_DIFFERS, at, message);
        }
    }
}

/// The percentage a part is of its whole, if the printed one is not that, rounded to its digits.
/// A share is printed as one where it could not be a percentage: as 0.67 of 1.
fn share(printed: Decimal, part: Decimal, whole: Decimal) -> Option<f64> {
    let (printed_value, whole) = (printed.to_f64(), whole.to_f64());
    if whole == 0.0 {
        return None;
    }
    let expected = 100.0 * part.to_f64() / whole;
    let half = 0.5 * 10f64.powi(-i32::from(printed.scale)) + 1e-9;
    let as_share = (printed_value * 100.0 - expected).abs() <= half * 100.0;
    let as_percent = (printed_value - expected).abs() <= half;
    let could_be_share = printed.scale > 0 && printed_value.abs() <= 1.0;
    (!(as_percent || could_be_share && as_share)).then_some(expected)
}

/// Rows that hold totals of the others.
pub(super) fn totals(sums: &Sums<'_>, grids: &[Grid], reading: &mut Reading<'_>) {
    for expected in &sums.expected {
        let Some(sum) = sums.parts_of(expected) else { continue };
        if sum.compare(expected.total).is_ne() {
            let (grid, column) = (&grids[expected.grid], expected.column.unwrap_or(0));
            let at = |f: &Findings| grid.at(expected.line, column, f);
            let message = || format!("it is {}, but its parts sum to {sum}", expected.total);
            reading.findings.add(Severity::Warning, &codes::SUM_DIFFERS, at, message);
        }
    }
}

/// A total said above the table.
pub(super) fn above(mapping: &Mapping, grids: &[Grid], sums: &Sums<'_>, reading: &mut Reading<'_>) {
    for check in &mapping.checks {
        let TableCheck::Above { after } = check else { continue };
        let stated = grids.iter().flat_map(|grid| &grid.above).find_map(|text| {
            let (_, rest) = text.split_once(after.as_str())?;
            let word = rest.split_whitespace().next()?;
            parse(word.trim_end_matches(['.', ',', ';']), Mark::Point)
        });
        let at = reading.findings.file();
        let Some(stated) = stated else {
            let message = format!("no number after \"{after}\" above the table");
            reading.findings.warning(&codes::SUM_DIFFERS, at, message);
            continue;
        };
        let Some(sum) = sums.all_of_first() else { continue };
        if sum.compare(stated).is_ne() {
            let message =
                format!("the lines above the table say {stated}, but its rows sum to {sum}");
            reading.findings.warning(&codes::SUM_DIFFERS, at, message);
        }
    }
}
