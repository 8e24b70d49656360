//! Whether this year differs from last: a ratio, its interval and a p-value, never a verdict.
//!
//! | figures | use | spread from |
//! |---|---|---|
//! | 24 months of counts | [`monthly_step`] | the months themselves |
//! | two annual counts | [`annual_ratio`] | other bodies' changes: [`overdispersion_of_changes`] |
//! | two small annual counts | [`annual_exact`] | Poisson, the least there can be |
//!
//! Compare figures of equal standing: first published with first published, or leave unripe months
//! out. Revision alone can look like change.

mod annual;
mod monthly;

use crate::interval::{Level, Method};
use crate::{Error, Untestable, distribution};

pub use annual::{AnnualChange, Dispersion, annual_exact, annual_ratio, overdispersion_of_changes};
pub use monthly::monthly_step;

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
    /// Variance over mean that was allowed for: 1 is Poisson.
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
    match (new, old) {
        (0, 0) => return Err(Error::NotTestable(Untestable::NoEvents)),
        (0, _) | (_, 0) => return Err(Error::NotTestable(Untestable::OneSideEmpty)),
        _ => {}
    }
    let (new, old) = (new as f64, old as f64);
    let log_ratio = (new / old).ln();
    let error = (dispersion.value() * (1.0 / new + 1.0 / old)).sqrt();
    let df = f64::from(dispersion.degrees_of_freedom());
    let reach = distribution::student_quantile(level.outside(), df) * error;
    Ok(StepTest {
        ratio: new / old,
        lower: (log_ratio - reach).exp(),
        upper: (log_ratio + reach).exp(),
        p: distribution::student_two_sided((log_ratio / error).abs(), df),
        dispersion: dispersion.value(),
        degrees_of_freedom: Some(dispersion.degrees_of_freedom()),
        level,
        method: Method::QuasiPoisson,
    })
}
