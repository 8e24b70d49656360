//! Files byte for byte, each under the SHA-256 of its bytes.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use domain::digest::Digest;
use sha2::{Digest as _, Sha256};

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

fn failed(doing: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> StorageError {
    let path = path.to_owned();
    move |source| StorageError::File { doing, path, source }
}

/// The digest of a file of any size.
///
/// # Errors
/// File errors.
pub fn digest_of(path: &Path) -> Result<Digest, StorageError> {
    let mut file = fs::File::open(path).map_err(failed("read", path))?;
    let (mut digest, mut some) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut some).map_err(failed("read", path))? {
            0 => return Ok(Digest(digest.finalize().into())),
            read => digest.update(&some[..read]),
        }
    }
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

    /// Keeps the bytes and returns their name. The file is written beside its place, made durable,
    /// then moved, so that a file under its name is always whole. A damaged one is replaced.
    ///
    /// # Errors
    /// File errors, such as a full disk; then nothing stands under the name.
    pub fn put(&self, bytes: &[u8]) -> Result<Digest, StorageError> {
        let digest = Digest::of(bytes);
        if self.check(&digest) == Ok(()) {
            return Ok(digest);
        }
        let path = self.path(&digest);
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(failed("make the folder", folder))?;
        let partial = folder.join(format!("{digest}.{}.partial", std::process::id()));
        let written = durable::write(&partial, bytes)
            .map_err(failed("write", &partial))
            .and_then(|()| durable::put_in_place(&partial, &path).map_err(failed("write", &path)))
            .and_then(|()| durable::folder(&self.folder).map_err(failed("write", &self.folder)));
        if written.is_err() {
            drop(fs::remove_file(&partial));
        }
        written.map(|()| digest)
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
        let bytes = fs::read(self.path(digest)).map_err(|_| FileFault::Missing)?;
        if Digest::of(&bytes) == *digest { Ok(()) } else { Err(FileFault::Changed) }
    }
}
