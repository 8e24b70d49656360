//! Rows that are words about a table and no row of it: notes and sources below the last figure.

use domain::diagnostic::Location;

use super::grid::{Grid, Row};
use crate::codes;
use crate::reading::{Reading, rows};

/// Longer words are cut.
const LONGEST: usize = 60;

/// Rows passed over: how many, the first one's place and words.
#[derive(Default)]
pub(super) struct Notes(Vec<(Option<String>, u64, u64, String)>);

impl Notes {
    pub(super) fn add(&mut self, grid: &Grid, row: &Row) {
        let known = self.0.iter_mut().find(|(sheet, ..)| *sheet == grid.sheet);
        if let Some((_, _, count, _)) = known {
            *count += 1;
            return;
        }
        let first = row.filled().next().map(|column| row.text(column).into_owned());
        let words: String = first.unwrap_or_default().chars().take(LONGEST).collect();
        self.0.push((grid.sheet.clone(), row.line, 1, words));
    }

    pub(super) fn tell(self, reading: &mut Reading<'_>) {
        for (sheet, line, count, words) in self.0 {
            let at = Location { sheet, ..reading.findings.line(line) };
            let message = format!(
                "{} without a value, an area or a period passed over, the first \"{words}\"",
                rows(count)
            );
            reading.findings.note(&codes::NOTE_ROWS_PASSED, at, message);
        }
    }
}
