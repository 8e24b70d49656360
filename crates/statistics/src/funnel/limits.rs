//! Funnel limits from chance alone.
//!
//! # What it answers
//!
//! Whether a body's proportion, ratio or rate is further from the average than chance explains for
//! a body of its size, and where to draw the two pairs of curves that show it.
//! Small bodies swing widely, so the curves open like a funnel.
//!
//! # Formula
//!
//! ```text
//! proportion     p̄ ± z·√(p̄(1 − p̄)/n), within 0 and 1          p̄ = Σx/Σn
//! ratio          a count O touches the lower curve at the E with P(X ≤ O | E) = tail,
//!                and the upper curve at the E with P(X ≥ O | E) = tail;   limit O/E
//! rate           the same, at the exposure E/λ;   limit λ·O/E          λ = Σx/Σn
//! place          proportion: its value against the limits at its n
//!                ratio, rate: its own limits (exact under ten events, Byar's from ten) against
//!                1 or λ
//! ```
//!
//! # Symbols
//!
//! - `tail`: what the level leaves outside on each side: 0.025 for 95 %, 0.001 for 99.8 %
//! - `z`: the normal quantile of the level; `X`: a Poisson count; `E`: events expected
//! - `λ`: the average rate
//!
//! # Units
//!
//! Counts, and exposures in any one unit; proportions and ratios as such, not times 100; rates for
//! each one unit of exposure.
//!
//! # Source
//!
//! `calculate_funnel_limits` and `assign_funnel_significance` of PHEindicatormethods 2.1.0.
//! Held to `tests/golden/funnel_phe.json`, made with R: 1e-9 for proportions; the package finds
//! ratio and rate limits by a search that stops early, so 5e-4 up to three events, 1e-5 above.
//!
//! # Edges
//!
//! - Under 1 event there is no curve to speak of: a count of 0 is refused.
//! - [`limits_at_expected`] reads the same curves from the other side. Where chance alone leaves no
//!   event more often than the tail, its lower limit is 0.
//! - When nobody or everybody has the attribute, proportion limits lie on the average.
//! - PHEindicatormethods caps the limit of a proportion at 100 whatever the multiplier; ours is
//!   capped at 1, and multiplied afterwards.
//!
//! # Worked example
//!
//! ```
//! use statistics::funnel::{Bands, Place, count_curve, limits_at_expected, place_ratio};
//! use statistics::funnel::proportion_limits;
//! use statistics::interval::{Level, Share};
//! // 20 % on average; in a body of 100: 0.2 ± 1.96 × 0.04.
//! let limits = proportion_limits(Share::new(200, 1_000)?, 100.0, Level::P95)?;
//! assert!((limits.upper - 0.2784).abs() < 5e-5);
//! // One event touches the lower curve where 5.57 are expected: e^−5.57 × 6.57 = 0.025.
//! let curve = count_curve(1, Level::P95)?;
//! assert!((curve.low.at - 5.5716).abs() < 1e-4 && (curve.low.limit - 0.1795).abs() < 1e-4);
//! let limits = limits_at_expected(curve.low.at, Level::P95)?;
//! assert!((limits.lower - curve.low.limit).abs() < 1e-9);
//! // One where six are expected is low at 95 %, and not at 99.8 %.
//! assert_eq!(place_ratio(1, 6.0, Bands::default())?, Place::LowInner);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Bands, Place};
use crate::interval::{Events, Interval, Level, Method, Share, count_limits};
use crate::{Error, Untestable, distribution};

/// A point of a funnel curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Events expected (or exposure, for a rate).
    pub at: f64,
    /// The limit there.
    pub limit: f64,
}

/// Where a count touches the two curves of one level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// On the lower curve.
    pub low: CurvePoint,
    /// On the upper curve.
    pub high: CurvePoint,
    /// Level of the curves.
    pub level: Level,
    /// How they were made.
    pub method: Method,
}

impl Curve {
    /// The curves of a rate whose average is `average` for each unit of exposure.
    ///
    /// # Errors
    ///
    /// [`Error::MultiplierOutOfRange`] unless `average` is finite and above 0.
    pub fn of_rate(self, average: f64) -> Result<Self, Error> {
        if !(average > 0.0 && average.is_finite()) {
            return Err(Error::MultiplierOutOfRange { per: average });
        }
        let scale =
            |point: CurvePoint| CurvePoint { at: point.at / average, limit: point.limit * average };
        Ok(Self { low: scale(self.low), high: scale(self.high), ..self })
    }
}

/// Limits of a proportion in a body of `of` cases, about the `average`.
///
/// # Errors
///
/// [`Error::ExposureOutOfRange`] unless `of` is finite and above 0.
pub fn proportion_limits(average: Share, of: f64, level: Level) -> Result<Interval, Error> {
    if !(of > 0.0 && of.is_finite()) {
        return Err(Error::ExposureOutOfRange { exposure: of });
    }
    Ok(about(average, of, level))
}

fn about(average: Share, of: f64, level: Level) -> Interval {
    let p = average.proportion();
    let reach = level.z() * (p * (1.0 - p) / of).sqrt();
    Interval {
        lower: (p - reach).max(0.0),
        upper: (p + reach).min(1.0),
        level,
        method: Method::ScoreFunnel,
    }
}

/// Where `observed` events touch the curves of a ratio of observed to expected.
///
/// # Errors
///
/// [`Error::NotTestable`] for no events.
pub fn count_curve(observed: u64, level: Level) -> Result<Curve, Error> {
    if observed == 0 {
        return Err(Error::NotTestable(Untestable::NoEvents));
    }
    let count = observed as f64;
    let (fewest, most) = distribution::poisson_limits(count, level.tail());
    let point = |at: f64| CurvePoint { at, limit: count / at };
    Ok(Curve { low: point(most), high: point(fewest), level, method: Method::PoissonFunnel })
}

/// Limits of a ratio of observed to expected where `expected` events are expected: the curves of
/// [`count_curve`], read at a place instead of for a count.
///
/// # Errors
///
/// [`Error::ExposureOutOfRange`] unless `expected` is finite and above 0.
pub fn limits_at_expected(expected: f64, level: Level) -> Result<Interval, Error> {
    if !(expected > 0.0 && expected.is_finite()) {
        return Err(Error::ExposureOutOfRange { exposure: expected });
    }
    let (low, high) = distribution::poisson_quantiles(expected, level.tail());
    Ok(Interval {
        lower: low / expected,
        upper: high / expected,
        level,
        method: Method::PoissonFunnel,
    })
}

/// Where a body's proportion lies about the `average`.
#[must_use]
pub fn place_proportion(body: Share, average: Share, bands: Bands) -> Place {
    let limits = |level| about(average, body.of() as f64, level);
    Place::of(body.proportion(), &limits(bands.inner()), &limits(bands.outer()))
}

/// Where a body lies that had `observed` events when `expected` were expected.
///
/// # Errors
///
/// [`Error::ExposureOutOfRange`] unless `expected` is finite and above 0.
pub fn place_ratio(observed: u64, expected: f64, bands: Bands) -> Result<Place, Error> {
    place_rate(Events::new(observed, expected)?, 1.0, bands)
}

/// Where a body's rate lies about the `average` rate for each unit of exposure.
///
/// # Errors
///
/// [`Error::MultiplierOutOfRange`] unless `average` is finite and above 0.
pub fn place_rate(body: Events, average: f64, bands: Bands) -> Result<Place, Error> {
    if !(average > 0.0 && average.is_finite()) {
        return Err(Error::MultiplierOutOfRange { per: average });
    }
    let own = |level| {
        let ((lower, upper), method) = count_limits(body.count(), level);
        let rate = |limit: f64| limit / body.exposure();
        Interval { lower: rate(lower), upper: rate(upper), level, method }
    };
    Ok(Place::against(average, &own(bands.inner()), &own(bands.outer())))
}
