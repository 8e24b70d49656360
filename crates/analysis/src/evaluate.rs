//! Evaluating a figure: the declared derivations over current observations.
//!
//! Gaps, markers and suppression pass from the inputs to the result; a gap in a stretch gives
//! "not available" and never a low sum. What a figure was made from is returned with it.

use catalogue::Catalogue;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::figure::{Base, ChartLine, Derivation, Exact, FigureKey, Missing, Rate};
use domain::ids::Slug;
use domain::observation::ObservationKey;
use domain::period::Period;
use statistics::process_control::{Direction, Point, Profile, Settings, xmr};

use crate::frozen::Frozen;
use crate::ledger::{Held, POPULATION, population_day};

/// A figure's value and what it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluated {
    /// The value, or the kind of missing.
    pub cell: Cell<Exact>,
    /// What is said beside it.
    pub markers: Markers,
    /// Why it is missing, if it is.
    pub missing: Option<Missing>,
    /// The figures it was made from, in order; empty for an observation.
    pub inputs: Vec<FigureKey>,
}

/// Below this, a percentage change is not given: the counts speak.
pub const FEWEST_FOR_PERCENT: i64 = 20;

/// Below this many residents no rate is given: the City of London has about 11,000 and half a million
/// people working there.
pub const FEWEST_RESIDENTS: i64 = 20_000;

impl Evaluated {
    pub(crate) fn value(exact: Exact, markers: Markers, inputs: Vec<FigureKey>) -> Self {
        Self { cell: Cell::Value(exact), markers, missing: None, inputs }
    }

    /// An observation as it is held.
    pub(crate) fn observed(held: &Held) -> Self {
        let observation = &held.observation;
        let cell = observation.cell.map(exact);
        let missing = cell.symbol().map(|_| Missing::AsPublished);
        Self { cell, markers: observation.markers, missing, inputs: vec![] }
    }

    pub(crate) fn missing(cell: Cell<Exact>, why: Missing, inputs: Vec<FigureKey>) -> Self {
        Self { cell, markers: Markers::NONE, missing: Some(why), inputs }
    }

    pub(crate) fn unavailable(why: Missing, inputs: Vec<FigureKey>) -> Self {
        Self::missing(Cell::NotAvailable, why, inputs)
    }

    pub(crate) fn whole(&self) -> Option<i64> {
        match self.cell {
            Cell::Value(Exact::Whole(value)) => Some(value),
            _ => None,
        }
    }
}

/// A decimal as the quantity it is.
pub(crate) fn exact(decimal: Decimal) -> Exact {
    match decimal.scale {
        0 => Exact::Whole(decimal.mantissa),
        scale => Exact::Ratio {
            numerator: i128::from(decimal.mantissa),
            denominator: 10i128.pow(u32::from(scale)),
        },
    }
}

/// The key of a quantity under a derivation, for a period.
pub(crate) fn based(of: &ObservationKey, base: Base, period: Period) -> FigureKey {
    let by = match base {
        Base::Value => Derivation::Value,
        Base::Total => Derivation::Total,
        Base::First => Derivation::First,
    };
    FigureKey { of: ObservationKey { period, ..of.clone() }, by }
}

/// What kind of missing a result has when some input has none: suppression is never weakened.
pub(crate) fn combined_missing(inputs: &[Evaluated]) -> Cell<Exact> {
    let any = |wanted: Cell<Exact>| inputs.iter().any(|input| input.cell == wanted);
    if any(Cell::Suppressed) {
        Cell::Suppressed
    } else if any(Cell::NotAvailable) {
        Cell::NotAvailable
    } else {
        Cell::NotApplicable
    }
}

pub(crate) fn united(inputs: &[Evaluated]) -> Markers {
    inputs.iter().fold(Markers::NONE, |all, input| all.union(input.markers))
}

/// The XmR profiles an office can choose, as settings and figure ids name them.
pub const PROFILES: [&str; 2] = ["mdc-2023", "ptd-0-2-2"];

/// The named XmR profile, if there is one.
fn profile(name: &Slug) -> Option<Profile> {
    [Profile::MDC_2023, Profile::PTD_0_2_2]
        .into_iter()
        .find(|p| p.name.id().replace('.', "-") == name.as_str())
}

impl Frozen {
    /// Evaluates one figure as it is, before the gate.
    pub(crate) fn truth(&self, key: &FigureKey) -> Evaluated {
        let of = &key.of;
        match &key.by {
            Derivation::Value => self.observed(of),
            Derivation::Total => self.total(of),
            Derivation::Districts => self.districts(of),
            Derivation::First => self.first(of),
            Derivation::Revision(reading) => self.revision(of, *reading),
            Derivation::Cohort(reading, age) => self.cohort(of, *reading, *age),
            Derivation::CohortChange(age, from) => self.cohort_change(of, *age, *from),
            Derivation::PerHundred(base, measure, source) => {
                self.per_hundred(of, *base, measure, source)
            }
            Derivation::Change(base, from) => self.change(of, *base, *from),
            Derivation::Percent(base, from) => self.percent(of, *base, *from),
            Derivation::Share(base) => self.share(of, *base),
            Derivation::Rate(rate) => self.rate(of, rate),
            Derivation::Peers(reading, group, rate) => self.peers(of, *reading, group, rate),
            Derivation::Chart(line, name, over) => self.chart_line(of, *line, name, *over),
            Derivation::MonthlyTest(reading) => self.monthly_test(of, *reading),
            Derivation::AnnualTest(reading, from) => self.annual_test(of, *reading, *from),
        }
    }

    fn observed(&self, of: &ObservationKey) -> Evaluated {
        match self.ledger.current(of) {
            Some(held) => Evaluated::observed(held),
            None => Evaluated::unavailable(Missing::NotSupplied, vec![]),
        }
    }

    pub(crate) fn sum(
        &self,
        inputs: Vec<FigureKey>,
        why: impl FnOnce(&[Evaluated]) -> Missing,
    ) -> Evaluated {
        let parts: Vec<Evaluated> = inputs.iter().map(|input| self.truth(input)).collect();
        let wholes: Option<Vec<i64>> = parts.iter().map(Evaluated::whole).collect();
        let sum = wholes
            .filter(|w| !w.is_empty())
            .and_then(|wholes| wholes.into_iter().try_fold(0i64, i64::checked_add));
        match sum {
            Some(sum) => Evaluated::value(Exact::Whole(sum), united(&parts), inputs),
            None => Evaluated::missing(combined_missing(&parts), why(&parts), inputs),
        }
    }

    fn total(&self, of: &ObservationKey) -> Evaluated {
        let months: Vec<Period> = of.period.months().collect();
        if months.is_empty() {
            return Evaluated::unavailable(Missing::NotSupplied, vec![]);
        }
        let inputs = months.iter().map(|month| based(of, Base::Value, *month)).collect();
        self.sum(inputs, |parts| {
            let gaps = months.iter().zip(parts).filter(|(_, part)| part.whole().is_none());
            Missing::MonthsNotSupplied(gaps.map(|(month, _)| *month).collect())
        })
    }

    fn districts(&self, of: &ObservationKey) -> Evaluated {
        let districts = self.catalogue.districts_of(&of.area);
        let inputs = districts.iter().map(|district| {
            let of = ObservationKey { area: district.area.clone(), ..of.clone() };
            FigureKey { of, by: Derivation::Value }
        });
        self.sum(inputs.collect(), |_| Missing::PopulationNotHeld)
    }

    /// The two quantities of a comparison, or the reason there are none.
    fn pair(
        &self,
        now: FigureKey,
        then: FigureKey,
    ) -> Result<(i64, i64, Markers, Vec<FigureKey>), Evaluated> {
        let parts = [self.truth(&now), self.truth(&then)];
        let markers = united(&parts);
        let inputs = vec![now, then];
        match (parts[0].whole(), parts[1].whole()) {
            (Some(now), Some(then)) => Ok((now, then, markers, inputs)),
            _ => Err(Evaluated::missing(combined_missing(&parts), Missing::Input, inputs)),
        }
    }

    /// The two quantities of a change of one key between two periods; of first versions only where
    /// both were published at an equal age.
    fn periods(
        &self,
        of: &ObservationKey,
        base: Base,
        from: Period,
    ) -> Result<(i64, i64, Markers, Vec<FigureKey>), Evaluated> {
        let (now, then) = (based(of, base, of.period), based(of, base, from));
        let unequal = if base == Base::First { self.unequal_age(of, from) } else { None };
        match unequal {
            Some(why) => Err(Evaluated::missing(Cell::NotApplicable, why, vec![now, then])),
            None => self.pair(now, then),
        }
    }

    fn change(&self, of: &ObservationKey, base: Base, from: Period) -> Evaluated {
        match self.periods(of, base, from) {
            Ok((now, then, markers, inputs)) => {
                Evaluated::value(Exact::Whole(now - then), markers, inputs)
            }
            Err(missing) => missing,
        }
    }

    fn percent(&self, of: &ObservationKey, base: Base, from: Period) -> Evaluated {
        let (now, then, markers, inputs) = match self.periods(of, base, from) {
            Ok(pair) => pair,
            Err(missing) => return missing,
        };
        if then < FEWEST_FOR_PERCENT {
            let why = match then {
                0 => Missing::FromZero,
                _ => Missing::FromFew { fewer_than: FEWEST_FOR_PERCENT },
            };
            return Evaluated::missing(Cell::NotApplicable, why, inputs);
        }
        let numerator = i128::from(now - then) * 100;
        let denominator = i128::from(then);
        Evaluated::value(Exact::Ratio { numerator, denominator }, markers, inputs)
    }

    fn share(&self, of: &ObservationKey, base: Base) -> Evaluated {
        let part = based(of, base, of.period);
        let mut whole = part.clone();
        whole.of.breakdown = domain::breakdown::Breakdown::total();
        match self.pair(part, whole) {
            Err(missing) => missing,
            Ok((_, 0, _, inputs)) => {
                Evaluated::missing(Cell::NotApplicable, Missing::FromZero, inputs)
            }
            Ok((part, whole, markers, inputs)) => {
                let numerator = i128::from(part) * 100;
                let denominator = i128::from(whole);
                Evaluated::value(Exact::Ratio { numerator, denominator }, markers, inputs)
            }
        }
    }

    /// The key of an area's population of a vintage: a district's own, a force's by its districts.
    pub fn population_key(&self, of: &ObservationKey, vintage: &Slug) -> Option<FigureKey> {
        let (measure, source) = (POPULATION.0.parse().ok()?, POPULATION.1.parse().ok()?);
        let of = self.key(&measure, &source, &of.area, population_day(vintage)?);
        let is_force = is_force(&self.catalogue, &of);
        let by = if is_force { Derivation::Districts } else { Derivation::Value };
        Some(FigureKey { of, by })
    }

    pub(crate) fn rate(&self, of: &ObservationKey, rate: &Rate) -> Evaluated {
        let events = based(of, rate.base, of.period);
        let Some(people) = self.population_key(of, &rate.population) else {
            return Evaluated::unavailable(Missing::PopulationNotHeld, vec![events]);
        };
        match self.pair(events, people) {
            Ok((.., people, _, inputs)) if (1..FEWEST_RESIDENTS).contains(&people) => {
                let why = Missing::FewResidents { fewer_than: FEWEST_RESIDENTS };
                Evaluated::missing(Cell::NotApplicable, why, inputs)
            }
            Ok((events, people, markers, inputs)) if people > 0 => {
                let numerator = i128::from(events) * i128::from(rate.per);
                let denominator = i128::from(people);
                Evaluated::value(Exact::Ratio { numerator, denominator }, markers, inputs)
            }
            Ok((.., inputs)) => Evaluated::unavailable(Missing::PopulationNotHeld, inputs),
            Err(missing) => missing,
        }
    }

    /// The months of a stretch as points of a chart, as far as they may be seen; gaps stay gaps.
    pub fn months_of(&self, of: &ObservationKey, over: Period) -> Vec<(Period, Evaluated)> {
        let month = |month| (month, self.evaluate(&based(of, Base::Value, month)));
        over.months().map(month).collect()
    }

    /// The XmR chart of a stretch's months under a named profile, made of what may be seen.
    pub fn chart(
        &self,
        of: &ObservationKey,
        name: &Slug,
        over: Period,
    ) -> Option<statistics::process_control::Chart> {
        let mut months = self.months_of(of, over);
        self.leave_out_unripe(of, &mut months);
        chart_of(&months, name)
    }

    /// A month that still moves is a gap to a chart's rules and limits.
    fn leave_out_unripe(&self, of: &ObservationKey, months: &mut [(Period, Evaluated)]) {
        for (period, month) in months {
            if self.is_unripe(&ObservationKey { period: *period, ..of.clone() }) {
                *month = Evaluated::unavailable(Missing::Unripe, vec![]);
            }
        }
    }

    fn chart_line(
        &self,
        of: &ObservationKey,
        line: ChartLine,
        name: &Slug,
        over: Period,
    ) -> Evaluated {
        let true_month = |month| (month, self.truth(&based(of, Base::Value, month)));
        let mut months: Vec<(Period, Evaluated)> = over.months().map(true_month).collect();
        self.leave_out_unripe(of, &mut months);
        let inputs: Vec<FigureKey> =
            months.iter().map(|(month, _)| based(of, Base::Value, *month)).collect();
        let have = months.iter().filter(|(_, month)| month.whole().is_some()).count();
        let markers = months.iter().fold(Markers::NONE, |all, (_, m)| all.union(m.markers));
        let chart = chart_of(&months, name);
        let segment = chart.as_ref().and_then(|chart| chart.segments.last());
        let value = segment.and_then(|segment| match line {
            ChartLine::Mean => segment.mean,
            ChartLine::Lower => segment.limits.map(|limits| limits.lower),
            ChartLine::Upper => segment.limits.map(|limits| limits.upper),
        });
        match value {
            Some(value) => Evaluated::value(Exact::Real(value), markers, inputs),
            None => {
                let needed = profile(name).map_or(0, |profile| profile.minimum_points);
                Evaluated::unavailable(Missing::TooFewMonths { have, needed }, inputs)
            }
        }
    }
}

fn chart_of(
    months: &[(Period, Evaluated)],
    name: &Slug,
) -> Option<statistics::process_control::Chart> {
    let points: Vec<Point> = (0i64..)
        .zip(months)
        .map(|(position, (_, month))| Point {
            position,
            value: month.cell.value().map(Exact::to_f64),
        })
        .collect();
    let settings = Settings { profile: profile(name)?, ..Settings::new(Direction::Neutral) };
    xmr(&points, &settings).ok()
}

fn is_force(catalogue: &Catalogue, of: &ObservationKey) -> bool {
    catalogue.police_area_by_code(&of.area.code).is_some()
}
