//! Anhøj's rules: unusually long runs, unusually few crossings.

use crate::distribution::binomial_lower;

/// A chance of at most this of fewer crossings is unusual (Chen 2010).
const CROSSINGS_CHANCE: f64 = 0.05;

/// What the runs of a series about its centre line say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Runs {
    /// Points that do not lie on the centre line.
    pub useful: usize,
    /// Length of the longest run on one side.
    pub longest: usize,
    /// A longest run above this is unusual.
    pub longest_limit: usize,
    /// Times the series crosses the centre line.
    pub crossings: usize,
    /// Crossings below this are unusual.
    pub crossings_limit: usize,
    /// Whether either is unusual.
    pub signal: bool,
}

/// Runs of `values` about `centre`; `None` when no value lies off it.
///
/// With n points off the centre line:
///
/// ```text
/// signal when  longest run > round(log₂ n) + 3   (a half to even)
///          or  crossings < the 5 % quantile of Binomial(n − 1, 1/2)
/// ```
///
/// - **Use when:** the order is that of time; best with a median as centre, and some ten points or
///   more.
/// - **Source:** Anhøj & Olesen (2014), PLoS ONE 9: e113825; Schilling (2012) and Chen (2010) for
///   the limits; qicharts2 0.8.1 `runs.analysis`.
/// - **Held to:** `tests/golden/spc_qic.json` (R), exactly.
///
/// ```
/// use statistics::qic::runs;
/// let runs = runs([1.0, 1.0, 2.0, 3.0, 3.0, 1.0], 2.0).expect("five useful points");
/// assert_eq!((runs.useful, runs.longest, runs.crossings, runs.signal), (5, 2, 2, false));
/// ```
#[must_use]
pub fn runs(values: impl IntoIterator<Item = f64>, centre: f64) -> Option<Runs> {
    let (mut useful, mut longest, mut length, mut crossings) = (0_usize, 0, 0, 0);
    let mut last = None;
    for above in values.into_iter().filter(|v| *v != centre).map(|v| v > centre) {
        useful += 1;
        crossings += usize::from(last.is_some_and(|last| last != above));
        length = if last == Some(above) { length + 1 } else { 1 };
        longest = longest.max(length);
        last = Some(above);
    }
    last?;
    let longest_limit = (useful as f64).log2().round_ties_even() as usize + 3;
    let crossings_limit = crossings_limit(useful - 1);
    let signal = longest > longest_limit || crossings < crossings_limit;
    Some(Runs { useful, longest, longest_limit, crossings, crossings_limit, signal })
}

/// The smallest k with P(K ≤ k) ≥ 5 % for K binomial(`trials`, 1/2). It is not above half the
/// trials, where that chance is a half.
fn crossings_limit(trials: usize) -> usize {
    let (mut low, mut high) = (0, trials / 2);
    while low < high {
        let middle = low + (high - low) / 2;
        if binomial_lower(middle as u64, trials as u64, 0.5, 0.5) >= CROSSINGS_CHANCE {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}
