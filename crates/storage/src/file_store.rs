//! Files byte for byte, each under the SHA-256 of its bytes.

use std::fs;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};

use domain::digest::Digest;

use crate::staging::{Staged, Staging, digested};
use crate::{StorageError, durable};

/// A folder of files named by digest: `ab/abcdef…`.
#[derive(Debug, Clone)]
pub struct FileStore {
    folder: PathBuf,
}

/// What is wrong with a stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// It is not there.
    Missing,
    /// Its bytes are not those it is named for.
    Changed,
}

pub(crate) fn failed(
    doing: &'static str,
    path: &Path,
) -> impl FnOnce(std::io::Error) -> StorageError {
    let path = path.to_owned();
    move |source| StorageError::File { doing, path, source }
}

/// The digest of a file of any size.
///
/// # Errors
/// File errors.
pub fn digest_of(path: &Path) -> Result<Digest, StorageError> {
    let mut file = fs::File::open(path).map_err(failed("read", path))?;
    let read = digested(&mut file, |_| Ok(())).and_then(std::convert::identity);
    read.map(|(digest, _)| digest).map_err(failed("read", path))
}

impl FileStore {
    /// The store in `folder`, which need not exist yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        let name = digest.to_string();
        self.folder.join(&name[..2]).join(name)
    }

    /// A place for files whose digest is known only when they have been read.
    ///
    /// # Errors
    /// File errors.
    pub fn staging(&self) -> Result<Staging, StorageError> {
        Staging::below(&self.folder)
    }

    /// Keeps a staged file under its name.
    ///
    /// # Errors
    /// File errors; then nothing stands under the name.
    pub fn keep(&self, staged: &Staged) -> Result<(), StorageError> {
        if self.check(&staged.digest) == Ok(()) {
            return Ok(());
        }
        let path = self.path(&staged.digest);
        self.folder_of(&path)?;
        durable::file(staged.path()).map_err(failed("write", staged.path()))?;
        self.in_place(staged.path(), &path)
    }

    /// Keeps the bytes and returns their name. The file is written beside its place, made durable,
    /// then moved, so that a file under its name is always whole. A damaged one is replaced.
    ///
    /// # Errors
    /// File errors, such as a full disk; then nothing stands under the name.
    pub fn put(&self, bytes: &[u8]) -> Result<Digest, StorageError> {
        let digest = Digest::of(bytes);
        self.write(&digest, &mut &*bytes)?;
        Ok(digest)
    }

    /// Keeps a file of another store.
    ///
    /// # Errors
    /// File errors; [`StorageError::Corrupt`] if the file there is not what its name stands for.
    pub fn copy_from(&self, other: &Self, digest: &Digest) -> Result<(), StorageError> {
        let path = other.path(digest);
        let mut file = fs::File::open(&path).map_err(failed("read", &path))?;
        self.write(digest, &mut file)
    }

    fn write(&self, digest: &Digest, from: &mut dyn Read) -> Result<(), StorageError> {
        if self.check(digest) == Ok(()) {
            return Ok(());
        }
        let path = self.path(digest);
        let folder = self.folder_of(&path)?;
        let partial = folder.join(format!("{digest}.{}.partial", std::process::id()));
        let written = written(from, &partial).map_err(failed("write", &partial));
        let kept = written.and_then(|found| {
            if found != *digest {
                return Err(StorageError::Corrupt { what: "file", value: digest.to_string() });
            }
            self.in_place(&partial, &path)
        });
        if kept.is_err() {
            drop(fs::remove_file(&partial));
        }
        kept
    }

    fn folder_of<'p>(&self, path: &'p Path) -> Result<&'p Path, StorageError> {
        let folder = path.parent().unwrap_or(path);
        fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
        Ok(folder)
    }

    fn in_place(&self, from: &Path, to: &Path) -> Result<(), StorageError> {
        durable::put_in_place(from, to).map_err(failed("write", to))?;
        durable::folder(&self.folder).map_err(failed("write", &self.folder))
    }

    /// Where the file of a name stands, whole.
    ///
    /// # Errors
    /// [`StorageError::Corrupt`] if it is missing or its bytes are not those the name stands for.
    pub fn whole(&self, digest: &Digest) -> Result<PathBuf, StorageError> {
        let corrupt = |_| StorageError::Corrupt { what: "file", value: digest.to_string() };
        self.check(digest).map_err(corrupt)?;
        Ok(self.path(digest))
    }

    /// Reads the bytes of a name.
    ///
    /// # Errors
    /// File errors; [`StorageError::Corrupt`] if the bytes are not those the name stands for.
    pub fn get(&self, digest: &Digest) -> Result<Vec<u8>, StorageError> {
        let path = self.path(digest);
        let bytes = fs::read(&path).map_err(failed("read", &path))?;
        if Digest::of(&bytes) != *digest {
            return Err(StorageError::Corrupt { what: "file", value: digest.to_string() });
        }
        Ok(bytes)
    }

    /// Names of everything in the store: whole files by digest, and paths of unfinished ones.
    ///
    /// # Errors
    /// File errors.
    pub fn list(&self) -> Result<(Vec<Digest>, Vec<PathBuf>), StorageError> {
        let (mut whole, mut unfinished) = (Vec::new(), Vec::new());
        let entries = |folder: &Path| -> Result<Vec<PathBuf>, StorageError> {
            if !folder.is_dir() {
                return Ok(vec![]);
            }
            let all = fs::read_dir(folder).map_err(failed("list", folder))?;
            Ok(all.flatten().map(|entry| entry.path()).collect())
        };
        for folder in entries(&self.folder)? {
            for path in entries(&folder)? {
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                match name.parse() {
                    Ok(digest) => whole.push(digest),
                    Err(_) => unfinished.push(path),
                }
            }
        }
        whole.sort_unstable();
        unfinished.sort_unstable();
        Ok((whole, unfinished))
    }

    /// Checks that the file is there and whole.
    pub fn check(&self, digest: &Digest) -> Result<(), FileFault> {
        let found = digest_of(&self.path(digest)).map_err(|_| FileFault::Missing)?;
        if found == *digest { Ok(()) } else { Err(FileFault::Changed) }
    }
}

/// Writes a new file and makes its bytes last; what they are is told.
fn written(from: &mut dyn Read, path: &Path) -> io::Result<Digest> {
    let mut file = fs::File::create(path)?;
    let (digest, _) = digested(from, |some| file.write_all(some))??;
    file.sync_all()?;
    Ok(digest)
}
