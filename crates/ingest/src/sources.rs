//! The readers of published files, one module each, and how a file finds its reader.
//!
//! To add one: write `sources/<format>.rs` with its `READER`, and add it to [`READERS`].

pub(crate) mod home_office_offences;
pub(crate) mod home_office_use_of_force;
pub(crate) mod home_office_workforce;
pub(crate) mod iopc_deaths;
pub(crate) mod numbers;
pub(crate) mod ons_police_force_area_tables;
pub(crate) mod police_uk_derived;
pub(crate) mod police_uk_fields;
pub(crate) mod police_uk_file_name;
pub(crate) mod police_uk_groups;
pub(crate) mod police_uk_outcome_words;
pub(crate) mod police_uk_outcomes;
pub(crate) mod police_uk_street;

use domain::ids::SourceId;
use domain::observation::Observation;

use crate::codes;
use crate::reading::{Content, Reading};
use crate::text::{self, Table};
use crate::workbook::Workbook;

/// Every reader, by name.
pub static READERS: &[&Reader] = &[
    &home_office_offences::READER,
    &home_office_use_of_force::READER,
    &home_office_workforce::READER,
    &iopc_deaths::READER,
    &ons_police_force_area_tables::READER,
    &police_uk_derived::READER,
    &police_uk_outcomes::READER,
    &police_uk_street::READER,
];

/// One published format.
pub struct Reader {
    /// Its name, kept on every release it reads.
    pub name: &'static str,
    /// What kind of file it reads, in words.
    pub reads: &'static str,
    source: &'static str,
    shape: Shape,
}

/// By what content a format is recognised, and what reads it.
enum Shape {
    Table {
        columns: &'static [&'static str],
        /// Whether a column more leaves the meaning of a row as it is.
        more_columns: bool,
        read: fn(&mut Table<'_>, &mut Reading<'_>) -> Vec<Observation>,
    },
    Workbook {
        /// Whether the titles of its sheets are those of this format.
        knows: fn(&Workbook) -> bool,
        read: fn(&Workbook, &mut Reading<'_>) -> Vec<Observation>,
    },
}

impl Reader {
    /// Which data collection its files are releases of.
    pub fn source(&self) -> SourceId {
        let id = self.source.parse();
        id.expect("a test parses the source of every reader")
    }

    pub(crate) fn read(
        &self,
        content: &mut Content<'_>,
        reading: &mut Reading<'_>,
    ) -> Vec<Observation> {
        match (&self.shape, content) {
            (Shape::Table { read, .. }, Content::Text(table)) => read(table, reading),
            (Shape::Workbook { read, .. }, Content::Workbook(book)) => read(book, reading),
            (Shape::Table { .. } | Shape::Workbook { .. }, _) => Vec::new(),
        }
    }
}

/// Finds the reader for a file by what is in it, or tells why there is none.
pub(crate) fn recognise<'a>(reading: &mut Reading<'a>) -> Option<(&'static Reader, Content<'a>)> {
    let bytes = reading.input.bytes;
    if bytes.starts_with(b"PK") {
        let book = Workbook::open(bytes, &mut reading.findings)?;
        let reader = by_sheets(&book, reading)?;
        return Some((reader, Content::Workbook(book)));
    }
    if let Some(what) = foreign(bytes) {
        return unknown(reading, what);
    }
    let table = match Table::open(bytes) {
        Ok(table) => table,
        Err(stop) => {
            text::tell_stop(&stop, 1, &mut reading.findings);
            return None;
        }
    };
    let reader = by_header(&table, reading)?;
    Some((reader, Content::Text(table)))
}

/// Formats people send that no reader is for, by their first bytes.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 12] = [
        (b"%PDF", "it is a PDF, which holds a picture of a table and not its cells"),
        (b"\xd0\xcf\x11\xe0", "it is an old Excel workbook (.xls); save it as .xlsx"),
        (b"<", "it is a web page or XML; the download may have failed"),
        (b"\x89PNG", "it is a picture (PNG)"),
        (b"\xff\xd8\xff", "it is a picture (JPEG)"),
        (b"GIF8", "it is a picture (GIF)"),
        (b"{\\rtf", "it is a text document (RTF)"),
        (b"{", "it is JSON, not a table"),
        (b"[", "it is JSON, not a table"),
        (b"SQLite format 3", "it is a database (SQLite), not a table"),
        (b"7z\xbc\xaf", "it is a 7-Zip archive; unpack it first"),
        (b"Rar!", "it is a RAR archive; unpack it first"),
    ];
    let found = KNOWN.iter().find(|(start, _)| bytes.starts_with(start));
    found.map(|(_, what)| *what)
}

fn unknown<T>(reading: &mut Reading<'_>, what: &str) -> Option<T> {
    let at = reading.findings.file();
    reading.findings.error(&codes::FORMAT_UNKNOWN, at, what.to_owned());
    None
}

fn by_sheets(book: &Workbook, reading: &mut Reading<'_>) -> Option<&'static Reader> {
    let mut readers = READERS.iter();
    let known = readers.find(|reader| match &reader.shape {
        Shape::Workbook { knows, .. } => knows(book),
        Shape::Table { .. } => false,
    });
    if let Some(reader) = known {
        return Some(reader);
    }
    let names: Vec<&str> = book.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
    let found = names.join("\", \"");
    unknown(reading, &format!("no reader knows a workbook of the sheets \"{found}\""))
}

/// How a header differs from a reader's columns.
struct Fit {
    reader: &'static Reader,
    missing: Vec<&'static str>,
    more: Vec<String>,
    shared: usize,
    more_columns: bool,
}

impl Fit {
    fn of(reader: &'static Reader, header: &[String]) -> Option<Self> {
        let Shape::Table { columns, more_columns, .. } = &reader.shape else {
            return None;
        };
        let (shared, missing): (Vec<&str>, Vec<&str>) =
            columns.iter().partition(|c| header.iter().any(|h| h == *c));
        // A column that stands twice is one too many, whichever of the two is meant.
        let more = header
            .iter()
            .enumerate()
            .filter(|(n, name)| header[..*n].contains(name) || !columns.contains(&name.as_str()));
        Some(Self {
            reader,
            more: more.map(|(_, name)| name.clone()).collect(),
            missing,
            shared: shared.len(),
            more_columns: *more_columns,
        })
    }

    fn is_near(&self) -> bool {
        self.shared * 2 > self.shared + self.missing.len()
    }

    fn distance(&self) -> usize {
        self.missing.len() + self.more.len()
    }
}

fn by_header(table: &Table<'_>, reading: &mut Reading<'_>) -> Option<&'static Reader> {
    let header = table.header();
    let fits = READERS.iter().filter_map(|reader| Fit::of(reader, header));
    let Some(fit) = fits.filter(Fit::is_near).min_by_key(Fit::distance) else {
        let found: Vec<&str> = header.iter().take(12).map(String::as_str).collect();
        let found: String = found.join("\", \"").chars().take(200).collect();
        return unknown(reading, &format!("no reader knows the columns \"{found}\""));
    };
    let repeated = fit.more.iter().any(|name| header.iter().filter(|h| *h == name).count() > 1);
    if fit.missing.is_empty() && (fit.more.is_empty() || fit.more_columns && !repeated) {
        for name in &fit.more {
            let at = reading.findings.line(1).in_column(name);
            let message = format!("column \"{name}\" is not read");
            reading.findings.warning(&codes::COLUMN_NOT_READ, at, message);
        }
        return Some(fit.reader);
    }
    let list = |what: &str, names: &mut dyn Iterator<Item = &str>| {
        let names: Vec<String> = names.map(|n| format!("\"{n}\"")).collect();
        (!names.is_empty()).then(|| format!("; {what}: {}", names.join(", ")))
    };
    let missing = list("missing", &mut fit.missing.iter().copied()).unwrap_or_default();
    let more = list("not among them", &mut fit.more.iter().map(String::as_str));
    let message = format!(
        "the header is nearly that of {}{missing}{}",
        fit.reader.reads,
        more.unwrap_or_default()
    );
    let at = reading.findings.line(1);
    reading.findings.error(&codes::COLUMNS_DIFFER, at, message);
    if fit.missing.is_empty() && !fit.more_columns {
        let help = "Use the table without the further column: with it, each count of this format \
                    is spread over several rows";
        reading.findings.with_help(help);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_are_in_order_and_name_real_sources() {
        assert!(READERS.is_sorted_by(|a, b| a.name < b.name));
        for reader in READERS {
            assert!(!reader.source().as_str().is_empty(), "{}", reader.name);
            assert!(!reader.reads.is_empty(), "{}", reader.name);
        }
    }
}
