//! The special-cause rules, run over one unbroken stretch of values.

use super::{Limits, Profile, TrendEnd, TwoOfThree};

/// Which way a signal points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Above, or rising.
    High,
    /// Below, or falling.
    Low,
}

/// A rule that fired, in order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Above the upper process limit.
    AboveUpperLimit,
    /// Below the lower process limit.
    BelowLowerLimit,
    /// One of a run of rising points.
    TrendRising,
    /// One of a run of falling points.
    TrendFalling,
    /// One of two in three near or beyond the upper limit.
    TwoOfThreeHigh,
    /// One of two in three near or beyond the lower limit.
    TwoOfThreeLow,
    /// One of a run above the mean.
    ShiftAbove,
    /// One of a run below the mean.
    ShiftBelow,
}

impl Rule {
    /// Every rule, in order of precedence: outside, trend, two of three, shift.
    pub const ALL: [Self; 8] = [
        Self::AboveUpperLimit,
        Self::BelowLowerLimit,
        Self::TrendRising,
        Self::TrendFalling,
        Self::TwoOfThreeHigh,
        Self::TwoOfThreeLow,
        Self::ShiftAbove,
        Self::ShiftBelow,
    ];

    /// Which way it points.
    #[must_use]
    pub const fn side(self) -> Side {
        match self {
            Self::AboveUpperLimit | Self::TrendRising | Self::TwoOfThreeHigh | Self::ShiftAbove => {
                Side::High
            }
            Self::BelowLowerLimit | Self::TrendFalling | Self::TwoOfThreeLow | Self::ShiftBelow => {
                Side::Low
            }
        }
    }
}

/// A set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rules(u8);

impl Rules {
    /// Whether `rule` is in the set.
    #[must_use]
    pub const fn contains(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u8) != 0
    }

    /// Whether no rule fired.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The rules of the set, in order of precedence.
    pub fn iter(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.into_iter().filter(move |rule| self.contains(*rule))
    }

    /// The rule that is reported of a set: the first by precedence.
    #[must_use]
    pub fn first(self) -> Option<Rule> {
        Rule::ALL.get(self.0.trailing_zeros() as usize).copied()
    }

    const fn insert(&mut self, rule: Rule) {
        self.0 |= 1 << rule as u8;
    }
}

impl FromIterator<Rule> for Rules {
    fn from_iter<I: IntoIterator<Item = Rule>>(rules: I) -> Self {
        let mut set = Self::default();
        rules.into_iter().for_each(|rule| set.insert(rule));
        set
    }
}

/// What the rules say of one point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Judgement {
    /// Every rule that fired.
    pub rules: Rules,
    /// The one reported.
    pub reported: Option<Rule>,
}

/// Judges each of `values`, taken as neighbours, by limits that are already there.
///
/// Use it where limits were fixed and stored; [`xmr`](super::xmr) sets its own. Without limits only
/// trends and shifts can fire.
///
/// - **Held to:** `tests/golden/spc_rule_patterns.json` (R), exactly.
///
/// ```
/// use statistics::process_control::{Limits, Profile, Rule, judge};
/// let limits = Limits { lower: -3.0, near_lower: -2.0, near_upper: 2.0, upper: 3.0 };
/// let judged = judge(&[2.4, 0.3, 3.4], 0.0, Some(&limits), &Profile::MDC_2023);
/// assert_eq!(judged[0].reported, Some(Rule::TwoOfThreeHigh));
/// assert_eq!(judged[1].reported, None);
/// assert_eq!(judged[2].reported, Some(Rule::AboveUpperLimit));
/// assert!(judged[2].rules.contains(Rule::TwoOfThreeHigh));
/// ```
#[must_use]
pub fn judge(
    values: &[f64],
    mean: f64,
    limits: Option<&Limits>,
    profile: &Profile,
) -> Vec<Judgement> {
    let mut out = Vec::new();
    judge_into(values, mean, limits, profile, &mut out);
    out
}

/// [`judge`], appending to `out`.
pub(super) fn judge_into(
    values: &[f64],
    mean: f64,
    limits: Option<&Limits>,
    profile: &Profile,
    out: &mut Vec<Judgement>,
) {
    let start = out.len();
    out.resize(start + values.len(), Judgement::default());
    let out = &mut out[start..];
    if let Some(limits) = limits {
        outside(values, limits, out);
        if let Some(counts) = profile.two_of_three {
            two_of_three(values, mean, limits, counts, out);
        }
    }
    if let Some(length) = profile.shift {
        shifts(values, mean, length, out);
    }
    for judgement in out.iter_mut() {
        judgement.reported = judgement.rules.first();
    }
    // Trends come last because where two meet only their order tells which one is reported.
    if let Some(length) = profile.trend {
        trends(values, length, profile.trend_end, out);
    }
}

fn outside(values: &[f64], limits: &Limits, out: &mut [Judgement]) {
    for (value, judgement) in values.iter().zip(out) {
        if *value > limits.upper {
            judgement.rules.insert(Rule::AboveUpperLimit);
        } else if *value < limits.lower {
            judgement.rules.insert(Rule::BelowLowerLimit);
        }
    }
}

fn two_of_three(
    values: &[f64],
    mean: f64,
    limits: &Limits,
    counts: TwoOfThree,
    out: &mut [Judgement],
) {
    let zone_ends = counts == TwoOfThree::NearLimitOnly;
    let high = |v: f64| v > limits.near_upper && !(zone_ends && v > limits.upper);
    let low = |v: f64| v < limits.near_lower && !(zone_ends && v < limits.lower);
    for (start, window) in values.windows(3).enumerate() {
        // Two that count are rare, so that this is asked first.
        let two = |counts: &dyn Fn(f64) -> bool| {
            window.iter().map(|v| usize::from(counts(*v))).sum::<usize>() >= 2
        };
        if two(&high) && window.iter().all(|v| *v > mean) {
            flag(window, &mut out[start..], high, Rule::TwoOfThreeHigh);
        } else if two(&low) && window.iter().all(|v| *v < mean) {
            flag(window, &mut out[start..], low, Rule::TwoOfThreeLow);
        }
    }
}

fn flag(values: &[f64], out: &mut [Judgement], counts: impl Fn(f64) -> bool, rule: Rule) {
    for (value, judgement) in values.iter().zip(out) {
        if counts(*value) {
            judgement.rules.insert(rule);
        }
    }
}

fn shifts(values: &[f64], mean: f64, length: usize, out: &mut [Judgement]) {
    let sides = values.iter().map(|value| sign(*value, mean));
    long_runs(sides, length.max(1), |start, end, up| {
        let rule = if up { Rule::ShiftAbove } else { Rule::ShiftBelow };
        out[start..=end].iter_mut().for_each(|judgement| judgement.rules.insert(rule));
    });
}

/// Marks every run of `length` or more points whose steps all have one sign, and reports it where
/// the point is not outside the limits.
fn trends(values: &[f64], length: usize, trend_end: TrendEnd, out: &mut [Judgement]) {
    let steps = values.windows(2).map(|pair| sign(pair[1], pair[0]));
    let mut found = false;
    long_runs(steps, length.max(2) - 1, |start, end, up| {
        let rule = if up { Rule::TrendRising } else { Rule::TrendFalling };
        // Runs come in order, so that a point that ends the one before keeps that direction.
        out[start..=end + 1].iter_mut().for_each(|judgement| report_trend(judgement, rule));
        found = true;
    });
    if found && trend_end == TrendEnd::NextStep {
        follow_next_step(values, out);
    }
}

/// 1 above `level`, −1 below, 0 on it.
fn sign(value: f64, level: f64) -> i8 {
    i8::from(value > level) - i8::from(value < level)
}

/// Calls `mark(first, last, up)` for the parts of every run of `least` or more equal signs that are
/// not 0: its first `least` together, then each further one. There is no branch on the signs, which
/// are as good as random.
fn long_runs(
    signs: impl Iterator<Item = i8>,
    least: usize,
    mut mark: impl FnMut(usize, usize, bool),
) {
    let (mut run, mut before) = (0, 0);
    for (index, sign) in signs.enumerate() {
        run = (run * usize::from(sign == before) + 1) * usize::from(sign != 0);
        before = sign;
        if run >= least {
            mark(if run == least { index + 1 - least } else { index }, index, sign > 0);
        }
    }
}

fn report_trend(judgement: &mut Judgement, rule: Rule) {
    if judgement.reported.is_none_or(|reported| reported > Rule::TrendFalling) {
        judgement.reported = Some(rule);
    }
    judgement.rules.insert(rule);
}

/// Where two neighbours are both in a trend, the step between them gives the first its direction,
/// be it in the trend or not.
fn follow_next_step(values: &[f64], out: &mut [Judgement]) {
    for index in 1..values.len() {
        let in_trend = |at: usize| {
            let rules = out[at].rules;
            rules.contains(Rule::TrendRising) || rules.contains(Rule::TrendFalling)
        };
        let reports_trend =
            matches!(out[index - 1].reported, Some(Rule::TrendRising | Rule::TrendFalling));
        if !(reports_trend && in_trend(index)) {
            continue;
        }
        if values[index] > values[index - 1] {
            out[index - 1].reported = Some(Rule::TrendRising);
        } else if values[index] < values[index - 1] {
            out[index - 1].reported = Some(Rule::TrendFalling);
        }
    }
}
