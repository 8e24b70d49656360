//! Runs about a centre line: Anhøj's rules.
//!
//! # What it answers
//!
//! Whether a series has shifted, from nothing but which side of its centre line each point is on:
//! unusually long runs on one side, or unusually few crossings from one side to the other.
//!
//! # Formula
//!
//! ```text
//! signal when  longest run > round(log₂ n) + 3   (a half to even)
//!          or  crossings < the 5 % quantile of Binomial(n − 1, 1/2)
//! ```
//!
//! # Symbols
//!
//! - `n`: useful points, those that do not lie on the centre line
//! - a run: neighbouring useful points on one side; a crossing: a change of side
//!
//! # Units
//!
//! Counts of points; the limits grow with the length of the series.
//!
//! # Source
//!
//! qicharts2 0.8.1, method "anhoej".
//! Held to `tests/golden/spc_qic.json`, made with R, exactly.
//!
//! # Edges
//!
//! - Points on the centre line are left out: they neither end a run nor lengthen it.
//! - When every point lies on the centre line there is nothing to say.
//! - Best with a median as centre, and some ten points or more.
//!
//! # Worked example
//!
//! ```
//! use statistics::qic::runs;
//! let runs = runs([1.0, 1.0, 2.0, 3.0, 3.0, 1.0], 2.0).expect("five useful points");
//! assert_eq!((runs.useful, runs.longest, runs.crossings, runs.signal), (5, 2, 2, false));
//! // Eight in a row above a centre, then eight below: one crossing where at least 4 are usual.
//! let shifted = statistics::qic::runs((0..16).map(|i| f64::from(i / 8)), 0.5).expect("16 points");
//! assert_eq!((shifted.crossings, shifted.crossings_limit, shifted.signal), (1, 4, true));
//! ```

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

/// Runs of `values` about `centre`; `None` when no value lies off it: `docs/methods/qic-runs.md`.
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
