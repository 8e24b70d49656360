//! What revision alone does to a figure, measured from figures that were published twice.
//!
//! # What it answers
//!
//! How far two figures of the same thing lie apart only because one was published earlier: by how much
//! a change is to be corrected for it, and how much it adds to the variance of the change.
//!
//! # Formula
//!
//! ```text
//! r_i = ln(later_i / first_i)                          relative revision of figure i of n
//! figures of unequal standing (one first published, one revised since):
//!     log ratio + r̄,   its variance + s² (1 + 1/n),   s² = Σ (r_i − r̄)² / (n − 1)
//!     from one pair alone:   log ratio as it is,   its variance + r²,   one degree of freedom
//! figures of equal standing (first published with first published):
//!     log ratio as it is,   its variance + 2 s²                   what is common to both cancels
//! ```
//!
//! Degrees of freedom n − 1; [`annual_ratio_revised`](super::annual_ratio_revised) and
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
//! years for a change between years. The ratio that comes out is of figures of equal standing: what it
//! would be had this year been revised as earlier ones were. Print it as such, beside the figures as
//! published.
//!
//! # Source
//!
//! Why figures of unequal ripeness are not compared as they stand: Lawless (1994), Canadian Journal of
//! Statistics 22: 15–31. The variance is that of predicting one more log revision from n, on the scale of
//! the test; held to simulation: where figures are revised upwards by 2 %, give or take 1 %, a true fall
//! of 3 % and a true rise of 3 % are each found 71 % of the time from twenty earlier years, and no change
//! is called one 5 %.
//!
//! # Edges
//!
//! - A figure of 0 in either vintage has no relative revision and is an error.
//! - One pair is enough for unequal standing, two for equal; from so few the interval is wide, and
//!   rightly so. One pair does not tell a revision that always goes up from one that goes either way,
//!   and corrects nothing.
//! - Take the revisions of other years than those tested: a revision of the very figures under test is
//!   the answer, not a measure of it.
//! - Figures of many bodies that were revised at one time move together, and are worth fewer than
//!   their number.
//! - The correction is for this year first published and last year revised since; the other way round
//!   its sign turns.
//! - Which of the two comparisons is made is the caller's choice of inputs: best is first published
//!   with first published, or unripe months left out.
//!
//! # Worked example
//!
//! Last year was published with 81,960 crimes and stands at 83,869 now; this year was published with
//! 82,100. Three earlier years were revised by 1.9, 2.4 and 2.1 %:
//!
//! ```
//! use statistics::{change::{AnnualChange, Scatter, annual_ratio, annual_ratio_revised}, interval::Level};
//! use statistics::change::revision::{Revised, Standing, revision_variance};
//! let change = AnnualChange { old: 83_869, new: 82_100 };
//! // A fall of 2.1 %, by chance alone one in 70,000.
//! let poisson = annual_ratio(change, Scatter::NONE, Level::P95)?;
//! assert!((poisson.ratio - 0.9789).abs() < 1e-4 && poisson.p < 2e-5);
//! let seen = [(80_000, 81_520), (78_000, 79_872), (79_000, 80_659)];
//! let seen = seen.map(|(first, later)| Revised { first, later });
//! let revision = revision_variance(&seen, Standing::Unequal)?;
//! // ln 1.019, ln 1.024 and ln 1.021: mean 0.02111, s = 0.00246, times √(4/3).
//! assert!((revision.shift - 0.02111).abs() < 1e-5);
//! assert!((revision.variance.sqrt() - 0.00285).abs() < 1e-5);
//! // Against a figure as it will be revised nothing happened.
//! let allowed = annual_ratio_revised(change, Scatter::NONE, revision, Level::P95)?;
//! assert!((allowed.ratio - 0.9998).abs() < 1e-4 && allowed.p > 0.9);
//! # Ok::<(), statistics::Error>(())
//! ```

use crate::summation::{mean, sum};
use crate::{Error, Untestable};

/// No log ratio varies by more, and nothing is known with more degrees of freedom.
const LARGEST: f64 = 1e12;
/// No figure is revised by more, on the log scale: the ratio of two counts of 64 bits.
const LARGEST_SHIFT: f64 = 64.0;

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

/// What revision does to the log of a ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Revision {
    /// To be added to the log ratio: 0.02 corrects a first figure that will be revised upwards by 2 %.
    pub shift: f64,
    /// Variance to be added.
    pub variance: f64,
    /// Degrees of freedom it is known with.
    pub degrees_of_freedom: f64,
    /// What was compared with what; `None` when nothing was added.
    pub standing: Option<Standing>,
}

impl Revision {
    /// Figures that are never revised.
    pub const NONE: Self =
        Self { shift: 0.0, variance: 0.0, degrees_of_freedom: 1.0, standing: None };

    pub(super) fn check(self) -> Result<Self, Error> {
        let in_range =
            (0.0..=LARGEST).contains(&self.variance) && self.shift.abs() <= LARGEST_SHIFT;
        if in_range && (1.0 / LARGEST..=LARGEST).contains(&self.degrees_of_freedom) {
            Ok(self)
        } else {
            Err(Error::VarianceOutOfRange)
        }
    }
}

/// What revision adds to the log of a ratio and to its variance; formula, units, edges and source are on
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
    let made = |shift, variance, degrees_of_freedom| {
        Ok(Revision { shift, variance, degrees_of_freedom, standing: Some(standing) })
    };
    let squares = sum(revised.iter().map(|pair| (log(pair) - common).powi(2)));
    match standing {
        Standing::Unequal if n < 2.0 => made(0.0, common * common, 1.0),
        Standing::Equal if n < 2.0 => Err(none),
        Standing::Unequal => made(common, squares / (n - 1.0) * (1.0 + 1.0 / n), n - 1.0),
        Standing::Equal => made(0.0, 2.0 * squares / (n - 1.0), n - 1.0),
    }
}
