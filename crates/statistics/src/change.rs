//! Whether this year differs from last: a ratio, its interval and a p-value, never a verdict.
//!
//! | figures | use | spread from |
//! |---|---|---|
//! | months, any number of years, gaps | [`seasonal_step`] | the months themselves, correlated |
//! | 24 months of counts, independent | [`monthly_step`] | the months themselves |
//! | two annual counts | [`annual_ratio`] | other bodies' changes: [`overdispersion_of_changes`] |
//! | two annual counts, revised since | [`annual_ratio_revised`] | the same, and what revision adds |
//! | two small annual counts | [`annual_exact`] | Poisson, the least there can be |
//! | two windows of a rolling series | [`windows::compare`] | a design effect given |
//!
//! Compare figures of equal standing: first published with first published, or leave unripe months
//! out. Revision alone can look like change; [`revision`] measures by how much. Which vintages go in
//! is the caller's choice: nothing here knows when a figure was published.

mod annual;
mod monthly;
pub mod revision;
pub mod seasonal;
pub mod windows;

use crate::interval::{Level, Method};
use crate::{Error, Untestable, distribution};

pub use annual::{
    AnnualChange, Scatter, annual_exact, annual_ratio, annual_ratio_revised,
    overdispersion_of_changes,
};
pub use monthly::{Dispersion, monthly_step};
pub use revision::{Revised, Revision, Standing, revision_variance};
pub use seasonal::{SeasonalChange, seasonal_step};

/// A change between two years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepTest {
    /// This year over last: 1.173 is a rise of 17.3 %.
    pub ratio: f64,
    /// Lower limit of the ratio.
    pub lower: f64,
    /// Upper limit of the ratio.
    pub upper: f64,
    /// Two-sided p-value for a ratio of 1.
    pub p: f64,
    /// How many times the variance of Poisson counts was allowed for: 1 is Poisson.
    pub dispersion: f64,
    /// Degrees of freedom of Student's t; `None` for an exact test.
    pub degrees_of_freedom: Option<u32>,
    /// Confidence level of the limits.
    pub level: Level,
    /// How it was made.
    pub method: Method,
}

/// Wald interval and test for the ratio `new`/`old` of two totals, on the log scale:
/// se² = φ(1/new + 1/old), Student's t.
fn wald(new: u64, old: u64, dispersion: Dispersion, level: Level) -> Result<StepTest, Error> {
    let (log_ratio, poisson) = log_ratio(new, old)?;
    let error = (dispersion.value() * poisson).sqrt();
    let df = f64::from(dispersion.degrees_of_freedom());
    let reach = distribution::student_quantile(level.outside(), df) * error;
    Ok(StepTest {
        ratio: new as f64 / old as f64,
        lower: (log_ratio - reach).exp(),
        upper: (log_ratio + reach).exp(),
        p: distribution::student_two_sided((log_ratio / error).abs(), df),
        dispersion: dispersion.value(),
        degrees_of_freedom: Some(dispersion.degrees_of_freedom()),
        level,
        method: Method::QuasiPoisson,
    })
}

/// ln(`new`/`old`) and its variance were both counts Poisson: 1/new + 1/old.
fn log_ratio(new: u64, old: u64) -> Result<(f64, f64), Error> {
    match (new, old) {
        (0, 0) => Err(Error::NotTestable(Untestable::NoEvents)),
        (0, _) | (_, 0) => Err(Error::NotTestable(Untestable::OneSideEmpty)),
        (new, old) => {
            let (new, old) = (new as f64, old as f64);
            Ok(((new / old).ln(), 1.0 / new + 1.0 / old))
        }
    }
}

/// Wald interval and test for a log ratio whose variance is the sum of `parts`, each with the
/// degrees of freedom it is known with; and the degrees of freedom of the whole, by matching its
/// first two moments.
fn by_parts(
    log_ratio: f64,
    parts: &[(f64, f64)],
    dispersion: f64,
    level: Level,
    method: Method,
) -> (StepTest, f64) {
    let variance: f64 = parts.iter().map(|(variance, _)| variance).sum();
    let squares: f64 = parts.iter().map(|(variance, df)| variance * variance / df).sum();
    let df = variance * variance / squares;
    let error = variance.sqrt();
    let reach = distribution::student_quantile(level.outside(), df) * error;
    let step = StepTest {
        ratio: log_ratio.exp(),
        lower: (log_ratio - reach).exp(),
        upper: (log_ratio + reach).exp(),
        p: distribution::student_two_sided((log_ratio / error).abs(), df),
        dispersion,
        // Saturates, so that Poisson's stay as they are; what rounding took is given back first.
        degrees_of_freedom: Some(((df * (1.0 + 1e-12)) as u32).max(1)),
        level,
        method,
    };
    (step, df)
}
