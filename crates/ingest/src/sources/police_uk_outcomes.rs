//! police.uk outcomes: one row for each outcome given in the month, whenever the crime was recorded.
//!
//! Counted by force and month of the outcome, in total and by type of outcome. One crime may have
//! several outcomes; none is merged, and none is better than another.

use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::ids::Slug;
use domain::observation::{Observation, ObservationKey, Place};
use domain::rows::RowSet;

use super::police_uk_fields::{CRIME_ID, FALLS_WITHIN, LSOA_CODE, LSOA_NAME, MONTH};
use super::police_uk_file_name::compare;
use super::police_uk_groups::{Group, Groups};
use super::police_uk_outcome_words::Outcomes;
use super::{Reader, Shape};
use crate::reading::{MeasureVersion, Reading};
use crate::text::Table;

pub(crate) static READER: Reader = Reader {
    name: "police-uk-outcomes",
    reads: "police.uk outcomes",
    source: "police-uk-outcomes",
    shape: Shape::Table { columns: &COLUMNS, more_columns: true, read },
};

const OUTCOME_TYPE: &str = "Outcome type";

const COLUMNS: [&str; 10] = [
    CRIME_ID,
    MONTH,
    "Reported by",
    FALLS_WITHIN,
    "Longitude",
    "Latitude",
    "Location",
    LSOA_CODE,
    LSOA_NAME,
    OUTCOME_TYPE,
];

/// The measure that counts outcomes.
const OUTCOMES: &str = "PUK-020";

/// Lines of one force and month.
#[derive(Default)]
struct Tally {
    all: RowSet,
    by_outcome: Vec<RowSet>,
}

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    let columns = (table.column(FALLS_WITHIN), table.column(MONTH));
    let outcome_column = table.column(OUTCOME_TYPE);
    let mut groups: Groups<'_, Tally> = Groups::default();
    let mut outcomes = Outcomes::new(reading.catalogue);
    table.each(reading, |row, reading| {
        let Some(tally) = groups.find(row, columns, reading, |_| Tally::default()) else {
            return;
        };
        let outcome = outcomes.index(row, outcome_column);
        if tally.by_outcome.len() <= outcome {
            tally.by_outcome.resize(outcome + 1, RowSet::default());
        }
        tally.all.push(row.line);
        tally.by_outcome[outcome].push(row.line);
    });
    groups.tell_skipped(&mut reading.findings);
    outcomes.tell(&mut reading.findings, OUTCOME_TYPE);
    compare(&groups.seen(), "outcomes", reading);
    let Some(measure) = reading.measure(OUTCOMES) else {
        return Vec::new();
    };
    groups.list.sort_by_key(|g| (g.force.area.clone(), g.month));
    let groups = groups.list.into_iter();
    groups.flat_map(|group| observations(group, &outcomes, &measure)).collect()
}

/// The total, then every outcome the catalogue lists, zero where none was given, then others met.
fn observations(
    group: Group<'_, Tally>,
    outcomes: &Outcomes,
    measure: &MeasureVersion,
) -> Vec<Observation> {
    let of = |breakdown: Breakdown, rule: String, rows: RowSet| Observation {
        key: ObservationKey {
            measure: measure.id.clone(),
            definition: measure.definition,
            source: READER.source(),
            area: group.force.area.clone(),
            breakdown,
            period: group.month,
            age: None,
        },
        cell: Cell::Value(Decimal::whole(i64::try_from(rows.len()).unwrap_or(i64::MAX))),
        markers: Markers::NONE,
        place: Place::Rows { rule, rows },
    };
    let Tally { all, by_outcome } = group.counts;
    let mut out = vec![of(Breakdown::total(), group.rule.clone(), all)];
    for (n, slug, words) in outcomes.iter() {
        let rows = by_outcome.get(n).cloned().unwrap_or_default();
        if outcomes.is_listed(n) || !rows.is_empty() {
            let breakdown = Breakdown::of(Slug::of("outcome-type"), slug.clone());
            let rule = format!("{}, {OUTCOME_TYPE} = \"{words}\"", group.rule);
            out.push(of(breakdown, rule, rows));
        }
    }
    out
}
