//! XLSX workbooks: the list of sheets, the texts they share, and each sheet as a stream of marks.
//!
//! Counts and sizes that a part claims are not read: a table of texts may claim to hold more than
//! any memory does.

mod cell;
mod rows;
mod texts;

use std::collections::{BTreeMap, BTreeSet};

use domain::diagnostic::Location;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::marks::{Fault, Marks, attribute};
use super::{Contents, MOST_SHEETS, Room, Sheet, tell};
use crate::findings::Findings;
use crate::sent::Stream;
use rows::Rows;
use texts::Texts;

type Archive<'a> = ZipArchive<Box<dyn Stream + 'a>>;
type Part<'r, 'a> = ZipFile<'r, Box<dyn Stream + 'a>>;

const LIST: &str = "xl/workbook.xml";

/// A sheet as the workbook lists it.
struct Listed {
    name: String,
    link: String,
}

/// Reads every sheet; `None` if it had to be told why one cannot be read.
pub(super) fn read(
    archive: &mut Archive<'_>,
    entries: &[String],
    findings: &mut Findings,
) -> Option<Contents> {
    let opened = open(archive, entries);
    let (listed, links, texts, from_1904) = match opened {
        Ok(opened) => opened,
        Err(fault) => {
            tell(&fault, findings.file(), "the workbook cannot be opened", findings);
            return None;
        }
    };
    let (mut room, mut sheets, mut read) = (Room::default(), Vec::new(), BTreeSet::new());
    for Listed { name, link } in listed {
        let mut sheet = Sheet { name, ..Sheet::default() };
        let place = Location { sheet: Some(sheet.name.clone()), ..findings.file() };
        let found = match links.get(&link) {
            // A sheet of charts alone has no cells to read.
            Some(None) => Ok(None),
            Some(Some(path)) => place_of(entries, path).map(Some).ok_or("its part is missing"),
            None => Err("the workbook has no link to it"),
        };
        let found = found.and_then(|found| match found {
            Some(place) if !read.insert(place) => Err("another sheet stands in the same part"),
            found => Ok(found),
        });
        let whole = found.map_err(Fault::damaged).and_then(|found| match found {
            Some(place) => {
                let mut rows = Rows::of(&mut sheet, &texts, &mut room, findings);
                rows.read(&mut Marks::new(part(archive, place)?))
            }
            None => Ok(Some(())),
        });
        match whole {
            Ok(whole) => whole?,
            Err(fault) => {
                tell(&fault, place, "the sheet cannot be read", findings);
                return None;
            }
        }
        sheets.push(sheet);
    }
    Some(Contents { sheets, from_1904 })
}

/// Paths of sheets by the name of their link; none for a sheet without cells.
type Links = BTreeMap<String, Option<String>>;

type Opened = (Vec<Listed>, Links, Texts, bool);

fn open(archive: &mut Archive<'_>, entries: &[String]) -> Result<Opened, Fault> {
    let (links, shared) = links(archive, entries)?;
    let list = place_of(entries, LIST).ok_or_else(|| Fault::damaged("its list is missing"))?;
    let (listed, from_1904) = list_of(part(archive, list)?)?;
    let shared = shared.unwrap_or_else(|| "xl/sharedStrings.xml".to_owned());
    let texts = match place_of(entries, &shared) {
        Some(place) => Texts::read(part(archive, place)?)?,
        None => Texts::default(),
    };
    Ok((listed, links, texts, from_1904))
}

/// Where a part stands; some programs write other cases and slashes.
fn place_of(entries: &[String], path: &str) -> Option<usize> {
    let same = |entry: &String| entry.replace('\\', "/").eq_ignore_ascii_case(path);
    entries.iter().position(same)
}

fn part<'r, 'a>(archive: &'r mut Archive<'a>, place: usize) -> Result<Part<'r, 'a>, Fault> {
    archive.by_index(place).map_err(Fault::damaged)
}

/// The links to sheets, and the path of the shared texts.
fn links(archive: &mut Archive<'_>, entries: &[String]) -> Result<(Links, Option<String>), Fault> {
    let (mut sheets, mut shared) = (BTreeMap::new(), None);
    let Some(place) = place_of(entries, "xl/_rels/workbook.xml.rels") else {
        return Err(Fault::damaged("its links are missing"));
    };
    let mut marks = Marks::new(part(archive, place)?);
    loop {
        match marks.next()? {
            Event::Start(mark) if mark.local_name().as_ref() == "Relationship" => {
                let get = |name| attribute(&mark, name).unwrap_or_default();
                let (kind, target) = (get("Type"), get("Target"));
                let path = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("xl/{target}"),
                };
                match kind.rsplit('/').next() {
                    Some("worksheet") => drop(sheets.insert(get("Id"), Some(path))),
                    Some("chartsheet" | "dialogsheet") => drop(sheets.insert(get("Id"), None)),
                    Some("sharedStrings") => shared = Some(path),
                    _ => {}
                }
                if sheets.len() > MOST_SHEETS {
                    return Err(too_many_sheets());
                }
            }
            Event::Eof => return Ok((sheets, shared)),
            _ => {}
        }
    }
}

fn too_many_sheets() -> Fault {
    Fault::TooLarge(format!("it has more than {MOST_SHEETS} sheets"))
}

/// The sheets in their order, and whether days are counted from 1904.
fn list_of(part: Part<'_, '_>) -> Result<(Vec<Listed>, bool), Fault> {
    let (mut listed, mut from_1904) = (Vec::new(), false);
    let mut marks = Marks::new(part);
    loop {
        match marks.next()? {
            Event::Start(mark) if mark.local_name().as_ref() == "sheet" => {
                let get = |name| attribute(&mark, name).unwrap_or_default();
                listed.push(Listed { name: get("name"), link: get("id") });
                if listed.len() > MOST_SHEETS {
                    return Err(too_many_sheets());
                }
            }
            Event::Start(mark) if mark.local_name().as_ref() == "workbookPr" => {
                let said = attribute(&mark, "date1904");
                from_1904 |= matches!(said.as_deref(), Some("1" | "true"));
            }
            Event::End(mark) if mark.local_name().as_ref() == "workbook" => {
                return Ok((listed, from_1904));
            }
            Event::Eof => return Err(Fault::damaged("its list ends too early")),
            _ => {}
        }
    }
}
