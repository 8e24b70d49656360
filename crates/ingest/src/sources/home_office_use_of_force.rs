//! Police use of force tables of the Home Office: incidents, and how often each tactic was used, by
//! force and by what the officer perceived of the person.
//!
//! Tables are known by their titles. "Not stated" stands under several tactics, so a tactic's name
//! is completed from the rows above it. National figures that several tables repeat are held once.
//! Start at [`read`]; [`tactics`] names tactics, [`grid`] reads tactics by category, [`forces`] what
//! is printed by force alone, [`injuries`] the rest.

mod forces;
mod grid;
mod injuries;
mod tactics;
mod totals;

use domain::breakdown::Breakdown;
use domain::ids::{Slug, SourceId};
use domain::observation::Observation;
use domain::period::Period;
use jiff::civil::Date;

use super::{Reader, Shape};
use crate::codes;
use crate::reading::{MeasureVersion, Reading};
use crate::tables::labels::{tidy, year_ending};
use crate::tables::once::Repeated;
use crate::tables::values::Number;
use crate::tables::{Meaning, once, published};
use crate::workbook::{Sheet, Workbook};

pub(crate) static READER: Reader = Reader {
    name: "home-office-use-of-force",
    reads: "police use of force tables of the Home Office",
    source: "police-use-of-force",
    shape: Shape::Workbook { knows, read },
};

/// Words of the catalogue's labels.
const INCIDENTS: &str = "Total number of incidents";
const TACTICS: &str = "Number of times tactic reported";
const CED_USE: &str = "Use of CED";

/// What a table is cut by, from the words of its title, and whether every use of a tactic is of one
/// category only, so that categories sum to the total.
const DIMENSIONS: [(&str, &str, bool); 9] = [
    ("perceived age", "perceived-age", true),
    ("perceived gender", "perceived-gender", true),
    ("perceived ethnicity", "perceived-ethnicity", true),
    ("perceived disability", "perceived-disability", true),
    ("perceived health condition", "perceived-health-condition", true),
    ("reason for using force", "reason", false),
    ("impact factor", "impact-factor", false),
    ("incident outcome", "incident-outcome", false),
    ("incident location", "incident-location", false),
];

/// What a table is cut by.
#[derive(Clone, Copy)]
struct Dimension {
    slug: &'static str,
    exclusive: bool,
}

/// What every table of the workbook shares.
struct Book {
    source: SourceId,
    period: Period,
    incidents: MeasureVersion,
    tactics: MeasureVersion,
    ced: MeasureVersion,
}

impl Book {
    fn meaning(&self, measure: &MeasureVersion, breakdown: Breakdown) -> Meaning {
        Meaning {
            measure: measure.clone(),
            source: self.source.clone(),
            period: self.period,
            breakdown,
            number: Number::Count,
        }
    }
}

/// What a sheet holds.
enum Table {
    /// Tactics by what the title says, of all forces or of each.
    Grid(Option<Dimension>),
    Incidents,
    Ced,
    Injuries,
}

fn knows(book: &Workbook) -> bool {
    let about =
        |sheet: &Sheet| tidy(sheet.title()).to_lowercase().contains("use of force statistics");
    let tables = book.sheets().iter().filter(|sheet| table_of(sheet).is_some()).count();
    tables > 1 || tables > 0 && book.sheets().iter().any(about)
}

fn table_of(sheet: &Sheet) -> Option<Table> {
    let title = tidy(sheet.title()).to_lowercase();
    let (number, rest) = title.split_once(['.', ':'])?;
    let rest = rest.trim();
    if !number.starts_with("table ") {
        return None;
    }
    if rest.starts_with("number of times tactics were used") {
        let cut = DIMENSIONS.iter().find(|(words, _, _)| rest.contains(words));
        let cut = cut.map(|(_, slug, exclusive)| Dimension { slug, exclusive: *exclusive });
        let plain = rest.contains("total number of incidents");
        return (cut.is_some() || plain).then_some(Table::Grid(cut));
    }
    if rest.starts_with("incidents by police force") {
        return Some(Table::Incidents);
    }
    if rest.starts_with("use of ced by type and police force") {
        return Some(Table::Ced);
    }
    rest.starts_with("injuries to ").then_some(Table::Injuries)
}

fn read(book: &Workbook, reading: &mut Reading<'_>) -> Vec<Observation> {
    published::read(book, reading);
    let source = READER.source();
    let Some(period) = year(book, reading) else {
        return Vec::new();
    };
    let mut labelled = |label| reading.measure_labelled(&source, label);
    let measures = [INCIDENTS, TACTICS, CED_USE].map(&mut labelled);
    let [Some(incidents), Some(tactics), Some(ced)] = measures else {
        return Vec::new();
    };
    let shared = Book { source, period, incidents, tactics, ced };
    let mut out = Vec::new();
    for sheet in book.sheets() {
        match table_of(sheet) {
            Some(Table::Grid(cut)) => grid::read(sheet, cut, &shared, reading, &mut out),
            Some(Table::Incidents) => forces::incidents(sheet, &shared, reading, &mut out),
            Some(Table::Ced) => forces::ced(sheet, &shared, reading, &mut out),
            Some(Table::Injuries) => injuries::read(sheet, &shared, reading, &mut out),
            None if tidy(sheet.title()).to_lowercase().starts_with("table ") => {
                let at = reading.findings.cell(&sheet.name, 0, 0);
                let message = format!("\"{}\" is not read", tidy(sheet.title()));
                reading.findings.warning(&codes::SHEET_NOT_READ, at, message);
            }
            None => {}
        }
    }
    once::once(out, Repeated::Refused, reading)
}

/// The financial year of the workbook: every title that names one must name the same, and where
/// none does, the front sheets say `1 April 2018 to 31 March 2019`.
fn year(book: &Workbook, reading: &mut Reading<'_>) -> Option<Period> {
    let tables = book.sheets().iter().filter(|sheet| table_of(sheet).is_some());
    let mut endings: Vec<(Date, String)> =
        tables.filter_map(|s| Some((year_ending(s.title())?, s.name.clone()))).collect();
    if endings.is_empty() {
        let front = book.sheets().iter().filter(|sheet| table_of(sheet).is_none());
        let said = front.flat_map(|s| s.texts().map(|(_, text)| (march(text), s.name.clone())));
        endings = said.filter_map(|(day, name)| Some((day?, name))).collect();
    }
    let Some((first, _)) = endings.first().cloned() else {
        let at = reading.findings.file();
        let message = "no sheet says which year the tables are of".to_owned();
        reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
        return None;
    };
    if let Some((other, sheet)) = endings.iter().find(|(day, _)| *day != first) {
        let at = reading.findings.cell(sheet, 0, 0);
        let message = format!("this sheet is of the year ending {other}, another of {first}");
        reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
        return None;
    }
    Some(Period::rolling_year_to(first))
}

/// The end of `1 April 2018 to 31 March 2019`.
fn march(text: &str) -> Option<Date> {
    let text = tidy(text);
    let (from, to) = text.split_once(" to 31 March ")?;
    let year: i16 = to.get(..4)?.parse().ok()?;
    let starts = from.ends_with(&format!("1 April {}", year - 1));
    starts.then(|| Date::new(year, 3, 31).ok())?
}

/// A breakdown of one value of one dimension.
fn cut(dimension: &str, value: &Slug) -> Breakdown {
    Breakdown::of(Slug::of(dimension), value.clone())
}

#[cfg(test)]
mod tests {
    use super::march;

    #[test]
    fn the_year_is_read_from_the_front() {
        let title = "Police use of force statistics, 1 April 2018 to 31 March 2019";
        assert_eq!(march(title).map(|d| d.to_string()).as_deref(), Some("2019-03-31"));
        assert_eq!(march("1 April 2017 to 31 March 2019"), None);
        assert_eq!(march("to 31 March"), None);
    }
}
