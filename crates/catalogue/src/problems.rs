//! The problems found so far, and where in a file a thing stands.

use std::cell::RefCell;
use std::collections::BTreeMap;

use domain::diagnostic::{Code, Diagnostic, Location};

/// Collects problems; finding one never stops the reading.
#[derive(Debug, Default)]
pub(crate) struct Problems(RefCell<Vec<Diagnostic>>);

impl Problems {
    /// Notes a problem that refuses the catalogue.
    pub(crate) fn error(&self, code: &'static Code, at: Location, message: impl Into<String>) {
        self.add(Diagnostic::error(code, at, message));
    }

    /// Notes any problem.
    pub(crate) fn add(&self, diagnostic: Diagnostic) {
        self.0.borrow_mut().push(diagnostic);
    }

    /// All of them, by file and line.
    pub(crate) fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.0.into_inner();
        all.sort_by(|a, b| {
            let key = |d: &Diagnostic| (d.location.file.clone(), d.location.line, d.code.id);
            key(a).cmp(&key(b))
        });
        all
    }
}

/// A declared thing with the file and lines it was read from.
#[derive(Debug, Clone)]
pub(crate) struct Placed<T> {
    /// The thing.
    pub(crate) value: T,
    /// Its file.
    pub(crate) file: String,
    /// The line it begins on.
    pub(crate) line: u64,
    /// The lines of its fields, by name.
    pub(crate) lines: BTreeMap<String, u64>,
}

impl<T> Placed<T> {
    /// Where a field stands; where the thing begins if the field is not written.
    pub(crate) fn at(&self, field: &str) -> Location {
        Location::line(&self.file, *self.lines.get(field).unwrap_or(&self.line))
    }
}
