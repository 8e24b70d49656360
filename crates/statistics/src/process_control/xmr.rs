//! The chart itself: segments, limits, rules, verdicts.

use super::{
    Assurance, Chart, ChartPoint, Diagnostic, Direction, Gaps, Judgement, Point, PointType,
    Profile, Segment, Variation, limits, rules,
};
use crate::Error;

/// A baseline cannot be fixed on fewer points (NHSRplotthedots: `fix_after_n_points`).
pub const MINIMUM_BASELINE: usize = 12;
/// Larger values could overflow in a sum; nothing that is counted comes near.
const LARGEST_VALUE: f64 = 1e300;

/// How a chart is to be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings<'a> {
    /// The rules.
    pub profile: Profile,
    /// Which way is better.
    pub direction: Direction,
    /// What is to be reached, if anyone has chosen it.
    pub target: Option<f64>,
    /// Positions at which a new segment starts.
    pub rebase_at: &'a [i64],
    /// In every segment, set the limits on its first rows only: at least [`MINIMUM_BASELINE`].
    pub fix_after: Option<usize>,
}

impl Settings<'_> {
    /// The default profile with `direction`; no target, rebase or fixed baseline.
    #[must_use]
    pub fn new(direction: Direction) -> Self {
        Self {
            profile: Profile::default(),
            direction,
            target: None,
            rebase_at: &[],
            fix_after: None,
        }
    }
}

/// Makes an XmR chart: `docs/methods/process-control.md`. The verdict is that of the last row.
///
/// # Errors
///
/// [`Error::ValueOutOfRange`], [`Error::TargetNotFinite`], [`Error::PositionsNotAscending`] or
/// [`Error::BaselineTooShort`], the first that is met.
pub fn xmr(points: &[Point], settings: &Settings<'_>) -> Result<Chart, Error> {
    check(points, settings)?;
    let mut chart = Chart {
        profile: settings.profile,
        points: Vec::with_capacity(points.len()),
        segments: Vec::with_capacity(settings.rebase_at.len() + 1),
        variation: Variation::TooEarlyToSay,
        assurance: None,
        diagnostics: unknown_rebases(points, settings.rebase_at),
    };
    let mut scratch = Scratch::default();
    let mut start = 0;
    while start < points.len() {
        let length = points[start + 1..]
            .iter()
            .take_while(|point| !settings.rebase_at.contains(&point.position))
            .count();
        let end = start + 1 + length;
        add_segment(&mut chart, &points[start..end], start, settings, &mut scratch);
        start = end;
    }
    conclude(&mut chart, settings);
    Ok(chart)
}

fn check(points: &[Point], settings: &Settings<'_>) -> Result<(), Error> {
    let in_range = |point: &Point| point.value.is_none_or(|value| value.abs() <= LARGEST_VALUE);
    if let Some(index) = points.iter().position(|point| !in_range(point)) {
        return Err(Error::ValueOutOfRange { index });
    }
    if let Some(index) = points.windows(2).position(|pair| pair[1].position <= pair[0].position) {
        return Err(Error::PositionsNotAscending { index: index + 1 });
    }
    if settings.target.is_some_and(|target| !target.is_finite()) {
        return Err(Error::TargetNotFinite);
    }
    match settings.fix_after {
        Some(points) if points < MINIMUM_BASELINE => {
            Err(Error::BaselineTooShort { points, minimum: MINIMUM_BASELINE })
        }
        _ => Ok(()),
    }
}

fn unknown_rebases(points: &[Point], rebase_at: &[i64]) -> Vec<Diagnostic> {
    let known =
        |position: &i64| points.binary_search_by_key(position, |point| point.position).is_ok();
    rebase_at
        .iter()
        .filter(|position| !known(position))
        .map(|position| Diagnostic::UnknownRebase { position: *position })
        .collect()
}

/// Space used again for every segment.
#[derive(Default)]
struct Scratch {
    ranges: Vec<f64>,
    values: Vec<f64>,
    judgements: Vec<Judgement>,
}

fn add_segment(
    chart: &mut Chart,
    rows: &[Point],
    start: usize,
    settings: &Settings<'_>,
    scratch: &mut Scratch,
) {
    let profile = &settings.profile;
    let baseline = &rows[..settings.fix_after.unwrap_or(rows.len()).min(rows.len())];
    let observed = rows.iter().filter(|row| row.value.is_some()).count();
    let (mean, limits) = limits::of_baseline(baseline, profile, &mut scratch.ranges);
    let enough = observed >= profile.minimum_points;
    let limits = limits.filter(|_| enough);
    let judged = enough && (limits.is_some() || profile.minimum_points == 0);
    let end = start + rows.len();
    let segment = Segment { start, end, observed, mean, limits, judged };
    scratch.judgements.clear();
    if let (true, Some(mean)) = (judged, mean) {
        judge_rows(rows, mean, &segment, profile, scratch);
    }
    let mut judgements = scratch.judgements.iter().copied();
    let index = chart.segments.len();
    chart.points.extend(rows.iter().map(|row| {
        let judgement = row.value.and_then(|_| judgements.next()).unwrap_or_default();
        ChartPoint {
            position: row.position,
            value: row.value,
            segment: index,
            mean,
            limits,
            rules: judgement.rules,
            reported: judgement.reported,
            point_type: PointType::of(judgement.reported, settings.direction),
        }
    }));
    diagnose(&mut chart.diagnostics, index, rows, settings);
    chart.segments.push(segment);
}

/// One judgement for each observed row, in order.
fn judge_rows(
    rows: &[Point],
    mean: f64,
    segment: &Segment,
    profile: &Profile,
    scratch: &mut Scratch,
) {
    let whole = |_: &Point, _: &Point| true;
    let unbroken = |a: &Point, b: &Point| a.value.is_some() && b.value.is_some();
    let continues: &dyn Fn(&Point, &Point) -> bool = match profile.gaps {
        Gaps::Respected => &whole,
        Gaps::Ignored => &unbroken,
    };
    for stretch in rows.chunk_by(continues) {
        scratch.values.clear();
        scratch.values.extend(stretch.iter().filter_map(|row| row.value));
        let limits = segment.limits.as_ref();
        rules::judge_into(&scratch.values, mean, limits, profile, &mut scratch.judgements);
    }
}

fn diagnose(out: &mut Vec<Diagnostic>, segment: usize, rows: &[Point], settings: &Settings<'_>) {
    let count = rows.len();
    if count < settings.profile.short_below {
        out.push(Diagnostic::ShortSegment { segment, rows: count });
    }
    if settings.fix_after.is_some_and(|points| count < points) {
        out.push(Diagnostic::BaselineNotFilled { segment, rows: count });
    }
    let mut observed = rows.iter().filter(|row| row.value.is_some()).map(|row| row.position);
    let mut breaks = 0;
    if let Some(mut last) = observed.next() {
        for position in observed {
            breaks += usize::from(position.saturating_sub(last) != 1);
            last = position;
        }
    }
    if breaks > 0 {
        out.push(Diagnostic::Gaps { segment, breaks });
    }
}

/// The two icons, from the last row.
fn conclude(chart: &mut Chart, settings: &Settings<'_>) {
    let (Some(last), Some(segment)) = (chart.points.last(), chart.segments.last()) else {
        return;
    };
    let seen = last.value.is_some() || settings.profile.gaps == Gaps::Ignored;
    if segment.judged && seen {
        chart.variation = Variation::of(last.point_type, settings.direction);
    }
    let Settings { target, direction, profile, .. } = settings;
    chart.assurance = Assurance::of(segment.limits, *target, *direction, profile.zero_width)
        .map(|assurance| if segment.judged { assurance } else { Assurance::TooEarlyToSay });
}

#[cfg(test)]
mod tests;
