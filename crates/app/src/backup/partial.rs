//! A folder under a passing name, beside the place it is meant for.

use std::fs;
use std::path::{Path, PathBuf};

use storage::durable;

use super::failed;
use crate::AppError;

/// Removed when dropped, unless it was put in place.
pub struct Partial {
    pub path: PathBuf,
}

impl Partial {
    /// Makes one. What a killed program of the same number left is cleared away.
    pub fn beside(place: &Path) -> Result<Self, AppError> {
        let name = place.file_name().ok_or_else(|| AppError::UnfitName(place.to_owned()))?;
        let name = format!("{}.{}.partial", name.to_string_lossy(), std::process::id());
        let path = place.with_file_name(name);
        if path.exists() {
            fs::remove_dir_all(&path).map_err(failed("clear away", &path))?;
        }
        fs::create_dir_all(&path).map_err(failed("make the folder", &path))?;
        Ok(Self { path })
    }

    /// Gives it its name. An empty folder of that name makes way; anything else stays.
    pub fn put_in_place(self, place: &Path) -> Result<(), AppError> {
        durable_below(&self.path)?;
        if place.is_dir() {
            fs::remove_dir(place).map_err(failed("replace the empty folder", place))?;
        }
        durable::put_in_place(&self.path, place).map_err(failed("put in place", place))
    }
}

fn durable_below(folder: &Path) -> Result<(), AppError> {
    for entry in fs::read_dir(folder).map_err(failed("list", folder))?.flatten() {
        if entry.path().is_dir() {
            durable_below(&entry.path())?;
        }
    }
    durable::folder(folder).map_err(failed("make durable", folder))
}

impl Drop for Partial {
    fn drop(&mut self) {
        if self.path.exists() {
            drop(fs::remove_dir_all(&self.path));
        }
    }
}
