//! Annual ratio: this year's count over last year's.
//!
//! # What it answers
//!
//! Whether a yearly count differs from the year before, where no months are published.
//! How much counts wander by themselves is then learnt from other bodies' changes between the same two
//! years. Nothing is taken out of the body's own change: what is common to all bodies (a recession, a
//! new rule of counting) is part of it, and only the others' scatter about it is chance.
//!
//! # Formula
//!
//! ```text
//! ratio = new/old,   se²(log ratio) = 1/new + 1/old + τ²,   Student's t with N − 1 degrees of freedom
//!
//! of each of N others:  d_i = ln((new_i + ½)/(old_i + ½)),   s_i² = 1/(new_i + ½) + 1/(old_i + ½)
//! τ² ≥ 0 solves  Σ w_i (d_i − d̄)² = N − 1,   w_i = 1/(s_i² + τ²),   d̄ = Σ w_i d_i / Σ w_i
//!     and is 0 where the left side is below N − 1 already at 0
//!
//! exact form: the exact test of two rates, with equal exposures
//! ```
//!
//! # Symbols
//!
//! - `new`, `old`: the two counts; `N`: the other bodies
//! - `τ²`: variance of log changes between bodies beyond that of Poisson counts: √τ² = 0.05 means that
//!   changes of all bodies scatter by 5 % about the change common to them
//!
//! # Units
//!
//! Counts of two years of equal length and equal population; a ratio out: 1.1 is a rise of 10 %.
//!
//! # Source
//!
//! The variance between bodies is Paule & Mandel's (1982), Journal of Research of the National Bureau
//! of Standards 87: 377–385; halves are added to the others' counts so that an empty year has a
//! logarithm and the bias of logarithms of small counts is small.
//! Held to values worked by hand in `crates/statistics/tests/change.rs`, to simulation, and the exact
//! form to `tests/golden/tests_two_sample.json`.
//!
//! Why the scatter is taken as a share of the count, whatever its size: between two years the recorded
//! crime of 44 forces (561 changes, 2012/13 to 2025/26) strays from the common change by a median of
//! 4.5, 3.4, 4.3, 2.9 and 3.4 % in five groups from the smallest forces to the largest. A variance in
//! proportion to the count, as this test took before, called 0.9 to 19 % of them unusual at 5 %, and
//! 10 of 27 of forces above 292,000; this one calls 10.7, 7.1, 4.5, 4.5 and 2.7 %, and none of the 27.
//! In the lowest group the City of London stands out: it scatters by more than others do, and without
//! it the groups have 8.3, 7.3, 5.5, 5.5 and 3.6 %.
//!
//! # Edges
//!
//! - An empty year: refused; the exact form gives a ratio of 0 or infinity with one limit that is
//!   finite. Two empty years: refused by both.
//! - For τ², a body with no events in either year is left out, and at least two must remain.
//! - Leave the body under test out of τ², or its own change will widen its interval, and say in the
//!   footnote whose changes τ² came from.
//! - One body that moves far from all others widens the interval of each of them: with the City of
//!   London's +63.6 % of 2021/22 among them τ is 0.084 for Leicestershire, without it 0.065.
//! - Degrees of freedom are those of τ², also where the body's own Poisson variance is most of the
//!   whole: the interval is then a few per cent too wide.
//! - [`annual_exact`] allows for chance and nothing else: it is for bodies that have no others to learn
//!   from, and calls changes that come from more than chance too often.
//!
//! # Worked example
//!
//! ```
//! use statistics::change::{
//!     AnnualChange, Scatter, annual_exact, annual_ratio, overdispersion_of_changes,
//! };
//! use statistics::interval::Level;
//! // All rise together by a tenth: nothing is left over.
//! let common = [(100, 110), (200, 220), (50, 55)].map(|(old, new)| AnnualChange { old, new });
//! let scatter = overdispersion_of_changes(&common)?;
//! assert_eq!((scatter.tau_squared(), scatter.degrees_of_freedom()), (0.0, 2));
//! // 2,000 to 2,200 on chance alone is clear; where 41 others scatter by 5 % it is not.
//! let change = AnnualChange { old: 2_000, new: 2_200 };
//! assert!(annual_ratio(change, Scatter::NONE, Level::P95)?.p < 0.003);
//! // se² = 1/2,000 + 1/2,200 + 0.0025 = 0.05877²; 0.09531 / 0.05877 = 1.622.
//! let step = annual_ratio(change, Scatter::new(0.0025, 40)?, Level::P95)?;
//! assert!((step.p - 0.1127).abs() < 5e-4);
//! // The variance is 3.6 times Poisson's.
//! assert!((step.dispersion - 3.619).abs() < 1e-3);
//! // 278 referrals, then 326, were chance all there is: +17.3 %, p = 0.056.
//! let step = annual_exact(AnnualChange { old: 278, new: 326 }, Level::P95)?;
//! assert!((step.ratio - 1.173).abs() < 5e-4 && (step.p - 0.056).abs() < 5e-4);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Revision, StepTest, by_parts, log_ratio};
use crate::interval::{Events, Level, Method};
use crate::summation::sum;
use crate::test::exact_rate_ratio;
use crate::{Error, Untestable};

/// Halvings of the interval in which τ² is looked for: to the last bit of a double.
const HALVINGS: usize = 200;

/// Counts of two years of one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnnualChange {
    /// Last year.
    pub old: u64,
    /// This year.
    pub new: u64,
}

/// How far bodies' log changes scatter beyond Poisson counts, and how much that is known from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scatter {
    tau_squared: f64,
    degrees_of_freedom: u32,
}

impl Scatter {
    /// No more than Poisson, known for certain.
    pub const NONE: Self = Self { tau_squared: 0.0, degrees_of_freedom: u32::MAX };

    /// A scatter from elsewhere.
    ///
    /// # Errors
    ///
    /// [`Error::VarianceOutOfRange`] unless `tau_squared` is finite and at least 0;
    /// [`Error::NotTestable`] when there are no degrees of freedom.
    pub fn new(tau_squared: f64, degrees_of_freedom: u32) -> Result<Self, Error> {
        if !(tau_squared >= 0.0 && tau_squared.is_finite()) {
            return Err(Error::VarianceOutOfRange);
        }
        if degrees_of_freedom == 0 {
            return Err(Error::NotTestable(Untestable::NoDegreesOfFreedom));
        }
        Ok(Self { tau_squared, degrees_of_freedom })
    }

    /// τ², the variance of log changes beyond that of Poisson counts; at least 0.
    #[must_use]
    pub fn tau_squared(self) -> f64 {
        self.tau_squared
    }

    /// Degrees of freedom it was estimated with.
    #[must_use]
    pub fn degrees_of_freedom(self) -> u32 {
        self.degrees_of_freedom
    }
}

/// The scatter of year-to-year changes about the change common to all. The method:
/// `docs/methods/change-annual.md`.
///
/// # Errors
///
/// [`Error::NotTestable`] when a year is empty for all or fewer than two bodies have events.
pub fn overdispersion_of_changes(changes: &[AnnualChange]) -> Result<Scatter, Error> {
    match (changes.iter().any(|c| c.old > 0), changes.iter().any(|c| c.new > 0)) {
        (true, true) => {}
        (false, false) => return Err(Error::NotTestable(Untestable::NoEvents)),
        _ => return Err(Error::NotTestable(Untestable::OneSideEmpty)),
    }
    let some = changes.iter().filter(|change| change.old > 0 || change.new > 0);
    let logs: Vec<(f64, f64)> = some
        .map(|change| {
            let (old, new) = (change.old as f64 + 0.5, change.new as f64 + 0.5);
            ((new / old).ln(), 1.0 / new + 1.0 / old)
        })
        .collect();
    let degrees_of_freedom = u32::try_from(logs.len() - 1).unwrap_or(u32::MAX);
    Scatter::new(paule_mandel(&logs), degrees_of_freedom)
}

/// τ² at which the weighted squares of `logs`, each with its own variance, are as many as they have
/// degrees of freedom.
fn paule_mandel(logs: &[(f64, f64)]) -> f64 {
    let over = |tau_squared: f64| {
        let weight = |own: f64| 1.0 / (own + tau_squared);
        let whole = sum(logs.iter().map(|(_, own)| weight(*own)));
        let centre = sum(logs.iter().map(|(d, own)| weight(*own) * d)) / whole;
        let squares = sum(logs.iter().map(|(d, own)| weight(*own) * (d - centre).powi(2)));
        squares > logs.len() as f64 - 1.0
    };
    if logs.len() < 2 || !over(0.0) {
        return 0.0;
    }
    // Squares fall as τ² grows, and are below at the sum of all squares.
    let (mut low, mut high) = (0.0, 1.0 + sum(logs.iter().map(|(d, _)| d * d)));
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if over(middle) { low = middle } else { high = middle }
    }
    high
}

/// Ratio of two annual counts, with a scatter from elsewhere. The method:
/// `docs/methods/change-annual.md`.
///
/// # Errors
///
/// [`Error::NotTestable`] when either year is empty.
pub fn annual_ratio(
    change: AnnualChange,
    scatter: Scatter,
    level: Level,
) -> Result<StepTest, Error> {
    annual_ratio_revised(change, scatter, Revision::NONE, level)
}

/// Ratio of two annual counts, with a scatter from elsewhere and what revision does.
///
/// ```text
/// log ratio = ln(new/old) + shift
/// se² = (1/new + 1/old + τ²) + revision variance,   df = (Σ v_j)² / Σ (v_j²/df_j)
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
    scatter: Scatter,
    revision: Revision,
    level: Level,
) -> Result<StepTest, Error> {
    let (revision, (log, poisson)) = (revision.check()?, log_ratio(change.new, change.old)?);
    let counted = poisson + scatter.tau_squared;
    let parts = [
        (counted, f64::from(scatter.degrees_of_freedom)),
        (revision.variance, revision.degrees_of_freedom),
    ];
    let method = Method::LogRatio;
    Ok(by_parts(log + revision.shift, &parts, counted / poisson, level, method).0)
}

/// Ratio of two annual counts that vary by chance alone, exactly, as [`exact_rate_ratio`] with equal
/// exposures has it. The method: `docs/methods/change-annual.md`.
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
