//! XML as a stream of marks, within limits: the parser itself would hold a mark of any length, and
//! every mark that is open.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// A longer mark or text is refused: the longest honest one is a cell of 32,767 letters, each
/// written as a number.
const LONGEST_MARK: usize = 512 << 10;
/// Marks nested deeper are refused: workbooks nest some twenty.
const DEEPEST: usize = 256;
/// The text of a cell may take so many bytes: a spreadsheet's cell holds 32,767 letters.
pub(super) const LONGEST_TEXT: usize = 4 * 32_767;

/// Why a part of a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    Damaged(String),
    TooLarge(String),
}

impl Fault {
    pub(super) fn damaged(why: impl fmt::Display) -> Self {
        Self::Damaged(why.to_string())
    }
}

/// Words for the system's error type, through which a limit passes inside the parser.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Damaged(why) | Self::TooLarge(why)) = self;
        f.write_str(why)
    }
}

impl std::error::Error for Fault {}

impl From<quick_xml::Error> for Fault {
    fn from(error: quick_xml::Error) -> Self {
        if let quick_xml::Error::Io(io) = &error
            && let Some(fault) = io.get_ref().and_then(|e| e.downcast_ref::<Self>())
        {
            return fault.clone();
        }
        Self::damaged(error)
    }
}

/// Passes bytes on, so many at most until it is told to begin anew.
struct Measured<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Measured<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let some = self.fill_buf()?;
        let read = some.len().min(buffer.len());
        buffer[..read].copy_from_slice(&some[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Measured<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            let why = format!("a mark or text in it is longer than {} KiB", LONGEST_MARK >> 10);
            return Err(io::Error::other(Fault::TooLarge(why)));
        }
        let some = self.inner.fill_buf()?;
        Ok(&some[..some.len().min(self.left)])
    }

    fn consume(&mut self, read: usize) {
        self.left -= read.min(self.left);
        self.inner.consume(read);
    }
}

/// The marks of one part of a workbook. An empty mark is one that opens and closes.
pub(super) struct Marks<R: Read> {
    reader: Reader<Measured<BufReader<R>>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: Read> Marks<R> {
    pub(super) fn new(part: R) -> Self {
        let inner = BufReader::new(part);
        let mut reader = Reader::from_reader(Measured { inner, left: LONGEST_MARK });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next mark.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Fault> {
        self.buffer.clear();
        self.reader.get_mut().left = LONGEST_MARK;
        let event = self.reader.read_event_into(&mut self.buffer)?;
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if self.depth > DEEPEST {
            let why = format!("its marks are nested deeper than {DEEPEST}");
            return Err(Fault::TooLarge(why));
        }
        Ok(event)
    }
}

/// What a reference such as `&amp;` or `&#38;` stands for. An entity of the document's own is left
/// as it is named: none is expanded.
pub(super) fn referred(reference: &BytesRef<'_>) -> Result<String, Fault> {
    let letter = reference.resolve_char_ref()?.map(String::from);
    let name = reference.xml10_content();
    let known = || resolve_predefined_entity(&name).map(str::to_owned);
    Ok(letter.or_else(known).unwrap_or_else(|| format!("&{name};")))
}

/// The value of an attribute by its name without a prefix.
pub(super) fn attribute(mark: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = mark.attributes();
    // Looking for one that stands twice takes the square of how many there are.
    let mut all = all.with_checks(false).flatten();
    let found = all.find(|one| one.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}
