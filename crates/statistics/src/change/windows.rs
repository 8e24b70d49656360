//! Rolling series: compared by windows that share no period, and never run through chart rules.
//!
//! # What it answers
//!
//! Whether two windows of a rolling series (rolling twelve months, rolling four quarters) differ,
//! and whether a series of windows may be put on a chart at all.
//!
//! # Formula
//!
//! ```text
//! two windows of w periods ending d ≥ w apart:  ratio = new/old,  se² = D(1/new + 1/old)
//! mean of n windows of w, one period apart, of independent periods:
//!     variance / (variance of one window / n) = 1 + 2 Σ_{k=1}^{min(n,w)−1} (1 − k/n)(1 − k/w)
//! ```
//!
//! # Symbols
//!
//! w width and d distance, in periods; D design effect: variance of a window's total over its mean,
//! as estimated elsewhere (from other bodies' changes, or from the periods within), with its degrees
//! of freedom; n windows.
//!
//! # Units
//!
//! Counts; widths and ends in periods.
//!
//! # Source
//!
//! Limits of a chart do not hold for values that depend on one another: Alwan & Roberts (1988),
//! Journal of Business & Economic Statistics 6: 87–95. Simulated by us, a rolling-twelve-month series of
//! pure noise flags its last point 65 % of the time. The second formula is the variance of a mean of
//! moving sums, written out.
//!
//! # Edges
//!
//! Windows less than their width apart are [`Error::WindowsOverlap`], in a comparison and on a chart
//! alike. Neighbouring windows that share nothing may be compared. An empty window is not testable
//! here.
//!
//! # Worked example
//!
//! ```
//! use statistics::{Error, change::Dispersion, interval::Level};
//! use statistics::change::windows::{Window, compare, overlap_design_effect};
//! let window = |end, total| Window { end, total };
//! let spread = Dispersion::new(4.0, 40)?;
//! let year = compare(window(11, 2_000), window(23, 2_200), 12, spread, Level::P95)?;
//! assert!((year.ratio - 1.1).abs() < 1e-12 && year.p > 0.1);
//! // A quarter later by rolling years: nine months are in both.
//! let quarter = compare(window(11, 2_000), window(14, 2_050), 12, spread, Level::P95);
//! assert_eq!(quarter, Err(Error::WindowsOverlap { apart: 3, width: 12 }));
//! // Two rolling years a month apart are worth little more than one.
//! assert!((overlap_design_effect(2, 12)? - (1.0 + 11.0 / 12.0)).abs() < 1e-12);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Dispersion, StepTest, wald};
use crate::Error;
use crate::interval::Level;
use crate::process_control::{Chart, Point, Settings, xmr};

/// The total of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// Number of its last period.
    pub end: i64,
    /// Its count.
    pub total: u64,
}

fn apart(earlier: i64, later: i64, width: u32) -> Result<(), Error> {
    let apart = later.saturating_sub(earlier);
    if width == 0 {
        return Err(Error::TooFewPeriods { periods: 0, minimum: 1 });
    }
    if apart < i64::from(width) {
        return Err(Error::WindowsOverlap { apart, width });
    }
    Ok(())
}

/// Compares two windows of `width` periods that share none; formula, units, edges and source are on
/// the [module page](self).
///
/// # Errors
///
/// [`Error::WindowsOverlap`], [`Error::TooFewPeriods`] for a width of 0, or [`Error::NotTestable`]
/// when a window is empty.
pub fn compare(
    old: Window,
    new: Window,
    width: u32,
    design_effect: Dispersion,
    level: Level,
) -> Result<StepTest, Error> {
    apart(old.end, new.end, width)?;
    wald(new.total, old.total, design_effect, level)
}

/// By how much the mean of `windows` overlapping windows varies more than that of as many that share
/// nothing, when periods are independent.
///
/// # Errors
///
/// [`Error::TooFewPeriods`] unless there is a window and it has a width.
pub fn overlap_design_effect(windows: u32, width: u32) -> Result<f64, Error> {
    if windows == 0 || width == 0 {
        return Err(Error::TooFewPeriods { periods: 0, minimum: 1 });
    }
    let (n, w) = (f64::from(windows), f64::from(width));
    // Σ (1 − k/n)(1 − k/w) over k = 1 … m − 1, summed up: Σ k = m(m − 1)/2, Σ k² = that × (2m − 1)/3.
    let m = n.min(w);
    let first = m * (m - 1.0) / 2.0;
    let shared = m - 1.0 - first * (1.0 / n + 1.0 / w) + first * (2.0 * m - 1.0) / 3.0 / n / w;
    Ok(1.0 + 2.0 * shared)
}

/// An XmR chart of windows, refused when neighbours share a period.
///
/// # Errors
///
/// [`Error::WindowsOverlap`] at the first pair less than `width` apart, and those of [`xmr`].
pub fn chart(points: &[Point], width: u32, settings: &Settings<'_>) -> Result<Chart, Error> {
    points.windows(2).try_for_each(|pair| apart(pair[0].position, pair[1].position, width))?;
    // Neighbours are a window apart, which is no gap.
    let width = i64::from(width.max(1));
    let number = |position: i64| position.div_euclid(width);
    let rebase_at: Vec<i64> = settings.rebase_at.iter().copied().map(number).collect();
    let numbered: Vec<Point> =
        points.iter().map(|point| Point { position: number(point.position), ..*point }).collect();
    let mut chart = xmr(&numbered, &Settings { rebase_at: &rebase_at, ..*settings })?;
    for (point, given) in chart.points.iter_mut().zip(points) {
        point.position = given.position;
    }
    Ok(chart)
}
