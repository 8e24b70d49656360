//! Values drawn for simulations.

use statistics::process_control::Point;
use statistics::seeded::Seeded;

/// A series at positions from 0.
pub fn points(values: impl IntoIterator<Item = f64>) -> Vec<Point> {
    (0..).zip(values).map(|(position, v)| Point { position, value: Some(v) }).collect()
}

/// Standard normal values whose neighbours correlate by `rho`.
pub fn correlated(n: usize, rho: f64, lots: &mut Seeded) -> Vec<f64> {
    let mut state = lots.normal();
    let step = |_| {
        let now = state;
        state = rho * state + (1.0 - rho * rho).sqrt() * lots.normal();
        now
    };
    (0..n).map(step).collect()
}
