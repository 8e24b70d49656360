//! Finding what a person means: files, folders, archives.

use std::fs;
use std::path::{Path, PathBuf};

use domain::diagnostic::{Diagnostic, Location};
use domain::digest::Digest;
use domain::vintage::Vintage;

use super::manifest::{self, Manifest};
use crate::codes;

/// A file to read, whole in memory.
pub(super) struct Found {
    /// As the person would name it, for messages; a member of an archive stands after `!`.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) digest: Digest,
    /// What a manifest says of its publication: when, and on which basis.
    pub(super) published: Option<(Vintage, String)>,
}

/// The largest file that is read, as sent: a month of the largest force is below 30 MB.
pub(super) const LARGEST: u64 = 256 << 20;
/// The largest archive: three years of every force are below it.
const LARGEST_ARCHIVE: u64 = 2 << 30;

/// Every file under the paths, in the order of names.
pub(super) fn collect(paths: &[PathBuf], problems: &mut Vec<Diagnostic>) -> Vec<Found> {
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
        read(&path, manifest, &mut found, problems);
    }
    found
}

/// What stands beside data and is none.
fn is_beside_data(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let lower = name.to_lowercase();
    lower.starts_with('.')
        || lower == manifest::FILE_NAME
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
    found: &mut Vec<Found>,
    problems: &mut Vec<Diagnostic>,
) {
    let name = path.display().to_string();
    let size = fs::metadata(path).map_or(0, |meta| meta.len());
    let is_archive = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let most = if is_archive { LARGEST_ARCHIVE } else { LARGEST };
    if size > most {
        let message = format!("the file has {size} bytes, more than the {most} that are read");
        problems.push(Diagnostic::error(&codes::FILE_TOO_LARGE, Location::file(name), message));
        return;
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let message = format!("the file cannot be read: {error}");
            let place = Location::file(name);
            problems.push(Diagnostic::error(&codes::UNREADABLE_FILE, place, message));
            return;
        }
    };
    let published = manifest.and_then(|manifest| manifest.published(path));
    let mut members = match ingest::expand(&name, &bytes) {
        Err(refused) => return problems.extend(refused.diagnostics),
        Ok(expanded) => {
            problems.extend(expanded.diagnostics);
            expanded.members
        }
    };
    // A file that is no archive is its own member: its bytes are moved, not copied.
    if let [only] = members.as_mut_slice()
        && matches!(only.bytes, std::borrow::Cow::Borrowed(_))
    {
        let name = std::mem::take(&mut only.name);
        drop(members);
        found.push(Found { digest: Digest::of(&bytes), name, bytes, published });
        return;
    }
    found.extend(members.into_iter().map(|member| Found {
        digest: Digest::of(&member.bytes),
        name: member.name,
        bytes: member.bytes.into_owned(),
        published: published.clone(),
    }));
}
