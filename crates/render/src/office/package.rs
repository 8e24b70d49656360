//! An Open Packaging Conventions package (ECMA-376, part 2): parts by name, each with its content
//! type and its relationships, in one ZIP file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::OfficeError;
use super::xml::Element;

/// A template larger than this is not opened.
const MOST_BYTES: u64 = 64 << 20;
/// Nor one with more entries.
const MOST_ENTRIES: u64 = 4_000;
/// Nor one that holds more, inflated.
const MOST_INFLATED: u64 = 256 << 20;

/// What an encrypted or an old binary file begins with.
const COMPOUND_FILE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const CONTENT_TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "application/vnd.openxmlformats-package.relationships+xml";

/// Where the kinds of relationship of Office documents are named.
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The relationship to the core properties.
pub const CORE: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
/// The content type of the core properties.
pub const CORE_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";

/// Parts and how they lead to each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// Relationships of the package itself.
    pub relationships: Vec<Relationship>,
    /// Parts by name, without the leading slash: `ppt/presentation.xml`.
    pub parts: BTreeMap<String, Part>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it holds.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it leads.
    pub relationships: Vec<Relationship>,
}

/// A way from one part to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// Its name within the part: `rId3`.
    pub id: String,
    /// What the other is to it, a URI.
    pub kind: String,
    /// The other.
    pub target: Target,
}

/// Where a relationship leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a part, by its name without the leading slash.
    Part(String),
    /// Out of the package.
    Outside(String),
}

impl Relationship {
    /// The last piece of its kind: `slideLayout`.
    pub fn kind_name(&self) -> &str {
        self.kind.rsplit('/').next().unwrap_or_default()
    }
}

impl Part {
    /// A part that leads nowhere yet.
    pub fn new(content_type: &str, bytes: Vec<u8>) -> Self {
        Self { content_type: content_type.to_owned(), bytes, relationships: vec![] }
    }

    /// Adds a relationship of an Office kind, such as `slideLayout`, to a part; answers its id.
    pub fn relate(&mut self, kind: &str, part: &str) -> String {
        relate(&mut self.relationships, &format!("{OFFICE}/{kind}"), part)
    }

    /// The part that a relationship leads to, by its id.
    pub fn target(&self, id: &str) -> Option<&str> {
        let found = self.relationships.iter().find(|relationship| relationship.id == id)?;
        part_of(found)
    }

    /// The first part that it leads to by an Office kind, such as `slideMaster`.
    pub fn related(&self, kind: &str) -> Option<&str> {
        let all = self.relationships.iter();
        all.filter(|relationship| relationship.kind_name() == kind).find_map(part_of)
    }

    /// Every part that it leads to by an Office kind.
    pub fn all_related<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        let all = self.relationships.iter();
        all.filter(move |relationship| relationship.kind_name() == kind).filter_map(part_of)
    }
}

fn part_of(relationship: &Relationship) -> Option<&str> {
    match &relationship.target {
        Target::Part(name) => Some(name),
        Target::Outside(_) => None,
    }
}

fn relate(relationships: &mut Vec<Relationship>, kind: &str, part: &str) -> String {
    let target = Target::Part(part.to_owned());
    let same = |known: &&Relationship| known.kind == kind && known.target == target;
    if let Some(known) = relationships.iter().find(same) {
        return known.id.clone();
    }
    let number = |known: &Relationship| known.id.strip_prefix("rId")?.parse::<usize>().ok();
    let highest = relationships.iter().filter_map(number).max().unwrap_or_default();
    let id = format!("rId{}", highest.saturating_add(1));
    relationships.push(Relationship { id: id.clone(), kind: kind.to_owned(), target });
    id
}

impl Package {
    /// A package with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a relationship of the package itself; answers its id.
    pub fn relate(&mut self, kind: &str, part: &str) -> String {
        relate(&mut self.relationships, kind, part)
    }

    /// Adds a part; answers its name.
    pub fn add(&mut self, name: &str, part: Part) -> String {
        self.parts.insert(name.to_owned(), part);
        name.to_owned()
    }

    /// The first name of the form `ppt/slides/slide{n}.xml` that is free, counted from 1.
    pub fn free_name(&self, stem: &str, extension: &str) -> String {
        let name = |n: usize| format!("{stem}{n}.{extension}");
        let free = (1..).map(name).find(|name| !self.parts.contains_key(name));
        free.expect("there are fewer parts than numbers")
    }

    /// A part by its name.
    ///
    /// # Errors
    /// There is none: the template leads to a part that it does not hold.
    pub fn part(&self, name: &str) -> Result<&Part, OfficeError> {
        let missing = || OfficeError::Part { part: name.to_owned(), why: "it is missing".into() };
        self.parts.get(name).ok_or_else(missing)
    }

    /// A part by its name, as XML.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn xml(&self, name: &str) -> Result<Element, OfficeError> {
        Element::read(name, &self.part(name)?.bytes)
    }

    /// The part that holds the document itself, which the package leads to.
    ///
    /// # Errors
    /// There is none.
    pub fn main_part(&self) -> Result<String, OfficeError> {
        let found = self.relationships.iter().find(|one| one.kind_name() == "officeDocument");
        let why = "it does not say which of its parts is the document".to_owned();
        found.and_then(part_of).map(str::to_owned).ok_or(OfficeError::NotOffice { why })
    }

    /// Leaves out every part that nothing leads to, and every way to a part that is not there.
    pub fn tidy(&mut self) {
        let known: BTreeSet<String> = self.parts.keys().cloned().collect();
        let there = |one: &Relationship| part_of(one).is_none_or(|name| known.contains(name));
        self.relationships.retain(there);
        self.parts.values_mut().for_each(|part| part.relationships.retain(there));
        let mut reached = BTreeSet::new();
        let mut open: Vec<&str> = self.relationships.iter().filter_map(part_of).collect();
        while let Some(name) = open.pop() {
            if reached.insert(name.to_owned()) {
                let part = self.parts.get(name);
                open.extend(part.iter().flat_map(|p| p.relationships.iter().filter_map(part_of)));
            }
        }
        self.parts.retain(|name, _| reached.contains(name));
    }

    /// Reads an Office file from outside, within limits.
    ///
    /// # Errors
    /// It is no Office file, is protected, or is larger than we read.
    pub fn read(bytes: &[u8]) -> Result<Self, OfficeError> {
        let wrong = |why: &str| OfficeError::NotOffice { why: why.to_owned() };
        if bytes.starts_with(&COMPOUND_FILE) {
            return Err(OfficeError::Protected);
        }
        if bytes.len() as u64 > MOST_BYTES {
            return Err(OfficeError::TooLarge { what: "its size in bytes", most: MOST_BYTES });
        }
        let archive = ZipArchive::new(Cursor::new(bytes));
        let mut archive =
            archive.map_err(|error| wrong(&format!("it is no ZIP file ({error})")))?;
        if archive.len() as u64 > MOST_ENTRIES {
            return Err(OfficeError::TooLarge { what: "its number of parts", most: MOST_ENTRIES });
        }
        let mut entries = inflate(&mut archive)?;
        let types = entries
            .remove(CONTENT_TYPES)
            .ok_or_else(|| wrong("it does not say what its parts are, so it is no Office file"))?;
        let types = ContentTypes::read(&types)?;
        let mut package = Self::new();
        let (ways, parts): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|(name, _)| name.ends_with(".rels"));
        for (name, bytes) in parts {
            // What has no type is no part.
            if let Some(content_type) = types.of(&name) {
                package.parts.insert(name, Part::new(&content_type, bytes));
            }
        }
        for (name, bytes) in ways {
            package.read_relationships(&name, &bytes)?;
        }
        package.main_part()?;
        Ok(package)
    }

    fn read_relationships(&mut self, name: &str, bytes: &[u8]) -> Result<(), OfficeError> {
        let Some((folder, file)) = name.split_once("_rels/") else { return Ok(()) };
        let owner = format!("{folder}{}", file.trim_end_matches(".rels"));
        let mut read = vec![];
        for one in Element::read(name, bytes)?.elements() {
            let (Some(id), Some(kind), Some(target)) =
                (one.attribute("Id"), one.attribute("Type"), one.attribute("Target"))
            else {
                continue;
            };
            let target = match one.attribute("TargetMode") {
                Some("External") => Target::Outside(target.to_owned()),
                Some(_) | None => Target::Part(resolved(folder, target)),
            };
            let (id, kind) = (id.to_owned(), kind.to_owned());
            // Macros stay behind.
            if !kind.ends_with("/vbaProject") {
                read.push(Relationship { id, kind, target });
            }
        }
        if owner.is_empty() {
            self.relationships = read;
        } else if let Some(part) = self.parts.get_mut(&owner) {
            part.relationships = read;
        }
        Ok(())
    }

    /// The file: parts in order of their names, every time the same.
    ///
    /// # Errors
    /// A part is too large for a ZIP file.
    pub fn write(&self) -> Result<Vec<u8>, OfficeError> {
        let mut files = vec![(CONTENT_TYPES.to_owned(), self.content_types())];
        if !self.relationships.is_empty() {
            files.push(("_rels/.rels".to_owned(), relationships("", &self.relationships)));
        }
        for (name, part) in &self.parts {
            files.push((name.clone(), part.bytes.clone()));
            if !part.relationships.is_empty() {
                let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
                let slash = if folder.is_empty() { "" } else { "/" };
                let bytes = relationships(folder, &part.relationships);
                files.push((format!("{folder}{slash}_rels/{file}.rels"), bytes));
            }
        }
        pack(&files).map_err(|source| OfficeError::Pack { source })
    }

    /// A default for each ending whose parts are all of one type, other parts by name.
    fn content_types(&self) -> Vec<u8> {
        let mut types = Element::new("Types")
            .with("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types");
        let mut by_ending: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (name, part) in &self.parts {
            by_ending.entry(ending(name)).or_default().insert(&part.content_type);
        }
        by_ending.insert("rels", BTreeSet::from([RELATIONSHIPS]));
        by_ending.insert("xml", BTreeSet::from(["application/xml"]));
        let one = |(_, types): &(&&str, &BTreeSet<&str>)| types.len() == 1;
        let default = |(ending, types): (&&str, &BTreeSet<&str>)| {
            let content_type = types.first().copied().unwrap_or_default();
            Element::new("Default").with("Extension", ending).with("ContentType", content_type)
        };
        types = types.containing_all(by_ending.iter().filter(one).map(default));
        for (name, part) in &self.parts {
            let known = by_ending.get(ending(name));
            let content_type = part.content_type.as_str();
            if !known.is_some_and(|types| types.len() == 1 && types.contains(content_type)) {
                let part = Element::new("Override").with("PartName", format!("/{name}"));
                types.push(part.with("ContentType", content_type));
            }
        }
        types.to_part()
    }
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Every entry by its name, inflated within the limits.
fn inflate(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
) -> Result<BTreeMap<String, Vec<u8>>, OfficeError> {
    let mut left = MOST_INFLATED;
    let mut entries = BTreeMap::new();
    for index in 0..archive.len() {
        let damaged = |error: &dyn std::fmt::Display| OfficeError::NotOffice {
            why: format!("one of its parts cannot be read ({error})"),
        };
        let entry = archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => OfficeError::Protected,
            other => damaged(&other),
        })?;
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().map_err(|error| damaged(&error))?;
        let name = name.replace('\\', "/").trim_start_matches('/').to_owned();
        let too_large =
            || OfficeError::TooLarge { what: "what it holds, in bytes,", most: MOST_INFLATED };
        if entry.size() > left {
            return Err(too_large());
        }
        // What an entry says of its size is not trusted: reading stops where the room ends.
        let mut bytes = Vec::new();
        entry.take(left + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        left = left.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
        if entries.insert(name.clone(), bytes).is_some() {
            return Err(damaged(&format!("{name} stands twice in it")));
        }
    }
    Ok(entries)
}

/// What the parts of a file are.
struct ContentTypes {
    defaults: BTreeMap<String, String>,
    overrides: BTreeMap<String, String>,
}

impl ContentTypes {
    fn read(bytes: &[u8]) -> Result<Self, OfficeError> {
        let mut types = Self { defaults: BTreeMap::new(), overrides: BTreeMap::new() };
        for one in Element::read(CONTENT_TYPES, bytes)?.elements() {
            let Some(content_type) = one.attribute("ContentType") else { continue };
            if let Some(ending) = one.attribute("Extension") {
                types.defaults.insert(ending.to_lowercase(), content_type.to_owned());
            } else if let Some(name) = one.attribute("PartName") {
                let name = name.trim_start_matches('/').to_owned();
                types.overrides.insert(name, content_type.to_owned());
            }
        }
        Ok(types)
    }

    fn of(&self, name: &str) -> Option<String> {
        let by_ending = || self.defaults.get(&ending(name).to_lowercase());
        self.overrides.get(name).or_else(by_ending).cloned()
    }
}

/// The name of a part, from where it is named in a folder that ends with a slash or is empty.
fn resolved(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}{target}"),
    };
    let mut pieces: Vec<&str> = vec![];
    for piece in whole.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                pieces.pop();
            }
            _ => pieces.push(piece),
        }
    }
    pieces.join("/")
}

/// How a part in a folder names another part.
fn relative(folder: &str, target: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|piece| !piece.is_empty()).collect();
    let to: Vec<&str> = target.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let shared = shared.min(to.len().saturating_sub(1));
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/")
}

fn relationships(folder: &str, all: &[Relationship]) -> Vec<u8> {
    let mut out = Element::new("Relationships")
        .with("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships");
    for one in all {
        let element = Element::new("Relationship").with("Id", &one.id).with("Type", &one.kind);
        out.push(match &one.target {
            Target::Part(name) => element.with("Target", relative(folder, name)),
            Target::Outside(to) => element.with("Target", to).with("TargetMode", "External"),
        });
    }
    out.to_part()
}

fn pack(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Package {
        let mut package = Package::new();
        let mut slide = Part::new("application/slide+xml", b"<p/>".to_vec());
        slide.relate("image", "ppt/media/image1.png");
        package.add("ppt/slides/slide1.xml", slide);
        package.add("ppt/media/image1.png", Part::new("image/png", vec![1, 2, 3]));
        package.add("ppt/lost.xml", Part::new("application/xml", b"<a/>".to_vec()));
        package.relate(&format!("{OFFICE}/officeDocument"), "ppt/slides/slide1.xml");
        package
    }

    #[test]
    fn a_package_reads_as_it_was_written_and_is_written_the_same() {
        let package = sample();
        let bytes = package.write().expect("small");
        assert_eq!(bytes, package.write().expect("small"));
        assert_eq!(Package::read(&bytes).expect("our own"), package);
    }

    #[test]
    fn what_nothing_leads_to_goes() {
        let mut package = sample();
        package.tidy();
        assert_eq!(package.parts.len(), 2);
        package.parts.remove("ppt/media/image1.png");
        package.tidy();
        assert!(package.parts["ppt/slides/slide1.xml"].relationships.is_empty());
    }

    #[test]
    fn names_go_up_and_down() {
        assert_eq!(resolved("ppt/slides/", "../media/a.png"), "ppt/media/a.png");
        assert_eq!(resolved("ppt/slides/", "/ppt/./media/a.png"), "ppt/media/a.png");
        assert_eq!(resolved("", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(relative("ppt/slides", "ppt/media/a.png"), "../media/a.png");
        assert_eq!(relative("", "ppt/presentation.xml"), "ppt/presentation.xml");
        assert_eq!(relative("ppt", "ppt/slides/slide1.xml"), "slides/slide1.xml");
    }

    #[test]
    fn what_is_no_template_is_refused_with_the_reason() {
        let protected = Package::read(&COMPOUND_FILE);
        assert!(matches!(protected, Err(OfficeError::Protected)));
        assert!(matches!(Package::read(b"hello"), Err(OfficeError::NotOffice { .. })));
        let empty = pack(&[("a.txt".to_owned(), vec![])]).expect("small");
        assert!(matches!(Package::read(&empty), Err(OfficeError::NotOffice { .. })));
        let no_document = Package::new().write().expect("small");
        assert!(matches!(Package::read(&no_document), Err(OfficeError::NotOffice { .. })));
    }

    #[test]
    fn a_bomb_is_refused() {
        let zeros = vec![0; 17 << 20];
        let bomb: Vec<_> = (0..16).map(|n| (format!("{n}.xml"), zeros.clone())).collect();
        let bomb = pack(&bomb).expect("small when packed");
        assert!(bomb.len() < 1 << 20);
        assert!(matches!(Package::read(&bomb), Err(OfficeError::TooLarge { .. })));
    }

    #[test]
    fn every_cut_of_a_file_is_an_error_and_never_a_panic() {
        let bytes = sample().write().expect("small");
        for end in 0..bytes.len() {
            assert!(Package::read(&bytes[..end]).is_err(), "cut at {end}");
        }
    }
}
