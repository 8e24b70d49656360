//! Two proportions: the score test.
//!
//! # What it answers
//!
//! Whether two percentages differ by more than chance, and by how much: this year's victims who were
//! satisfied and last year's, or one area's and another's.
//!
//! # Formula
//!
//! ```text
//! p₁ = x₁/n₁,   p₂ = x₂/n₂,   p̄ = (x₁ + x₂)/(n₁ + n₂)
//! χ² = (p₁ − p₂)² / (p̄(1 − p̄)(1/n₁ + 1/n₂)),      p = P(χ²₁ > χ²)
//! interval = p₁ − p₂ ± z·√(p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂), clipped to −1 and 1
//! ```
//!
//! # Symbols
//!
//! - `x`, `n`: cases with the attribute and all cases of each group
//! - `z`: the normal quantile of the level; `χ²₁`: chi-square with 1 degree of freedom
//! - `p`: the chance of a difference at least this large if there is none
//!
//! # Units
//!
//! Counts in; a difference of proportions out: times 100 it is percentage points.
//!
//! # Source
//!
//! `prop.test(correct = FALSE)` of R 4.5.
//! Held to `tests/golden/tests_two_sample.json`, made with R, relative tolerance 1e-6.
//!
//! # Edges
//!
//! - When nobody, or everybody, has the attribute there is nothing to tell apart: refused.
//! - The two groups must not overlap, and each expected count should be about 5 or more.
//! - The test pools the variance and the interval does not, so that near p = 0.05 the two may disagree.
//!
//! # Worked example
//!
//! ```
//! use statistics::{interval::{Level, Share}, test::two_proportions};
//! // 220 of 822 against 355 of 1,023: 8 percentage points fewer.
//! let test = two_proportions(Share::new(220, 822)?, Share::new(355, 1023)?, Level::P95)?;
//! assert!((test.difference + 0.0794).abs() < 5e-5);
//! assert!((test.p - 0.000253).abs() < 1e-6);
//! # Ok::<(), statistics::Error>(())
//! ```

use crate::interval::{Interval, Level, Method, Share};
use crate::{Error, Untestable, distribution};

/// What a comparison of two proportions gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProportionTest {
    /// First proportion less second, −1 to 1; times 100 it is percentage points.
    pub difference: f64,
    /// Pearson's chi-square, 1 degree of freedom.
    pub chi_square: f64,
    /// Two-sided p-value.
    pub p: f64,
    /// Wald interval for the difference.
    pub interval: Interval,
}

/// Compares two independent proportions: `docs/methods/test-proportions.md`.
///
/// # Errors
///
/// [`Error::NotTestable`] when nobody, or everybody, has the attribute.
pub fn two_proportions(first: Share, second: Share, level: Level) -> Result<ProportionTest, Error> {
    let (n1, n2) = (first.of() as f64, second.of() as f64);
    let (p1, p2) = (first.proportion(), second.proportion());
    let cases = first.cases() as f64 + second.cases() as f64;
    let pooled = cases / (n1 + n2);
    if pooled <= 0.0 || pooled >= 1.0 {
        return Err(Error::NotTestable(Untestable::AllAlike));
    }
    let difference = p1 - p2;
    let chi_square = difference * difference / (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2));
    let width = level.z() * (p1 * (1.0 - p1) / n1 + p2 * (1.0 - p2) / n2).sqrt();
    Ok(ProportionTest {
        difference,
        chi_square,
        p: 2.0 * distribution::normal_upper(chi_square.sqrt()),
        interval: Interval {
            lower: (difference - width).max(-1.0),
            upper: (difference + width).min(1.0),
            level,
            method: Method::WaldDifference,
        },
    })
}
