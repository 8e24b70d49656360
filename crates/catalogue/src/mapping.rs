//! Declared mappings, one file each, `mappings/<id>.toml`: how a table nobody wrote a reader for
//! becomes observations.
//!
//! A mapping names columns by the spellings their headers have had, says what each holds, and what is
//! checked. It never says which file: a file is recognised by having all the columns.

mod declared;
mod written;

pub(crate) use declared::read;
use domain::breakdown::Breakdown;
use domain::decimal::Decimal;
use domain::ids::{MeasureId, Slug, SourceId};
use domain::vintage::Vintage;
use domain::words;

words! {
    /// How a cell says a stretch of time.
    PeriodForm {
        /// The day, or the date of a figure that is of one day.
        Day = "day",
        /// The month a date lies in.
        Month = "month",
        /// The last day of a month, of a figure that is of one day: `2015-09`, `30/09/2015`.
        MonthEnd = "month-end",
        /// The quarter a date lies in, or `2017/18 Q1`: quarters of financial years.
        Quarter = "quarter",
        /// The quarter a date lies in, or `Q1 2010`: quarters of calendar years.
        CalendarQuarter = "calendar-quarter",
        /// The financial year a date lies in, or `2017/18`.
        FinancialYear = "financial-year",
        /// The twelve months that end with the month of a date.
        RollingYear = "rolling-year",
        /// The calendar year of a date, or `2014`.
        Year = "calendar-year",
        /// From one month or day to another, both named, of any length: `Sept 2018 - Feb 2019`.
        Stretch = "stretch",
    }
}

words! {
    /// In which order a date of numbers is written. Left out, the dates of the column settle it.
    DateOrder {
        /// `31/12/2014`.
        DayFirst = "day-first",
        /// `12/31/2014`.
        MonthFirst = "month-first",
    }
}

words! {
    /// What stands before the decimals. Left out, the numbers of the column settle it.
    DecimalMark {
        /// `0.67`.
        Point = "point",
        /// `0,67`.
        Comma = "comma",
    }
}

words! {
    /// What a column of values holds.
    Holds {
        /// Whole numbers.
        Count = "count",
        /// Numbers as they are.
        Number = "number",
        /// Thousands, held as whole numbers: estimates of surveys.
        Thousands = "thousands",
        /// Shares from 0 to 1, held as percentages.
        Proportion = "proportion",
        /// Pounds and pence.
        Pounds = "pounds",
        /// Nothing is read: rows are counted.
        Rows = "rows",
    }
}

words! {
    /// What several rows with the same area, period and breakdown mean.
    Rows {
        /// Each row is a figure; a second one is a fault.
        Figures = "figures",
        /// Rows are records: their values are summed.
        Records = "records",
        /// Each row is a figure of a cut, and a second one is a fault; the whole is their sum.
        Parts = "parts",
    }
}

words! {
    /// For which kinds of place a name is looked up.
    Level {
        /// Police force areas.
        Force = "force",
        /// Districts and community safety partnerships.
        Csp = "csp",
    }
}

words! {
    /// What a symbol in place of a number means.
    Meaning {
        /// Withheld to protect people.
        Suppressed = "suppressed",
        /// It exists and is not given.
        NotAvailable = "not-available",
        /// It cannot exist.
        NotApplicable = "not-applicable",
        /// Nought.
        Zero = "zero",
    }
}

/// The spellings a column's header has had; the first is the usual one.
pub type Spellings = Vec<String>;

/// A declared mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// Its id.
    pub id: Slug,
    /// What kind of file it reads, in words.
    pub name: String,
    /// Which data collection its files are releases of.
    pub source: SourceId,
    /// When its files were published, if neither they nor the import can say: usually `unknown`.
    pub published: Option<Vintage>,
    /// Beginnings of the names of the sheets to read; none means every sheet with the columns.
    pub sheets: Vec<String>,
    /// The column that names the area, or none if `area` is the same for all.
    pub area_column: Spellings,
    /// The one area all rows are of, by code.
    pub area: Option<String>,
    /// For which kinds of place names are looked up, the first first.
    pub levels: Vec<Level>,
    /// The column that says the period; none if the lines above the table say it.
    pub period_column: Spellings,
    /// Words above the table that stand before its one period.
    pub period_after: Option<String>,
    /// How a period is written.
    pub period: PeriodForm,
    /// In which order dates of numbers are written, if that is known.
    pub date_order: Option<DateOrder>,
    /// Whether every column whose header is a period holds values of that period.
    pub periods_across: bool,
    /// The column of labels the catalogue's measures have for the source.
    pub measure_column: Spellings,
    /// The one measure, if no column says it and no value its own.
    pub measure: Option<MeasureId>,
    /// What stands before the decimals, if that is known.
    pub decimal_mark: Option<DecimalMark>,
    /// What rows with the same key mean.
    pub rows: Rows,
    /// Columns that cut.
    pub breakdowns: Vec<Cut>,
    /// Columns of values.
    pub values: Vec<ValueColumn>,
    /// Symbols in place of numbers that mean something in these files only.
    pub symbols: Vec<(String, Meaning)>,
    /// Rows to pass over: those with one of these texts in a column.
    pub skips: Vec<Skip>,
    /// What is compared.
    pub checks: Vec<TableCheck>,
    /// Published figures by which a file is known that does not say itself what it counts.
    pub known_by: Vec<KnownFigure>,
    /// Columns known and not read; any other column that is not read is told.
    pub ignored: Vec<String>,
    /// The catalogue file that declares it.
    pub file: String,
}

/// A column that cuts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The dimension.
    pub dimension: Slug,
    /// The column.
    pub column: Spellings,
}

/// A column of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueColumn {
    /// The column; empty if rows are counted, or if periods stand across.
    pub column: Spellings,
    /// What it holds.
    pub holds: Holds,
    /// Its own measure.
    pub measure: Option<MeasureId>,
    /// The one area its values are of, by code, whatever the row is of.
    pub area: Option<String>,
    /// Whether a figure may stand on many rows, always with the same value.
    pub repeated: bool,
    /// Whether the values are of the whole, however the row is cut.
    pub of_the_whole: bool,
    /// Whether the values are of the last day of the row's period.
    pub at_end: bool,
    /// The cut its values are of, beside what the row is cut by.
    pub cut: Option<Breakdown>,
}

/// A published figure and the cell it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFigure {
    /// What the row has in the column of areas.
    pub row: String,
    /// The header of the column.
    pub column: String,
    /// The figure, digit for digit.
    pub value: Decimal,
}

/// Rows to pass over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// The column.
    pub column: Spellings,
    /// Texts that mark such a row.
    pub texts: Vec<String>,
}

/// Something the table says twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableCheck {
    /// In each row, some columns sum to another.
    Columns {
        /// The column of the sum.
        total: String,
        /// The columns of the parts.
        parts: Vec<String>,
    },
    /// In each row, a column is the percentage that one column is of another.
    Percent {
        /// The column of the percentage.
        percent: String,
        /// The column of the part.
        part: String,
        /// The column of the whole.
        whole: String,
    },
    /// A row whose text in a column is one of these holds the sum of the others.
    TotalRow {
        /// The column.
        column: Spellings,
        /// The texts.
        texts: Vec<String>,
    },
    /// A number above the table, after these words, is the sum of the first column of values.
    Above {
        /// The words.
        after: String,
    },
}

impl Mapping {
    /// Every column that must be there, by what it is for.
    pub fn columns(&self) -> impl Iterator<Item = &Spellings> {
        let fixed = [&self.area_column, &self.period_column, &self.measure_column];
        let cuts = self.breakdowns.iter().map(|cut| &cut.column);
        let values = self.values.iter().map(|value| &value.column);
        fixed.into_iter().chain(cuts).chain(values).filter(|column| !column.is_empty())
    }
}
