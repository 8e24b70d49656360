//! Diagnostics as they are found, with a limit to how often one kind is told in full.

use std::collections::BTreeMap;

use domain::diagnostic::{Code, Diagnostic, Location, Severity, has_errors};

/// After so many of one kind, the rest are counted.
const TOLD_IN_FULL: u64 = 20;

/// Longer messages are cut: a field may hold 64 KiB, and a message quotes it.
const LONGEST_MESSAGE: usize = 1_000;

/// Words that may quote a file, made fit for a terminal: short, and without control characters,
/// which would speak to it.
fn presentable(text: &str) -> String {
    let clean = |c: char| {
        if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }
    };
    let mut words: String = text.chars().take(LONGEST_MESSAGE).map(clean).collect();
    if text.chars().nth(LONGEST_MESSAGE).is_some() {
        words.push('…');
    }
    words
}

/// Collects the problems of one file.
pub(crate) struct Findings {
    file: String,
    told: Vec<Diagnostic>,
    seen: BTreeMap<(&'static str, Severity), (&'static Code, u64)>,
}

impl Findings {
    pub(crate) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), told: Vec::new(), seen: BTreeMap::new() }
    }

    /// The whole file as a place.
    pub(crate) fn file(&self) -> Location {
        Location::file(&self.file)
    }

    /// A line of the file as a place.
    pub(crate) fn line(&self, line: u64) -> Location {
        Location::line(&self.file, line)
    }

    /// A cell as a place, row and column counted from 0.
    pub(crate) fn cell(&self, sheet: &str, row: u32, column: u32) -> Location {
        let letters = crate::workbook::column_letters(column);
        Location::cell(&self.file, sheet, u64::from(row) + 1, &letters)
    }

    /// Adds a problem. Its words are only built while its kind is still told in full.
    pub(crate) fn add(
        &mut self,
        severity: Severity,
        code: &'static Code,
        location: impl FnOnce(&Self) -> Location,
        message: impl FnOnce() -> String,
    ) {
        let count = {
            let seen = self.seen.entry((code.id, severity)).or_insert((code, 0));
            seen.1 += 1;
            seen.1
        };
        if count <= TOLD_IN_FULL {
            let mut at = location(self);
            at.column = at.column.as_deref().map(presentable);
            let found = Diagnostic::error(code, at, presentable(&message()));
            self.told.push(Diagnostic { severity, ..found });
        }
    }

    /// Adds a problem that refuses the file.
    pub(crate) fn error(&mut self, code: &'static Code, at: Location, message: String) {
        self.add(Severity::Error, code, |_| at, || message);
    }

    /// Adds something to be looked at.
    pub(crate) fn warning(&mut self, code: &'static Code, at: Location, message: String) {
        self.add(Severity::Warning, code, |_| at, || message);
    }

    /// Adds something worth knowing.
    pub(crate) fn note(&mut self, code: &'static Code, at: Location, message: String) {
        self.add(Severity::Note, code, |_| at, || message);
    }

    /// Says of the latest problem what to do in its very case.
    pub(crate) fn with_help(&mut self, help: impl Into<String>) {
        if let Some(latest) = self.told.last_mut() {
            latest.help = Some(help.into());
        }
    }

    /// Whether any refuses the file.
    pub(crate) fn has_errors(&self) -> bool {
        has_errors(&self.told)
    }

    /// All of them, then for each kind that was cut short how many more there are.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        let mut told = self.told;
        for ((_, severity), (code, count)) in self.seen {
            let Some(more @ 1..) = count.checked_sub(TOLD_IN_FULL) else {
                continue;
            };
            let message = format!("and {more} more like it");
            let found = Diagnostic::error(code, Location::file(&self.file), message);
            told.push(Diagnostic { severity, ..found });
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::presentable;

    #[test]
    fn words_from_a_file_are_fit_for_a_terminal() {
        assert_eq!(presentable("Café \u{1b}[2J"), "Café \u{fffd}[2J");
        assert_eq!(presentable(&"x".repeat(5_000)).chars().count(), 1_001);
        assert_eq!(presentable(""), "");
    }
}
