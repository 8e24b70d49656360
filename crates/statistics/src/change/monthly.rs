//! Monthly step change between two years.
//!
//! # What it answers
//!
//! Whether the last twelve months as a whole differ from the twelve before, when months have a season
//! of their own and vary by more than chance.
//!
//! # Formula
//!
//! A quasi-Poisson log-linear model with a factor for each calendar month and one step for the second
//! year:
//!
//! ```text
//! log μ_ym = α_m + β·[y = this year],    var(x_ym) = φ·μ_ym
//! ```
//!
//! Every month occurs once in each year, so that the fit needs no iteration:
//!
//! ```text
//! μ_ym = T_y·M_m / T,          exp(β) = T₂/T₁
//! φ = max(1, Σ (x_ym − μ_ym)²/μ_ym / df),      df = 24 − 13 = 11
//! var(β) = φ·(1/T₁ + 1/T₂),    interval = exp(β ± t·√var(β))
//! ```
//!
//! # Symbols
//!
//! - `x_ym`: the count of month m in year y; `T₁`, `T₂`: the totals of the years; `M_m`: the total of
//!   calendar month m over both; `T`: the total of all
//! - `φ`: dispersion, variance over mean; `t`: the quantile of Student's t with df degrees of freedom
//!
//! # Units
//!
//! Counts of whole calendar months, consecutive and in order; a ratio out: 1.1 is a rise of 10 %.
//!
//! # Source
//!
//! The seasonal count regression of Bernal and others (2017), for a step between two years; Student's t
//! because φ is estimated.
//! Held to an iteratively reweighted least-squares fit worked in `crates/statistics/tests/change.rs`,
//! to 1e-9.
//!
//! # Edges
//!
//! - φ is held at 1 or more: events are never assumed to be more regular than chance.
//! - A calendar month with no event in either year says nothing and takes its degree of freedom along.
//! - No events at all, none in one year, or events in one calendar month alone: refused.
//! - Months that follow one another may be correlated, which this does not see: φ then understates.
//!   Simulated, where neighbours correlate by 0, 0.3, 0.5 or 0.7 nothing at all is called a change 5, 11,
//!   19 and 30 % of the time; counts that are just Poisson 2 %. [`seasonal_step`](super::seasonal_step)
//!   allows for some of it.
//! - A trend within the years is read as part of the step.
//!
//! # Worked example
//!
//! ```
//! use statistics::{change::monthly_step, interval::Level};
//! // A steady hundred a month, then ten more in every month.
//! let months: [u64; 24] = std::array::from_fn(|m| if m < 12 { 100 } else { 110 });
//! let step = monthly_step(&months, Level::P95)?;
//! assert!((step.ratio - 1.1).abs() < 1e-12);
//! // Nothing but the step moved, so that the dispersion is held at 1.
//! assert_eq!((step.dispersion, step.degrees_of_freedom), (1.0, Some(11)));
//! assert!(step.p < 0.05);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{StepTest, wald};
use crate::interval::Level;
use crate::summation::sum;
use crate::{Error, Untestable};

/// Variance over mean of counts, at least 1, and how much it is known from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dispersion {
    value: f64,
    degrees_of_freedom: u32,
}

impl Dispersion {
    /// No more than Poisson, known for certain.
    pub const POISSON: Self = Self { value: 1.0, degrees_of_freedom: u32::MAX };

    /// A dispersion from elsewhere.
    ///
    /// # Errors
    ///
    /// [`Error::DispersionOutOfRange`] unless `value` is finite and at least 1;
    /// [`Error::NotTestable`] when there are no degrees of freedom.
    pub fn new(value: f64, degrees_of_freedom: u32) -> Result<Self, Error> {
        if !(value >= 1.0 && value.is_finite()) {
            return Err(Error::DispersionOutOfRange { dispersion: value });
        }
        if degrees_of_freedom == 0 {
            return Err(Error::NotTestable(Untestable::NoDegreesOfFreedom));
        }
        Ok(Self { value, degrees_of_freedom })
    }

    /// Pearson's chi-square over its degrees of freedom (above 0), at least 1.
    fn from_pearson(pearson: f64, degrees_of_freedom: u32) -> Self {
        let value = (pearson / f64::from(degrees_of_freedom)).max(1.0);
        Self { value, degrees_of_freedom }
    }

    /// Variance over mean.
    #[must_use]
    pub fn value(self) -> f64 {
        self.value
    }

    /// Degrees of freedom it was estimated with.
    #[must_use]
    pub fn degrees_of_freedom(self) -> u32 {
        self.degrees_of_freedom
    }
}

/// Tests for a step between last year (the first twelve `months`) and this year (the last twelve):
/// `docs/methods/change-monthly.md`.
///
/// # Errors
///
/// [`Error::NotTestable`], with the reason.
pub fn monthly_step(months: &[u64; 24], level: Level) -> Result<StepTest, Error> {
    let (last, this) = months.split_at(12);
    let total = |year: &[u64]| year.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let (old, new) = (total(last), total(this));
    let all = old as f64 + new as f64;
    let mut seen = 0_u32;
    let pearson = sum(last.iter().zip(this).filter(|(a, b)| **a > 0 || **b > 0).map(|(a, b)| {
        seen += 1;
        pearson_of_pair(*a as f64, *b as f64, old as f64 / all)
    }));
    // With one year empty there is no spread to speak of; `wald` says why it is not testable.
    let spread = match seen.checked_sub(1) {
        Some(df) if df > 0 && old > 0 && new > 0 => Dispersion::from_pearson(pearson, df),
        _ if old > 0 && new > 0 => return Err(Error::NotTestable(Untestable::NoDegreesOfFreedom)),
        _ => Dispersion::POISSON,
    };
    wald(new, old, spread, level)
}

/// The part of Pearson's chi-square that comes from `a` and `b`, of which a share `first` was
/// expected in `a`; `a` + `b` > 0 and 0 < `first` < 1.
fn pearson_of_pair(a: f64, b: f64, first: f64) -> f64 {
    let off = a - (a + b) * first;
    // Both cells are off by as much: off²/μ_a + off²/μ_b.
    off * off / ((a + b) * first * (1.0 - first))
}
