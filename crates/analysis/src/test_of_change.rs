//! The tests of change on last year: monthly where months are held, annual where
//! only years are.

use domain::figure::{Base, Derivation, Exact, FigureKey, Missing, TestReading};
use domain::observation::ObservationKey;
use domain::period::Period;
use statistics::change::{
    AnnualChange, StepTest, annual_ratio, monthly_step, overdispersion_of_changes,
};
use statistics::interval::Level;

use crate::evaluate::{Evaluated, based, combined_missing, united, why_missing};
use crate::frozen::Frozen;

fn reading_of(test: &StepTest, reading: TestReading) -> Exact {
    Exact::Real(match reading {
        TestReading::Ratio => test.ratio,
        TestReading::Low => test.lower,
        TestReading::High => test.upper,
        TestReading::P => test.p,
        TestReading::Dispersion => test.dispersion,
    })
}

fn counts(parts: &[Evaluated]) -> Option<Vec<u64>> {
    parts.iter().map(|part| part.whole().and_then(|n| u64::try_from(n).ok())).collect()
}

impl Frozen {
    /// Quasi-Poisson with month factors and a step between the twelve months of the period and the
    /// twelve before.
    pub(crate) fn monthly_test(&self, of: &ObservationKey, reading: TestReading) -> Evaluated {
        let years = [of.period.years_earlier(1), of.period];
        let months = years.into_iter().flat_map(Period::months);
        let inputs: Vec<FigureKey> = months.map(|month| based(of, Base::Value, month)).collect();
        let parts: Vec<Evaluated> = inputs.iter().map(|input| self.truth(input)).collect();
        let Some(counts) = counts(&parts) else {
            let have = parts.iter().filter(|part| part.whole().is_some()).count();
            let why = why_missing(&parts, Missing::TooFewMonths { have, needed: 24 });
            return Evaluated::missing(combined_missing(&parts), why, inputs);
        };
        let test = <[u64; 24]>::try_from(counts).ok();
        match test.and_then(|months| monthly_step(&months, Level::P95).ok()) {
            Some(test) => Evaluated::value(reading_of(&test, reading), united(&parts), inputs),
            None => Evaluated::unavailable(Missing::NotTestable, inputs),
        }
    }

    /// Quasi-Poisson ratio of two years, with the overdispersion of every other force's change
    /// between the same two years.
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
        let markers = united(&own.map(|key| self.truth(&key)));
        let dispersion = overdispersion_of_changes(&others).ok();
        let test = dispersion.and_then(|d| annual_ratio(own_change, d, Level::P95).ok());
        match test {
            Some(test) => Evaluated::value(reading_of(&test, reading), markers, inputs),
            None => Evaluated::unavailable(Missing::NotTestable, inputs),
        }
    }
}
