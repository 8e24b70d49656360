//! How figures moved between publications: vintage triangles, and what they say of each source.
//!
//! A triangle has a line for each period of a series, and on it the value of each publication, in
//! the order of publication. The age of a version is the time from the end of its period to its
//! publication. A version without a date of publication enters no triangle; of two versions of one
//! day the later import stands, since a publisher does not revise twice a day.

use std::collections::BTreeMap;

use domain::cell::{Cell, Markers};
use domain::decimal::Decimal;
use domain::figure::{CohortReading, Derivation, Exact, FigureKey, Missing, RevisionReading};
use domain::ids::{Slug, SourceId};
use domain::observation::{Observation, ObservationKey, Place};
use domain::period::Period;
use domain::vintage::Vintage;
use jiff::ToSpan as _;

use crate::evaluate::{Evaluated, FEWEST_FOR_PERCENT, combined_missing, exact};
use crate::frozen::Frozen;
use crate::ledger::{Held, Ledger, Supplied};

/// First versions are of an equal age within so many days: half the quarter that lies between two
/// releases, so that both come from the same round of publication.
pub const EQUAL_AGE_DAYS: i32 = 45;

/// One dated version of a figure.
#[derive(Debug, Clone, Copy)]
pub struct Version<'a> {
    /// The observation.
    pub held: &'a Held,
    /// When it was published.
    pub vintage: Vintage,
    /// The last day its date of publication could mean.
    pub published: jiff::civil::Date,
    /// Days from the end of its period to then; below zero for what was published before the end.
    pub age: i32,
}

/// Every dated version of one figure, oldest first; at least one.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// What it is of.
    pub key: &'a ObservationKey,
    /// The first version.
    pub first: Version<'a>,
    /// The versions after it.
    pub later: Vec<Version<'a>>,
}

impl<'a> Line<'a> {
    /// The line of all versions of one figure, oldest first; none if none of them is dated.
    pub fn of(ledger: &Ledger, versions: &'a [Held]) -> Option<Self> {
        let mut dated: Vec<Version<'a>> = Vec::new();
        for held in versions {
            let Some(version) = version(ledger, held) else { continue };
            match dated.last_mut() {
                Some(last) if last.published == version.published => *last = version,
                _ => dated.push(version),
            }
        }
        let mut dated = dated.into_iter();
        let first = dated.next()?;
        Some(Self { key: &first.held.observation.key, first, later: dated.collect() })
    }

    /// The version published last.
    pub fn latest(&self) -> Version<'a> {
        self.later.last().copied().unwrap_or(self.first)
    }

    /// Every version, oldest first.
    pub fn versions(&self) -> impl Iterator<Item = Version<'a>> + '_ {
        std::iter::once(self.first).chain(self.later.iter().copied())
    }

    /// Whether the latest version is another quantity than the first, or one of them is a gap. The
    /// same quantity with more digits is no revision.
    pub fn moved(&self) -> bool {
        match self.change() {
            Some(change) => change.mantissa != 0,
            None => self.latest().held.observation.cell != self.first.held.observation.cell,
        }
    }

    /// The latest value less the first; none if either is no value.
    pub fn change(&self) -> Option<Decimal> {
        self.latest().value()?.less(self.first.value()?)
    }

    /// That in per cent of the first; none where the first is too small for a percentage.
    pub fn percent(&self) -> Option<f64> {
        let first = self.first.value()?;
        let enough = first.compare(Decimal::whole(FEWEST_FOR_PERCENT)).is_ge();
        enough.then_some(self.change()?.to_f64() / first.to_f64() * 100.0)
    }

    /// The version that an observation is in this line.
    pub fn version(&self, one: &Observation) -> Option<Version<'a>> {
        self.versions().find(|version| std::ptr::eq(&raw const version.held.observation, one))
    }

    /// What a version has more than the dated version before it; none for the first, and for a
    /// version that is not in the line.
    pub fn step(&self, one: &Observation) -> Option<Decimal> {
        let versions: Vec<Version<'a>> = self.versions().collect();
        let is = |version: &Version<'_>| std::ptr::eq(&raw const version.held.observation, one);
        let pair = versions.windows(2).find(|pair| is(&pair[1]))?;
        pair[1].value()?.less(pair[0].value()?)
    }
}

impl Version<'_> {
    /// Its value; none for a gap.
    pub fn value(self) -> Option<Decimal> {
        self.held.observation.cell.value()
    }
}

fn version<'a>(ledger: &Ledger, held: &'a Held) -> Option<Version<'a>> {
    let vintage = ledger.supplied(held).release.vintage;
    let published = vintage.sort_day()?;
    let end = held.observation.key.period.end();
    let age = (published - end).get_days();
    Some(Version { held, vintage, published, age })
}

/// The vintage triangle of each series that `wanted` keeps, a line for each figure, in the order of
/// keys.
fn triangle<'a>(ledger: &'a Ledger, wanted: impl Fn(&ObservationKey) -> bool) -> Vec<Line<'a>> {
    let versions = ledger.histories().filter(|held| wanted(&held[0].observation.key));
    versions.filter_map(|held| Line::of(ledger, held)).collect()
}

/// What revision did to the figures of one source that are cut alike: `total` counts, or counts by
/// last outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Which source.
    pub source: SourceId,
    /// The dimensions they are cut by; none for totals.
    pub cut: Vec<Slug>,
    /// Figures published more than once.
    pub published_again: usize,
    /// Of those, figures whose last value is not the first.
    pub moved: usize,
    /// Of those, figures now higher than at first.
    pub raised: usize,
    /// Figures now lower.
    pub lowered: usize,
    /// Half of the figures published more than once moved by no more than this, in per cent; none
    /// where no figure is large enough for a percentage.
    pub median: Option<f64>,
    /// The largest revision, in per cent with its sign.
    pub largest: Option<f64>,
}

/// What revision did to figures, by source and cut, in the order of their names.
pub fn summaries(lines: &[Line<'_>]) -> Vec<Summary> {
    let mut groups: BTreeMap<(SourceId, Vec<Slug>), Vec<&Line<'_>>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.later.is_empty()) {
        let cut = line.key.breakdown.parts().iter().map(|(dimension, _)| dimension.clone());
        groups.entry((line.key.source.clone(), cut.collect())).or_default().push(line);
    }
    groups.into_iter().map(|((source, cut), lines)| summary(source, cut, &lines)).collect()
}

fn summary(source: SourceId, cut: Vec<Slug>, lines: &[&Line<'_>]) -> Summary {
    let changes = || lines.iter().filter_map(|line| line.change());
    let mut percents: Vec<f64> = lines.iter().filter_map(|line| line.percent()).collect();
    percents.sort_by(|a, b| a.abs().total_cmp(&b.abs()).then(a.total_cmp(b)));
    Summary {
        source,
        cut,
        published_again: lines.len(),
        moved: lines.iter().filter(|line| line.moved()).count(),
        raised: changes().filter(|change| change.mantissa > 0).count(),
        lowered: changes().filter(|change| change.mantissa < 0).count(),
        median: median(&percents),
        largest: percents.last().copied(),
    }
}

/// The middle of sizes in ascending order; the mean of the two middle ones if they are even.
fn median(ascending: &[f64]) -> Option<f64> {
    let (middle, last) = (ascending.len() / 2, ascending.len().checked_sub(1)?);
    Some((ascending[last / 2].abs() + ascending[middle].abs()) / 2.0)
}

/// The month a date of publication lies in, if it is known to the month.
fn month_published(vintage: Vintage) -> Option<Period> {
    match vintage {
        Vintage::Published { year, month: Some(month), .. } => Period::month(year, month).ok(),
        Vintage::Published { month: None, .. } | Vintage::Unknown => None,
    }
}

/// Calendar months from the month a period ends in to the month a version was published in; none
/// where that month is not known, or comes before the end.
pub fn age_in_months(period: Period, vintage: Vintage) -> Option<u16> {
    let published = month_published(vintage)?.start();
    let end = period.end();
    let years = i32::from(published.year()) - i32::from(end.year());
    let months = years * 12 + i32::from(published.month()) - i32::from(end.month());
    u16::try_from(months).ok()
}

impl Frozen {
    /// How the observation that a figure is read from came to the office, and where it stands; only
    /// of one that is shown as it is, since a list of rows is its number.
    pub fn read_from(&self, key: &FigureKey) -> Option<(&Supplied, &Place)> {
        let held = self.held_under(key).filter(|_| self.gate.may_explain(key))?;
        Some((self.ledger.supplied(held), &held.observation.place))
    }

    /// The versions of a figure in order of publication, if they may be seen and any is dated.
    pub fn line(&self, of: &ObservationKey) -> Option<Line<'_>> {
        let versions = self.gate.may_show_versions(of).then(|| self.ledger.versions(of))?;
        Line::of(&self.ledger, versions)
    }

    /// The vintage triangle of each series that `wanted` keeps and whose versions may be seen.
    pub fn triangle(&self, wanted: impl Fn(&ObservationKey) -> bool) -> Vec<Line<'_>> {
        triangle(&self.ledger, |of| wanted(of) && self.gate.may_show_versions(of))
    }

    /// The observation that a figure is read from, if it is one: the current version, the first, or
    /// the one published at an age.
    fn held_under(&self, key: &FigureKey) -> Option<&Held> {
        match &key.by {
            Derivation::Value => self.ledger.current(&key.of),
            Derivation::First => self.first_held(&key.of),
            Derivation::Cohort(CohortReading::Count, age)
                if key.of.period.whole_months() == Some(1) =>
            {
                self.held_at(&key.of, *age)
            }
            _ => None,
        }
    }

    fn first_held(&self, of: &ObservationKey) -> Option<&Held> {
        Line::of(&self.ledger, self.ledger.versions(of)).map(|line| line.first.held)
    }

    /// The version published in the month that comes `age` months after the end of the period; of
    /// several the last.
    pub(crate) fn held_at(&self, of: &ObservationKey, age: u16) -> Option<&Held> {
        let at_age = |held: &&Held| {
            age_in_months(of.period, self.ledger.supplied(held).release.vintage) == Some(age)
        };
        self.ledger.versions(of).iter().rfind(at_age)
    }

    /// Whether an observation still moves: its current version was published sooner after the end of
    /// its period than its source's figures take to settle, by the catalogue. One whose date of
    /// publication is not known is taken as settled.
    pub fn is_unripe(&self, of: &ObservationKey) -> bool {
        let lag = self.catalogue.source(&of.source).and_then(|source| source.ripening_lag_months);
        let lag = i32::from(lag.unwrap_or(0));
        let held = self.ledger.current(of);
        let published = held.and_then(|held| self.ledger.supplied(held).release.vintage.sort_day());
        published.is_some_and(|day| day < of.period.end().saturating_add(lag.months()))
    }

    pub(crate) fn first(&self, of: &ObservationKey) -> Evaluated {
        match self.first_held(of) {
            Some(held) => Evaluated::observed(held),
            None if self.ledger.current(of).is_some() => {
                Evaluated::unavailable(Missing::Undated, vec![])
            }
            None => Evaluated::unavailable(Missing::NotSupplied, vec![]),
        }
    }

    pub(crate) fn revision(&self, of: &ObservationKey, reading: RevisionReading) -> Evaluated {
        let key = |by| FigureKey { of: of.clone(), by };
        let inputs = vec![key(Derivation::Value), key(Derivation::First)];
        let value = |held: Option<&Held>| held.and_then(|held| held.observation.cell.value());
        let now = value(self.ledger.current(of));
        let Some((now, first)) = now.zip(value(self.first_held(of))) else {
            let parts = [self.truth(&inputs[0]), self.truth(&inputs[1])];
            let why = parts.iter().find_map(|part| part.missing.clone());
            let cell = combined_missing(&parts);
            return Evaluated::missing(cell, why.unwrap_or(Missing::Input), inputs);
        };
        let Some(change) = now.less(first) else {
            return Evaluated::unavailable(Missing::NotTestable, inputs);
        };
        match reading {
            RevisionReading::Change => Evaluated::value(exact(change), Markers::NONE, inputs),
            RevisionReading::Percent => percent_of(change, first, inputs),
        }
    }

    /// Why the first versions of two periods may not be compared, if they may not.
    pub(crate) fn unequal_age(&self, of: &ObservationKey, from: Period) -> Option<Missing> {
        let age = |period| {
            let of = ObservationKey { period, ..of.clone() };
            Line::of(&self.ledger, self.ledger.versions(&of)).map(|line| line.first.age)
        };
        let (days, other) = (age(of.period)?, age(from)?);
        ((days - other).abs() > EQUAL_AGE_DAYS).then_some(Missing::UnequalAge { days, other })
    }
}

fn percent_of(change: Decimal, first: Decimal, inputs: Vec<FigureKey>) -> Evaluated {
    if first.compare(Decimal::whole(FEWEST_FOR_PERCENT)).is_lt() {
        let why = match first.mantissa {
            0 => Missing::FromZero,
            _ => Missing::FromFew { fewer_than: FEWEST_FOR_PERCENT },
        };
        return Evaluated::missing(Cell::NotApplicable, why, inputs);
    }
    let unit = |d: Decimal| 10i128.pow(u32::from(d.scale));
    let exact = Exact::Ratio {
        numerator: i128::from(change.mantissa) * 100 * unit(first),
        denominator: i128::from(first.mantissa) * unit(change),
    };
    Evaluated::value(exact, Markers::NONE, inputs)
}

#[cfg(test)]
mod tests;
