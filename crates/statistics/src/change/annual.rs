//! Two annual counts.
//!
//! # What it answers
//!
//! Whether this year's count differs from last year's, where months are not published.
//!
//! # Formula
//!
//! ```text
//! small counts, exactly:  new given new + old is binomial with probability 1/2
//! else:                   ratio = new/old,   se(log ratio) = √(φ(1/new + 1/old) + r),   Student's t
//! φ from F other bodies:  max(1, Σ (x_yf − μ_yf)²/μ_yf / (F − 1)),
//!                         μ_yf = (year total)·(body total) / (overall total)
//! ```
//!
//! # Symbols
//!
//! φ dispersion, variance over mean of a count; x_yf count of body f in year y, μ_yf what the movement
//! common to all would make it; r variance of [`revision`](super::revision), 0 where there is none.
//!
//! # Units
//!
//! Counts of two years of equal length; ratio without unit, 1.173 being a rise of 17.3 %.
//!
//! # Source
//!
//! McCullagh & Nelder (1989), 4.5.2 and 6.2; the exact test is that of
//! [`exact_rate_ratio`].
//!
//! # Edges
//!
//! An empty year has no ratio but by the exact test. Leave the body under test out of the others. With
//! φ = 1 the test takes the counts for Poisson, which crime never quite is: say where φ came from.
//!
//! # Worked example
//!
//! ```
//! use statistics::{change::{AnnualChange, Dispersion, annual_exact, annual_ratio}, interval::Level};
//! let referrals = AnnualChange { old: 278, new: 326 };
//! let exact = annual_exact(referrals, Level::P95)?;
//! // + 17.3 %, p = 0.056: no clear change.
//! assert!((exact.ratio - 1.173).abs() < 5e-4 && (exact.p - 0.056).abs() < 5e-4);
//! assert!(exact.lower < 1.0 && exact.upper > 1.0);
//! // Were the others to scatter twice as much as Poisson, less clear still.
//! let spread = Dispersion::new(2.0, 40)?;
//! assert!(annual_ratio(referrals, spread, Level::P95)?.p > 0.15);
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

/// The overdispersion of year-to-year changes, once the change common to all is taken out.
///
/// For the 2 × F table of two years by F bodies, with row, column and overall totals:
///
/// ```text
/// μ_yf = (year total)·(body total) / (overall total)
/// φ = max(1, Σ (x_yf − μ_yf)² / μ_yf / (F − 1))
/// ```
///
/// So φ is how much more than Poisson the bodies scatter about the common (national) movement.
///
/// - **Units:** counts.
/// - **Use when:** a body's own months are not published. Leave out the body under test, or its own
///   change will widen its interval, and say in the footnote whose changes φ came from.
/// - **Edges:** a body with no events in either year is left out; at least two must remain.
/// - **Source:** McCullagh & Nelder (1989), 4.5.2.
/// - **Held to:** values worked by hand in `tests/change.rs`.
///
/// # Errors
///
/// [`Error::NotTestable`] when a year is empty for all or fewer than two bodies have events.
///
/// # Example
///
/// ```
/// use statistics::change::{AnnualChange, overdispersion_of_changes};
/// // All rise together by a tenth: nothing is left over.
/// let common = [(100, 110), (200, 220), (50, 55)].map(|(old, new)| AnnualChange { old, new });
/// let dispersion = overdispersion_of_changes(&common)?;
/// assert_eq!((dispersion.value(), dispersion.degrees_of_freedom()), (1.0, 2));
/// # Ok::<(), statistics::Error>(())
/// ```
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

/// Ratio of two annual counts, with an overdispersion from elsewhere.
///
/// ```text
/// ratio = new/old,   se(log ratio) = √(φ(1/new + 1/old)),   Student's t with φ's degrees of freedom
/// ```
///
/// - **Units:** counts of two years of equal length and equal population.
/// - **Use when:** the counts are not small (say 20 or more); else [`annual_exact`].
/// - **Edges:** an empty year cannot be tested here: use [`annual_exact`].
/// - **Source:** McCullagh & Nelder (1989), 6.2; the two-cell case of [`monthly_step`](super::monthly_step).
/// - **Held to:** values worked by hand in `tests/change.rs`.
///
/// # Errors
///
/// [`Error::NotTestable`] when either year is empty.
///
/// # Example
///
/// ```
/// use statistics::{change::{AnnualChange, Dispersion, annual_ratio}, interval::Level};
/// let change = AnnualChange { old: 2_000, new: 2_200 };
/// // On Poisson alone clear; with the scatter of 41 others' changes not.
/// assert!(annual_ratio(change, Dispersion::POISSON, Level::P95)?.p < 0.003);
/// assert!(annual_ratio(change, Dispersion::new(4.0, 40)?, Level::P95)?.p > 0.1);
/// # Ok::<(), statistics::Error>(())
/// ```
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

/// Ratio of two small annual counts, exactly; the method is that of [`exact_rate_ratio`] with
/// equal exposures.
///
/// - **Edges:** an empty year gives a ratio of 0 or infinity with one limit that is finite.
/// - **Held to:** `tests/golden/tests_two_sample.json` through [`exact_rate_ratio`].
///
/// # Errors
///
/// [`Error::NotTestable`] when both years are empty.
///
/// # Example
///
/// ```
/// use statistics::{change::{AnnualChange, annual_exact}, interval::Level};
/// let step = annual_exact(AnnualChange { old: 278, new: 326 }, Level::P95)?;
/// assert!((step.ratio - 1.173).abs() < 5e-4 && (step.p - 0.056).abs() < 5e-4);
/// # Ok::<(), statistics::Error>(())
/// ```
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
