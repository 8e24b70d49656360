//! What the office has ever told anyone, and what it is about to tell.

use std::collections::BTreeMap;

use domain::cell::Cell;
use domain::figure::{Base, Derivation, Exact, Figure, FigureKey, Format, text};
use domain::observation::ObservationKey;

/// What readers saw at the place of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A number of so many digits after the point, as one integer: 41.0 is 410 with 1.
    Number {
        /// All digits, with sign.
        digits: i128,
        /// How many stand after the point.
        decimals: u8,
    },
    /// A count to the nearest five, or a difference of such counts.
    Rounded(i64),
    /// A ratio made of rounded counts, which tells nothing that they do not.
    RoundedRatio {
        /// Above the line.
        numerator: i128,
        /// Below the line, above zero.
        denominator: i128,
    },
    /// `[c]`.
    Withheld,
    /// `[x]`, `[z]`, or nothing.
    Nothing,
}

impl Shown {
    /// What a figure shows when it is printed as it is.
    pub fn of(figure: &Figure) -> Self {
        let decimals = match figure.format {
            Format::Number { decimals }
            | Format::Signed { decimals }
            | Format::SignedPercent { decimals }
            | Format::Percent { decimals } => decimals,
            Format::Rank => 0,
            Format::Probability => 3,
        };
        match figure.cell {
            Cell::Value(exact) => Self::Number { digits: text::rounded(exact, decimals), decimals },
            Cell::Suppressed => Self::Withheld,
            Cell::NotAvailable | Cell::NotApplicable => Self::Nothing,
        }
    }
}

/// A figure that was or will be printed, with what it is made from. It holds true numbers: it is
/// for the office's own store and never for readers.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// What it is.
    pub key: FigureKey,
    /// What readers saw, or would see if nothing were withheld.
    pub shown: Shown,
    /// Its true quantity; none if it has none.
    pub truth: Option<Exact>,
    /// What it is made from directly, or, for a reading of statistics, every count under it, with
    /// the true numbers.
    pub made_from: Vec<(FigureKey, Option<i64>)>,
}

/// One publication, and the true counts of the office as they stood then.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Edition {
    /// As people call it: `2022-03-31.1`, board pack.
    pub name: String,
    /// Counts held, printed or not, of the series that were printed.
    pub held: BTreeMap<ObservationKey, i64>,
    /// The figures.
    pub printed: Vec<Printed>,
}

/// What a derivation tells of the counts under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tells {
    /// A count of its own.
    Count,
    /// The sum of what it is made from.
    Sum,
    /// The first less the second.
    Difference,
    /// `times` the first over the second, less `times` if it is a change.
    Ratio { times: i64, change: bool },
    /// Another version of a count than the current one. No equation of ours knows it, and it may be
    /// small where the current one is not, so a protected one is never shown.
    Version,
    /// Something that no equation of ours describes.
    Other,
}

pub(super) fn tells(by: &Derivation) -> Tells {
    match by {
        Derivation::Value => Tells::Count,
        Derivation::Total | Derivation::Districts => Tells::Sum,
        Derivation::First
        | Derivation::Revision(_)
        | Derivation::Cohort(..)
        | Derivation::CohortChange(..)
        | Derivation::Change(Base::First, _)
        | Derivation::Percent(Base::First, _) => Tells::Version,
        Derivation::Change(..) => Tells::Difference,
        Derivation::Percent(..) => Tells::Ratio { times: 100, change: true },
        Derivation::Share(_) => Tells::Ratio { times: 100, change: false },
        Derivation::Rate(rate) => Tells::Ratio { times: i64::from(rate.per), change: false },
        Derivation::PerHundred(..)
        | Derivation::Peers(..)
        | Derivation::Funnel(..)
        | Derivation::Chart(..)
        | Derivation::LastMonth(..)
        | Derivation::Factor(_)
        | Derivation::Adjusted(_)
        | Derivation::SeasonalStep(_)
        | Derivation::AnnualTest(..) => Tells::Other,
    }
}
