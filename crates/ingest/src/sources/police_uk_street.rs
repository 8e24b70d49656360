//! police.uk street-level crime: one row for each crime or anti-social behaviour incident.
//!
//! Rows are counted by the force they fall within and their month, in total, by type, by district
//! and by last outcome, and each count keeps its lines. Rows of anti-social behaviour carry no
//! identifier: equal rows are separate incidents and are never merged.
//! Start at [`read`]; [`tally`] holds the counts, [`place`] finds the district, [`emit`] turns the
//! counts into observations.

mod crime_ids;
mod emit;
mod place;
mod tally;

use domain::observation::Observation;

use super::police_uk_fields::{
    CRIME_ID, CRIME_TYPE, FALLS_WITHIN, LAST_OUTCOME, LSOA_CODE, LSOA_NAME, MONTH, crime_type_of,
};
use super::police_uk_file_name::compare;
use super::police_uk_groups::Groups;
use super::police_uk_outcome_words::Outcomes;
use super::{Reader, Shape};
use crate::reading::Reading;
use crate::text::{Row, Table};
use crime_ids::CrimeIds;
use place::Places;
use tally::{Counted, Tally};

pub(crate) static READER: Reader = Reader {
    name: "police-uk-street",
    reads: "police.uk street-level crime",
    source: SOURCE,
    shape: Shape::Table { columns: &COLUMNS, more_columns: true, read },
};

/// The collection; the derived counts are another release of it.
pub(crate) const SOURCE: &str = "police-uk-street";

/// As published. All are wanted, although some are not read: a file without one of them was changed
/// after it was published.
const COLUMNS: [&str; 12] = [
    CRIME_ID,
    MONTH,
    "Reported by",
    FALLS_WITHIN,
    "Longitude",
    "Latitude",
    "Location",
    LSOA_CODE,
    LSOA_NAME,
    CRIME_TYPE,
    LAST_OUTCOME,
    "Context",
];

/// The measure that counts every type but anti-social behaviour.
pub(crate) const ALL_CRIME: &str = "PUK-001";

struct Columns {
    crime_id: usize,
    month: usize,
    falls_within: usize,
    lsoa_code: usize,
    lsoa_name: usize,
    crime_type: usize,
    last_outcome: usize,
}

impl Columns {
    fn of(table: &Table<'_>) -> Self {
        Self {
            crime_id: table.column(CRIME_ID),
            month: table.column(MONTH),
            falls_within: table.column(FALLS_WITHIN),
            lsoa_code: table.column(LSOA_CODE),
            lsoa_name: table.column(LSOA_NAME),
            crime_type: table.column(CRIME_TYPE),
            last_outcome: table.column(LAST_OUTCOME),
        }
    }
}

/// Everything counted so far.
struct Street<'c> {
    columns: Columns,
    groups: Groups<'c, Tally<'c>>,
    places: Places<'c>,
    outcomes: Outcomes,
    crime_ids: CrimeIds,
}

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    let catalogue = reading.catalogue;
    let mut street = Street {
        columns: Columns::of(table),
        groups: Groups::default(),
        places: Places::new(catalogue),
        outcomes: Outcomes::new(catalogue),
        crime_ids: CrimeIds::default(),
    };
    table.each(reading, |row, reading| street.count(row, reading));
    street.groups.tell_skipped(&mut reading.findings);
    std::mem::take(&mut street.crime_ids).tell(&mut reading.findings);
    street.places.tell(&mut reading.findings);
    street.outcomes.tell(&mut reading.findings, LAST_OUTCOME);
    compare(&street.groups.seen(), "street", reading);
    emit::observations(street.groups, &street.outcomes, reading)
}

impl<'c> Street<'c> {
    fn count(&mut self, row: &Row<'_>, reading: &mut Reading<'c>) {
        let columns = &self.columns;
        let kind = crime_type_of(row, columns.crime_type, CRIME_TYPE, reading);
        let (catalogue, group) = (reading.catalogue, (columns.falls_within, columns.month));
        let tally = self.groups.find(row, group, reading, |force| Tally::new(force, catalogue));
        let (Some(kind), Some(tally)) = (kind, tally) else {
            return;
        };
        let place = self.places.find(row, columns.lsoa_code, columns.lsoa_name);
        let mut counted = Counted { line: row.line, kind, place, outcome: None };
        if counted.is_crime() {
            let id = row.bytes(columns.crime_id);
            self.crime_ids.check(id, row.line);
            counted.outcome = Some(self.outcomes.index(row, columns.last_outcome));
        }
        tally.add(counted);
    }
}
