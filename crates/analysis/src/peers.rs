//! The group of similar forces: the official reading with self, and leave-one-out. How far forces
//! differ is taken from all of them (`docs/methods/peers-between.md`), and a place is given with the
//! places it may as well be (`docs/methods/peers-ranks.md`).

use domain::area::Area;
use domain::cell::Markers;
use domain::figure::{Derivation, Exact, FigureKey, Missing, PeerReading, Rate};
use domain::ids::Slug;
use domain::observation::ObservationKey;
use domain::period::Period;
use statistics::interval::{Events, Level};
use statistics::peers::between::{Estimate, between_year_variance, leave_one_out, tau_squared};
use statistics::peers::ranks::{Simulation, rank};
use statistics::peers::{LeaveOneOut, PeerGroup, Spread};

use crate::evaluate::{Evaluated, based, united, why_missing};
use crate::frozen::Frozen;

/// Years from which the movement between years is measured: five at most, this one among them.
const MOST_YEARS: i32 = 5;
/// Under three the places are known to be too few.
pub const FEWEST_YEARS: usize = 3;
/// What decides every draw of the places: the same edition gives the same places.
const SEED: u64 = 1;

/// A force's rate, and what it is made of.
pub(crate) struct Rated {
    /// The figure of the rate.
    pub key: FigureKey,
    /// Events and residents.
    pub events: Events,
}

fn earlier(period: Period, years: i32) -> Period {
    if years == 0 { period } else { period.years_earlier(years) }
}

fn estimates(rated: &[Rated], rate: &Rate) -> Vec<Estimate> {
    let events: Vec<Events> = rated.iter().map(|rated| rated.events).collect();
    Estimate::of_rates(&events, f64::from(rate.per))
}

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
        let areas: Vec<Area> = group.members().cloned().collect();
        match reading {
            PeerReading::Spread => return self.spread(of, rate),
            PeerReading::ExpectedLow | PeerReading::ExpectedHigh => {
                return self.expected(of, reading, (&group.id, &areas), rate);
            }
            PeerReading::RankLow | PeerReading::RankHigh => {
                return self.places(of, reading, &areas, rate);
            }
            PeerReading::Mean
            | PeerReading::Others
            | PeerReading::Weighted
            | PeerReading::Rank
            | PeerReading::OthersLow
            | PeerReading::OthersHigh => {}
        }
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

    /// What each force that has a rate has of events and residents, with the figure of its rate.
    pub(crate) fn rated(
        &self,
        of: &ObservationKey,
        areas: impl Iterator<Item = Area>,
        rate: &Rate,
    ) -> Vec<Rated> {
        let one = |area: Area| {
            let of = ObservationKey { area, ..of.clone() };
            let key = FigureKey { of: of.clone(), by: Derivation::Rate(rate.clone()) };
            self.truth(&key).cell.value()?;
            let count = self.truth(&based(&of, rate.base, of.period)).whole()?;
            let people = self.truth(&self.population_key(&of, &rate.population)?).whole()?;
            let (count, people) = (u64::try_from(count).ok()?, u32::try_from(people).ok()?);
            Some(Rated { key, events: Events::new(count, f64::from(people)).ok()? })
        };
        areas.filter_map(one).collect()
    }

    /// All police forces.
    pub(crate) fn every_force(&self) -> impl Iterator<Item = Area> {
        self.catalogue.police_areas().map(|force| force.area.clone())
    }

    /// How far the rates of all forces but this one lie from each other beyond chance.
    fn spread(&self, of: &ObservationKey, rate: &Rate) -> Evaluated {
        let others = self.every_force().filter(|area| *area != of.area);
        let rated = self.rated(of, others, rate);
        let inputs = rated.iter().map(|rated| rated.key.clone()).collect();
        match tau_squared(&estimates(&rated, rate)) {
            Ok(tau) => {
                let spread = Exact::Real(tau.tau_squared.sqrt());
                Evaluated::value(spread, Markers::NONE, inputs)
            }
            Err(_) => Evaluated::unavailable(Missing::NotTestable, inputs),
        }
    }

    /// Where the others of the group would put one more force like them, the variance between forces
    /// being that of all forces but this one.
    fn expected(
        &self,
        of: &ObservationKey,
        reading: PeerReading,
        (group, members): (&Slug, &[Area]),
        rate: &Rate,
    ) -> Evaluated {
        let by = || Derivation::Rate(rate.clone());
        let mut inputs: Vec<FigureKey> = (members.iter())
            .map(|area| ObservationKey { area: area.clone(), ..of.clone() })
            .map(|of| FigureKey { of, by: by() })
            .collect();
        let parts: Vec<Evaluated> = inputs.iter().map(|input| self.truth(input)).collect();
        let spread = Derivation::Peers(PeerReading::Spread, group.clone(), rate.clone());
        inputs.push(FigureKey { of: of.clone(), by: spread });
        let without = parts.iter().filter(|part| part.cell.value().is_none()).count();
        if without > 0 {
            let members = members.len();
            let why = why_missing(&parts, Missing::GroupIncomplete { without, members });
            return Evaluated::unavailable(why, inputs);
        }
        let rated = self.rated(of, self.every_force(), rate);
        let index = |area: &Area| rated.iter().position(|rated| rated.key.of.area == *area);
        let others = members.iter().filter(|area| **area != of.area).map(index);
        let others: Option<Vec<usize>> = others.collect();
        let read = |own, others: Vec<usize>| -> Option<LeaveOneOut> {
            leave_one_out(&estimates(&rated, rate), own, &others, Level::P95).ok()
        };
        match index(&of.area).zip(others).and_then(|(own, others)| read(own, others)) {
            Some(read) => {
                let low = reading == PeerReading::ExpectedLow;
                let end = if low { read.interval.lower } else { read.interval.upper };
                // No rate lies below nothing.
                Evaluated::value(Exact::Real(end.max(0.0)), united(&parts), inputs)
            }
            None => Evaluated::unavailable(Missing::NotTestable, inputs),
        }
    }

    /// The places that what is known of single years does not exclude: how far rates move from year
    /// to year beside each other is measured from the years before, of which three are needed.
    fn places(
        &self,
        of: &ObservationKey,
        reading: PeerReading,
        members: &[Area],
        rate: &Rate,
    ) -> Evaluated {
        let year = |back: i32| -> Option<Vec<Rated>> {
            let of = ObservationKey { period: earlier(of.period, back), ..of.clone() };
            let rated = self.rated(&of, members.iter().cloned(), rate);
            (rated.len() == members.len()).then_some(rated)
        };
        let years: Vec<Vec<Rated>> = (0..MOST_YEARS).map_while(year).collect();
        let inputs = years.iter().flatten().map(|rated| rated.key.clone()).collect();
        if years.len() < FEWEST_YEARS {
            let (have, needed) = (years.len(), FEWEST_YEARS);
            return Evaluated::unavailable(Missing::TooFewYears { have, needed }, inputs);
        }
        let each: Vec<Vec<Estimate>> = years.iter().map(|year| estimates(year, rate)).collect();
        let slices: Vec<&[Estimate]> = each.iter().map(Vec::as_slice).collect();
        let own = members.iter().position(|area| *area == of.area);
        let place = own.and_then(|own| {
            let between = between_year_variance(&slices).ok()?;
            rank(&each[0], own, between, Level::P95, Simulation::seeded(SEED)).ok()
        });
        let place = place.map(|place| match reading {
            PeerReading::RankLow => place.lowest,
            _ => place.highest,
        });
        match place.and_then(|place| i64::try_from(place).ok()) {
            Some(place) => Evaluated::value(Exact::Whole(place), Markers::NONE, inputs),
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
        // Each is made from more than the members' rates of one year.
        PeerReading::ExpectedLow
        | PeerReading::ExpectedHigh
        | PeerReading::Spread
        | PeerReading::RankLow
        | PeerReading::RankHigh => return None,
    })
}
