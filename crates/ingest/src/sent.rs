//! What was sent: bytes read from their beginning as often as a reader needs, never held whole.

use std::fmt;
use std::io::{self, Cursor, Read, Seek};

/// One reading of what was sent.
pub trait Stream: Read + Seek {}

impl<T: Read + Seek> Stream for T {}

/// A file as sent. It must hold the same bytes for as long as it is read.
pub trait Sent: fmt::Debug + Sync {
    /// Opens it at its beginning.
    ///
    /// # Errors
    /// What the system says.
    fn open(&self) -> io::Result<Box<dyn Stream + '_>>;
}

impl Sent for &[u8] {
    fn open(&self) -> io::Result<Box<dyn Stream + '_>> {
        Ok(Box::new(Cursor::new(*self)))
    }
}

impl Sent for Vec<u8> {
    fn open(&self) -> io::Result<Box<dyn Stream + '_>> {
        Ok(Box::new(Cursor::new(self.as_slice())))
    }
}

/// Kinds of file are told apart by so many bytes.
pub(crate) const START: u64 = 16;

/// The first bytes, fewer if there are fewer.
pub(crate) fn start(sent: &dyn Sent) -> io::Result<Vec<u8>> {
    let mut first = Vec::new();
    sent.open()?.take(START).read_to_end(&mut first)?;
    Ok(first)
}
