//! Control charts beside the XmR chart: run, I, MR, C, U, U′, P, P′, G and T.
//!
//! Here signals of a shift are given for a whole part of the series, not for a point; for rules
//! point by point see [`process_control`](crate::process_control).
//!
//! | figures | chart |
//! |---|---|
//! | any values, no assumption made | [`run_chart`] |
//! | any values | [`i_chart`], and [`moving_range_chart`] for their spread |
//! | counts of some five a period or more | [`c_chart`] |
//! | counts over a varying exposure | [`u_prime_chart`], or [`u_chart`] for counts without overdispersion |
//! | percentages of varying denominators | [`p_prime_chart`], or [`p_chart`] for small denominators |
//! | rare events: cases between two of them | [`g_chart`] |
//! | rare events: time between two of them | [`t_chart`] |
//!
//! A row may be missing: its period is there and its value is not. Limits are clipped where a
//! figure cannot go: at 0, and for a proportion at 1.
//!
//! - **Source:** qicharts2 0.8.1.
//! - **Held to:** `tests/golden/spc_qic.json` (R), relative tolerance 1e-9.

mod counts;
mod gaps;
mod individuals;
mod proportions;
mod runs;
mod times;

use crate::Error;
use crate::process_control::{Average, Limits, SCREENING_FACTOR, Screening, screened_mean};

pub use counts::{c_chart, u_chart, u_prime_chart};
pub use gaps::g_chart;
pub use individuals::{MOVING_RANGE_LIMIT, i_chart, moving_range_chart, run_chart};
pub use proportions::{p_chart, p_prime_chart};
pub use runs::{Runs, runs};
pub use times::{TIME_POWER, t_chart};

/// Mean moving range to standard deviation: d₂ for pairs, as printed in qicharts2.
const MEAN_RANGE_TO_SIGMA: f64 = 1.128;
/// Limits are three standard deviations away, near limits two.
const SIGMAS: (f64, f64) = (3.0, 2.0);
/// From fewer points it is too early to say anything.
pub const LEAST_BASELINE: usize = 13;
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
    /// Counts.
    C,
    /// Counts over an exposure.
    U,
    /// Counts over an exposure, allowing for more variation than chance (Laney).
    UPrime,
    /// Proportions.
    P,
    /// Proportions, allowing for more variation than chance (Laney).
    PPrime,
    /// Cases between two rare events.
    G,
    /// Time between two rare events.
    T,
}

impl ChartKind {
    /// The name as printed with a chart.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::I => "I",
            Self::MovingRange => "MR",
            Self::C => "C",
            Self::U => "U",
            Self::UPrime => "U\u{2032}",
            Self::P => "P",
            Self::PPrime => "P\u{2032}",
            Self::G => "G",
            Self::T => "T",
        }
    }
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
    /// Screening of moving ranges, on the charts that use them: I, T, U′ and P′.
    pub screening: Screening,
    /// Baseline or parts.
    pub division: Division<'a>,
    /// Indices (from 0) of rows drawn but left out of every calculation.
    pub exclude: &'a [usize],
}

impl Default for Settings<'_> {
    /// Screened once, as qicharts2 does when it is attached; one part, nothing excluded.
    fn default() -> Self {
        Self {
            screening: Screening::OnePass { factor: SCREENING_FACTOR },
            division: Division::Whole,
            exclude: &[],
        }
    }
}

/// A stretch with one centre line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Index of its first row.
    pub start: usize,
    /// Index after its last row.
    pub end: usize,
    /// Values that its lines were set by: those of the baseline that are neither missing nor
    /// excluded.
    pub baseline: usize,
    /// Centre line; `None` when the baseline has no value.
    pub centre: Option<f64>,
    /// On U′ and P′ charts how many times wider than chance alone the limits are (Laney's σ of
    /// z); else `None`.
    pub spread: Option<f64>,
    /// Runs analysis; `None` when every point lies on the centre line.
    pub runs: Option<Runs>,
}

impl Part {
    /// Whether the lines rest on fewer than [`LEAST_BASELINE`] values: draw them as provisional;
    /// nothing is called a signal.
    #[must_use]
    pub fn is_too_early(&self) -> bool {
        self.baseline < LEAST_BASELINE
    }
}

/// A chart, which says how it was made.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Which chart it is.
    pub kind: ChartKind,
    /// How moving ranges were screened, if it uses any.
    pub screening: Screening,
    /// Indices of rows left out of every calculation, as they were given.
    pub excluded: Vec<usize>,
    /// What is plotted, one for each row; `None` where it is missing.
    pub values: Vec<Option<f64>>,
    /// Three-sigma limits of each row, with those of two sigma as near limits; `None` on a run
    /// chart, where the row has no denominator, or where too little is left to set them.
    pub limits: Vec<Option<Limits>>,
    /// Whether each row lies outside its limits; never where it [is too early](Part::is_too_early).
    pub sigma_signals: Vec<bool>,
    /// In order, without gap or overlap.
    pub parts: Vec<Part>,
}

/// One part as a method is given it.
struct Stretch<'a, R> {
    rows: &'a [R],
    /// Indices into `rows` of those that the lines are set by.
    baseline: Vec<usize>,
    screening: Screening,
}

/// One part as a method makes it.
struct Lines {
    plotted: Vec<Option<f64>>,
    centre: Option<f64>,
    limits: Vec<Option<Limits>>,
    spread: Option<f64>,
}

impl<R> Stretch<'_, R> {
    /// The baseline's figures.
    fn baseline_of<'s, T: Copy>(&'s self, of: &'s [T]) -> impl Iterator<Item = T> + 's {
        self.baseline.iter().map(|index| of[*index])
    }

    /// The standard deviation of the baseline's `values` from moving ranges between neighbours;
    /// those excluded are bridged, those missing are not.
    fn sigma(&self, values: &[Option<f64>]) -> Option<f64> {
        let kept: Vec<Option<f64>> = self.baseline_of(values).collect();
        let pair = |pair: &[Option<f64>]| Some((pair[1]? - pair[0]?).abs());
        let mut ranges: Vec<f64> = kept.windows(2).filter_map(pair).collect();
        match screened_mean(&mut ranges, self.screening) {
            Average::Of(average) => Some(average / MEAN_RANGE_TO_SIGMA),
            Average::None | Average::AllScreened => None,
        }
    }
}

/// `centre` ± 3σ and ± 2σ.
fn around(centre: f64, sigma: f64) -> Limits {
    Limits::around(centre, SIGMAS.0 * sigma, SIGMAS.1 * sigma)
}

/// Makes a chart of `rows`, part by part.
fn draw<R>(
    kind: ChartKind,
    rows: &[R],
    settings: &Settings<'_>,
    method: impl Fn(&Stretch<'_, R>) -> Lines,
) -> Chart {
    let mut chart = Chart {
        kind,
        screening: settings.screening,
        excluded: settings.exclude.to_vec(),
        values: Vec::with_capacity(rows.len()),
        limits: Vec::with_capacity(rows.len()),
        sigma_signals: Vec::with_capacity(rows.len()),
        parts: Vec::new(),
    };
    let frozen = match settings.division {
        Division::Freeze(rows) => rows,
        Division::Whole | Division::Parts(_) => usize::MAX,
    };
    let mut start = 0;
    for end in ends(rows.len(), settings.division) {
        let included = |index: &usize| !settings.exclude.contains(&(start + index));
        let baseline = (0..end - start).filter(|i| included(i) && start + i < frozen).collect();
        let part = Stretch { rows: &rows[start..end], baseline, screening: settings.screening };
        let lines = method(&part);
        let useful = (0..end - start).filter(included).filter_map(|index| lines.plotted[index]);
        let baseline = part.baseline_of(&lines.plotted).flatten().count();
        let mut runs = lines.centre.and_then(|centre| runs(useful, centre));
        let early = baseline < LEAST_BASELINE;
        if let Some(runs) = &mut runs {
            // Neighbouring moving ranges share a value, so that their runs signal nothing.
            runs.signal &= kind != ChartKind::MovingRange && !early;
        }
        let beyond = |(value, limits): (&Option<f64>, &Option<Limits>)| {
            let out = value.zip(*limits).is_some_and(|(v, l)| v > l.upper || v < l.lower);
            out && !early
        };
        chart.sigma_signals.extend(lines.plotted.iter().zip(&lines.limits).map(beyond));
        chart.values.extend(lines.plotted);
        chart.limits.extend(lines.limits);
        let Lines { centre, spread, .. } = lines;
        chart.parts.push(Part { start, end, baseline, centre, spread, runs });
        start = end;
    }
    chart
}

/// Refuses values that are not finite or could overflow.
fn check(values: &[Option<f64>]) -> Result<(), Error> {
    let in_range = |value: &Option<f64>| value.is_none_or(|value| value.abs() <= LARGEST_VALUE);
    match values.iter().position(|value| !in_range(value)) {
        Some(index) => Err(Error::ValueOutOfRange { index }),
        None => Ok(()),
    }
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
