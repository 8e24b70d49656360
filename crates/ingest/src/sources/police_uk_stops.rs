//! police.uk stop and search: one row for each search of a person or vehicle.
//!
//! The rows name no force: the file's name does, as it was published. Searches are counted by month,
//! in all and by each of nine fields. A blank field is counted as not stated, never left out.
//! The month is that of the local time of the search, see [`clock`].
//! Start at [`read`]; [`counts`] holds the cuts.

mod clock;
mod counts;

use std::collections::BTreeMap;

use catalogue::PoliceArea;
use domain::diagnostic::Severity;
use domain::observation::Observation;
use domain::period::Period;

use super::police_uk_file_name::{FileName, Seen, compare};
use super::{Reader, Shape};
use crate::codes;
use crate::findings::Findings;
use crate::reading::{Reading, rows};
use crate::text::{Row, Table};
use clock::{Moment, moment};
use counts::{Counts, FIELDS};

pub(crate) static READER: Reader = Reader {
    name: "police-uk-stops",
    reads: "police.uk stop and search",
    source: "police-uk-stops",
    shape: Shape::Table { columns: &COLUMNS, more_columns: true, read },
};

const DATE: &str = "Date";
const TYPE: &str = "Type";

/// As published. All are wanted, although some are not read: a file without one of them was changed
/// after it was published.
const COLUMNS: [&str; 15] = [
    TYPE,
    DATE,
    "Part of a policing operation",
    "Policing operation",
    "Latitude",
    "Longitude",
    "Gender",
    "Age range",
    "Self-defined ethnicity",
    "Officer-defined ethnicity",
    "Legislation",
    "Object of search",
    "Outcome",
    "Outcome linked to object of search",
    "Removal of more than just outer clothing",
];

/// The measure that counts searches, by the label the catalogue gives it.
const STOPS: &str = "stop-and-search";

/// The searches of one month.
struct Month {
    counts: Counts,
    rows: u64,
    first_line: u64,
}

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    let force = force(reading);
    let date = table.column(DATE);
    let columns = FIELDS.map(|field| table.column(field.column));
    let mut moments: Vec<(u64, Moment, [String; FIELDS.len()])> = Vec::new();
    table.each(reading, |row, reading| {
        if let Some(moment) = moment_of(row, date, reading) {
            moments.push((row.line, moment, columns.map(|column| row.text(column).to_owned())));
        }
    });
    let Some(force) = force else { return Vec::new() };
    let main = main_month(&moments);
    let mut months: BTreeMap<Period, Month> = BTreeMap::new();
    let mut by_stamp = (0, 0);
    for (line, moment, fields) in &moments {
        let mut period = moment.local;
        // Around midnight at a month's end the two clocks differ; the publisher's month holds.
        if Some(period) != main && Some(moment.stamped) == main {
            period = moment.stamped;
            by_stamp = (by_stamp.0 + 1, *line);
        }
        let month = months.entry(period).or_insert_with(|| Month {
            counts: Counts::default(),
            rows: 0,
            first_line: *line,
        });
        month.rows += 1;
        month.counts.add(*line, fields);
    }
    if by_stamp.0 > 0 {
        let at = reading.findings.line(by_stamp.1).in_column(DATE);
        let message = format!(
            "{} of the last hour of a month are counted in the month of the time stamp, as the \
             publisher did",
            rows(by_stamp.0)
        );
        reading.findings.note(&codes::PERIOD_IRREGULAR, at, message);
    }
    let seen: Vec<Seen<'_>> = months
        .iter()
        .map(|(month, found)| Seen {
            force,
            month: *month,
            rows: found.rows,
            first_line: found.first_line,
        })
        .collect();
    compare(&seen, "stop-and-search", reading);
    let source = READER.source();
    let Some(measure) = reading.measure_labelled(&source, STOPS) else { return Vec::new() };
    let months = months.into_iter();
    months
        .flat_map(|(month, found)| found.counts.observations(&force.area, month, &source, &measure))
        .collect()
}

/// The force the file's name says: nothing in the file does.
fn force<'c>(reading: &mut Reading<'c>) -> Option<&'c PoliceArea> {
    let catalogue = reading.catalogue;
    let at = reading.findings.file();
    let Some(name) = FileName::of(reading.input.name) else {
        let message = "neither the rows nor the file's name say which force it is of".to_owned();
        reading.findings.error(&codes::FORCE_NOT_STATED, at, message);
        return None;
    };
    let force = catalogue.police_area(name.force);
    if force.is_none() {
        let other = catalogue.is_other_body(name.force);
        let code = if other { &codes::FORCE_NOT_STATED } else { &codes::FORCE_UNKNOWN };
        let why = if other { "has no police area" } else { "is no force the catalogue knows" };
        let message = format!("the file's name says \"{}\", which {why}", name.force);
        reading.findings.error(code, at, message);
    }
    force
}

fn moment_of(row: &Row<'_>, column: usize, reading: &mut Reading<'_>) -> Option<Moment> {
    let text = row.text(column);
    let found = moment(text);
    if found.is_none() {
        let at = |f: &Findings| f.line(row.line).in_column(DATE);
        let message = || format!("\"{text}\" is not a time such as 2019-05-01T00:56:44+00:00");
        reading.findings.add(Severity::Error, &codes::PERIOD_MALFORMED, at, message);
    }
    found
}

/// The month of most rows.
fn main_month(moments: &[(u64, Moment, [String; FIELDS.len()])]) -> Option<Period> {
    let mut months: BTreeMap<Period, usize> = BTreeMap::new();
    for (_, moment, _) in moments {
        *months.entry(moment.local).or_default() += 1;
    }
    months.into_iter().max_by_key(|(_, rows)| *rows).map(|(month, _)| month)
}
