//! What is written lasts through a loss of power: a file, its name, and the folder it stands in.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

/// Makes the names in a folder last. Only Unix lets a program ask for it.
///
/// # Errors
/// What the system says.
pub fn folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { fs::File::open(path)?.sync_all() } else { Ok(()) }
}

/// Makes a finished file's bytes last.
///
/// # Errors
/// What the system says.
pub fn file(path: &Path) -> io::Result<()> {
    fs::OpenOptions::new().append(true).open(path)?.sync_all()
}

/// Writes a new file, with the folders above it, and makes its bytes last.
///
/// # Errors
/// What the system says, such as that the disk is full.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(above) = path.parent() {
        fs::create_dir_all(above)?;
    }
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Moves a finished file or folder into its place, and makes its name last.
///
/// # Errors
/// What the system says.
pub fn put_in_place(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    to.parent().filter(|above| above.is_dir()).map_or(Ok(()), folder)
}
