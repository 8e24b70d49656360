//! Distribution functions, wrapped so that no argument can make them panic.
//!
//! `ln Γ`, the incomplete gamma function and a first guess at the normal quantile come from statrs.
//! Two things do not: its `erfc` has only ten digits (the normal tail here is an incomplete gamma),
//! and its incomplete beta function stops after 141 terms and takes differences of `ln Γ`, which is
//! too little for counts in the hundred thousands.

use statrs::function::{erf, gamma};
use std::f64::consts::PI;

/// ln √(2π).
const LN_SQRT_TWO_PI: f64 = 0.918_938_533_204_672_7;
/// Enough for the continued fraction, which needs some √n terms, at n = 10⁹.
const CONTINUED_FRACTION_TERMS: u32 = 200_000;
/// The root finder halves its bracket at worst every third step: enough to reach adjacent floats.
const ROOT_STEPS: u32 = 300;

/// P(Z > z) for the standard normal, `z` ≥ 0: half the upper tail of z² ~ χ² with 1 degree of
/// freedom.
pub(crate) fn normal_upper(z: f64) -> f64 {
    gamma::checked_gamma_ur(0.5, z * z / 2.0).unwrap_or(if z > 0.0 { 0.0 } else { 1.0 }) / 2.0
}

/// The normal quantile leaving `tail` above it; `tail` in (0, 0.5).
pub(crate) fn normal_quantile_upper(tail: f64) -> f64 {
    let z = std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * tail);
    // One Newton step takes the first guess to full precision.
    let density = (-z * z / 2.0).exp() / (2.0 * PI).sqrt();
    let step = (normal_upper(z) - tail) / density;
    if step.is_finite() { z + step } else { z }
}

/// P(|T| > t) for Student's t with `df` degrees of freedom, `t` ≥ 0.
pub(crate) fn student_two_sided(t: f64, df: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    let square = t * t;
    incomplete_beta(df / 2.0, 0.5, df / (df + square), square / (df + square))
}

/// The Student quantile with P(|T| > t) = `two_sided`.
pub(crate) fn student_quantile(two_sided: f64, df: f64) -> f64 {
    let mut high = 2.0;
    while student_two_sided(high, df) > two_sided && high < 1e150 {
        high *= 2.0;
    }
    root(|t| two_sided - student_two_sided(t, df), 0.0, high)
}

/// The exact Poisson limits of `events`: Σ tails = `tail` each (Garwood 1936).
pub(crate) fn poisson_limits(events: f64, tail: f64) -> (f64, f64) {
    let at_least = |mean: f64| gamma::checked_gamma_lr(events, mean).unwrap_or(0.0);
    let at_most = |mean: f64| gamma::checked_gamma_ur(events + 1.0, mean).unwrap_or(1.0);
    let lower =
        if events > 0.0 { root(|mean| at_least(mean) - tail, 0.0, events + 1.0) } else { 0.0 };
    let mut high = events + 1.0;
    while at_most(high) > tail && high < 1e150 {
        high *= 2.0;
    }
    (lower, root(|mean| tail - at_most(mean), 0.0, high))
}

/// Where a Poisson count of mean `expected` has `tail` at or below it, and at or above it, the tails
/// being made continuous in the count; the lower is 0 when even no events are likelier than `tail`.
pub(crate) fn poisson_quantiles(expected: f64, tail: f64) -> (f64, f64) {
    let at_most = |x: f64| gamma::checked_gamma_ur(x + 1.0, expected).unwrap_or(0.0);
    let at_least = |x: f64| gamma::checked_gamma_lr(x, expected).unwrap_or(1.0);
    let lower = if at_most(0.0) >= tail { 0.0 } else { root(|x| at_most(x) - tail, 0.0, expected) };
    let mut high = 2.0 * expected + 1.0;
    while at_least(high) > tail && high < 1e150 {
        high *= 2.0;
    }
    (lower, root(|x| tail - at_least(x), 0.0, high))
}

/// The Clopper–Pearson limits of `x` of `n` with `tail` on each side, as odds p/(1 − p).
pub(crate) fn clopper_pearson_odds(x: f64, n: f64, tail: f64) -> (f64, f64) {
    let at_least = |p: f64| incomplete_beta(x, n - x + 1.0, p, 1.0 - p);
    let at_most = |p: f64| incomplete_beta(n - x, x + 1.0, 1.0 - p, p);
    let lower = if x > 0.0 { root(|p| at_least(p) - tail, 0.0, 1.0) } else { 0.0 };
    let upper = if x < n { root(|p| tail - at_most(p), 0.0, 1.0) } else { 1.0 };
    (lower / (1.0 - lower), upper / (1.0 - upper))
}

/// P(K ≤ k) for K binomial with `n` trials of probability `p` = 1 − `q`.
pub(crate) fn binomial_lower(k: u64, n: u64, p: f64, q: f64) -> f64 {
    if k >= n { 1.0 } else { incomplete_beta((n - k) as f64, k as f64 + 1.0, q, p) }
}

/// The exact two-sided binomial p-value as R's `binom.test` has it: the probability of all
/// outcomes no likelier than `x` of `n` when each has probability `p` (with `q` = 1 − `p`).
pub(crate) fn binomial_two_sided(x: u64, n: u64, p: f64, q: f64) -> f64 {
    /// Outcomes this much likelier still count as equally likely, against rounding (R: `relErr`).
    const RELATIVE_SLACK: f64 = 1.0 + 1e-7;
    let (whole, expected) = (n as f64, n as f64 * p);
    let probability = |k: u64| binomial_probability(k as f64, whole - k as f64, p, q);
    let bound = probability(x) * RELATIVE_SLACK;
    let upper_tail = |k: u64| match k {
        0 => 1.0,
        k if k > n => 0.0,
        k => incomplete_beta(k as f64, whole - k as f64 + 1.0, p, q),
    };
    let lower_tail = |k: u64| binomial_lower(k, n, p, q);
    // Beyond the mode the probabilities fall, so the first one small enough is found by halving.
    let two_tails = if x as f64 == expected {
        1.0
    } else if (x as f64) < expected {
        let start = expected.ceil() as u64;
        lower_tail(x)
            + upper_tail(first_from(start, n.saturating_add(1), |k| probability(k) <= bound))
    } else {
        let end = (expected.floor() as u64).saturating_add(1);
        let over = first_from(0, end, |k| probability(k) > bound);
        upper_tail(x) + over.checked_sub(1).map_or(0.0, lower_tail)
    };
    two_tails.min(1.0)
}

/// The first `k` in `low..high` at which `holds` becomes true, else `high`.
fn first_from(mut low: u64, mut high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// The probability p^a q^b (a+b)! / (a! b!), by Loader's saddle-point form (Loader 2000), which
/// keeps full precision for large `a`, `b` and takes non-integers.
fn binomial_probability(a: f64, b: f64, p: f64, q: f64) -> f64 {
    let n = a + b;
    if a == 0.0 || b == 0.0 {
        return if a == 0.0 { q.powf(n) } else { p.powf(n) };
    }
    let exponent = stirling_error(n)
        - stirling_error(a)
        - stirling_error(b)
        - deviance_part(a, n * p)
        - deviance_part(b, n * q);
    exponent.exp() * (n / (2.0 * PI * a * b)).sqrt()
}

/// ln n! − ln(√(2πn) (n/e)^n).
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        return gamma::ln_gamma(n + 1.0) - (n + 0.5) * n.ln() + n - LN_SQRT_TWO_PI;
    }
    let square = n * n;
    let tail = 1.0 / 1260.0 - (1.0 / 1680.0 - 1.0 / (1188.0 * square)) / square;
    (1.0 / 12.0 - (1.0 / 360.0 - tail / square) / square) / n
}

/// x ln(x/m) + m − x, without cancellation when x is near m.
fn deviance_part(x: f64, m: f64) -> f64 {
    let ratio = (x - m) / (x + m);
    if ratio.abs() >= 0.1 {
        return x * (x / m).ln() + m - x;
    }
    // ln(x/m) = 2 artanh(ratio), summed as a series with its first terms taken out.
    let mut sum = (x - m) * ratio;
    let mut term = 2.0 * x * ratio;
    for odd in (3..1000).step_by(2) {
        term *= ratio * ratio;
        let next = sum + term / f64::from(odd);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// The regularised incomplete beta function I_x(a, b), with `y` = 1 − `x` given beside it so that
/// neither loses digits. Continued fraction by Lentz's method (Numerical Recipes 6.4).
fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 || y <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    let front = binomial_probability(a, b, x, y) * a * b / (a + b);
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, y) / b
    }
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for term in 1..CONTINUED_FRACTION_TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for coefficient in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + coefficient * d);
            c = away_from_zero(1.0 + coefficient / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    fraction
}

/// Where the increasing function `f` crosses zero between `low` and `high` (regula falsi in the
/// Illinois form, with a halving every third step so that it always ends).
fn root(f: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let (mut f_low, mut f_high) = (f(low), f(high));
    for step in 0..ROOT_STEPS {
        let secant = high - f_high * (high - low) / (f_high - f_low);
        let inside = secant > low && secant < high && step % 3 != 2;
        let middle = if inside { secant } else { low + (high - low) / 2.0 };
        if middle <= low || middle >= high || high - low <= f64::EPSILON * high {
            break;
        }
        let value = f(middle);
        if value < 0.0 {
            (low, f_low) = (middle, value);
            f_high /= 2.0;
        } else {
            (high, f_high) = (middle, value);
            f_low /= 2.0;
        }
    }
    low + (high - low) / 2.0
}

#[cfg(test)]
mod tests;
