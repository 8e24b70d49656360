//! Twenty-four months: a step between two years under a shared season.
//!
//! # What it answers
//!
//! Whether this year differs from last when all twenty-four months are held and taken as independent.
//! Where they follow one another, or some are missing, use [`seasonal`](super::seasonal).
//!
//! # Formula
//!
//! ```text
//! log μ_ym = α_m + β·[y = this year],   var(x_ym) = φ μ_ym
//! exp(β) = T₂/T₁,   var(β) = φ(1/T₁ + 1/T₂),   φ = max(1, Pearson / 11),   Student's t
//! ```
//!
//! # Symbols
//!
//! x count and μ mean of month m of year y; T_y year totals; φ dispersion.
//!
//! # Units
//!
//! Counts of whole calendar months; ratio without unit.
//!
//! # Source
//!
//! McCullagh & Nelder (1989), 4.5 and 6.2; Bernal and others (2017) for the design.
//!
//! # Edges
//!
//! A calendar month empty in both years takes its degree of freedom with it. An empty year is not
//! testable. When neighbouring months correlate by 0.3, a test at 5 % calls no change a change 12 % of
//! the time (simulated).
//!
//! # Worked example
//!
//! ```
//! use statistics::{change::monthly_step, interval::Level};
//! let months = [90, 84, 101, 97, 110, 120, 131, 125, 108, 104, 93, 88,
//!               95, 80, 99, 104, 118, 117, 140, 133, 112, 99, 90, 97];
//! let step = monthly_step(&months, Level::P95)?;
//! assert!((step.ratio - 1_284.0 / 1_251.0).abs() < 1e-12 && step.p > 0.5);
//! assert_eq!(step.dispersion, 1.0);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Dispersion, StepTest, wald};
use crate::interval::Level;
use crate::summation::sum;
use crate::{Error, Untestable};

/// Tests for a step between last year (the first twelve `months`) and this year (the last twelve).
///
/// Quasi-Poisson log-linear model with a factor for each calendar month m and one step for the
/// second year y:
///
/// ```text
/// log μ_ym = α_m + β·[y = this year],    var(x_ym) = φ μ_ym
/// ```
///
/// Every month occurs once in each year, so the fit is that of independence in a 2 × 12 table and
/// needs no iteration. With T_y the year totals, M_m the month totals and T their sum, the score
/// equations Σ_m (x_ym − μ_ym) = 0 and Σ_y (x_ym − μ_ym) = 0 are solved by
///
/// ```text
/// μ_ym = T_y M_m / T,                 exp(β) = T₂ / T₁
/// information on β, months profiled out:  Σ_m μ_1m μ_2m / M_m = T₁T₂/T,  so  var(β) = φ(1/T₁ + 1/T₂)
/// φ = max(1, Σ (x_ym − μ_ym)² / μ_ym / df),   df = 24 − 13 = 11
/// interval = exp(β ± t_df · √var(β))
/// ```
///
/// Student's t with the residual degrees of freedom is used, not the normal, because φ is estimated
/// from only eleven of them; R's `summary(glm(family = quasipoisson))` does the same. Its φ may be
/// below 1; ours may not, as events are never more regular than chance.
///
/// - **Units:** counts of whole calendar months, consecutive, in order.
/// - **Use when:** the season is the same in both years and there is no trend within them. Months
///   that follow one another may be correlated, which this does not see: φ then understates.
/// - **Edges:** a calendar month with no event in either year says nothing and takes its degree of
///   freedom with it. No events at all, none in one year, or events in one calendar month alone
///   cannot be tested.
/// - **Source:** McCullagh & Nelder (1989), Generalized Linear Models, 4.5 and 6.2; Bernal and
///   others (2017), Int. J. Epidemiol. 46: 348–355, for the design.
/// - **Held to:** an iteratively reweighted least-squares fit in `tests/change.rs`, to 1e-9.
///
/// # Errors
///
/// [`Error::NotTestable`], with the reason.
///
/// # Example
///
/// ```
/// use statistics::{change::monthly_step, interval::Level};
/// // A steady hundred a month, then ten more in every month.
/// let months: [u64; 24] = std::array::from_fn(|m| if m < 12 { 100 } else { 110 });
/// let step = monthly_step(&months, Level::P95)?;
/// assert!((step.ratio - 1.1).abs() < 1e-12);
/// // Nothing but the step moved, so that the dispersion is held at 1.
/// assert_eq!((step.dispersion, step.degrees_of_freedom), (1.0, Some(11)));
/// assert!(step.p < 0.05);
/// # Ok::<(), statistics::Error>(())
/// ```
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
pub(super) fn pearson_of_pair(a: f64, b: f64, first: f64) -> f64 {
    let off = a - (a + b) * first;
    // Both cells are off by as much: off²/μ_a + off²/μ_b.
    off * off / ((a + b) * first * (1.0 - first))
}
