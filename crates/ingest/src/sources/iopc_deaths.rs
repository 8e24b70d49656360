//! Deaths during or following police contact, as the Independent Office for Police Conduct
//! tabulates them over the years: of England and Wales, and by police force or other authority.
//!
//! Several tables stand on a sheet, one below the other, with notes between. A table is known by
//! the words of its title, and what it counts by the title of its sheet. Figures two forces share
//! are in the total and of neither.
//! Start at [`read`]; [`block`] finds the tables.

mod block;

use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::ids::{Slug, SourceId};
use domain::observation::Observation;
use domain::period::Period;

use super::{Reader, Shape};
use crate::codes;
use crate::reading::{MeasureVersion, Reading};
use crate::tables::labels::{financial_year, tidy};
use crate::tables::once::Repeated;
use crate::tables::rows::named;
use crate::tables::values::{self, Number, Symbols, unmarked};
use crate::tables::{Meaning, observation, once, published};
use crate::workbook::{Sheet, Workbook};
use block::{Block, Holds, What, blocks};

pub(crate) static READER: Reader = Reader {
    name: "iopc-deaths",
    reads: "tables of deaths during or following police contact",
    source: "iopc-deaths",
    shape: Shape::Workbook { knows, read },
};

fn knows(book: &Workbook) -> bool {
    let counts = |sheet: &&Sheet| category(sheet).is_some() && !blocks(sheet).is_empty();
    book.sheets().iter().filter(counts).count() > 1
}

/// The kinds of deaths, by the beginning of a sheet's title, in the words of the catalogue's labels.
fn category(sheet: &Sheet) -> Option<&'static str> {
    const CATEGORIES: [&str; 5] = [
        "Road traffic",
        "Fatal shootings",
        "Deaths in or following police custody",
        "Apparent suicides following police custody",
        "Other deaths following police contact",
    ];
    let title = tidy(sheet.title()).to_lowercase();
    CATEGORIES.into_iter().find(|c| title.starts_with(&c.to_lowercase()))
}

fn read(book: &Workbook, reading: &mut Reading<'_>) -> Vec<Observation> {
    published::read(book, reading);
    let mut out = Vec::new();
    for sheet in book.sheets() {
        let Some(category) = category(sheet) else {
            continue;
        };
        let mut symbols = Symbols::default();
        for block in blocks(sheet) {
            table(sheet, category, &block, &mut symbols, reading, &mut out);
        }
        symbols.tell(sheet, reading);
    }
    once::once(out, Repeated::Expected, reading)
}

/// What the cells of a block share.
struct Shared {
    source: SourceId,
    national: Area,
}

impl Shared {
    fn meaning(&self, measure: &MeasureVersion, period: Period, breakdown: Breakdown) -> Meaning {
        Meaning {
            measure: measure.clone(),
            source: self.source.clone(),
            period,
            breakdown,
            number: Number::Count,
        }
    }
}

fn table(
    sheet: &Sheet,
    category: &str,
    block: &Block,
    symbols: &mut Symbols,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let at = reading.findings.cell(&sheet.name, block.title, 0);
    let Some(holds) = &block.holds else {
        let message = format!("\"{}\" is not read", block.words);
        reading.findings.warning(&codes::SHEET_NOT_READ, at, message);
        return;
    };
    let national = reading.catalogue.wider_area("England and Wales").map(|w| w.area.clone());
    let Some(national) = national else {
        return;
    };
    let shared = Shared { source: READER.source(), national };
    let mut measure = |what: What| {
        let label = format!("{category}: {}", what.word());
        reading.measure_labelled(&shared.source, &label)
    };
    match holds {
        Holds::ByYear => {
            let (Some(fatalities), Some(incidents)) =
                (measure(What::Fatalities), measure(What::Incidents))
            else {
                return;
            };
            years_down(sheet, block, &shared, [&fatalities, &incidents], symbols, reading, out);
        }
        Holds::ByAuthority(what) | Holds::By(what, _) => {
            let Some(measure) = measure(*what) else {
                return;
            };
            years_across(sheet, block, holds, (&shared, &measure), symbols, reading, out);
        }
    }
}

/// A row for each year, with a column of fatalities and one of incidents.
fn years_down(
    sheet: &Sheet,
    block: &Block,
    shared: &Shared,
    measures: [&MeasureVersion; 2],
    symbols: &mut Symbols,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let heads = ["Number of fatalities", "Number of incidents"];
    let headed = |head: &str| {
        let mut texts = sheet.texts_in(block.title..block.end);
        texts.find(|(_, text)| tidy(text).eq_ignore_ascii_case(head)).map(|(place, _)| place)
    };
    for (head, measure) in heads.into_iter().zip(measures) {
        let Some((header, column)) = headed(head) else {
            let at = reading.findings.cell(&sheet.name, block.title, 0);
            let message = format!("no column is headed \"{head}\"");
            reading.findings.error(&codes::SHEET_MISSING, at, message);
            continue;
        };
        let mut sum = 0.0;
        for row in header + 1..block.end {
            let Some(words) = sheet.text(row, 0) else {
                continue;
            };
            let place = (row, column);
            let total = words.trim().eq_ignore_ascii_case("total");
            let year = financial_year(words);
            if !total && year.is_none() {
                continue;
            }
            let cell = values::read(sheet, place, Number::Count, symbols, reading);
            reading.rows_read += 1;
            let Some(cell) = cell else {
                continue;
            };
            let value = cell.value().map_or(0.0, domain::decimal::Decimal::to_f64);
            if let Some(year) = year {
                sum += value;
                let meaning = shared.meaning(measure, year, Breakdown::total());
                let held = observation(sheet, place, &meaning, cell, &shared.national, None);
                out.push(Observation { markers: symbols.markers(sheet, place), ..held });
            } else {
                differs(sheet, place, value, sum, "years", reading);
            }
        }
    }
}

/// A column for each year, with a row for each authority or kind of person.
fn years_across(
    sheet: &Sheet,
    block: &Block,
    holds: &Holds,
    (shared, measure): (&Shared, &MeasureVersion),
    symbols: &mut Symbols,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let Some((header, years)) = block.years(sheet) else {
        let at = reading.findings.cell(&sheet.name, block.title, 0);
        let message = "no row of the table is headed by financial years".to_owned();
        reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
        return;
    };
    let years: Vec<(u32, Period)> = years
        .into_iter()
        .filter_map(|(column, year)| {
            if year.is_none() {
                let text = sheet.text(header, column).unwrap_or_default();
                let at = reading.findings.cell(&sheet.name, header, column);
                let message = format!("\"{text}\" is not a financial year");
                reading.findings.error(&codes::YEAR_MALFORMED, at, message);
            }
            Some((column, year?))
        })
        .collect();
    let mut sums = vec![0.0; years.len()];
    for row in header + 1..block.end {
        let Some(words) = sheet.text(row, 0) else {
            continue;
        };
        // Notes stand alone in their rows.
        if sheet.cells.range((row, 1)..(row + 1, 0)).next().is_none() {
            continue;
        }
        let words = unmarked(words);
        let total = words.to_lowercase().starts_with("total");
        let of = if total {
            Some((shared.national.clone(), Breakdown::total()))
        } else {
            whose(sheet, row, words, holds, shared, reading)
        };
        let mut across = 0.0;
        for ((column, year), sum) in years.iter().zip(sums.iter_mut()) {
            let place = (row, *column);
            let cell = values::read(sheet, place, Number::Count, symbols, reading);
            reading.rows_read += 1;
            let Some(cell) = cell else {
                continue;
            };
            let value = cell.value().map_or(0.0, domain::decimal::Decimal::to_f64);
            across += value;
            if total {
                differs(sheet, place, value, *sum, "rows above", reading);
            } else {
                *sum += value;
            }
            if let Some((area, breakdown)) = &of {
                let meaning = shared.meaning(measure, *year, breakdown.clone());
                let held = observation(sheet, place, &meaning, cell, area, None);
                out.push(Observation { markers: symbols.markers(sheet, place), ..held });
            }
        }
        let beside = years.last().map_or(0, |(column, _)| column + 1);
        if sheet.get(row, beside).is_some() {
            let place = (row, beside);
            let cell = values::read(sheet, place, Number::Count, symbols, reading);
            if let Some(value) = cell.and_then(domain::cell::Cell::value) {
                differs(sheet, place, value.to_f64(), across, "years", reading);
            }
        }
        if total {
            break;
        }
    }
}

/// Whose a row is: an area's, or people of one kind in England and Wales.
fn whose(
    sheet: &Sheet,
    row: u32,
    words: &str,
    holds: &Holds,
    shared: &Shared,
    reading: &mut Reading<'_>,
) -> Option<(Area, Breakdown)> {
    if let Holds::By(_, dimension) = holds {
        let cut = Breakdown::of(Slug::of(dimension), Slug::of(words));
        return Some((shared.national.clone(), cut));
    }
    if let Some(found) = named(row, words, reading) {
        return Some((found.area, Breakdown::total()));
    }
    let at = reading.findings.cell(&sheet.name, row, 0);
    let force = |name: &str| reading.catalogue.police_area(name.trim()).is_some();
    let joint =
        words.split_once(" & ").is_some_and(|(first, second)| force(first) || force(second));
    if joint {
        let message = format!("figures of \"{words}\" are in the total and of neither force");
        reading.findings.note(&codes::JOINT_FIGURE, at, message);
    } else {
        let message = format!("the catalogue has no police area or body \"{words}\"");
        reading.findings.error(&codes::FORCE_UNKNOWN, at, message);
    }
    None
}

fn differs(
    sheet: &Sheet,
    (row, column): (u32, u32),
    total: f64,
    sum: f64,
    parts: &str,
    reading: &mut Reading<'_>,
) {
    if (total - sum).abs() > 0.5 {
        let at = reading.findings.cell(&sheet.name, row, column);
        let message = format!("{total} in all, but its {parts} sum to {sum}");
        reading.findings.warning(&codes::SUM_DIFFERS, at, message);
    }
}
