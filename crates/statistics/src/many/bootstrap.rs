//! The p-value of a chart's last point, by a block bootstrap of its own history.

use super::{MOST_REPLICATES, check_replicates, harmonic};
use crate::process_control::{
    Average, Limits, Point, Profile, Rule, Settings, judge, screened_mean, xmr,
};
use crate::seeded::Seeded;
use crate::summation::{mean, sum};
use crate::{Error, Untestable};

/// Mean moving range to sigma: d₂ for pairs.
const RANGE_TO_SIGMA: f64 = 1.128;
/// Smoothing of a history of one value, in its standard deviations.
const SMOOTHING: f64 = 0.5;
/// Replicates for each chart among many, times the harmonic number: the least p is 2.5 % of that.
const REPLICATES_EACH: f64 = 40.0;
/// Values that a history must have.
const LEAST_HISTORY: usize = 12;

/// How the history is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blocks {
    /// Moving blocks of ⌈m^(1/3)⌉ of m values: 3 for two years.
    ByRule,
    /// Moving blocks of this length.
    Moving(usize),
    /// Stationary: blocks of chance length with this mean, the history taken as a ring.
    Stationary(usize),
}

impl Blocks {
    fn length(self, history: usize) -> usize {
        let length = match self {
            Self::ByRule => (history as f64).cbrt().ceil() as usize,
            Self::Moving(length) | Self::Stationary(length) => length,
        };
        length.clamp(1, history)
    }
}

/// How the bootstrap is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bootstrap {
    /// How the history is drawn.
    pub blocks: Blocks,
    /// Replicates, 99 to 1,000,000.
    pub replicates: usize,
    /// What decides every draw.
    pub seed: u64,
}

impl Bootstrap {
    /// Blocks by rule, 999 replicates: for one chart.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { blocks: Blocks::ByRule, replicates: 999, seed }
    }

    /// Blocks by rule, and as many replicates as one of `charts` charts needs for its p-value to be
    /// 2.5 % or less when [adjusted](super::adjusted) for all of them: 40·m(1 + 1/2 + … + 1/m), at
    /// least 999 and at most a million.
    ///
    /// ```
    /// use statistics::many::Bootstrap;
    /// assert_eq!(Bootstrap::among(1, 7), Bootstrap::seeded(7));
    /// assert_eq!(Bootstrap::among(100, 7).replicates, 20_750);
    /// ```
    #[must_use]
    pub fn among(charts: usize, seed: u64) -> Self {
        let m = charts.min(MOST_REPLICATES);
        let needed = REPLICATES_EACH * m as f64 * harmonic(m);
        let replicates = (needed.ceil() as usize).clamp(999, MOST_REPLICATES);
        Self { replicates, ..Self::seeded(seed) }
    }
}

/// How surprising the last point of a chart is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LastPoint {
    /// T of the [module page](super), in sigmas.
    pub statistic: f64,
    /// Chance of a T as large, were the last points like the history.
    pub p: f64,
    /// The rule that is reported at the last point.
    pub reported: Option<Rule>,
    /// Share of replicates whose last point is flagged by the rules: this chart's false alarms.
    pub chance_of_signal: f64,
    /// Values of history that were drawn from.
    pub history: usize,
    /// Length of a block, or its mean.
    pub block: usize,
    /// As asked for.
    pub bootstrap: Bootstrap,
}

/// The p-value of the last point of a chart made with `settings`; formula, edges and source are on
/// the [module page](super). A baseline fixed by `settings` is not followed in the replicates.
///
/// ```
/// use statistics::many::{Bootstrap, last_point};
/// use statistics::process_control::{Direction, Point, Settings};
/// let values = [9.0, 11.0, 10.0, 8.0, 12.0, 10.0, 9.0, 11.0, 12.0, 10.0, 9.0, 10.0, 11.0, 8.0, 17.0];
/// let points: Vec<Point> =
///     (0..).zip(values).map(|(position, v)| Point { position, value: Some(v) }).collect();
/// let last = last_point(&points, &Settings::new(Direction::Neutral), &Bootstrap::seeded(1))?;
/// assert!(last.p < 0.02 && last.reported.is_some());
/// # Ok::<(), statistics::Error>(())
/// ```
///
/// # Errors
///
/// Those of [`xmr`], [`Error::ReplicatesOutOfRange`], [`Error::TooFewPeriods`] under thirteen values,
/// or [`Error::NotTestable`] when the history does not vary.
pub fn last_point(
    points: &[Point],
    settings: &Settings<'_>,
    bootstrap: &Bootstrap,
) -> Result<LastPoint, Error> {
    check_replicates(bootstrap.replicates)?;
    let chart = xmr(points, settings)?;
    let start = chart.segments.last().map_or(0, |segment| segment.start);
    let values: Vec<f64> = points[start..].iter().filter_map(|point| point.value).collect();
    let (n, minimum) = (values.len(), LEAST_HISTORY + 1);
    if n < minimum {
        return Err(Error::TooFewPeriods { periods: n, minimum });
    }
    let run = settings.profile.shift.unwrap_or(1).max(1);
    let history = &values[..n - 1];
    let lots = Lots::of(history, bootstrap.blocks);
    let statistic = surprise(&values, run).filter(|_| lots.spread > 0.0 && lots.spread.is_finite());
    let statistic = statistic.ok_or(Error::NotTestable(Untestable::NoSpread))?;
    let mut stream = Seeded::new(bootstrap.seed);
    let (mut as_large, mut flagged) = (0_u32, 0_u32);
    let (mut drawn, mut ranges) = (vec![0.0; n], Vec::with_capacity(n));
    for _ in 0..bootstrap.replicates {
        lots.draw(&mut drawn, &mut stream);
        as_large += u32::from(surprise(&drawn, run).is_none_or(|other| other >= statistic));
        flagged += u32::from(last_is_flagged(&drawn, &settings.profile, &mut ranges));
    }
    let replicates = bootstrap.replicates as f64;
    Ok(LastPoint {
        statistic,
        p: (1.0 + f64::from(as_large)) / (1.0 + replicates),
        reported: chart.points.last().and_then(|point| point.reported),
        chance_of_signal: f64::from(flagged) / replicates,
        history: history.len(),
        block: lots.block,
        bootstrap: *bootstrap,
    })
}

/// Mean and mean moving range, by plain sums: they are taken many times, of values drawn by lot.
fn centre_and_range(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let ranges: f64 = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum();
    (values.iter().sum::<f64>() / n, ranges / (n - 1.0))
}

/// T; `None` when nothing moves.
fn surprise(values: &[f64], run: usize) -> Option<f64> {
    let (centre, range) = centre_and_range(values);
    let sigma = range / RANGE_TO_SIGMA;
    let of_last = |k: usize| {
        let last = &values[values.len().checked_sub(k)?..];
        let k = k as f64;
        Some(k.sqrt() * (last.iter().sum::<f64>() / k - centre).abs() / sigma)
    };
    let largest = [1, 3, run].into_iter().filter_map(of_last).fold(0.0, f64::max);
    (sigma > 0.0).then_some(largest)
}

/// Whether the rules flag the last of `values`, the limits being set on all of them. `ranges` is
/// scratch space.
fn last_is_flagged(values: &[f64], profile: &Profile, ranges: &mut Vec<f64>) -> bool {
    ranges.clear();
    ranges.extend(values.windows(2).map(|pair| (pair[1] - pair[0]).abs()));
    let range = match screened_mean(ranges, profile.screening) {
        Average::None => return false,
        Average::AllScreened => 0.0,
        Average::Of(range) => range,
    };
    let (centre, _) = centre_and_range(values);
    let (factor, near) = (profile.limit_factor, 2.0 * (profile.limit_factor / 3.0));
    let limits = Limits::around(centre, factor * range, near * range);
    // No rule looks further back than its run.
    let reach = [profile.shift, profile.trend].into_iter().flatten().fold(3, usize::max);
    let tail = &values[values.len().saturating_sub(reach)..];
    judge(tail, centre, Some(&limits), profile).last().is_some_and(|last| !last.rules.is_empty())
}

/// A history ready to be drawn from.
struct Lots<'a> {
    history: &'a [f64],
    centre: f64,
    spread: f64,
    smoothing: f64,
    block: usize,
    /// Chance that a block ends at each value; `None`: blocks of fixed length.
    ends: Option<f64>,
}

impl<'a> Lots<'a> {
    fn of(history: &'a [f64], blocks: Blocks) -> Self {
        let m = history.len() as f64;
        let centre = mean(history.iter().copied()).unwrap_or(0.0);
        let squares = sum(history.iter().map(|value| (value - centre).powi(2)));
        let spread = (squares / (m - 1.0)).sqrt();
        let block = blocks.length(history.len());
        let ends = matches!(blocks, Blocks::Stationary(_)).then(|| 1.0 / block as f64);
        Self { history, centre, spread, smoothing: SMOOTHING * m.powf(-0.2), block, ends }
    }

    fn draw(&self, into: &mut [f64], stream: &mut Seeded) {
        let m = self.history.len();
        let shrink = 1.0 / (1.0 + self.smoothing * self.smoothing).sqrt();
        let (mut at, mut left) = (0, 0);
        for value in into {
            let new_block = match self.ends {
                None => left == 0,
                Some(ends) => left == 0 || stream.uniform() < ends,
            };
            if new_block {
                let starts = if self.ends.is_some() { m } else { m - self.block + 1 };
                (at, left) = (stream.below(starts), self.block);
            }
            let moved =
                self.history[at % m] - self.centre + self.smoothing * self.spread * stream.normal();
            *value = self.centre + shrink * moved;
            at += 1;
            // A stationary block ends by lot alone, after its first value.
            left = if self.ends.is_some() { 1 } else { left - 1 };
        }
    }
}
