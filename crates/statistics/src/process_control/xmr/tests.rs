//! Hand-worked charts, one for each way in which `mdc-2023` differs, and properties of all charts.

use super::super::{
    Assurance, Chart, Diagnostic, Direction, Gaps, Limits, Point, PointType, Profile, Rule,
    Settings, Variation, xmr,
};
use crate::Error;
use proptest::prelude::*;

const PTD: Profile = Profile::PTD_0_2_2;
const MDC: Profile = Profile::MDC_2023;

fn points(values: &[f64]) -> Vec<Point> {
    (0..).zip(values).map(|(position, v)| Point { position, value: Some(*v) }).collect()
}

fn settings(profile: Profile) -> Settings<'static> {
    Settings { profile, ..Settings::new(Direction::Increase) }
}

fn chart(values: &[f64], profile: Profile) -> Chart {
    xmr(&points(values), &settings(profile)).unwrap()
}

/// `10 ± 1` taken alternately: mean 10 and every moving range 2 when even in number.
fn zigzag(count: usize) -> Vec<f64> {
    (0..count).map(|i| if i % 2 == 0 { 9.0 } else { 11.0 }).collect()
}

fn near(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-12 * b.abs().max(1.0), "{a} is not {b}");
}

#[test]
fn limits_of_a_zigzag() {
    let limits = chart(&zigzag(14), MDC).points[3].limits.unwrap();
    near(limits.upper, 10.0 + 2.66 * 2.0);
    near(limits.lower, 10.0 - 2.66 * 2.0);
    near(limits.near_upper, 10.0 + 2.66 * 2.0 * 2.0 / 3.0);
}

#[test]
fn under_thirteen_points_there_are_no_limits_and_no_verdict() {
    let mut falling: Vec<f64> = (0..12).map(f64::from).collect();
    let early = Settings { target: Some(3.0), ..settings(MDC) };
    let chart = xmr(&points(&falling), &early).unwrap();
    assert_eq!(chart.variation, Variation::TooEarlyToSay);
    assert_eq!(chart.assurance, Some(Assurance::TooEarlyToSay));
    assert_eq!(chart.segments[0].limits, None);
    assert_eq!(chart.segments[0].mean, Some(5.5));
    assert!(chart.points.iter().all(|point| point.rules.is_empty()));
    assert!(chart.diagnostics.contains(&Diagnostic::ShortSegment { segment: 0, rows: 12 }));
    let ptd = xmr(&points(&falling), &Settings { profile: PTD, ..early }).unwrap();
    assert_eq!(ptd.variation, Variation::ImprovementHigh);
    falling.push(12.0);
    assert_eq!(xmr(&points(&falling), &early).unwrap().variation, Variation::ImprovementHigh);
}

#[test]
fn a_missing_value_does_not_count_towards_thirteen() {
    let mut rows = points(&zigzag(13));
    rows[5].value = None;
    assert!(!xmr(&rows, &settings(MDC)).unwrap().segments[0].judged);
    rows.push(Point { position: 13, value: Some(10.0) });
    assert!(xmr(&rows, &settings(MDC)).unwrap().segments[0].judged);
}

#[test]
fn two_of_three_counts_any_point_beyond_two_sigma() {
    // Limits are fixed on the zigzag of the first 12: near limit 13.55, limit 15.32.
    let mut values = zigzag(12);
    values.extend([14.0, 10.5, 20.0]);
    let fixed = |profile| Settings { fix_after: Some(12), ..settings(profile) };
    let mdc = xmr(&points(&values), &fixed(MDC)).unwrap();
    assert_eq!(mdc.points[12].reported, Some(Rule::TwoOfThreeHigh));
    assert_eq!(mdc.points[13].reported, None, "only points beyond two sigma are flagged");
    assert_eq!(mdc.points[14].reported, Some(Rule::AboveUpperLimit));
    assert_eq!(
        mdc.points[14].rules.iter().collect::<Vec<_>>(),
        [Rule::AboveUpperLimit, Rule::TwoOfThreeHigh]
    );
    let ptd = xmr(&points(&values), &fixed(PTD)).unwrap();
    assert_eq!(ptd.points[12].reported, None, "20 is beyond the zone of two to three sigma");
    // The third point must be on the same side.
    values[13] = 9.5;
    let mdc = xmr(&points(&values), &fixed(MDC)).unwrap();
    assert_eq!(mdc.points[12].reported, None);
}

#[test]
fn screening_is_off() {
    let mut values = zigzag(20);
    values[10] = 60.0;
    // Moving ranges: 17 of 2, one of 49 and one of 49.
    let plain = (17.0 * 2.0 + 49.0 + 49.0) / 19.0;
    let (mdc, ptd) = (chart(&values, MDC), chart(&values, PTD));
    let width = |chart: &Chart| {
        let limits = chart.points[0].limits.unwrap();
        (limits.upper - limits.lower) / 2.0
    };
    near(width(&mdc), 2.66 * plain);
    near(width(&ptd), 2.66 * 2.0);
    assert_eq!(mdc.points[0].mean, ptd.points[0].mean, "the centre is never screened");
}

#[test]
fn a_constant_series_has_its_limits_at_the_mean_and_meets_a_target_it_meets() {
    for (target, direction, expected) in [
        (99.0, Direction::Increase, Assurance::Pass),
        (100.0, Direction::Increase, Assurance::Pass),
        (101.0, Direction::Increase, Assurance::Fail),
        (100.0, Direction::Decrease, Assurance::Pass),
        (99.0, Direction::Decrease, Assurance::Fail),
    ] {
        for profile in [MDC, MDC.with_screening(true)] {
            let asked = Settings { profile, direction, target: Some(target), ..settings(MDC) };
            let chart = xmr(&points(&[100.0; 13]), &asked).unwrap();
            let at_mean =
                Limits { lower: 100.0, near_lower: 100.0, near_upper: 100.0, upper: 100.0 };
            assert_eq!(chart.points[0].limits, Some(at_mean));
            assert_eq!(chart.assurance, Some(expected), "{target} {direction:?}");
            assert_eq!(chart.variation, Variation::CommonCause);
        }
    }
    let ptd = Settings { target: Some(99.0), ..settings(PTD) };
    let ptd = xmr(&points(&[100.0; 13]), &ptd).unwrap();
    assert_eq!((ptd.points[0].limits, ptd.assurance), (None, Some(Assurance::Inconsistent)));
}

#[test]
fn a_constant_series_of_a_tenth_is_on_its_mean() {
    let chart = chart(&[0.1; 33], MDC);
    assert!(chart.points.iter().all(|point| point.mean == Some(0.1) && point.rules.is_empty()));
}

#[test]
fn the_last_point_of_a_trend_keeps_its_own_direction() {
    // After a zigzag wide enough to keep all within limits: a rise, a drop and another rise.
    let rise = |from: f64| (0..7).map(move |i| from + f64::from(i) / 2.0);
    let wide = || [2.0, 18.0].repeat(7).into_iter();
    let values: Vec<f64> = wide().chain(rise(8.0)).chain(rise(7.5)).collect();
    let (end, mdc, ptd) = (20, chart(&values, MDC), chart(&values, PTD));
    assert_eq!(mdc.points[end].reported, Some(Rule::TrendRising));
    assert_eq!(ptd.points[end].reported, Some(Rule::TrendFalling), "as the package has it");
    assert_eq!(mdc.points[end + 1].reported, Some(Rule::TrendRising));
    // A peak belongs to both; the one it ends is reported, and both are listed.
    let fall = rise(8.0).collect::<Vec<_>>().into_iter().rev().skip(1);
    let peak: Vec<f64> = wide().chain(rise(8.0)).chain(fall).collect();
    let mdc = chart(&peak, MDC);
    assert_eq!(mdc.points[end].reported, Some(Rule::TrendRising));
    let both = [Rule::TrendRising, Rule::TrendFalling];
    assert!(both.iter().all(|rule| mdc.points[end].rules.contains(*rule)));
    assert_eq!(chart(&peak, PTD).points[end].reported, Some(Rule::TrendFalling));
}

#[test]
fn no_moving_range_is_taken_across_a_gap_and_runs_continue() {
    let mut rows = points(&[[9.0, 11.0].repeat(5), [31.0, 29.0].repeat(5)].concat());
    for row in &mut rows[10..] {
        row.position += 3;
    }
    let mdc = xmr(&rows, &settings(MDC)).unwrap();
    // Every moving range is 2; with the bridge of 20 their mean would be 56 / 19.
    near(mdc.points[0].limits.unwrap().upper, 20.0 + 2.66 * 2.0);
    assert!(mdc.diagnostics.contains(&Diagnostic::Gaps { segment: 0, breaks: 1 }));
    let bridged = xmr(&rows, &settings(PTD.with_screening(false))).unwrap();
    near(bridged.points[0].limits.unwrap().upper, 20.0 + 2.66 * 56.0 / 19.0);
    // Ten below the mean with a missing month in the middle are still a run.
    rows[4].value = None;
    let mdc = xmr(&rows, &settings(MDC)).unwrap();
    assert!(mdc.points[3].rules.contains(Rule::ShiftBelow));
    assert!(mdc.points[4].rules.is_empty());
    assert_eq!(mdc.points[4].point_type, PointType::CommonCause);
    assert!(mdc.diagnostics.contains(&Diagnostic::Gaps { segment: 0, breaks: 2 }));
    let ptd = xmr(&rows, &settings(PTD)).unwrap();
    assert!(!ptd.points[3].rules.contains(Rule::ShiftBelow), "a missing value ends a run there");
}

#[test]
fn a_last_row_without_a_value_is_too_early_to_call() {
    let mut rows = points(&zigzag(20));
    rows[19].value = None;
    assert_eq!(xmr(&rows, &settings(MDC)).unwrap().variation, Variation::TooEarlyToSay);
    assert_eq!(xmr(&rows, &settings(PTD)).unwrap().variation, Variation::CommonCause);
}

#[test]
fn a_rebase_cuts_runs_and_an_unknown_one_is_reported() {
    let mut values = zigzag(26);
    values.extend([30.0; 9]);
    let rows = points(&values);
    let whole = xmr(&rows, &settings(PTD)).unwrap();
    assert!(whole.points[26].rules.contains(Rule::ShiftAbove));
    let cut = Settings { rebase_at: &[30, 99, -4], ..settings(PTD) };
    let cut = xmr(&rows, &cut).unwrap();
    assert_eq!(cut.segments.len(), 2);
    assert!(!cut.points[26].rules.contains(Rule::ShiftAbove), "four are no shift");
    assert!(cut.points[30].rules.is_empty());
    let unknown = |position| Diagnostic::UnknownRebase { position };
    assert_eq!(cut.diagnostics[..2], [unknown(99), unknown(-4)]);
}

#[test]
fn a_target_on_a_limit_is_hit_and_miss() {
    let upper = chart(&zigzag(14), MDC).points[0].limits.unwrap().upper;
    let at = |target| {
        let asked = Settings { target: Some(target), ..settings(MDC) };
        xmr(&points(&zigzag(14)), &asked).unwrap().assurance
    };
    assert_eq!(at(upper), Some(Assurance::Inconsistent));
    assert_eq!(at(upper + 1e-9), Some(Assurance::Fail));
    assert_eq!(at(0.0), Some(Assurance::Pass));
}

#[test]
fn what_is_out_of_range_is_refused() {
    let bad = |rows: &[Point], settings| xmr(rows, &settings).unwrap_err();
    let nan = Point { position: 0, value: Some(f64::NAN) };
    assert_eq!(bad(&[nan], settings(MDC)), Error::ValueOutOfRange { index: 0 });
    let twice = Point { position: 3, value: None };
    assert_eq!(bad(&[twice; 2], settings(MDC)), Error::PositionsNotAscending { index: 1 });
    let short = Settings { fix_after: Some(11), ..settings(MDC) };
    assert_eq!(bad(&[], short), Error::BaselineTooShort { points: 11, minimum: 12 });
    let target = Settings { target: Some(f64::INFINITY), ..settings(MDC) };
    assert_eq!(bad(&[], target), Error::TargetNotFinite);
    let empty = xmr(&[], &settings(MDC)).unwrap();
    assert_eq!((empty.variation, empty.assurance), (Variation::TooEarlyToSay, None));
}

/// Values on a grid of eighths, so that shifting and doubling them is exact.
fn grid() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-400_i32..400).prop_map(|v| f64::from(v) / 8.0), 1..60)
}

fn profiles() -> impl Strategy<Value = Profile> {
    prop::sample::select(vec![PTD, MDC, Profile::QIC, PTD.with_screening(false)])
}

fn mirrored(rule: Rule) -> Rule {
    let index = Rule::ALL.iter().position(|other| *other == rule).unwrap();
    Rule::ALL[index ^ 1]
}

proptest! {
    #[test]
    fn doubling_the_values_doubles_the_limits_and_changes_no_rule(values in grid(), profile in profiles()) {
        let a = chart(&values, profile);
        let b = chart(&values.iter().map(|v| v * 4.0).collect::<Vec<_>>(), profile);
        for (a, b) in a.points.iter().zip(&b.points) {
            prop_assert_eq!(a.rules, b.rules);
            prop_assert_eq!(a.limits.map(|l| l.upper * 4.0), b.limits.map(|l| l.upper));
        }
        prop_assert_eq!(a.variation, b.variation);
    }

    #[test]
    fn shifting_the_values_shifts_mean_and_limits(values in grid(), profile in profiles()) {
        let a = chart(&values, profile);
        let b = chart(&values.iter().map(|v| v + 64.0).collect::<Vec<_>>(), profile);
        for (a, b) in a.segments.iter().zip(&b.segments) {
            prop_assert!((a.mean.unwrap() + 64.0 - b.mean.unwrap()).abs() < 1e-9);
            prop_assert_eq!(a.limits.is_some(), b.limits.is_some());
            if let (Some(a), Some(b)) = (a.limits, b.limits) {
                prop_assert!((a.lower + 64.0 - b.lower).abs() < 1e-9);
                prop_assert!((a.near_upper + 64.0 - b.near_upper).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn turning_the_values_over_turns_every_rule_over(values in grid(), profile in profiles()) {
        let a = chart(&values, profile);
        let b = chart(&values.iter().map(|v| -v).collect::<Vec<_>>(), profile);
        for (a, b) in a.points.iter().zip(&b.points) {
            prop_assert_eq!(a.reported.map(mirrored), b.reported);
            prop_assert_eq!(a.rules.iter().map(mirrored).collect::<super::super::Rules>(), b.rules);
        }
    }

    #[test]
    fn no_input_panics_and_every_row_comes_back(
        rows in prop::collection::vec((1_i64..3, prop::option::weighted(0.8, -1e300..1e300_f64)), 0..50),
        rebase_at in prop::collection::vec(0_i64..80, 0..4),
        fix_after in prop::option::of(0_usize..40),
        target in prop::option::of(any::<f64>()),
        profile in profiles(),
    ) {
        let mut position = 0;
        let rows: Vec<Point> = rows.into_iter().map(|(step, value)| {
            position += step;
            Point { position, value }
        }).collect();
        let asked = Settings { rebase_at: &rebase_at, fix_after, target, ..settings(profile) };
        if let Ok(chart) = xmr(&rows, &asked) {
            prop_assert_eq!(chart.points.len(), rows.len());
            let mut end = 0;
            for segment in &chart.segments {
                prop_assert!(segment.start == end && segment.end > end);
                end = segment.end;
            }
            prop_assert_eq!(end, rows.len());
            for point in &chart.points {
                prop_assert_eq!(point.rules.is_empty(), point.reported.is_none());
                prop_assert!(point.reported.is_none_or(|rule| point.rules.contains(rule)));
            }
            let missing = chart.points.iter().filter(|point| point.value.is_none());
            prop_assert!(missing.into_iter().all(|point| point.rules.is_empty()));
        }
    }

    #[test]
    fn a_series_without_gaps_is_read_the_same_either_way(values in grid()) {
        let respected = Profile { gaps: Gaps::Respected, ..PTD };
        prop_assert_eq!(chart(&values, PTD).points, chart(&values, respected).points);
    }
}
