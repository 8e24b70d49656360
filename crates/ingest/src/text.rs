//! Delimited text under a header, plain or gzip, read row by row in bounded memory.
//!
//! Refused: rows over [`LONGEST_ROW`], files over [`MOST_ROWS`] or [`MOST_BYTES`] once inflated,
//! gzip that ends early. A row with the wrong number of fields, or not in UTF-8, is told and passed
//! over; reading goes on.

mod guard;

use std::fmt;
use std::io::Read;

use csv::ByteRecord;
use domain::diagnostic::Severity;
use flate2::bufread::MultiGzDecoder;

use crate::codes;
use crate::findings::Findings;
use crate::reading::Reading;
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
    RowTooLong { line: u64, quoted: bool },
    TooLarge,
    TooManyRows,
    Truncated,
    Utf16,
}

/// Words for the system's error type, through which a stop passes inside the CSV reader.
impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Stop {}

/// Rows of fields under a header.
pub struct Table<'a> {
    rows: csv::Reader<Guard<Box<dyn Read + 'a>>>,
    header: Vec<String>,
    line: u64,
    rows_seen: u64,
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

    /// A field's text without outer space.
    pub(crate) fn text(&self, column: usize) -> &str {
        let text = std::str::from_utf8(self.bytes(column));
        text.expect("rows that are not UTF-8 are not handed on").trim()
    }
}

impl<'a> Table<'a> {
    /// Opens plain or gzip text and reads its header.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Stop> {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(Stop::Utf16);
        }
        let plain: Box<dyn Read + 'a> = if bytes.starts_with(&[0x1f, 0x8b]) {
            Box::new(MultiGzDecoder::new(bytes))
        } else {
            Box::new(bytes)
        };
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(CHUNK)
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(Guard::new(plain));
        let mut table = Self { rows, header: Vec::new(), line: 1, rows_seen: 0 };
        let mut record = ByteRecord::new();
        if !table.advance(&mut record)? {
            return Err(Stop::Empty);
        }
        let fields = record.iter().map(String::from_utf8_lossy);
        let named = |field: std::borrow::Cow<'_, str>| {
            field.trim_start_matches('\u{feff}').trim().to_owned()
        };
        table.header = fields.map(named).collect();
        Ok(table)
    }

    /// Names of the columns, as in the file.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
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
            if record.len() == 1 && record.as_slice().trim_ascii().is_empty() {
                continue;
            }
            self.rows_seen += 1;
            reading.rows_read += 1;
            if self.is_good(&record, &mut reading.findings) {
                let line = self.line;
                let record = &record;
                row(&Row { line, record }, reading);
            }
        }
        if self.rows_seen == 0 {
            let at = reading.findings.line(1);
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
        if found != wanted {
            let ends =
                if self.rows.get_ref().unfinished() { "; the file ends in this row" } else { "" };
            let message = || format!("{found} fields where the header has {wanted}{ends}");
            findings.add(Severity::Error, &codes::WRONG_FIELD_COUNT, |f| f.line(line), message);
            return false;
        }
        true
    }
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
        Stop::Utf16 => {
            let message = "it begins as UTF-16 text does, with two bytes to a letter".to_owned();
            (&codes::NOT_UTF_8, findings.line(1), message)
        }
    };
    findings.error(code, at, message);
}
