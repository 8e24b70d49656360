//! Sums and means that do not depend on the order of the figures.
//!
//! A running total is kept exactly and rounded once at the end: values near the first in size, as
//! they nearly always are, in one wide integer; all others as a list of non-overlapping partial
//! sums. It refuses nothing: a value that is not finite makes the result not finite.
//!
//! - **Source:** J. R. Shewchuk (1997), Adaptive precision floating-point arithmetic, Discrete &
//!   Computational Geometry 18: 305–363 (grow-expansion); final rounding as in Python's
//!   `math.fsum`.
//! - **Why:** a plain sum of a constant series of 0.1 has a mean just off 0.1, and a chart then
//!   finds "seven points below the mean" in rounding error.

/// The eleven bits of an exponent; all set in what is not finite.
const EXPONENT_FIELD: u64 = 0x7ff;
/// The stored bits of a significand.
const SIGNIFICAND_FIELD: u64 = (1 << 52) - 1;
/// Values down to 2^−24 of the first fit the window whole,
const BITS_BELOW: u64 = 24;
/// and up to 2^24 times it: 53 + 48 bits in all,
const BITS_ABOVE: u64 = 24;
/// so that 2^24 of them stay within 125 bits.
const ROOM: u32 = 1 << 24;

/// 2^(`exponent` − 1075), the unit of a significand whose exponent field is `exponent`; exact, be it
/// subnormal.
fn power_of_two(exponent: u64) -> f64 {
    match exponent {
        0..=52 => f64::from_bits(1 << exponent.saturating_sub(1)),
        _ => f64::from_bits((exponent - 52) << 52),
    }
}

/// An exact running total of `f64` values.
///
/// While no running total overflows, [`total`](Self::total) is the true sum, rounded once to the
/// nearest `f64` (ties to even), whatever the order. If a value is not finite, or a running total
/// leaves the range of `f64`, the total is infinite or NaN.
#[derive(Debug, Clone, Default)]
pub struct ExactSum {
    /// What was added near the first value, as a multiple of 2^(`lowest` − 1075).
    window: i128,
    /// The lowest exponent field that fits the window; 0 until there is a first value.
    lowest: u64,
    /// How many values more the window takes for certain.
    room: u32,
    /// Non-overlapping, in increasing size, none zero.
    partials: Vec<f64>,
    /// The plain sum of everything that was not finite, else 0.
    not_finite: f64,
    count: usize,
}

impl ExactSum {
    /// An empty total.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one value.
    pub fn add(&mut self, value: f64) {
        self.count += 1;
        let bits = value.to_bits();
        let exponent = (bits >> 52) & EXPONENT_FIELD;
        if self.lowest == 0 && (1 + BITS_BELOW..EXPONENT_FIELD).contains(&exponent) {
            (self.lowest, self.room) = (exponent - BITS_BELOW, ROOM);
        }
        let shift = exponent.wrapping_sub(self.lowest);
        if shift > BITS_BELOW + BITS_ABOVE || self.room == 0 || exponent == EXPONENT_FIELD {
            return self.grow(value);
        }
        self.room -= 1;
        let whole = i128::from((bits & SIGNIFICAND_FIELD) | (1 << 52)) << shift;
        self.window += if value < 0.0 { -whole } else { whole };
    }

    /// Moves the window into the partial sums, exactly.
    fn close_window(&mut self) {
        let unit = power_of_two(self.lowest);
        while self.window != 0 {
            let part = self.window as f64;
            self.window -= part as i128;
            self.grow(part * unit);
        }
        (self.lowest, self.room) = (0, 0);
    }

    fn grow(&mut self, value: f64) {
        if self.not_finite != 0.0 {
            self.not_finite += value;
            return;
        }
        let mut carry = value;
        let mut kept = 0;
        for index in 0..self.partials.len() {
            let (high, low) = two_sum(carry, self.partials[index]);
            if low != 0.0 {
                self.partials[kept] = low;
                kept += 1;
            }
            carry = high;
        }
        self.partials.truncate(kept);
        if !carry.is_finite() {
            self.not_finite += carry;
        } else if carry != 0.0 {
            self.partials.push(carry);
        }
    }

    /// The sum of what was added; 0 when nothing was.
    #[must_use]
    pub fn total(mut self) -> f64 {
        self.close_window();
        self.rounded()
    }

    /// The partial sums as one number.
    fn rounded(&self) -> f64 {
        if self.not_finite != 0.0 {
            return self.not_finite;
        }
        let mut rest = self.partials.iter().rev().copied();
        let mut high = rest.next().unwrap_or(0.0);
        while let Some(next) = rest.next() {
            let (sum, low) = two_sum(high, next);
            high = sum;
            if low == 0.0 {
                continue;
            }
            // An exact tie was rounded to even; what is left decides which way it should have gone.
            let same_side = rest.next().is_some_and(|after| (after < 0.0) == (low < 0.0));
            let doubled = high + 2.0 * low;
            if same_side && doubled - high == 2.0 * low {
                high = doubled;
            }
            break;
        }
        high
    }

    /// The mean of what was added; `None` when nothing was.
    ///
    /// The quotient is corrected by its exact remainder, so that the mean of equal values is that
    /// value.
    #[must_use]
    pub fn mean(mut self) -> Option<f64> {
        self.close_window();
        let count = self.count as f64;
        let quotient = (self.count > 0).then(|| self.rounded() / count)?;
        if !quotient.is_finite() {
            return Some(quotient);
        }
        let product = quotient * count;
        self.grow(-product);
        self.grow(-quotient.mul_add(count, -product));
        Some(quotient + self.rounded() / count)
    }
}

/// Knuth's exact sum of two: `high + low = a + b`, and `high` is `a + b` rounded.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let high = a + b;
    let b_seen = high - a;
    (high, (a - (high - b_seen)) + (b - b_seen))
}

impl FromIterator<f64> for ExactSum {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sum = Self::new();
        values.into_iter().for_each(|value| sum.add(value));
        sum
    }
}

/// The sum of `values`, rounded once; 0 for none.
///
/// ```
/// use statistics::summation::sum;
/// assert_eq!(sum([1e100, 1.0, -1e100, 1e-9]), 1.000000001);
/// ```
#[must_use]
pub fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().collect::<ExactSum>().total()
}

/// The arithmetic mean of `values`; `None` for none.
///
/// ```
/// use statistics::summation::mean;
/// assert_eq!(mean([0.1; 33]), Some(0.1));
/// assert_eq!(mean([]), None);
/// ```
#[must_use]
pub fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    values.into_iter().collect::<ExactSum>().mean()
}

/// The median of `values`, being the mean of the middle two when they are even in number; `None`
/// for none. Values are ordered by [`f64::total_cmp`].
///
/// ```
/// use statistics::summation::median;
/// assert_eq!(median(&mut [3.0, 1.0, 2.0, 10.0]), Some(2.5));
/// ```
#[must_use]
pub fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let (first, last) = (values.len().checked_sub(1)? / 2, values.len() / 2);
    mean([values[first], values[last]])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cancellation_loses_nothing() {
        assert_eq!(sum([1e16, 1.0, -1e16]), 1.0);
        assert_eq!(sum([1e308, 1e-308, -1e308]), 1e-308);
        assert_eq!(sum([]), 0.0);
    }

    #[test]
    fn a_tie_is_broken_by_what_lies_below_it() {
        // 1 + 2^-53 is a tie and rounds to 1; the least bit more must round up.
        let half_step = 2f64.powi(-53);
        assert_eq!(sum([1.0, half_step]), 1.0);
        assert_eq!(sum([1.0, half_step, 1e-300]), 1.0 + f64::EPSILON);
        assert_eq!(sum([1.0, half_step, -1e-300]), 1.0);
    }

    #[test]
    fn a_mean_of_equals_is_that_value() {
        for value in [0.1, 1.0 / 3.0, 99.7, 1e-300, -0.7, 5e-324] {
            for count in 1..200 {
                assert_eq!(mean(vec![value; count]), Some(value), "{count} times {value}");
            }
        }
    }

    #[test]
    fn what_is_not_finite_stays_so() {
        assert_eq!(sum([f64::INFINITY, 1.0]), f64::INFINITY);
        assert!(sum([f64::INFINITY, f64::NEG_INFINITY]).is_nan());
        assert!(mean([f64::NAN, 1.0]).is_some_and(f64::is_nan));
        assert_eq!(sum([f64::MAX, f64::MAX]), f64::INFINITY);
    }

    #[test]
    fn more_values_than_the_window_takes_for_certain() {
        let count = (ROOM + 3) as usize;
        assert_eq!(sum(std::iter::repeat_n(1.5, count)), 1.5 * count as f64);
    }

    proptest! {
        #[test]
        fn values_of_every_size_add_as_partial_sums_do(
            values in prop::collection::vec(any::<f64>().prop_filter("in range", |v| v.abs() < 1e290), 0..60),
            near in prop::collection::vec(-1e-9..1e9_f64, 0..20),
        ) {
            let mut partials = ExactSum::new();
            near.iter().chain(&values).for_each(|value| partials.grow(*value));
            let ours = sum(near.iter().chain(&values).copied());
            prop_assert_eq!(ours.to_bits(), partials.rounded().to_bits());
        }

        #[test]
        fn order_does_not_matter(
            pair in prop::collection::vec(-1e200..1e200_f64, 0..60)
                .prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle()))
        ) {
            let (a, b) = pair;
            prop_assert_eq!(sum(a.iter().copied()).to_bits(), sum(b.iter().copied()).to_bits());
            prop_assert_eq!(mean(a).map(f64::to_bits), mean(b).map(f64::to_bits));
        }

        #[test]
        fn whole_numbers_add_exactly(values in prop::collection::vec(-1_000_000_i32..1_000_000, 0..99)) {
            let exact: i64 = values.iter().map(|v| i64::from(*v)).sum();
            prop_assert_eq!(sum(values.into_iter().map(f64::from)), exact as f64);
        }
    }
}
