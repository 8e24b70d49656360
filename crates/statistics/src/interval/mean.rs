//! Mean of measurements, with Student's t.
//!
//! # What it answers
//!
//! How far the mean of a handful of measurements may be from the mean of all that could have been
//! taken.
//!
//! # Formula
//!
//! ```text
//! x̄ ± t·s/√n,      s² = Σ(xᵢ − x̄)²/(n − 1)
//! ```
//!
//! # Symbols
//!
//! - `n`: how many measurements; `x̄`: their mean; `s`: their standard deviation
//! - `t`: the quantile of Student's t with n − 1 degrees of freedom
//!
//! # Units
//!
//! Values in any unit; mean, standard deviation and limits in the same.
//!
//! # Source
//!
//! `phe_mean` of PHEindicatormethods 2.1.0.
//! Held to `tests/golden/ci_mean.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - One value has a mean and no interval, none has neither: both are refused as not testable.
//! - Equal values give an interval of no width.
//! - Values are taken to be independent and roughly normal; months in a row are often neither.
//!
//! # Worked example
//!
//! ```
//! use statistics::interval::{Level, student_mean};
//! // Mean 5, standard deviation 2, three values: 5 ± 4.3027 × 2/√3.
//! let estimate = student_mean(&[3.0, 5.0, 7.0], Level::P95)?;
//! assert_eq!((estimate.mean, estimate.standard_deviation), (5.0, 2.0));
//! assert!((estimate.interval.upper - 9.968).abs() < 5e-4);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Interval, Level, Method};
use crate::summation::{mean, sum};
use crate::{Error, Untestable, distribution};

/// Larger values could overflow when squared.
const LARGEST_VALUE: f64 = 1e150;

/// A mean and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanEstimate {
    /// The mean.
    pub mean: f64,
    /// Standard deviation of the values.
    pub standard_deviation: f64,
    /// How many values.
    pub count: usize,
    /// Limits of the mean.
    pub interval: Interval,
}

/// The mean of `values` with its interval by Student's t.
/// The method: `docs/methods/interval-mean.md`.
///
/// # Errors
///
/// [`Error::ValueOutOfRange`] for a value that is not finite or above 1e150 in size;
/// [`Error::NotTestable`] for fewer than two values.
pub fn student_mean(values: &[f64], level: Level) -> Result<MeanEstimate, Error> {
    if let Some(index) = values.iter().position(|v| !matches!(v.abs(), s if s <= LARGEST_VALUE)) {
        return Err(Error::ValueOutOfRange { index });
    }
    let count = values.len();
    let (Some(centre), true) = (mean(values.iter().copied()), count > 1) else {
        return Err(Error::NotTestable(Untestable::NoDegreesOfFreedom));
    };
    let df = (count - 1) as f64;
    let squares = sum(values.iter().map(|value| (value - centre) * (value - centre)));
    let deviation = (squares / df).sqrt();
    let quantile = distribution::student_quantile(level.outside(), df);
    let reach = quantile * deviation / (count as f64).sqrt();
    Ok(MeanEstimate {
        mean: centre,
        standard_deviation: deviation,
        count,
        interval: Interval {
            lower: centre - reach,
            upper: centre + reach,
            level,
            method: Method::StudentMean,
        },
    })
}
