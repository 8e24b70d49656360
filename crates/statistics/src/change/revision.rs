//! What revision alone does to a figure, measured from figures that were published twice.
//!
//! # What it answers
//!
//! How far two figures of the same thing lie apart only because one was published earlier, and how
//! much that adds to the variance of a change.
//!
//! # Formula
//!
//! ```text
//! r_i = ln(later_i / first_i)                          relative revision of figure i of n
//! figures of unequal standing (one first published, one revised since):
//!     variance of the log ratio + Σ r_i² / n           about 0: a revision that always goes up counts
//! figures of equal standing (first published with first published):
//!     variance of the log ratio + 2 Σ (r_i − r̄)² / (n − 1)     what is common to both cancels
//! ```
//!
//! Degrees of freedom n and n − 1; [`annual_ratio_revised`](super::annual_ratio_revised) and
//! [`seasonal_step`](super::seasonal_step) join them with those of the test itself by matching the
//! first two moments: df = (Σ v_j)² / Σ (v_j² / df_j).
//!
//! # Symbols
//!
//! `first`, `later`: the same figure in two vintages; v_j, df_j: variances that add up, and what each
//! is known from.
//!
//! # Units
//!
//! Counts above 0; a relative variance, without unit. Take figures of the kind that is tested: whole
//! years for a change between years.
//!
//! # Source
//!
//! Why figures of unequal ripeness are not compared as they stand: Lawless (1994). The variance is
//! the sample variance of log revisions, on the scale of the test.
//!
//! # Edges
//!
//! A figure of 0 in either vintage has no relative revision and is an error. One pair is enough for
//! unequal standing, two for equal; from so few the interval is wide, and rightly so. Which of the
//! two comparisons is made is the caller's choice of inputs: best is first published with first
//! published, or unripe months left out.
//!
//! # Worked example
//!
//! One force's crime for one year, published three times, under no change at all:
//!
//! ```
//! use statistics::{change::{AnnualChange, Dispersion, annual_ratio, annual_ratio_revised}, interval::Level};
//! use statistics::change::revision::{Revised, Standing, revision_variance};
//! let revised = AnnualChange { old: 81_960, new: 83_793 };
//! let poisson = annual_ratio(revised, Dispersion::POISSON, Level::P95)?;
//! // z = 4.5: "significant", and nothing happened.
//! assert!((poisson.ratio.ln() / (1.0 / 81_960.0 + 1.0 / 83_793.0_f64).sqrt() - 4.5).abs() < 0.05);
//! assert!(poisson.p < 1e-5);
//! let seen = [Revised { first: 81_960, later: 83_869 }];
//! let revision = revision_variance(&seen, Standing::Unequal)?;
//! assert!((revision.variance - 0.02302_f64.powi(2)).abs() < 1e-6);
//! let allowed = annual_ratio_revised(revised, Dispersion::POISSON, revision, Level::P95)?;
//! assert!(allowed.p > 0.4);
//! # Ok::<(), statistics::Error>(())
//! ```

use crate::summation::{mean, sum};
use crate::{Error, Untestable};

/// No log ratio varies by more, and nothing is known with more degrees of freedom.
const LARGEST: f64 = 1e12;

/// A figure in two vintages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Revised {
    /// As first published.
    pub first: u64,
    /// As published later.
    pub later: u64,
}

/// How the two figures of a change stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Both as first published.
    Equal,
    /// This year as first published, last year as revised since.
    Unequal,
}

/// What revision adds to the variance of the log of a ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Revision {
    /// Variance to be added.
    pub variance: f64,
    /// Degrees of freedom it is known with.
    pub degrees_of_freedom: f64,
    /// What was compared with what; `None` when nothing was added.
    pub standing: Option<Standing>,
}

impl Revision {
    /// Figures that are never revised.
    pub const NONE: Self = Self { variance: 0.0, degrees_of_freedom: 1.0, standing: None };

    pub(super) fn check(self) -> Result<Self, Error> {
        let in_range = (0.0..=LARGEST).contains(&self.variance);
        if in_range && (1.0 / LARGEST..=LARGEST).contains(&self.degrees_of_freedom) {
            Ok(self)
        } else {
            Err(Error::VarianceOutOfRange)
        }
    }
}

/// The variance that revision adds to the log of a ratio; formula, units, edges and source are on
/// the [module page](self).
///
/// # Errors
///
/// [`Error::ValueOutOfRange`] at a figure of 0; [`Error::NotTestable`] when there are too few.
pub fn revision_variance(revised: &[Revised], standing: Standing) -> Result<Revision, Error> {
    if let Some(index) = revised.iter().position(|pair| pair.first == 0 || pair.later == 0) {
        return Err(Error::ValueOutOfRange { index });
    }
    let log = |pair: &Revised| (pair.later as f64 / pair.first as f64).ln();
    let none = Error::NotTestable(Untestable::NoDegreesOfFreedom);
    let common = mean(revised.iter().map(log)).ok_or(none)?;
    let n = revised.len() as f64;
    let (centre, times, df) = match standing {
        Standing::Equal => (common, 2.0, n - 1.0),
        Standing::Unequal => (0.0, 1.0, n),
    };
    if df < 1.0 {
        return Err(none);
    }
    let squares = sum(revised.iter().map(|pair| (log(pair) - centre).powi(2)));
    Ok(Revision {
        variance: times * squares / df,
        degrees_of_freedom: df,
        standing: Some(standing),
    })
}
