//! What went wrong, where, why it matters and what to do: every problem at once.

use std::fmt;

/// One kind of problem. Each has a page `docs/errors/<id>.md` (colons become hyphens).
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `crate::kind-of-problem`.
    pub id: &'static str,
    /// Why it matters, one sentence without a full stop.
    pub why: &'static str,
    /// What to do about it, one sentence without a full stop.
    pub help: &'static str,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing to answer.
    Note,
    /// To be looked at and answered; nothing is refused.
    Warning,
    /// Refused; nothing is changed.
    Error,
}

/// Where in what was given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// File as the person named it.
    pub file: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Line of a text file, or row of a sheet, from 1.
    pub line: Option<u64>,
    /// Column by its header or letter.
    pub column: Option<String>,
}

impl Location {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), ..Self::default() }
    }

    /// A line of a text file.
    pub fn line(file: impl Into<String>, line: u64) -> Self {
        Self { file: file.into(), line: Some(line), ..Self::default() }
    }

    /// A cell of a sheet, such as `D14`.
    pub fn cell(file: impl Into<String>, sheet: &str, row: u64, column: &str) -> Self {
        let (sheet, column) = (Some(sheet.to_owned()), Some(column.to_owned()));
        Self { file: file.into(), sheet, line: Some(row), column }
    }

    /// This place, in a column.
    #[must_use]
    pub fn in_column(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match (&self.sheet, &self.column, self.line) {
            (Some(sheet), Some(column), Some(row)) => {
                write!(f, ", sheet \"{sheet}\", cell {column}{row}")
            }
            (Some(sheet), _, Some(row)) => write!(f, ", sheet \"{sheet}\", row {row}"),
            (Some(sheet), _, None) => write!(f, ", sheet \"{sheet}\""),
            (None, Some(column), Some(line)) => write!(f, ", line {line}, column \"{column}\""),
            (None, None, Some(line)) => write!(f, ", line {line}"),
            (None, Some(column), None) => write!(f, ", column \"{column}\""),
            (None, None, None) => Ok(()),
        }
    }
}

/// A problem found, told so that a person can mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind.
    pub code: &'static Code,
    /// How bad.
    pub severity: Severity,
    /// Where.
    pub location: Location,
    /// What, with the value found; no full stop.
    pub message: String,
    /// What to do here, if it is more than the code's general help.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem that refuses the whole.
    pub fn error(code: &'static Code, location: Location, message: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, location, message: message.into(), help: None }
    }

    /// A problem to be looked at.
    pub fn warning(code: &'static Code, location: Location, message: impl Into<String>) -> Self {
        let severity = Severity::Warning;
        Self { severity, ..Self::error(code, location, message) }
    }

    /// Something worth knowing.
    pub fn note(code: &'static Code, location: Location, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, location, message) }
    }

    /// Says what to do in this very case.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The name of the page that explains this kind of problem.
    pub fn page(&self) -> String {
        page_of(self.code.id)
    }
}

/// `ingest::unknown-area` → `docs/errors/ingest-unknown-area.md`.
pub fn page_of(id: &str) -> String {
    format!("docs/errors/{}.md", id.replace("::", "-"))
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        writeln!(f, "{severity}[{}]: {}", self.code.id, self.message)?;
        writeln!(f, "  at   {}", self.location)?;
        writeln!(f, "  why  {}", self.code.why)?;
        writeln!(f, "  help {}", self.help.as_deref().unwrap_or(self.code.help))?;
        write!(f, "  more {}", self.page())
    }
}

/// Whether any of them refuses the whole.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}
