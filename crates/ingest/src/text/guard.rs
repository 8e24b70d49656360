//! Watches bytes on their way to the CSV reader, which itself would hold a row of any length.

use std::io::{self, Read};

use super::{LONGEST_ROW, MOST_BYTES, Stop};

/// Where in a row the next byte stands, by the rules of quoting (RFC 4180).
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// Passes bytes on, and stops at too many of them or at a row that is too long. A last line
/// without a line break is given one, so that every row ends alike.
pub(super) struct Guard<R> {
    inner: R,
    delimiter: u8,
    total: u64,
    /// Line the next byte stands on.
    line: u64,
    /// Line the current row began on.
    row_line: u64,
    /// Bytes of the current row so far.
    row_bytes: usize,
    at: At,
    last: u8,
    unfinished: bool,
}

impl<R: Read> Guard<R> {
    pub(super) fn new(inner: R, delimiter: u8) -> Self {
        Self {
            inner,
            delimiter,
            total: 0,
            line: 1,
            row_line: 1,
            row_bytes: 0,
            at: At::FieldStart,
            last: b'\n',
            unfinished: false,
        }
    }

    /// Whether the file has ended without a line break; false before its end is reached.
    pub(super) fn unfinished(&self) -> bool {
        self.unfinished
    }

    fn watch(&mut self, chunk: &[u8]) -> Result<(), Stop> {
        let calm = matches!(self.at, At::FieldStart | At::Plain) && !chunk.contains(&b'"');
        if calm {
            self.watch_plain(chunk)
        } else {
            chunk.iter().try_for_each(|byte| self.watch_byte(*byte))
        }
    }

    /// Without a quotation mark every line break ends a row, and no row that lies inside a chunk
    /// can be too long: only the row that ends first and the one left open are looked at.
    fn watch_plain(&mut self, chunk: &[u8]) -> Result<(), Stop> {
        let Some(first) = chunk.iter().position(|b| *b == b'\n') else {
            self.row_bytes += chunk.len();
            self.after(chunk[chunk.len() - 1]);
            return self.row_fits();
        };
        self.row_bytes += first;
        self.row_fits()?;
        let open = chunk.iter().rev().take_while(|b| **b != b'\n').count();
        self.line += chunk.iter().filter(|b| **b == b'\n').count() as u64;
        (self.row_line, self.row_bytes) = (self.line, open);
        self.after(chunk[chunk.len() - 1]);
        Ok(())
    }

    fn watch_byte(&mut self, byte: u8) -> Result<(), Stop> {
        if byte == b'\n' {
            self.line += 1;
        }
        self.row_bytes += 1;
        match (self.at, byte) {
            (At::Quoted, b'"') => self.at = At::QuoteInQuoted,
            (At::FieldStart | At::QuoteInQuoted, b'"') => self.at = At::Quoted,
            (At::Quoted, _) => {}
            (_, b'\n') => {
                (self.row_line, self.row_bytes) = (self.line, 0);
                self.at = At::FieldStart;
            }
            (_, byte) => self.after(byte),
        }
        self.row_fits()
    }

    fn after(&mut self, byte: u8) {
        self.at = if byte == self.delimiter || byte == b'\n' { At::FieldStart } else { At::Plain };
    }

    fn row_fits(&self) -> Result<(), Stop> {
        if self.row_bytes <= LONGEST_ROW {
            return Ok(());
        }
        Err(Stop::RowTooLong { line: self.row_line, quoted: self.at == At::Quoted })
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        if read == 0 {
            if self.last == b'\n' || buffer.is_empty() {
                return Ok(0);
            }
            (self.unfinished, self.last, buffer[0]) = (true, b'\n', b'\n');
            return Ok(1);
        }
        self.total += read as u64;
        if self.total > MOST_BYTES {
            return Err(io::Error::other(Stop::TooLarge));
        }
        self.last = buffer[read - 1];
        self.watch(&buffer[..read]).map_err(io::Error::other)?;
        Ok(read)
    }
}
