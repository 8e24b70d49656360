//! The group of similar forces: the official reading with self, and leave-one-out.

use domain::figure::{Derivation, Exact, FigureKey, Missing, PeerReading, Rate};
use domain::ids::Slug;
use domain::observation::ObservationKey;
use statistics::interval::Level;
use statistics::peers::{PeerGroup, Spread};

use crate::evaluate::{Evaluated, based, united, why_missing};
use crate::frozen::Frozen;

impl Frozen {
    pub(crate) fn peers(
        &self,
        of: &ObservationKey,
        reading: PeerReading,
        group: &Slug,
        rate: &Rate,
    ) -> Evaluated {
        let Some(group) = self.catalogue.group(group) else {
            return Evaluated::unavailable(Missing::NotCatalogued, vec![]);
        };
        let members: Vec<ObservationKey> = group
            .members()
            .map(|area| ObservationKey { area: area.clone(), ..of.clone() })
            .collect();
        let by = || Derivation::Rate(rate.clone());
        let inputs: Vec<FigureKey> =
            members.iter().map(|of| FigureKey { of: of.clone(), by: by() }).collect();
        let parts: Vec<Evaluated> = inputs.iter().map(|input| self.truth(input)).collect();
        let rates: Vec<f64> =
            parts.iter().filter_map(|p| p.cell.value().map(Exact::to_f64)).collect();
        let own = members.iter().position(|member| member.area == of.area);
        let (Some(own), true) = (own, rates.len() == members.len()) else {
            let (without, members) = (members.len() - rates.len(), members.len());
            let why = why_missing(&parts, Missing::GroupIncomplete { without, members });
            return Evaluated::unavailable(why, inputs);
        };
        let people = || -> Option<Vec<f64>> {
            let one = |of: &ObservationKey| {
                let key = self.population_key(of, &rate.population)?;
                self.truth(&key).cell.value().map(Exact::to_f64)
            };
            members.iter().map(one).collect()
        };
        match read(reading, &rates, own, people) {
            Some(value) => Evaluated::value(value, united(&parts), inputs),
            None => Evaluated::unavailable(Missing::NotTestable, inputs),
        }
    }

    /// The keys of every member's count, for a table of the group.
    pub fn group_keys(&self, of: &ObservationKey, group: &Slug, rate: &Rate) -> Vec<FigureKey> {
        let members = self.catalogue.group(group).into_iter().flat_map(|group| group.members());
        let one = |area: &domain::area::Area| {
            let of = ObservationKey { area: area.clone(), ..of.clone() };
            based(&of, rate.base, of.period)
        };
        members.map(one).collect()
    }
}

fn read(
    reading: PeerReading,
    rates: &[f64],
    own: usize,
    people: impl FnOnce() -> Option<Vec<f64>>,
) -> Option<Exact> {
    let group = PeerGroup::new(rates, own).ok()?;
    let others = || group.leave_one_out(Spread::OfTheOthers, Level::P95).ok();
    Some(match reading {
        PeerReading::Mean => Exact::Real(group.mean_with_own()),
        PeerReading::Others => Exact::Real(group.mean_of_others()?),
        PeerReading::Weighted => Exact::Real(group.weighted_mean(&people()?).ok()?),
        PeerReading::Rank => Exact::Whole(i64::try_from(group.rank().place).ok()?),
        PeerReading::OthersLow => Exact::Real(others()?.interval.lower),
        PeerReading::OthersHigh => Exact::Real(others()?.interval.upper),
    })
}
