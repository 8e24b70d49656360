//! Local factors drawn towards pooled ones, the more the less surely they are known.

use super::{Drift, Kind, MonthFactors, Series, YEAR, is_untestable, local, normalised};
use crate::Error;
use crate::summation::{mean, sum};

/// From this many months, five years of them, a series has factors of its own.
pub const ENOUGH_MONTHS: usize = 60;
/// James–Stein's p − 3 for twelve factors.
const FREEDOM: f64 = 9.0;

/// `local` drawn towards `pooled` by the James–Stein rule; formula, edges and source are on the
/// [module page](super).
///
/// ```
/// use statistics::season::{Kind, MonthFactors, shrunk};
/// let flat = MonthFactors::given([1.0; 12])?;
/// let known = MonthFactors::given([0.9, 1.1, 0.9, 1.1, 0.9, 1.1, 0.9, 1.1, 0.9, 1.1, 0.9, 1.1])?;
/// // What is known for certain is not drawn anywhere.
/// let kept = shrunk(&known, &flat);
/// assert_eq!(kept.basis().kind, Kind::Shrunk { towards_pooled: 0.0 });
/// assert!((kept.at(1) - 1.1).abs() < 1e-12);
/// # Ok::<(), statistics::Error>(())
/// ```
#[must_use]
pub fn shrunk(local: &MonthFactors, pooled: &MonthFactors) -> MonthFactors {
    let apart = |m: usize| local.factors[m].ln() - pooled.factors[m].ln();
    let squares = sum((0..YEAR).map(|m| apart(m).powi(2)));
    let variance = mean(local.log_errors.iter().map(|e| e * e)).unwrap_or(0.0);
    let noise = FREEDOM * variance;
    // Where they do not lie further apart than chance has it, the pooled ones stand.
    let towards = if noise >= squares { 1.0 } else { noise / squares };
    let factor = |m: usize| pooled.factors[m] * ((1.0 - towards) * apart(m)).exp();
    let log_error = |m: usize| {
        let (own, common) = (local.log_errors[m], pooled.log_errors[m]);
        ((1.0 - towards) * own * own + (towards * common).powi(2)).sqrt()
    };
    let mut basis = local.basis;
    basis.kind = Kind::Shrunk { towards_pooled: towards };
    basis.series = pooled.basis.series;
    MonthFactors {
        factors: normalised(std::array::from_fn(factor)),
        log_errors: std::array::from_fn(log_error),
        basis,
    }
}

/// The factors to use for one series: its own from [`ENOUGH_MONTHS`] months held; under that its
/// own drawn towards `pooled`; and `pooled` itself where its own cannot be fitted.
///
/// # Errors
///
/// Those of [`local`], but for the figures being too few.
pub fn for_series(
    series: &Series<'_>,
    pooled: &MonthFactors,
    drift: Drift,
) -> Result<MonthFactors, Error> {
    let own = local(series, drift);
    if is_untestable(&own) {
        return Ok(*pooled);
    }
    let own = own?;
    Ok(if own.basis.months >= ENOUGH_MONTHS { own } else { shrunk(&own, pooled) })
}
