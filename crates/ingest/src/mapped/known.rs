//! Files that do not say what they count: known by published figures, or not at all.

use catalogue::{Catalogue, Mapping};

use super::grid::{Grid, folded};
use super::marks::{Mark, parse};
use crate::Input;
use crate::codes;
use crate::reading::Reading;

/// So many of the figures must be in the file: another release may have lost some.
const ENOUGH: usize = 3;

/// How a table differs from the figures a mapping is known by; none if it does not.
pub(super) fn differs(mapping: &Mapping, grid: &Grid) -> Option<String> {
    if mapping.known_by.is_empty() {
        return None;
    }
    let names = grid.find(&mapping.area_column)?;
    let mut there = 0;
    for known in &mapping.known_by {
        let row = grid.rows.iter().find(|row| folded(&row.text(names)) == folded(&known.row));
        let column = grid.find(std::slice::from_ref(&known.column));
        let (Some(row), Some(column)) = (row, column) else { continue };
        let text = row.text(column);
        let found = parse(&text, Mark::Point).or_else(|| parse(&text, Mark::Comma));
        if found.is_none_or(|found| found.compare(known.value).is_ne()) {
            let (row, column, value) = (&known.row, &known.column, known.value);
            return Some(format!("{row} in {column} is {value} there and \"{text}\" here"));
        }
        there += 1;
    }
    let few = format!("of the figures it is known by {there} stand here, and {ENOUGH} must");
    (there < ENOUGH).then_some(few)
}

/// The candidates whose known figures are in the file. If none is left, what was nearly fitting is
/// told: a table that only looks alike is never read as another.
pub(super) fn kept<'c, T>(
    found: Vec<(&'c Mapping, T)>,
    reading: &mut Reading<'c>,
    differs: impl Fn(&(&'c Mapping, T), &Input<'c>, &'c Catalogue) -> Option<String>,
) -> Vec<(&'c Mapping, T)> {
    let (mut out, mut unlike) = (Vec::new(), None);
    for candidate in found {
        match differs(&candidate, &reading.input, reading.catalogue) {
            Some(how) => unlike = unlike.or(Some((candidate.0, how))),
            None => out.push(candidate),
        }
    }
    if let (true, Some((mapping, how))) = (out.is_empty(), unlike) {
        let at = reading.findings.file();
        let message = format!(
            "the file does not say what it counts; it has the columns of {} ({}), but {how}",
            mapping.id, mapping.name
        );
        reading.findings.error(&codes::CONTENT_NOT_STATED, at, message);
    }
    out
}
