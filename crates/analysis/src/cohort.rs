//! Outcomes of a cohort: the crimes of a period, as published at one age.
//!
//! An outcome comes weeks to years after its crime, so the share of a month's crimes with an outcome
//! grows with the age at which it is seen. Two cohorts are compared only at an equal age: every month
//! of a period is taken from what was published in one month, so many months after the period's end,
//! and the other period likewise. What is not held at that age is missing, and nothing is put in its
//! place.

use domain::breakdown::Breakdown;
use domain::cell::{Cell, Marker, Markers};
use domain::figure::{Base, CohortReading, Derivation, Exact, Figure, FigureKey, Missing};
use domain::ids::{MeasureId, Slug, SourceId};
use domain::observation::ObservationKey;
use domain::period::Period;

use crate::evaluate::{Evaluated, based, combined_missing, united};
use crate::findings::categories;
use crate::frozen::Frozen;
use crate::ledger::Held;
use crate::revisions::age_in_months;

/// The crimes of a period at one age, by outcome.
#[derive(Debug, Clone)]
pub struct CohortFigures {
    /// Which crimes.
    pub period: Period,
    /// Calendar months from the end of the period to the publication.
    pub age: u16,
    /// The month of publication.
    pub published: Period,
    /// How many crimes.
    pub all: Figure,
    /// One for each outcome, in the catalogue's neutral order.
    pub outcomes: Vec<CohortOutcome>,
}

/// One outcome of a cohort.
#[derive(Debug, Clone)]
pub struct CohortOutcome {
    /// As the publisher names it.
    pub label: String,
    /// Crimes with this outcome.
    pub count: Figure,
    /// Their share of the cohort.
    pub share: Figure,
    /// Percentage points more than the cohort a year before, at the same age.
    pub change: Figure,
}

/// The ages at which every month of a cohort is held from the publication of one month, youngest
/// first.
pub fn ages_held(frozen: &Frozen, of: &ObservationKey) -> Vec<u16> {
    let Some(last) = of.period.months().last() else { return vec![] };
    let last = ObservationKey { period: last, ..of.clone() };
    let versions = frozen.ledger.versions(&last).iter();
    let ages: std::collections::BTreeSet<u16> = versions
        .filter_map(|held| age_in_months(last.period, frozen.ledger.supplied(held).release.vintage))
        .collect();
    let whole = |age: &u16| frozen.cohort_count(of, *age).whole().is_some();
    ages.into_iter().filter(whole).collect()
}

impl CohortFigures {
    /// The crimes of a key's period at an age, by the values of a dimension.
    pub fn gather(frozen: &Frozen, of: &ObservationKey, dimension: &Slug, age: u16) -> Self {
        let before = of.period.years_earlier(1);
        let outcome = |(key, label): (ObservationKey, String)| {
            let by = |by| frozen.figure(key.clone(), by);
            CohortOutcome {
                label,
                count: by(Derivation::Cohort(CohortReading::Count, age)),
                share: by(Derivation::Cohort(CohortReading::Share, age)),
                change: by(Derivation::CohortChange(age, before)),
            }
        };
        let outcomes = categories(frozen, of, dimension).into_iter().map(outcome);
        Self {
            period: of.period,
            age,
            published: month_at(of.period, age),
            all: frozen.figure(of.clone(), Derivation::Cohort(CohortReading::Count, age)),
            outcomes: outcomes.collect(),
        }
    }

    /// Why no outcome can be compared with the year before; none if any can.
    pub fn not_compared(&self) -> Option<&str> {
        let all_missing = self.outcomes.iter().all(|outcome| outcome.change.to_f64().is_none());
        let first = self.outcomes.first().filter(|_| all_missing)?;
        first.change.missing_because.as_deref()
    }
}

/// The month that comes so many months after the one a period ends in.
pub fn month_at(period: Period, age: u16) -> Period {
    use jiff::ToSpan as _;
    let end = Period::month_of(period.end()).start();
    Period::month_of(end.saturating_add(i64::from(age).months()))
}

fn cohort(of: &ObservationKey, reading: CohortReading, age: u16) -> FigureKey {
    FigureKey { of: of.clone(), by: Derivation::Cohort(reading, age) }
}

impl Frozen {
    pub(crate) fn cohort(
        &self,
        of: &ObservationKey,
        reading: CohortReading,
        age: u16,
    ) -> Evaluated {
        match reading {
            CohortReading::Count => self.cohort_count(of, age),
            CohortReading::Share => self.cohort_share(of, age),
        }
    }

    fn cohort_count(&self, of: &ObservationKey, age: u16) -> Evaluated {
        let month = month_at(of.period, age);
        let absent = |of| Missing::NotPublishedIn { month, of };
        if of.period.whole_months() == Some(1) {
            return match self.held_at(of, age) {
                Some(held) => as_at_age(held),
                None => Evaluated::unavailable(absent(vec![of.period]), vec![]),
            };
        }
        let months: Vec<Period> = of.period.months().collect();
        // Every month from the publication of one month: the older, the longer ago.
        let keys = (0u16..).zip(months.iter().rev()).map(|(more, period)| {
            let of = ObservationKey { period: *period, ..of.clone() };
            cohort(&of, CohortReading::Count, age.saturating_add(more))
        });
        let mut inputs: Vec<FigureKey> = keys.collect();
        inputs.reverse();
        self.sum(inputs, |parts| {
            let gaps = months.iter().zip(parts).filter(|(_, part)| part.whole().is_none());
            absent(gaps.map(|(month, _)| *month).collect())
        })
    }

    fn cohort_share(&self, of: &ObservationKey, age: u16) -> Evaluated {
        let part = cohort(of, CohortReading::Count, age);
        let mut whole = part.clone();
        whole.of.breakdown = Breakdown::total();
        self.in_hundred(part, whole)
    }

    /// A count for every 100 of another.
    fn in_hundred(&self, part: FigureKey, whole: FigureKey) -> Evaluated {
        let parts = [self.truth(&part), self.truth(&whole)];
        let inputs = vec![part, whole];
        match (parts[0].whole(), parts[1].whole()) {
            (Some(_), Some(0)) => {
                Evaluated::missing(Cell::NotApplicable, Missing::FromZero, inputs)
            }
            (Some(part), Some(whole)) => {
                let numerator = i128::from(part) * 100;
                let exact = Exact::Ratio { numerator, denominator: i128::from(whole) };
                Evaluated::value(exact, united(&parts), inputs)
            }
            _ => because_of(&parts, inputs),
        }
    }

    /// Exact, before rounding: a/b − c/d.
    pub(crate) fn cohort_change(&self, of: &ObservationKey, age: u16, from: Period) -> Evaluated {
        let then = ObservationKey { period: from, ..of.clone() };
        let inputs =
            vec![cohort(of, CohortReading::Share, age), cohort(&then, CohortReading::Share, age)];
        if of.period.whole_months() != from.whole_months() {
            return Evaluated::missing(Cell::NotApplicable, Missing::UnequalCohorts, inputs);
        }
        let parts = [self.truth(&inputs[0]), self.truth(&inputs[1])];
        let ratio = |part: &Evaluated| match part.cell {
            Cell::Value(Exact::Ratio { numerator, denominator }) => Some((numerator, denominator)),
            _ => None,
        };
        match (ratio(&parts[0]), ratio(&parts[1])) {
            (Some((a, b)), Some((c, d))) => {
                let exact = Exact::Ratio { numerator: a * d - c * b, denominator: b * d };
                Evaluated::value(exact, united(&parts), inputs)
            }
            _ => because_of(&parts, inputs),
        }
    }

    /// This for every 100 of another measure in the same period.
    pub(crate) fn per_hundred(
        &self,
        of: &ObservationKey,
        base: Base,
        measure: &MeasureId,
        source: &SourceId,
    ) -> Evaluated {
        let whole = self.key(measure, source, &of.area, of.period);
        self.in_hundred(based(of, base, of.period), based(&whole, base, of.period))
    }
}

/// A version taken by its age is not a revision of a younger one: both are what they say.
fn as_at_age(held: &Held) -> Evaluated {
    let evaluated = Evaluated::observed(held);
    let others = evaluated.markers.letters().replace(Marker::Revised.letter(), "");
    Evaluated { markers: Markers::from_letters(&others), ..evaluated }
}

/// Missing for the reason of the first input that is missing.
fn because_of(parts: &[Evaluated], inputs: Vec<FigureKey>) -> Evaluated {
    let why = parts.iter().find_map(|part| part.missing.clone()).unwrap_or(Missing::Input);
    Evaluated::missing(combined_missing(parts), why, inputs)
}

#[cfg(test)]
mod tests;
