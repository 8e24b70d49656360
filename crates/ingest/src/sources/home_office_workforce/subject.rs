//! Whom a table counts, and in what.

use domain::ids::SourceId;

use super::READER;
use crate::codes;
use crate::reading::{MeasureVersion, Reading};
use crate::workbook::Sheet;

/// Beginnings of titles and headers, the longer before the shorter, with the words of the
/// catalogue's labels.
const SUBJECTS: [(&str, &str); 8] = [
    ("police staff and designated officers", "Police staff and designated officers"),
    ("police staff", "Police staff"),
    ("designated officers", "Designated officers"),
    ("police community support officers", "Police community support officers"),
    ("police support volunteers", "Police support volunteers"),
    ("police officers", "Police officers"),
    ("special constables", "Special constables"),
    ("traffic wardens", "Traffic wardens"),
];

/// What people are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    FullTimeEquivalent,
    Headcount,
}

impl Unit {
    fn words(self) -> &'static str {
        match self {
            Self::FullTimeEquivalent => "full-time equivalents",
            Self::Headcount => "headcount",
        }
    }
}

/// Whom words begin with. Only the plain kinds are known: `Police officers by rank` is not one.
pub(super) fn of(words: &str) -> Option<&'static str> {
    let words = words.trim().to_lowercase();
    SUBJECTS.iter().find_map(|(beginning, subject)| {
        let rest = words.strip_prefix(beginning)?;
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == ' ');
        let plain = rest.is_empty()
            || rest.starts_with("by police force area")
            || rest.starts_with("(s.38")
            || rest.starts_with("police staff")
            || rest.starts_with("combined");
        plain.then_some(*subject)
    })
}

/// The unit that stands above the numbers.
pub(super) fn unit_of(sheet: &Sheet, first: u32, reading: &mut Reading<'_>) -> Option<Unit> {
    let above = sheet.texts().filter(|((row, _), _)| *row < first);
    let mut units = above.filter_map(|(_, text)| {
        let text = text.trim().to_lowercase();
        let fte = text.starts_with("full-time equivalent") || text.ends_with("(fte)");
        let headcount = text.starts_with("headcount") || text.ends_with("(headcount)");
        match (fte, headcount) {
            (true, false) => Some(Unit::FullTimeEquivalent),
            (false, true) => Some(Unit::Headcount),
            _ => None,
        }
    });
    let unit = units.next();
    let contradicted = units.any(|other| Some(other) != unit);
    if unit.is_none() || contradicted {
        let at = reading.findings.cell(&sheet.name, 0, 0);
        let message = if contradicted {
            "the table is said to be in full-time equivalents and in headcount"
        } else {
            "nothing says whether the table is in full-time equivalents or in headcount"
        };
        reading.findings.error(&codes::UNIT_UNCLEAR, at, message.to_owned());
        return None;
    }
    unit
}

/// The measure of people counted in a unit.
pub(super) fn labelled(
    sheet: &Sheet,
    subject: &str,
    unit: Unit,
    reading: &mut Reading<'_>,
) -> Option<(SourceId, MeasureVersion)> {
    let source = READER.source();
    let label = format!("{subject}, {}", unit.words());
    let found = reading.catalogue.measure_for(&source, &label).map(MeasureVersion::of);
    if found.is_none() {
        let at = reading.findings.cell(&sheet.name, 0, 0);
        let message = format!("the catalogue has no measure for \"{label}\" of {source}");
        reading.findings.error(&codes::MEASURE_NOT_CATALOGUED, at, message);
    }
    found.map(|measure| (source, measure))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn only_plain_kinds_of_people_are_known() {
        assert_eq!(of(" Police officers by police force area, England"), Some("Police officers"));
        assert_eq!(of("Police Staff"), Some("Police staff"));
        assert_eq!(of("Designated officers (s.38, s.391) by police"), Some("Designated officers"));
        let both = of("Police staff and designated officers (s.38, s.391) combined by police");
        assert_eq!(both, Some("Police staff and designated officers"));
        assert_eq!(of("Police officers1, police staff, designated"), Some("Police officers"));
        for other in ["Police officers by rank and sex", "Police horses", ""] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
