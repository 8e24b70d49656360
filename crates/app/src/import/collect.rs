//! Finding what a person means: files, folders, archives.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use domain::diagnostic::{Diagnostic, Location};
use domain::vintage::Vintage;
use ingest::NotUnpacked;
use storage::staging::{Staged, Staging};

use super::manifest::{self, Manifest};
use crate::on_disk::OnDisk;
use crate::{AppError, codes};

/// A file to read: a copy of our own, which nobody changes while it is read.
pub(super) struct Found {
    /// As the person would name it, for messages; a member of an archive stands after `/`.
    pub(super) name: String,
    pub(super) staged: Staged,
    /// What a manifest says of its publication: when, and on which basis.
    pub(super) published: Option<(Vintage, String)>,
}

/// The largest file that is read, as sent: a month of the largest force is below 30 MB. What reading
/// it takes does not grow with it.
pub(super) const LARGEST: u64 = 256 << 20;
/// The largest archive: three years of every force are below it.
const LARGEST_ARCHIVE: u64 = 2 << 30;

/// Every file under the paths, in the order of names.
///
/// # Errors
/// The office's disk refuses a copy.
pub(super) fn collect(
    paths: &[PathBuf],
    staging: &Staging,
    problems: &mut Vec<Diagnostic>,
) -> Result<Vec<Found>, AppError> {
    let mut files = Vec::new();
    for path in paths {
        if !path.exists() {
            let message = "there is no such file or folder";
            let place = Location::file(path.display().to_string());
            problems.push(Diagnostic::error(&codes::NO_SUCH_FILE, place, message));
        }
        if path.exists() && !path.is_file() && !path.is_dir() {
            let message = "it is neither a file nor a folder";
            let place = Location::file(path.display().to_string());
            problems.push(Diagnostic::error(&codes::UNREADABLE_FILE, place, message));
        }
        walk(path, &mut files, problems);
    }
    if files.is_empty() && problems.is_empty() {
        let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let place = Location::file(names.join(", "));
        problems.push(Diagnostic::error(&codes::NOTHING_TO_IMPORT, place, "no file is there"));
    }
    let mut manifests = manifest::Manifests::default();
    let mut found = Vec::new();
    for path in files {
        let manifest = manifests.of(&path, problems);
        read(&path, manifest, staging, &mut found, problems)?;
    }
    Ok(found)
}

/// What stands beside data and is none.
fn is_beside_data(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let lower = name.to_lowercase();
    lower.starts_with('.')
        || manifest::is_manifest(path)
        || [".md", ".txt", ".pdf", ".html"].iter().any(|ending| lower.ends_with(ending))
}

fn walk(path: &Path, files: &mut Vec<PathBuf>, problems: &mut Vec<Diagnostic>) {
    if path.is_file() {
        files.push(path.to_owned());
    }
    if !path.is_dir() {
        return;
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            let place = Location::file(path.display().to_string());
            let message = format!("the folder cannot be read: {error}");
            problems.push(Diagnostic::error(&codes::UNREADABLE_FILE, place, message));
            return;
        }
    };
    let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    inside.sort();
    for path in inside.iter().filter(|path| !is_beside_data(path)) {
        walk(path, files, problems);
    }
}

fn read(
    path: &Path,
    manifest: Option<&Manifest>,
    staging: &Staging,
    found: &mut Vec<Found>,
    problems: &mut Vec<Diagnostic>,
) -> Result<(), AppError> {
    let name = path.display().to_string();
    let size = fs::metadata(path).map_or(0, |meta| meta.len());
    let is_archive = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let most = if is_archive { LARGEST_ARCHIVE } else { LARGEST };
    if size > most {
        let message = format!("the file has {size} bytes, more than the {most} that are read");
        problems.push(Diagnostic::error(&codes::FILE_TOO_LARGE, Location::file(name), message));
        return Ok(());
    }
    let unreadable = |error: std::io::Error| {
        let message = format!("the file cannot be read: {error}");
        Diagnostic::error(&codes::UNREADABLE_FILE, Location::file(&name), message)
    };
    let published = manifest.and_then(|manifest| manifest.published(path));
    let sent = OnDisk(path.to_owned());
    match ingest::is_archive(&sent) {
        Ok(true) => unpack(&name, &sent, published, staging, found, problems)?,
        Ok(false) => {
            // It may grow while it is read; more than was allowed is not taken.
            let staged = match fs::File::open(path) {
                Ok(file) => staging.stage(&mut file.take(most))?,
                Err(error) => Err(error),
            };
            match staged {
                Ok(staged) => found.push(Found { name, staged, published }),
                Err(error) => problems.push(unreadable(error)),
            }
        }
        Err(error) => problems.push(unreadable(error)),
    }
    Ok(())
}

/// The files of an archive, in the order of their names; none if it is refused.
fn unpack(
    name: &str,
    sent: &OnDisk,
    published: Option<(Vintage, String)>,
    staging: &Staging,
    found: &mut Vec<Found>,
    problems: &mut Vec<Diagnostic>,
) -> Result<(), AppError> {
    let mut members = Vec::new();
    let unpacked = ingest::unpack(name, sent, |name, from| {
        // What went wrong with the reading the archive tells itself.
        if let Ok(staged) = staging.stage(from)? {
            members.push(Found { name, staged, published: published.clone() });
        }
        Ok::<(), AppError>(())
    });
    match unpacked {
        Ok(diagnostics) => problems.extend(diagnostics),
        Err(NotUnpacked::Refused(refused)) => {
            problems.extend(refused.diagnostics);
            return Ok(());
        }
        Err(NotUnpacked::NotKept(error)) => return Err(error),
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    found.extend(members);
    Ok(())
}
