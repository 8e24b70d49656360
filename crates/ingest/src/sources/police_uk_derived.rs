//! Monthly counts by force and crime type that somebody made from many police.uk files.
//!
//! They are another release of the street collection, of no known publication date: lineage ends at
//! the row. A month or type without a row is a gap and stays one.

use std::collections::BTreeMap;

use catalogue::PoliceArea;
use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::diagnostic::Severity;
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;
use domain::rows::RowSet;
use domain::vintage::Vintage;

use super::numbers::whole_number;
use super::police_uk_fields::{
    ANTI_SOCIAL_BEHAVIOUR, CRIME_TYPES, crime_type_of, force_of, month_of, tell_other_bodies,
};
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

const COUNT: &str = "count";
const CRIME_TYPE: &str = "crime_type";
const FORCE: &str = "force";
const MONTH: &str = "month";

/// The rows of one force and month: where each type stands, and the crimes together.
struct Group<'c> {
    force: &'c PoliceArea,
    words: String,
    types: [Option<(i64, u64)>; CRIME_TYPES.len()],
    crimes: i64,
    rows: RowSet,
}

/// By force and month, so that the order of rows does not matter.
type Groups<'c> = BTreeMap<(String, Period), Group<'c>>;

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    reading.falls_back_to(Vintage::Unknown, "counted from files of several vintages");
    let columns = [MONTH, FORCE, CRIME_TYPE, COUNT].map(|name| table.column(name));
    let mut groups = Groups::new();
    let mut other_bodies = Tallied::default();
    table.each(reading, |row, reading| {
        add(row, columns, &mut groups, &mut other_bodies, reading);
    });
    tell_other_bodies(&other_bodies, FORCE, &mut reading.findings);
    let source = READER.source();
    let types = CRIME_TYPES.map(|label| reading.measure_labelled(&source, label));
    let all_crime = reading.measure(ALL_CRIME);
    let mut out = Vec::new();
    for ((_, month), group) in groups {
        emit(&group, month, (&types, &all_crime), &mut out);
    }
    out
}

fn add<'c>(
    row: &Row<'_>,
    [month, force, kind, count]: [usize; 4],
    groups: &mut Groups<'c>,
    other_bodies: &mut Tallied,
    reading: &mut Reading<'c>,
) {
    let words = row.text(force);
    let force = force_of(row, force, FORCE, other_bodies, reading);
    let month = month_of(row, month, MONTH, reading);
    let kind = crime_type_of(row, kind, CRIME_TYPE, reading);
    let count = whole_number(row, count, COUNT, reading);
    let (Some(force), Some(month), Some(kind), Some(count)) = (force, month, kind, count) else {
        return;
    };
    let group = groups.entry((force.area.code.clone(), month)).or_insert_with(|| Group {
        force,
        words: words.to_owned(),
        types: [None; CRIME_TYPES.len()],
        crimes: 0,
        rows: RowSet::default(),
    });
    if let Some((_, first)) = group.types[kind] {
        let at = |f: &Findings| f.line(row.line);
        let message = || {
            let kind = CRIME_TYPES[kind];
            format!("{kind} of {words} in {month} stands on line {first} already")
        };
        reading.findings.add(Severity::Error, &codes::FIGURE_REPEATED, at, message);
        return;
    }
    group.types[kind] = Some((count, row.line));
    if CRIME_TYPES[kind] != ANTI_SOCIAL_BEHAVIOUR {
        group.crimes = group.crimes.saturating_add(count);
        group.rows.push(row.line);
    }
}

type Measures<'m> = (&'m [Option<MeasureVersion>; CRIME_TYPES.len()], &'m Option<MeasureVersion>);

fn emit(group: &Group<'_>, month: Period, measures: Measures<'_>, out: &mut Vec<Observation>) {
    let of = |measure: &MeasureVersion, count: i64, place: Place| Observation {
        key: ObservationKey {
            measure: measure.id.clone(),
            definition: measure.definition,
            source: READER.source(),
            area: group.force.area.clone(),
            breakdown: Breakdown::total(),
            period: month,
            age: None,
        },
        cell: Cell::Value(Decimal::whole(count)),
        markers: Markers::NONE,
        place,
    };
    let (types, all_crime) = measures;
    if let Some(measure) = all_crime.as_ref().filter(|_| !group.rows.is_empty()) {
        let rule = format!(
            "{FORCE} = \"{}\", {MONTH} = \"{month}\", \
             {CRIME_TYPE} other than \"{ANTI_SOCIAL_BEHAVIOUR}\"",
            group.words
        );
        let (column, rows) = (COUNT.to_owned(), group.rows.clone());
        out.push(of(measure, group.crimes, Place::Sum { column, rule, rows }));
    }
    for (measure, found) in types.iter().zip(group.types) {
        if let (Some(measure), Some((count, line))) = (measure, found) {
            let column = COUNT.to_owned();
            out.push(of(measure, count, Place::Field { line, column }));
        }
    }
}
