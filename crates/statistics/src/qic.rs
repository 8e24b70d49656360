//! Run, I and MR charts as qicharts2 draws them, with Anhøj's runs analysis.
//!
//! Here signals of a shift are given for a whole part of the series, not for a point; for rules
//! point by point see [`process_control`](crate::process_control).
//!
//! ```text
//! run  centre = median of the baseline                        no limits
//! I    centre = mean,  σ = MR̄ / 1.128,  limits centre ± 3σ    MR̄ optionally screened once
//! MR   values |x_i − x_{i−1}|,  centre = their mean,  limits 0 and 3.267·centre
//! ```
//!
//! Excluded points leave the baseline *before* moving ranges are taken, so that on an I chart a
//! moving range bridges them.
//!
//! - **Source:** Anhøj (2018), qicharts2, JOSS 3: 699, version 0.8.1; Montgomery, Introduction to
//!   Statistical Quality Control, 6.33.
//! - **Held to:** `tests/golden/spc_qic.json` (R), its run, I and MR charts, relative tolerance
//!   1e-9.

mod runs;

use crate::Error;
use crate::process_control::{Average, Limits, QIC_LIMIT_FACTOR, Screening, screened_mean};
use crate::summation::{mean, median};

pub use runs::{Runs, runs};

/// Upper limit of a moving range over its mean: D₄ for pairs.
pub const MOVING_RANGE_LIMIT: f64 = 3.267;
/// Larger values could overflow in a sum.
const LARGEST_VALUE: f64 = 1e300;

/// Which chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChartKind {
    /// Values about their median.
    Run,
    /// Individual values about their mean.
    I,
    /// Moving ranges of the values.
    MovingRange,
}

/// How the series is divided. One or the other: a baseline and parts exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division<'a> {
    /// One part, all of it baseline.
    Whole,
    /// One part, of which the first rows are the baseline.
    Freeze(usize),
    /// A part ends after each of these numbers of rows; those out of range or out of order are
    /// ignored.
    Parts(&'a [usize]),
}

/// How a chart is to be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings<'a> {
    /// Which chart.
    pub kind: ChartKind,
    /// Screening of moving ranges on an I chart.
    pub screening: Screening,
    /// Baseline or parts.
    pub division: Division<'a>,
    /// Indices (from 0) of rows drawn but left out of every calculation.
    pub exclude: &'a [usize],
}

/// A stretch with one centre line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Index of its first row.
    pub start: usize,
    /// Index after its last row.
    pub end: usize,
    /// Centre line; `None` when the baseline has no value.
    pub centre: Option<f64>,
    /// Three-sigma limits, with those of two sigma as near limits.
    pub limits: Option<Limits>,
    /// Runs analysis; `None` when every point lies on the centre line.
    pub runs: Option<Runs>,
}

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What is plotted: the values, or their moving ranges.
    pub values: Vec<Option<f64>>,
    /// Whether each row lies outside the limits of its part.
    pub sigma_signals: Vec<bool>,
    /// In order, without gap or overlap.
    pub parts: Vec<Part>,
}

/// Makes a run, I or MR chart; formula and source are on the [module page](self).
///
/// - **Units:** values in any unit, finite and under 1e300 in size; a row may have none.
/// - **Edges:** one row has a centre and no limits; on an MR chart the first row of a part has no
///   value. Screening that leaves no moving range gives no limits.
///
/// # Errors
///
/// [`Error::ValueOutOfRange`].
///
/// # Example
///
/// ```
/// use statistics::{process_control::Screening, qic::{ChartKind, Division, Settings, chart}};
/// let settings = Settings {
///     kind: ChartKind::I, screening: Screening::Off, division: Division::Whole, exclude: &[],
/// };
/// let chart = chart(&[Some(4.0), Some(6.0), Some(5.0)], &settings)?;
/// // Mean 5, moving ranges 2 and 1: 5 + 3 × 1.5 / 1.128 = 8.989.
/// let limits = chart.parts[0].limits.expect("two moving ranges");
/// assert!((limits.upper - 8.989).abs() < 5e-4);
/// # Ok::<(), statistics::Error>(())
/// ```
pub fn chart(values: &[Option<f64>], settings: &Settings<'_>) -> Result<Chart, Error> {
    let in_range = |value: &Option<f64>| value.is_none_or(|value| value.abs() <= LARGEST_VALUE);
    if let Some(index) = values.iter().position(|value| !in_range(value)) {
        return Err(Error::ValueOutOfRange { index });
    }
    let mut chart = Chart { values: vec![], sigma_signals: vec![], parts: vec![] };
    let mut start = 0;
    for end in ends(values.len(), settings.division) {
        add_part(&mut chart, &values[start..end], start, settings);
        start = end;
    }
    Ok(chart)
}

/// Where each part ends.
fn ends(rows: usize, division: Division<'_>) -> Vec<usize> {
    let mut ends = Vec::new();
    if let Division::Parts(parts) = division {
        for end in parts {
            if *end < rows && *end > ends.last().copied().unwrap_or(0) {
                ends.push(*end);
            }
        }
    }
    if rows > 0 {
        ends.push(rows);
    }
    ends
}

fn add_part(chart: &mut Chart, rows: &[Option<f64>], start: usize, settings: &Settings<'_>) {
    let mut plotted = rows.to_vec();
    if settings.kind == ChartKind::MovingRange {
        plotted[0] = None;
        for index in 1..rows.len() {
            plotted[index] = rows[index].zip(rows[index - 1]).map(|(b, a)| (b - a).abs());
        }
    }
    let included = |index: usize| !settings.exclude.contains(&(start + index));
    let frozen = match settings.division {
        Division::Freeze(rows) => rows,
        Division::Whole | Division::Parts(_) => usize::MAX,
    };
    let baseline: Vec<Option<f64>> = (0..rows.len())
        .filter(|index| included(*index) && start + index < frozen)
        .map(|index| plotted[index])
        .collect();
    let (centre, limits) = centre_and_limits(&baseline, settings);
    let useful = (0..rows.len()).filter(|index| included(*index)).filter_map(|i| plotted[i]);
    let mut runs = centre.and_then(|centre| runs(useful, centre));
    if let (Some(runs), ChartKind::MovingRange) = (&mut runs, settings.kind) {
        // Neighbouring moving ranges share a value, so that their runs signal nothing.
        runs.signal = false;
    }
    let beyond = |value: &Option<f64>| {
        value.zip(limits).is_some_and(|(value, l)| value > l.upper || value < l.lower)
    };
    chart.sigma_signals.extend(plotted.iter().map(beyond));
    chart.values.extend(plotted);
    chart.parts.push(Part { start, end: start + rows.len(), centre, limits, runs });
}

fn centre_and_limits(
    baseline: &[Option<f64>],
    settings: &Settings<'_>,
) -> (Option<f64>, Option<Limits>) {
    let mut observed: Vec<f64> = baseline.iter().copied().flatten().collect();
    match settings.kind {
        ChartKind::Run => (median(&mut observed), None),
        ChartKind::MovingRange => {
            let centre = mean(observed);
            (centre, centre.map(moving_range_limits))
        }
        ChartKind::I => {
            let Some(centre) = mean(observed) else {
                return (None, None);
            };
            let pair = |pair: &[Option<f64>]| Some((pair[1]? - pair[0]?).abs());
            let mut ranges: Vec<f64> = baseline.windows(2).filter_map(pair).collect();
            let Average::Of(average) = screened_mean(&mut ranges, settings.screening) else {
                return (Some(centre), None);
            };
            let reach = QIC_LIMIT_FACTOR * average;
            (Some(centre), Some(Limits::around(centre, reach, reach * 2.0 / 3.0)))
        }
    }
}

fn moving_range_limits(centre: f64) -> Limits {
    let upper = MOVING_RANGE_LIMIT * centre;
    Limits { lower: 0.0, near_lower: 0.0, near_upper: upper * 2.0 / 3.0, upper }
}
