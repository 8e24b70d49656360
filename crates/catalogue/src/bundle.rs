//! The files of a catalogue as one value: shipped inside the program, read from a folder, or
//! unpacked from an archive.
//!
//! A file added to `catalogue/` is shipped when this module is next compiled; changes to files
//! already there are always noticed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::digest::{Canonical, Digest};
use rust_embed::RustEmbed;

/// The declarations shipped with the program.
#[derive(RustEmbed)]
#[folder = "../../catalogue"]
struct Shipped;

/// The example plan, shipped so that a demonstration needs nothing but the program.
const EXAMPLE_PLAN: &[u8] = include_bytes!("../../../examples/leicestershire/plan.toml");

/// First bytes of an archive; the number is the version of the form.
const MAGIC: &[u8] = b"scrutineer-bundle-1\n";
/// More files than this are refused: the national catalogue has a few hundred.
const MOST_FILES: usize = 20_000;
/// A longer path is refused.
const LONGEST_PATH: usize = 512;

/// What stopped a bundle from being read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A folder could not be listed.
    #[error("listing the catalogue folder {}", path.display())]
    ListFolder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A file could not be read.
    #[error("reading the catalogue file {}", path.display())]
    ReadFile {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The bytes are not an archive of a catalogue.
    #[error("unpacking a catalogue at byte {at}: {why}")]
    Unpack {
        /// Where reading stopped.
        at: usize,
        /// What is wrong there.
        why: &'static str,
    },
}

/// A catalogue's files: paths with forward slashes, in order, and their bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bundle {
    files: BTreeMap<String, Vec<u8>>,
}

impl Bundle {
    /// The files compiled into the program, the example plan among them as
    /// `plans/leicestershire-2014.toml`.
    pub fn shipped() -> Self {
        let mut bundle = Self::default();
        for path in Shipped::iter() {
            if let Some(file) = Shipped::get(&path) {
                bundle.insert(&path, file.data.into_owned());
            }
        }
        bundle.insert("plans/leicestershire-2014.toml", EXAMPLE_PLAN.to_vec());
        bundle
    }

    /// Every file below a folder, hidden ones left out.
    pub fn from_folder(folder: &Path) -> Result<Self, Error> {
        let mut bundle = Self::default();
        bundle.gather(folder, "")?;
        Ok(bundle)
    }

    fn gather(&mut self, folder: &Path, prefix: &str) -> Result<(), Error> {
        let list = |source| Error::ListFolder { path: folder.to_owned(), source };
        for entry in std::fs::read_dir(folder).map_err(list)? {
            let path = entry.map_err(list)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.starts_with('.') {
                continue;
            }
            let inner = format!("{prefix}{name}");
            if path.is_dir() {
                self.gather(&path, &format!("{inner}/"))?;
            } else {
                let bytes = std::fs::read(&path)
                    .map_err(|source| Error::ReadFile { path: path.clone(), source })?;
                self.insert(&inner, bytes);
            }
        }
        Ok(())
    }

    /// Adds a file, or replaces the one with this path.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.insert(path.to_owned(), bytes);
    }

    /// Takes out a plan, whether it has one file or a folder.
    pub fn remove_plan(&mut self, id: &str) {
        let (file, folder) = (format!("plans/{id}.toml"), format!("plans/{id}/"));
        self.files.retain(|path, _| *path != file && !path.starts_with(&folder));
    }

    /// One file's bytes.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Paths and bytes, in the order of the paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// One archive of all files. Equal bundles give equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend((self.files.len() as u64).to_be_bytes());
        for (path, bytes) in &self.files {
            out.extend((path.len() as u64).to_be_bytes());
            out.extend(path.as_bytes());
            out.extend((bytes.len() as u64).to_be_bytes());
            out.extend(bytes);
        }
        out
    }

    /// Reads an archive. No size is believed before the bytes it speaks of are seen to be there.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        let mut archive = Archive { bytes, at: 0 };
        if archive.take(MAGIC.len())? != MAGIC {
            return Err(archive.wrong("it does not begin as a catalogue archive does"));
        }
        let count = archive.length()?;
        if count > MOST_FILES {
            return Err(archive.wrong("it claims too many files"));
        }
        let mut bundle = Self::default();
        for _ in 0..count {
            let path = archive.path()?;
            let length = archive.length()?;
            let content = archive.take(length)?;
            let last = bundle.files.last_key_value();
            if last.is_some_and(|(last, _)| *last >= path) {
                return Err(archive.wrong("paths are not in order, each once"));
            }
            bundle.files.insert(path, content.to_vec());
        }
        if archive.at < bytes.len() {
            return Err(archive.wrong("something follows the last file"));
        }
        Ok(bundle)
    }

    /// The digest of all paths and contents.
    pub fn digest(&self) -> Digest {
        let mut canonical = Canonical::new("catalogue");
        for (path, bytes) in &self.files {
            canonical = canonical.text(path).field(Digest::of(bytes));
        }
        canonical.finish()
    }
}

/// A place in an archive's bytes.
struct Archive<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Archive<'a> {
    fn wrong(&self, why: &'static str) -> Error {
        Error::Unpack { at: self.at, why }
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Error> {
        let end = self.at.checked_add(length);
        let taken = end.and_then(|end| self.bytes.get(self.at..end));
        let taken = taken.ok_or_else(|| self.wrong("it ends too early"))?;
        self.at += length;
        Ok(taken)
    }

    fn length(&mut self) -> Result<usize, Error> {
        let mut eight = [0; 8];
        eight.copy_from_slice(self.take(8)?);
        usize::try_from(u64::from_be_bytes(eight)).map_err(|_| self.wrong("a size is too large"))
    }

    fn path(&mut self) -> Result<String, Error> {
        let length = self.length()?;
        if length == 0 || length > LONGEST_PATH {
            return Err(self.wrong("a path is empty or too long"));
        }
        let text = std::str::from_utf8(self.take(length)?);
        let text = text.map_err(|_| self.wrong("a path is not text"))?;
        let safe = !text.contains(['\\', '\0'])
            && text.split('/').all(|part| !part.is_empty() && part != "." && part != "..");
        if !safe {
            return Err(self.wrong("a path leads outside the catalogue"));
        }
        Ok(text.to_owned())
    }
}
