//! A measured value as published, tied to the cell it came from.

use std::fmt;

use crate::area::Area;
use crate::breakdown::Breakdown;
use crate::cell::{Cell, Markers};
use crate::decimal::Decimal;
use crate::ids::{MeasureId, SourceId};
use crate::period::Period;
use crate::rows::RowSet;

/// What an observation is of. Two observations with the same key are two vintages of one figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObservationKey {
    /// Which measure.
    pub measure: MeasureId,
    /// Which version of its definition, from 1.
    pub definition: u16,
    /// Which data collection.
    pub source: SourceId,
    /// Which place.
    pub area: Area,
    /// Which cut; empty means the total.
    pub breakdown: Breakdown,
    /// Which stretch of time.
    pub period: Period,
    /// Days between the event and the observation, only where a publisher tabulates by age.
    pub age: Option<u16>,
}

/// `CRM-001.1/police-recorded-crime/E23000021.2016/total/fy2017-18`, the middle of a figure id.
impl fmt::Display for ObservationKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { measure, definition, source, area, breakdown, period, age } = self;
        write!(f, "{measure}.{definition}/{source}/{area}/{breakdown}/{period}")?;
        age.map_or(Ok(()), |days| write!(f, "+{days}"))
    }
}

/// Where inside its file a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A cell of a workbook's sheet.
    Cell {
        /// Sheet name exactly as in the file, stray spaces included.
        sheet: String,
        /// `D14`.
        cell: String,
    },
    /// One field of one line of a text file.
    Field {
        /// Line, the header being 1.
        line: u64,
        /// Column header.
        column: String,
    },
    /// The value is the sum of one column over these rows.
    Sum {
        /// Column header.
        column: String,
        /// Which rows, in words of the file.
        rule: String,
        /// The rows themselves.
        rows: RowSet,
    },
    /// The value is the number of these rows.
    Rows {
        /// What was counted, in words of the file: `Crime type = "Burglary"`.
        rule: String,
        /// The rows themselves.
        rows: RowSet,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell { sheet, cell } => write!(f, "sheet \"{sheet}\", cell {cell}"),
            Self::Field { line, column } => write!(f, "line {line}, column \"{column}\""),
            Self::Sum { column, rule, rows } => {
                write!(f, "sum of column \"{column}\" over {rule}: lines {rows}")
            }
            Self::Rows { rule, rows } if rows.is_empty() => write!(f, "no row with {rule}"),
            Self::Rows { rule, rows } => {
                let noun = if rows.len() == 1 { "row" } else { "rows" };
                write!(f, "{} {noun} with {rule}: lines {rows}", rows.len())
            }
        }
    }
}

/// A value as a publisher gave it, or as counted from the publisher's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// What it is of.
    pub key: ObservationKey,
    /// The value, or the kind of missing.
    pub cell: Cell<Decimal>,
    /// What the publisher or reader says beside it.
    pub markers: Markers,
    /// Where it stands in its file.
    pub place: Place,
}
