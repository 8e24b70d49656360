//! Totals of a force's rows, which the table does not give.

use std::collections::{BTreeMap, BTreeSet};

use domain::observation::{Observation, Place};
use domain::period::Period;
use domain::rows::RowSet;

use super::Year;
use crate::codes;
use crate::reading::{MeasureVersion, Reading};
use crate::sources::home_office_quarters::kinds::is_fraud;
use crate::sources::observed::{Labels, Observed, whole};

/// All offences, and the offences of three groups by their measures.
const ALL: &str = "CRM-001";
const GROUPS: [(&str, &str, &[&str]); 3] = [
    (
        "CRM-009",
        "violence against the person",
        &["CRM-013", "CRM-010", "CRM-011", "CRM-012", "PRC-005"],
    ),
    ("PRC-004", "burglary", &BURGLARY),
    (
        "PRC-003",
        "theft offences",
        &[
            "CRM-902", "PRC-009", "CRM-004", "CRM-005", "CRM-008", "CRM-017", "CRM-018", "CRM-016",
            "PRC-006",
        ],
    ),
];
const BURGLARY: [&str; 4] = ["CRM-902", "PRC-009", "CRM-004", "CRM-005"];

/// Forces of a period that lack an offence which most of its forces have.
pub(super) type Lacking = BTreeMap<(Period, String), BTreeSet<String>>;

pub(super) fn lacking(
    years: &BTreeMap<(Period, String), Year<'_>>,
    reading: &mut Reading<'_>,
) -> Lacking {
    let mut forces: BTreeMap<Period, usize> = BTreeMap::new();
    let mut having: BTreeMap<(Period, &str), usize> = BTreeMap::new();
    for ((period, _), year) in years {
        *forces.entry(*period).or_default() += 1;
        for (offence, ..) in &year.figures {
            *having.entry((*period, offence)).or_default() += 1;
        }
    }
    let mut out = Lacking::new();
    for (key, year) in years {
        let all = forces.get(&key.0).copied().unwrap_or(0);
        let usual = having.range((key.0, "")..).take_while(|((period, _), _)| *period == key.0);
        let usual = usual.filter(|(_, having)| **having * 2 > all).map(|((_, name), _)| *name);
        let has = |name: &str| year.figures.iter().any(|(own, ..)| own == name);
        let missing: BTreeSet<String> = usual.filter(|n| !has(n)).map(str::to_owned).collect();
        if missing.is_empty() {
            continue;
        }
        let at = reading.findings.line(year.figures.first().map_or(1, |(.., line)| *line));
        let names: Vec<&str> = missing.iter().map(String::as_str).collect();
        let message = format!(
            "{} in the {} has no row of \"{}\", which other forces have; its totals are left out",
            year.force.name,
            key.0.label(),
            names.join("\", \"")
        );
        reading.findings.warning(&codes::ROWS_INCOMPLETE, at, message);
        out.insert(key.clone(), missing);
    }
    out
}

pub(super) fn emit(
    period: Period,
    year: &Year<'_>,
    lacking: Option<&BTreeSet<String>>,
    words: &[String; 4],
    labels: &mut Labels,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    if lacking.is_some_and(|names| names.iter().any(|name| !is_fraud(name))) {
        return;
    }
    let counted: Vec<(Option<MeasureVersion>, i64, u64)> = year
        .figures
        .iter()
        .filter(|(offence, ..)| !is_fraud(offence))
        .map(|(offence, count, line)| (labels.quietly(offence, reading), *count, *line))
        .collect();
    let source = labels.source().clone();
    let observed = Observed { source: &source, area: &year.force.area, period };
    let mut sum = |id: &str, what: &str, is_part: &dyn Fn(Option<&MeasureVersion>) -> bool| {
        let mut lines: Vec<(u64, i64)> =
            counted.iter().filter(|c| is_part(c.0.as_ref())).map(|c| (c.2, c.1)).collect();
        lines.sort_unstable();
        let (mut total, mut rows) = (0i64, RowSet::default());
        for (line, count) in &lines {
            total = total.saturating_add(*count);
            rows.push(*line);
        }
        let Some(measure) = reading.measure(id).filter(|_| !rows.is_empty()) else { return };
        let rule = format!("{} = \"{}\", {what}", words[1], year.force.name);
        out.push(observed.total(
            &measure,
            whole(total),
            Place::Sum { column: words[3].clone(), rule, rows },
        ));
    };
    sum(ALL, &format!("{} other than fraud", words[2]), &|_| true);
    for (id, what, parts) in GROUPS {
        let named = |part: &&str| {
            counted.iter().any(|(m, ..)| m.as_ref().is_some_and(|m| m.id.as_str() == *part))
        };
        // Burglary has two parts before its split and after it, and four in the years around it.
        let burglary = |part: &&str| BURGLARY.contains(part);
        let all = parts.iter().filter(|part| !burglary(part)).all(named);
        let some = parts.iter().filter(|part| burglary(part) && named(part)).count();
        let wants_burglary = parts.iter().any(burglary);
        if all && (!wants_burglary || some >= 2) {
            let is_part =
                |m: Option<&MeasureVersion>| m.is_some_and(|m| parts.contains(&m.id.as_str()));
            sum(id, &format!("the offences of {what}"), &is_part);
        }
    }
}
