//! Rows by the area they are of: forces, regions, countries, and bodies without a territory.
//!
//! Regions and forces share names, so a code decides where there is one. Without codes the order
//! does: a region stands above its forces, so the first of two rows of one name is the region.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{PoliceArea, WiderArea, WiderKind};
use domain::area::Area;
use jiff::civil::Date;

use super::coverage::{self, Excluding};
use super::labels::{area_code, split_footnotes, tidy};
use super::layout::Layout;
use crate::codes;
use crate::reading::Reading;
use crate::workbook::{Sheet, Value};

/// What a row is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Force,
    Region,
    Nation,
    Body,
}

/// The row of an area.
#[derive(Debug, Clone)]
pub(crate) struct AreaRow {
    pub(crate) row: u32,
    pub(crate) area: Area,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// The region a force lies in.
    pub(crate) region: Option<String>,
    /// Who is left out of it, by its own name.
    pub(crate) excluding: Option<Excluding>,
}

/// Notes of the publisher that were passed on already: sheets repeat them.
#[derive(Default)]
pub(crate) struct Noted(BTreeSet<String>);

enum Found<'c> {
    Force(&'c PoliceArea),
    Wider(&'c WiderArea),
}

/// Whether a name or code is that of any area or body, bare or with a word before it.
pub(crate) fn is_area(name: &str, reading: &Reading<'_>) -> bool {
    let (name, _) = coverage::of(bare(name).0, reading);
    reading.catalogue.police_area(&name).is_some() || reading.catalogue.wider_area(&name).is_some()
}

/// `*Total North East ` → `North East`, and that it is said to be a total.
fn bare(name: &str) -> (&str, bool) {
    let name = name.trim().trim_start_matches('*').trim();
    if let Some(region) = name.strip_suffix(" region").or_else(|| name.strip_suffix(" Region")) {
        return (region.trim(), true);
    }
    // Nothing but a total: which one is for the table's reader to know.
    let total = name.split_at_checked(6).filter(|(word, _)| word.eq_ignore_ascii_case("Total "));
    total.map_or((name, false), |(_, rest)| (rest.trim(), true))
}

/// The area a text names by itself: `Total West Midlands` is the region, `West Midlands` the force.
pub(crate) fn named(row: u32, text: &str, reading: &Reading<'_>) -> Option<AreaRow> {
    let (name, _) = split_footnotes(text);
    let (name, said_total) = bare(&name);
    let (name, excluding) = coverage::of(name, reading);
    let found = by_name(&name, said_total, false, |_| false, reading)?;
    Some(area_row(row, &found, excluding))
}

fn area_row(row: u32, found: &Found<'_>, excluding: Option<Excluding>) -> AreaRow {
    match found {
        Found::Force(force) => AreaRow {
            row,
            area: force.area.clone(),
            name: force.name.clone(),
            kind: Kind::Force,
            region: Some(force.region.clone()),
            excluding,
        },
        Found::Wider(wide) => AreaRow {
            row,
            area: wide.area.clone(),
            name: wide.name.clone(),
            kind: kind(wide.kind),
            region: None,
            excluding,
        },
    }
}

/// The areas of a table, top to bottom. Rows without values are headings or notes.
pub(crate) fn area_rows(
    sheet: &Sheet,
    layout: &Layout,
    noted: &mut Noted,
    reading: &mut Reading<'_>,
) -> Vec<AreaRow> {
    let footnotes = footnotes(sheet, layout.first);
    let candidates = candidates(sheet, layout);
    let code_in = |row: u32| area_code(sheet.text(row, layout.codes?)?).map(str::to_owned);
    let coded: BTreeSet<String> = candidates.iter().filter_map(|(row, _)| code_in(*row)).collect();
    let plain = |(row, name): &(u32, String)| {
        let wide = reading.catalogue.wider_area(bare(name).0);
        layout.codes.is_none()
            && wide.is_some_and(|w| w.kind == WiderKind::Region)
            && *row >= layout.first
    };
    let regions = candidates.iter().filter(|c| plain(c)).count() > 1;
    let mut out: Vec<AreaRow> = Vec::new();
    for (row, text) in candidates {
        let (name, notes) = split_footnotes(&text);
        let (name, said_total) = bare(&name);
        let (name, excluding) = coverage::of(name, reading);
        let code = code_in(row);
        let seen = |wide: &WiderArea| out.iter().any(|a| a.area == wide.area);
        let found = match &code {
            Some(code) => by_code(code, reading),
            None => by_name(&name, said_total, regions, seen, reading),
        };
        let at = reading.findings.cell(&sheet.name, row, layout.names);
        let Some(found) = found else {
            let what = code.map_or_else(|| format!("\"{name}\""), |c| format!("{c} \"{name}\""));
            let message = format!("the catalogue has no police area, region or body {what}");
            reading.findings.error(&codes::FORCE_UNKNOWN, at, message);
            continue;
        };
        let area = area_row(row, &found, excluding);
        let same = |a: &&AreaRow| a.area == area.area && a.excluding == area.excluding;
        if let Some(first) = out.iter().find(same) {
            repeated(sheet, layout, first, &area, reading);
            continue;
        }
        if code.is_some() {
            check_name((sheet, layout), &name, &area, &coded, reading);
        }
        for text in notes.iter().filter_map(|n| footnotes.get(n)) {
            let message = format!("{}: {}", area.name, tidy(text));
            if noted.0.insert(message.clone()) {
                reading.findings.note(&codes::PUBLISHER_NOTE, at.clone(), message);
            }
        }
        out.push(area);
    }
    out
}

/// Tells forces without a row, of those that existed at a date.
pub(crate) fn tell_missing(
    sheet: &Sheet,
    layout: &Layout,
    rows: &[AreaRow],
    on: Date,
    reading: &mut Reading<'_>,
) {
    for area in reading.catalogue.police_areas() {
        let then = area.from.is_none_or(|day| day <= on) && area.until.is_none_or(|day| day >= on);
        if then && !rows.iter().any(|a| a.area == area.area) {
            let at = reading.findings.cell(&sheet.name, layout.header, layout.names);
            let message = format!("{} has no row ({})", area.name, area.area.code);
            reading.findings.warning(&codes::AREA_MISSING, at, message);
        }
    }
}

/// Rows of the table that name something and hold anything beside it, with the name.
fn candidates(sheet: &Sheet, layout: &Layout) -> Vec<(u32, String)> {
    let last = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
    let named = |row: u32| {
        let holds = sheet.cells.range((row, layout.names + 1)..(row + 1, 0)).next().is_some();
        let name = sheet.text(row, layout.names).map(str::to_owned);
        let coded = layout.codes.and_then(|c| area_code(sheet.text(row, c)?)).is_some();
        let name = name.or_else(|| coded.then(String::new))?;
        holds.then_some((row, name))
    };
    (layout.first..=last).filter_map(named).collect()
}

fn kind(kind: WiderKind) -> Kind {
    match kind {
        WiderKind::Nation => Kind::Nation,
        WiderKind::Region => Kind::Region,
        WiderKind::Body => Kind::Body,
    }
}

fn by_code<'c>(code: &str, reading: &Reading<'c>) -> Option<Found<'c>> {
    let force = reading.catalogue.police_area_by_code(code).map(Found::Force);
    let wide = || reading.catalogue.wider_areas().find(|w| w.area.code == code);
    force.or_else(|| wide().map(Found::Wider))
}

fn by_name<'c>(
    name: &str,
    said_total: bool,
    regions: bool,
    seen: impl Fn(&WiderArea) -> bool,
    reading: &Reading<'c>,
) -> Option<Found<'c>> {
    let force = reading.catalogue.police_area(name);
    let wide = reading.catalogue.wider_area(name);
    match (force, wide) {
        (Some(force), Some(wide)) => {
            let region = said_total || (regions && !seen(wide));
            Some(if region { Found::Wider(wide) } else { Found::Force(force) })
        }
        (Some(force), None) if !said_total => Some(Found::Force(force)),
        (_, Some(wide)) => Some(Found::Wider(wide)),
        _ => None,
    }
}

/// An area that has a row already: the same figures under another name are read past.
fn repeated(
    sheet: &Sheet,
    layout: &Layout,
    first: &AreaRow,
    second: &AreaRow,
    reading: &mut Reading<'_>,
) {
    let cells = |row: u32| {
        let all = sheet.cells.range((row, layout.names + 1)..(row + 1, 0));
        all.map(|((_, column), value)| (*column, value)).collect::<Vec<_>>()
    };
    let at = reading.findings.cell(&sheet.name, second.row, layout.names);
    let name = sheet.text(second.row, layout.names).unwrap_or_default();
    if cells(first.row) == cells(second.row) {
        let message = format!(
            "\"{}\" repeats row {}, {}, figure by figure; it is read once",
            tidy(name),
            first.row + 1,
            first.name
        );
        reading.findings.note(&codes::PUBLISHER_NOTE, at, message);
    } else {
        let message = format!("{} has row {} already", second.name, first.row + 1);
        reading.findings.error(&codes::FIGURE_REPEATED, at, message);
    }
}

/// Compares the name beside a code with it. Where the name's own area has its own row, a name was
/// copied into the wrong row and the code is believed; else nobody can say which is meant.
fn check_name(
    (sheet, layout): (&Sheet, &Layout),
    name: &str,
    area: &AreaRow,
    coded: &BTreeSet<String>,
    reading: &mut Reading<'_>,
) {
    let at = reading.findings.cell(&sheet.name, area.row, layout.names);
    let code = &area.area.code;
    let force = reading.catalogue.police_area(name).map(|f| &f.area);
    let wide = reading.catalogue.wider_area(name).map(|w| &w.area);
    let meant: Vec<&Area> = [force, wide].into_iter().flatten().collect();
    if meant.iter().any(|named| **named == area.area) {
        return;
    }
    if meant.is_empty() {
        let message = format!("\"{name}\" beside {code} is not known; {} is taken", area.name);
        reading.findings.warning(&codes::AREA_CODE_DISAGREES, at, message);
    } else if meant.iter().any(|named| coded.contains(&named.code)) {
        let message = format!(
            "\"{name}\" stands beside {code}, which is {}, and beside its own code too; {} is taken",
            area.name, area.name
        );
        reading.findings.warning(&codes::AREA_CODE_DISAGREES, at, message);
    } else {
        let message = format!("\"{name}\" stands beside {code}, which is {}", area.name);
        reading.findings.error(&codes::AREA_CODE_DISAGREES, at, message);
    }
}

/// Notes below the headers by number: `7. Includes British Transport Police.`, `1 Sections 38`.
fn footnotes(sheet: &Sheet, first: u32) -> BTreeMap<u32, String> {
    let mut notes = BTreeMap::new();
    for ((row, column), value) in sheet.cells.range((first, 0)..) {
        let Value::Text(text) = value else {
            continue;
        };
        // A note stands alone in its row.
        if sheet.cells.range((*row, *column + 1)..(*row + 1, 0)).next().is_some() {
            continue;
        }
        let text = text.trim();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = text[digits..].strip_prefix(['.', ' ']);
        if let (Ok(number), Some(words)) = (text[..digits].parse(), rest) {
            notes.insert(number, words.trim().to_owned());
        }
    }
    notes
}
