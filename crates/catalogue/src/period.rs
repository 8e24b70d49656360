//! Periods that are a poor yardstick: `exceptional-periods.toml`.

use domain::ids::Slug;
use domain::period::Period;

use crate::problems::Problems;
use crate::table::{Table, read_toml};

/// A period whose figures were shaped by something exceptional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionalPeriod {
    /// Its id.
    pub id: Slug,
    /// When.
    pub period: Period,
    /// A few words for a footnote.
    pub title: String,
    /// Why it is a poor yardstick, in words that can be printed.
    pub reason: String,
    /// For which parts of the catalogue.
    pub affects: Vec<Slug>,
}

/// Reads all of them.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Vec<ExceptionalPeriod> {
    let all = read_toml(file, bytes, problems, |mut table| {
        let entries = table.tables("period");
        let read = entries.into_iter().filter_map(declared).collect();
        table.finish();
        Some(read)
    });
    all.unwrap_or_default()
}

fn declared(mut table: Table<'_>) -> Option<ExceptionalPeriod> {
    let (id, period) = (table.need_parsed("id"), table.need_parsed("period"));
    let (title, reason) = (table.need_text("title"), table.need_text("reason"));
    let affects = table.parsed_list("affects");
    table.finish();
    Some(ExceptionalPeriod { id: id?, period: period?, title, reason, affects })
}
