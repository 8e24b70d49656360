//! The funnel of all forces' rates: the line through all of them, and limits that allow for how far
//! forces differ anyway. The method: `docs/methods/funnel-overdispersion.md`, on the scale of root
//! ratios; expected of a force is what its residents would have at the rate of all together.

use domain::area::Area;
use domain::cell::Markers;
use domain::figure::{Derivation, Exact, Figure, FigureKey, FunnelLine, Missing, Rate};
use domain::observation::ObservationKey;
pub use statistics::funnel::Place;
use statistics::funnel::{Bands, Funnel, Scale, Settings};
use statistics::interval::{Events, Interval, Level};

use crate::evaluate::Evaluated;
use crate::frozen::Frozen;
use crate::peers::Rated;

/// A funnel, as a paper may show it.
#[derive(Debug, Clone)]
pub struct FunnelFigures {
    /// All events over all residents.
    pub mean: Figure,
    /// How far forces differ beyond chance.
    pub spread: Figure,
    /// The own force's 95 % limits, lower and upper.
    pub inner: [Figure; 2],
    /// Its 99.8 % limits.
    pub outer: [Figure; 2],
    /// Every force that has a rate, lowest rate first.
    pub forces: Vec<FunnelForce>,
    /// Limits by residents, ascending, for drawing.
    pub limits: Vec<FunnelLimits>,
}

/// A force in a funnel.
#[derive(Debug, Clone)]
pub struct FunnelForce {
    /// Its name.
    pub name: String,
    /// Its area.
    pub area: Area,
    /// Its residents.
    pub population: Figure,
    /// Its rate.
    pub rate: Figure,
    /// Where it lies.
    pub place: Place,
}

/// Limits at some number of residents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelLimits {
    /// How many residents.
    pub residents: f64,
    /// 95 %, lower and upper.
    pub inner: (f64, f64),
    /// 99.8 %, lower and upper.
    pub outer: (f64, f64),
}

/// How many places the limits are worked out at for drawing.
const STEPS: u8 = 48;

/// A funnel with what takes it back to rates.
struct Made {
    funnel: Funnel,
    /// All events over all residents, for one.
    overall: f64,
    per: f64,
}

impl Made {
    fn of(rated: &[Rated], rate: &Rate) -> Option<Self> {
        let count: f64 = rated.iter().map(|rated| as_f64(rated.events.count())).sum();
        let people: f64 = rated.iter().map(|rated| rated.events.exposure()).sum();
        let overall = (people > 0.0 && count > 0.0).then_some(count / people)?;
        let expected = |rated: &Rated| {
            Events::new(rated.events.count(), rated.events.exposure() * overall).ok()
        };
        let bodies: Vec<Events> = rated.iter().map(expected).collect::<Option<_>>()?;
        let funnel = Funnel::new(&bodies, Settings::of(Scale::RootRatio)).ok()?;
        Some(Self { funnel, overall, per: f64::from(rate.per) })
    }

    /// Limits of the rate of a force of so many residents.
    fn limits(&self, residents: f64, level: Level) -> Option<(f64, f64)> {
        let Interval { lower, upper, .. } =
            self.funnel.adjusted_limits(residents * self.overall, level).ok()?;
        let rate = |ratio: f64| ratio * self.overall * self.per;
        Some((rate(lower), rate(upper)))
    }
}

#[expect(clippy::cast_precision_loss, reason = "no force records 2^52 crimes")]
fn as_f64(count: u64) -> f64 {
    count as f64
}

impl Frozen {
    fn funnel_of(&self, of: &ObservationKey, rate: &Rate) -> (Vec<Rated>, Option<Made>) {
        let rated = self.rated(of, self.every_force(), rate);
        let made = Made::of(&rated, rate);
        (rated, made)
    }

    pub(crate) fn funnel_line(
        &self,
        of: &ObservationKey,
        line: FunnelLine,
        rate: &Rate,
    ) -> Evaluated {
        let (rated, made) = self.funnel_of(of, rate);
        let of_line =
            |line| FigureKey { of: of.clone(), by: Derivation::Funnel(line, rate.clone()) };
        let people = self.population_key(of, &rate.population);
        let residents = people.as_ref().and_then(|key| self.truth(key).cell.value());
        let inputs: Vec<FigureKey> = match line {
            FunnelLine::Mean | FunnelLine::Spread => {
                rated.iter().map(|rated| rated.key.clone()).collect()
            }
            FunnelLine::Low95 | FunnelLine::High95 | FunnelLine::Low998 | FunnelLine::High998 => {
                let lines = [FunnelLine::Mean, FunnelLine::Spread].map(of_line);
                people.into_iter().chain(lines).collect()
            }
        };
        let limits = |level| made.as_ref()?.limits(residents?.to_f64(), level);
        let value = match line {
            FunnelLine::Mean => made.as_ref().map(|made| made.overall * made.per),
            FunnelLine::Spread => made.as_ref().map(|made| made.funnel.between.sqrt()),
            FunnelLine::Low95 => limits(Level::P95).map(|(low, _)| low),
            FunnelLine::High95 => limits(Level::P95).map(|(_, high)| high),
            FunnelLine::Low998 => limits(Level::P99_8).map(|(low, _)| low),
            FunnelLine::High998 => limits(Level::P99_8).map(|(_, high)| high),
        };
        match value {
            Some(value) => Evaluated::value(Exact::Real(value), Markers::NONE, inputs),
            None => Evaluated::unavailable(Missing::NotTestable, inputs),
        }
    }

    /// The funnel of a measure's rates in one period, if the force itself has one.
    pub fn funnel(&self, of: &ObservationKey, rate: &Rate) -> Option<FunnelFigures> {
        let (rated, made) = self.funnel_of(of, rate);
        let made = made?;
        let line = |line| self.figure(of.clone(), Derivation::Funnel(line, rate.clone()));
        rated.iter().find(|rated| rated.key.of.area == of.area)?;
        let force = |(index, rated): (usize, &Rated)| {
            let of = &rated.key.of;
            let people = self.population_key(of, &rate.population)?;
            Some(FunnelForce {
                name: self.catalogue.police_area_by_code(&of.area.code)?.name.clone(),
                area: of.area.clone(),
                population: self.figure(people.of, people.by),
                rate: self.figure(of.clone(), rated.key.by.clone()),
                place: made.funnel.place(index, Bands::default()).ok()?,
            })
        };
        let mut forces: Vec<FunnelForce> =
            rated.iter().enumerate().map(force).collect::<Option<_>>()?;
        let value = |force: &FunnelForce| force.rate.to_f64().unwrap_or(f64::INFINITY);
        forces.sort_by(|a, b| value(a).total_cmp(&value(b)).then(a.name.cmp(&b.name)));
        Some(FunnelFigures {
            mean: line(FunnelLine::Mean),
            spread: line(FunnelLine::Spread),
            inner: [FunnelLine::Low95, FunnelLine::High95].map(line),
            outer: [FunnelLine::Low998, FunnelLine::High998].map(line),
            forces,
            limits: limits(&rated, &made),
        })
    }
}

/// Limits from a little under the smallest force to a little over the largest, by equal ratios.
fn limits(rated: &[Rated], made: &Made) -> Vec<FunnelLimits> {
    let people = || rated.iter().map(|rated| rated.events.exposure());
    let low = people().fold(f64::INFINITY, f64::min) * 0.9;
    let high = people().fold(0.0, f64::max) * 1.1;
    let at = |step: u8| {
        let residents = low * (high / low).powf(f64::from(step) / f64::from(STEPS));
        let inner = made.limits(residents, Level::P95)?;
        let outer = made.limits(residents, Level::P99_8)?;
        Some(FunnelLimits { residents, inner, outer })
    };
    (0..=STEPS).filter_map(at).collect()
}
