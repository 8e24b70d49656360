//! Sums into observations, each with its rows.

use domain::observation::{Observation, Place};
use domain::period::Period;
use jiff::civil::{Date, date};

use super::complete::Lacking;
use super::kinds::{BUSINESS, DWELLING, Kinds, NOT_DWELLING, RESIDENTIAL};
use super::{Quarters, READER};
use crate::codes;
use crate::reading::Reading;
use crate::sources::observed::{Observed, whole};

/// The day on which burglary was split anew.
pub(in crate::sources) const BURGLARY_SPLIT: Date = date(2017, 4, 1);

/// Whether a category of burglary existed on no day of a period.
pub(in crate::sources) fn is_outside(measure: &str, period: Period) -> bool {
    match measure {
        DWELLING | NOT_DWELLING => period.start() >= BURGLARY_SPLIT,
        RESIDENTIAL | BUSINESS => period.end() < BURGLARY_SPLIT,
        _ => false,
    }
}

pub(super) fn observations(
    quarters: &Quarters<'_>,
    kinds: &Kinds,
    lacking: &Lacking,
    column: &str,
    reading: &mut Reading<'_>,
) -> Vec<Observation> {
    let source = READER.source();
    let mut out = Vec::new();
    let mut outside: Option<(u64, i64, u64)> = None;
    for (key, sums) in quarters {
        let period = key.0;
        let without = lacking.get(key);
        let observed = Observed { source: &source, area: &sums.force.area, period };
        for (n, (sum, rows)) in sums.measures.iter().enumerate() {
            let Some(met) = kinds.measures.get(n).filter(|_| !rows.is_empty()) else { continue };
            if without.is_some_and(|without| without.contains(&n)) {
                continue;
            }
            if is_outside(met.measure.id.as_str(), period) {
                let first = rows.iter().next().unwrap_or(sums.first_line);
                let told = outside.get_or_insert((0, 0, first));
                (told.0, told.1) = (told.0 + rows.len(), told.1.saturating_add(*sum));
                continue;
            }
            let rule = format!("{}, {}", sums.words, met.rules.join(" or "));
            let place = Place::Sum { column: column.to_owned(), rule, rows: rows.clone() };
            out.push(observed.total(&met.measure, whole(*sum), place));
        }
    }
    if let Some((rows, sum, line)) = outside {
        let at = reading.findings.line(line);
        let message = format!(
            "{rows} rows, {sum} offences in all, are of burglary codes that did not exist in their \
             quarter; they count for burglary and above only"
        );
        reading.findings.note(&codes::CATEGORY_CHANGED, at, message);
    }
    out
}
