//! What the columns of each table are of.

use domain::breakdown::Breakdown;
use domain::ids::{Slug, SourceId};
use domain::period::Period;
use jiff::civil::Date;

use super::READER;
use super::kind::Kind;
use crate::codes;
use crate::reading::{MeasureVersion, Reading};
use crate::tables::Meaning;
use crate::tables::columns::Column;
use crate::tables::labels::{mid_year, without_footnotes, year_span};
use crate::tables::values::Number;
use crate::workbook::Sheet;

/// Collections beside recorded crime whose figures the workbook has.
pub(super) const POPULATION_SOURCE: &str = "ons-mid-year-estimates";
const INCIDENTS_SOURCE: &str = "police-recorded-incidents";
const SURVEY_SOURCE: &str = "crime-survey";

/// Measures and label beginnings of residents and households.
pub(super) const RESIDENTS: (&str, &str) = ("Population figures", "POP-001");
pub(super) const HOUSEHOLDS: (&str, &str) = ("Household figures", "POP-002");

/// How many adults an estimate rests on; no total of it is the sum of its parts by design.
const SURVEY_BASE: &str = "CSW-002";

/// What is done with a column.
#[derive(Debug, Clone)]
pub(super) enum Use {
    /// Its cells are held.
    Held(Meaning),
    /// Its cells are compared: the change of a measure since a base, or since the year before.
    Change { measure: Option<MeasureVersion>, base: Option<Period> },
    /// Marks of statistical significance at the percentages beside it.
    Significance,
}

/// The measures that a sum over areas says nothing of.
pub(super) fn is_base(meaning: &Meaning) -> bool {
    meaning.measure.id.as_str() == SURVEY_BASE
}

/// The last day a column's header names.
pub(super) fn latest(column: &Column) -> Option<Date> {
    let span = year_span(&column.words).or_else(|| year_span(&column.group));
    let year = || column.words.parse().ok().and_then(|year| Date::new(year, 6, 30).ok());
    span.map(Period::end).or_else(year)
}

/// What a column is of; what is not known is told.
pub(super) fn of(
    sheet: &Sheet,
    kind: Kind,
    column: &Column,
    ending: Option<Date>,
    reading: &mut Reading<'_>,
) -> Option<Use> {
    let year = ending.map(Period::rolling_year_to);
    let label = without_footnotes(&column.words);
    let lower = label.to_lowercase();
    let total = Breakdown::total;
    let place = (sheet, column);
    match kind {
        Kind::Numbers => {
            held(place, "police-recorded-crime", &label, year, total(), Number::Count, reading)
        }
        Kind::Rates => {
            for (beginning, id) in [RESIDENTS, HOUSEHOLDS] {
                if label.starts_with(beginning) {
                    return population(place, id, mid_year(&column.words), reading);
                }
            }
            // The tables share their labels; the catalogue tells rates apart by the table's name.
            let label = format!("Table P3: {label}");
            held(place, "police-recorded-crime", &label, year, total(), Number::Amount, reading)
        }
        Kind::Changes => {
            let source = READER.source();
            let catalogue = reading.catalogue;
            let measure = catalogue.measure_for(&source, &label).map(MeasureVersion::of);
            if measure.is_none() {
                not_read(place, "the table's changes are not compared", reading);
                return None;
            }
            Some(Use::Change { measure, base: None })
        }
        Kind::KnifeOffences => {
            let offence = without_footnotes(&column.group);
            let whole = offence.to_lowercase().starts_with("total");
            let cut = |slug| Breakdown::of(Slug::of("selected-offence"), slug);
            let breakdown =
                if whole { total() } else { cut(offence_slug(&offence.replace('&', "and"))) };
            let number = share_or_count(&lower);
            held(place, "police-recorded-crime", &label, year, breakdown, number, reading)
        }
        Kind::KnifeYears if column.group.starts_with("% change") => {
            let base = span(place, &column.words, reading)?;
            Some(Use::Change { measure: None, base: Some(base) })
        }
        Kind::KnifeYears => {
            let period = span(place, &column.group, reading)?;
            let number = share_or_count(&lower);
            held(place, "police-recorded-crime", &label, Some(period), total(), number, reading)
        }
        Kind::KnifeRates => {
            let period = span(place, &column.words, reading)?;
            let label = "Rate per 100,000 population";
            held(
                place,
                "police-recorded-crime",
                label,
                Some(period),
                total(),
                Number::Amount,
                reading,
            )
        }
        Kind::Experiences if lower.starts_with("statistically significantly") => {
            Some(Use::Significance)
        }
        Kind::Experiences => {
            let base = lower.starts_with("unweighted");
            let about =
                Breakdown::of(Slug::of("asb-type"), Slug::of(&without_footnotes(&column.group)));
            let (breakdown, number) =
                if base { (total(), Number::Count) } else { (about, Number::Amount) };
            held(place, SURVEY_SOURCE, &label, year, breakdown, number, reading)
        }
        Kind::Incidents => {
            let period = span(place, &column.group, reading)?;
            let number = if lower.contains("1,000") { Number::Amount } else { Number::Count };
            held(place, INCIDENTS_SOURCE, &label, Some(period), total(), number, reading)
        }
        Kind::Categories => {
            let breakdown = Breakdown::of(Slug::of("asb-category"), Slug::of(&label));
            held(place, INCIDENTS_SOURCE, "Percentages", year, breakdown, Number::Amount, reading)
        }
        Kind::Residents => population(place, RESIDENTS.1, label_year(column), reading),
        Kind::Households => population(place, HOUSEHOLDS.1, label_year(column), reading),
    }
}

/// A mid-year that is a number in its header cell cannot be read as words: years are, see below.
fn label_year(column: &Column) -> Option<i16> {
    let year = column.words.get(..4)?.parse().ok();
    year.filter(|year| (1980..2100).contains(year))
}

fn share_or_count(lower: &str) -> Number {
    if lower.starts_with('%') { Number::Amount } else { Number::Count }
}

/// The publisher's longest name would be cut in the middle of a word.
fn offence_slug(offence: &str) -> Slug {
    let short = offence.to_lowercase().starts_with("assault with injury and assault with intent");
    if short { Slug::of("assault-with-injury-or-intent") } else { Slug::of(offence) }
}

type At<'s> = (&'s Sheet, &'s Column);

fn held(
    (sheet, column): At<'_>,
    source: &str,
    label: &str,
    period: Option<Period>,
    breakdown: Breakdown,
    number: Number,
    reading: &mut Reading<'_>,
) -> Option<Use> {
    let source: SourceId = source.parse().ok()?;
    let found = reading.catalogue.measure_for(&source, label).map(MeasureVersion::of);
    let Some(measure) = found else {
        let at = reading.findings.cell(&sheet.name, column.row, column.index);
        let message = format!("the catalogue has no measure for \"{label}\" of {source}");
        reading.findings.error(&codes::MEASURE_NOT_CATALOGUED, at, message);
        return None;
    };
    Some(Use::Held(Meaning { measure, source, period: period?, breakdown, number }))
}

fn not_read((sheet, column): At<'_>, why: &str, reading: &mut Reading<'_>) {
    let at = reading.findings.cell(&sheet.name, column.row, column.index);
    let message = format!("column \"{}\" is not read: {why}", column.words);
    reading.findings.warning(&codes::COLUMN_NOT_READ, at, message);
}

/// The twelve months a header names.
fn span((sheet, column): At<'_>, words: &str, reading: &mut Reading<'_>) -> Option<Period> {
    let span = year_span(words);
    if span.is_none() {
        let at = reading.findings.cell(&sheet.name, column.row, column.index);
        let message = format!("no twelve months in \"{words}\" over \"{}\"", column.words);
        reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
    }
    span
}

/// Residents or households, at 30 June of a year.
fn population(
    (sheet, column): At<'_>,
    id: &str,
    year: Option<i16>,
    reading: &mut Reading<'_>,
) -> Option<Use> {
    let day = year.and_then(|year| Date::new(year, 6, 30).ok());
    let period = day.and_then(|day| Period::new(day, day).ok());
    let Some(period) = period else {
        let at = reading.findings.cell(&sheet.name, column.row, column.index);
        let message = format!("no mid-year in \"{}\"", column.words);
        reading.findings.error(&codes::YEAR_ENDING_UNCLEAR, at, message);
        return None;
    };
    Some(Use::Held(Meaning {
        measure: reading.measure(id)?,
        source: POPULATION_SOURCE.parse().ok()?,
        period,
        breakdown: Breakdown::total(),
        number: Number::Count,
    }))
}
