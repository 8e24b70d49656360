//! Someone who reads every publication and subtracts. Written without the code it attacks: he
//! combines what was printed, narrows bounds and searches whole numbers, and knows nothing of moves
//! or of the simplex method.

/// A publication told that this sum is at least `low` and at most `high`.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) low: i64,
    pub(super) high: i64,
}

impl Fact {
    pub(super) fn exactly(terms: &[(usize, i64)], value: i64) -> Self {
        Self::between(terms, value, value)
    }

    pub(super) fn between(terms: &[(usize, i64)], low: i64, high: i64) -> Self {
        let mut sorted: std::collections::BTreeMap<usize, i64> = std::collections::BTreeMap::new();
        terms.iter().for_each(|(n, by)| *sorted.entry(*n).or_default() += by);
        let terms = sorted.into_iter().filter(|(_, by)| *by != 0).collect();
        Self { terms, low, high }
    }
}

pub(super) const FAR: i64 = 1_000_000_000_000;

/// What the search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attack {
    Recovered,
    Failed,
    GaveUp,
}

struct Search<'a> {
    facts: &'a [Fact],
    touching: &'a [Vec<usize>],
    truth: &'a [i64],
    nodes: usize,
}

/// Whole numbers tried before he gives up.
const PATIENCE: usize = 200;

impl Search<'_> {
    /// Narrows every bound by every fact until nothing changes; false if some number is left none.
    fn narrow(&self, bounds: &mut [(i64, i64)], mut queue: Vec<usize>) -> bool {
        let mut waiting = vec![false; self.facts.len()];
        queue.iter().for_each(|n| waiting[*n] = true);
        let mut rounds = 0;
        while let Some(n) = queue.pop() {
            rounds += 1;
            if rounds > 20_000 {
                return true;
            }
            waiting[n] = false;
            let fact = &self.facts[n];
            let ends = |(n, by): &(usize, i64)| {
                let (a, b) = (bounds[*n].0 * by, bounds[*n].1 * by);
                (a.min(b), a.max(b))
            };
            let least: i64 = fact.terms.iter().map(|t| ends(t).0).sum();
            let most: i64 = fact.terms.iter().map(|t| ends(t).1).sum();
            if least > fact.high || most < fact.low {
                return false;
            }
            let mut changed = Vec::new();
            for term in &fact.terms {
                let (own_least, own_most) = ends(term);
                let (low, high) = (fact.low - (most - own_most), fact.high - (least - own_least));
                let by = term.1;
                let (low, high) = if by > 0 {
                    (low.div_euclid(by) + i64::from(low.rem_euclid(by) != 0), high.div_euclid(by))
                } else {
                    let (l, h, by) = (-high, -low, -by);
                    (l.div_euclid(by) + i64::from(l.rem_euclid(by) != 0), h.div_euclid(by))
                };
                let now = bounds[term.0];
                let next = (now.0.max(low), now.1.min(high));
                if next.0 > next.1 {
                    return false;
                }
                if next != now {
                    changed.push((term.0, next));
                }
            }
            for (variable, next) in changed {
                bounds[variable] = (bounds[variable].0.max(next.0), bounds[variable].1.min(next.1));
                for fact in &self.touching[variable] {
                    if !std::mem::replace(&mut waiting[*fact], true) {
                        queue.push(*fact);
                    }
                }
            }
        }
        true
    }

    /// Whether whole numbers fit; none if the search takes too long.
    fn fits(&mut self, mut bounds: Vec<(i64, i64)>, queue: Vec<usize>) -> Option<bool> {
        self.nodes += 1;
        if self.nodes > PATIENCE {
            return None;
        }
        if !self.narrow(&mut bounds, queue) {
            return Some(false);
        }
        let open = (0..bounds.len()).filter(|n| bounds[*n].0 < bounds[*n].1);
        let next = open.min_by_key(|n| (bounds[*n].1 - bounds[*n].0, *n));
        let Some(variable) = next else { return Some(true) };
        let (low, high) = bounds[variable];
        let near = self.truth[variable].clamp(low, high);
        let mut unsure = false;
        for (from, to) in [(near, near), (near + 1, high), (low, near - 1)] {
            if from > to {
                continue;
            }
            let mut narrower = bounds.clone();
            narrower[variable] = (from, to);
            match self.fits(narrower, self.touching[variable].clone()) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => unsure = true,
            }
            if self.nodes > PATIENCE {
                return None;
            }
        }
        if unsure { None } else { Some(false) }
    }
}

fn touching(facts: &[Fact], numbers: usize) -> Vec<Vec<usize>> {
    let mut touching = vec![Vec::new(); numbers];
    for (n, fact) in facts.iter().enumerate() {
        fact.terms.iter().for_each(|(variable, _)| touching[*variable].push(n));
    }
    touching
}

/// Adding and subtracting alone: whether a sum is a combination of what was printed exactly. Counted
/// in whole numbers modulo a prime, which can err only by one chance in ten to the eighteenth.
struct Combinations(std::collections::BTreeMap<usize, Vec<(usize, u64)>>);

const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).unwrap()
}

fn inverse(a: u64) -> u64 {
    let (mut power, mut left, mut out) = (a, PRIME - 2, 1);
    while left > 0 {
        if left % 2 == 1 {
            out = times(out, power);
        }
        power = times(power, power);
        left /= 2;
    }
    out
}

impl Combinations {
    fn of(facts: &[Fact], fixed: &[(i64, i64)]) -> Self {
        let mut all = Self(std::collections::BTreeMap::new());
        let known = (0..fixed.len()).filter(|n| fixed[*n].0 == fixed[*n].1);
        known.for_each(|n| all.add(&[(n, 1)]));
        for fact in facts.iter().filter(|fact| fact.low == fact.high) {
            all.add(&fact.terms);
        }
        all
    }

    /// What is left of a sum after taking away all that is known.
    fn rest(&self, terms: &[(usize, i64)]) -> std::collections::BTreeMap<usize, u64> {
        let prime = i64::try_from(PRIME).unwrap();
        let start = terms.iter().map(|(n, by)| (*n, u64::try_from(by.rem_euclid(prime)).unwrap()));
        let mut rest: std::collections::BTreeMap<usize, u64> = start.collect();
        let mut from = 0;
        while let Some((lead, by)) = rest.range(from..).next().map(|(n, by)| (*n, *by)) {
            from = lead + 1;
            for (n, value) in self.0.get(&lead).into_iter().flatten() {
                let left = rest.remove(n).unwrap_or(0) + PRIME - times(by, *value);
                if !left.is_multiple_of(PRIME) {
                    rest.insert(*n, left % PRIME);
                }
            }
        }
        rest
    }

    fn add(&mut self, terms: &[(usize, i64)]) {
        let rest = self.rest(terms);
        if let Some((lead, by)) = rest.first_key_value() {
            let by = inverse(*by);
            let row = rest.iter().map(|(n, value)| (*n, times(*value, by))).collect();
            self.0.insert(*lead, row);
        }
    }
}

/// Whether the facts leave each sum only its true value. The truth is used to order the search, and
/// for nothing else.
pub(super) fn attack(facts: &[Fact], truth: &[i64], targets: &[Vec<(usize, i64)>]) -> Vec<Attack> {
    let mut start = vec![(0, 100_000); truth.len()];
    let rows = touching(facts, truth.len());
    let search = Search { facts, touching: &rows, truth, nodes: 0 };
    assert!(search.narrow(&mut start, (0..facts.len()).collect()), "the truth fits the facts");
    let combinations = Combinations::of(facts, &start);
    let one = |target: &Vec<(usize, i64)>| {
        if combinations.rest(target).is_empty() {
            return Attack::Recovered;
        }
        let value: i64 = target.iter().map(|(n, by)| truth[*n] * by).sum();
        let mut unsure = false;
        for (low, high) in [(value + 1, FAR), (-FAR, value - 1)] {
            let mut facts = facts.to_vec();
            facts.push(Fact::between(target, low, high));
            let rows = touching(&facts, truth.len());
            let mut search = Search { facts: &facts, touching: &rows, truth, nodes: 0 };
            match search.fits(start.clone(), vec![facts.len() - 1]) {
                Some(true) => return Attack::Failed,
                Some(false) => {}
                None => unsure = true,
            }
        }
        if unsure { Attack::GaveUp } else { Attack::Recovered }
    };
    targets.iter().map(one).collect()
}

#[test]
fn the_attacker_subtracts() {
    let row = [(0, 1), (1, 1), (2, 1)];
    let facts =
        [Fact::exactly(&row, 20), Fact::exactly(&row[..1], 9), Fact::exactly(&row[1..2], 8)];
    let truth = [9, 8, 3];
    let third = [row[2..].to_vec()];
    assert_eq!(attack(&facts, &truth, &third), [Attack::Recovered]);
    assert_eq!(attack(&facts[..2], &truth, &third), [Attack::Failed]);
    let windows =
        [Fact::exactly(&row[..2], 17), Fact::exactly(&row[1..], 11), Fact::exactly(&row[..1], 9)];
    assert_eq!(attack(&windows, &truth, &third), [Attack::Recovered]);
}
