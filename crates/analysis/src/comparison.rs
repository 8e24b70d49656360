//! Two periods of one series side by side, source by source: sizes, change, how sure, rate, place.
//! What it takes to judge a claim; nothing here is mixed between sources.

use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::figure::{Base, Derivation, Figure, PeerReading, Rate, TestReading};
use domain::ids::{MeasureId, Slug, SourceId};
use domain::observation::ObservationKey;
use domain::period::{Period, PeriodKind};
use domain::verdict::Verdict;
use domain::vintage::Vintage;

use crate::finding::verdict;
use crate::frozen::Frozen;

/// What is to be compared.
#[derive(Debug, Clone)]
pub struct Question {
    /// Of which measure.
    pub measure: MeasureId,
    /// Of which area.
    pub area: Area,
    /// Of which part of it.
    pub breakdown: Breakdown,
    /// The later period.
    pub period: Period,
    /// The earlier period.
    pub with: Period,
    /// The group of similar forces, if the area has one of its own.
    pub group: Option<Slug>,
    /// The population under rates.
    pub population: Slug,
}

/// What one source answers.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Which source.
    pub source: SourceId,
    /// The periods are sums of their months, not published whole.
    pub monthly: bool,
    /// The figures, in printing order.
    pub lines: Vec<(Reading, Figure)>,
    /// What may be said of the change, where it can be tested.
    pub verdict: Option<Verdict>,
    /// When each period's current figure was published, later period first, if not together: one of
    /// them may hold revisions that the other has yet to have.
    pub apart: Option<[Vintage; 2]>,
}

/// What a line of a comparison is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// The later period.
    Size,
    /// The earlier period.
    SizeBefore,
    /// The difference: of a percentage, in percentage points.
    Change,
    /// The difference in per cent of the earlier.
    Percent,
    /// The difference in per cent between first published figures, where both came equally long after
    /// their periods.
    FirstPercent,
    /// Per 1,000 residents, later period.
    Rate,
    /// Per 1,000 residents, earlier period, by the same population.
    RateBefore,
    /// Mean of the similar forces' rates.
    GroupMean,
    /// Place among them; 1 is the lowest rate.
    Rank,
    /// Lower end of the 95 % interval of new over old.
    RatioLow,
    /// Upper end of it.
    RatioHigh,
    /// How often chance alone would show at least this.
    P,
}

impl Frozen {
    /// Every source that holds either period answers, by id.
    pub fn compare(&self, question: &Question) -> Vec<Comparison> {
        let mut sources: Vec<&SourceId> = Vec::new();
        let held = self.held().filter(|key| {
            key.measure == question.measure
                && key.area == question.area
                && key.breakdown == question.breakdown
                && [question.period, question.with].iter().any(|period| within(key.period, *period))
        });
        for key in held {
            if !sources.contains(&&key.source) {
                sources.push(&key.source);
            }
        }
        sources.sort_unstable();
        sources.into_iter().map(|source| self.of_source(question, source)).collect()
    }

    fn of_source(&self, question: &Question, source: &SourceId) -> Comparison {
        let mut key = self.key(&question.measure, source, &question.area, question.period);
        key.breakdown = question.breakdown.clone();
        let earlier = ObservationKey { period: question.with, ..key.clone() };
        let whole = [&key, &earlier].iter().any(|key| self.ledger.current(key).is_some());
        let (base, plain) = match whole {
            true => (Base::Value, Derivation::Value),
            false => (Base::Total, Derivation::Total),
        };
        let rate = Rate { base, per: 1000, population: question.population.clone() };
        let by_rate = || Derivation::Rate(rate.clone());
        let mut asked = vec![
            (Reading::Size, &key, plain.clone()),
            (Reading::SizeBefore, &earlier, plain),
            (Reading::Change, &key, Derivation::Change(base, question.with)),
            (Reading::Percent, &key, Derivation::Percent(base, question.with)),
        ];
        if whole {
            let first = Derivation::Percent(Base::First, question.with);
            asked.push((Reading::FirstPercent, &key, first));
        }
        // A rate or percentage has no rate of its own, and is not tested as a count.
        let measure = self.catalogue.measure(&question.measure);
        let unit = measure.and_then(|measure| measure.unit.as_ref());
        let counted = unit.is_some_and(|unit| unit.as_str() == "count");
        if counted {
            asked.extend([
                (Reading::Rate, &key, by_rate()),
                (Reading::RateBefore, &earlier, by_rate()),
            ]);
        }
        if let Some(group) = question.group.as_ref().filter(|_| counted) {
            let peers = |reading| Derivation::Peers(reading, group.clone(), rate.clone());
            asked.extend([
                (Reading::GroupMean, &key, peers(PeerReading::Mean)),
                (Reading::Rank, &key, peers(PeerReading::Rank)),
            ]);
        }
        let published =
            |key: &ObservationKey| self.origin(key).map(|(supplied, _)| supplied.release.vintage);
        let published = published(&key).zip(published(&earlier));
        let apart = published.filter(|(now, then)| now != then).map(|(now, then)| [now, then]);
        let tested = testable(question, base).filter(|_| counted);
        if let Some(test) = tested {
            asked.extend([
                (Reading::RatioLow, &key, test(TestReading::Low, question.with)),
                (Reading::RatioHigh, &key, test(TestReading::High, question.with)),
                (Reading::P, &key, test(TestReading::P, question.with)),
            ]);
        }
        let lines =
            asked.into_iter().map(|(reading, key, by)| (reading, self.figure(key.clone(), by)));
        let verdict = tested.map(|test| {
            let read = |reading| self.figure(key.clone(), test(reading, question.with));
            verdict(&read(TestReading::Ratio), &read(TestReading::P))
        });
        Comparison {
            source: source.clone(),
            monthly: !whole,
            lines: lines.collect(),
            verdict,
            apart,
        }
    }
}

type Test = fn(TestReading, Period) -> Derivation;

/// The test for these periods, if there is one: a year of months against the year before, or two
/// years published whole.
fn testable(question: &Question, base: Base) -> Option<Test> {
    let years = |period: Period| {
        matches!(period.kind(), PeriodKind::FinancialYear | PeriodKind::RollingYear)
    };
    let monthly: Test = |reading, _| Derivation::SeasonalStep(reading);
    let annual: Test = Derivation::AnnualTest;
    match base {
        _ if !years(question.period) || !years(question.with) => None,
        Base::Total if question.with != question.period.years_earlier(1) => None,
        Base::Total => Some(monthly),
        Base::Value => Some(annual),
        Base::First => None,
    }
}

fn within(inner: Period, outer: Period) -> bool {
    outer.start() <= inner.start() && inner.end() <= outer.end()
}
