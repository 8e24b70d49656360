//! Bounds what is read of an archive while it is opened: its directory is held in memory, and how
//! long it is nobody knows before it is read.

use std::cell::Cell;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

/// What an entry takes of the directory, its path of some hundred letters with it.
const ENTRY: u64 = 160;
/// What is read beside the directory: its end is looked for in the last 64 KiB.
const BESIDE: u64 = 1 << 20;

/// Bytes that may still be read while the archive is opened; none when it is open.
pub(super) struct Room(Rc<Cell<Option<u64>>>);

impl Room {
    /// Lets everything be read from here on; whether there was room left until now.
    pub(super) fn lift(self) -> bool {
        self.0.take() != Some(0)
    }
}

/// A stream of which so much may be read while the archive is opened.
pub(super) struct Opening<R> {
    inner: BufReader<R>,
    room: Rc<Cell<Option<u64>>>,
}

impl<R: Read + Seek> Opening<R> {
    pub(super) fn new(inner: R, entries: usize) -> (Self, Room) {
        let most = (entries as u64).saturating_mul(ENTRY).saturating_add(BESIDE);
        let room = Rc::new(Cell::new(Some(most)));
        (Self { inner: BufReader::new(inner), room: Rc::clone(&room) }, Room(room))
    }
}

impl<R: Read + Seek> Read for Opening<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        match self.room.get() {
            None => Ok(read),
            Some(room) if room > read as u64 => {
                self.room.set(Some(room - read as u64));
                Ok(read)
            }
            Some(_) => {
                self.room.set(Some(0));
                Err(io::Error::other("the directory of the archive is too long"))
            }
        }
    }
}

impl<R: Read + Seek> Seek for Opening<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
