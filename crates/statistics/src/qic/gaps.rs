//! G chart of cases between rare events.
//!
//! # What it answers
//!
//! Whether something rare has become more or less frequent, when it is counted in cases: the
//! number of ordinary cases between one rare event and the next.
//! A high point is a long quiet stretch. A lower limit is hardly ever above 0, so that a change for
//! the worse shows as a run of points below the centre.
//!
//! # Formula
//!
//! ```text
//! centre = median of the baseline
//! limits m ± 3·√(m(m + 1)),  lower limit at least 0        m = mean of the baseline
//! ```
//!
//! # Symbols
//!
//! - `x`: cases between two events, 0 when one follows the other
//! - `m`: their mean; the centre line is drawn at the median because x is very lopsided
//!
//! # Units
//!
//! Counts of cases.
//!
//! # Source
//!
//! qicharts2 0.8.1; Benneyan (2001), Health Care Management Science 4: 305–318.
//! Held to `tests/golden/spc_qic.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - No values: neither centre nor limits. One value: limits from that value alone.
//! - All zero: centre and limits 0.
//! - The stretch since the last event is not yet a value: leave it out.
//! - Under 13 values the lines are provisional, and nothing is called a signal.
//!
//! # Worked example
//!
//! ```
//! use statistics::qic::{Settings, g_chart};
//! // Mean 8, median 4: 8 + 3 × √72 = 33.456.
//! let chart = g_chart(&[Some(2), Some(4), Some(18)], &Settings::default());
//! assert_eq!(chart.parts[0].centre, Some(4.0));
//! let limits = chart.limits[0].expect("a mean");
//! assert_eq!(limits.lower, 0.0);
//! assert!((limits.upper - 33.456).abs() < 5e-4);
//! ```

use super::{Chart, ChartKind, Lines, Settings, around, draw};
use crate::summation::{mean, median};

/// A G chart: cases between rare events. `None` is a missing row.
/// The method: `docs/methods/qic-gaps.md`.
#[must_use]
pub fn g_chart(gaps: &[Option<u64>], settings: &Settings<'_>) -> Chart {
    let gaps: Vec<Option<f64>> = gaps.iter().map(|gap| gap.map(|cases| cases as f64)).collect();
    draw(ChartKind::G, &gaps, settings, |part| {
        let mut observed: Vec<f64> = part.baseline_of(part.rows).flatten().collect();
        let limits = mean(observed.iter().copied())
            .map(|m| around(m, (m * (m + 1.0)).sqrt()).clipped(0.0, f64::INFINITY));
        let centre = median(&mut observed);
        let limits = vec![limits; part.rows.len()];
        Lines { plotted: part.rows.to_vec(), centre, limits, spread: None }
    })
}
