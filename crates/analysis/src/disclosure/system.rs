//! What a reader can work out: whole numbers that satisfy linear equations.
//!
//! The true numbers are one solution. A cell is safe when we hold another solution in which it has
//! another value; we look for it as a move away from the truth, and check it exactly.

use std::collections::{BTreeMap, BTreeSet};

use super::simplex::{Column, best_move};

/// How much a cell that is not printed tells by not being printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// Nothing was ever said of it.
    Unseen,
    /// A `[c]` stands for it, because it is small.
    Small,
    /// A `[c]` stands for it, to protect another.
    Complement,
}

/// One number of the system.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) truth: i64,
    /// Counts are not below zero; helpers may be.
    pub(super) count: bool,
    /// The narrowest range that publications give.
    pub(super) known: Option<(i64, i64)>,
    pub(super) silence: Silence,
    /// What the paper at hand would tell of it, if that is not out yet and may be hidden.
    pub(super) offer: Option<Offer>,
}

/// What a paper would tell of a cell, and what hiding it costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Offer {
    pub(super) range: (i64, i64),
    pub(super) cost: f64,
}

/// What the reader is taken to know beside the publications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reader {
    /// That counts are not below zero.
    Outside,
    /// Also the policy, and which cells are hidden because they are small.
    Informed,
}

/// The cells, and equations among them that the truth satisfies.
#[derive(Debug, Clone, Default)]
pub(super) struct System {
    pub(super) cells: Vec<Cell>,
    /// Each sums to zero: cell and coefficient.
    pub(super) rows: Vec<Vec<(usize, i64)>>,
    /// The lowest and highest small count.
    pub(super) small: (i64, i64),
    touching: Vec<Vec<usize>>,
    /// Cells that stand fast because all others of some row do: as the paper offers them, and with
    /// every offer withdrawn.
    pinned: [Vec<bool>; 2],
    /// How far each cell is known to move, down and up.
    room: BTreeMap<(Reader, usize), (i64, i64)>,
}

/// Sizes of the neighbourhoods searched, the small first.
const NEIGHBOURHOODS: [usize; 3] = [40, 240, usize::MAX];
/// A move that is not whole is tried this many times over.
const MOST_MULTIPLES: i64 = 12;
/// Stands for "as far as needed".
const FAR: f64 = 1e6;

impl System {
    fn cost(&self, cell: usize) -> Option<f64> {
        self.cells[cell].offer.map(|offer| offer.cost)
    }

    /// Readies the rows for searching; afterwards cells may become less known, never more.
    pub(super) fn index(&mut self) {
        self.rows.sort();
        self.rows.dedup();
        self.touching = vec![Vec::new(); self.cells.len()];
        for (n, row) in self.rows.iter().enumerate() {
            row.iter().for_each(|(cell, _)| self.touching[*cell].push(n));
        }
        self.room.clear();
        self.pin();
    }

    fn tells(&self, row: usize) -> bool {
        self.rows[row].first().is_some_and(|(cell, _)| self.touching[*cell].contains(&row))
    }

    /// Finds what a row with one open cell fixes, and what that fixes in turn, and forgets rows that
    /// tell nothing because one of their numbers may be anything. Called again when cells were
    /// hidden.
    pub(super) fn pin(&mut self) {
        let uses = |cell: usize| self.touching[cell].len();
        let idle: Vec<bool> = (0..self.cells.len())
            .map(|n| {
                let cell = &self.cells[n];
                !cell.count && cell.known.is_none() && cell.offer.is_none() && uses(n) == 1
            })
            .collect();
        let says = |row: &usize| !self.rows[*row].iter().any(|(cell, _)| idle[*cell]);
        let telling: Vec<Vec<usize>> =
            self.touching.iter().map(|rows| rows.iter().copied().filter(says).collect()).collect();
        self.touching = telling;
        for paying in [false, true] {
            let mut open: Vec<bool> =
                (0..self.cells.len()).map(|n| self.has_range(n, Reader::Outside, paying)).collect();
            let mut queue: Vec<usize> =
                (0..self.rows.len()).filter(|row| self.tells(*row)).collect();
            while let Some(row) = queue.pop() {
                let mut cells = self.rows[row].iter().filter(|(cell, _)| open[*cell]);
                if let (Some((only, _)), None) = (cells.next(), cells.next()) {
                    open[*only] = false;
                    queue.extend(&self.touching[*only]);
                }
            }
            self.pinned[usize::from(paying)] = open.into_iter().map(|open| !open).collect();
        }
    }

    /// Values the reader cannot exclude for a cell on its own.
    pub(super) fn range(&self, cell: usize, reader: Reader) -> (i64, i64) {
        let cell = &self.cells[cell];
        let floor = if cell.count { 0 } else { i64::MIN };
        let (mut low, mut high) = cell.known.unwrap_or((floor, i64::MAX));
        if let Some(offer) = cell.offer {
            (low, high) = (low.max(offer.range.0), high.min(offer.range.1));
        }
        if reader == Reader::Informed && cell.count {
            let told = match cell.silence {
                Silence::Unseen => (floor, i64::MAX),
                Silence::Small if cell.truth == 0 => (0, self.small.1),
                Silence::Small => self.small,
                Silence::Complement => (cell.truth.min(1), i64::MAX),
            };
            (low, high) = (low.max(told.0), high.min(told.1));
        }
        (low.max(floor).min(cell.truth), high.max(cell.truth))
    }

    fn may_move(&self, cell: usize, reader: Reader, paying: bool) -> bool {
        !self.pinned[usize::from(paying)][cell] && self.has_range(cell, reader, paying)
    }

    fn has_range(&self, cell: usize, reader: Reader, paying: bool) -> bool {
        let (low, high) = self.range(cell, reader);
        low < high || (paying && self.cells[cell].offer.is_some())
    }

    /// The cells nearest to one by shared equations, cheap ones first.
    fn neighbourhood(&self, start: usize, reader: Reader, paying: bool, most: usize) -> Vec<usize> {
        let mut found = vec![start];
        let mut seen = BTreeSet::from([start]);
        let mut rows = BTreeSet::new();
        let mut next = 0;
        while next < found.len() && found.len() < most {
            for row in &self.touching[found[next]] {
                if !rows.insert(*row) {
                    continue;
                }
                let fresh =
                    |cell: &usize| !seen.contains(cell) && self.may_move(*cell, reader, paying);
                let cells = self.rows[*row].iter().map(|(cell, _)| *cell);
                let mut cells: Vec<usize> = cells.filter(fresh).collect();
                let cost = |cell: &usize| self.cost(*cell).unwrap_or(0.0);
                cells.sort_by(|a, b| cost(a).total_cmp(&cost(b)).then(a.cmp(b)));
                cells.truncate((most / 6).max(8));
                seen.extend(cells.iter().copied());
                found.extend(cells);
            }
            next += 1;
        }
        found
    }

    /// The columns of a neighbourhood: cell, direction and whether the move must be paid for.
    fn columns(
        &self,
        cells: &[usize],
        target: (usize, i64, i64),
        reader: Reader,
        paying: bool,
    ) -> (usize, Vec<Column>, Vec<(usize, f64, bool)>) {
        let mut rows = BTreeMap::new();
        for row in cells.iter().flat_map(|cell| &self.touching[*cell]) {
            let number = rows.len();
            rows.entry(*row).or_insert(number);
        }
        let mut columns = Vec::new();
        let mut names = Vec::new();
        let (target, sign, need) = target;
        for cell in cells {
            let (low, high) = self.range(*cell, reader);
            let truth = self.cells[*cell].truth;
            let steps = |far: i64| {
                if far == i64::MAX || far == i64::MIN {
                    FAR
                } else {
                    as_real(far.saturating_sub(truth).abs())
                }
            };
            let cost = self.cost(*cell).filter(|_| paying);
            let lowest = if self.cells[*cell].count { as_real(truth - 1).max(0.0) } else { FAR };
            let ways = [
                (-1.0, steps(low), -1e-6, false),
                (1.0, steps(high), -1e-6, false),
                (-1.0, lowest, -cost.unwrap_or(0.0), true),
                (1.0, FAR, -cost.unwrap_or(0.0), true),
            ];
            for (direction, upper, gain, paid) in ways {
                let backwards = *cell == target && (direction > 0.0) != (sign > 0);
                if upper <= 0.0 || backwards || (paid && cost.is_none()) {
                    continue;
                }
                let entries = self.touching[*cell].iter().map(|row| {
                    let value = self.rows[*row].iter().filter(|(c, _)| c == cell);
                    let scale = self.rows[*row].iter().map(|(_, v)| v.abs()).max().unwrap_or(1);
                    let value: i64 = value.map(|(_, value)| value).sum();
                    (rows[row], direction * as_real(value) / as_real(scale))
                });
                let aim = *cell == target && !paid;
                let (upper, gain) =
                    if aim { (upper.min(as_real(need)), 1e5) } else { (upper, gain) };
                columns.push(Column { entries: entries.collect(), upper, gain });
                names.push((*cell, direction, paid));
            }
        }
        (rows.len(), columns, names)
    }

    fn solve(
        &self,
        cells: &[usize],
        target: (usize, i64, i64),
        reader: Reader,
        paying: bool,
    ) -> (BTreeMap<usize, f64>, BTreeSet<usize>) {
        let (rows, columns, names) = self.columns(cells, target, reader, paying);
        let mut moves: BTreeMap<usize, f64> = BTreeMap::new();
        let mut paid = BTreeSet::new();
        for (step, (cell, direction, must_pay)) in best_move(rows, &columns).iter().zip(names) {
            if *step > 1e-7 {
                *moves.entry(cell).or_default() += direction * step;
                if must_pay {
                    paid.insert(cell);
                }
            }
        }
        (moves, paid)
    }

    /// Whether a move in whole numbers keeps every equation and every range, exactly.
    fn holds(&self, moves: &BTreeMap<usize, i64>, reader: Reader) -> bool {
        let in_range = |(cell, by): (&usize, &i64)| {
            let (low, high) = self.range(*cell, reader);
            let value = self.cells[*cell].truth.saturating_add(*by);
            (low..=high).contains(&value)
        };
        let rows: BTreeSet<usize> =
            moves.keys().flat_map(|cell| self.touching[*cell].iter().copied()).collect();
        let balanced = |row: &usize| {
            let term = |(cell, by): &(usize, i64)| {
                i128::from(moves.get(cell).copied().unwrap_or(0)) * i128::from(*by)
            };
            self.rows[*row].iter().map(term).sum::<i128>() == 0
        };
        moves.iter().all(in_range) && rows.iter().all(balanced)
    }

    fn remember(&mut self, moves: &BTreeMap<usize, i64>, reader: Reader) {
        let readers: &[Reader] = match reader {
            Reader::Informed => &[Reader::Informed, Reader::Outside],
            Reader::Outside => &[Reader::Outside],
        };
        for reader in readers {
            for (cell, by) in moves {
                let room = self.room.entry((*reader, *cell)).or_default();
                *room = (room.0.min(*by), room.1.max(*by));
            }
        }
    }

    /// Looks for a solution that takes the target up to `need` steps one way.
    fn seek(&mut self, target: usize, sign: i64, need: i64, reader: Reader) {
        let mut before = 0;
        if !self.may_move(target, reader, false) {
            return;
        }
        for most in NEIGHBOURHOODS {
            let cells = self.neighbourhood(target, reader, false, most);
            if cells.len() == before {
                return;
            }
            before = cells.len();
            let (moves, _) = self.solve(&cells, (target, sign, need), reader, false);
            for times in 1..=MOST_MULTIPLES {
                let whole = moves.iter().map(|(cell, by)| (*cell, nearest(by * as_real(times))));
                let whole: BTreeMap<usize, i64> = whole.filter(|(_, by)| *by != 0).collect();
                if whole.contains_key(&target) && self.holds(&whole, reader) {
                    self.remember(&whole, reader);
                    break;
                }
            }
            let (down, up) = self.room.get(&(reader, target)).copied().unwrap_or_default();
            if need <= if sign > 0 { up } else { -down } {
                return;
            }
        }
    }

    fn width(&self, cell: usize, reader: Reader) -> i64 {
        self.room.get(&(reader, cell)).map_or(0, |(down, up)| up - down)
    }

    /// Whether the reader must leave open at least `width + 1` values of a cell.
    pub(super) fn open(&mut self, cell: usize, width: i64, reader: Reader) -> bool {
        for sign in [1, -1] {
            let (down, up) = self.room.get(&(reader, cell)).copied().unwrap_or_default();
            let missing = width - (up - down);
            if missing > 0 {
                let far = if sign > 0 { up + missing } else { missing - down };
                self.seek(cell, sign, far, reader);
            }
        }
        self.width(cell, reader) >= width
    }

    /// The cheapest cells to hide so that the target can move, if hiding helps at all. Where a move
    /// is there but not in whole numbers, the cheapest neighbour, so that the search goes on.
    pub(super) fn complements(&self, target: usize, width: i64, reader: Reader) -> BTreeSet<usize> {
        let mut best: Option<(f64, BTreeSet<usize>)> = None;
        let mut unproven = false;
        if !self.may_move(target, reader, true) {
            return BTreeSet::new();
        }
        for most in NEIGHBOURHOODS {
            let cells = self.neighbourhood(target, reader, true, most);
            for sign in [1, -1] {
                let (moves, mut paid) = self.solve(&cells, (target, sign, width), reader, true);
                paid.remove(&target);
                let cost = paid.iter().filter_map(|cell| self.cost(*cell)).sum();
                let reached = moves.get(&target).is_some_and(|by| by.abs() > 1e-6);
                unproven |= reached && paid.is_empty();
                if reached && !paid.is_empty() && best.as_ref().is_none_or(|(b, _)| cost < *b) {
                    best = Some((cost, paid));
                }
            }
            if best.is_some() {
                break;
            }
        }
        let dear = |cell: &usize| self.cost(*cell).unwrap_or(f64::MAX);
        let nearest = || {
            let near = self.neighbourhood(target, reader, true, NEIGHBOURHOODS[0]).into_iter();
            let near = near.filter(|cell| unproven && self.cells[*cell].offer.is_some());
            near.min_by(|a, b| dear(a).total_cmp(&dear(b))).into_iter().collect()
        };
        best.map_or_else(nearest, |(_, cells)| cells)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a proposal only; it is checked in whole numbers")]
fn as_real(value: i64) -> f64 {
    value as f64
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "moves are far smaller than a whole number's end"
)]
fn nearest(value: f64) -> i64 {
    value.round() as i64
}
