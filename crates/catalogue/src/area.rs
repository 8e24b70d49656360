//! Police force areas, the districts in them, and how many people live there.

use domain::area::Area;
use domain::ids::Slug;
use jiff::civil::Date;

use crate::listing::{Row, read_csv};
use crate::problems::{Placed, Problems};

/// A territorial police force and its area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoliceArea {
    /// Its code and the year of the code set.
    pub area: Area,
    /// The area's name, as the Home Office tables write it.
    pub name: String,
    /// The force's id on police.uk, also used in its file names.
    pub police_uk_id: String,
    /// The force's name on police.uk.
    pub police_uk_name: String,
    /// English region, or Wales.
    pub region: String,
    /// First day the code is valid, if known.
    pub from: Option<Date>,
    /// Last day the code is valid, if it has ended.
    pub until: Option<Date>,
}

/// A local authority district, borough or unitary authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Its code and the year of the code set.
    pub area: Area,
    /// Its name.
    pub name: String,
    /// The police force area it lies in.
    pub police_area: Area,
    /// The community safety partnership it was in, by name, if the lookup says.
    pub partnership: Option<String>,
    /// What the mapping to the force rests on.
    pub basis: String,
    /// First day the district existed, if it is newer than the lookup.
    pub from: Option<Date>,
}

/// A community safety partnership: one district, or several together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partnership {
    /// Its code and the year of the code set.
    pub area: Area,
    /// Its name.
    pub name: String,
    /// The police force area it lies in.
    pub police_area: Area,
}

/// How many people live in a district, and where that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PopulationRow {
    /// Usual residents of all ages.
    pub people: i64,
    /// The catalogue file it was read from.
    pub file: String,
    /// Its line there, from 1.
    pub line: u64,
}

/// What stands in tables beside the forces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WiderKind {
    /// A country, or England and Wales.
    Nation,
    /// A region of England.
    Region,
    /// A body without a territory, under a code of our own.
    Body,
}

/// A place or body whose figures stand beside those of police areas: a region, a country,
/// British Transport Police. A region may share its name with a force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WiderArea {
    /// Its code and the year of the code set.
    pub area: Area,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: WiderKind,
    /// Other names it goes by.
    pub other_names: Vec<String>,
    /// What its code rests on.
    pub basis: String,
}

/// Another name for something that has a code.
#[derive(Debug, Clone)]
pub(crate) struct OtherName {
    /// The name.
    pub(crate) name: String,
    /// The code it means.
    pub(crate) code: String,
}

/// A published total that the districts of a vintage sum to.
#[derive(Debug, Clone)]
pub(crate) struct PublishedTotal {
    /// Which population.
    pub(crate) vintage: Slug,
    /// Usual residents of all ages.
    pub(crate) people: i64,
    /// Of what, in words.
    pub(crate) what: String,
}

fn placed<T>(file: &str, row: &Row<'_>, value: T) -> Placed<T> {
    let lines = std::collections::BTreeMap::new();
    Placed { value, file: file.to_owned(), line: row.line, lines }
}

fn area(row: &Row<'_>, code: &'static str) -> Option<Area> {
    let vintage = row.whole("vintage")?;
    row.checked(code, |text| Area::new(text, vintage).map_err(|e| e.to_string()))
}

/// Reads `areas/police-areas.csv`.
pub(crate) fn police_areas(
    file: &str,
    bytes: &[u8],
    problems: &Problems,
) -> Vec<Placed<PoliceArea>> {
    const HEADER: &[&str] =
        &["code", "vintage", "name", "police_uk_id", "police_uk_name", "region", "from", "until"];
    let read = |row: &Row<'_>| {
        Some(PoliceArea {
            area: area(row, "code")?,
            name: row.need_text("name")?,
            police_uk_id: row.need_text("police_uk_id")?,
            police_uk_name: row.need_text("police_uk_name")?,
            region: row.need_text("region")?,
            from: row.date("from"),
            until: row.date("until"),
        })
    };
    let rows = read_csv(file, bytes, HEADER, problems);
    let read = rows.iter().filter_map(|row| Some(placed(file, row, read(row)?)));
    read.collect()
}

/// Reads `areas/wider-areas.csv`.
pub(crate) fn wider_areas(file: &str, bytes: &[u8], problems: &Problems) -> Vec<Placed<WiderArea>> {
    const HEADER: &[&str] = &["code", "vintage", "name", "kind", "other_names", "basis"];
    let kind = |text: &str| match text {
        "nation" => Ok(WiderKind::Nation),
        "region" => Ok(WiderKind::Region),
        "body" => Ok(WiderKind::Body),
        _ => Err(format!("`{text}` is none of: nation, region, body")),
    };
    let read = |row: &Row<'_>| {
        let other = row.text("other_names").split('|').map(str::trim);
        Some(WiderArea {
            area: area(row, "code")?,
            name: row.need_text("name")?,
            kind: row.checked("kind", kind)?,
            other_names: other.filter(|n| !n.is_empty()).map(str::to_owned).collect(),
            basis: row.need_text("basis")?,
        })
    };
    let rows = read_csv(file, bytes, HEADER, problems);
    let read = rows.iter().filter_map(|row| Some(placed(file, row, read(row)?)));
    read.collect()
}

/// The year of the code set of police force areas in the files that name one.
const POLICE_AREA_CODES: u16 = 2016;

/// Reads `areas/partnerships.csv`.
pub(crate) fn partnerships(
    file: &str,
    bytes: &[u8],
    problems: &Problems,
) -> Vec<Placed<Partnership>> {
    const HEADER: &[&str] = &["code", "vintage", "name", "police_area"];
    let read = |row: &Row<'_>| {
        let force = |text: &str| Area::new(text, POLICE_AREA_CODES).map_err(|e| e.to_string());
        Some(Partnership {
            area: area(row, "code")?,
            name: row.need_text("name")?,
            police_area: row.checked("police_area", force)?,
        })
    };
    let rows = read_csv(file, bytes, HEADER, problems);
    let read = rows.iter().filter_map(|row| Some(placed(file, row, read(row)?)));
    read.collect()
}

/// Reads `areas/districts.csv`; a district of an unknown force keeps the code, for a check to find.
pub(crate) fn districts(file: &str, bytes: &[u8], problems: &Problems) -> Vec<Placed<District>> {
    const HEADER: &[&str] = &["code", "vintage", "name", "police_area", "csp", "basis", "from"];
    let read = |row: &Row<'_>| {
        let force = |text: &str| Area::new(text, POLICE_AREA_CODES).map_err(|e| e.to_string());
        let partnership = row.text("csp");
        Some(District {
            area: area(row, "code")?,
            name: row.need_text("name")?,
            police_area: row.checked("police_area", force)?,
            partnership: (!partnership.is_empty()).then(|| partnership.to_owned()),
            basis: row.need_text("basis")?,
            from: row.date("from"),
        })
    };
    let rows = read_csv(file, bytes, HEADER, problems);
    let read = rows.iter().filter_map(|row| Some(placed(file, row, read(row)?)));
    read.collect()
}

/// Reads a list of other names: `areas/aliases.csv`.
pub(crate) fn aliases(file: &str, bytes: &[u8], problems: &Problems) -> Vec<Placed<OtherName>> {
    names(file, &read_csv(file, bytes, &["name", "code"], problems))
}

/// Reads a list of other names with reasons: `areas/district-names.csv`.
pub(crate) fn district_names(
    file: &str,
    bytes: &[u8],
    problems: &Problems,
) -> Vec<Placed<OtherName>> {
    let header = &["name", "code", "basis"];
    names(file, &read_csv(file, bytes, header, problems))
}

fn names(file: &str, rows: &[Row<'_>]) -> Vec<Placed<OtherName>> {
    let read = |row: &Row<'_>| {
        let (name, code) = (row.need_text("name")?, row.need_text("code")?);
        Some(placed(file, row, OtherName { name, code }))
    };
    rows.iter().filter_map(read).collect()
}

/// Reads `areas/other-bodies.csv`: names only.
pub(crate) fn other_bodies(file: &str, bytes: &[u8], problems: &Problems) -> Vec<String> {
    let rows = read_csv(file, bytes, &["name", "what"], problems);
    rows.iter().filter_map(|row| row.need_text("name")).collect()
}

/// Reads `populations/<vintage>.csv`: district codes with their people.
pub(crate) fn population(
    file: &str,
    bytes: &[u8],
    problems: &Problems,
) -> Vec<(String, PopulationRow)> {
    let read = |row: &Row<'_>| {
        let line =
            PopulationRow { people: row.whole("all_ages")?, file: file.to_owned(), line: row.line };
        Some((row.need_text("code")?, line))
    };
    let rows = read_csv(file, bytes, &["code", "name", "all_ages"], problems);
    rows.iter().filter_map(read).collect()
}

/// Reads `populations/totals.csv`.
pub(crate) fn totals(file: &str, bytes: &[u8], problems: &Problems) -> Vec<Placed<PublishedTotal>> {
    let read = |row: &Row<'_>| {
        let total = PublishedTotal {
            vintage: row.parsed("vintage")?,
            people: row.whole("all_ages")?,
            what: row.need_text("what")?,
        };
        Some(placed(file, row, total))
    };
    let rows = read_csv(file, bytes, &["vintage", "all_ages", "what"], problems);
    rows.iter().filter_map(read).collect()
}
