//! The tests of change on last year: over months where months are held, of two years where only
//! years are; what revision alone does is added to either.

use domain::cell::{Cell, Markers};
use domain::figure::{Base, Derivation, Exact, FigureKey, Missing, TestReading};
use domain::observation::ObservationKey;
use domain::period::Period;
use statistics::change::seasonal::{Month, Settings};
use statistics::change::{
    AnnualChange, Revision, StepTest, annual_ratio_revised, overdispersion_of_changes,
    seasonal_step,
};
use statistics::interval::Level;

use crate::evaluate::{Evaluated, based, combined_missing, united, why_missing};
use crate::frozen::Frozen;
use crate::revision_variance::{Measured, NotAdded};

/// Months that the test over months needs: two whole years.
const TWO_YEARS: usize = 24;

/// A number for a month such that neighbours differ by 1 and January's is a multiple of 12.
pub(crate) fn position(month: Period) -> i64 {
    let start = month.start();
    i64::from(start.year()) * 12 + i64::from(start.month()) - 1
}

/// What a reading of a test gives, given the test and what revision adds to it.
fn reading_of(
    test: &StepTest,
    revision: &Result<Measured, NotAdded>,
    reading: TestReading,
) -> Result<Exact, NotAdded> {
    let added = || revision.as_ref().map_err(|why| *why);
    Ok(match reading {
        TestReading::Ratio => Exact::Real(test.ratio),
        TestReading::Low => Exact::Real(test.lower),
        TestReading::High => Exact::Real(test.upper),
        TestReading::P => Exact::Real(test.p),
        TestReading::Dispersion => Exact::Real(test.dispersion),
        TestReading::Revision => Exact::Real(100.0 * added()?.revision.variance.sqrt()),
        TestReading::Pairs => Exact::Whole(i64::try_from(added()?.pairs.len()).unwrap_or(i64::MAX)),
    })
}

fn added(revision: &Result<Measured, NotAdded>) -> Revision {
    revision.as_ref().map_or(Revision::NONE, |measured| measured.revision)
}

/// The evaluated reading of a test that could be made or not.
fn evaluated(
    test: Option<StepTest>,
    revision: &Result<Measured, NotAdded>,
    reading: TestReading,
    markers: Markers,
    mut inputs: Vec<FigureKey>,
) -> Evaluated {
    if let Ok(measured) = revision {
        let by = || Derivation::Value;
        inputs.extend(measured.pairs.iter().map(|of| FigureKey { of: of.clone(), by: by() }));
    }
    let Some(test) = test else {
        return Evaluated::unavailable(Missing::NotTestable, inputs);
    };
    match reading_of(&test, revision, reading) {
        Ok(value) => Evaluated::value(value, markers, inputs),
        Err(NotAdded::Ripe) => Evaluated::missing(Cell::NotApplicable, Missing::Ripe, inputs),
        Err(NotAdded::NotMeasured) => Evaluated::unavailable(Missing::PublishedOnce, inputs),
    }
}

impl Frozen {
    /// The seasonal count regression: the twelve months of the period against the twelve before,
    /// with Newey–West errors and what revision adds.
    pub(crate) fn seasonal_step(&self, of: &ObservationKey, reading: TestReading) -> Evaluated {
        let years = [of.period.years_earlier(1), of.period];
        let months: Vec<Period> = years.into_iter().flat_map(Period::months).collect();
        let inputs: Vec<FigureKey> =
            months.iter().map(|month| based(of, Base::Value, *month)).collect();
        let parts: Vec<Evaluated> = inputs.iter().map(|input| self.truth(input)).collect();
        let count = |part: &Evaluated| part.whole().and_then(|n| u64::try_from(n).ok());
        let held = months.iter().zip(&parts);
        let counts: Vec<Month> = held
            .filter_map(|(m, part)| Some(Month { position: position(*m), count: count(part)? }))
            .collect();
        if counts.len() != TWO_YEARS {
            let few = Missing::TooFewMonths { have: counts.len(), needed: TWO_YEARS };
            let why = why_missing(&parts, few);
            return Evaluated::missing(combined_missing(&parts), why, inputs);
        }
        let keys: Vec<ObservationKey> = inputs.iter().map(|input| input.of.clone()).collect();
        let (old, new) = keys.split_at(TWO_YEARS / 2);
        let revision = self.revision_between(old, new);
        let settings = Settings {
            revision: added(&revision),
            ..Settings::starting(counts[TWO_YEARS / 2].position)
        };
        let test = seasonal_step(&counts, &settings).ok().map(|change| change.step);
        evaluated(test, &revision, reading, united(&parts), inputs)
    }

    /// Ratio of two years, with the scatter of every other force's change between the same two years
    /// and what revision adds.
    pub(crate) fn annual_test(
        &self,
        of: &ObservationKey,
        reading: TestReading,
        from: Period,
    ) -> Evaluated {
        let years = |of: &ObservationKey| {
            [of.period, from].map(|period| FigureKey {
                of: ObservationKey { period, ..of.clone() },
                by: Derivation::Value,
            })
        };
        let change = |keys: &[FigureKey; 2]| -> Option<AnnualChange> {
            let [new, old] = [0, 1].map(|n| self.truth(&keys[n]).whole());
            Some(AnnualChange { old: old?.try_into().ok()?, new: new?.try_into().ok()? })
        };
        let own = years(of);
        let mut inputs = own.to_vec();
        let Some(own_change) = change(&own) else {
            let parts = own.map(|key| self.truth(&key));
            return Evaluated::unavailable(why_missing(&parts, Missing::Input), inputs);
        };
        let mut others = Vec::new();
        for force in self.catalogue.police_areas().filter(|force| force.area != of.area) {
            let keys = years(&ObservationKey { area: force.area.clone(), ..of.clone() });
            if let Some(change) = change(&keys) {
                others.push(change);
                inputs.extend(keys);
            }
        }
        let markers = united(&own.each_ref().map(|key| self.truth(key)));
        let [new, old] = own.map(|key| [key.of]);
        let revision = self.revision_between(&old, &new);
        let scatter = overdispersion_of_changes(&others).ok();
        let ratio = |s| annual_ratio_revised(own_change, s, added(&revision), Level::P95).ok();
        evaluated(scatter.and_then(ratio), &revision, reading, markers, inputs)
    }
}
