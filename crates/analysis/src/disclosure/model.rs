//! From publications to a system of equations: which counts add up to which.

use std::collections::{BTreeMap, BTreeSet};

use domain::area::Area;
use domain::figure::{Derivation, Exact, FigureKey};
use domain::ids::{MeasureId, Slug};
use domain::observation::ObservationKey;
use domain::period::Period;
use jiff::civil::Date;

use super::policy::{Method, Policy, Treatment};
use super::published::{Edition, Printed, Shown, Tells, tells};
use super::system::{Cell, Offer, Silence, System};
use crate::evaluate::FEWEST_FOR_PERCENT;

/// The districts of an area, or nothing.
pub type PartsOf<'a> = &'a dyn Fn(&Area) -> Vec<Area>;

/// A figure of the paper at hand, and the cells through which it tells something.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) key: FigureKey,
    pub(super) fate: Fate,
    /// Cells it prints, and helpers that stand for what it tells.
    pub(super) prints: Vec<usize>,
}

/// What becomes of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fate {
    /// Printed as it is.
    AsItIs,
    /// Another number is printed in its place, made of rounded counts; or none.
    Rounded(Option<Exact>),
    /// Withheld.
    Withheld,
    /// Tracked, not cited.
    NotCited,
}

/// Publications as equations.
#[derive(Debug, Clone, Default)]
pub(super) struct Model {
    pub(super) system: System,
    /// Which figure a cell is; helpers have none.
    pub(super) names: Vec<Option<FigureKey>>,
    pub(super) figures: Vec<Planned>,
    /// Cells that the method withholds on its own, or whose class stands alone.
    pub(super) small: BTreeSet<usize>,
    /// Figures to be withheld when a cell is.
    pub(super) follow: BTreeMap<usize, Vec<usize>>,
    /// Cells of restricted measures.
    pub(super) restricted: BTreeSet<usize>,
    /// Values that are not counts, which nothing here can judge.
    pub(super) not_counts: Vec<FigureKey>,
    /// Cells of rows whose whole count stands in one cell.
    pub(super) lone: BTreeSet<usize>,
    index: BTreeMap<(FigureKey, i64), usize>,
    gaps: BTreeMap<(ObservationKey, (Date, Date), i64), usize>,
}

/// The counts of one edition, by figure.
type Counts = BTreeMap<FigureKey, i64>;

/// What hiding a zero costs: it is done only where nothing else helps.
const DEAR: f64 = 200.0;

fn to_five(count: i64) -> i64 {
    (count + 2).div_euclid(5) * 5
}

fn value_key(of: &ObservationKey) -> FigureKey {
    FigureKey { of: of.clone(), by: Derivation::Value }
}

fn counts_of(edition: &Edition) -> Counts {
    let held = edition.held.iter().map(|(of, count)| (value_key(of), *count));
    let mut counts: Counts = held.collect();
    for printed in &edition.printed {
        let own = match printed.truth {
            Some(Exact::Whole(count)) => Some((printed.key.clone(), Some(count))),
            _ => None,
        };
        for (key, count) in own.iter().chain(&printed.made_from) {
            let is_count = matches!(tells(&key.by), Tells::Count | Tells::Sum);
            if let (Some(count), true) = (count, is_count) {
                counts.entry(key.clone()).or_insert(*count);
            }
        }
    }
    counts
}

impl Model {
    /// Everything that publications tell, and what a paper at hand would add.
    pub(super) fn new(
        policy: &Policy,
        history: &[&Edition],
        paper: Option<&Edition>,
        parts_of: PartsOf<'_>,
    ) -> Self {
        let mut model = Self::default();
        model.system.small = policy.small;
        let all: Vec<(&Edition, Counts)> =
            history.iter().copied().chain(paper).map(|e| (e, counts_of(e))).collect();
        for (_, counts) in &all {
            let mut counts = counts.clone();
            let parts = Parts { policy, parts_of };
            parts.add(&mut model, &mut counts);
            model.windows(policy, &counts);
        }
        let (past, now) = all.split_at(history.len());
        for (edition, counts) in past {
            edition.printed.iter().for_each(|printed| model.told(policy, printed, counts));
        }
        for (edition, _) in past {
            edition.printed.iter().for_each(|printed| model.told_ratio(policy, printed));
        }
        for (edition, _) in now {
            edition.printed.iter().for_each(|printed| model.offer(policy, printed));
            edition.printed.iter().for_each(|printed| model.plan(policy, printed));
        }
        model.system.index();
        model
    }

    pub(super) fn find(&self, key: &FigureKey, truth: i64) -> Option<usize> {
        self.index.get(&(key.clone(), truth)).copied()
    }

    fn helper(&mut self, truth: i64, count: bool, known: Option<(i64, i64)>) -> usize {
        self.names.push(None);
        let silence = Silence::Unseen;
        self.system.cells.push(Cell { truth, count, known, silence, offer: None });
        self.system.cells.len() - 1
    }

    /// The cell of a figure at one value: two editions that agree share it, so a reader is taken
    /// to know which hidden cells were revised.
    fn cell(&mut self, policy: &Policy, key: &FigureKey, truth: i64) -> usize {
        if let Some(cell) = self.find(key, truth) {
            return cell;
        }
        let is_count = matches!(tells(&key.by), Tells::Count | Tells::Sum);
        let cell = self.helper(truth, is_count && truth >= 0, None);
        self.names[cell] = Some(key.clone());
        self.index.insert((key.clone(), truth), cell);
        match policy.treatment(&key.of) {
            Treatment::Open => self.system.cells[cell].known = Some((truth, truth)),
            Treatment::Protected if is_count && policy.is_small(truth) => {
                self.small.insert(cell);
            }
            Treatment::Protected => {}
            Treatment::Restricted => {
                self.restricted.insert(cell);
            }
        }
        cell
    }

    /// Every stretch of one series as the sum of what lies between the days where stretches begin
    /// or end: a year less a rolling year is then some of these.
    fn windows(&mut self, policy: &Policy, counts: &Counts) {
        let mut series: BTreeMap<ObservationKey, Vec<(Period, FigureKey, i64)>> = BTreeMap::new();
        for (key, count) in counts {
            let period = key.of.period;
            let day = Period::month_of(Date::constant(2000, 1, 1));
            let name = ObservationKey { period: day, ..key.of.clone() };
            series.entry(name).or_default().push((period, key.clone(), *count));
        }
        for (name, mut stretches) in series {
            let open = policy.treatment(&name) == Treatment::Open;
            let days = |p: &Period| p.start().until(p.end()).map_or(0, |span| span.get_days());
            stretches.sort_by_key(|(period, ..)| (days(period), *period));
            let apart = stretches.iter().all(|(a, ..)| {
                stretches
                    .iter()
                    .filter(|(b, ..)| a.start() <= b.end() && b.start() <= a.end())
                    .count()
                    == 1
            });
            let cells: Vec<(Period, usize, i64)> = stretches
                .into_iter()
                .map(|(period, key, count)| (period, self.cell(policy, &key, count), count))
                .collect();
            if !open && !apart {
                self.running_sums(&name, &cells);
            }
        }
    }

    fn running_sums(&mut self, name: &ObservationKey, stretches: &[(Period, usize, i64)]) {
        let after = |period: Period| period.end().tomorrow().unwrap_or(period.end());
        let mut sums = RunningSums::default();
        let fitting: Vec<_> = stretches
            .iter()
            .filter(|(period, _, count)| sums.join(period.start(), after(*period), *count))
            .copied()
            .collect();
        let mut gaps: BTreeMap<usize, Vec<(Date, Date, usize)>> = BTreeMap::new();
        let mut last: BTreeMap<usize, Date> = BTreeMap::new();
        for (day, (root, sum)) in &sums.at {
            if let Some(before) = last.insert(*root, *day) {
                let spans =
                    |(p, ..): &&(Period, usize, i64)| (p.start(), after(*p)) == (before, *day);
                let gap = sum - sums.at[&before].1;
                let cell = match fitting.iter().find(spans) {
                    Some((_, cell, _)) => *cell,
                    None => self.gap(name, (before, *day), gap),
                };
                gaps.entry(*root).or_default().push((before, *day, cell));
            }
        }
        for (period, cell, _) in fitting {
            let inside = |(from, to, _): &&(Date, Date, usize)| {
                period.start() <= *from && *to <= after(period)
            };
            let parts = gaps[&sums.at[&period.start()].0].iter().filter(inside);
            let mut row: Vec<(usize, i64)> = parts.map(|(.., part)| (*part, -1)).collect();
            if row != [(cell, -1)] {
                row.push((cell, 1));
                self.system.rows.push(row);
            }
        }
    }

    /// What lies between two days of a series and is not held on its own.
    fn gap(&mut self, name: &ObservationKey, days: (Date, Date), count: i64) -> usize {
        let place = (name.clone(), days, count);
        if let Some(cell) = self.gaps.get(&place) {
            return *cell;
        }
        let cell = self.helper(count, count >= 0, None);
        self.gaps.insert(place, cell);
        cell
    }

    /// What an earlier publication told of a count or a difference.
    fn told(&mut self, policy: &Policy, printed: &Printed, counts: &Counts) {
        let truth = match printed.shown {
            Shown::Number { digits, decimals: 0 } => i64::try_from(digits).ok(),
            _ => match printed.truth {
                Some(Exact::Whole(truth)) => Some(truth),
                _ => counts.get(&printed.key).copied(),
            },
        };
        let Some(truth) = truth else { return };
        let cell = match tells(&printed.key.by) {
            Tells::Count | Tells::Sum => self.cell(policy, &printed.key, truth),
            // A difference of rounded counts tells nothing that they do not.
            Tells::Difference if matches!(printed.shown, Shown::Rounded(_)) => return,
            Tells::Difference => match self.difference(policy, printed, truth) {
                Some(cell) => cell,
                None => return,
            },
            Tells::Ratio { .. } | Tells::Version | Tells::Other => return,
        };
        let small = self.small.contains(&cell);
        let now = &mut self.system.cells[cell];
        match printed.shown {
            Shown::Number { .. } => now.known = Some((truth, truth)),
            Shown::Rounded(to) => {
                let (low, high) = now.known.unwrap_or((i64::MIN, i64::MAX));
                now.known = Some((low.max(to - 2), high.min(to + 2)));
            }
            Shown::Withheld if small => now.silence = Silence::Small,
            Shown::Withheld => now.silence = Silence::Complement,
            Shown::Nothing | Shown::RoundedRatio { .. } => {}
        }
    }

    fn difference(&mut self, policy: &Policy, printed: &Printed, truth: i64) -> Option<usize> {
        let [(now, Some(a)), (then, Some(b))] = printed.made_from.as_slice() else { return None };
        let (now, then) = (self.cell(policy, now, *a), self.cell(policy, then, *b));
        let cell = self.cell(policy, &printed.key, truth);
        self.system.rows.push(vec![(cell, 1), (now, -1), (then, 1)]);
        Some(cell)
    }

    /// Two helpers that are not below zero: the printed ratio to half of its last digit.
    fn ratio(&mut self, policy: &Policy, printed: &Printed) -> Option<([usize; 2], [usize; 2])> {
        let Tells::Ratio { times, change } = tells(&printed.key.by) else { return None };
        let [(top, Some(a)), (bottom, Some(b))] = printed.made_from.as_slice() else { return None };
        let Shown::Number { digits, decimals } = printed.shown else { return None };
        let twice =
            2i64.checked_mul(10i64.checked_pow(u32::from(decimals))?)?.checked_mul(times)?;
        let digits = i64::try_from(digits).ok()?;
        let less = if change { twice } else { 0 };
        let operands = [self.cell(policy, top, *a), self.cell(policy, bottom, *b)];
        let mut helpers = [0, 0];
        for (n, (above, below)) in
            [(twice, 2 * digits - 1 + less), (-twice, -(2 * digits + 1 + less))]
                .into_iter()
                .enumerate()
        {
            let room = above.checked_mul(*a)?.checked_sub(below.checked_mul(*b)?)?;
            if room < 0 {
                return None;
            }
            helpers[n] = self.helper(room, false, None);
            let row = vec![(helpers[n], 1), (operands[0], -above), (operands[1], below)];
            self.system.rows.push(row);
        }
        Some((helpers, operands))
    }

    fn told_ratio(&mut self, policy: &Policy, printed: &Printed) {
        let exact = |model: &Self, key: &FigureKey, truth: i64| {
            model
                .find(key, truth)
                .is_some_and(|c| model.system.cells[c].known == Some((truth, truth)))
        };
        let told = printed.made_from.iter().all(|(k, t)| t.is_some_and(|t| exact(self, k, t)));
        if !told && let Some((helpers, _)) = self.ratio(policy, printed) {
            for helper in helpers {
                self.system.cells[helper].known = Some((0, i64::MAX));
            }
        }
    }

    /// What the paper at hand would tell of counts.
    fn offer(&mut self, policy: &Policy, printed: &Printed) {
        if policy.treatment(&printed.key.of) != Treatment::Protected {
            return;
        }
        let count = matches!(tells(&printed.key.by), Tells::Count | Tells::Sum);
        let own = match (count, printed.truth) {
            (true, Some(Exact::Whole(truth))) => Some((printed.key.clone(), Some(truth))),
            _ => None,
        };
        let rounds = policy.method == Method::RoundTo5;
        let operands = if rounds && !count { printed.made_from.as_slice() } else { &[] };
        for (key, truth) in own.iter().chain(operands) {
            let Some(truth) = *truth else { continue };
            let protected = policy.treatment(&key.of) == Treatment::Protected;
            let cell = self.cell(policy, key, truth);
            if !protected || self.system.cells[cell].known == Some((truth, truth)) {
                continue;
            }
            let cost = 1.0 + root_of(truth) / 10.0;
            let rounded = to_five(truth);
            let now = &mut self.system.cells[cell];
            if rounds {
                now.offer = Some(Offer { range: (rounded - 2, rounded + 2), cost });
            } else if self.small.contains(&cell) || self.lone.contains(&cell) {
                let small = policy.is_small(truth) || truth == 0;
                now.silence = if small { Silence::Small } else { Silence::Complement };
            } else {
                let cost = if truth == 0 { DEAR } else { cost };
                now.offer = Some(Offer { range: (truth, truth), cost });
            }
        }
    }

    /// Whether a cell is withheld, or would be if it were printed.
    fn is_hidden(&self, cell: usize, policy: &Policy) -> bool {
        let silent = self.system.cells[cell].silence != Silence::Unseen;
        let alone = self.small.contains(&cell) || self.lone.contains(&cell);
        let method = policy.method == Method::Suppress;
        self.restricted.contains(&cell) || (method && (alone || silent))
    }

    /// What becomes of each figure before any complement is sought.
    fn plan(&mut self, policy: &Policy, printed: &Printed) {
        let number = self.figures.len();
        let mut fate = Fate::AsItIs;
        let mut prints = Vec::new();
        let operands: Vec<usize> = printed
            .made_from
            .iter()
            .filter_map(|(key, truth)| Some((key, (*truth)?)))
            .map(|(key, truth)| self.cell(policy, key, truth))
            .collect();
        let hidden = operands.iter().any(|cell| self.is_hidden(*cell, policy));
        let protected = operands.iter().any(|c| {
            self.names[*c].as_ref().is_some_and(|k| policy.treatment(&k.of) != Treatment::Open)
        });
        let rounds = policy.method == Method::RoundTo5;
        let how = tells(&printed.key.by);
        match (policy.treatment(&printed.key.of), how) {
            (Treatment::Restricted, _) => fate = Fate::NotCited,
            (Treatment::Open, Tells::Count | Tells::Sum) => {}
            (Treatment::Protected, Tells::Count | Tells::Sum) => match printed.truth {
                Some(Exact::Whole(truth)) => {
                    let cell = self.cell(policy, &printed.key, truth);
                    prints.push(cell);
                    if rounds {
                        fate = Fate::Rounded(Some(Exact::Whole(to_five(truth))));
                    } else if self.small.contains(&cell) || self.lone.contains(&cell) {
                        fate = Fate::Withheld;
                    }
                }
                Some(_) => {
                    self.not_counts.push(printed.key.clone());
                    fate = Fate::Withheld;
                }
                None => {}
            },
            _ if hidden => fate = Fate::Withheld,
            (_, Tells::Other) if rounds && protected => fate = Fate::Withheld,
            (_, Tells::Other) => {}
            (_, Tells::Version) if protected => fate = Fate::Withheld,
            (_, Tells::Version) => {}
            _ if rounds && protected => fate = Fate::Rounded(of_rounded(how, printed, policy)),
            (_, Tells::Difference) => {
                if let Some(Exact::Whole(truth)) = printed.truth
                    && let Some(cell) = self.difference(policy, printed, truth)
                {
                    self.offer_helper(cell, (truth, truth));
                    prints.push(cell);
                }
            }
            (_, Tells::Ratio { .. }) => {
                let told = operands.iter().all(|cell| self.is_told(*cell));
                if !told && printed.truth.is_none() && !operands.is_empty() {
                    fate = Fate::Withheld;
                } else if !told && let Some((helpers, _)) = self.ratio(policy, printed) {
                    for helper in helpers {
                        self.offer_helper(helper, (0, i64::MAX));
                        prints.push(helper);
                    }
                }
            }
        }
        if !matches!(how, Tells::Count | Tells::Sum) {
            operands.iter().for_each(|cell| self.follow.entry(*cell).or_default().push(number));
        }
        prints.iter().for_each(|cell| self.follow.entry(*cell).or_default().push(number));
        self.figures.push(Planned { key: printed.key.clone(), fate, prints });
    }

    fn offer_helper(&mut self, cell: usize, range: (i64, i64)) {
        if self.system.cells[cell].known.is_none_or(|known| known != range) {
            self.system.cells[cell].offer = Some(Offer { range, cost: 0.5 });
        }
    }

    fn is_told(&self, cell: usize) -> bool {
        let cell = &self.system.cells[cell];
        let exact = Some((cell.truth, cell.truth));
        cell.known == exact || cell.offer.map(|offer| offer.range) == exact
    }
}

/// A difference or ratio made of rounded counts, so that it tells nothing that they do not.
fn of_rounded(how: Tells, printed: &Printed, policy: &Policy) -> Option<Exact> {
    let [a, b] = printed.made_from.as_slice() else { return None };
    let round = |(key, count): &(FigureKey, Option<i64>)| {
        let open = policy.treatment(&key.of) == Treatment::Open;
        count.map(|count| if open { count } else { to_five(count) })
    };
    let (a, b) = (round(a)?, round(b)?);
    match how {
        Tells::Difference => Some(Exact::Whole(a - b)),
        // Whether the count below is too small for a percentage is judged by what is printed of it.
        Tells::Ratio { change: true, .. } if b < FEWEST_FOR_PERCENT => None,
        Tells::Ratio { change: false, .. } if printed.truth.is_none() => None,
        Tells::Ratio { times, change } if b > 0 => {
            let above = if change { a - b } else { a };
            let numerator = i128::from(times) * i128::from(above);
            Some(Exact::Ratio { numerator, denominator: i128::from(b) })
        }
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a cost, not a count")]
fn root_of(count: i64) -> f64 {
    (count.max(0) as f64).sqrt().min(1000.0)
}

/// Running sums of a series at the days where stretches begin and end, as far as they hang together.
#[derive(Default)]
struct RunningSums {
    /// By day: which group of connected days, and the sum since that group's first.
    at: BTreeMap<Date, (usize, i64)>,
    groups: usize,
}

impl RunningSums {
    /// Adds a stretch; false if it contradicts those before it, as a restated year may.
    fn join(&mut self, from: Date, after: Date, count: i64) -> bool {
        match (self.at.get(&from).copied(), self.at.get(&after).copied()) {
            (Some((a, s)), Some((b, t))) if a == b => t - s == count,
            (Some((a, s)), Some((b, t))) => {
                for place in self.at.values_mut().filter(|place| place.0 == b) {
                    *place = (a, place.1 - t + s + count);
                }
                true
            }
            (Some((a, s)), None) => self.at.insert(after, (a, s + count)).is_none(),
            (None, Some((b, t))) => self.at.insert(from, (b, t - count)).is_none(),
            (None, None) => {
                self.groups += 1;
                self.at.insert(from, (self.groups, 0));
                self.at.insert(after, (self.groups, count)).is_none()
            }
        }
    }
}

/// Wholes and their parts: areas, breakdowns, and measures that the policy says add up.
struct Parts<'a> {
    policy: &'a Policy,
    parts_of: PartsOf<'a>,
}

impl Parts<'_> {
    fn add(&self, model: &mut Model, counts: &mut Counts) {
        let keys: Vec<FigureKey> = counts.keys().cloned().collect();
        let mut districts: BTreeMap<Area, Vec<Area>> = BTreeMap::new();
        for whole in &keys {
            if self.policy.treatment(&whole.of) == Treatment::Open {
                continue;
            }
            let area = &whole.of.area;
            let parts = districts.entry(area.clone()).or_insert_with(|| (self.parts_of)(area));
            let parts =
                parts.iter().map(|area| ObservationKey { area: area.clone(), ..whole.of.clone() });
            self.row(model, counts, whole, &parts.collect::<Vec<_>>(), false);
            for sum in self.policy.sums.iter().filter(|sum| sum.whole == whole.of.measure) {
                let part = |measure: &MeasureId| ObservationKey {
                    measure: measure.clone(),
                    ..whole.of.clone()
                };
                let parts: Vec<ObservationKey> = sum.parts.iter().map(part).collect();
                self.row(model, counts, whole, &parts, false);
            }
        }
        let mut cuts: BTreeMap<(ObservationKey, Slug), BTreeSet<ObservationKey>> = BTreeMap::new();
        for key in keys.iter().filter(|key| self.policy.treatment(&key.of) != Treatment::Open) {
            for (dimension, _) in key.of.breakdown.parts() {
                let breakdown = key.of.breakdown.without(dimension);
                let whole = ObservationKey { breakdown, ..key.of.clone() };
                cuts.entry((whole, dimension.clone())).or_default().insert(key.of.clone());
            }
        }
        for ((whole, _), parts) in cuts {
            let whole = FigureKey { of: whole, by: Derivation::Value };
            self.row(model, counts, &whole, &parts.into_iter().collect::<Vec<_>>(), true);
        }
    }

    /// The count of a key as published, or as the sum of its months.
    fn at(counts: &mut Counts, of: &ObservationKey) -> Option<(FigureKey, i64)> {
        let value = value_key(of);
        let total = FigureKey { of: of.clone(), by: Derivation::Total };
        for key in [value, total.clone()] {
            if let Some(count) = counts.get(&key) {
                return Some((key, *count));
            }
        }
        let months: Vec<Period> = of.period.months().collect();
        if months.len() < 2 {
            return None;
        }
        let month = |period: &Period| {
            counts.get(&value_key(&ObservationKey { period: *period, ..of.clone() })).copied()
        };
        let sum: i64 = months.iter().map(month).sum::<Option<i64>>()?;
        counts.insert(total.clone(), sum);
        Some((total, sum))
    }

    /// One whole and its parts. What the parts leave over, or is not held, is one more part that
    /// nobody prints; where nothing is left over the reader is taken to know it.
    fn row(
        &self,
        model: &mut Model,
        counts: &mut Counts,
        whole: &FigureKey,
        parts: &[ObservationKey],
        classes: bool,
    ) {
        let found: Vec<(FigureKey, i64)> =
            parts.iter().filter_map(|part| Self::at(counts, part)).collect();
        if found.is_empty() {
            return;
        }
        let Some((whole, total)) = Self::at(counts, &whole.of) else { return };
        let rest = total - found.iter().map(|(_, count)| count).sum::<i64>();
        if rest < 0 {
            return;
        }
        let mut row = vec![(model.cell(self.policy, &whole, total), 1)];
        let cells = found.iter().map(|(key, count)| model.cell(self.policy, key, *count));
        let cells: Vec<usize> = cells.collect();
        row.extend(cells.iter().map(|cell| (*cell, -1)));
        let complete = rest == 0 && found.len() == parts.len();
        if !complete {
            row.push((model.helper(rest, true, None), -1));
        }
        model.system.rows.push(row);
        let standing = found.iter().filter(|(_, count)| *count > 0).count();
        let few = (1..=self.policy.lone_class_up_to).contains(&total);
        let zeros = self.policy.method == Method::Suppress;
        if classes && zeros && few && standing == 1 && rest == 0 && found.len() > 1 {
            model.lone.extend(cells);
        }
    }
}
