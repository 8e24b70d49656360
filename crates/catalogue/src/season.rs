//! Month factors declared for a source: `seasons/<id>.toml` says what they rest on, and
//! `seasons/<id>.csv` beside it holds them.

use domain::area::Area;
use domain::ids::{MeasureId, Slug, SourceId};
use domain::period::Period;

use crate::listing::{Row, read_csv};
use crate::problems::{Placed, Problems};
use crate::table::{Table, read_toml};

/// What the factors of a source rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Season {
    /// Its id, which figure ids name: `police-uk-2025`.
    pub id: Slug,
    /// The source whose months they are.
    pub source: SourceId,
    /// A few words for a heading.
    pub title: String,
    /// What was counted, in words that can be printed.
    pub basis: String,
    /// What did not enter.
    pub left_out: Vec<LeftOut>,
}

/// Months that did not enter a fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Which.
    pub months: Period,
    /// Of which force; every force without one.
    pub area: Option<Area>,
    /// Of which measures; every measure if none is named.
    pub measures: Vec<MeasureId>,
    /// Why.
    pub why: String,
}

impl LeftOut {
    /// Whether a month of a measure in a force is left out by this.
    pub fn leaves_out(&self, measure: &MeasureId, area: &Area, month: Period) -> bool {
        self.months.start() <= month.start()
            && month.end() <= self.months.end()
            && self.area.as_ref().is_none_or(|own| own == area)
            && (self.measures.is_empty() || self.measures.contains(measure))
    }
}

/// The twelve factors of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct SeasonFactors {
    /// The force whose own months did not enter, so that they may be judged by these; none: all
    /// forces entered.
    pub without: Option<String>,
    /// Forces that entered.
    pub forces: u32,
    /// Months of forces that entered.
    pub months: u32,
    /// January to December; their mean is 1.
    pub factors: [f64; 12],
    /// Standard errors of their logarithms.
    pub log_errors: [f64; 12],
    /// The file they stand in.
    pub file: String,
    /// The line.
    pub line: u64,
}

/// First line of a file of factors.
pub const HEADER: &[&str] = &[
    "measure",
    "without",
    "forces",
    "months",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "jan_error",
    "feb_error",
    "mar_error",
    "apr_error",
    "may_error",
    "jun_error",
    "jul_error",
    "aug_error",
    "sep_error",
    "oct_error",
    "nov_error",
    "dec_error",
];
/// Columns before the first factor.
const BEFORE: usize = 4;

/// Reads what factors rest on.
pub(crate) fn read(file: &str, bytes: &[u8], problems: &Problems) -> Option<Placed<Season>> {
    read_toml(file, bytes, problems, |mut table| {
        let (id, source) = (table.need_parsed("id"), table.need_parsed("source"));
        let (title, basis) = (table.need_text("title"), table.need_text("basis"));
        let left_out = table.tables("left-out").into_iter().filter_map(left_out).collect();
        let (line, lines) = (table.line, table.lines());
        table.finish();
        let value = Season { id: id?, source: source?, title, basis, left_out };
        Some(Placed { value, file: file.to_owned(), line, lines })
    })
}

fn left_out(mut table: Table<'_>) -> Option<LeftOut> {
    let (months, why) = (table.need_parsed("months"), table.need_text("why"));
    let (area, measures) = (table.parsed("area"), table.parsed_list("measures"));
    table.finish();
    Some(LeftOut { months: months?, area, measures, why })
}

/// Reads the factors of a season, each with its measure.
pub(crate) fn factors(
    file: &str,
    bytes: &[u8],
    problems: &Problems,
) -> Vec<(MeasureId, SeasonFactors)> {
    let rows = read_csv(file, bytes, HEADER, problems);
    let read = |row: &Row<'_>| {
        let without = row.text("without");
        let factor = |column: &'static str, least: f64, most: f64| {
            row.checked(column, |text| {
                let number = text.parse::<f64>().ok().filter(|n| (least..=most).contains(n));
                number.ok_or_else(|| format!("`{text}` is not a number from {least} to {most}"))
            })
        };
        let twelve = |from: usize, least: f64, most: f64| -> Option<[f64; 12]> {
            let columns = HEADER.iter().skip(from).take(12);
            let read: Vec<f64> = columns.filter_map(|c| factor(c, least, most)).collect();
            read.try_into().ok()
        };
        let factors = SeasonFactors {
            without: (!without.is_empty()).then(|| without.to_owned()),
            forces: row.whole("forces")?,
            months: row.whole("months")?,
            factors: twelve(BEFORE, 0.01, 12.0)?,
            log_errors: twelve(BEFORE + 12, 0.0, 10.0)?,
            file: file.to_owned(),
            line: row.line,
        };
        Some((row.parsed("measure")?, factors))
    };
    rows.iter().filter_map(read).collect()
}
