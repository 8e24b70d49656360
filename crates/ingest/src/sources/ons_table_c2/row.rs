//! One row of the table: what it is of, and its cells.

use catalogue::PoliceArea;
use domain::area::Area;
use domain::cell::Cell;
use domain::decimal::Decimal;
use domain::diagnostic::Severity;

use super::Offence;
use crate::codes;
use crate::findings::Findings;
use crate::reading::{Reading, Tallied};
use crate::sources::numbers::parse_signed;
use crate::sources::symbols::SymbolsMet;
use crate::text::{Row, without_notes};

/// The year of the code set taken for a partnership the catalogue does not know.
const CODES_OF: u16 = 2025;

/// What a row is of.
pub(super) enum Of {
    /// A whole force.
    Force,
    /// A community safety partnership.
    Partnership { area: Area, name: String },
    /// What belongs to no partnership, by its name.
    Rest(String),
}

impl Of {
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Force, Self::Force) => true,
            (Self::Partnership { area, .. }, Self::Partnership { area: other, .. }) => {
                area == other
            }
            (Self::Rest(name), Self::Rest(other)) => name.eq_ignore_ascii_case(other),
            _ => false,
        }
    }

    pub(super) fn words(&self, force: &PoliceArea) -> String {
        match self {
            Self::Force => force.name.clone(),
            Self::Partnership { name, .. } | Self::Rest(name) => format!("{name} ({})", force.name),
        }
    }
}

/// A row as read; a cell that was told has none.
pub(super) struct TableRow<'c> {
    pub(super) of: Of,
    pub(super) line: u64,
    pub(super) cells: Vec<Option<Cell<Decimal>>>,
    /// The force, to keep the row's own life short.
    pub(super) force: &'c PoliceArea,
}

pub(super) fn read<'c>(
    row: &Row<'_>,
    [force_code, force_name, code, name]: [usize; 4],
    offences: &[Offence],
    symbols: &mut SymbolsMet,
    passed_over: &mut Tallied,
    reading: &mut Reading<'c>,
) -> Option<(&'c PoliceArea, TableRow<'c>)> {
    if row.is_blank() {
        return None;
    }
    let rest = if row.text(code).is_empty() { row.text(name) } else { "" };
    let force = force(row, (force_code, force_name), rest, passed_over, reading)?;
    let of = of(row, (code, name), force, reading)?;
    let blank = offences.iter().all(|offence| row.text(offence.column).is_empty());
    if blank {
        let at = |f: &Findings| f.line(row.line);
        let message = || {
            let words = of.words(force);
            format!("every figure of {words} is blank; they are held as not available")
        };
        reading.findings.add(Severity::Warning, &codes::CELL_BLANK, at, message);
    }
    let mut cells = Vec::with_capacity(offences.len());
    for offence in offences {
        let text = row.text(offence.column);
        if blank {
            cells.push(Some(Cell::NotAvailable));
            continue;
        }
        let at = |f: &Findings| f.line(row.line).in_column(&offence.words);
        let missing = symbols.read(text, || at(&reading.findings));
        let number = parse_signed(text).map(Decimal::whole).map(Cell::Value);
        let cell = missing.map(|missing| missing.cell()).or(number);
        if text.is_empty() {
            let message = || "the cell is blank; it is held as not available".to_owned();
            reading.findings.add(Severity::Warning, &codes::CELL_BLANK, at, message);
            cells.push(Some(Cell::NotAvailable));
            continue;
        }
        if cell.is_none() {
            let message = || format!("\"{text}\" is neither a number nor a known symbol");
            reading.findings.add(Severity::Error, &codes::CELL_NOT_A_NUMBER, at, message);
        }
        cells.push(cell);
    }
    Some((force, TableRow { of, line: row.line, cells, force }))
}

/// The force by code and by name, which must agree. The row of a force's rest names the force a
/// second time (`Unassigned Gwent`): where that is the name beside the code, the code is the slip.
fn force<'c>(
    row: &Row<'_>,
    (code, name): (usize, usize),
    rest: &str,
    passed_over: &mut Tallied,
    reading: &mut Reading<'c>,
) -> Option<&'c PoliceArea> {
    let (code, name) = (row.text(code), without_notes(row.text(name)));
    let (name, catalogue) = (name.as_str(), reading.catalogue);
    let by_code = catalogue.police_area_by_code(code);
    let by_name = catalogue.police_area(name);
    let whole_country = ["K0", "E9", "W9", "E12"].iter().any(|start| code.starts_with(start));
    if by_code.is_none() && (whole_country || catalogue.is_other_body(name)) {
        passed_over.add(name, row.line);
        return None;
    }
    let at = |f: &Findings| f.line(row.line);
    let again = |rest: &str| {
        let (_, name) = rest.split_once(' ')?;
        catalogue.police_area(name).map(|force| &force.area)
    };
    match (by_code, by_name) {
        (Some(force), Some(named)) if force.area == named.area => Some(force),
        (Some(force), Some(named)) if again(rest) == Some(&named.area) => {
            let message = || {
                let name = &named.name;
                format!("\"{rest}\" stands beside {code}, which is {}; {name} is taken", force.name)
            };
            reading.findings.add(Severity::Warning, &codes::AREA_CODE_DISAGREES, at, message);
            Some(named)
        }
        (Some(force), Some(_)) => {
            let message = || format!("\"{name}\" stands beside {code}, which is {}", force.name);
            reading.findings.add(Severity::Error, &codes::AREA_CODE_DISAGREES, at, message);
            None
        }
        (Some(force), None) => {
            let message =
                || format!("\"{name}\" beside {code} is not known; {} is taken", force.name);
            reading.findings.add(Severity::Warning, &codes::AREA_CODE_DISAGREES, at, message);
            Some(force)
        }
        // Some tables leave the code of a force out; its name is enough.
        (None, Some(named)) if code.is_empty() => Some(named),
        (None, _) => {
            let message =
                || format!("\"{name}\" ({code}) is not a police force the catalogue knows");
            reading.findings.add(Severity::Error, &codes::FORCE_UNKNOWN, at, message);
            None
        }
    }
}

fn of(
    row: &Row<'_>,
    (code, name): (usize, usize),
    force: &PoliceArea,
    reading: &mut Reading<'_>,
) -> Option<Of> {
    let (code, name) = (row.text(code), without_notes(row.text(name)));
    if code.is_empty() {
        return Some(if name.is_empty() { Of::Force } else { Of::Rest(name) });
    }
    let at = |f: &Findings| f.line(row.line);
    let Some(known) = reading.catalogue.partnership(code) else {
        let is_one = ["E22", "W14", "W22"].iter().any(|start| code.starts_with(start));
        let area = Area::new(code, CODES_OF).ok().filter(|_| is_one);
        let severity = if area.is_some() { Severity::Note } else { Severity::Error };
        let message = || format!("{code} \"{name}\" is not a partnership the catalogue knows");
        reading.findings.add(severity, &codes::PARTNERSHIP_UNKNOWN, at, message);
        return Some(Of::Partnership { area: area?, name });
    };
    if known.police_area != force.area {
        let message = || format!("{code} lies in {}, not in {}", known.police_area, force.name);
        reading.findings.add(Severity::Error, &codes::AREA_CODE_DISAGREES, at, message);
        return None;
    }
    let same = name.eq_ignore_ascii_case(&known.name);
    if !same {
        let message = || format!("\"{name}\" stands beside {code}, which is {}", known.name);
        reading.findings.add(Severity::Warning, &codes::AREA_CODE_DISAGREES, at, message);
    }
    Some(Of::Partnership { area: known.area.clone(), name: known.name.clone() })
}
