//! Why a figure is missing, told so that a reader knows what would mend it.

use std::fmt;

use crate::period::{Period, spans};

/// Why there is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The publisher's file says so.
    AsPublished,
    /// No file with this value has been imported.
    NotSupplied,
    /// Some months of the stretch have not been imported.
    MonthsNotSupplied(Vec<Period>),
    /// No population of this vintage is held for the area.
    PopulationNotHeld,
    /// Some members of the group have no value for the period.
    GroupIncomplete {
        /// How many have none.
        without: usize,
        /// How many there are.
        members: usize,
    },
    /// Fewer years, one after another, than the method needs.
    TooFewYears {
        /// How many there are.
        have: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Fewer months than the method needs.
    TooFewMonths {
        /// How many there are.
        have: usize,
        /// How many are needed.
        needed: usize,
    },
    /// A percentage changes in percentage points, not in per cent.
    InPoints,
    /// A percentage of nothing.
    FromZero,
    /// A percentage of very few, which would mislead.
    FromFew {
        /// Below how many no percentage is given.
        fewer_than: i64,
    },
    /// A rate of very few residents, which would count visitors' crimes over them.
    FewResidents {
        /// Below how many no rate is given.
        fewer_than: i64,
    },
    /// The counts do not allow the test.
    NotTestable,
    /// Nothing is held in two versions from which revision could be measured.
    PublishedOnce,
    /// Both sides of a change were published so late that no revision is to be allowed for.
    Ripe,
    /// An input is missing for its own reason.
    Input,
    /// The office answered that a figure is wrong, so it is left out.
    LeftOut {
        /// The period it is of.
        period: Period,
        /// The office's reason.
        because: Box<str>,
    },
    /// There is no such measure, area or group in the catalogue of this edition.
    NotCatalogued,
    /// Versions are held, and none has a known date of publication.
    Undated,
    /// Two first versions that were not published equally long after their periods.
    UnequalAge {
        /// Days from the end of this period to its first publication.
        days: i32,
        /// Days from the end of the other.
        other: i32,
    },
    /// Not held as it was published in that month.
    NotPublishedIn {
        /// The month of publication.
        month: Period,
        /// Of which months it is not held.
        of: Vec<Period>,
    },
    /// Its source's figures have not settled yet.
    Unripe,
    /// Two cohorts of unequal length.
    UnequalCohorts,
    /// The office withholds it, so that nobody can be recognised. Which rule was used is not said.
    Withheld,
    /// Its measure is restricted: that it is tracked may be said, and nothing else.
    NotCited,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AsPublished => f.write_str("the publisher gives no value here"),
            Self::NotSupplied => f.write_str("no file with this figure has been imported"),
            Self::MonthsNotSupplied(months) => {
                let (first, last) = match months.as_slice() {
                    [] => return f.write_str("some months have not been imported"),
                    [only] => return write!(f, "{} has not been imported", only.label()),
                    [first, .., last] => (first.label(), last.label()),
                };
                let count = months.len();
                write!(f, "{count} months from {first} to {last} have not been imported")
            }
            Self::PopulationNotHeld => f.write_str("no population is held for this area"),
            Self::GroupIncomplete { without, members } => {
                write!(f, "{without} of the group's {members} forces have no figure here")
            }
            Self::TooFewYears { have, needed } => {
                write!(
                    f,
                    "{have} of the {needed} years that are needed are held of the whole group"
                )
            }
            Self::TooFewMonths { have, needed } => {
                write!(f, "{have} months are held and {needed} are needed")
            }
            Self::InPoints => {
                f.write_str("a percentage changes in percentage points; see the change")
            }
            Self::FromZero => f.write_str("a percentage of zero does not exist"),
            Self::FromFew { fewer_than } => {
                write!(f, "a percentage of fewer than {fewer_than} would mislead; see the count")
            }
            Self::FewResidents { fewer_than } => {
                write!(f, "a rate over fewer than {fewer_than} residents would mislead")
            }
            Self::NotTestable => f.write_str("the counts are too few for the test"),
            Self::PublishedOnce => f.write_str(
                "too few figures of this kind are held in two versions to measure revision",
            ),
            Self::Ripe => f.write_str(
                "both years were published more than eighteen months after they ended: nothing is \
                 added for revision",
            ),
            Self::Input => f.write_str("a figure it is made from is missing"),
            Self::LeftOut { period, because } => {
                let period = period.label();
                write!(f, "{period} is left out, since its figures are held to be wrong: {because}")
            }
            Self::NotCatalogued => {
                f.write_str("nothing is entered for it in the catalogue of this edition")
            }
            Self::Undated => f.write_str("no version of it has a known date of publication"),
            Self::UnequalAge { days, other } => write!(
                f,
                "first published {days} days after its period, and the other {other} days after \
                 its own: only figures of an equal age are compared"
            ),
            Self::NotPublishedIn { month, of } => {
                write!(f, "{} not held as published in {}", spans(of), month.label())
            }
            Self::Unripe => f.write_str("published so soon after its period that it still moves"),
            Self::UnequalCohorts => f.write_str("the two periods are not equally long"),
            Self::Withheld => f.write_str("withheld so that nobody can be recognised"),
            Self::NotCited => f.write_str("tracked, not cited"),
        }
    }
}
