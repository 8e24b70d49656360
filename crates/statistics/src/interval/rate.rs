//! Interval for a rate: exact for few events, Byar's for more.
//!
//! # What it answers
//!
//! Between which values a rate may well lie, when it rests on a limited number of events: crimes for
//! each thousand people, collisions a year.
//!
//! # Formula
//!
//! ```text
//! x < 10   lower  χ²(α/2; 2x) / 2                       upper  χ²(1 − α/2; 2x + 2) / 2
//! x ≥ 10   lower  x(1 − 1/(9x) − z/(3√x))³              upper  y(1 − 1/(9y) + z/(3√y))³,  y = x + 1
//! ```
//!
//! each divided by n and multiplied by what the rate is for.
//!
//! # Symbols
//!
//! - `x`: events; `n`: what they happened over
//! - `α`: 1 − level; `z`: the normal quantile of the level; `χ²(p; d)`: the quantile p of chi-square
//!   with d degrees of freedom
//!
//! # Units
//!
//! A count of events; an exposure (people, households, years) finite and above 0; the rate for each
//! 1,000 people, say.
//!
//! # Source
//!
//! Byar's approximation after Breslow & Day (1987), exact Poisson limits under ten events, as
//! `phe_rate` of PHEindicatormethods 2.1.0 has them.
//! Held to `tests/golden/ci_rate_byar.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - No events give a lower limit of exactly 0 and an upper limit above 0.
//! - At levels beyond every table Byar's lower limit is not allowed below 0.
//! - Events are taken to be independent of one another.
//!
//! # Worked example
//!
//! ```
//! use statistics::interval::{Events, Level, Method, rate};
//! // 43 burglaries among 1,445 households: 29.8 a thousand.
//! let interval = rate(Events::new(43, 1445.0)?, 1_000.0, Level::P95)?;
//! assert!((interval.lower - 21.534).abs() < 1e-3 && (interval.upper - 40.085).abs() < 1e-3);
//! assert_eq!(interval.method, Method::Byar);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Events, Interval, Level, Method};
use crate::{Error, distribution};

/// From this many events on Byar's approximation is used, below it the exact limits; the choice of
/// PHEindicatormethods 2.1.0.
pub const EXACT_BELOW: u64 = 10;

/// Interval for a rate of events per `per` units of exposure: `docs/methods/interval-rate.md`.
///
/// # Errors
///
/// [`Error::MultiplierOutOfRange`] unless `per` is finite and above 0.
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
