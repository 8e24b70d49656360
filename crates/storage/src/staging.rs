//! Files on their way into the store: written and digested as they are read, never held whole.
//!
//! What is staged is removed again unless it is kept. What a killed program left is cleared away by
//! the next one that stages anything while nobody else does.

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use domain::digest::Digest;
use sha2::{Digest as _, Sha256};

use crate::StorageError;
use crate::file_store::failed;

/// How much is read at a time.
const CHUNK: usize = 1 << 16;

/// A place where files are staged, for as long as it is held.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    next: AtomicU64,
    /// Held, it keeps others from clearing the folder.
    _lock: File,
}

/// A staged file; it is removed when this is dropped, unless it was kept.
#[derive(Debug)]
pub struct Staged {
    path: PathBuf,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// How many bytes it has.
    pub bytes: u64,
}

/// Reads to the end and hands everything on: the digest and how many bytes there were.
pub(crate) fn digested(
    from: &mut dyn Read,
    mut to: impl FnMut(&[u8]) -> io::Result<()>,
) -> Result<Result<(Digest, u64), io::Error>, io::Error> {
    let (mut digest, mut bytes, mut some) = (Sha256::new(), 0, vec![0; CHUNK]);
    loop {
        match from.read(&mut some) {
            Ok(0) => return Ok(Ok((Digest(digest.finalize().into()), bytes))),
            Ok(read) => {
                digest.update(&some[..read]);
                bytes += read as u64;
                to(&some[..read])?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Ok(Err(error)),
        }
    }
}

impl Staging {
    /// Opens the place below a folder, which need not exist yet.
    pub(crate) fn below(folder: &Path) -> Result<Self, StorageError> {
        let staging = folder.join("staging");
        fs::create_dir_all(&staging).map_err(failed("make the folder", &staging))?;
        let path = folder.join(".staging.lock");
        let lock = File::create(&path).map_err(failed("write", &path))?;
        // Alone here: whatever lies here was left behind. Where a disk knows no locks, it stays.
        if lock.try_lock().is_ok() {
            for left in fs::read_dir(&staging).into_iter().flatten().flatten() {
                drop(fs::remove_file(left.path()));
            }
            drop(lock.unlock());
        }
        drop(lock.lock_shared());
        Ok(Self { folder: staging, next: AtomicU64::new(0), _lock: lock })
    }

    /// Writes and digests what is read, to its end; what went wrong with the reading is given back
    /// as it is.
    ///
    /// # Errors
    /// The disk refuses, such as a full one.
    pub fn stage(&self, from: &mut dyn Read) -> Result<Result<Staged, io::Error>, StorageError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(format!("{}-{number}.partial", std::process::id()));
        let mut file = File::create(&path).map_err(failed("write", &path))?;
        let mut staged = Staged { path, digest: Digest::of(b""), bytes: 0 };
        let read = digested(from, |some| file.write_all(some));
        Ok(read.map_err(failed("write", &staged.path))?.map(|(digest, bytes)| {
            (staged.digest, staged.bytes) = (digest, bytes);
            staged
        }))
    }
}

impl Staged {
    /// Where it stands, to be read.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.path));
    }
}
