//! A folder's manifest: when its files were published, for data that does not say so itself.
//!
//! `releases.csv`, in any case of its letters, stands at the top of the folder, with the columns `files,published,precision,
//! basis`; `files` is a path below it in which `*` stands for any part of a name.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use domain::diagnostic::{Diagnostic, Location};
use domain::vintage::Vintage;

use crate::codes;

const FILE_NAME: &str = "releases.csv";

/// A longer manifest is refused.
const LARGEST: u64 = 1 << 20;

/// How many folders above a file are looked in.
const LEVELS: usize = 4;

struct Line {
    pattern: String,
    published: Vintage,
    basis: String,
}

pub(super) struct Manifest {
    folder: PathBuf,
    lines: Vec<Line>,
}

/// Whether a file is a manifest by its name.
pub(super) fn is_manifest(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.eq_ignore_ascii_case(FILE_NAME))
}

/// The manifest that stands in a folder: the one in small letters where there are several.
fn in_folder(folder: &Path) -> Option<PathBuf> {
    let inside = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    inside.filter(|path| is_manifest(path) && path.is_file()).max()
}

/// The manifests met so far, by folder; each is looked for and read once.
#[derive(Default)]
pub(super) struct Manifests(BTreeMap<PathBuf, Option<Option<Manifest>>>);

impl Manifests {
    /// The nearest manifest above a file.
    pub(super) fn of(&mut self, file: &Path, problems: &mut Vec<Diagnostic>) -> Option<&Manifest> {
        for folder in file.ancestors().skip(1).take(LEVELS) {
            if !self.0.contains_key(folder) {
                let read = in_folder(folder).map(|path| Manifest::read(&path, folder, problems));
                self.0.insert(folder.to_owned(), read);
            }
            // One that cannot be read is told of, and none above it stands in for it.
            if self.0.get(folder).is_some_and(Option::is_some) {
                return self.0.get(folder)?.as_ref()?.as_ref();
            }
        }
        None
    }
}

impl Manifest {
    fn read(path: &Path, folder: &Path, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let name = path.display().to_string();
        let text = match text_of(path) {
            Ok(text) => text,
            Err(why) => {
                let place = Location::file(&name);
                let code = &codes::UNREADABLE_MANIFEST;
                problems.push(Diagnostic::error(code, place, why));
                return None;
            }
        };
        let mut lines = Vec::new();
        for (n, line) in text.lines().enumerate().skip(1).filter(|(_, l)| !l.trim().is_empty()) {
            match parse(line) {
                Some(line) => lines.push(line),
                None => {
                    let place = Location::line(&name, n as u64 + 1);
                    let message = format!("the line `{line}` is not understood");
                    let code = &codes::UNREADABLE_MANIFEST;
                    problems.push(Diagnostic::error(code, place, message));
                }
            }
        }
        Some(Self { folder: folder.to_owned(), lines })
    }

    /// When a file was published and on which basis; the first line that fits it decides.
    pub(super) fn published(&self, file: &Path) -> Option<(Vintage, String)> {
        let below = file.strip_prefix(&self.folder).ok()?;
        let parts: Vec<_> = below.iter().filter_map(|part| part.to_str()).collect();
        let name = parts.join("/");
        let line = self.lines.iter().find(|line| fits(&line.pattern, &name))?;
        Some((line.published, line.basis.clone()))
    }
}

/// The text of a manifest, or why it cannot be read.
fn text_of(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    read.map_err(|error| format!("it cannot be read: {error}"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it has more than {} KiB", LARGEST >> 10));
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
}

fn parse(line: &str) -> Option<Line> {
    let mut fields = line.splitn(4, ',').map(str::trim);
    let pattern = fields.next()?.to_owned();
    let date = fields.next()?;
    let published = match (date, fields.next()?) {
        ("", "unknown") => Vintage::Unknown,
        (date, "about") => format!("about {date}").parse().ok()?,
        (date, "day" | "month" | "year") => date.parse().ok()?,
        _ => return None,
    };
    Some(Line { pattern, published, basis: fields.next()?.to_owned() })
}

/// Whether a name fits a pattern in which `*` stands for any characters. What stands between two
/// stars is found where it first stands: a later place would leave less for the rest.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_part() {
        assert!(fits("police-uk/*-street.csv.gz", "police-uk/2022-01-x-street.csv.gz"));
        assert!(fits("police-uk/derived/*", "police-uk/derived/street-monthly-counts.csv"));
        assert!(!fits("police-uk/*-street.csv.gz", "police-uk/2022-01-x-outcomes.csv.gz"));
        assert!(!fits("a.csv", "b/a.csv"));
        assert!(fits("*", "") && fits("**", "é") && fits("", "") && !fits("", "a"));
        assert!(!fits("ab*ba", "aba"), "nothing is counted twice");
        assert!(fits("a*b*c", "abbcbc") && !fits("a*b*c", "acb"));
    }

    /// Every way to share a name among stars would be more ways than can be tried.
    #[test]
    fn many_stars_cost_nothing() {
        let (pattern, name) = ("a*".repeat(120) + "b", "a".repeat(250));
        assert!(!fits(&pattern, &name));
        assert!(fits(&pattern, &(name + "b")));
    }

    #[test]
    fn dates_are_as_precise_as_the_manifest_says() {
        let label = |line: &str| parse(line).map(|line| line.published.to_string());
        assert_eq!(label("a,2023-01,about,archive").as_deref(), Some("about 2023-01"));
        assert_eq!(label("a,,unknown,several").as_deref(), Some("unknown"));
        assert_eq!(label("a,2019-02-06,day,its sheet, corrected").as_deref(), Some("2019-02-06"));
        assert!(label("a,soon,about,x").is_none() && label("a,b").is_none());
    }
}
