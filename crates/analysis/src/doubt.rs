//! Figures that are implausible beside their own series or beside an earlier release, and what the
//! office has answered about them. Start at [`doubts`]; the rules are in [`level`].
//!
//! A doubt that is not answered stops a freeze, and no verdict is drawn from it. One answered wrong
//! leaves its figures out, which [`Frozen::left_out`] tells the evaluation.

pub mod level;

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{Catalogue, Watch};
use domain::answer::{Answer, Concern, Question, Ruling};
use domain::area::Area;
use domain::batch::Release;
use domain::digest::Digest;
use domain::ids::{MeasureId, Slug, SourceId};
use domain::observation::{Observation, ObservationKey};
use domain::period::{Period, PeriodKind};

use crate::evaluate::FEWEST_RESIDENTS;
use crate::frozen::Frozen;
use crate::ledger::{Held, Ledger};
use level::{Counts, Level};

/// A figure in doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What is asked.
    pub question: Question,
    /// The figure.
    pub key: ObservationKey,
    /// Whether every figure of its source, place and period is in doubt with it.
    pub whole: bool,
    /// What is implausible.
    pub why: Why,
    /// What the office says.
    pub answer: Option<Answer>,
}

/// What is implausible about a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is far from those around it, among which this is usual.
    Unusual {
        /// A period that is usual.
        period: Period,
        /// Its count.
        count: i64,
    },
    /// A whole month of a force has fewer rows than this.
    Handful(i64),
    /// It is outside these counts for 10,000 residents, and no other months are held.
    PerResident {
        /// How many residents there are.
        people: i64,
        /// Lowest and highest.
        plausible: [u32; 2],
    },
    /// An earlier release gave another figure.
    Revised {
        /// What it gave.
        before: i64,
        /// The earlier release.
        earlier: Box<Release>,
        /// The release in question.
        later: Box<Release>,
    },
}

/// Fewer rows than this are no month of a force: City of London, the smallest, has 119 searches and
/// 175 crimes in its lowest months held.
const HANDFUL: i64 = 30;

/// What is looked at.
pub struct Looked<'a> {
    /// Whether a figure belongs to a series that is watched; breakdowns never do.
    pub watched: &'a dyn Fn(&ObservationKey) -> bool,
    /// Whether a figure of such a series is questioned; the others are its history.
    pub asked: &'a dyn Fn(&ObservationKey) -> bool,
    /// The population that counts are held against where there is no history.
    pub population: &'a Slug,
}

/// Periods of one length, and for years of one beginning, of one measure in one place.
type Series = (SourceId, Area, MeasureId, u16, i32, i8);

/// Every figure in doubt, by source, place, period and measure. Where the whole of a file is in
/// doubt, its parts are not told one by one.
pub fn doubts(catalogue: &Catalogue, ledger: &Ledger, looked: &Looked<'_>) -> Vec<Doubt> {
    let mut series: BTreeMap<Series, BTreeMap<Period, &ObservationKey>> = BTreeMap::new();
    let total = |key: &ObservationKey| key.breakdown.is_total() && key.age.is_none();
    for (key, held) in ledger.all_current() {
        if let (true, Some(name), Some(_)) =
            (total(key) && (looked.watched)(key), series_of(key), whole_count(&held.observation))
        {
            series.entry(name).or_default().insert(key.period, key);
        }
    }
    let look = Look { catalogue, ledger, looked };
    let mut found: Vec<Doubt> = series.values().flat_map(|keys| look.levels(keys)).collect();
    found.extend(look.revisions(&series));
    let wholes: BTreeSet<_> = found.iter().filter(|doubt| doubt.whole).map(place).collect();
    found.retain(|doubt| doubt.whole || !wholes.contains(&place(doubt)));
    found.sort_by(|a, b| {
        let order = |doubt: &Doubt| (place(doubt), doubt.question.clone());
        order(a).cmp(&order(b))
    });
    found
}

fn place(doubt: &Doubt) -> (SourceId, Area, Period) {
    (doubt.key.source.clone(), doubt.key.area.clone(), doubt.key.period)
}

fn series_of(key: &ObservationKey) -> Option<Series> {
    let (length, begins) = match key.period.kind() {
        PeriodKind::Month => (1, 0),
        PeriodKind::Quarter => (3, 0),
        PeriodKind::FinancialYear | PeriodKind::RollingYear => (12, key.period.start().month()),
        PeriodKind::Other => return None,
    };
    let ObservationKey { measure, definition, source, area, .. } = key.clone();
    Some((source, area, measure, definition, length, begins))
}

fn whole_count(observation: &Observation) -> Option<i64> {
    observation.cell.value().filter(|decimal| decimal.scale == 0).map(|decimal| decimal.mantissa)
}

struct Look<'a> {
    catalogue: &'a Catalogue,
    ledger: &'a Ledger,
    looked: &'a Looked<'a>,
}

impl Look<'_> {
    fn watch(&self, source: &SourceId) -> Watch {
        self.catalogue.source(source).map_or_else(Watch::default, |source| source.watch.clone())
    }

    fn doubt(&self, key: &ObservationKey, concern: Concern, count: i64, why: Why) -> Doubt {
        let ObservationKey { measure, source, area, period, .. } = key.clone();
        let question = Question { concern, measure, source, area, period, count };
        let answer = self.catalogue.answer(&question).cloned();
        let whole = is_whole(self.catalogue, &question);
        Doubt { question, key: key.clone(), whole, why, answer }
    }

    /// The figures of one series that are asked about and far from the others.
    fn levels(&self, keys: &BTreeMap<Period, &ObservationKey>) -> Vec<Doubt> {
        let asked: Vec<_> = keys.values().filter(|key| (self.looked.asked)(key)).collect();
        let (Some(first), false) = (keys.values().next(), asked.is_empty()) else {
            return Vec::new();
        };
        let count = |key: &ObservationKey| {
            self.ledger.current(key).and_then(|held| whole_count(&held.observation))
        };
        let counts: Counts =
            keys.iter().filter_map(|(period, key)| Some((*period, count(key)?))).collect();
        let watch = self.watch(&first.source);
        let of_file = watch.whole.as_ref() == Some(&first.measure)
            && first.period.kind() == PeriodKind::Month;
        let levels = if of_file { BTreeMap::new() } else { level::of_series(&counts) };
        let odd = |key: &&ObservationKey| {
            let period = key.period;
            let count = *counts.get(&period)?;
            let why = if of_file {
                let level = level::of_whole(&counts, period, watch.percent_of_usual);
                self.of_file(key, &counts, level)?
            } else {
                unusual(&counts, *levels.get(&period)?)?
            };
            Some(self.doubt(key, Concern::Level, count, why))
        };
        asked.into_iter().filter_map(odd).collect()
    }

    /// What is implausible about the whole of a month's file of a force.
    fn of_file(&self, key: &ObservationKey, counts: &Counts, level: Level) -> Option<Why> {
        self.catalogue.police_area_by_code(&key.area.code)?;
        let count = *counts.get(&key.period)?;
        match level {
            Level::Odd(_) => unusual(counts, level),
            Level::Usual => None,
            Level::Unknown if count < HANDFUL => Some(Why::Handful(HANDFUL)),
            Level::Unknown => {
                let plausible = self.watch(&key.source).per_10_000_residents?;
                let people = self.people(&key.area);
                let [low, high] = plausible.map(|n| i128::from(n) * i128::from(people));
                let fits = (low..=high).contains(&(i128::from(count) * 10_000));
                (people >= FEWEST_RESIDENTS && !fits)
                    .then_some(Why::PerResident { people, plausible })
            }
        }
    }

    fn people(&self, area: &Area) -> i64 {
        let of = |code: &str| self.catalogue.population(self.looked.population, code);
        let districts = self.catalogue.districts_of(area).into_iter();
        districts.map(|d| of(&d.area.code).map_or(0, |row| row.people)).sum()
    }

    /// The figures asked about that a later release revises by more than is plausible.
    fn revisions(
        &self,
        series: &BTreeMap<Series, BTreeMap<Period, &ObservationKey>>,
    ) -> Vec<Doubt> {
        let keys = series.values().flat_map(BTreeMap::values);
        let all: Vec<Revision<'_>> = keys.filter_map(|key| self.revision(key)).collect();
        let mut usual: BTreeMap<Digest, f64> = BTreeMap::new();
        let mut out = Vec::new();
        for one in all.iter().filter(|one| (self.looked.asked)(one.key) && !self.mended(one.key)) {
            let source = &one.key.source;
            // A release is not held against itself: a file that is wrong throughout stays odd.
            let others = all
                .iter()
                .filter(|other| other.key.source == *source && other.later.file != one.later.file);
            let usual = *usual.entry(one.later.file).or_insert_with(|| {
                level::usual_revision(others.map(|other| (other.before, other.after)))
            });
            let within = self.watch(source).revised_within_percent;
            if level::revision_is_odd(one.before, one.after, within, usual) {
                let (earlier, later) = (one.earlier.clone(), one.later.clone());
                let (earlier, later) = (Box::new(earlier), Box::new(later));
                let why = Why::Revised { before: one.before, earlier, later };
                out.push(self.doubt(one.key, Concern::Revision, one.after, why));
            }
        }
        out
    }

    /// Whether the office has held an earlier version of it to be wrong: its replacement moves far, as
    /// it should.
    fn mended(&self, key: &ObservationKey) -> bool {
        let replaced = |question: &Question| {
            let measure = question.measure.clone();
            let definition = self.catalogue.measure(&measure).map_or(1, |m| m.definition_version);
            let now = self.ledger.current(&ObservationKey { measure, definition, ..key.clone() });
            now.and_then(|held| whole_count(&held.observation)) != Some(question.count)
        };
        self.catalogue.standing_answers().any(|Answer { question, ruling, .. }| {
            *ruling == Ruling::Wrong
                && (&question.source, &question.area, question.period)
                    == (&key.source, &key.area, key.period)
                && (question.measure == key.measure || is_whole(self.catalogue, question))
                && replaced(question)
        })
    }

    /// A count and what the release before it gave. Two files of one day are no revision.
    fn revision<'a>(&'a self, key: &'a ObservationKey) -> Option<Revision<'a>> {
        let release = |held: &Held| &self.ledger.supplied(held).release;
        let now = self.ledger.current(key)?;
        let day = release(now).vintage.sort_day()?;
        let dated = |held: &&Held| release(held).vintage.sort_day().is_some_and(|d| d != day);
        let before = self.ledger.earlier(key).iter().rev().find(dated)?;
        Some(Revision {
            key,
            before: whole_count(&before.observation)?,
            after: whole_count(&now.observation)?,
            earlier: &self.ledger.supplied(before).release,
            later: &self.ledger.supplied(now).release,
        })
    }
}

fn unusual(counts: &Counts, level: Level) -> Option<Why> {
    let Level::Odd(period) = level else { return None };
    Some(Why::Unusual { period, count: *counts.get(&period)? })
}

struct Revision<'a> {
    key: &'a ObservationKey,
    before: i64,
    after: i64,
    earlier: &'a Release,
    later: &'a Release,
}

/// Whether a question is about the whole of a file.
fn is_whole(catalogue: &Catalogue, question: &Question) -> bool {
    let source = catalogue.source(&question.source);
    question.period.kind() == PeriodKind::Month
        && source.is_some_and(|source| source.watch.whole.as_ref() == Some(&question.measure))
}

impl Doubt {
    /// Whether nobody has answered it.
    pub fn is_open(&self) -> bool {
        self.answer.is_none()
    }

    /// Whether a figure of a measure rests on it.
    pub fn touches(&self, measure: &MeasureId, source: &SourceId, area: &Area) -> bool {
        self.key.source == *source
            && self.key.area == *area
            && (self.whole || self.key.measure == *measure)
    }
}

impl Frozen {
    /// The answer by which an observation is left out. An answer is about the count it names: when
    /// another release gives another count, the observation is held again.
    pub fn left_out(&self, of: &ObservationKey) -> Option<&Answer> {
        let names = |answer: &&Answer| {
            let question = &answer.question;
            answer.ruling == Ruling::Wrong
                && question.source == of.source
                && question.period == of.period
                && (question.measure == of.measure || is_whole(&self.catalogue, question))
                && self.lies_in(&of.area, &question.area)
                && self.holds(question)
        };
        self.catalogue.standing_answers().find(names)
    }

    fn lies_in(&self, area: &Area, force: &Area) -> bool {
        let districts = || self.catalogue.districts_of(force).into_iter();
        area == force || districts().any(|district| district.area == *area)
    }

    /// Whether the count a question is about is still the current one.
    fn holds(&self, question: &Question) -> bool {
        let Question { measure, source, area, period, .. } = question;
        let held = self.ledger.current(&self.key(measure, source, area, *period));
        held.and_then(|held| whole_count(&held.observation)) == Some(question.count)
    }
}
