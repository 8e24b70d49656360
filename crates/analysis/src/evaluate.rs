//! Evaluating a figure: the declared derivations over current observations.
//!
//! Gaps, markers and suppression pass from the inputs to the result; a gap in a stretch gives
//! "not available" and never a low sum. What a figure was made from is returned with it.

use catalogue::Catalogue;
use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::figure::{Base, ChartLine, Derivation, Exact, FigureKey, Missing, Rate};
use domain::ids::Slug;
use domain::measure::Measure;
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

/// Why a result is missing whose inputs these are: because the office left one out, before any other
/// reason.
pub(crate) fn why_missing(inputs: &[Evaluated], otherwise: Missing) -> Missing {
    let mut reasons = inputs.iter().filter_map(|input| input.missing.as_ref());
    let left_out = reasons.find(|why| matches!(why, Missing::LeftOut { .. }));
    left_out.cloned().unwrap_or(otherwise)
}

pub(crate) fn united(inputs: &[Evaluated]) -> Markers {
    inputs.iter().fold(Markers::NONE, |all, input| all.union(input.markers))
}

/// The XmR profiles an office can choose, as settings and figure ids name them.
pub const PROFILES: [&str; 2] = ["mdc-2023", "ptd-0-2-2"];

/// The named XmR profile, if there is one.
pub(crate) fn profile(name: &Slug) -> Option<Profile> {
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
            Derivation::Funnel(line, rate) => self.funnel_line(of, *line, rate),
            Derivation::Chart(line, name, over, season) => {
                self.chart_line(of, *line, name, (*over, season.as_ref()))
            }
            Derivation::LastMonth(name, over, season) => {
                self.last_month(of, name, (*over, season.as_ref()))
            }
            Derivation::Factor(season) => self.factor(of, season),
            Derivation::Adjusted(season) => self.adjusted(of, season),
            Derivation::AnnualTest(reading, from) => self.annual_test(of, *reading, *from),
            Derivation::SeasonalStep(reading) => self.seasonal_step(of, *reading),
        }
    }

    fn observed(&self, of: &ObservationKey) -> Evaluated {
        let Some(held) = self.ledger.current(of) else {
            return Evaluated::unavailable(Missing::NotSupplied, vec![]);
        };
        if let Some(answer) = self.left_out(of) {
            let (period, because) = (of.period, answer.because.as_str().into());
            return Evaluated::unavailable(Missing::LeftOut { period, because }, vec![]);
        }
        Evaluated::observed(held)
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
            None => {
                let why = why_missing(&parts, why(&parts));
                Evaluated::missing(combined_missing(&parts), why, inputs)
            }
        }
    }

    /// The sum of a stretch's months, or of its quarters where quarters are held and no month is.
    fn total(&self, of: &ObservationKey) -> Evaluated {
        let mut months: Vec<Period> = of.period.months().collect();
        if months.is_empty() {
            return Evaluated::unavailable(Missing::NotSupplied, vec![]);
        }
        let held = |period: &Period| {
            self.ledger.current(&ObservationKey { period: *period, ..of.clone() }).is_some()
        };
        let quarters = quarters(&months);
        if quarters.iter().any(held) && !months.iter().any(held) {
            months = quarters;
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
            _ => {
                let why = why_missing(&parts, Missing::Input);
                Err(Evaluated::missing(combined_missing(&parts), why, inputs))
            }
        }
    }

    /// The two quantities of a change of one key between two periods; of first versions only where
    /// both were published at an equal age.
    fn periods(
        &self,
        of: &ObservationKey,
        base: Base,
        from: Period,
    ) -> Result<(Fraction, Fraction, Markers, Vec<FigureKey>), Evaluated> {
        let inputs = vec![based(of, base, of.period), based(of, base, from)];
        let unequal = if base == Base::First { self.unequal_age(of, from) } else { None };
        if let Some(why) = unequal {
            return Err(Evaluated::missing(Cell::NotApplicable, why, inputs));
        }
        let parts: Vec<Evaluated> = inputs.iter().map(|input| self.truth(input)).collect();
        match parts
            .iter()
            .map(|part| Fraction::of(part.cell))
            .collect::<Option<Vec<_>>>()
            .as_deref()
        {
            Some([now, then]) => Ok((*now, *then, united(&parts), inputs)),
            _ => {
                let why = why_missing(&parts, Missing::Input);
                Err(Evaluated::missing(combined_missing(&parts), why, inputs))
            }
        }
    }

    fn change(&self, of: &ObservationKey, base: Base, from: Period) -> Evaluated {
        match self.periods(of, base, from) {
            Ok((now, then, markers, inputs)) => match now.less(then).and_then(Fraction::exact) {
                Some(change) => Evaluated::value(change, markers, inputs),
                None => Evaluated::unavailable(Missing::NotTestable, inputs),
            },
            Err(missing) => missing,
        }
    }

    fn percent(&self, of: &ObservationKey, base: Base, from: Period) -> Evaluated {
        let (now, then, markers, inputs) = match self.periods(of, base, from) {
            Ok(pair) => pair,
            Err(missing) => return missing,
        };
        let measure = self.catalogue.measure(&of.measure);
        let why = if measure.is_some_and(Measure::is_percentage) {
            Some(Missing::InPoints)
        } else if then.over <= 0 {
            Some(Missing::FromZero)
        } else {
            // Few of what is counted in whole numbers; 7.4 per 1,000 is not few.
            let few = then.under == 1 && then.over < i128::from(FEWEST_FOR_PERCENT);
            few.then_some(Missing::FromFew { fewer_than: FEWEST_FOR_PERCENT })
        };
        if let Some(why) = why {
            return Evaluated::missing(Cell::NotApplicable, why, inputs);
        }
        match now.less(then).and_then(|change| change.percent_of(then)) {
            Some(percent) => Evaluated::value(percent, markers, inputs),
            None => Evaluated::unavailable(Missing::NotTestable, inputs),
        }
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
    ///
    /// A force's is the sum of its districts; of a vintage that is held for no district, the
    /// published figure of the force.
    pub fn population_key(&self, of: &ObservationKey, vintage: &Slug) -> Option<FigureKey> {
        let (measure, source) = (POPULATION.0.parse().ok()?, POPULATION.1.parse().ok()?);
        let of = self.key(&measure, &source, &of.area, population_day(vintage)?);
        let mut districts = self.catalogue.districts_of(&of.area).into_iter();
        let by_district = districts
            .any(|district| self.catalogue.population(vintage, &district.area.code).is_some());
        let sum =
            is_force(&self.catalogue, &of) && (by_district || self.ledger.current(&of).is_none());
        let by = if sum { Derivation::Districts } else { Derivation::Value };
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

    /// The months of a stretch as points of a chart, as counted or without a season, as far as they
    /// may be seen; gaps stay gaps.
    pub fn months_of(
        &self,
        of: &ObservationKey,
        over: Period,
        season: Option<&Slug>,
    ) -> Vec<(Period, Evaluated)> {
        let month = |month| (month, self.evaluate(&charted(of, month, season)));
        over.months().map(month).collect()
    }

    /// The XmR chart of a stretch's months under a named profile, made of what may be seen.
    pub fn chart(
        &self,
        of: &ObservationKey,
        name: &Slug,
        over: Period,
        season: Option<&Slug>,
    ) -> Option<statistics::process_control::Chart> {
        let mut months = self.months_of(of, over, season);
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
        (over, season): (Period, Option<&Slug>),
    ) -> Evaluated {
        let inputs: Vec<FigureKey> =
            over.months().map(|month| charted(of, month, season)).collect();
        let truths = inputs.iter().map(|month| self.truth(month));
        let mut months: Vec<(Period, Evaluated)> = over.months().zip(truths).collect();
        self.leave_out_unripe(of, &mut months);
        let have = months.iter().filter(|(_, month)| month.cell.value().is_some()).count();
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
                let months: Vec<Evaluated> = months.into_iter().map(|(_, month)| month).collect();
                let why = why_missing(&months, Missing::TooFewMonths { have, needed });
                Evaluated::unavailable(why, inputs)
            }
        }
    }
}

/// What stands at a month of a chart.
pub(crate) fn charted(of: &ObservationKey, month: Period, season: Option<&Slug>) -> FigureKey {
    let by = season.map_or(Derivation::Value, |season| Derivation::Adjusted(season.clone()));
    FigureKey { of: ObservationKey { period: month, ..of.clone() }, by }
}

/// Months as points of a chart.
pub(crate) fn points_of(months: &[(Period, Evaluated)]) -> Vec<Point> {
    let point = |(position, (_, month)): (i64, &(Period, Evaluated))| Point {
        position,
        value: month.cell.value().map(Exact::to_f64),
    };
    (0i64..).zip(months).map(point).collect()
}

fn chart_of(
    months: &[(Period, Evaluated)],
    name: &Slug,
) -> Option<statistics::process_control::Chart> {
    let points = points_of(months);
    let settings = Settings { profile: profile(name)?, ..Settings::new(Direction::Neutral) };
    xmr(&points, &settings).ok()
}

/// The whole quarters that months make up, in order; none if they do not.
fn quarters(months: &[Period]) -> Vec<Period> {
    let quarter = |months: &[Period]| {
        let [first, _, last] = months else { return None };
        let starts = first.start().month() % 3 == 1;
        starts.then(|| Period::new(first.start(), last.end()).ok())?
    };
    months.chunks(3).map(quarter).collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// A quantity as a fraction of whole numbers, above and below the line.
#[derive(Debug, Clone, Copy)]
struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    /// None of what is missing, and of what statistics gave.
    fn of(cell: Cell<Exact>) -> Option<Self> {
        match cell {
            Cell::Value(Exact::Whole(whole)) => Some(Self { over: whole.into(), under: 1 }),
            Cell::Value(Exact::Ratio { numerator, denominator }) => {
                Some(Self { over: numerator, under: denominator })
            }
            _ => None,
        }
    }

    fn less(self, other: Self) -> Option<Self> {
        if self.under == other.under {
            return Some(Self { over: self.over.checked_sub(other.over)?, ..self });
        }
        let ours = self.over.checked_mul(other.under)?;
        let theirs = other.over.checked_mul(self.under)?;
        let under = self.under.checked_mul(other.under)?;
        Some(Self { over: ours.checked_sub(theirs)?, under })
    }

    fn percent_of(self, base: Self) -> Option<Exact> {
        let numerator = self.over.checked_mul(100)?.checked_mul(base.under)?;
        let denominator = self.under.checked_mul(base.over)?;
        Some(Exact::Ratio { numerator, denominator })
    }

    fn exact(self) -> Option<Exact> {
        match self.under {
            1 => i64::try_from(self.over).ok().map(Exact::Whole),
            denominator => Some(Exact::Ratio { numerator: self.over, denominator }),
        }
    }
}

fn is_force(catalogue: &Catalogue, of: &ObservationKey) -> bool {
    catalogue.police_area_by_code(&of.area.code).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hundredths(n: i128) -> Fraction {
        Fraction { over: n, under: 100 }
    }

    /// Leicestershire's officers (FTE) in September 2018 and 2019: the Home Office prints +37.88 and
    /// 2.1 per cent.
    #[test]
    fn fractions_are_compared_exactly() {
        let (now, then) = (hundredths(180_326), hundredths(176_538));
        let change = now.less(then).unwrap();
        let exact = Exact::Ratio { numerator: 3_788, denominator: 100 };
        assert_eq!(change.exact(), Some(exact));
        let percent = change.percent_of(then).unwrap().to_f64();
        assert!((percent - 2.145_7).abs() < 1e-4, "{percent}");
        // Of unlike fractions: 7.5 less 71/10 is 0.4.
        let less = hundredths(750).less(Fraction { over: 71, under: 10 }).unwrap();
        assert!((less.exact().unwrap().to_f64() - 0.4).abs() < 1e-12);
        let whole = Fraction::of(Cell::Value(Exact::Whole(326))).unwrap();
        let before = Fraction::of(Cell::Value(Exact::Whole(278))).unwrap();
        // SF-201: 326 referrals, up from 278: +48, +17.3%.
        let change = whole.less(before).unwrap();
        assert_eq!(change.exact(), Some(Exact::Whole(48)));
        assert!((change.percent_of(before).unwrap().to_f64() - 17.266).abs() < 1e-3);
    }

    #[test]
    fn what_is_too_large_to_multiply_is_not_guessed() {
        let huge = Fraction { over: i128::MAX, under: 3 };
        assert!(huge.less(Fraction { over: 1, under: 7 }).is_none());
    }

    #[test]
    fn quarters_are_of_whole_years() {
        let months =
            |stretch: &str| stretch.parse::<Period>().unwrap().months().collect::<Vec<Period>>();
        let year: Vec<String> =
            quarters(&months("fy2017-18")).iter().map(ToString::to_string).collect();
        assert_eq!(year, ["fy2017-18q1", "fy2017-18q2", "fy2017-18q3", "fy2017-18q4"]);
        assert!(quarters(&months("12m2018-02")).is_empty());
    }
}
