//! Counts of a street file as observations.
//!
//! Every type, every district of the force and every outcome the catalogue lists is given, zero
//! where no row has it: the month was published, so no row is a zero and not a gap, and a later
//! release that has none of a thing replaces an earlier one that had some.

use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::ids::{Slug, SourceId};
use domain::observation::{Observation, ObservationKey, Place};
use domain::rows::RowSet;

use super::tally::{ByType, Tally};
use super::{ALL_CRIME, READER};
use crate::reading::{MeasureVersion, Reading};
use crate::sources::police_uk_fields::{
    ANTI_SOCIAL_BEHAVIOUR, CRIME_TYPE, CRIME_TYPES, LAST_OUTCOME,
};
use crate::sources::police_uk_groups::{Group, Groups};
use crate::sources::police_uk_outcome_words::Outcomes;

/// The measures of a street file.
struct Measures {
    types: Vec<MeasureVersion>,
    crimes: MeasureVersion,
    source: SourceId,
}

impl Measures {
    fn of(reading: &mut Reading<'_>) -> Option<Self> {
        let source = READER.source();
        let mut types = Vec::new();
        for label in CRIME_TYPES {
            types.extend(reading.measure_labelled(&source, label));
        }
        let crimes = reading.measure(ALL_CRIME)?;
        let all = types.len() == CRIME_TYPES.len();
        all.then_some(Self { types, crimes, source })
    }
}

pub(super) fn observations(
    mut groups: Groups<'_, Tally<'_>>,
    outcomes: &Outcomes,
    reading: &mut Reading<'_>,
) -> Vec<Observation> {
    let Some(measures) = Measures::of(reading) else {
        return Vec::new();
    };
    let order = |g: &Group<'_, Tally<'_>>| (g.force.area.clone(), g.month);
    groups.list.sort_by_key(order);
    let mut out = Vec::new();
    for group in groups.list {
        Emitter { measures: &measures, out: &mut out }.group(group, outcomes);
    }
    out
}

struct Emitter<'e> {
    measures: &'e Measures,
    out: &'e mut Vec<Observation>,
}

/// Where and in what cut a count stands, and the words of the file for it.
struct Cut<'a> {
    area: &'a Area,
    breakdown: Breakdown,
    rule: String,
}

impl Emitter<'_> {
    fn group(&mut self, group: Group<'_, Tally<'_>>, outcomes: &Outcomes) {
        let force = &group.force.area;
        let Tally { all, districts, outside, nowhere, outcomes: by_outcome } = group.counts;
        let whole = Cut { area: force, breakdown: Breakdown::total(), rule: group.rule.clone() };
        let month = group.month;
        self.by_type(all, &whole, month);
        for (district, counts) in districts {
            let cut = Cut {
                area: &district.area,
                breakdown: Breakdown::total(),
                rule: format!("{}, LSOA in {}", group.rule, district.name),
            };
            self.by_type(counts, &cut, month);
        }
        let location = |value: &str, words: &str| Cut {
            area: force,
            breakdown: Breakdown::of(Slug::of("location"), Slug::of(value)),
            rule: format!("{}, {words}", group.rule),
        };
        let beyond = location("outside-force-area", "LSOA in no district of the force");
        self.by_type(outside, &beyond, month);
        self.by_type(nowhere, &location("no-location", "no LSOA"), month);
        for (n, slug, words) in outcomes.iter() {
            let cut = Cut {
                area: force,
                breakdown: Breakdown::of(Slug::of("last-outcome"), slug.clone()),
                rule: format!(
                    "{}, {CRIME_TYPE} other than \"{ANTI_SOCIAL_BEHAVIOUR}\", \
                     {LAST_OUTCOME} = \"{words}\"",
                    group.rule
                ),
            };
            let rows = by_outcome.get(n).cloned().unwrap_or_default();
            // Words the catalogue lacks may be another month's of the same file.
            if outcomes.is_listed(n) || !rows.is_empty() {
                self.count(&self.measures.crimes, rows, &cut, cut.rule.clone(), month);
            }
        }
    }

    fn by_type(&mut self, counts: ByType, cut: &Cut<'_>, month: domain::period::Period) {
        let rule = format!("{}, {CRIME_TYPE} other than \"{ANTI_SOCIAL_BEHAVIOUR}\"", cut.rule);
        self.count(&self.measures.crimes, counts.crimes, cut, rule, month);
        let labelled = self.measures.types.iter().zip(CRIME_TYPES);
        for ((measure, label), rows) in labelled.zip(counts.types) {
            let rule = format!("{}, {CRIME_TYPE} = \"{label}\"", cut.rule);
            self.count(measure, rows, cut, rule, month);
        }
    }

    fn count(
        &mut self,
        measure: &MeasureVersion,
        rows: RowSet,
        cut: &Cut<'_>,
        rule: String,
        period: domain::period::Period,
    ) {
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        self.out.push(Observation {
            key: ObservationKey {
                measure: measure.id.clone(),
                definition: measure.definition,
                source: self.measures.source.clone(),
                area: cut.area.clone(),
                breakdown: cut.breakdown.clone(),
                period,
                age: None,
            },
            cell: Cell::Value(Decimal::whole(count)),
            markers: Markers::NONE,
            place: Place::Rows { rule, rows },
        });
    }
}
