//! Offences in rolling twelve months, by force and offence sub-group.
//!
//! Each row is a figure of its own. Totals are made of the rows, without fraud: up to 2013 the table
//! lists fraud beside the other offences, and a total with it would not be comparable with later
//! ones. Burglary was split anew in April 2017; figures that span that day carry a mark.
//! Start at [`read`]; [`totals`] sums the rows of a force.

mod totals;

use std::collections::BTreeMap;

use catalogue::PoliceArea;
use domain::cell::{Cell, Marker};
use domain::diagnostic::Severity;
use domain::observation::{Observation, Place};
use domain::period::Period;
use jiff::civil::Date;

use super::home_office_quarters::emit::{BURGLARY_SPLIT, is_outside};
use super::home_office_quarters::kinds::{BUSINESS, DWELLING, NOT_DWELLING, RESIDENTIAL, is_fraud};
use super::numbers::signed_number;
use super::observed::{Labels, Observed, whole};
use super::police_uk_fields::{force_of, tell_other_bodies};
use super::{Reader, Shape};
use crate::codes;
use crate::dates::{Order, Settled, Written, settle};
use crate::findings::Findings;
use crate::reading::{Reading, Tallied, rows};
use crate::text::{Row, Table};

pub(crate) static READER: Reader = Reader {
    name: "home-office-rolling-year",
    reads: "offences in rolling twelve months by force and sub-group",
    source: "police-recorded-crime",
    shape: Shape::Wide { columns: &[ENDING, FORCE, OFFENCE, COUNT], read },
};

const ENDING: &[&str] = &["12 months ending", "12 months to", "Twelve months ending"];
const FORCE: &[&str] = &["PFA", "Police Force Area", "Force Name"];
const OFFENCE: &[&str] = &["Offence", "Offence Subgroup"];
const COUNT: &[&str] =
    &["Rolling year total number of offences", "Rolling year total", "Number of Offences"];

/// Twelve months may be dated so many days before the end of their last month.
const DAYS_OFF: i8 = 3;

/// One row.
struct Figure<'c> {
    line: u64,
    force: &'c PoliceArea,
    offence: String,
    ending: Written,
    count: i64,
}

/// The rows of one force and period, by offence.
struct Year<'c> {
    force: &'c PoliceArea,
    /// Offence, count, line; in the order of the file.
    figures: Vec<(String, i64, u64)>,
}

fn read(table: &mut Table<'_>, reading: &mut Reading<'_>) -> Vec<Observation> {
    let columns = [ENDING, FORCE, OFFENCE, COUNT].map(|s| table.find(s).unwrap_or(0));
    let words = columns.map(|n| table.header().get(n).cloned().unwrap_or_default());
    let (mut figures, mut other_bodies) = (Vec::new(), Tallied::default());
    table.each(reading, |row, reading| {
        figures.extend(figure(row, columns, &words, &mut other_bodies, reading));
    });
    tell_other_bodies(&other_bodies, &words[1], &mut reading.findings);
    let Some(order) = order(&figures, &words[0], reading) else { return Vec::new() };
    let years = years(figures, order, &words, reading);
    let mut labels = Labels::of(READER.source());
    let mut out = Vec::new();
    let mut fraud = Tallied::default();
    let lacking = totals::lacking(&years, reading);
    let mut outside = Tallied::default();
    for (key, year) in &years {
        for (offence, count, line) in &year.figures {
            if is_fraud(offence) {
                fraud.add(offence, *line);
                continue;
            }
            let at = |r: &Reading<'_>| r.findings.line(*line).in_column(&words[2]);
            let effect = "it is counted in the total only";
            let Some(measure) = labels.measure(offence, effect, at, reading) else { continue };
            let source = labels.source().clone();
            let observed = Observed { source: &source, area: &year.force.area, period: key.0 };
            let place = Place::Field { line: *line, column: words[3].clone() };
            let id = measure.id.as_str();
            let gone = is_outside(id, key.0);
            if gone {
                outside.add(offence, *line);
            }
            // Nought of a category that did not exist says nothing about burglary.
            let cell = if gone && *count == 0 { Cell::NotApplicable } else { whole(*count) };
            let mut observation = observed.total(&measure, cell, place);
            if gone && *count != 0 || spans(id, key.0) {
                observation.markers = observation.markers.with(Marker::BreakInSeries);
            }
            out.push(observation);
        }
        let without = lacking.get(key);
        totals::emit(key.0, year, without, &words, &mut labels, reading, &mut out);
    }
    tell(&fraud, &outside, &words[2], reading);
    out
}

/// Whether a period holds the day on which burglary was split, and the measure is one of the parts.
fn spans(measure: &str, period: Period) -> bool {
    [DWELLING, NOT_DWELLING, RESIDENTIAL, BUSINESS].contains(&measure)
        && period.start() < BURGLARY_SPLIT
        && BURGLARY_SPLIT <= period.end()
}

fn tell(fraud: &Tallied, outside: &Tallied, column: &str, reading: &mut Reading<'_>) {
    for (offence, count, line) in fraud.iter() {
        let at = reading.findings.line(line).in_column(column);
        let message = format!("{} of \"{offence}\" are in no total", rows(count));
        reading.findings.note(&codes::FRAUD_LEFT_OUT, at, message);
    }
    for (offence, count, line) in outside.iter() {
        let at = reading.findings.line(line).in_column(column);
        let message = format!(
            "\"{offence}\" did not exist in the twelve months of {}: nought is held as not \
             applicable",
            rows(count)
        );
        reading.findings.note(&codes::CATEGORY_CHANGED, at, message);
    }
}

fn figure<'c>(
    row: &Row<'_>,
    [ending, force, offence, count]: [usize; 4],
    words: &[String; 4],
    other_bodies: &mut Tallied,
    reading: &mut Reading<'c>,
) -> Option<Figure<'c>> {
    if row.is_blank() {
        return None;
    }
    let text = row.text(ending);
    let ending = Written::of(text);
    if ending.is_none() {
        let at = |f: &Findings| f.line(row.line).in_column(&words[0]);
        let message = || format!("\"{text}\" is not a date");
        reading.findings.add(Severity::Error, &codes::PERIOD_MALFORMED, at, message);
    }
    let force = force_of(row, force, &words[1], other_bodies, reading);
    let count = signed_number(row, count, &words[3], reading);
    let offence = crate::text::tidy(row.text(offence));
    Some(Figure { line: row.line, force: force?, offence, ending: ending?, count: count? })
}

/// The order of day and month, settled by all dates together.
fn order(figures: &[Figure<'_>], column: &str, reading: &mut Reading<'_>) -> Option<Order> {
    let dates: Vec<Written> = figures.iter().map(|figure| figure.ending).collect();
    let line = figures.first().map_or(1, |figure| figure.line);
    let at = reading.findings.line(line).in_column(column);
    match settle(&dates, true) {
        Settled::Order(order) => Some(order),
        Settled::Either => {
            let message = "day and month of every date could be exchanged".to_owned();
            reading.findings.error(&codes::PERIOD_AMBIGUOUS, at, message);
            None
        }
        Settled::Neither => {
            let message = "some dates have the day first and some the month".to_owned();
            reading.findings.error(&codes::PERIOD_AMBIGUOUS, at, message);
            None
        }
    }
}

/// By period and force; a date that is not the end of a month, and a figure given twice, are told.
fn years<'c>(
    figures: Vec<Figure<'c>>,
    order: Order,
    words: &[String; 4],
    reading: &mut Reading<'_>,
) -> BTreeMap<(Period, String), Year<'c>> {
    let mut years: BTreeMap<(Period, String), Year<'c>> = BTreeMap::new();
    let mut irregular: BTreeMap<Date, (u64, u64)> = BTreeMap::new();
    for Figure { line, force, offence, ending, count } in figures {
        let Some(day) = ending.day(order) else { continue };
        let off = day.last_of_month().day() - day.day();
        if off > DAYS_OFF {
            let at = |f: &Findings| f.line(line).in_column(&words[0]);
            let message = || format!("twelve months end on {day}, which is no end of a month");
            reading.findings.add(Severity::Error, &codes::PERIOD_MALFORMED, at, message);
            continue;
        }
        if off > 0 {
            irregular.entry(day).or_insert((0, line)).0 += 1;
        }
        let key = (Period::rolling_year_to(day), force.area.code.clone());
        let year = years.entry(key).or_insert_with(|| Year { force, figures: Vec::new() });
        if let Some((_, _, first)) = year.figures.iter().find(|(name, ..)| *name == offence) {
            let at = |f: &Findings| f.line(line);
            let message =
                || format!("\"{offence}\" of {} stands on line {first} already", force.name);
            reading.findings.add(Severity::Error, &codes::FIGURE_REPEATED, at, message);
            continue;
        }
        year.figures.push((offence, count, line));
    }
    for (day, (count, line)) in irregular {
        let at = reading.findings.line(line).in_column(&words[0]);
        let label = Period::rolling_year_to(day).label();
        let message = format!("{} are dated {day}; they are taken for the {label}", rows(count));
        reading.findings.note(&codes::PERIOD_IRREGULAR, at, message);
    }
    years
}
