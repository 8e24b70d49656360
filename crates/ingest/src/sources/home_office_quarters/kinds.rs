//! Which measures an offence counts for, by its group, sub-group, description and code.

use std::collections::HashMap;

use domain::ids::SourceId;

use super::{CODE, Columns, DESCRIPTION, GROUP, SUBGROUP};
use crate::reading::{MeasureVersion, Reading};
use crate::sources::observed::Labels;
use crate::text::Row;

/// All offences but fraud.
pub(in crate::sources) const ALL: &str = "CRM-001";
/// Burglary, by the definitions before and after April 2017.
const BURGLARY: &str = "PRC-004";
pub(in crate::sources) const RESIDENTIAL: &str = "CRM-004";
pub(in crate::sources) const BUSINESS: &str = "CRM-005";
pub(in crate::sources) const DWELLING: &str = "CRM-902";
pub(in crate::sources) const NOT_DWELLING: &str = "PRC-009";
/// Vehicle offences: theft of, theft from, interference with.
const VEHICLE: &str = "CRM-008";
const VEHICLE_SUBGROUPS: [&str; 3] =
    ["Theft of a motor vehicle", "Theft from a vehicle", "Vehicle interference"];
/// Death or serious injury by unlawful driving. The table files these codes under violence with
/// injury; the statistics hold them apart, and so do we.
const DRIVING: &str = "PRC-005";
const DRIVING_CODES: [&str; 5] = ["37.1", "4.4", "4.6", "4.8", "4.9"];

/// Whether a group is fraud, which is recorded nationally.
pub(in crate::sources) fn is_fraud(group: &str) -> bool {
    group.trim().to_lowercase().starts_with("fraud")
}

/// A measure met, and which rows count for it, in words of the file.
pub(super) struct Met {
    pub(super) measure: MeasureVersion,
    pub(super) rules: Vec<String>,
}

/// An offence as the table names it.
struct Kind {
    words: String,
    measures: Vec<usize>,
}

/// Every offence and measure met.
pub(super) struct Kinds {
    labels: Labels,
    by_words: HashMap<String, usize>,
    kinds: Vec<Kind>,
    pub(super) measures: Vec<Met>,
}

impl Kinds {
    pub(super) fn new(source: SourceId) -> Self {
        let labels = Labels::of(source);
        Self { labels, by_words: HashMap::new(), kinds: Vec::new(), measures: Vec::new() }
    }

    pub(super) fn measures_of(&self, kind: usize) -> &[usize] {
        self.kinds.get(kind).map_or(&[], |kind| kind.measures.as_slice())
    }

    /// An offence's words, for people.
    pub(super) fn words(&self, kind: usize) -> &str {
        self.kinds.get(kind).map_or("", |kind| kind.words.as_str())
    }

    /// The kind of a row; a kind met for the first time is looked up.
    pub(super) fn find(
        &mut self,
        row: &Row<'_>,
        columns: &Columns,
        reading: &mut Reading<'_>,
    ) -> usize {
        let [group, subgroup, description, code] =
            [columns.group, columns.subgroup, columns.description, columns.code]
                .map(|column| row.text(column));
        let key = [group, subgroup, description, code].join("\n");
        if let Some(kind) = self.by_words.get(&key) {
            return *kind;
        }
        let mut measures = Vec::new();
        let all = format!("{} other than fraud", GROUP[0]);
        self.by_id(ALL, all, &mut measures, reading);
        self.by_label(GROUP[0], group, row.line, true, &mut measures, reading);
        let of_code = format!("{} = \"{code}\"", CODE[0]);
        if let Some(burglary) = burglary(code) {
            self.by_id(BURGLARY, of_code.clone(), &mut measures, reading);
            self.by_id(burglary, of_code, &mut measures, reading);
        } else if DRIVING_CODES.contains(&code) {
            self.by_id(DRIVING, of_code, &mut measures, reading);
        } else {
            if VEHICLE_SUBGROUPS.iter().any(|name| name.eq_ignore_ascii_case(subgroup)) {
                let rule = format!("{} = \"{subgroup}\"", SUBGROUP[0]);
                self.by_id(VEHICLE, rule, &mut measures, reading);
            }
            self.by_label(SUBGROUP[0], subgroup, row.line, true, &mut measures, reading);
            self.by_label(DESCRIPTION[0], description, row.line, false, &mut measures, reading);
        }
        let kind = self.kinds.len();
        self.kinds.push(Kind { words: format!("{code} \"{description}\""), measures });
        self.by_words.insert(key, kind);
        kind
    }

    fn by_label(
        &mut self,
        column: &str,
        label: &str,
        line: u64,
        told: bool,
        measures: &mut Vec<usize>,
        reading: &mut Reading<'_>,
    ) {
        let found = if told {
            let at = |r: &Reading<'_>| r.findings.line(line).in_column(column);
            let effect = "it is counted in the totals above it only";
            self.labels.measure(label, effect, at, reading)
        } else {
            self.labels.quietly(label, reading)
        };
        if let Some(measure) = found {
            self.enter(measure, format!("{column} = \"{label}\""), measures);
        }
    }

    fn by_id(
        &mut self,
        id: &str,
        rule: String,
        measures: &mut Vec<usize>,
        reading: &mut Reading<'_>,
    ) {
        let known = self.measures.iter().find(|met| met.measure.id.as_str() == id);
        let known = known.map(|met| met.measure.clone());
        if let Some(measure) = known.or_else(|| reading.measure(id)) {
            self.enter(measure, rule, measures);
        }
    }

    fn enter(&mut self, measure: MeasureVersion, rule: String, measures: &mut Vec<usize>) {
        let known = self.measures.iter().position(|met| met.measure == measure);
        let n = known.unwrap_or(self.measures.len());
        if known.is_none() {
            self.measures.push(Met { measure, rules: Vec::new() });
        }
        let rules = &mut self.measures[n].rules;
        if !rules.contains(&rule) {
            rules.push(rule);
        }
        if !measures.contains(&n) {
            measures.push(n);
        }
    }
}

/// The burglary an offence code means. The sub-groups kept their old names for some years after
/// April 2017, so the code decides: dwelling to 28D and 29, residential from 28E and 29A.
fn burglary(code: &str) -> Option<&'static str> {
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    let (number, letter) = code.split_at_checked(digits)?;
    match (number, letter.bytes().next()) {
        ("28", Some(b'A'..=b'D')) | ("29", None) => Some(DWELLING),
        ("28", Some(b'E'..=b'Z')) | ("29", Some(b'A'..=b'Z')) => Some(RESIDENTIAL),
        ("30", Some(b'A' | b'B')) | ("31", None) => Some(NOT_DWELLING),
        ("30", Some(b'C'..=b'Z')) | ("31", Some(b'A'..=b'Z')) => Some(BUSINESS),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_says_which_burglary() {
        for (code, id) in [
            ("28A", Some(DWELLING)),
            ("28E", Some(RESIDENTIAL)),
            ("29", Some(DWELLING)),
            ("29A", Some(RESIDENTIAL)),
            ("30B", Some(NOT_DWELLING)),
            ("30C", Some(BUSINESS)),
            ("31", Some(NOT_DWELLING)),
            ("31A", Some(BUSINESS)),
            ("28", None),
            ("3", None),
            ("", None),
        ] {
            assert_eq!(burglary(code), id, "{code}");
        }
        assert!(is_fraud("Fraud offences") && !is_fraud("Robbery"));
    }
}
