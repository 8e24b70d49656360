//! Recorded offences by force and financial year, as a table of the Home Office.
//!
//! Fraud is left out, except in 2012/13: that year is held as another measure, so that nobody
//! compares it with the years after.

use std::collections::BTreeMap;

use domain::breakdown::Breakdown;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::diagnostic::Severity;
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;

use super::numbers::{financial_year, whole_number};
use super::police_uk_fields::{force_of, tell_other_bodies};
use super::{Reader, Shape};
use crate::codes;
use crate::findings::Findings;
use crate::reading::{Reading, Tallied, rows};
use crate::text::{Row, Table};

pub(crate) static READER: Reader = Reader {
    name: "home-office-offences-by-year",
    reads: "recorded offences by force and financial year",
    source: "police-recorded-crime",
    shape: Shape::Table {
        columns: &[FORCE, FINANCIAL_YEAR, RECORDED_OFFENCES],
        more_columns: false,
        read,
    },
};

const FINANCIAL_YEAR: &str = "financial_year";
const FORCE: &str = "force";
const RECORDED_OFFENCES: &str = "recorded_offences";

/// Recorded crime without fraud, and with it.
const WITHOUT_FRAUD: &str = "CRM-001";
const WITH_FRAUD: &str = "CRM-901";

/// The only year of the table that includes fraud.
const YEAR_WITH_FRAUD: i16 = 2012;

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    let columns = [FORCE, FINANCIAL_YEAR, RECORDED_OFFENCES].map(|name| table.column(name));
    let without_fraud = reading.measure(WITHOUT_FRAUD);
    let with_fraud = reading.measure(WITH_FRAUD);
    let mut other_bodies = Tallied::default();
    let mut seen = BTreeMap::new();
    let mut out = Vec::new();
    let mut including_fraud: Option<(u64, u64)> = None;
    table.each(reading, |row, reading| {
        let Some((area, year, count)) = figure(row, columns, &mut other_bodies, reading) else {
            return;
        };
        let period = year;
        let measure = if period.start().year() == YEAR_WITH_FRAUD {
            including_fraud.get_or_insert((0, row.line)).0 += 1;
            &with_fraud
        } else {
            &without_fraud
        };
        if let Some(first) = seen.insert((area.code.clone(), period), row.line) {
            let at = |f: &Findings| f.line(row.line);
            let force = row.text(columns[0]);
            let message =
                || format!("{force} in {} stands on line {first} already", period.label());
            reading.findings.add(Severity::Error, &codes::FIGURE_REPEATED, at, message);
        }
        out.extend(measure.as_ref().map(|measure| Observation {
            key: ObservationKey {
                measure: measure.id.clone(),
                definition: measure.definition,
                source: READER.source(),
                area: area.clone(),
                breakdown: Breakdown::total(),
                period,
                age: None,
            },
            cell: Cell::Value(Decimal::whole(count)),
            markers: Markers::NONE,
            place: Place::Field { line: row.line, column: RECORDED_OFFENCES.to_owned() },
        }));
    });
    tell_other_bodies(&other_bodies, FORCE, &mut reading.findings);
    if let Some((count, line)) = including_fraud {
        let at = reading.findings.line(line).in_column(FINANCIAL_YEAR);
        let message =
            format!("{} of 2012/13 held as {WITH_FRAUD}, which includes fraud", rows(count));
        reading.findings.note(&codes::FRAUD_INCLUDED, at, message);
    }
    out
}

fn figure<'c>(
    row: &Row<'_>,
    [force, year, count]: [usize; 3],
    other_bodies: &mut Tallied,
    reading: &mut Reading<'c>,
) -> Option<(&'c domain::area::Area, Period, i64)> {
    let force = force_of(row, force, FORCE, other_bodies, reading);
    let text = row.text(year);
    let year = financial_year(text);
    if year.is_none() {
        let at = |f: &Findings| f.line(row.line).in_column(FINANCIAL_YEAR);
        let message = || format!("\"{text}\" is not a financial year");
        reading.findings.add(Severity::Error, &codes::YEAR_MALFORMED, at, message);
    }
    let count = whole_number(row, count, RECORDED_OFFENCES, reading);
    Some((&force?.area, year?, count?))
}
