//! The fields of police.uk rows that several formats share: force, month, crime type, identifier.

use catalogue::PoliceArea;
use domain::diagnostic::Severity;
use domain::period::Period;

use crate::codes;
use crate::findings::Findings;
use crate::reading::{Reading, Tallied, rows};
use crate::spelling;
use crate::text::Row;

pub(crate) const CRIME_ID: &str = "Crime ID";
pub(crate) const FALLS_WITHIN: &str = "Falls within";
pub(crate) const LAST_OUTCOME: &str = "Last outcome category";
pub(crate) const MONTH: &str = "Month";
pub(crate) const CRIME_TYPE: &str = "Crime type";
pub(crate) const LSOA_CODE: &str = "LSOA code";
pub(crate) const LSOA_NAME: &str = "LSOA name";

/// The types police.uk sorts by, alphabetical.
pub(crate) const CRIME_TYPES: [&str; 14] = [
    ANTI_SOCIAL_BEHAVIOUR,
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    "Possession of weapons",
    "Public order",
    "Robbery",
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    "Violence and sexual offences",
];

/// The type that is an incident and not a crime: in no count of crimes, and without outcome.
pub(crate) const ANTI_SOCIAL_BEHAVIOUR: &str = "Anti-social behaviour";

/// The police area a field names; other bodies are counted, anything else is told.
pub(crate) fn force_of<'c>(
    row: &Row<'_>,
    column: usize,
    column_name: &str,
    other_bodies: &mut Tallied,
    reading: &mut Reading<'c>,
) -> Option<&'c PoliceArea> {
    let (text, catalogue) = (row.text(column), reading.catalogue);
    let known = catalogue.police_area(text);
    if known.is_some() {
        return known;
    }
    if catalogue.is_other_body(text) {
        other_bodies.add(text, row.line);
        return None;
    }
    let message = || {
        let names = catalogue
            .police_areas()
            .flat_map(|p| [p.name.as_str(), p.police_uk_name.as_str(), p.police_uk_id.as_str()]);
        let meant = did_you_mean(spelling::closest(text, names));
        format!("\"{text}\" is not a police force the catalogue knows{meant}")
    };
    let at = |f: &Findings| f.line(row.line).in_column(column_name);
    reading.findings.add(Severity::Error, &codes::FORCE_UNKNOWN, at, message);
    None
}

/// The month a field names, written `2022-01`; anything else is told.
pub(crate) fn month_of(
    row: &Row<'_>,
    column: usize,
    column_name: &str,
    reading: &mut Reading<'_>,
) -> Option<Period> {
    let text = row.text(column);
    let period = text.parse::<Period>().ok();
    // A period may be written in other ways too; only the month's own way is seven letters long.
    let month = period.filter(|p| p.whole_months() == Some(1) && text.len() == 7);
    if month.is_none() {
        reading.findings.add(
            Severity::Error,
            &codes::MONTH_MALFORMED,
            |f| f.line(row.line).in_column(column_name),
            || format!("\"{text}\" is not a month"),
        );
    }
    month
}

/// Notes for each body without a police area how many of its rows were passed over.
pub(crate) fn tell_other_bodies(bodies: &Tallied, column: &str, findings: &mut Findings) {
    for (name, count, line) in bodies.iter() {
        let at = findings.line(line).in_column(column);
        let message = format!("{} of {name} passed over", rows(count));
        findings.note(&codes::OTHER_BODY_SKIPPED, at, message);
    }
}

/// Where a row's type stands in [`CRIME_TYPES`]; any other type is told.
pub(crate) fn crime_type_of(
    row: &Row<'_>,
    column: usize,
    column_name: &str,
    reading: &mut Reading<'_>,
) -> Option<usize> {
    let bytes = row.bytes(column);
    let exact = CRIME_TYPES.iter().position(|t| t.as_bytes() == bytes);
    let text = row.text(column);
    let found = exact.or_else(|| CRIME_TYPES.iter().position(|t| *t == text));
    if found.is_none() {
        let message = || {
            let meant = did_you_mean(spelling::closest(text, CRIME_TYPES.iter().copied()));
            format!("\"{text}\" is not a crime type of police.uk{meant}")
        };
        let at = |f: &Findings| f.line(row.line).in_column(column_name);
        reading.findings.add(Severity::Error, &codes::CRIME_TYPE_UNKNOWN, at, message);
    }
    found
}

fn did_you_mean(name: Option<&str>) -> String {
    name.map_or(String::new(), |name| format!("; did you mean \"{name}\"?"))
}

/// What each byte is worth as a hexadecimal digit; a table, because identifiers are most of a file.
const HEXADECIMAL: [u8; 256] = {
    let mut worth = [NO_DIGIT; 256];
    let mut n = 0;
    while n < 16 {
        worth[b"0123456789abcdef"[n] as usize] = n as u8;
        worth[b"0123456789ABCDEF"[n] as usize] = n as u8;
        n += 1;
    }
    worth
};

const NO_DIGIT: u8 = 0xff;

/// A crime identifier's 64 hexadecimal digits as bytes.
pub(crate) fn crime_id(text: &[u8]) -> Option<[u8; 32]> {
    if text.len() != 64 {
        return None;
    }
    let mut key = [0; 32];
    let mut all = 0;
    for (slot, pair) in key.iter_mut().zip(text.chunks_exact(2)) {
        let (high, low) = (HEXADECIMAL[pair[0] as usize], HEXADECIMAL[pair[1] as usize]);
        all |= high | low;
        *slot = high << 4 | low;
    }
    (all < 16).then_some(key)
}
