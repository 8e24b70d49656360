//! The readers of published files, one module each, and how a file finds its reader.
//!
//! To add one: write `sources/<format>.rs` with its `READER`, and add it to [`READERS`].

pub(crate) mod home_office_offences;
pub(crate) mod home_office_outcomes;
pub(crate) mod home_office_quarters;
pub(crate) mod home_office_rolling;
pub(crate) mod home_office_use_of_force;
pub(crate) mod home_office_workforce;
pub(crate) mod iopc_deaths;
pub(crate) mod numbers;
pub(crate) mod observed;
pub(crate) mod ons_police_force_area_tables;
pub(crate) mod ons_table_c2;
pub(crate) mod police_uk_derived;
pub(crate) mod police_uk_fields;
pub(crate) mod police_uk_file_name;
pub(crate) mod police_uk_groups;
pub(crate) mod police_uk_outcome_words;
pub(crate) mod police_uk_outcomes;
pub(crate) mod police_uk_stops;
pub(crate) mod police_uk_street;
pub(crate) mod symbols;

use domain::ids::SourceId;
use domain::observation::Observation;

use catalogue::Mapping;

use crate::codes;
use crate::mapped;
use crate::reading::{Content, Reading};
use crate::sent::{self, Sent};
use crate::text::{self, Dialect, Stop, Table};
use crate::workbook::Workbook;

/// Every reader, by name.
pub static READERS: &[&Reader] = &[
    &home_office_quarters::READER,
    &home_office_offences::READER,
    &home_office_outcomes::READER,
    &home_office_rolling::READER,
    &home_office_use_of_force::READER,
    &home_office_workforce::READER,
    &iopc_deaths::READER,
    &ons_police_force_area_tables::READER,
    &ons_table_c2::READER,
    &police_uk_derived::READER,
    &police_uk_derived::BY_OUTCOME,
    &police_uk_outcomes::READER,
    &police_uk_stops::READER,
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
    /// A table under columns that may be spelt in several ways, with further columns that are the
    /// reader's to understand or to tell. It may stand below a preamble and in any dialect.
    Wide {
        /// What must be there.
        columns: &'static [&'static [&'static str]],
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

    /// A table with this reader, its columns under the names the reader has for them.
    fn of_table<'a>(&'static self, mut table: Table<'a>) -> (Known<'a>, Content<'a>) {
        if let Shape::Table { columns, .. } = &self.shape {
            table.name_columns(columns);
        }
        (Known::Reader(self), Content::Text(Box::new(table)))
    }

    pub(crate) fn read(
        &self,
        content: &mut Content<'_>,
        reading: &mut Reading<'_>,
    ) -> Vec<Observation> {
        match (&self.shape, content) {
            (Shape::Table { read, .. } | Shape::Wide { read, .. }, Content::Text(table)) => {
                read(table, reading)
            }
            (Shape::Workbook { read, .. }, Content::Workbook(book)) => read(book, reading),
            (Shape::Table { .. } | Shape::Wide { .. } | Shape::Workbook { .. }, _) => Vec::new(),
        }
    }
}

/// What a file is read by.
pub(crate) enum Known<'c> {
    /// A format of its own.
    Reader(&'static Reader),
    /// Mappings of the catalogue, all of one source: one for a text, several for the sheets of a
    /// workbook.
    Mappings(Vec<&'c Mapping>),
}

impl Known<'_> {
    /// What reads the file, for people.
    pub(crate) fn described(&self) -> String {
        match self {
            Self::Reader(reader) => format!("the reader of {}", reader.reads),
            Self::Mappings(mappings) => {
                let ids: Vec<&str> = mappings.iter().map(|mapping| mapping.id.as_str()).collect();
                format!("the mapping {}", ids.join(" and "))
            }
        }
    }

    /// The name kept on the release.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Reader(reader) => reader.name,
            Self::Mappings(_) => mapped::FORMAT,
        }
    }

    /// Which data collection the file is a release of.
    pub(crate) fn source(&self) -> SourceId {
        match self {
            Self::Reader(reader) => reader.source(),
            Self::Mappings(mappings) => mappings[0].source.clone(),
        }
    }

    pub(crate) fn read(
        &self,
        content: &mut Content<'_>,
        reading: &mut Reading<'_>,
    ) -> Vec<Observation> {
        match (self, content) {
            (Self::Reader(reader), content) => reader.read(content, reading),
            (Self::Mappings(mappings), Content::Text(table)) => {
                mapped::read_text(mappings[0], table, reading)
            }
            (Self::Mappings(mappings), Content::Workbook(book)) => {
                mapped::read_workbook(mappings, book, reading)
            }
        }
    }
}

/// Finds what a file is read by, by what is in it, or tells why there is nothing.
pub(crate) fn recognise<'a>(reading: &mut Reading<'a>) -> Option<(Known<'a>, Content<'a>)> {
    let bytes = reading.input.bytes;
    let start = start_of(reading)?;
    if start.starts_with(b"PK") {
        let book = Workbook::open(bytes, &mut reading.findings)?;
        if !is_known(&book) {
            let mappings = mapped::for_workbook(&book, reading);
            if !mappings.is_empty() {
                return Some((Known::Mappings(mappings), Content::Workbook(book)));
            }
            if reading.findings.has_errors() {
                return None;
            }
        }
        let reader = by_sheets(&book, reading)?;
        return Some((Known::Reader(reader), Content::Workbook(book)));
    }
    if let Some(what) = not_a_table(bytes, &start) {
        return unknown(reading, what);
    }
    let table = opened(bytes, Dialect::PLAIN, reading)?;
    if let Some((reader, dialect)) = located(bytes, table.header()) {
        let table =
            if dialect == Dialect::PLAIN { table } else { opened(bytes, dialect, reading)? };
        return Some(reader.of_table(table));
    }
    if !is_nearly_known(&table) {
        if let Some((mapping, dialect)) = mapped::for_text(bytes, reading) {
            let table = opened(bytes, dialect, reading)?;
            return Some((Known::Mappings(vec![mapping]), Content::Text(Box::new(table))));
        }
        if reading.findings.has_errors() {
            return None;
        }
    }
    let reader = by_header(&table, reading)?;
    Some(reader.of_table(table))
}

/// The first bytes of a file, or why it cannot be read.
pub(crate) fn start_of(reading: &mut Reading<'_>) -> Option<Vec<u8>> {
    let start = sent::start(reading.input.bytes);
    let stop = |error: std::io::Error| Stop::Unreadable { why: error.to_string() };
    start.map_err(|error| text::tell_stop(&stop(error), 1, &mut reading.findings)).ok()
}

/// A text in its dialect, or why it cannot be read.
pub(crate) fn opened<'a>(
    bytes: &'a dyn Sent,
    dialect: Dialect,
    reading: &mut Reading<'_>,
) -> Option<Table<'a>> {
    let table = Table::open_as(bytes, dialect);
    table.map_err(|stop| text::tell_stop(&stop, 1, &mut reading.findings)).ok()
}

/// The one reader whose header stands among the first rows, and the dialect it stands in. A known
/// header settles both: neither is guessed from the look of the rows.
fn located(bytes: &dyn Sent, first: &[String]) -> Option<(&'static Reader, Dialect)> {
    let exact = |header: &[String]| {
        let fits = READERS.iter().filter_map(|reader| Fit::of(reader, header));
        let fits = fits.filter(|fit| fit.missing.is_empty() && fit.more.is_empty());
        fits.max_by_key(|fit| fit.shared).map(|fit| fit.reader)
    };
    if let Some(reader) = exact(first) {
        return Some((reader, Dialect::PLAIN));
    }
    text::DELIMITERS.into_iter().find_map(|delimiter| {
        let rows = text::head(bytes, delimiter);
        let found = |(preamble, row): (usize, &Vec<String>)| {
            exact(row).map(|reader| (reader, Dialect { delimiter, preamble }))
        };
        rows.iter().enumerate().find_map(found)
    })
}

/// What a file is that is no table, if its first bytes say so, out of gzip too.
pub(crate) fn not_a_table(bytes: &dyn Sent, start: &[u8]) -> Option<&'static str> {
    let unpacked = || foreign(&text::first_unpacked(bytes));
    foreign(start).or_else(|| if text::is_gzip(start) { unpacked() } else { None })
}

/// Formats people send that no reader is for, by their first bytes.
fn foreign(start: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 12] = [
        (b"%PDF", "it is a PDF, which holds a picture of a table and not its cells"),
        (
            b"\xd0\xcf\x11\xe0",
            "it is an old Excel workbook (.xls), or one with a password; save it as .xlsx without a password",
        ),
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
    let found = KNOWN.iter().find(|(known, _)| start.starts_with(known));
    found.map(|(_, what)| *what)
}

fn unknown<T>(reading: &mut Reading<'_>, what: &str) -> Option<T> {
    let at = reading.findings.file();
    reading.findings.error(&codes::FORMAT_UNKNOWN, at, what.to_owned());
    None
}

/// Whether a reader would take a workbook.
fn is_known(book: &Workbook) -> bool {
    READERS.iter().any(|reader| match &reader.shape {
        Shape::Workbook { knows, .. } => knows(book),
        Shape::Table { .. } | Shape::Wide { .. } => false,
    })
}

/// Whether a header has all columns of a reader and more: a mapping is not asked about it.
fn is_nearly_known(table: &Table<'_>) -> bool {
    let fits = READERS.iter().filter_map(|reader| Fit::of(reader, table.header()));
    fits.filter(|fit| fit.missing.is_empty()).count() > 0
}

fn by_sheets(book: &Workbook, reading: &mut Reading<'_>) -> Option<&'static Reader> {
    let mut readers = READERS.iter();
    let known = readers.find(|reader| match &reader.shape {
        Shape::Workbook { knows, .. } => knows(book),
        Shape::Table { .. } | Shape::Wide { .. } => false,
    });
    if let Some(reader) = known {
        return Some(reader);
    }
    let names: Vec<&str> = book.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
    let found = names.join("\", \"");
    unknown(reading, &format!("no reader knows a workbook of the sheets \"{found}\""))
}

/// Tables that are known and hold no figures, by their columns, and what they hold.
pub(crate) fn no_figures(header: &[String]) -> Option<&'static str> {
    const KNOWN: [(&[&str], &str); 2] = [
        (
            &["inspection", "force", "pillar", "grade"],
            "it holds grades of inspections, which are words in an order and not amounts: no \
             difference, rate or test can be made of them",
        ),
        (
            &["month", "force", "type", "rows"],
            "it says which files were counted by somebody, and counts no crime itself",
        ),
    ];
    let has = |name: &&str| header.iter().any(|h| h.eq_ignore_ascii_case(name));
    let found = KNOWN.iter().find(|(columns, _)| columns.iter().all(has));
    found.map(|(_, what)| *what)
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
        let (columns, more_columns) = match &reader.shape {
            Shape::Table { columns, more_columns, .. } => (columns, more_columns),
            Shape::Wide { columns, .. } => return Some(Self::of_wide(reader, columns, header)),
            Shape::Workbook { .. } => return None,
        };
        let (shared, missing): (Vec<&str>, Vec<&str>) =
            columns.iter().partition(|c| header.iter().any(|h| h.eq_ignore_ascii_case(c)));
        // A column that stands twice is one too many, whichever of the two is meant. One without a
        // name is told by the table if it holds anything.
        let same = |one: &String| {
            let one = one.clone();
            move |other: &String| other.eq_ignore_ascii_case(&one)
        };
        let known = |name: &String| columns.iter().any(|c| c.eq_ignore_ascii_case(name));
        let more = header.iter().enumerate().filter(|(n, name)| {
            !name.is_empty() && (header[..*n].iter().any(same(name)) || !known(name))
        });
        Some(Self {
            reader,
            more: more.map(|(_, name)| name.clone()).collect(),
            missing,
            shared: shared.len(),
            more_columns: *more_columns,
        })
    }

    fn of_wide(
        reader: &'static Reader,
        columns: &'static [&'static [&'static str]],
        header: &[String],
    ) -> Self {
        let there = |spellings: &&&'static [&'static str]| {
            header.iter().any(|h| text::is_spelt(h, spellings))
        };
        let missing = columns.iter().filter(|spellings| !there(spellings));
        let missing: Vec<&'static str> = missing.filter_map(|s| s.first().copied()).collect();
        let shared = columns.len() - missing.len();
        // Of a column that stands twice nobody knows which is meant; by whichever spelling.
        let more = columns.iter().flat_map(|spellings| {
            let named = |h: &&String| text::is_spelt(h, spellings);
            header.iter().filter(named).skip(1).cloned().collect::<Vec<String>>()
        });
        Self { reader, missing, more: more.collect(), shared, more_columns: true }
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
    if let Some(what) = no_figures(header) {
        let at = reading.findings.file();
        reading.findings.error(&codes::NOT_FIGURES, at, what.to_owned());
        return None;
    }
    let Some(fit) = fits.filter(Fit::is_near).min_by_key(Fit::distance) else {
        let found: Vec<&str> = header.iter().take(12).map(String::as_str).collect();
        let found: String = found.join("\", \"").chars().take(200).collect();
        return unknown(reading, &format!("no reader knows the columns \"{found}\""));
    };
    let times = |name: &String| header.iter().filter(|h| h.eq_ignore_ascii_case(name)).count();
    let repeated = fit.more.iter().any(|name| times(name) > 1);
    if fit.missing.is_empty() && (fit.more.is_empty() || fit.more_columns && !repeated) {
        for name in &fit.more {
            let at = reading.findings.line(table.header_line()).in_column(name);
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
