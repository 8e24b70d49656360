//! T chart of time between rare events.
//!
//! # What it answers
//!
//! Whether something rare has become more or less frequent, when it is timed: the days or hours
//! between one event and the next.
//! A high point is a long quiet stretch; a run of low points is a change for the worse, which single
//! points seldom show.
//!
//! # Formula
//!
//! ```text
//! y = x^(1/3.6)                an I chart of y: centre ȳ, limits ȳ ± 3·MR̄(y)/1.128
//! centre and limits are raised to the power 3.6 again; limits below 0 are drawn at 0
//! ```
//!
//! # Symbols
//!
//! - `x`: time between two events; `y`: the same on a scale on which it is nearly normal
//! - `MR̄(y)`: the mean moving range of y over the baseline, screened once if so set
//!
//! # Units
//!
//! Time in any one unit, above 0; centre and limits in the same unit.
//!
//! # Source
//!
//! qicharts2 0.8.1; the power 3.6 is Nelson's (1994), Journal of Quality Technology 26: 239–240.
//! Held to `tests/golden/spc_qic.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - Two events at the same time have no time between them and are refused: record the hour, or
//!   use a G chart.
//! - The centre is not the mean: for exponential times it lies at about 0.7 of it, near the median.
//! - In a third of charts of 24 such times the lower limit is 0 (simulated), and no time is below it.
//! - One value: a centre and no limits. A constant series has no limits when screened.
//! - The time since the last event is not yet a value: leave it out.
//! - Under 13 values the lines are provisional, and nothing is called a signal.
//!
//! # Worked example
//!
//! ```
//! use statistics::process_control::Screening;
//! use statistics::qic::{Settings, t_chart};
//! let settings = Settings { screening: Screening::Off, ..Settings::default() };
//! // On the scale of the chart 1, 2, 3; mean 2, moving ranges 1 and 1: 2 + 3/1.128 = 4.6596.
//! let days = [1.0, 2_f64.powf(3.6), 3_f64.powf(3.6)].map(Some);
//! let chart = t_chart(&days, &settings)?;
//! assert!((chart.parts[0].centre.expect("three values") - 2_f64.powf(3.6)).abs() < 1e-9);
//! let limits = chart.limits[0].expect("two moving ranges");
//! assert!((limits.upper - 4.6596_f64.powf(3.6)).abs() < 0.02);
//! assert_eq!(limits.lower, 0.0);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::individuals::individual_lines;
use super::{Chart, ChartKind, Settings, check, draw};
use crate::Error;
use crate::process_control::Limits;

/// The power that makes times between events nearly normal, as printed in qicharts2.
pub const TIME_POWER: f64 = 3.6;

/// A T chart: time between rare events. `None` is a missing row.
/// The method: `docs/methods/qic-times.md`.
///
/// # Errors
///
/// [`Error::ValueOutOfRange`]; [`Error::NotAboveZero`] for a time that is not above 0.
pub fn t_chart(times: &[Option<f64>], settings: &Settings<'_>) -> Result<Chart, Error> {
    check(times)?;
    if let Some(index) = times.iter().position(|time| time.is_some_and(|time| time <= 0.0)) {
        return Err(Error::NotAboveZero { index });
    }
    // Signals and runs are found on the scale on which the chart is made, so that rounding on the
    // way back cannot move a point off the centre line.
    let scaled: Vec<Option<f64>> =
        times.iter().map(|time| time.map(|time| time.powf(TIME_POWER.recip()))).collect();
    let mut chart = draw(ChartKind::T, &scaled, settings, individual_lines);
    let back = |scaled: f64| scaled.max(0.0).powf(TIME_POWER);
    for part in &mut chart.parts {
        part.centre = part.centre.map(back);
    }
    for limits in chart.limits.iter_mut().flatten() {
        *limits = Limits {
            lower: back(limits.lower),
            near_lower: back(limits.near_lower),
            near_upper: back(limits.near_upper),
            upper: back(limits.upper),
        };
    }
    chart.values = times.to_vec();
    Ok(chart)
}
