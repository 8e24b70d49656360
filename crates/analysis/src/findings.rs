//! Everything a quarterly paper of one force may say, from one edition.

use catalogue::Standing;
use domain::area::Area;
use domain::breakdown::Breakdown;
use domain::cell::Cell;
use domain::figure::{
    Base, ChartLine, Derivation, Figure, FigureKey, PeerReading, Rate, TestReading,
};
use domain::ids::{MeasureId, Slug, SourceId};
use domain::measure::Measure;
use domain::observation::ObservationKey;
use domain::period::{Period, PeriodKind};
use domain::plan::{PlanMeasure, PoliceAndCrimePlan};
use domain::verdict::Verdict;

use crate::doubt::{Doubt, Looked};
use crate::finding::{
    Beside, ChartFigures, MeasureFinding, MonthFigure, PeerFigures, PeerMember, QuarterFigures,
    SeasonFigures, TestFigures, verdict,
};
use crate::frozen::Frozen;
use crate::signals::NewSignals;
use crate::watched::WatchedFinding;

/// What a paper is about.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The plan.
    pub plan: Slug,
    /// The force.
    pub area: Area,
    /// The group of similar forces.
    pub group: Slug,
    /// The vintage of population under rates.
    pub population: Slug,
    /// The XmR profile of charts.
    pub profile: Slug,
}

/// Findings of one edition for one force.
#[derive(Debug, Clone)]
pub struct Findings {
    /// What they are about.
    pub scope: Scope,
    /// The plan.
    pub plan: PoliceAndCrimePlan,
    /// The twelve months that end with the freeze.
    pub year: Period,
    /// The quarter that ends with the freeze.
    pub quarter: Period,
    /// Every month charts run over.
    pub window: Period,
    /// Figures it rests on that are implausible, with what the office answered.
    pub doubts: Vec<Doubt>,
    /// Months within the stretch for which nothing of a monthly source is held.
    pub gaps: Vec<Gap>,
    /// The last month of all charts read together.
    pub signals: Option<NewSignals>,
    /// One for each use of a measure, in the plan's order.
    pub measures: Vec<MeasureFinding>,
    /// Measures of the plan that are tracked, not cited, in its order.
    pub tracked: Vec<Tracked>,
    /// What the plan's framework watches under its themes, in its order.
    pub watched: Vec<WatchedFinding>,
}

/// A measure that the plan uses and that no public paper cites.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracked {
    /// The measure.
    pub measure: Measure,
    /// Why it is not cited.
    pub why: WhyTracked,
}

/// Why a measure is tracked, not cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyTracked {
    /// The office's disclosure policy says why.
    Policy(String),
    /// Its source is shared with the office under a restriction (SF-111).
    Source(SourceId),
    /// The catalogue has it as restricted.
    Catalogue,
}

/// Months of a source that are not held, although an earlier month is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// Which source.
    pub source: SourceId,
    /// Which months, in order.
    pub months: Vec<Period>,
}

/// A district's figures for one measure.
#[derive(Debug, Clone)]
pub struct DistrictFigures {
    /// Its name; for a residual, what it is.
    pub name: String,
    /// GSS code; none for a residual.
    pub code: Option<String>,
    /// Count of the year.
    pub count: Figure,
    /// Count of the year before.
    pub before: Figure,
    /// Difference.
    pub change: Figure,
    /// Difference in per cent.
    pub percent: Figure,
    /// Per 1,000 residents; none for a residual.
    pub rate: Option<Figure>,
}

/// One outcome category of a year's crimes, or of a year's outcomes.
#[derive(Debug, Clone)]
pub struct OutcomeFigures {
    /// As the publisher names it.
    pub label: String,
    /// Count.
    pub count: Figure,
}

/// How many months a chart runs over, at most: those of the test of change.
const WINDOW_MONTHS: i32 = 24;

impl Findings {
    /// Gathers the findings of an edition. A measure of the plan that the catalogue does not know
    /// is left out; the catalogue's own checks refuse such a plan.
    pub fn gather(frozen: &Frozen, scope: &Scope) -> Option<Self> {
        let plan = frozen.catalogue.plan(&scope.plan)?.clone();
        let as_at = frozen.id.as_at;
        let year = Period::rolling_year_to(as_at);
        let quarter = year.months().nth(9)?.start();
        let quarter = Period::new(quarter, year.end()).ok()?;
        let mut findings = Self {
            scope: scope.clone(),
            window: window(frozen, scope, &plan, year),
            doubts: Vec::new(),
            gaps: Vec::new(),
            signals: None,
            measures: Vec::new(),
            tracked: Vec::new(),
            watched: Vec::new(),
            plan,
            year,
            quarter,
        };
        findings.doubts = findings.doubts(frozen);
        findings.gaps = findings.gaps(frozen);
        let mut seen: Vec<MeasureId> = Vec::new();
        let links: Vec<PlanMeasure> = findings.plan.measures().cloned().collect();
        for link in links {
            if !seen.contains(&link.measure) {
                seen.push(link.measure.clone());
                if let Some(tracked) = findings.tracked_only(frozen, &link) {
                    findings.tracked.push(tracked);
                    continue;
                }
                let finding = findings.measure(frozen, link);
                findings.measures.extend(finding);
            }
        }
        findings.watched = WatchedFinding::gather(frozen, &findings);
        findings.signals = NewSignals::read(frozen, scope, findings.window, &findings.measures);
        Some(findings)
    }

    /// The finding of a measure, if the plan uses it.
    pub fn of(&self, measure: &str) -> Option<&MeasureFinding> {
        self.measures.iter().find(|finding| finding.measure.id.as_str() == measure)
    }

    /// A use of a measure that this audience may not see, and why.
    fn tracked_only(&self, frozen: &Frozen, link: &PlanMeasure) -> Option<Tracked> {
        let source = &link.headline_source;
        let key = frozen.key(&link.measure, source, &self.scope.area, self.year);
        let measure = frozen.catalogue.measure(&link.measure)?;
        frozen.gate.is_tracked_only(&key).then(|| {
            let policy = frozen.catalogue.disclosure();
            let said = policy.and_then(|policy| policy.restricted.get(&link.measure));
            let standing = frozen.catalogue.source(source).map(|source| source.standing);
            let why = match (said, standing) {
                (Some(said), _) => WhyTracked::Policy(said.clone()),
                (None, Some(Standing::Restricted)) => WhyTracked::Source(source.clone()),
                (None, _) => WhyTracked::Catalogue,
            };
            Tracked { measure: measure.clone(), why }
        })
    }

    /// What is implausible among the figures this rests on: the force's months of the whole stretch
    /// and the years it is told for, and the group's of the reported year.
    fn doubts(&self, frozen: &Frozen) -> Vec<Doubt> {
        let catalogue = &frozen.catalogue;
        let links: Vec<&PlanMeasure> = self.plan.measures().collect();
        let whole = |key: &ObservationKey| {
            let source = catalogue.source(&key.source);
            source.is_some_and(|source| source.watch.whole.as_ref() == Some(&key.measure))
        };
        let years = links.iter().map(|link| (*link, self.years_used(frozen, link)));
        let years: Vec<(&PlanMeasure, [Period; 3])> = years.collect();
        let group = catalogue.group(&self.scope.group);
        let own = |key: &ObservationKey| key.area == self.scope.area;
        let of_group = |key: &ObservationKey| {
            group.is_some_and(|group| group.members().any(|area| *area == key.area))
        };
        let watched = |key: &ObservationKey| {
            let mut uses = links.iter().filter(|link| link.headline_source == key.source);
            let used = uses.any(|link| link.measure == key.measure || whole(key));
            used && (own(key) || of_group(key))
        };
        let lies_in = |period: Period, stretch: Period| {
            period.start() >= stretch.start() && period.end() <= stretch.end()
        };
        let asked = |key: &ObservationKey| match key.period.kind() {
            PeriodKind::Month if own(key) => lies_in(key.period, self.window),
            PeriodKind::Month => lies_in(key.period, self.year),
            _ => years.iter().any(|(link, [year, earlier @ ..])| {
                (&link.measure, &link.headline_source) == (&key.measure, &key.source)
                    && (*year == key.period || own(key) && earlier.contains(&key.period))
            }),
        };
        let population = &self.scope.population;
        let looked = Looked { watched: &watched, asked: &asked, population };
        crate::doubt::doubts(catalogue, &frozen.ledger, &looked)
    }

    /// The years a measure that is published by year is told for: the reported one, its baseline,
    /// and the one beside.
    fn years_used(&self, frozen: &Frozen, link: &PlanMeasure) -> [Period; 3] {
        let PlanMeasure { measure, headline_source, .. } = link;
        let key = frozen.key(measure, headline_source, &self.scope.area, self.year);
        let year = self.annual_year(frozen, &key);
        [year, year.years_earlier(link.baseline.years_before), link.baseline.beside.unwrap_or(year)]
    }

    /// Whether a change rests on a figure that is implausible and not answered for.
    fn in_doubt(&self, link: &PlanMeasure, [year, baseline]: [Period; 2]) -> bool {
        let stretch = baseline.start().min(year.start())..=year.end();
        let rests_on = |doubt: &Doubt| {
            doubt.touches(&link.measure, &link.headline_source, &self.scope.area)
                && stretch.contains(&doubt.key.period.end())
        };
        self.doubts.iter().any(|doubt| doubt.is_open() && rests_on(doubt))
    }

    /// Months that a monthly source of the plan does not give: a month is held if any measure of
    /// the plan has a value in it.
    fn gaps(&self, frozen: &Frozen) -> Vec<Gap> {
        let mut sources: Vec<&SourceId> = Vec::new();
        for link in self.plan.measures() {
            if !sources.contains(&&link.headline_source) {
                sources.push(&link.headline_source);
            }
        }
        let held = |source: &SourceId, month: Period| {
            self.plan.measures().filter(|link| link.headline_source == *source).any(|link| {
                let key = frozen.key(&link.measure, source, &self.scope.area, month);
                frozen.ledger.current(&key).is_some()
            })
        };
        let gap = |source: &SourceId| {
            let months = self.window.months().skip_while(|month| !held(source, *month));
            let months: Vec<Period> = months.filter(|month| !held(source, *month)).collect();
            (!months.is_empty()).then(|| Gap { source: source.clone(), months })
        };
        sources.into_iter().filter_map(gap).collect()
    }

    fn rate(&self, base: Base) -> Rate {
        Rate { base, per: 1000, population: self.scope.population.clone() }
    }

    fn measure(&self, frozen: &Frozen, link: PlanMeasure) -> Option<MeasureFinding> {
        let measure = frozen.catalogue.measure(&link.measure)?.clone();
        let key =
            |period| frozen.key(&link.measure, &link.headline_source, &self.scope.area, period);
        let monthly =
            self.window.months().any(|month| frozen.ledger.current(&key(month)).is_some());
        let base = if monthly { Base::Total } else { Base::Value };
        let year = if monthly { self.year } else { self.annual_year(frozen, &key(self.year)) };
        let baseline = year.years_earlier(link.baseline.years_before);
        let figure = |period, by| frozen.figure(key(period), by);
        let of_base = |period| figure(period, plain(base));
        let test = self.test(frozen, &key(year), monthly, baseline);
        let count = of_base(year);
        let last_held = match count.cell {
            Cell::Value(_) | Cell::Suppressed => None,
            Cell::NotAvailable | Cell::NotApplicable => self.last_held(frozen, &key(year)),
        };
        let exceptional = frozen.catalogue.exceptional(baseline).map(|e| e.id.clone());
        let compared = [baseline, year].into_iter();
        let unripe: Vec<Period> = match monthly {
            true => {
                compared.flat_map(Period::months).filter(|m| frozen.is_unripe(&key(*m))).collect()
            }
            false => compared.filter(|year| frozen.is_unripe(&key(*year))).collect(),
        };
        Some(MeasureFinding {
            priorities: self.citing(&link.measure),
            monthly,
            up_to_date: year.end() == self.year.end(),
            before: of_base(baseline),
            change: figure(year, Derivation::Change(base, baseline)),
            percent: figure(year, Derivation::Percent(base, baseline)),
            beside: link.baseline.beside.map(|period| Beside {
                period,
                count: of_base(period),
                percent: figure(year, Derivation::Percent(base, period)),
            }),
            exceptional_baseline: exceptional,
            verdict: if !unripe.is_empty() || self.in_doubt(&link, [year, baseline]) {
                Verdict::TooEarlyToSay
            } else {
                verdict(&test.ratio, &test.p)
            },
            test: (test.ratio.to_f64().is_some() && unripe.is_empty()).then_some(test),
            quarter: monthly.then(|| self.quarter_figures(frozen, &key(self.quarter))),
            rate: figure(year, Derivation::Rate(self.rate(base))),
            peers: self.peer_figures(frozen, &key(year), base),
            months: if monthly { self.months(frozen, &key(year)) } else { vec![] },
            chart: self.chart(frozen, &key(year), monthly),
            unripe,
            measure,
            year,
            baseline,
            count,
            last_held,
            link,
        })
    }

    /// The year an annual series is told for: the one that ends with the freeze if it is held, as a
    /// rolling release gives it, else the last whole financial year.
    fn annual_year(&self, frozen: &Frozen, key: &ObservationKey) -> Period {
        let held = frozen.ledger.current(key).is_some();
        if held { self.year } else { self.last_financial_year() }
    }

    /// The last whole financial year by the day of the freeze.
    fn last_financial_year(&self) -> Period {
        let end = self.year.end();
        let first = if end.month() == 3 { end.year() - 1 } else { financial_start(end) - 1 };
        Period::financial_year(first).unwrap_or(self.year)
    }

    /// Numbers of the priorities that cite a measure, alone or together with others.
    fn citing(&self, measure: &MeasureId) -> Vec<u16> {
        let has = |links: &[PlanMeasure]| links.iter().any(|link| link.measure == *measure);
        let cites = |p: &&domain::plan::Priority| {
            has(&p.measures) || self.plan.shared_by(p.number).any(|shared| has(&shared.measures))
        };
        self.plan.priorities.iter().filter(cites).map(|p| p.number).collect()
    }

    fn test(
        &self,
        frozen: &Frozen,
        key: &ObservationKey,
        monthly: bool,
        from: Period,
    ) -> TestFigures {
        let read = |reading| {
            let by = if monthly {
                Derivation::SeasonalStep(reading)
            } else {
                Derivation::AnnualTest(reading, from)
            };
            frozen.figure(key.clone(), by)
        };
        TestFigures {
            ratio: read(TestReading::Ratio),
            low: read(TestReading::Low),
            high: read(TestReading::High),
            p: read(TestReading::P),
            dispersion: read(TestReading::Dispersion),
            revision: read(TestReading::Revision),
            pairs: read(TestReading::Pairs),
        }
    }

    fn quarter_figures(&self, frozen: &Frozen, key: &ObservationKey) -> QuarterFigures {
        let before = self.quarter.years_earlier(1);
        let earlier = ObservationKey { period: before, ..key.clone() };
        let by = |by| frozen.figure(key.clone(), by);
        QuarterFigures {
            period: self.quarter,
            count: by(Derivation::Total),
            before: frozen.figure(earlier, Derivation::Total),
            change: by(Derivation::Change(Base::Total, before)),
            percent: by(Derivation::Percent(Base::Total, before)),
        }
    }

    fn peer_figures(&self, frozen: &Frozen, key: &ObservationKey, base: Base) -> PeerFigures {
        let rate = self.rate(base);
        let read = |reading| {
            let by = Derivation::Peers(reading, self.scope.group.clone(), rate.clone());
            frozen.figure(key.clone(), by)
        };
        let keys = frozen.group_keys(key, &self.scope.group, &rate);
        let mut members: Vec<PeerMember> =
            keys.into_iter().filter_map(|key| self.peer_member(frozen, key, &rate)).collect();
        members.sort_by(|a, b| {
            let rates = (a.rate.to_f64(), b.rate.to_f64());
            let missing_last = |rate: Option<f64>| rate.unwrap_or(f64::INFINITY);
            missing_last(rates.0).total_cmp(&missing_last(rates.1)).then(a.name.cmp(&b.name))
        });
        PeerFigures {
            group: self.scope.group.clone(),
            mean: read(PeerReading::Mean),
            others: read(PeerReading::Others),
            weighted: read(PeerReading::Weighted),
            rank: read(PeerReading::Rank),
            rank_low: read(PeerReading::RankLow),
            rank_high: read(PeerReading::RankHigh),
            expected_low: read(PeerReading::ExpectedLow),
            expected_high: read(PeerReading::ExpectedHigh),
            members,
        }
    }

    fn peer_member(&self, frozen: &Frozen, key: FigureKey, rate: &Rate) -> Option<PeerMember> {
        let force = frozen.catalogue.police_area_by_code(&key.of.area.code)?;
        let population = frozen.population_key(&key.of, &rate.population)?;
        Some(PeerMember {
            name: force.name.clone(),
            own: key.of.area == self.scope.area,
            count: frozen.figure(key.of.clone(), key.by.clone()),
            population: frozen.figure(population.of, population.by),
            rate: frozen.figure(key.of, Derivation::Rate(rate.clone())),
        })
    }

    fn months(&self, frozen: &Frozen, key: &ObservationKey) -> Vec<MonthFigure> {
        let season = frozen.season_for(key).map(|season| &season.id);
        let chart = frozen.chart(key, &self.scope.profile, self.window, season);
        let signal = |n: usize| chart.as_ref().and_then(|chart| chart.points.get(n)?.reported);
        let month = |(n, period)| {
            let of = ObservationKey { period, ..key.clone() };
            let without =
                |season: &Slug| frozen.figure(of.clone(), Derivation::Adjusted(season.clone()));
            MonthFigure {
                period,
                adjusted: season.map(without),
                count: frozen.figure(of.clone(), Derivation::Value),
                signal: signal(n),
                unripe: frozen.is_unripe(&of),
            }
        };
        self.window.months().enumerate().map(month).collect()
    }

    fn chart(&self, frozen: &Frozen, key: &ObservationKey, monthly: bool) -> Option<ChartFigures> {
        let season = frozen.season_for(key);
        let id = season.map(|season| season.id.clone());
        let chart = frozen.chart(key, &self.scope.profile, self.window, id.as_ref());
        let chart = chart.filter(|_| monthly)?;
        let last = self.window.months().last()?;
        let key = ObservationKey { period: last, ..key.clone() };
        let line = |line| {
            let profile = self.scope.profile.clone();
            let by = Derivation::Chart(line, profile, self.window, id.clone());
            frozen.figure(key.clone(), by)
        };
        Some(ChartFigures {
            profile: self.scope.profile.clone(),
            season: season.and_then(|season| self.season(frozen, &key, season)),
            mean: line(ChartLine::Mean),
            lower: line(ChartLine::Lower),
            upper: line(ChartLine::Upper),
            signals: chart.points.iter().filter(|point| point.reported.is_some()).count(),
        })
    }

    /// The factors of the year's months, with what they rest on.
    fn season(
        &self,
        frozen: &Frozen,
        key: &ObservationKey,
        season: &catalogue::Season,
    ) -> Option<SeasonFigures> {
        let line = frozen.season_factors(key, &season.id)?;
        let factor = |period| {
            let of = ObservationKey { period, ..key.clone() };
            frozen.figure(of, Derivation::Factor(season.id.clone()))
        };
        Some(SeasonFigures {
            id: season.id.clone(),
            basis: season.basis.clone(),
            forces: line.forces,
            months: line.months,
            factors: self.year.months().map(factor).collect(),
        })
    }

    /// The latest period for which the headline source gives a value.
    fn last_held(&self, frozen: &Frozen, key: &ObservationKey) -> Option<(Period, Figure)> {
        let same = |of: &ObservationKey| {
            (&of.measure, &of.source, &of.area) == (&key.measure, &key.source, &key.area)
                && of.breakdown.is_total()
        };
        let held = frozen
            .ledger
            .all_current()
            .filter(|(of, held)| same(of) && held.observation.cell.value().is_some())
            .filter(|(of, _)| frozen.left_out(of).is_none());
        let (of, _) = held.max_by_key(|(of, _)| (of.period.end(), of.period.start()))?;
        Some((of.period, frozen.figure(of.clone(), Derivation::Value)))
    }

    /// Districts of the force by name, then what belongs to no district of it.
    pub fn districts(
        &self,
        frozen: &Frozen,
        measure: &MeasureId,
        source: &SourceId,
    ) -> Vec<DistrictFigures> {
        let force = frozen.key(measure, source, &self.scope.area, self.year);
        let mut out = Vec::new();
        for district in frozen.catalogue.districts_of(&self.scope.area) {
            let key = ObservationKey { area: district.area.clone(), ..force.clone() };
            let code = Some(district.area.code.clone());
            out.push(self.district(frozen, key, district.name.clone(), code));
        }
        for (value, name) in RESIDUALS {
            let (Ok(dimension), Ok(value)) = ("location".parse(), value.parse()) else {
                continue;
            };
            let breakdown = Breakdown::of(dimension, value);
            let key = ObservationKey { breakdown, ..force.clone() };
            out.push(self.district(frozen, key, name.to_owned(), None));
        }
        out
    }

    fn district(
        &self,
        frozen: &Frozen,
        key: ObservationKey,
        name: String,
        code: Option<String>,
    ) -> DistrictFigures {
        let before = self.year.years_earlier(1);
        let earlier = ObservationKey { period: before, ..key.clone() };
        let by = |by| frozen.figure(key.clone(), by);
        DistrictFigures {
            name,
            count: by(Derivation::Total),
            before: frozen.figure(earlier, Derivation::Total),
            change: by(Derivation::Change(Base::Total, before)),
            percent: by(Derivation::Percent(Base::Total, before)),
            rate: code.as_ref().map(|_| by(Derivation::Rate(self.rate(Base::Total)))),
            code,
        }
    }

    /// Categories of a dimension over the year, in the catalogue's neutral order (SF-095), without
    /// those that no month counts.
    pub fn outcomes(
        &self,
        frozen: &Frozen,
        measure: &MeasureId,
        source: &SourceId,
        dimension: &Slug,
    ) -> Vec<OutcomeFigures> {
        let whole = frozen.key(measure, source, &self.scope.area, self.year);
        let figures = |(key, label): (ObservationKey, String)| OutcomeFigures {
            label,
            count: frozen.figure(key, Derivation::Total),
        };
        categories(frozen, &whole, dimension).into_iter().map(figures).collect()
    }

    /// Years of an annual series up to the reported year, oldest first, from the first that is held
    /// without a gap.
    pub fn years(
        &self,
        frozen: &Frozen,
        measure: &MeasureId,
        source: &SourceId,
    ) -> Vec<(Period, Figure)> {
        let mut out = Vec::new();
        let mut year = self.last_financial_year();
        loop {
            let key = frozen.key(measure, source, &self.scope.area, year);
            let figure = frozen.figure(key, Derivation::Value);
            if figure.to_f64().is_none() {
                break;
            }
            out.push((year, figure));
            year = year.years_earlier(1);
        }
        out.reverse();
        out
    }
}

/// The breakdown value of crimes whose outcome column is empty.
const NOT_STATED: &str = "not-stated";

/// Rows that belong to the force and to none of its districts: breakdown value, name.
pub const RESIDUALS: [(&str, &str); 2] =
    [("outside-force-area", "Outside the force area"), ("no-location", "No location given")];

/// Keys and labels of the categories of a dimension that any version of any month of a stretch
/// counts, in the catalogue's neutral order.
pub(crate) fn categories(
    frozen: &Frozen,
    whole: &ObservationKey,
    dimension: &Slug,
) -> Vec<(ObservationKey, String)> {
    let not_stated = NOT_STATED.parse().ok().map(|slug: Slug| (slug, "Not stated".to_owned()));
    let named = frozen.catalogue.outcome_categories();
    let named = named.map(|category| (category.slug.clone(), category.label.clone()));
    let keyed = named.chain(not_stated).map(|(value, label)| {
        let breakdown = Breakdown::of(dimension.clone(), value);
        (ObservationKey { breakdown, ..whole.clone() }, label)
    });
    let counted = |(key, _): &(ObservationKey, String)| {
        whole.period.months().any(|period| {
            // In any version: under investigation early on, nothing later.
            let versions = frozen.ledger.versions(&ObservationKey { period, ..key.clone() }).iter();
            let mut values = versions.filter_map(|held| held.observation.cell.value());
            // A month that is withheld counts: that it is there must not tell that it is not zero.
            let month =
                FigureKey { of: ObservationKey { period, ..key.clone() }, by: Derivation::Value };
            values.any(|value| value.mantissa > 0)
                || frozen.evaluate(&month).cell == Cell::Suppressed
        })
    };
    keyed.filter(counted).collect()
}

fn plain(base: Base) -> Derivation {
    match base {
        Base::Value => Derivation::Value,
        Base::Total => Derivation::Total,
        Base::First => Derivation::First,
    }
}

fn financial_start(day: jiff::civil::Date) -> i16 {
    if day.month() >= 4 { day.year() } else { day.year() - 1 }
}

/// The months up to the freeze for which anything of the plan's monthly measures is held, at most
/// [`WINDOW_MONTHS`], and never fewer than the reported year.
fn window(frozen: &Frozen, scope: &Scope, plan: &PoliceAndCrimePlan, year: Period) -> Period {
    let Some(longest) = first_day_before(year, WINDOW_MONTHS) else {
        return year;
    };
    let held = |month: &Period| {
        plan.measures().any(|link| {
            let key = frozen.key(&link.measure, &link.headline_source, &scope.area, *month);
            frozen.ledger.current(&key).is_some()
        })
    };
    let first = longest.months().find(held).map_or(year.start(), Period::start);
    Period::new(first.min(year.start()), year.end()).unwrap_or(year)
}

fn first_day_before(year: Period, months: i32) -> Option<Period> {
    let years = (months + 11) / 12 - 1;
    Period::new(year.years_earlier(years).start(), year.end()).ok()
}
