//! Reading a CSV file of the catalogue row by row, noting every problem with its line.

use std::str::FromStr;

use domain::ParseError;
use domain::diagnostic::Location;

use crate::codes;
use crate::problems::Problems;

/// A row with its line.
pub(crate) struct Row<'p> {
    file: &'p str,
    /// The line it begins on, from 1.
    pub(crate) line: u64,
    header: &'static [&'static str],
    record: csv::StringRecord,
    problems: &'p Problems,
}

/// The rows of a CSV file whose first line is exactly `header`.
pub(crate) fn read_csv<'p>(
    file: &'p str,
    bytes: &[u8],
    header: &'static [&'static str],
    problems: &'p Problems,
) -> Vec<Row<'p>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut rows = Vec::new();
    for (n, record) in reader.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                let at = Location::line(file, line);
                problems.error(&codes::UNREADABLE_FILE, at, error.to_string());
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        let at = Location::line(file, line);
        if n == 0 {
            if record.iter().ne(header.iter().copied()) {
                let message = format!("the first line should be {}", header.join(","));
                problems.error(&codes::UNREADABLE_FILE, at, message);
                return rows;
            }
        } else if record.len() == header.len() {
            rows.push(Row { file, line, header, record, problems });
        } else {
            let (found, wanted) = (record.len(), header.len());
            let message = format!("the line has {found} cells, not {wanted}");
            problems.error(&codes::UNREADABLE_FILE, at, message);
        }
    }
    rows
}

/// A file with one more line at its end; `file` is empty or as it was read.
pub(crate) fn line(file: &[u8], header: &[&str], cells: &[String]) -> Vec<u8> {
    let mut out = file.to_vec();
    if out.is_empty() {
        out = format!("{}\n", header.join(",")).into_bytes();
    } else if !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    let quoted = cells.iter().map(|cell| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    });
    out.extend(quoted.collect::<Vec<_>>().join(",").into_bytes());
    out.push(b'\n');
    out
}

impl Row<'_> {
    /// A cell's text, without outer space; empty if nothing is written.
    pub(crate) fn text(&self, column: &'static str) -> &str {
        let place = self.header.iter().position(|name| *name == column);
        place.and_then(|place| self.record.get(place)).unwrap_or_default().trim()
    }

    /// Where a cell stands.
    pub(crate) fn at(&self, column: &str) -> Location {
        Location::line(self.file, self.line).in_column(column)
    }

    /// A cell that must hold text; reported otherwise.
    pub(crate) fn need_text(&self, column: &'static str) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() {
            let message = format!("`{column}` is empty");
            self.problems.error(&codes::MISSING_FIELD, self.at(column), message);
            return None;
        }
        Some(text.to_owned())
    }

    /// A cell read as a value of its own kind.
    pub(crate) fn parsed<T: FromStr<Err = ParseError>>(&self, column: &'static str) -> Option<T> {
        self.checked(column, |text| text.parse().map_err(|e: ParseError| e.to_string()))
    }

    /// A cell read as a whole number.
    pub(crate) fn whole<T: FromStr>(&self, column: &'static str) -> Option<T> {
        let wrong = |text: &str| format!("`{text}` is not a whole number in range");
        self.checked(column, |text| text.parse().map_err(|_| wrong(text)))
    }

    /// A date, or nothing where nothing is written.
    pub(crate) fn date(&self, column: &'static str) -> Option<jiff::civil::Date> {
        if self.text(column).is_empty() {
            return None;
        }
        let wrong = |text: &str| format!("`{text}` is not a date such as 2019-04-01");
        self.checked(column, |text| text.parse().map_err(|_| wrong(text)))
    }

    /// A cell that `read` understands; reported with its reason otherwise.
    pub(crate) fn checked<T>(
        &self,
        column: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.need_text(column)?;
        let value = read(&text);
        value
            .map_err(|why| {
                self.problems.error(&codes::UNREADABLE_VALUE, self.at(column), why);
            })
            .ok()
    }
}
