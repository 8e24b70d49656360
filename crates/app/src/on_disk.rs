//! A file on disk as readers see it.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use ingest::sent::{Sent, Stream};

/// Where a file stands that nobody changes meanwhile.
#[derive(Debug)]
pub(crate) struct OnDisk(pub(crate) PathBuf);

impl Sent for OnDisk {
    fn open(&self) -> io::Result<Box<dyn Stream + '_>> {
        Ok(Box::new(File::open(&self.0)?))
    }
}
