//! Interval for a rate: exact Poisson for few events, Byar's approximation for more.

use super::{Events, Interval, Level, Method};
use crate::{Error, distribution};

/// From this many events on Byar's approximation is used, below it the exact limits; the choice of
/// PHEindicatormethods 2.1.0.
pub const EXACT_BELOW: u64 = 10;

/// Interval for a rate of events per `per` units of exposure.
///
/// For `x` events over `n`, with α = 1 − level and `z` its normal quantile:
///
/// ```text
/// x < 10   lower  χ²(α/2; 2x) / 2                       upper  χ²(1 − α/2; 2x + 2) / 2
/// x ≥ 10   lower  x(1 − 1/(9x) − z/(3√x))³              upper  y(1 − 1/(9y) + z/(3√y))³,  y = x + 1
/// ```
///
/// each divided by `n` and multiplied by `per`.
///
/// - **Units:** `x` a count of independent events, `n` an exposure, `per` e.g. 1,000 people.
/// - **Use when:** events are not a subset of the exposure, or may happen to one person twice.
/// - **Edges:** no events give a lower limit of exactly 0. At levels beyond every table Byar's
///   lower limit is not allowed below 0.
/// - **Source:** Garwood (1936), Biometrika 28: 437–442 (exact); Breslow & Day (1987), Statistical
///   Methods in Cancer Research II: 69 (Byar); as in PHEindicatormethods 2.1.0.
/// - **Held to:** `tests/golden/ci_rate_byar.json` (R), relative tolerance 1e-9.
///
/// # Errors
///
/// [`Error::MultiplierOutOfRange`] unless `per` is finite and above 0.
///
/// # Example
///
/// ```
/// use statistics::interval::{Events, Level, Method, rate};
/// // 43 burglaries among 1,445 households: 29.8 a thousand.
/// let interval = rate(Events::new(43, 1445.0)?, 1_000.0, Level::P95)?;
/// assert!((interval.lower - 21.534).abs() < 1e-3 && (interval.upper - 40.085).abs() < 1e-3);
/// assert_eq!(interval.method, Method::Byar);
/// # Ok::<(), statistics::Error>(())
/// ```
pub fn rate(events: Events, per: f64, level: Level) -> Result<Interval, Error> {
    if !(per > 0.0 && per.is_finite()) {
        return Err(Error::MultiplierOutOfRange { per });
    }
    let ((lower, upper), method) = count_limits(events.count(), level);
    let scale = |limit: f64| limit / events.exposure() * per;
    Ok(Interval { lower: scale(lower), upper: scale(upper), level, method })
}

/// Limits of a count, exact or Byar's by its size.
pub(crate) fn count_limits(count: u64, level: Level) -> ((f64, f64), Method) {
    if count < EXACT_BELOW {
        (distribution::poisson_limits(count as f64, level.tail()), Method::ExactPoisson)
    } else {
        (byar(count as f64, level.z()), Method::Byar)
    }
}

/// Byar's limits of a count `x` above 0.
pub(crate) fn byar(x: f64, z: f64) -> (f64, f64) {
    let cubed =
        |x: f64, z: f64| x * (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).max(0.0).powi(3);
    (cubed(x, -z), cubed(x + 1.0, z))
}
