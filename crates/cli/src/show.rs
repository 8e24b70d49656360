//! Showing results: plain text for people, JSON for programs.

use std::fmt::Write as _;

use app::AppError;
use domain::diagnostic::{Diagnostic, Severity};
use serde_json::{Value, json};

use crate::Ended;

/// Prints to standard output; a closed pipe is no error of ours.
pub fn line(text: impl std::fmt::Display) {
    use std::io::Write as _;
    if let Err(error) = writeln!(std::io::stdout(), "{text}") {
        if error.kind() != std::io::ErrorKind::BrokenPipe {
            aside(format_args!("error: the output could not be written: {error}"));
        }
        std::process::exit(1);
    }
}

/// Prints to standard error.
pub fn aside(text: impl std::fmt::Display) {
    use std::io::Write as _;
    drop(writeln!(std::io::stderr(), "{text}"));
}

/// Prints JSON.
pub fn json(value: &Value) {
    line(format_args!("{value:#}"));
}

/// A diagnostic as JSON.
pub fn diagnostic_json(diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let location = &diagnostic.location;
    json!({
        "code": diagnostic.code.id,
        "severity": severity,
        "message": diagnostic.message,
        "file": location.file,
        "sheet": location.sheet,
        "line": location.line,
        "column": location.column,
        "why": diagnostic.code.why,
        "help": diagnostic.help.as_deref().unwrap_or(diagnostic.code.help),
        "page": diagnostic.page(),
    })
}

/// Prints every diagnostic, errors first, to standard error.
pub fn diagnostics(diagnostics: &[Diagnostic]) {
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.severity));
    ordered.iter().for_each(|diagnostic| aside(format_args!("{diagnostic}\n")));
}

/// How a command ends whose diagnostics hold no error.
pub fn ended(diagnostics: &[Diagnostic]) -> Ended {
    let warned = diagnostics.iter().any(|d| d.severity == Severity::Warning);
    if warned { Ended::WithWarnings } else { Ended::Done }
}

/// Prints why a command was refused, with every cause.
pub fn error(error: &anyhow::Error, as_json: bool) {
    let refused = error.downcast_ref::<AppError>().and_then(|error| match error {
        AppError::Refused(diagnostics) | AppError::Unanswered(diagnostics) => Some(diagnostics),
        _ => None,
    });
    let mut message = error.to_string();
    for cause in error.chain().skip(1) {
        let _ = write!(message, ": {cause}");
    }
    if as_json {
        let problems = refused.map(|all| all.iter().map(diagnostic_json).collect::<Vec<_>>());
        json(&json!({ "error": message, "diagnostics": problems }));
        return;
    }
    if let Some(all) = refused {
        diagnostics(all);
    }
    aside(format_args!("error: {message}"));
}

/// A table of plain text: columns as wide as they need be, numbers to the right.
pub fn table(headers: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain([headers[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..headers.len()).map(width).collect();
    let numeric =
        |cell: &str| cell.starts_with(|c: char| c.is_ascii_digit() || "+\u{2212}-[".contains(c));
    let right: Vec<bool> = (0..headers.len())
        .map(|column| {
            let mut cells = rows.iter().filter_map(|row| row.get(column));
            column > 0 && cells.all(|cell| cell.is_empty() || numeric(cell))
        })
        .collect();
    let one = |cells: &[String]| {
        let cells = cells.iter().enumerate().map(|(column, cell)| {
            let fill = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
            if right[column] { format!("{fill}{cell}") } else { format!("{cell}{fill}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let header: Vec<String> = headers.iter().map(|h| (*h).to_owned()).collect();
    let lines = std::iter::once(one(&header)).chain(rows.iter().map(|row| one(row)));
    lines.collect::<Vec<_>>().join("\n")
}
