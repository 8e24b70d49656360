//! Wilson score interval.

use super::{Interval, Level, Method, Share};

/// Wilson score interval for a proportion.
///
/// For `x` cases out of `n`, with `z` the normal quantile of the level:
///
/// ```text
/// (2x + z² ± z·√(z² + 4x(1 − x/n))) / (2(n + z²))
/// ```
///
/// - **Units:** `x`, `n` are counts; the result is a proportion (0 to 1).
/// - **Use when:** the numerator is a subset of the denominator, small counts included.
/// - **Edges:** no cases give a lower limit of exactly 0, all cases an upper limit of exactly 1.
/// - **Source:** Wilson (1927), JASA 22: 209–212; as adopted in the Fingertips technical guide and
///   UKHSA PHEindicatormethods 2.1.0.
/// - **Held to:** `tests/golden/ci_wilson.json` (R), relative tolerance 1e-9.
///
/// # Example
///
/// ```
/// use statistics::interval::{Level, Share, wilson};
/// // 65 of 100 victims were satisfied.
/// let interval = wilson(Share::new(65, 100)?, Level::P95);
/// assert!((interval.lower - 0.5525).abs() < 5e-5);
/// assert!((interval.upper - 0.7364).abs() < 5e-5);
/// # Ok::<(), statistics::Error>(())
/// ```
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
