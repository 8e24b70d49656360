//! Archives of police.uk: many files in one ZIP, in a folder for each month.
//!
//! Nothing an archive claims is trusted: entries are counted, their claimed sizes and compression
//! are bounded, and what comes out is bounded again while it inflates.

mod opening;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Read};

use domain::diagnostic::{Diagnostic, has_errors};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::Refused;
use crate::codes;
use crate::findings::Findings;
use crate::sent::{self, Sent, Stream};
use crate::sources::police_uk_file_name::FileName;
use opening::Opening;

/// What an honest archive stays within.
pub(crate) struct Limits {
    pub(crate) entries: usize,
    pub(crate) entry_bytes: u64,
    pub(crate) total_bytes: u64,
    /// Bytes inflated for each byte compressed; tables reach about 30.
    pub(crate) ratio: u64,
}

/// Three years of one force are about 300 MB; of all forces 8 GB, which is read force by force.
const LIMITS: Limits =
    Limits { entries: 20_000, entry_bytes: 512 << 20, total_bytes: 1 << 30, ratio: 200 };

/// Entries so small may be compressed as strongly as they like.
const SMALL: u64 = 1 << 20;

/// An archive that is open.
pub(crate) type Archive<'a> = ZipArchive<Box<dyn Stream + 'a>>;

/// Why an archive was not unpacked.
#[derive(Debug)]
pub enum NotUnpacked<E> {
    /// It was not understood whole.
    Refused(Refused),
    /// A file of it could not be kept.
    NotKept(E),
}

/// Whether a file is an archive of files to be read one by one, which a workbook is not.
///
/// # Errors
/// It cannot be read.
pub fn is_archive(sent: &dyn Sent) -> io::Result<bool> {
    if !sent::start(sent)?.starts_with(b"PK") {
        return Ok(false);
    }
    // What cannot be opened is looked at as an archive, and told as one.
    let archive = open(sent, &LIMITS, &mut Findings::new(""));
    let marks = ["[Content_Types].xml", "mimetype"];
    let is_document =
        |archive: Archive<'_>| marks.iter().any(|mark| archive.index_for_name(mark).is_some());
    Ok(!archive.is_some_and(is_document))
}

/// Unpacks an archive of police.uk files. Each is handed to `keep` under the archive's name, `/`
/// and its path inside, to be read to its end. What was passed over is told.
///
/// # Errors
/// The archive is refused, or `keep` fails; what was kept before is then worth nothing.
pub fn unpack<E>(
    name: &str,
    sent: &dyn Sent,
    mut keep: impl FnMut(String, &mut dyn Read) -> Result<(), E>,
) -> Result<Vec<Diagnostic>, NotUnpacked<E>> {
    let mut findings = Findings::new(name);
    let unpacked = each(name, sent, &mut keep, &mut findings);
    let diagnostics = findings.finish();
    if has_errors(&diagnostics) {
        let format = None;
        return Err(NotUnpacked::Refused(Refused { format, diagnostics }));
    }
    unpacked.map(|()| diagnostics).map_err(NotUnpacked::NotKept)
}

fn each<E>(
    name: &str,
    sent: &dyn Sent,
    keep: &mut impl FnMut(String, &mut dyn Read) -> Result<(), E>,
    findings: &mut Findings,
) -> Result<(), E> {
    let (mut total, mut found) = (0, 0);
    let Some(mut archive) = open(sent, &LIMITS, findings) else {
        return Ok(());
    };
    let Some(paths) = paths(&mut archive, findings) else {
        return Ok(());
    };
    for (index, path) in paths.into_iter().enumerate().filter(|(_, path)| !path.ends_with('/')) {
        let kind = FileName::of(&path).map(|f| f.kind);
        if !matches!(kind, Some("street" | "outcomes" | "stop-and-search")) {
            let at = findings.file();
            let message = format!("{path} is not read");
            findings.note(&codes::ARCHIVE_MEMBER_SKIPPED, at, message);
            continue;
        }
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                damaged(&format!("{path} cannot be opened: {}", words(&error)), findings);
                continue;
            }
        };
        found += 1;
        let mut inflating = Inflating::new(entry, &path, &LIMITS, &mut total);
        let kept = keep(format!("{name}/{path}"), &mut inflating);
        if let Some(why) = inflating.refused {
            why.tell(findings);
            return Ok(());
        }
        kept?;
    }
    if found == 0 {
        let at = findings.file();
        let message =
            "the archive has no street, outcomes or stop and search file of police.uk".to_owned();
        findings.error(&codes::ARCHIVE_WITHOUT_FILES, at, message);
    }
    Ok(())
}

/// The paths of all entries; `None` if two are the same, of which nobody knows which is meant.
fn paths(archive: &mut Archive<'_>, findings: &mut Findings) -> Option<Vec<String>> {
    let (mut paths, mut seen) = (Vec::new(), BTreeSet::new());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index);
        let path = entry.map_or_else(|_| format!("entry {index}"), |entry| path_of(&entry, index));
        seen.insert(path.to_lowercase());
        paths.push(path);
    }
    // The library keeps one of several entries of one name, and tells that there were more.
    let twice = seen.len() < paths.len() || archive.has_duplicate_names();
    if twice {
        damaged("two of its entries have one name", findings);
    }
    (!twice).then_some(paths)
}

/// Inflates every entry into nothing; their paths, or `None` if the archive is refused.
pub(crate) fn check(
    archive: &mut Archive<'_>,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<Vec<String>> {
    let paths = paths(archive, findings)?;
    let mut total = 0;
    for (index, name) in paths.iter().enumerate() {
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                damaged(&format!("{name} cannot be opened: {}", words(&error)), findings);
                return None;
            }
        };
        let mut inflating = Inflating::new(entry, name, limits, &mut total);
        let inflated = io::copy(&mut inflating, &mut io::sink());
        if let Some(why) = inflating.refused {
            why.tell(findings);
            return None;
        }
        inflated.ok()?;
    }
    Some(paths)
}

/// Opens an archive, reading so much of its directory at most as its entries may take.
pub(crate) fn open<'a>(
    sent: &'a dyn Sent,
    limits: &Limits,
    findings: &mut Findings,
) -> Option<Archive<'a>> {
    let too_many = |findings: &mut Findings| {
        let most = limits.entries;
        too_large(
            format!("its directory has more than the {most} entries that are read"),
            findings,
        );
    };
    let opened = sent.open().map_err(ZipError::Io).and_then(|stream| {
        let (stream, room) = Opening::new(stream, limits.entries);
        let archive = ZipArchive::new(Box::new(stream) as Box<dyn Stream + 'a>);
        let within = room.lift();
        archive.map_err(|error| if within { error } else { ZipError::FileNotFound })
    });
    match opened {
        Ok(archive) if archive.len() <= limits.entries => Some(archive),
        Ok(_) | Err(ZipError::FileNotFound) => {
            too_many(findings);
            None
        }
        Err(error) => {
            damaged(&format!("the archive cannot be opened: {error}"), findings);
            None
        }
    }
}

/// What the library says of an entry; a password is the commonest reason.
fn words(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            "it is protected by a password".to_owned()
        }
        error => error.to_string(),
    }
}

/// Why an entry was not inflated to its end.
enum Refusal {
    Damaged(String),
    TooLarge(String),
}

impl Refusal {
    fn tell(self, findings: &mut Findings) {
        match self {
            Self::Damaged(why) => damaged(&why, findings),
            Self::TooLarge(why) => too_large(why, findings),
        }
    }
}

/// An entry while it is inflated under the limits, first by what it claims, then by what comes out.
struct Inflating<'r, 'a> {
    entry: ZipFile<'r, Box<dyn Stream + 'a>>,
    name: &'r str,
    limits: &'r Limits,
    inflated: u64,
    total: &'r mut u64,
    refused: Option<Refusal>,
}

impl<'r, 'a> Inflating<'r, 'a> {
    fn new(
        entry: ZipFile<'r, Box<dyn Stream + 'a>>,
        name: &'r str,
        limits: &'r Limits,
        total: &'r mut u64,
    ) -> Self {
        let claimed = entry.size();
        let mut new = Self { entry, name, limits, inflated: 0, total, refused: None };
        let together = new.total.saturating_add(claimed);
        new.refused = new.beyond(claimed, together).map(Refusal::TooLarge);
        new
    }

    /// Which limit is passed, if one is.
    fn beyond(&self, inflated: u64, total: u64) -> Option<String> {
        let Limits { entry_bytes, total_bytes, ratio, .. } = *self.limits;
        let most = self.entry.compressed_size().saturating_mul(ratio).max(SMALL);
        let name = self.name;
        if inflated > entry_bytes {
            Some(format!("{name} takes more than {} MiB", entry_bytes >> 20))
        } else if total > total_bytes {
            Some(format!("its files take more than {} MiB together", total_bytes >> 20))
        } else if inflated > most {
            Some(format!("{name} takes more than {ratio} times its compressed size"))
        } else {
            None
        }
    }
}

impl Read for Inflating<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.refused.is_some() {
            return Err(io::Error::other("the entry is refused"));
        }
        match self.entry.read(buffer) {
            Ok(read) => {
                self.inflated += read as u64;
                *self.total += read as u64;
                self.refused = self.beyond(self.inflated, *self.total).map(Refusal::TooLarge);
                Ok(read)
            }
            Err(error) => {
                let why = format!("{} cannot be unpacked: {error}", self.name);
                self.refused = Some(Refusal::Damaged(why));
                Err(error)
            }
        }
    }
}

/// An entry's path, for people: control characters would speak to the terminal.
fn path_of(entry: &ZipFile<'_, Box<dyn Stream + '_>>, index: usize) -> String {
    let name = entry.name();
    let clean = |n: Cow<'_, str>| n.replace(|c: char| c.is_control(), "\u{fffd}");
    name.map_or_else(|_| format!("entry {index}"), clean)
}

fn damaged(message: &str, findings: &mut Findings) {
    let at = findings.file();
    findings.error(&codes::ARCHIVE_DAMAGED, at, message.to_owned());
}

fn too_large(message: String, findings: &mut Findings) {
    let at = findings.file();
    findings.error(&codes::ARCHIVE_TOO_LARGE, at, message);
}
