//! XmR charts against NHSRplotthedots 0.2.2.
//!
//! Every case is reproduced under `Profile::PTD_0_2_2`, the faults of the package included, save
//! those on which it stops with an error. For each exempted category of `tests/golden/README.md`,
//! found by rule and not by name, a test says what our own profile does instead.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

mod support;

use serde_json::Value;
use statistics::process_control::{
    Assurance, Chart, Diagnostic, Direction, Gaps, Limits, Point, PointType, Profile, Rule,
    Settings, TrendEnd, TwoOfThree, Variation, judge, xmr,
};
use std::cmp::Ordering;
use support::{assert_close, golden, is_shared};

const CASES: &str = "spc_ptd.json";
const PATTERNS: &str = "spc_rule_patterns.json";
const TOLERANCE: f64 = 1e-9;

/// A golden case in our own types. Positions are days: this profile does not look at spacing.
struct Case {
    id: String,
    points: Vec<Point>,
    rebase_at: Vec<i64>,
    direction: Direction,
    target: Option<f64>,
    fix_after: Option<usize>,
    screening: bool,
    stops: bool,
    expected: Value,
}

impl Case {
    fn read(case: &Value) -> Self {
        let args = &case["args"];
        let mut points: Vec<Point> = case["input"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| Point { position: day(&row["date"]), value: row["value"].as_f64() })
            .collect();
        points.sort_by_key(|point| point.position);
        Self {
            id: case["id"].as_str().unwrap().to_owned(),
            points,
            rebase_at: args["rebase"].as_array().unwrap().iter().map(day).collect(),
            direction: match args["improvement_direction"].as_str().unwrap() {
                "increase" => Direction::Increase,
                "decrease" => Direction::Decrease,
                "neutral" => Direction::Neutral,
                other => panic!("unknown direction {other}"),
            },
            target: args["target"].as_f64(),
            fix_after: args["fix_after_n_points"].as_u64().map(|n| n as usize),
            screening: args["screen_outliers"].as_bool().unwrap(),
            stops: case["error"].as_bool().unwrap_or(false),
            expected: case["expected"].clone(),
        }
    }

    fn chart(&self, profile: Profile) -> Chart {
        let settings = Settings {
            profile: profile.with_screening(self.screening),
            direction: self.direction,
            target: self.target,
            rebase_at: &self.rebase_at,
            fix_after: self.fix_after,
        };
        xmr(&self.points, &settings).unwrap()
    }

    /// Every value is the same and screening leaves no moving range.
    fn is_constant_and_screened(&self) -> bool {
        let mut values = self.points.iter().filter_map(|point| point.value);
        let first = values.next();
        self.screening && values.all(|value| Some(value) == first) && self.points.len() > 1
    }
}

/// Our profile for cases of any length, spacing disregarded because positions are days.
fn ours() -> Profile {
    Profile { minimum_points: 0, gaps: Gaps::Ignored, ..Profile::MDC_2023 }
}

fn cases() -> Vec<Case> {
    golden(CASES).iter().map(Case::read).collect()
}

/// Days since an arbitrary start (Fliegel & Van Flandern 1968).
fn day(date: &Value) -> i64 {
    let part =
        |range: std::ops::Range<usize>| date.as_str().unwrap()[range].parse::<i64>().unwrap();
    let (year, month, day) = (part(0..4), part(5..7), part(8..10));
    let shift = (month - 14) / 12;
    (1461 * (year + 4800 + shift)) / 4 + (367 * (month - 2 - 12 * shift)) / 12
        - (3 * ((year + 4900 + shift) / 100)) / 4
        + day
}

fn rule_name(rule: Option<Rule>) -> &'static str {
    match rule {
        None => "Common Cause",
        Some(Rule::AboveUpperLimit) => "Above UCL",
        Some(Rule::BelowLowerLimit) => "Below LCL",
        Some(Rule::TrendRising) => "7 Point Trend (Increasing)",
        Some(Rule::TrendFalling) => "7 Point Trend (Decreasing)",
        Some(Rule::TwoOfThreeHigh) => "2 in 3 Above CL",
        Some(Rule::TwoOfThreeLow) => "2 in 3 Below CL",
        Some(Rule::ShiftAbove) => "7 Points Above CL",
        Some(Rule::ShiftBelow) => "7 Points Below CL",
    }
}

fn point_type_name(point_type: PointType) -> &'static str {
    match point_type {
        PointType::CommonCause => "common_cause",
        PointType::Improvement => "special_cause_improvement",
        PointType::Concern => "special_cause_concern",
        PointType::NeutralHigh => "special_cause_neutral_high",
        PointType::NeutralLow => "special_cause_neutral_low",
    }
}

/// The package's seven icons know no side but the point type's.
fn variation_name(variation: Variation) -> &'static str {
    match variation {
        Variation::CommonCause => "common_cause",
        Variation::ImprovementHigh | Variation::ImprovementLow => "special_cause_improvement",
        Variation::ConcernHigh | Variation::ConcernLow => "special_cause_concern",
        Variation::NeutralHigh => "special_cause_neutral_high",
        Variation::NeutralLow => "special_cause_neutral_low",
        Variation::TooEarlyToSay => "too early to say",
    }
}

fn assurance_name(assurance: Option<Assurance>) -> Value {
    match assurance {
        None => Value::Null,
        Some(Assurance::Pass) => "consistent_pass".into(),
        Some(Assurance::Fail) => "consistent_fail".into(),
        Some(Assurance::Inconsistent) => "inconsistent".into(),
        Some(Assurance::TooEarlyToSay) => "too early to say".into(),
    }
}

/// Whether the point at `index` is the last of one trend and its neighbour the first of the next,
/// or is itself both: the one place where the recorded type is exempt.
fn trends_meet_at(chart: &Chart, index: usize) -> bool {
    let trends = |at: usize| {
        let point = chart.points.get(at).filter(|p| p.segment == chart.points[index].segment);
        let fired = |rule| point.is_some_and(|point| point.rules.contains(rule));
        (fired(Rule::TrendRising), fired(Rule::TrendFalling))
    };
    let next = chart.points.get(index + 1).and_then(|point| point.value);
    let step = next.partial_cmp(&chart.points[index].value);
    match trends(index) {
        (false, false) => false,
        (true, true) => true,
        _ if trends(index + 1) == (false, false) => false,
        (rising, _) => step != Some(if rising { Ordering::Greater } else { Ordering::Less }),
    }
}

#[test]
fn every_case_of_the_package_is_reproduced() {
    let (mut compared, mut points, mut stopped, mut meetings) = (0, 0, 0, 0);
    for case in cases() {
        if case.stops {
            stopped += 1;
            continue;
        }
        let chart = case.chart(Profile::PTD_0_2_2);
        let (met, differed) = compare_points(&case, &chart);
        points += chart.points.len();
        meetings += met;
        compare_verdict(&case, &chart, differed);
        compared += 1;
    }
    assert!(compared > 0);
    println!(
        "spc_ptd: {compared} cases, {points} points compared; {stopped} on which the package stops; \
         {meetings} points where trends meet"
    );
    if is_shared(CASES) {
        assert_eq!((compared, points, stopped), (235, 6445, 3));
    }
}

/// Compares every point; returns how many lie where trends meet, and how many of those differ.
fn compare_points(case: &Case, chart: &Chart) -> (usize, usize) {
    let expected = case.expected["points"].as_array().unwrap();
    assert_eq!(expected.len(), chart.points.len(), "{}", case.id);
    let (mut met, mut differed) = (0, 0);
    // The package counts rebases; we count segments from 0.
    let rebased_at_start = case.rebase_at.contains(&case.points[0].position);
    for (index, (ours, theirs)) in chart.points.iter().zip(expected).enumerate() {
        let at = |what: &str| format!("{what} of point {index} of {}", case.id);
        let scale = ours.limits.map_or(0.0, |limits| limits.upper.abs().max(limits.lower.abs()));
        let group = ours.segment + usize::from(rebased_at_start);
        assert_eq!(theirs["rebase_group"], group, "{}", at("segment"));
        assert_close(&at("mean"), ours.mean, &theirs["mean"], TOLERANCE, 0.0);
        assert_close(&at("lpl"), ours.limits.map(|l| l.lower), &theirs["lpl"], TOLERANCE, scale);
        assert_close(&at("upl"), ours.limits.map(|l| l.upper), &theirs["upl"], TOLERANCE, scale);
        let outside = ours.rules.contains(Rule::AboveUpperLimit)
            || ours.rules.contains(Rule::BelowLowerLimit);
        let seen = ours.limits.zip(ours.value);
        let known = |fact: bool| seen.map_or(Value::Null, |_| fact.into());
        assert_eq!(known(outside), theirs["outside_limits"], "{}", at("outside"));
        let close = seen.is_some_and(|(l, v)| !outside && (v > l.near_upper || v < l.near_lower));
        assert_eq!(known(close), theirs["close_to_limits"], "{}", at("close"));
        let side = ours.value.zip(ours.mean).and_then(|(v, mean)| v.partial_cmp(&mean));
        let side = side.map_or(Value::Null, |side| Value::from(side as i8));
        assert_eq!(side, theirs["relative_to_mean"], "{}", at("side of the mean"));
        let short = chart.diagnostics.iter().any(
            |d| matches!(d, Diagnostic::ShortSegment { segment, .. } if *segment == ours.segment),
        );
        assert_eq!(Value::from(short), theirs["short_group_warning"], "{}", at("short"));
        assert_eq!(!ours.rules.is_empty(), theirs["special_cause_flag"], "{}", at("flag"));
        let same = theirs["special_cause_type"] == rule_name(ours.reported)
            && theirs["point_type"] == point_type_name(ours.point_type);
        let exempt = trends_meet_at(chart, index);
        met += usize::from(exempt);
        differed += usize::from(!same);
        assert!(same || exempt, "{}: {ours:?} but {theirs}", at("type"));
    }
    (met, differed)
}

fn compare_verdict(case: &Case, chart: &Chart, differed: usize) {
    let id = &case.id;
    assert_eq!(case.expected["variation"], variation_name(chart.variation), "{id}");
    assert_eq!(case.expected["assurance"], assurance_name(chart.assurance), "{id}");
    let summary = case.expected["summary"].as_array().unwrap();
    assert_eq!(summary.len(), chart.segments.len(), "{id}");
    for (segment, theirs) in chart.segments.iter().zip(summary) {
        let points = &chart.points[segment.start..segment.end];
        assert_close(id, segment.mean, &theirs["mean_col"], TOLERANCE, 0.0);
        assert_eq!(theirs["n"], points.len(), "{id}");
        let last = points.last().unwrap().point_type;
        assert_eq!(theirs["variation_type"], point_type_name(last), "{id}");
        for (key, kind) in [
            ("common_cause", PointType::CommonCause),
            ("special_cause_improvement", PointType::Improvement),
            ("special_cause_concern", PointType::Concern),
        ] {
            let ours = points.iter().filter(|point| point.point_type == kind).count();
            let off = ours.abs_diff(theirs[key].as_u64().unwrap() as usize);
            assert!(off <= differed, "{id}: {ours} {key}, they have {}", theirs[key]);
        }
    }
}

#[test]
fn every_rule_pattern_is_reproduced() {
    let limits = Limits { lower: -3.0, near_lower: -2.0, near_upper: 2.0, upper: 3.0 };
    let (mut compared, mut exempt) = (0, 0);
    for case in golden(PATTERNS) {
        let z: Vec<f64> =
            case["z"].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect();
        let judged = judge(&z, 0.0, Some(&limits), &Profile::PTD_0_2_2);
        let own = judge(
            &z,
            0.0,
            Some(&limits),
            &Profile { trend_end: TrendEnd::OwnTrend, ..Profile::PTD_0_2_2 },
        );
        for (index, judgement) in judged.iter().enumerate() {
            let theirs = &case["special_cause_type"][index];
            let same = *theirs == rule_name(judgement.reported);
            // Where trends meet, what is reported depends on the rule for that alone.
            let meeting = judgement.reported != own[index].reported;
            assert!(same || meeting, "point {index} of {case}: {judgement:?}");
            exempt += usize::from(!same);
        }
        compared += 1;
    }
    assert!(compared > 0);
    println!("spc_rule_patterns: {compared} cases compared, {exempt} points exempt");
    if is_shared(PATTERNS) {
        assert_eq!((compared, exempt), (300, 0));
    }
}

/// `STATISTICS.md` counted this independently: 24 of 6445 points in 16 of the shared cases.
#[test]
fn the_rule_of_2023_changes_the_two_of_three_of_few_points() {
    let later = Profile { two_of_three: Some(TwoOfThree::BeyondNearLimit), ..Profile::PTD_0_2_2 };
    let (mut points, mut charts) = (0, 0);
    for case in cases().iter().filter(|case| !case.stops) {
        let (old, new) = (case.chart(Profile::PTD_0_2_2), case.chart(later));
        let changed =
            old.points.iter().zip(&new.points).filter(|(a, b)| a.reported != b.reported).count();
        points += changed;
        charts += usize::from(changed > 0);
    }
    println!("two of three: {points} points in {charts} charts");
    assert!(points > 0 || !is_shared(CASES));
    if is_shared(CASES) {
        assert_eq!((points, charts), (24, 16));
    }
}

#[test]
fn where_trends_meet_our_profile_keeps_the_trend_a_point_ends() {
    let mut met = 0;
    for case in cases().iter().filter(|case| !case.stops) {
        let chart = case.chart(ours());
        for index in (1..chart.points.len()).filter(|i| trends_meet_at(&chart, *i)) {
            let (before, here) = (&chart.points[index - 1], &chart.points[index]);
            let own =
                if here.value > before.value { Rule::TrendRising } else { Rule::TrendFalling };
            let outside = here.reported < Some(Rule::TrendRising);
            assert!(outside || here.reported == Some(own), "point {index} of {}", case.id);
            met += 1;
        }
    }
    println!("trends meet at {met} points");
    assert!(met > 0 || !is_shared(CASES));
}

#[test]
fn a_constant_series_has_its_limits_at_the_mean_in_our_profile() {
    let mut constant = 0;
    for case in cases().iter().filter(|case| case.is_constant_and_screened()) {
        let chart = case.chart(ours());
        let (value, last) = (case.points[0].value.unwrap(), chart.points.last().unwrap());
        assert_eq!(last.limits.map(|l| (l.lower, l.upper)), Some((value, value)), "{}", case.id);
        let expected = match (case.target, case.direction) {
            (None, _) | (_, Direction::Neutral) => None,
            (Some(target), Direction::Increase) if value >= target => Some(Assurance::Pass),
            (Some(target), Direction::Decrease) if value <= target => Some(Assurance::Pass),
            _ => Some(Assurance::Fail),
        };
        assert_eq!(chart.assurance, expected, "{}", case.id);
        constant += 1;
    }
    println!("{constant} constant series");
    assert!(constant > 0 || !is_shared(CASES));
}

#[test]
fn missing_values_on_which_the_package_stops_are_kept_as_common_cause() {
    let mut stopped = 0;
    for case in cases().iter().filter(|case| case.stops) {
        for profile in [Profile::PTD_0_2_2, Profile::MDC_2023] {
            let chart = case.chart(profile);
            assert_eq!(chart.points.len(), case.points.len(), "{}", case.id);
            let missing = chart.points.iter().filter(|point| point.value.is_none());
            assert!(missing.clone().all(|point| point.rules.is_empty()), "{}", case.id);
            assert!(missing.count() > 0, "{}", case.id);
            assert!(chart.segments.iter().all(|segment| segment.mean.is_some()), "{}", case.id);
        }
        stopped += 1;
    }
    println!("{stopped} cases on which the package stops");
    assert!(stopped > 0 || !is_shared(CASES));
}

#[test]
fn an_unknown_rebase_date_is_reported() {
    let mut unknown = 0;
    for case in cases() {
        let absent: Vec<Diagnostic> = case
            .rebase_at
            .iter()
            .filter(|position| case.points.iter().all(|point| point.position != **position))
            .map(|position| Diagnostic::UnknownRebase { position: *position })
            .collect();
        let chart = case.chart(Profile::PTD_0_2_2);
        let reported =
            chart.diagnostics.iter().filter(|d| matches!(d, Diagnostic::UnknownRebase { .. }));
        assert!(reported.eq(absent.iter()), "{}", case.id);
        unknown += absent.len();
    }
    println!("{unknown} unknown rebase dates");
    assert!(unknown > 0 || !is_shared(CASES));
}
