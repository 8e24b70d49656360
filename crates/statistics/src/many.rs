//! Many charts read together: how surprising each last point is, in what order to look, and how many
//! signals chance alone would raise.
//!
//! # What it answers
//!
//! Of a hundred charts, which last points are least likely to be chance; which remain surprising when
//! all hundred are counted; and how many signals would be there with nothing going on.
//!
//! # Formula
//!
//! ```text
//! statistic of the last point, of n values x with mean x̄ and σ = MR̄/1.128:
//!     T = max over k of √k · |mean of the last k − x̄| / σ,     k = 1, 3 and the profile's run
//! bootstrap: the history (all values but the last) is drawn in blocks, n values a time, each moved
//!     by h·(normal deviate), h = 0.5 s m^(−1/5), and drawn together by 1/√(1 + h²/s²) so that the
//!     variance stays s²
//! p = (1 + number of replicates with T* ≥ T) / (1 + replicates)
//!
//! ordered p_(1) ≤ … ≤ p_(m), whatever depends on whatever (Benjamini & Yekutieli):
//!     adjusted_(i) = min over j ≥ i of min(1, p_(j) · m · (1 + 1/2 + … + 1/m) / j)
//!
//! expected chance signals = Σ chance that the last point of chart i is flagged by its rules
//! ```
//!
//! # Symbols
//!
//! n values charted; m values of history, or p-values; s standard deviation of the history; k points
//! averaged, for what the four rules look at: one point, three, a run; h smoothing.
//!
//! # Units
//!
//! Values in any unit; p-values and chances 0 to 1; blocks in periods.
//!
//! # Source
//!
//! Benjamini & Yekutieli (2001), Annals of Statistics 29: 1165–1188, for ordering and adjusting. The
//! bootstrap is the moving-block or the stationary one with smoothing, as written out above, and held to
//! simulation.
//!
//! # Edges
//!
//! The bootstrap is not exact. With nothing going on, p ≤ 0.05 comes 5 to 6 % of the time in 24
//! independent months, and about 10 % when neighbours correlate by 0.3 (20 % with blocks of 1): use it
//! to put charts in order more than to reject at 5 %.
//!
//! The history holds all but one of the points of a run, so that a shift is held against itself in part:
//! one of 2σ in the last seven of 24 months has a median p of 0.02, against 0.002 with the run left out.
//! It is not left out, as months that correlate by 0.3 would then be called surprising 15 % of the time.
//! T looks at a point, three and a run; a trend is not looked for.
//!
//! p-values of many charts need replicates in proportion: among a hundred, the least p of 999 replicates
//! is 0.52 when adjusted, whatever the last point. Take as many as [`Bootstrap::among`] says.
//!
//! Thirteen values at least, not all equal. p is never 0: its least is 1/(replicates + 1). Blocks keep
//! neighbours together, so that months that follow one another raise p; a block of 1 takes months as
//! independent. Values without a number are left out and their neighbours joined. Only the last
//! segment of a rebased series is looked at. Take the season out first. The same seed gives the same
//! p-value; nothing is drawn by a clock.
//!
//! # Worked example
//!
//! ```
//! use statistics::many::{adjusted, expected_signals};
//! let ordered = adjusted(&[0.04, 0.001, 0.30])?;
//! // 0.001 × 3 × (1 + 1/2 + 1/3) / 1, and so on, never falling.
//! assert_eq!(ordered[0].index, 1);
//! assert!((ordered[0].adjusted - 0.0055).abs() < 1e-12);
//! assert!((ordered[1].adjusted - 0.11).abs() < 1e-12);
//! // Sixty charts of two years: about one signal a month with nothing going on.
//! assert!((expected_signals(&[0.018; 60])?.expected - 1.08).abs() < 1e-12);
//! # Ok::<(), statistics::Error>(())
//! ```

mod bootstrap;

use crate::Error;
use crate::process_control::{Direction, Point, Profile, Settings, xmr};
use crate::seeded::Seeded;
use crate::summation::sum;

pub use bootstrap::{Blocks, Bootstrap, LastPoint, last_point};

/// Fewer replicates than this say nothing.
pub const LEAST_REPLICATES: usize = 99;
/// More would take for ever.
pub const MOST_REPLICATES: usize = 1_000_000;

pub(crate) fn check_replicates(replicates: usize) -> Result<(), Error> {
    if (LEAST_REPLICATES..=MOST_REPLICATES).contains(&replicates) {
        Ok(())
    } else {
        let (minimum, maximum) = (LEAST_REPLICATES, MOST_REPLICATES);
        Err(Error::ReplicatesOutOfRange { replicates, minimum, maximum })
    }
}

fn check_probabilities(values: &[f64]) -> Result<(), Error> {
    match values.iter().position(|p| !(0.0..=1.0).contains(p)) {
        Some(index) => Err(Error::ProbabilityOutOfRange { index }),
        None => Ok(()),
    }
}

/// 1 + 1/2 + … + 1/m.
fn harmonic(m: usize) -> f64 {
    sum((1..=m).map(|i| 1.0 / i as f64))
}

/// A p-value among many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adjusted {
    /// Where it stood among those given.
    pub index: usize,
    /// As given.
    pub p: f64,
    /// Adjusted for their number: calling all with `adjusted` ≤ q real is wrong, on average, for at
    /// most a share q of those called. That holds for p-values that are themselves right: those of
    /// [`last_point`] are so nearly, where months are independent, and too small where they correlate.
    pub adjusted: f64,
}

/// P-values in order of surprise, adjusted for their number and any dependence among them; formula
/// and source are on the [module page](self). Equal ones keep their order: give those of [`last_point`]
/// by falling statistic, as the least p a bootstrap can give is shared by all that are beyond it.
///
/// # Errors
///
/// [`Error::ProbabilityOutOfRange`].
pub fn adjusted(p_values: &[f64]) -> Result<Vec<Adjusted>, Error> {
    check_probabilities(p_values)?;
    let count = p_values.len() as f64;
    let harmonic = harmonic(p_values.len());
    let mut out: Vec<Adjusted> = p_values
        .iter()
        .enumerate()
        .map(|(index, p)| Adjusted { index, p: *p, adjusted: 1.0 })
        .collect();
    out.sort_by(|a, b| a.p.total_cmp(&b.p));
    let mut least = 1.0_f64;
    for (place, entry) in out.iter_mut().enumerate().rev() {
        least = least.min(entry.p * count * harmonic / (place + 1) as f64);
        entry.adjusted = least;
    }
    Ok(out)
}

/// What chance alone does to a set of charts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceSignals {
    /// Charts.
    pub charts: usize,
    /// Signals to be expected with nothing going on; true whatever depends on whatever.
    pub expected: f64,
    /// Chance of at least one, were the charts independent.
    pub any_if_independent: f64,
}

/// How many signals chance would raise at the last points of charts, each with its own chance (from
/// [`LastPoint::chance_of_signal`] or [`false_alarms`]).
///
/// # Errors
///
/// [`Error::ProbabilityOutOfRange`].
pub fn expected_signals(chances: &[f64]) -> Result<ChanceSignals, Error> {
    check_probabilities(chances)?;
    let none = chances.iter().fold(1.0, |none, chance| none * (1.0 - chance));
    let expected = sum(chances.iter().copied());
    Ok(ChanceSignals { charts: chances.len(), expected, any_if_independent: 1.0 - none })
}

/// How often the rules of a profile fire on independent normal values; each share with the binomial
/// standard error that its replicates leave it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FalseAlarms {
    /// Share of charts whose last point is flagged.
    pub last: f64,
    /// Share of charts with any point flagged.
    pub any: f64,
    /// Share of points flagged.
    pub points: f64,
    /// Charts simulated.
    pub replicates: usize,
    /// The seed.
    pub seed: u64,
}

impl FalseAlarms {
    /// Binomial standard error of `last`.
    #[must_use]
    pub fn error_of_last(&self) -> f64 {
        (self.last * (1.0 - self.last) / self.replicates as f64).sqrt()
    }
}

/// Simulates the false alarms of `profile` over charts of `months` independent normal values.
///
/// ```
/// use statistics::{many::false_alarms, process_control::Profile};
/// let alarms = false_alarms(24, &Profile::PTD_0_2_2, 2_000, 1)?;
/// // The last of 24 points is flagged 1.8 % of the time.
/// assert!((alarms.last - 0.018).abs() < 4.0 * alarms.error_of_last());
/// # Ok::<(), statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::ReplicatesOutOfRange`], or [`Error::TooFewPeriods`] for a chart of no points.
pub fn false_alarms(
    months: u16,
    profile: &Profile,
    replicates: usize,
    seed: u64,
) -> Result<FalseAlarms, Error> {
    check_replicates(replicates)?;
    if months == 0 {
        return Err(Error::TooFewPeriods { periods: 0, minimum: 1 });
    }
    let mut lots = Seeded::new(seed);
    let settings = Settings { profile: *profile, ..Settings::new(Direction::Neutral) };
    let (mut last, mut any, mut flagged) = (0_u32, 0_u32, 0_usize);
    for _ in 0..replicates {
        let points: Vec<Point> = (0..i64::from(months))
            .map(|position| Point { position, value: Some(lots.normal()) })
            .collect();
        let chart = xmr(&points, &settings)?;
        let fired = |point: &crate::process_control::ChartPoint| point.reported.is_some();
        let count = chart.points.iter().filter(|point| fired(point)).count();
        last += u32::from(chart.points.last().is_some_and(fired));
        any += u32::from(count > 0);
        flagged += count;
    }
    let charts = replicates as f64;
    Ok(FalseAlarms {
        last: f64::from(last) / charts,
        any: f64::from(any) / charts,
        points: flagged as f64 / (charts * f64::from(months)),
        replicates,
        seed,
    })
}
