//! Wilson's interval for a proportion.
//!
//! # What it answers
//!
//! Between which values a percentage may well lie, when it rests on a limited number of cases.
//! It holds for small numbers too, and never leaves 0 to 100 %.
//!
//! # Formula
//!
//! ```text
//! (2x + z² ± z·√(z² + 4x(1 − x/n))) / (2(n + z²))
//! ```
//!
//! # Symbols
//!
//! - `x`: cases with the attribute; `n`: all cases
//! - `z`: the normal quantile of the level, 1.959964 at 95 %
//!
//! # Units
//!
//! Counts in, the numerator a part of the denominator; proportions (0 to 1) out.
//!
//! # Source
//!
//! Wilson (1927), Journal of the American Statistical Association 22: 209–212; a method of the Fingertips technical guide, `phe_proportion` of
//! PHEindicatormethods 2.1.0.
//! Held to `tests/golden/ci_wilson.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - No cases give a lower limit of exactly 0, all cases an upper limit of exactly 1.
//! - A proportion of nothing cannot be built.
//! - Cases are taken to be independent: twenty crimes of one offender are not twenty cases.
//!
//! # Worked example
//!
//! ```
//! use statistics::interval::{Level, Share, wilson};
//! // 65 of 100 victims were satisfied.
//! let interval = wilson(Share::new(65, 100)?, Level::P95);
//! assert!((interval.lower - 0.5525).abs() < 5e-5);
//! assert!((interval.upper - 0.7364).abs() < 5e-5);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Interval, Level, Method, Share};

/// Wilson score interval for a proportion: `docs/methods/interval-wilson.md`.
#[must_use]
pub fn wilson(share: Share, level: Level) -> Interval {
    let (x, n, z) = (share.cases() as f64, share.of() as f64, level.z());
    let square = z * z;
    // The lower limit, multiplied above and below by its conjugate so that nothing cancels. The
    // upper limit of x is one less the lower limit of n − x.
    let lower_of = |x: f64| {
        let spread = z * (square + 4.0 * x * (n - x) / n).sqrt();
        2.0 * x * x / n / (2.0 * x + square + spread)
    };
    Interval { lower: lower_of(x), upper: 1.0 - lower_of(n - x), level, method: Method::Wilson }
}
