//! Delimited text under a header, plain or gzip, read row by row in bounded memory.
//!
//! Refused: rows over [`LONGEST_ROW`], files over [`MOST_ROWS`] or [`MOST_BYTES`] once inflated,
//! gzip that ends early. A row with the wrong number of fields, or not in UTF-8, is told and passed
//! over; reading goes on.

mod guard;

use std::fmt;
use std::io::{self, BufReader, Read};

use csv::ByteRecord;
use domain::diagnostic::Severity;
use flate2::bufread::MultiGzDecoder;

use crate::codes;
use crate::findings::Findings;
use crate::reading::Reading;
use crate::sent::{self, Sent};
use guard::Guard;

/// A row may take so many bytes; the longest seen in published files is under 400.
pub(crate) const LONGEST_ROW: usize = 64 * 1024;
/// A file may have so many rows; the Metropolitan Police's busiest month has about 110,000.
pub(crate) const MOST_ROWS: u64 = 2_000_000;
/// A file may inflate to so many bytes.
pub(crate) const MOST_BYTES: u64 = 1 << 30;
/// How much is read at a time; less than a row may take, so that a chunk cannot hide a long row.
const CHUNK: usize = 32 * 1024;

/// Why reading cannot go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stop {
    Corrupt { why: String },
    Empty,
    LoneReturns,
    RowTooLong { line: u64, quoted: bool },
    TooLarge,
    TooManyRows,
    Truncated,
    Unreadable { why: String },
    Utf16,
}

/// Words for the system's error type, through which a stop passes inside the CSV reader.
impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Stop {}

/// How a text sets its table out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// What stands between fields.
    pub(crate) delimiter: u8,
    /// How many rows stand above the header; lines without anything on them are no rows.
    pub(crate) preamble: usize,
}

impl Dialect {
    /// Commas, and the header first.
    pub(crate) const PLAIN: Self = Self { delimiter: b',', preamble: 0 };
}

/// Rows of fields under a header.
pub struct Table<'a> {
    rows: csv::Reader<Guard<Box<dyn Read + 'a>>>,
    delimiter: u8,
    header: Vec<String>,
    /// Line the header begins on.
    header_line: u64,
    /// The rows above the header.
    preamble: Vec<Vec<String>>,
    line: u64,
    rows_seen: u64,
    /// Columns without a name of which nothing was told yet.
    unnamed: Vec<usize>,
}

/// One row with as many fields as the header, all of them UTF-8.
pub(crate) struct Row<'r> {
    /// Its line in the file, the header being 1.
    pub(crate) line: u64,
    record: &'r ByteRecord,
}

impl Row<'_> {
    /// A field's bytes.
    pub(crate) fn bytes(&self, column: usize) -> &[u8] {
        let field = self.record.get(column).unwrap_or_default();
        // Rows end at the line feed alone, so that line numbers are exact; the carriage return of
        // a CRLF file is then the end of the last field.
        let last = column + 1 == self.record.len();
        field.strip_suffix(b"\r").filter(|_| last).unwrap_or(field)
    }

    /// Whether no field holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        self.record.as_slice().trim_ascii().is_empty()
    }

    /// A field's text without outer space.
    pub(crate) fn text(&self, column: usize) -> &str {
        let text = std::str::from_utf8(self.bytes(column));
        text.expect("rows that are not UTF-8 are not handed on").trim()
    }
}

impl<'a> Table<'a> {
    /// Opens plain or gzip text in its dialect and reads its header. Whoever names a preamble has
    /// seen that many rows.
    pub(crate) fn open_as(sent: &'a dyn Sent, dialect: Dialect) -> Result<Self, Stop> {
        let start = sent::start(sent).map_err(|error| unreadable(&error))?;
        if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
            return Err(Stop::Utf16);
        }
        let bytes = AsSent(sent.open().map_err(|error| unreadable(&error))?);
        let plain: Box<dyn Read + 'a> = if is_gzip(&start) {
            Box::new(MultiGzDecoder::new(BufReader::with_capacity(CHUNK, bytes)))
        } else {
            Box::new(bytes)
        };
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(dialect.delimiter)
            .buffer_capacity(CHUNK)
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(Guard::new(plain, dialect.delimiter));
        let mut table = Self {
            rows,
            delimiter: dialect.delimiter,
            header: Vec::new(),
            header_line: 1,
            preamble: Vec::new(),
            line: 1,
            rows_seen: 0,
            unnamed: Vec::new(),
        };
        let mut record = ByteRecord::new();
        for above in 0..=dialect.preamble {
            if !table.advance(&mut record)? {
                return Err(Stop::Empty);
            }
            let fields = record.iter().map(String::from_utf8_lossy);
            let named =
                |field: std::borrow::Cow<'_, str>| tidy(field.trim_start_matches('\u{feff}'));
            let fields = fields.map(named).collect();
            if record.iter().any(has_lone_return) {
                return Err(Stop::LoneReturns);
            }
            if above == dialect.preamble {
                table.header = fields;
            } else {
                table.preamble.push(fields);
            }
        }
        table.header_line = table.line;
        Ok(table)
    }

    /// Gives columns the names a reader has for them, where only capitals differ. What columns
    /// without a name hold will be told.
    pub(crate) fn name_columns(&mut self, names: &[&'static str]) {
        for own in &mut self.header {
            if let Some(name) = names.iter().find(|name| own.eq_ignore_ascii_case(name)) {
                (*name).clone_into(own);
            }
        }
        let header = self.header.iter().enumerate();
        self.unnamed = header.filter(|(_, name)| name.is_empty()).map(|(n, _)| n).collect();
    }

    /// Tells columns without a name that hold something, each once.
    fn tell_unnamed(&mut self, row: &Row<'_>, findings: &mut Findings) {
        self.unnamed.retain(|column| {
            let text = row.text(*column);
            if !text.is_empty() {
                let message =
                    format!("\"{text}\" stands in a column without a header; it is not read");
                findings.warning(&codes::COLUMN_NOT_READ, findings.line(row.line), message);
            }
            text.is_empty()
        });
    }

    /// Names of the columns, as in the file but for runs of space.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// The rows above the header.
    pub(crate) fn preamble(&self) -> &[Vec<String>] {
        &self.preamble
    }

    /// The rows above the header as lines of text: what separates fields below is part of the words
    /// there, as in `9,806,553,489`.
    pub(crate) fn lines_above(&self) -> Vec<String> {
        let separator = char::from(self.delimiter).to_string();
        self.preamble.iter().map(|row| row.join(&separator)).collect()
    }

    /// Line the header begins on.
    pub(crate) fn header_line(&self) -> u64 {
        self.header_line
    }

    /// Where a column stands that has several spellings, if it is there.
    pub(crate) fn find(&self, spellings: &[&str]) -> Option<usize> {
        let is = |c: &String| is_spelt(c, spellings);
        self.header.iter().position(is)
    }

    /// Where a column stands. Readers ask only for columns the recognised header has.
    pub(crate) fn column(&self, name: &str) -> usize {
        self.header.iter().position(|c| c == name).unwrap_or(0)
    }

    /// Calls `row` for every good row, tells every bad one, and whatever stops the reading.
    pub(crate) fn each<'r>(
        &mut self,
        reading: &mut Reading<'r>,
        mut row: impl FnMut(&Row<'_>, &mut Reading<'r>),
    ) {
        let mut record = ByteRecord::new();
        loop {
            match self.advance(&mut record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(stop) => return tell_stop(&stop, self.line, &mut reading.findings),
            }
            // Spreadsheets write the empty rows below a table as rows of delimiters.
            if record.as_slice().trim_ascii().is_empty() {
                continue;
            }
            self.rows_seen += 1;
            reading.rows_read += 1;
            if self.is_good(&record, &mut reading.findings) {
                let line = self.line;
                let found = Row { line, record: &record };
                if !self.unnamed.is_empty() {
                    self.tell_unnamed(&found, &mut reading.findings);
                }
                row(&found, reading);
            }
        }
        if self.rows_seen == 0 {
            let at = reading.findings.line(self.header_line);
            let message = "there is a header and no row below it".to_owned();
            reading.findings.error(&codes::NO_ROWS, at, message);
        } else if self.rows.get_ref().unfinished() {
            let at = reading.findings.line(self.line);
            let message = "the last line does not end in a line break".to_owned();
            reading.findings.warning(&codes::LAST_LINE_UNFINISHED, at, message);
        }
    }

    /// Reads the next row and sets the line it begins on; false at the end.
    fn advance(&mut self, record: &mut ByteRecord) -> Result<bool, Stop> {
        if self.rows_seen == MOST_ROWS {
            return match self.rows.read_byte_record(record) {
                Ok(false) => Ok(false),
                Ok(true) => Err(Stop::TooManyRows),
                Err(error) => Err(stop_of(&error)),
            };
        }
        let more = self.rows.read_byte_record(record).map_err(|error| {
            self.line = self.rows.position().line();
            stop_of(&error)
        })?;
        if more {
            // The reader's own position of a row is where the one before it ended, which is short
            // by every blank line between. The line it stands at now is the next one, whatever
            // came before, because the guard ends every last line.
            let mut within = 0;
            if record.as_slice().contains(&b'\n') {
                within = record.as_slice().iter().filter(|b| **b == b'\n').count() as u64;
            }
            self.line = self.rows.position().line() - 1 - within;
        }
        Ok(more)
    }

    fn is_good(&self, record: &ByteRecord, findings: &mut Findings) -> bool {
        let line = self.line;
        if let Err(error) = std::str::from_utf8(record.as_slice()) {
            let wrong = record.iter().position(|f| std::str::from_utf8(f).is_err());
            let column = wrong.and_then(|n| self.header.get(n)).map_or("", |c| c);
            let byte = record.as_slice()[error.valid_up_to()];
            let at = |f: &Findings| f.line(line).in_column(column);
            let message = || format!("byte {byte:#04x} is not UTF-8 text");
            findings.add(Severity::Error, &codes::NOT_UTF_8, at, message);
            return false;
        }
        if record.as_slice().contains(&0) {
            let wrong = record.iter().position(|field| field.contains(&0));
            let column = wrong.and_then(|n| self.header.get(n)).map_or("", |c| c);
            let at = |f: &Findings| f.line(line).in_column(column);
            let message = || "byte 0x00 stands in the row, which no text has".to_owned();
            findings.add(Severity::Error, &codes::NOT_UTF_8, at, message);
            return false;
        }
        let (found, wanted) = (record.len(), self.header.len());
        let blank = |n: usize| record.get(n).is_none_or(|field| field.trim_ascii().is_empty());
        // What is beyond the header, or short of it, may be empty columns of a spreadsheet.
        let unnamed = |n: usize| self.header.get(n).is_none_or(String::is_empty);
        let alike = (found.min(wanted)..found.max(wanted)).all(|n| blank(n) && unnamed(n));
        if !alike {
            let ends =
                if self.rows.get_ref().unfinished() { "; the file ends in this row" } else { "" };
            let message = || format!("{found} fields where the header has {wanted}{ends}");
            findings.add(Severity::Error, &codes::WRONG_FIELD_COUNT, |f| f.line(line), message);
            return false;
        }
        true
    }
}

/// Whether a file that starts so is in gzip.
pub(crate) fn is_gzip(start: &[u8]) -> bool {
    start.starts_with(&[0x1f, 0x8b])
}

/// The first bytes of a text in gzip, out of it: enough to tell what kind of file it is.
pub(crate) fn first_unpacked(sent: &dyn Sent) -> Vec<u8> {
    let mut first = Vec::new();
    if let Ok(bytes) = sent.open() {
        // What is damaged is told when the file is read.
        let packed = BufReader::with_capacity(CHUNK, bytes);
        let _ = MultiGzDecoder::new(packed).take(sent::START).read_to_end(&mut first);
    }
    first
}

/// Whether a field holds the end of a line as old programs of Apple's wrote it.
fn has_lone_return(field: &[u8]) -> bool {
    field.windows(2).any(|pair| pair[0] == b'\r' && !matches!(pair[1], b'\r' | b'\n'))
}

/// The bytes themselves: what the system says of them is told apart from what decompression says.
struct AsSent<R>(R);

impl<R: Read> Read for AsSent<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| io::Error::other(unreadable(&error)))
    }
}

fn unreadable(error: &io::Error) -> Stop {
    Stop::Unreadable { why: error.to_string() }
}

/// Delimiters in use, the usual one first.
pub(crate) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A header stands among the first rows: publishers put a title, notes and links above it.
const HEAD: usize = 40;

/// The first rows under a delimiter, as far as they can be read.
pub(crate) fn head(sent: &dyn Sent, delimiter: u8) -> Vec<Vec<String>> {
    let Ok(mut table) = Table::open_as(sent, Dialect { delimiter, preamble: 0 }) else {
        return Vec::new();
    };
    let mut rows = vec![std::mem::take(&mut table.header)];
    let mut record = ByteRecord::new();
    while rows.len() < HEAD && table.advance(&mut record) == Ok(true) {
        rows.push(record.iter().map(|f| tidy(&String::from_utf8_lossy(f))).collect());
    }
    rows
}

/// One space between words, none outside.
pub(crate) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a header is one of these spellings, whatever its capitals and the notes it refers to.
pub(crate) fn is_spelt(header: &str, spellings: &[&str]) -> bool {
    let plain = without_notes(header);
    spellings.iter().any(|spelling| plain.eq_ignore_ascii_case(spelling))
}

/// A header without the notes it refers to: `Total [note 4]` → `Total`.
pub(crate) fn without_notes(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once("[note") {
        out.push_str(before);
        rest = after.split_once(']').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    tidy(&out)
}

/// What the guard or the decompressor said, from inside the CSV reader's error.
fn stop_of(error: &csv::Error) -> Stop {
    let csv::ErrorKind::Io(io) = error.kind() else {
        let why = error.to_string();
        return Stop::Corrupt { why };
    };
    if let Some(stop) = io.get_ref().and_then(|e| e.downcast_ref::<Stop>()) {
        return stop.clone();
    }
    if io.kind() == std::io::ErrorKind::UnexpectedEof {
        return Stop::Truncated;
    }
    let why = io.to_string();
    Stop::Corrupt { why }
}

/// Tells why reading could not go on; `line` is how far it had come.
pub(crate) fn tell_stop(stop: &Stop, line: u64, findings: &mut Findings) {
    let here = findings.line(line);
    let file = findings.file();
    let (code, at, message) = match stop {
        Stop::Corrupt { why } => {
            let message = format!("the compressed data cannot be read beyond this line: {why}");
            (&codes::GZIP_DAMAGED, here, message)
        }
        Stop::Empty => (&codes::EMPTY_FILE, file, "the file holds nothing".to_owned()),
        Stop::LoneReturns => {
            let message = "its lines end in carriage returns alone, as old programs write them; \
                           save it with line feeds";
            (&codes::FORMAT_UNKNOWN, file, message.to_owned())
        }
        Stop::RowTooLong { line, quoted } => {
            let why = if *quoted { ", after a quotation mark that is not closed" } else { "" };
            let message = format!("a row is longer than {LONGEST_ROW} bytes{why}");
            (&codes::ROW_TOO_LONG, findings.line(*line), message)
        }
        Stop::TooLarge => {
            let message = format!("it inflates to more than {} MiB", MOST_BYTES >> 20);
            (&codes::TOO_LARGE, file, message)
        }
        Stop::TooManyRows => {
            let message = format!("it has more than {MOST_ROWS} rows");
            (&codes::TOO_LARGE, file, message)
        }
        Stop::Truncated => {
            let message = "the compressed data ends before its end mark".to_owned();
            (&codes::GZIP_TRUNCATED, here, message)
        }
        Stop::Unreadable { why } => {
            (&codes::UNREADABLE, here, format!("it cannot be read beyond this line: {why}"))
        }
        Stop::Utf16 => {
            let message = "it begins as UTF-16 text does, with two bytes to a letter".to_owned();
            (&codes::NOT_UTF_8, findings.line(1), message)
        }
    };
    findings.error(code, at, message);
}
