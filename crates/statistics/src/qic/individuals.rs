//! Run, I and MR charts.
//!
//! # What it answers
//!
//! Whether a series of single values has shifted, and which values stand out.
//! A run chart assumes nothing: it draws the median and looks at runs about it.
//! An I chart adds limits that show how far values wander when nothing is going on.
//! An MR chart shows the steps between neighbours, and so whether the spread itself has changed.
//!
//! # Formula
//!
//! ```text
//! run  centre = median of the baseline                        no limits
//! I    centre = mean,  σ = MR̄ / 1.128,  limits centre ± 3σ    MR̄ optionally screened once
//! MR   values |xᵢ − xᵢ₋₁|,  centre = their mean,  limits 0 and 3.267·centre
//! ```
//!
//! Near limits lie two thirds of the way to the limits.
//!
//! # Symbols
//!
//! - `xᵢ`: the value of period i
//! - `MR̄`: the mean of the moving ranges |xᵢ − xᵢ₋₁| of the baseline
//! - `σ`: the standard deviation that the moving ranges stand for
//! - baseline: all rows of a part, or its first rows when it is frozen, less those excluded
//!
//! # Units
//!
//! Values in any unit, finite and at most 1e300 in size; centre and limits in the same unit.
//!
//! # Source
//!
//! qicharts2 0.8.1; its constants are 3/1.128 and 3.267.
//! Held to `tests/golden/spc_qic.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - One row has a centre and no limits; on an MR chart the first row of a part has no value.
//! - Excluded rows leave the baseline before moving ranges are taken, so that on an I chart a
//!   moving range bridges them. A missing row is not bridged.
//! - Screening that leaves no moving range, as in a constant series, gives no limits.
//! - Neighbouring moving ranges share a value, so that runs on an MR chart signal nothing.
//! - Under 13 values the lines are provisional, and nothing is called a signal.
//!
//! # Worked example
//!
//! ```
//! use statistics::process_control::Screening;
//! use statistics::qic::{Settings, i_chart, moving_range_chart, run_chart};
//! let values = [Some(4.0), Some(6.0), Some(5.0)];
//! let settings = Settings { screening: Screening::Off, ..Settings::default() };
//! assert_eq!(run_chart(&values, &settings)?.parts[0].centre, Some(5.0));
//! // Mean 5, moving ranges 2 and 1: 5 + 3 × 1.5 / 1.128 = 8.989.
//! let limits = i_chart(&values, &settings)?.limits[0].expect("two moving ranges");
//! assert!((limits.upper - 8.989).abs() < 5e-4);
//! // 3.267 × 1.5 = 4.9005.
//! let ranges = moving_range_chart(&values, &settings)?;
//! assert!((ranges.limits[0].expect("two moving ranges").upper - 4.9005).abs() < 1e-12);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Chart, ChartKind, Lines, Settings, Stretch, around, check, draw};
use crate::Error;
use crate::process_control::Limits;
use crate::summation::{mean, median};

/// Upper limit of a moving range over its mean: D₄ for pairs.
pub const MOVING_RANGE_LIMIT: f64 = 3.267;

/// A run chart: values about their median.
/// The method: `docs/methods/qic-individuals.md`.
///
/// # Errors
///
/// [`Error::ValueOutOfRange`].
pub fn run_chart(values: &[Option<f64>], settings: &Settings<'_>) -> Result<Chart, Error> {
    check(values)?;
    Ok(draw(ChartKind::Run, values, settings, |part| {
        let mut observed: Vec<f64> = part.baseline_of(part.rows).flatten().collect();
        let centre = median(&mut observed);
        let limits = vec![None; part.rows.len()];
        Lines { plotted: part.rows.to_vec(), centre, limits, spread: None }
    }))
}

/// An I chart: individual values about their mean, with limits from their moving ranges.
/// The method: `docs/methods/qic-individuals.md`.
///
/// # Errors
///
/// [`Error::ValueOutOfRange`].
pub fn i_chart(values: &[Option<f64>], settings: &Settings<'_>) -> Result<Chart, Error> {
    check(values)?;
    Ok(draw(ChartKind::I, values, settings, individual_lines))
}

pub(super) fn individual_lines(part: &Stretch<'_, Option<f64>>) -> Lines {
    let centre = mean(part.baseline_of(part.rows).flatten());
    let limits = centre.zip(part.sigma(part.rows)).map(|(centre, sigma)| around(centre, sigma));
    let limits = vec![limits; part.rows.len()];
    Lines { plotted: part.rows.to_vec(), centre, limits, spread: None }
}

/// An MR chart: the steps between neighbours.
/// The method: `docs/methods/qic-individuals.md`.
///
/// # Errors
///
/// [`Error::ValueOutOfRange`].
pub fn moving_range_chart(values: &[Option<f64>], settings: &Settings<'_>) -> Result<Chart, Error> {
    check(values)?;
    Ok(draw(ChartKind::MovingRange, values, settings, |part| {
        let step = |pair: &[Option<f64>]| Some((pair[1]? - pair[0]?).abs());
        let first = part.rows.first().map(|_| None);
        let plotted: Vec<_> = first.into_iter().chain(part.rows.windows(2).map(step)).collect();
        let centre = mean(part.baseline_of(&plotted).flatten());
        let limits = vec![centre.map(moving_range_limits); part.rows.len()];
        Lines { plotted, centre, limits, spread: None }
    }))
}

fn moving_range_limits(centre: f64) -> Limits {
    let upper = MOVING_RANGE_LIMIT * centre;
    Limits { lower: 0.0, near_lower: 0.0, near_upper: upper * 2.0 / 3.0, upper }
}
