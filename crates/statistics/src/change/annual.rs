//! Annual ratio: this year's count over last year's.
//!
//! # What it answers
//!
//! Whether a yearly count differs from the year before, where no months are published.
//! How much counts wander by themselves is then learnt from other bodies' changes in the same two
//! years; for small counts chance alone is taken, and taken exactly.
//!
//! # Formula
//!
//! ```text
//! annual ratio       ratio = new/old,   se(log ratio) = √(φ·(1/new + 1/old)),   Student's t
//! overdispersion     μ_yf = (year total)·(body total)/(overall total)
//!                    φ = max(1, Σ (x_yf − μ_yf)²/μ_yf / (F − 1))
//! small counts       the exact test of two rates, with equal exposures
//! ```
//!
//! # Symbols
//!
//! - `new`, `old`: the two counts; `x_yf`: the count of body f in year y; `F`: bodies
//! - `φ`: how much more than chance the bodies scatter about the change common to all of them; t has
//!   its F − 1 degrees of freedom
//!
//! # Units
//!
//! Counts of two years of equal length and equal population; a ratio out: 1.1 is a rise of 10 %.
//!
//! # Source
//!
//! A quasi-Poisson rate ratio with the overdispersion of other bodies' year-to-year changes.
//! Held to values worked by hand in `crates/statistics/tests/change.rs`, and the exact form to
//! `tests/golden/tests_two_sample.json`.
//!
//! # Edges
//!
//! - An empty year: refused by the annual ratio; the exact form gives a ratio of 0 or infinity with one
//!   limit that is finite. Two empty years: refused.
//! - For φ, a body with no events in either year is left out, and at least two must remain.
//! - Leave the body under test out of φ, or its own change will widen its interval, and say in the
//!   footnote whose changes φ came from.
//! - Under about 20 events in a year take the exact form.
//!
//! # Worked example
//!
//! ```
//! use statistics::change::{
//!     AnnualChange, Dispersion, annual_exact, annual_ratio, overdispersion_of_changes,
//! };
//! use statistics::interval::Level;
//! // All rise together by a tenth: nothing is left over.
//! let common = [(100, 110), (200, 220), (50, 55)].map(|(old, new)| AnnualChange { old, new });
//! let dispersion = overdispersion_of_changes(&common)?;
//! assert_eq!((dispersion.value(), dispersion.degrees_of_freedom()), (1.0, 2));
//! // 2,000 to 2,200 on chance alone is clear; with the scatter of 41 others' changes it is not.
//! let change = AnnualChange { old: 2_000, new: 2_200 };
//! assert!(annual_ratio(change, Dispersion::POISSON, Level::P95)?.p < 0.003);
//! assert!(annual_ratio(change, Dispersion::new(4.0, 40)?, Level::P95)?.p > 0.1);
//! // 278 referrals, then 326: +17.3 %, p = 0.056.
//! let step = annual_exact(AnnualChange { old: 278, new: 326 }, Level::P95)?;
//! assert!((step.ratio - 1.173).abs() < 5e-4 && (step.p - 0.056).abs() < 5e-4);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::monthly::pearson_of_pair;
use super::{Revision, StepTest, by_parts, wald};
use crate::interval::{Events, Level, Method};
use crate::summation::sum;
use crate::test::exact_rate_ratio;
use crate::{Error, Untestable};

/// Counts of two years of one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnnualChange {
    /// Last year.
    pub old: u64,
    /// This year.
    pub new: u64,
}

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
    pub(super) fn from_pearson(pearson: f64, degrees_of_freedom: u32) -> Self {
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

/// The overdispersion of year-to-year changes, once the change common to all is taken out. The
/// method: `docs/methods/change-annual.md`.
///
/// # Errors
///
/// [`Error::NotTestable`] when a year is empty for all or fewer than two bodies have events.
pub fn overdispersion_of_changes(changes: &[AnnualChange]) -> Result<Dispersion, Error> {
    let old = sum(changes.iter().map(|change| change.old as f64));
    let new = sum(changes.iter().map(|change| change.new as f64));
    if old == 0.0 || new == 0.0 {
        let why = if old == new { Untestable::NoEvents } else { Untestable::OneSideEmpty };
        return Err(Error::NotTestable(why));
    }
    let mut seen = 0_u32;
    let some = changes.iter().filter(|change| change.old > 0 || change.new > 0);
    let pearson = sum(some.map(|change| {
        seen = seen.saturating_add(1);
        pearson_of_pair(change.old as f64, change.new as f64, old / (old + new))
    }));
    match seen.checked_sub(1) {
        Some(df) if df > 0 => Ok(Dispersion::from_pearson(pearson, df)),
        _ => Err(Error::NotTestable(Untestable::NoDegreesOfFreedom)),
    }
}

/// Ratio of two annual counts, with an overdispersion from elsewhere. The method:
/// `docs/methods/change-annual.md`.
///
/// # Errors
///
/// [`Error::NotTestable`] when either year is empty.
pub fn annual_ratio(
    change: AnnualChange,
    dispersion: Dispersion,
    level: Level,
) -> Result<StepTest, Error> {
    wald(change.new, change.old, dispersion, level)
}

/// Ratio of two annual counts, with an overdispersion from elsewhere and what revision adds.
///
/// ```text
/// se² = φ(1/new + 1/old) + revision variance,   df = (Σ v_j)² / Σ (v_j²/df_j)
/// ```
///
/// - **Units, edges, source:** those of [`annual_ratio`] and of [`revision`](super::revision), where
///   the worked example stands.
///
/// # Errors
///
/// [`Error::NotTestable`] when either year is empty; [`Error::VarianceOutOfRange`].
pub fn annual_ratio_revised(
    change: AnnualChange,
    dispersion: Dispersion,
    revision: Revision,
    level: Level,
) -> Result<StepTest, Error> {
    let (revision, plain) = (revision.check()?, wald(change.new, change.old, dispersion, level)?);
    let counted = dispersion.value() * (1.0 / change.new as f64 + 1.0 / change.old as f64);
    let parts = [
        (counted, f64::from(dispersion.degrees_of_freedom())),
        (revision.variance, revision.degrees_of_freedom),
    ];
    let dispersion = dispersion.value();
    Ok(by_parts(plain.ratio.ln(), &parts, dispersion, level, Method::QuasiPoisson).0)
}

/// Ratio of two small annual counts, exactly, as [`exact_rate_ratio`] with equal exposures has it.
/// The method: `docs/methods/change-annual.md`.
///
/// # Errors
///
/// [`Error::NotTestable`] when both years are empty.
pub fn annual_exact(change: AnnualChange, level: Level) -> Result<StepTest, Error> {
    let year = |count| Events::new(count, 1.0);
    let test = exact_rate_ratio(year(change.new)?, year(change.old)?, level)?;
    Ok(StepTest {
        ratio: test.ratio,
        lower: test.interval.lower,
        upper: test.interval.upper,
        p: test.p,
        dispersion: 1.0,
        degrees_of_freedom: None,
        level,
        method: test.interval.method,
    })
}
