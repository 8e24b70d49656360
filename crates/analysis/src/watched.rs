//! What a framework watches: the latest figure of each measure, how old it is, and its change.

use std::collections::BTreeMap;

use domain::area::Area;
use domain::figure::{Base, Derivation, Figure};
use domain::ids::{MeasureId, Slug, SourceId};
use domain::measure::Measure;
use domain::observation::ObservationKey;
use domain::period::Period;
use domain::plan::framework::WatchedMeasure;
use domain::verdict::Verdict;
use jiff::civil::Date;

use crate::comparison::Question;
use crate::findings::{Findings, Scope};
use crate::frozen::Frozen;

/// A watched measure and what is held of it.
#[derive(Debug, Clone)]
pub struct WatchedFinding {
    /// The measure.
    pub measure: Measure,
    /// How the framework watches it.
    pub link: WatchedMeasure,
    /// Whose figures these are.
    pub area: Area,
    /// Its latest figures; none if nothing is held up to the day of the freeze.
    pub latest: Option<LatestFigures>,
}

/// The latest figures of a measure up to the day of a freeze.
#[derive(Debug, Clone)]
pub struct LatestFigures {
    /// Of which period.
    pub period: Period,
    /// The period it is compared with: the same, a year before.
    pub baseline: Period,
    /// The figure.
    pub figure: Figure,
    /// That of the baseline.
    pub before: Figure,
    /// Difference: of a percentage, in points.
    pub change: Figure,
    /// Difference in per cent.
    pub percent: Figure,
    /// What may be said of the change, where it can be tested.
    pub verdict: Option<Verdict>,
    /// Whole months from the end of the period to the day of the freeze (SF-042).
    pub lag_months: i32,
    /// Whether the period ends in the quarter that the freeze ends, so that there is something new
    /// to say (SF-023).
    pub is_new: bool,
    /// Figures of every period of this shape, oldest first.
    pub history: Vec<(Period, Figure)>,
}

/// More periods than this are not shown of one measure.
const MOST_PERIODS: usize = 20;

impl WatchedFinding {
    /// Whether it is shown as context, of a wider area than the office's own.
    pub fn is_context(&self) -> bool {
        self.link.context.is_some()
    }

    /// What a framework watches, in its order. Measures that the gate shows to nobody here are left
    /// out, as the findings list them by themselves.
    pub(crate) fn gather(frozen: &Frozen, findings: &Findings) -> Vec<Self> {
        let scope = &findings.scope;
        let watched = &findings.plan.framework.watched;
        let mut held: BTreeMap<(&MeasureId, &SourceId, &Area), Vec<Period>> = BTreeMap::new();
        for link in watched {
            let area = link.context.as_ref().unwrap_or(&scope.area);
            held.insert((&link.measure, &link.source, area), vec![]);
        }
        for key in frozen.held().filter(|key| key.breakdown.is_total() && key.age.is_none()) {
            let periods = held.get_mut(&(&key.measure, &key.source, &key.area));
            if let Some(periods) = periods.filter(|_| key.period.end() <= frozen.id.as_at) {
                periods.push(key.period);
            }
        }
        let finding = |link: &WatchedMeasure| {
            let area = link.context.as_ref().unwrap_or(&scope.area);
            let measure = frozen.catalogue.measure(&link.measure)?.clone();
            let periods = held.get(&(&link.measure, &link.source, area))?;
            let key = |period| frozen.key(&link.measure, &link.source, area, period);
            let latest = latest(periods)
                .map(|period| figures(frozen, scope, &key(period), findings, periods));
            Some(Self { measure, link: link.clone(), area: area.clone(), latest })
        };
        watched.iter().filter_map(finding).collect()
    }
}

/// The period to tell: the longest of those that end last. Months are told as the year that ends
/// with the last of them.
fn latest(periods: &[Period]) -> Option<Period> {
    let last = periods.iter().copied().max_by_key(|period| (period.end(), length(*period)))?;
    let monthly = last.whole_months() == Some(1);
    Some(if monthly { Period::rolling_year_to(last.end()) } else { last })
}

fn length(period: Period) -> i32 {
    period.end().duration_since(period.start()).as_hours().try_into().unwrap_or(i32::MAX)
}

fn figures(
    frozen: &Frozen,
    scope: &Scope,
    key: &ObservationKey,
    findings: &Findings,
    periods: &[Period],
) -> LatestFigures {
    let period = key.period;
    let baseline = period.years_earlier(1);
    let published = periods.contains(&period);
    let (base, plain) = match published {
        true => (Base::Value, Derivation::Value),
        false => (Base::Total, Derivation::Total),
    };
    let of = |period| ObservationKey { period, ..key.clone() };
    let figure = |period| frozen.figure(of(period), plain.clone());
    let by = |by| frozen.figure(key.clone(), by);
    let mut alike: Vec<Period> = match published {
        true => periods.iter().copied().filter(|other| same_shape(*other, period)).collect(),
        false => vec![],
    };
    alike.sort_by_key(|period| period.end());
    alike.dedup();
    let from = alike.len().saturating_sub(MOST_PERIODS);
    LatestFigures {
        period,
        baseline,
        figure: figure(period),
        before: figure(baseline),
        change: by(Derivation::Change(base, baseline)),
        percent: by(Derivation::Percent(base, baseline)),
        verdict: (key.area == scope.area)
            .then(|| verdict(frozen, scope, key, &scope.population))
            .flatten(),
        lag_months: months_between(period.end(), frozen.id.as_at),
        is_new: period.end() >= findings.quarter.start(),
        history: alike[from..].iter().map(|period| (*period, figure(*period))).collect(),
    }
}

/// The verdict on two years of a count, where every force's change is there to hold it against.
fn verdict(
    frozen: &Frozen,
    scope: &Scope,
    key: &ObservationKey,
    population: &Slug,
) -> Option<Verdict> {
    let question = Question {
        measure: key.measure.clone(),
        area: scope.area.clone(),
        breakdown: key.breakdown.clone(),
        period: key.period,
        with: key.period.years_earlier(1),
        group: None,
        population: population.clone(),
    };
    let answers = frozen.compare(&question);
    answers.into_iter().find(|answer| answer.source == key.source)?.verdict
}

/// Whether two periods belong to one series: years that end in the same month, quarters, single days.
fn same_shape(one: Period, other: Period) -> bool {
    match (one.whole_months(), other.whole_months()) {
        (Some(12), Some(12)) => one.end().month() == other.end().month(),
        (Some(a), Some(b)) => a == b,
        (None, None) => length(one) == length(other),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whole months between two days: from 30 September to 31 March is six.
fn months_between(from: Date, to: Date) -> i32 {
    let months = |day: Date| i32::from(day.year()) * 12 + i32::from(day.month());
    let short = to.day() < from.day() && to != to.last_of_month();
    months(to) - months(from) - i32::from(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_whole() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        // SF-042: the lag of a figure to 30 September 2019 at 31 March 2022.
        assert_eq!(months_between(day("2019-09-30"), day("2022-03-31")), 30);
        assert_eq!(months_between(day("2021-12-31"), day("2022-06-30")), 6);
        assert_eq!(months_between(day("2022-03-31"), day("2022-03-31")), 0);
        assert_eq!(months_between(day("2022-02-20"), day("2022-03-10")), 0);
    }

    #[test]
    fn series_are_not_mixed() {
        let period = |text: &str| text.parse::<Period>().unwrap();
        assert!(same_shape(period("fy2020-21"), period("fy2021-22")));
        assert!(!same_shape(period("fy2020-21"), period("2020-07-01_2021-06-30")));
        assert!(!same_shape(period("2022-01-01_2022-03-31"), period("fy2021-22")));
        assert!(same_shape(period("2018-09-30_2018-09-30"), period("2019-09-30_2019-09-30")));
    }
}
