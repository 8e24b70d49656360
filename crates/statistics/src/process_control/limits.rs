//! Mean and limits of one baseline.

use super::{Gaps, Limits, Point, Profile, Screening, ZeroWidth};
use crate::summation::mean;

/// The mean of the baseline and the limits around it. `ranges` is scratch space.
pub(super) fn of_baseline(
    baseline: &[Point],
    profile: &Profile,
    ranges: &mut Vec<f64>,
) -> (Option<f64>, Option<Limits>) {
    let Some(centre) = mean(baseline.iter().filter_map(|point| point.value)) else {
        return (None, None);
    };
    ranges.clear();
    ranges.reserve(baseline.len());
    ranges.extend(baseline.windows(2).filter_map(|pair| moving_range(&pair[0], &pair[1], profile)));
    let average = match (screened_mean(ranges, profile.screening), profile.zero_width) {
        (Average::None, _) | (Average::AllScreened, ZeroWidth::NoLimits) => {
            return (Some(centre), None);
        }
        (Average::AllScreened, ZeroWidth::AtMean) => 0.0,
        (Average::Of(average), _) => average,
    };
    let near = 2.0 * (profile.limit_factor / 3.0) * average;
    (Some(centre), Some(Limits::around(centre, profile.limit_factor * average, near)))
}

fn moving_range(before: &Point, after: &Point, profile: &Profile) -> Option<f64> {
    let adjacent = after.position.saturating_sub(before.position) == 1;
    (adjacent || profile.gaps == Gaps::Ignored)
        .then(|| Some((after.value? - before.value?).abs()))
        .flatten()
}

/// An average of moving ranges.
pub(crate) enum Average {
    /// There were none.
    None,
    /// There were some, and screening left none: every one of them is 0.
    AllScreened,
    /// The average.
    Of(f64),
}

/// The mean of moving ranges after one pass of screening.
pub(crate) fn screened_mean(ranges: &mut Vec<f64>, screening: Screening) -> Average {
    let Some(plain) = mean(ranges.iter().copied()) else {
        return Average::None;
    };
    let Screening::OnePass { factor } = screening else {
        return Average::Of(plain);
    };
    let before = ranges.len();
    ranges.retain(|range| *range < factor * plain);
    if ranges.len() == before {
        return Average::Of(plain);
    }
    mean(ranges.iter().copied()).map_or(Average::AllScreened, Average::Of)
}
