//! Where the limits of a chart might be set anew, with the evidence: a suggestion, never a rebase.
//!
//! # What it answers
//!
//! Whether a series has moved to another level and stayed there; since when; and what speaks for it.
//! A person decides, and who, when and why is recorded elsewhere.
//!
//! # Formula
//!
//! Binary segmentation. In a stretch, for every cut with at least the minimum of values on either
//! side (13 unless set otherwise; most_p is 1 %):
//!
//! ```text
//! z = |mean after − mean before| / (σ √(1/n₁ + 1/n₂)),   σ = MR̄ / 1.128, without the range across
//! the cut of largest z stands if  p = cuts tried · P(|t_df| > z) ≤ most_p,   df = ⌊ranges / 2⌋
//! ```
//!
//! and both sides are searched again. A cut that stands is *suggested* only if the new level persists.
//! Judged by the median of the stretch before it, so that a short spell does not stand for its level:
//!
//! 1. at least half of the values after it carry the shift signal of that side;
//! 2. none carries the shift signal of the other side;
//! 3. one of the last seven values (the length of a run in the profile) carries it still.
//!
//! # Symbols
//!
//! n₁, n₂ values on either side of the cut, σ from moving ranges, which a step does not inflate; t
//! Student's t, with half the moving ranges for degrees of freedom since neighbouring ranges share a
//! value.
//!
//! # Units
//!
//! Values in any unit; positions in periods.
//!
//! # Source
//!
//! The limits are those of the XmR chart. That rebasing is judgement and not formula is the view of
//! Making Data Count; the search is an aid to it. Cutting in two again and again goes back to Scott &
//! Knott (1974), Biometrics 30: 507–512; the test of a cut and the rules of persistence are ours, and held
//! to simulation.
//!
//! # Edges
//!
//! Fewer than twice the minimum: no suggestion. A series that never moves: none. Take the season and
//! overlap out first, or they will be found. A dip that returns is no new level. The
//! values across a gap are no moving range. Simulated on sixty months of noise, something is suggested
//! in 1 series of 500 or fewer; in about 1 of 20 when neighbouring months correlate by 0.3 and in 1 of 4
//! when by 0.5, since moving ranges are then too short. A slow trend is found as a step: one of 0.03 σ a
//! month in nearly half of series.
//!
//! # Worked example
//!
//! ```
//! use statistics::process_control::Point;
//! use statistics::rebase::{Search, suggest};
//! // Two years about 100, then two about 120.
//! let wobble = [0.0, 3.0, -2.0, 1.0, -4.0, 2.0, 0.0, -1.0, 4.0, -3.0, 1.0, -1.0];
//! let points: Vec<Point> = (0..48).map(|t| {
//!     let level = if t < 24 { 100.0 } else { 120.0 };
//!     Point { position: t, value: Some(level + wobble[t as usize % 12]) }
//! }).collect();
//! let found = suggest(&points, &Search::default())?;
//! assert_eq!(found.len(), 1);
//! assert_eq!((found[0].index, found[0].position, found[0].carrying), (24, 24, 24));
//! assert!((found[0].before.mean - 100.0).abs() < 1e-9 && found[0].p < 1e-6);
//! # Ok::<(), statistics::Error>(())
//! ```

use crate::process_control::{
    Limits, MINIMUM_BASELINE, Point, Profile, Rule, Settings, Side, judge, xmr,
};
use crate::summation::{mean, median, sum};
use crate::{Error, distribution};

/// Mean moving range to sigma: d₂ for pairs.
const RANGE_TO_SIGMA: f64 = 1.128;

/// How suggestions are sought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// Whose limits and shift rule are used; without a shift rule a run of seven.
    pub profile: Profile,
    /// Values needed on either side: twelve or more.
    pub minimum: usize,
    /// The largest p-value at which a cut stands.
    pub most_p: f64,
}

impl Default for Search {
    /// The default profile, thirteen values, 1 %.
    fn default() -> Self {
        Self { profile: Profile::default(), minimum: 13, most_p: 0.01 }
    }
}

/// One side of a suggested rebase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    /// Values in it.
    pub observed: usize,
    /// Their mean.
    pub mean: f64,
    /// Their limits, set on them alone; `None` when the profile draws none.
    pub limits: Option<Limits>,
}

/// A suggested rebase and what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suggestion {
    /// Index of the first row of the new level.
    pub index: usize,
    /// Its position.
    pub position: i64,
    /// Which way the level moved.
    pub side: Side,
    /// From the cut before (or the start) to here.
    pub before: Stretch,
    /// From here to the next cut (or the end).
    pub after: Stretch,
    /// The difference of means, in its own standard errors.
    pub z: f64,
    /// p-value of `z`, for all cuts tried.
    pub p: f64,
    /// Values after that carry the shift signal by the median before.
    pub carrying: usize,
    /// How it was sought.
    pub search: Search,
}

/// Suggests rebases, in order of time; formula, rule, edges and source are on the
/// [module page](self).
///
/// # Errors
///
/// [`Error::BaselineTooShort`], [`Error::ProbabilityOutOfRange`] for `most_p`, and those of [`xmr`].
pub fn suggest(points: &[Point], search: &Search) -> Result<Vec<Suggestion>, Error> {
    if search.minimum < MINIMUM_BASELINE {
        let (points, minimum) = (search.minimum, MINIMUM_BASELINE);
        return Err(Error::BaselineTooShort { points, minimum });
    }
    if !(0.0..=1.0).contains(&search.most_p) {
        return Err(Error::ProbabilityOutOfRange { index: 0 });
    }
    let settings = Settings {
        profile: search.profile,
        ..Settings::new(crate::process_control::Direction::Neutral)
    };
    xmr(points, &settings)?;
    let rows: Vec<Row> = points
        .iter()
        .enumerate()
        .filter_map(|(index, point)| {
            Some(Row { index, position: point.position, value: point.value? })
        })
        .collect();
    let mut cuts = Vec::new();
    let mut open = vec![(0, rows.len())];
    while let Some((start, end)) = open.pop() {
        if let Some(cut) = best_cut(&rows[start..end], search) {
            let at = start + cut.at;
            cuts.push(Cut { at, ..cut });
            open.extend([(start, at), (at, end)]);
        }
    }
    cuts.sort_by_key(|cut| cut.at);
    let mut found = Vec::new();
    for (number, cut) in cuts.iter().enumerate() {
        let start = number.checked_sub(1).map_or(0, |before| cuts[before].at);
        let end = cuts.get(number + 1).map_or(rows.len(), |after| after.at);
        let (before, after) = (&rows[start..cut.at], &rows[cut.at..end]);
        found.extend(persisting(cut, before, after, points, search)?);
    }
    Ok(found)
}

/// A row with a value.
#[derive(Clone, Copy)]
struct Row {
    index: usize,
    position: i64,
    value: f64,
}

/// A cut before the row at `at`.
struct Cut {
    at: usize,
    z: f64,
    p: f64,
}

fn mean_of(rows: &[Row]) -> f64 {
    mean(rows.iter().map(|row| row.value)).unwrap_or(0.0)
}

/// The cut of largest z, if it stands.
fn best_cut(rows: &[Row], search: &Search) -> Option<Cut> {
    let n = rows.len();
    let last = n.checked_sub(search.minimum)?;
    if last < search.minimum {
        return None;
    }
    let range = |pair: &[Row]| {
        let adjacent = pair[1].position.saturating_sub(pair[0].position) == 1;
        adjacent.then(|| (pair[1].value - pair[0].value).abs())
    };
    let ranges: Vec<Option<f64>> = rows.windows(2).map(range).collect();
    let total = sum(ranges.iter().filter_map(|range| *range));
    let known = ranges.iter().flatten().count();
    let z_at = |at: usize| {
        let across = ranges[at - 1];
        let left = known - usize::from(across.is_some());
        let sigma = (total - across.unwrap_or(0.0)).max(0.0) / left as f64 / RANGE_TO_SIGMA;
        let (before, after) = (at as f64, (n - at) as f64);
        let error = sigma * (1.0 / before + 1.0 / after).sqrt();
        let z = (mean_of(&rows[at..]) - mean_of(&rows[..at])).abs() / error;
        (z > 0.0).then_some((at, z))
    };
    let cuts = search.minimum..=last;
    let tried = cuts.clone().count() as f64;
    let (at, z) = cuts.filter_map(z_at).max_by(|a, b| a.1.total_cmp(&b.1))?;
    let df = (known / 2).max(1) as f64;
    let p = (tried * distribution::student_two_sided(z, df)).min(1.0);
    (p <= search.most_p).then_some(Cut { at, z, p })
}

/// The suggestion, if the new level persists.
fn persisting(
    cut: &Cut,
    before: &[Row],
    after: &[Row],
    points: &[Point],
    search: &Search,
) -> Result<Option<Suggestion>, Error> {
    let run = search.profile.shift.unwrap_or(7);
    let profile = Profile { shift: Some(run), ..search.profile };
    let old = stretch(before, points, &profile)?;
    let new = stretch(after, points, &profile)?;
    let (side, rule, other) = if new.mean > old.mean {
        (Side::High, Rule::ShiftAbove, Rule::ShiftBelow)
    } else {
        (Side::Low, Rule::ShiftBelow, Rule::ShiftAbove)
    };
    let values: Vec<f64> = after.iter().map(|row| row.value).collect();
    let mut earlier: Vec<f64> = before.iter().map(|row| row.value).collect();
    let level = median(&mut earlier).unwrap_or(old.mean);
    let judged = judge(&values, level, None, &profile);
    let carries = |rule| judged.iter().filter(|judgement| judgement.rules.contains(rule)).count();
    let recent = &judged[judged.len().saturating_sub(run)..];
    let still = recent.iter().any(|judgement| judgement.rules.contains(rule));
    let carrying = carries(rule);
    if 2 * carrying < after.len() || carries(other) > 0 || !still {
        return Ok(None);
    }
    Ok(after.first().map(|first| Suggestion {
        index: first.index,
        position: first.position,
        side,
        before: old,
        after: new,
        z: cut.z,
        p: cut.p,
        carrying,
        search: *search,
    }))
}

/// Mean and limits of rows, as the chart would have them.
fn stretch(rows: &[Row], points: &[Point], profile: &Profile) -> Result<Stretch, Error> {
    let (first, last) = match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => (first.index, last.index),
        _ => (0, 0),
    };
    let settings =
        Settings { profile: *profile, ..Settings::new(crate::process_control::Direction::Neutral) };
    let chart = xmr(points.get(first..=last).unwrap_or(&[]), &settings)?;
    let limits = chart.segments.first().and_then(|segment| segment.limits);
    Ok(Stretch { observed: rows.len(), mean: mean_of(rows), limits })
}
