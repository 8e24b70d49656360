//! Two rates: the exact conditional test.
//!
//! # What it answers
//!
//! Whether two rates differ by more than chance, and by how much, however few the events.
//!
//! # Formula
//!
//! Given c₁ + c₂ = c events over exposures t₁ and t₂, and no difference in rate, c₁ is binomial with c
//! trials and probability π₀ = t₁/(t₁ + t₂):
//!
//! ```text
//! ratio = (c₁/t₁) / (c₂/t₂)
//! p = Σ P(k) over every k with P(k) ≤ P(c₁), k binomial(c, π₀)
//! interval = π/(1 − π) · t₂/t₁ at each Clopper–Pearson limit π of c₁ out of c
//! ```
//!
//! # Symbols
//!
//! - `c₁`, `c₂`: events of each side; `t₁`, `t₂`: what they happened over
//! - `p`: the chance of a split at least as unlikely as this one if the rates are the same
//!
//! # Units
//!
//! Counts, over exposures in one unit (both in people, say).
//!
//! # Source
//!
//! `poisson.test` of R 4.5, the exact rate ratio.
//! Held to `tests/golden/tests_two_sample.json`, made with R, relative tolerance 1e-6.
//!
//! # Edges
//!
//! - No events on either side: refused.
//! - No first events: ratio 0, lower limit 0; no second events: ratio and upper limit infinite.
//! - The p-value and the interval are each exact but may disagree near the edge, as R's do.
//! - Events are taken to be independent: one offender's forty burglaries are not. Where counts vary by
//!   more than chance the test is too sure of itself; see the annual ratio.
//!
//! # Worked example
//!
//! ```
//! use statistics::{interval::{Events, Level}, test::exact_rate_ratio};
//! // Referrals rose from 278 to 326 in a year: +17.3 %, and no clear change.
//! let test = exact_rate_ratio(Events::new(326, 1.0)?, Events::new(278, 1.0)?, Level::P95)?;
//! assert!((test.ratio - 1.173).abs() < 5e-4);
//! assert!((test.p - 0.056).abs() < 5e-4);
//! assert!(test.interval.contains(1.0));
//! # Ok::<(), statistics::Error>(())
//! ```

use crate::interval::{Events, Interval, Level, Method};
use crate::{Error, Untestable, distribution};

/// What a comparison of two rates gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatioTest {
    /// First rate over second; infinite when the second has no events.
    pub ratio: f64,
    /// Two-sided p-value.
    pub p: f64,
    /// Exact interval for the ratio.
    pub interval: Interval,
}

/// Compares two independent Poisson rates exactly: `docs/methods/test-rates.md`.
///
/// # Errors
///
/// [`Error::NotTestable`] when there are no events at all.
pub fn exact_rate_ratio(
    first: Events,
    second: Events,
    level: Level,
) -> Result<RateRatioTest, Error> {
    let (c1, c2) = (first.count(), second.count());
    let (t1, t2) = (first.exposure(), second.exposure());
    let all = c1.saturating_add(c2);
    if all == 0 {
        return Err(Error::NotTestable(Untestable::NoEvents));
    }
    // Only the ratio of the exposures matters; as odds they cannot overflow when added.
    let odds = (t1 / t2).clamp(f64::MIN_POSITIVE, f64::MAX);
    let (p0, q0) = (1.0 / (1.0 + 1.0 / odds), 1.0 / (1.0 + odds));
    let (lower, upper) = distribution::clopper_pearson_odds(c1 as f64, all as f64, level.tail());
    Ok(RateRatioTest {
        ratio: (c1 as f64 / c2 as f64) / odds,
        p: distribution::binomial_two_sided(c1, all, p0, q0),
        interval: Interval {
            lower: lower / odds,
            upper: upper / odds,
            level,
            method: Method::ExactPoissonRatio,
        },
    })
}
