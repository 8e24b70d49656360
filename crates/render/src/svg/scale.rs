//! From values to places: nice ticks, linear scales, labels that do not overlap.

/// Beyond this nothing is drawn to scale; no count or rate of ours comes near it.
const LARGEST: f64 = 1e15;

/// Most ticks an axis may have.
pub(crate) const MOST_TICKS: usize = 8;

/// A value that can be drawn: finite, and within what arithmetic can bear.
pub(crate) fn drawable(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(-LARGEST, LARGEST))
}

/// The lowest and highest of some values; none if there is no value.
pub(crate) fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values.into_iter().filter_map(drawable).fold(None, |seen, v| {
        let (low, high) = seen.unwrap_or((v, v));
        Some((v.min(low), v.max(high)))
    })
}

/// Marks along an axis, from at or below the lowest value to at or above the highest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticks {
    /// Where they stand, ascending, at least two.
    pub values: Vec<f64>,
    /// How many digits after the point their labels need.
    pub decimals: u8,
}

impl Ticks {
    /// Ticks for values from `low` to `high`, about as many as `about`.
    pub(crate) fn covering(low: f64, high: f64, about: usize) -> Self {
        let about = about.clamp(2, MOST_TICKS - 1);
        let (low, high) = if high - low < f64::EPSILON * high.abs().max(1.0) * 8.0 {
            let room = high.abs().max(1.0) * 0.5;
            (if low == 0.0 { 0.0 } else { low - room }, high + room)
        } else {
            (low, high)
        };
        let rough = (high - low) / count(about);
        let mut exponent = floor_i32(rough.log10());
        let mut index = 0;
        while step_of(index, exponent) < rough {
            (index, exponent) = larger(index, exponent);
        }
        loop {
            let values = marks(low, high, step_of(index, exponent));
            if values.len() <= MOST_TICKS {
                let decimals = decimals_of(index, exponent);
                return Self { values, decimals };
            }
            (index, exponent) = larger(index, exponent);
        }
    }

    pub(crate) fn first(&self) -> f64 {
        self.values.first().copied().unwrap_or(0.0)
    }

    pub(crate) fn last(&self) -> f64 {
        self.values.last().copied().unwrap_or(1.0)
    }

    /// The labels, in order.
    pub(crate) fn labels(&self) -> impl Iterator<Item = (f64, String)> {
        let decimals = self.decimals;
        let write = move |v: &f64| (*v, super::text::number(*v, decimals));
        self.values.iter().map(write)
    }
}

const STEPS: [f64; 4] = [1.0, 2.0, 2.5, 5.0];

fn step_of(index: usize, exponent: i32) -> f64 {
    STEPS[index] * 10f64.powi(exponent)
}

fn larger(index: usize, exponent: i32) -> (usize, i32) {
    if index + 1 < STEPS.len() { (index + 1, exponent) } else { (0, exponent + 1) }
}

fn decimals_of(index: usize, exponent: i32) -> u8 {
    let extra = i32::from(index == 2);
    u8::try_from((extra - exponent).clamp(0, 9)).unwrap_or(0)
}

fn marks(low: f64, high: f64, step: f64) -> Vec<f64> {
    let mut n = (low / step).floor();
    let mut values = vec![n * step];
    while values.len() <= MOST_TICKS && values.last().is_some_and(|last| *last < high) {
        n += 1.0;
        values.push(n * step);
    }
    values
}

#[expect(clippy::cast_possible_truncation, reason = "a logarithm of a drawable value")]
fn floor_i32(value: f64) -> i32 {
    value.floor() as i32
}

/// A count of things to be drawn, as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "no drawing has 2^52 marks")]
pub(crate) fn count(n: usize) -> f64 {
    n as f64
}

/// Values to places along one direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    /// Value and place of one end.
    pub from: (f64, f64),
    /// Value and place of the other.
    pub to: (f64, f64),
}

impl Scale {
    pub(crate) fn place(self, value: f64) -> f64 {
        let ((v0, p0), (v1, p1)) = (self.from, self.to);
        if v1 == v0 {
            return (p0 + p1) / 2.0;
        }
        p0 + (value - v0) / (v1 - v0) * (p1 - p0)
    }
}

/// Moves places apart until each is `gap` from the next, within `low` to `high` if they fit.
/// The order of the places is kept; the answer is in the order given.
pub(crate) fn spread(wanted: &[f64], gap: f64, (low, high): (f64, f64)) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut out = wanted.to_vec();
    let mut least = low;
    for n in &order {
        out[*n] = out[*n].max(least);
        least = out[*n] + gap;
    }
    let mut most = high;
    for n in order.iter().rev() {
        out[*n] = out[*n].min(most);
        most = out[*n] - gap;
    }
    // Two labels pushed only downwards would both end below their lines: share the displacement.
    for pair in order.windows(2) {
        let (above, below) = (pair[0], pair[1]);
        let slack = out[above] - low;
        let push = (out[below] - wanted[below]) / 2.0;
        if order.len() == 2 && push > 0.0 && slack > push {
            out[above] -= push;
            out[below] -= push;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round_numbers() {
        let ticks = Ticks::covering(6073.0, 9326.0, 5);
        assert_eq!(ticks.values, [6000.0, 7000.0, 8000.0, 9000.0, 10_000.0]);
        let ticks = Ticks::covering(0.0, 0.62, 4);
        assert_eq!((ticks.last(), ticks.decimals), (0.8, 1));
        let ticks = Ticks::covering(0.0, 0.0, 4);
        assert_eq!(ticks.first(), 0.0);
    }

    proptest! {
        #[test]
        fn ticks_cover_the_data_and_are_few(
            a in -1e15f64..1e15, width in 0f64..1e15, shrink in -12i32..1, about in 0usize..12,
        ) {
            let low = a * 10f64.powi(shrink);
            let high = low + width * 10f64.powi(shrink);
            let ticks = Ticks::covering(low, high, about);
            prop_assert!(ticks.first() <= low && ticks.last() >= high, "{ticks:?} {low} {high}");
            prop_assert!((2..=MOST_TICKS).contains(&ticks.values.len()));
            prop_assert!(ticks.values.windows(2).all(|pair| pair[0] < pair[1]));
        }

        #[test]
        fn labels_do_not_overlap(wanted in prop::collection::vec(0f64..300.0, 0..8)) {
            let places = spread(&wanted, 16.0, (0.0, 300.0));
            let mut sorted = places.clone();
            sorted.sort_by(f64::total_cmp);
            prop_assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] > 15.99));
            prop_assert!(places.iter().all(|p| (-0.01..=300.01).contains(p)));
        }
    }
}
