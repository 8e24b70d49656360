//! Where the columns and the police areas of a sheet are.

use std::collections::BTreeMap;

use catalogue::PoliceArea;
use jiff::civil::Date;

use super::labels::{area_code, split_footnotes, tidy};
use crate::codes;
use crate::reading::Reading;
use crate::workbook::Sheet;

/// A column with a header.
pub(super) struct Column {
    pub(super) index: u32,
    /// Row of its header cell.
    pub(super) row: u32,
    /// Its header's words as printed, footnotes included.
    pub(super) words: String,
}

/// The row of a police area.
pub(super) struct AreaRow<'c> {
    pub(super) row: u32,
    pub(super) force: &'c PoliceArea,
}

/// A sheet's columns and rows.
pub(super) struct Grid<'c> {
    pub(super) columns: Vec<Column>,
    pub(super) areas: Vec<AreaRow<'c>>,
}

/// Codes of police areas of England and of Wales.
const POLICE_AREA: [&str; 2] = ["E23", "W15"];

impl<'c> Grid<'c> {
    /// Finds columns below and areas beside the cell "Area Code".
    pub(super) fn of(sheet: &Sheet, ending: Date, reading: &mut Reading<'c>) -> Option<Self> {
        let is_corner = |text: &str| tidy(text).eq_ignore_ascii_case("area code");
        let corner = sheet.texts().find(|(_, text)| is_corner(text));
        let Some(((header, codes_column), _)) = corner else {
            let at = reading.findings.cell(&sheet.name, 0, 0);
            let message = "no cell says \"Area Code\"".to_owned();
            reading.findings.error(&codes::SHEET_MISSING, at, message);
            return None;
        };
        let columns = columns(sheet, header, codes_column + 1);
        let areas = areas(sheet, header, codes_column, reading);
        for area in reading.catalogue.police_areas() {
            let then = area.from.is_none_or(|day| day <= ending)
                && area.until.is_none_or(|day| day >= ending);
            if then && !areas.iter().any(|a| a.force.area == area.area) {
                let at = reading.findings.cell(&sheet.name, header, codes_column);
                let message = format!("{} has no row ({})", area.name, area.area.code);
                reading.findings.warning(&codes::AREA_MISSING, at, message);
            }
        }
        Some(Self { columns, areas })
    }
}

/// The lowest words above the numbers head a column: a group's header stands above its first
/// column only, and a total's header is merged over both rows. A spacer has no words.
fn columns(sheet: &Sheet, header: u32, names: u32) -> Vec<Column> {
    let mut lowest: BTreeMap<u32, (u32, &str)> = BTreeMap::new();
    for ((row, column), text) in sheet.texts().filter(|((row, _), _)| *row <= header) {
        if column > names {
            lowest.insert(column, (row, text));
        }
    }
    let column =
        |(index, (row, text)): (u32, (u32, &str))| Column { index, row, words: tidy(text) };
    lowest.into_iter().map(column).collect()
}

fn areas<'c>(
    sheet: &Sheet,
    header: u32,
    codes_column: u32,
    reading: &mut Reading<'c>,
) -> Vec<AreaRow<'c>> {
    let footnotes = footnotes(sheet, header);
    let mut areas: Vec<AreaRow<'c>> = Vec::new();
    let below = sheet.texts().filter(|((row, column), _)| *row > header && *column == codes_column);
    for ((row, column), text) in below {
        let Some(code) = area_code(text).filter(|c| POLICE_AREA.iter().any(|p| c.starts_with(p)))
        else {
            continue;
        };
        let at = reading.findings.cell(&sheet.name, row, column);
        let Some(force) = reading.catalogue.police_area_by_code(code) else {
            let message = format!("the catalogue has no police area {code}");
            reading.findings.error(&codes::FORCE_UNKNOWN, at, message);
            continue;
        };
        if areas.iter().any(|a| a.force.area == force.area) {
            let message = format!("{} has a row already", force.name);
            reading.findings.error(&codes::FIGURE_REPEATED, at, message);
            continue;
        }
        check_name(sheet, (row, column + 1), force, &footnotes, reading);
        areas.push(AreaRow { row, force });
    }
    areas
}

/// Compares the name beside a code with it, and passes on the footnotes at the name.
fn check_name(
    sheet: &Sheet,
    (row, column): (u32, u32),
    force: &PoliceArea,
    footnotes: &BTreeMap<u32, &str>,
    reading: &mut Reading<'_>,
) {
    let (name, notes) = split_footnotes(sheet.text(row, column).unwrap_or_default());
    let named = reading.catalogue.police_area(&name);
    let at = reading.findings.cell(&sheet.name, row, column);
    let code = &force.area.code;
    match named {
        Some(named) if named.area == force.area => {}
        Some(_) => {
            let message = format!("\"{name}\" stands beside {code}, which is {}", force.name);
            reading.findings.error(&codes::AREA_CODE_DISAGREES, at.clone(), message);
        }
        None => {
            let message = format!("\"{name}\" beside {code} is not known; {} is taken", force.name);
            reading.findings.warning(&codes::AREA_CODE_DISAGREES, at.clone(), message);
        }
    }
    for text in notes.iter().filter_map(|n| footnotes.get(n)) {
        let message = format!("{}: {}", force.name, tidy(text));
        reading.findings.note(&codes::PUBLISHER_NOTE, at.clone(), message);
    }
}

/// Notes below the table by number: `7. Includes British Transport Police.`
fn footnotes(sheet: &Sheet, header: u32) -> BTreeMap<u32, &str> {
    let below = sheet.texts().filter(|((row, _), _)| *row > header);
    let numbered = |text: &'_ str| -> Option<u32> { text.trim().split_once('.')?.0.parse().ok() };
    let note = |(_, text)| {
        let number = numbered(text)?;
        let (_, words) = str::split_once(text, '.')?;
        Some((number, words))
    };
    below.filter_map(note).collect()
}
