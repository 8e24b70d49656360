//! Monthly counts by force and crime type that somebody made from many police.uk files, perhaps cut
//! by the last outcome of the crimes.
//!
//! They are another release of the street collection, of no known publication date: lineage ends at
//! the row. A month, type or outcome without a row is a gap and stays one.

use std::collections::BTreeMap;

use catalogue::PoliceArea;
use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::diagnostic::Severity;
use domain::ids::Slug;
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;
use domain::rows::RowSet;
use domain::vintage::Vintage;

use super::numbers::whole_number;
use super::police_uk_fields::{
    ANTI_SOCIAL_BEHAVIOUR, CRIME_TYPES, crime_type_of, force_of, month_of, tell_other_bodies,
};
use super::police_uk_outcome_words::Outcomes;
use super::police_uk_street::{ALL_CRIME, SOURCE};
use super::{Reader, Shape};
use crate::codes;
use crate::findings::Findings;
use crate::reading::{MeasureVersion, Reading, Tallied};
use crate::text::{Row, Table};

pub(crate) static READER: Reader = Reader {
    name: "police-uk-derived-counts",
    reads: "monthly counts by force and crime type, made from police.uk files",
    source: SOURCE,
    shape: Shape::Table { columns: &[MONTH, FORCE, CRIME_TYPE, COUNT], more_columns: false, read },
};

pub(crate) static BY_OUTCOME: Reader = Reader {
    name: "police-uk-derived-outcome-counts",
    reads: "monthly counts by force, crime type and last outcome, made from police.uk files",
    source: SOURCE,
    shape: Shape::Table {
        columns: &[MONTH, FORCE, CRIME_TYPE, OUTCOME, COUNT],
        more_columns: false,
        read,
    },
};

const COUNT: &str = "count";
const CRIME_TYPE: &str = "crime_type";
const FORCE: &str = "force";
const MONTH: &str = "month";
const OUTCOME: &str = "last_outcome_category";

/// Counts of several rows.
#[derive(Default)]
struct Sum {
    count: i64,
    rows: RowSet,
}

impl Sum {
    fn add(&mut self, count: i64, line: u64) {
        self.count = self.count.saturating_add(count);
        self.rows.push(line);
    }
}

/// The rows of one force and month.
struct Group<'c> {
    force: &'c PoliceArea,
    words: String,
    /// Where each type and outcome stands.
    lines: BTreeMap<(usize, usize), u64>,
    types: [Sum; CRIME_TYPES.len()],
    crimes: Sum,
    /// Crimes, not anti-social behaviour, by the place of their outcome in the list.
    outcomes: BTreeMap<usize, Sum>,
}

/// By force and month, so that the order of rows does not matter.
type Groups<'c> = BTreeMap<(String, Period), Group<'c>>;

/// Where the columns stand.
struct Columns {
    month: usize,
    force: usize,
    kind: usize,
    outcome: Option<usize>,
    count: usize,
}

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    reading.falls_back_to(Vintage::Unknown, "counted from files of several vintages");
    let columns = Columns {
        month: table.column(MONTH),
        force: table.column(FORCE),
        kind: table.column(CRIME_TYPE),
        outcome: table.find(&[OUTCOME]),
        count: table.column(COUNT),
    };
    let (mut groups, mut other_bodies) = (Groups::new(), Tallied::default());
    let mut outcomes = Outcomes::new(reading.catalogue);
    table.each(reading, |row, reading| {
        add(row, &columns, &mut groups, &mut outcomes, &mut other_bodies, reading);
    });
    tell_other_bodies(&other_bodies, FORCE, &mut reading.findings);
    outcomes.tell(&mut reading.findings, OUTCOME);
    let source = READER.source();
    let types = CRIME_TYPES.map(|label| reading.measure_labelled(&source, label));
    let Some(all_crime) = reading.measure(ALL_CRIME) else { return Vec::new() };
    let mut out = Vec::new();
    for ((_, month), group) in groups {
        let mut emitter = Emitter { group: &group, month, out: &mut out };
        emitter.types(&types, columns.outcome.is_some());
        emitter.crimes(&all_crime);
        emitter.outcomes(&all_crime, &outcomes);
    }
    out
}

fn add<'c>(
    row: &Row<'_>,
    columns: &Columns,
    groups: &mut Groups<'c>,
    outcomes: &mut Outcomes,
    other_bodies: &mut Tallied,
    reading: &mut Reading<'c>,
) {
    let words = row.text(columns.force);
    let force = force_of(row, columns.force, FORCE, other_bodies, reading);
    let month = month_of(row, columns.month, MONTH, reading);
    let kind = crime_type_of(row, columns.kind, CRIME_TYPE, reading);
    let count = whole_number(row, columns.count, COUNT, reading);
    let (Some(force), Some(month), Some(kind), Some(count)) = (force, month, kind, count) else {
        return;
    };
    let is_crime = CRIME_TYPES[kind] != ANTI_SOCIAL_BEHAVIOUR;
    // Incidents of anti-social behaviour have no outcome.
    let outcome = columns.outcome.filter(|_| is_crime).map(|column| outcomes.index(row, column));
    let group = groups.entry((force.area.code.clone(), month)).or_insert_with(|| Group {
        force,
        words: words.to_owned(),
        lines: BTreeMap::new(),
        types: std::array::from_fn(|_| Sum::default()),
        crimes: Sum::default(),
        outcomes: BTreeMap::new(),
    });
    let place = (kind, outcome.unwrap_or(0));
    if let Some(first) = group.lines.get(&place) {
        let at = |f: &Findings| f.line(row.line);
        let message = || {
            let kind = CRIME_TYPES[kind];
            format!("{kind} of {words} in {month} stands on line {first} already")
        };
        reading.findings.add(Severity::Error, &codes::FIGURE_REPEATED, at, message);
        return;
    }
    group.lines.insert(place, row.line);
    group.types[kind].add(count, row.line);
    if is_crime {
        group.crimes.add(count, row.line);
    }
    if let Some(outcome) = outcome {
        group.outcomes.entry(outcome).or_default().add(count, row.line);
    }
}

/// Turns the counts of one force and month into observations.
struct Emitter<'e, 'c> {
    group: &'e Group<'c>,
    month: Period,
    out: &'e mut Vec<Observation>,
}

impl Emitter<'_, '_> {
    fn push(&mut self, measure: &MeasureVersion, cut: Breakdown, count: i64, place: Place) {
        self.out.push(Observation {
            key: ObservationKey {
                measure: measure.id.clone(),
                definition: measure.definition,
                source: READER.source(),
                area: self.group.force.area.clone(),
                breakdown: cut,
                period: self.month,
                age: None,
            },
            cell: Cell::Value(Decimal::whole(count)),
            markers: Markers::NONE,
            place,
        });
    }

    fn sum_of(&self, sum: &Sum, what: &str) -> Place {
        let (words, month) = (&self.group.words, self.month);
        let rule = format!("{FORCE} = \"{words}\", {MONTH} = \"{month}\", {what}");
        Place::Sum { column: COUNT.to_owned(), rule, rows: sum.rows.clone() }
    }

    fn types(&mut self, types: &[Option<MeasureVersion>], cut_by_outcome: bool) {
        for ((measure, sum), label) in types.iter().zip(&self.group.types).zip(CRIME_TYPES) {
            let Some(measure) = measure.as_ref().filter(|_| !sum.rows.is_empty()) else { continue };
            let place = if cut_by_outcome {
                self.sum_of(sum, &format!("{CRIME_TYPE} = \"{label}\""))
            } else {
                let line = sum.rows.iter().next().unwrap_or_default();
                Place::Field { line, column: COUNT.to_owned() }
            };
            self.push(measure, Breakdown::total(), sum.count, place);
        }
    }

    fn crimes(&mut self, measure: &MeasureVersion) {
        let crimes = &self.group.crimes;
        if !crimes.rows.is_empty() {
            let what = format!("{CRIME_TYPE} other than \"{ANTI_SOCIAL_BEHAVIOUR}\"");
            let place = self.sum_of(crimes, &what);
            self.push(measure, Breakdown::total(), crimes.count, place);
        }
    }

    fn outcomes(&mut self, measure: &MeasureVersion, outcomes: &Outcomes) {
        for (n, slug, words) in outcomes.iter() {
            let Some(sum) = self.group.outcomes.get(&n) else { continue };
            let what = format!(
                "{CRIME_TYPE} other than \"{ANTI_SOCIAL_BEHAVIOUR}\", {OUTCOME} = \"{words}\""
            );
            let place = self.sum_of(sum, &what);
            let cut = Breakdown::of(Slug::of("last-outcome"), slug.clone());
            self.push(measure, cut, sum.count, place);
        }
    }
}
