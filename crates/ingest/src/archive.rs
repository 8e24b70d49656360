//! Archives of police.uk: many files in one ZIP, in a folder for each month.
//!
//! Nothing an archive claims is trusted: entries are counted, their claimed sizes and compression
//! are bounded, and what comes out is bounded again while it inflates.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use domain::diagnostic::{Diagnostic, has_errors};
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::Refused;
use crate::codes;
use crate::findings::Findings;
use crate::sources::police_uk_file_name::FileName;

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

/// One file that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member<'a> {
    /// For diagnostics: the archive's name, `/`, and the path inside; or the file's own name.
    pub name: String,
    /// Its bytes: a file's as sent, a member's inflated.
    pub bytes: Cow<'a, [u8]>,
}

/// The files in what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expanded<'a> {
    /// To be read one by one, by path.
    pub members: Vec<Member<'a>>,
    /// What was passed over.
    pub diagnostics: Vec<Diagnostic>,
}

/// An entry as found, its size measured by inflating it.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) bytes: u64,
}

/// Unpacks an archive of police.uk files. Any other file, a workbook too, is its own only member.
pub fn expand<'a>(name: &str, bytes: &'a [u8]) -> Result<Expanded<'a>, Refused> {
    let mut findings = Findings::new(name);
    let members = if bytes.starts_with(b"PK") && !is_document(bytes) {
        unpack(name, bytes, &mut findings)
    } else {
        vec![Member { name: name.to_owned(), bytes: Cow::Borrowed(bytes) }]
    };
    let diagnostics = findings.finish();
    if has_errors(&diagnostics) {
        let format = None;
        return Err(Refused { format, diagnostics });
    }
    Ok(Expanded { members, diagnostics })
}

/// Whether an archive is an office document, which is read as it is.
fn is_document(bytes: &[u8]) -> bool {
    let Ok(archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    let marks = ["[Content_Types].xml", "mimetype"];
    marks.iter().any(|mark| archive.index_for_name(mark).is_some())
}

fn unpack(name: &str, bytes: &[u8], findings: &mut Findings) -> Vec<Member<'static>> {
    let mut members = Vec::new();
    let mut total = 0;
    let Some(mut archive) = open(bytes, &LIMITS, findings) else {
        return members;
    };
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index(index) else {
            damaged(&format!("entry {index} cannot be opened"), findings);
            continue;
        };
        let path = path_of(&entry, index);
        if path.ends_with('/') {
            continue;
        }
        let kind = FileName::of(&path).map(|f| f.kind);
        if !matches!(kind, Some("street" | "outcomes" | "stop-and-search")) {
            let at = findings.file();
            let message = format!("{path} is not read");
            findings.note(&codes::ARCHIVE_MEMBER_SKIPPED, at, message);
            continue;
        }
        let mut inflated = Vec::new();
        let keep = |chunk: &[u8]| inflated.extend_from_slice(chunk);
        if inflate(entry, &path, &LIMITS, &mut total, keep, findings).is_none() {
            break;
        }
        members.push(Member { name: format!("{name}/{path}"), bytes: Cow::Owned(inflated) });
    }
    if members.is_empty() {
        let at = findings.file();
        let message =
            "the archive has no street, outcomes or stop and search file of police.uk".to_owned();
        findings.error(&codes::ARCHIVE_WITHOUT_FILES, at, message);
    }
    members.sort_by(|a, b| a.name.cmp(&b.name));
    members
}

/// Inflates every entry into nothing and measures it; `None` if the archive is refused.
pub(crate) fn check(bytes: &[u8], limits: &Limits, findings: &mut Findings) -> Option<Vec<Entry>> {
    let mut archive = open(bytes, limits, findings)?;
    let mut entries = Vec::new();
    let mut total = 0;
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index(index) else {
            damaged(&format!("entry {index} cannot be opened"), findings);
            return None;
        };
        let name = path_of(&entry, index);
        let bytes = inflate(entry, &name, limits, &mut total, |_| {}, findings)?;
        entries.push(Entry { name, bytes });
    }
    Some(entries)
}

fn open<'a>(
    bytes: &'a [u8],
    limits: &Limits,
    findings: &mut Findings,
) -> Option<ZipArchive<Cursor<&'a [u8]>>> {
    let archive = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => {
            damaged(&format!("the archive cannot be opened: {error}"), findings);
            return None;
        }
    };
    if archive.len() > limits.entries {
        let (found, most) = (archive.len(), limits.entries);
        too_large(format!("{found} entries, where {most} are the most"), findings);
        return None;
    }
    Some(archive)
}

/// Inflates one entry under the limits, first by what it claims, then by what comes out.
fn inflate(
    mut entry: ZipFile<'_, Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
    total: &mut u64,
    mut out: impl FnMut(&[u8]),
    findings: &mut Findings,
) -> Option<u64> {
    let compressed = entry.compressed_size();
    let mut inflated = 0;
    let mut chunk = [0; 16 * 1024];
    let mut fits = |inflated: u64, total: u64| {
        let most = compressed.saturating_mul(limits.ratio).max(SMALL);
        let refusal = if inflated > limits.entry_bytes {
            format!("{name} takes more than {} MiB", limits.entry_bytes >> 20)
        } else if total > limits.total_bytes {
            format!("its files take more than {} MiB together", limits.total_bytes >> 20)
        } else if inflated > most {
            format!("{name} takes more than {} times its compressed size", limits.ratio)
        } else {
            return true;
        };
        too_large(refusal, findings);
        false
    };
    if !fits(entry.size(), total.saturating_add(entry.size())) {
        return None;
    }
    loop {
        match entry.read(&mut chunk) {
            Ok(0) => return Some(inflated),
            Ok(read) => {
                inflated += read as u64;
                *total += read as u64;
                if !fits(inflated, *total) {
                    return None;
                }
                out(&chunk[..read]);
            }
            Err(error) => {
                damaged(&format!("{name} cannot be unpacked: {error}"), findings);
                return None;
            }
        }
    }
}

/// An entry's path, for people: control characters would speak to the terminal.
fn path_of(entry: &ZipFile<'_, Cursor<&[u8]>>, index: usize) -> String {
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
