//! Times 4,300 charts of 120 months on one core: the yearly load of 43 areas × 100 measures. The
//! budget is 50 ms in release.
//!
//! ```text
//! cargo run --release -p statistics --example xmr_speed
//! ```

use statistics::process_control::{Direction, Point, Settings, Variation, xmr};
use std::time::Instant;

const SERIES: usize = 4_300;
const MONTHS: usize = 120;
const ROUNDS: usize = 5;

/// Knuth's MMIX generator: the same values on every machine.
struct Lcg(u64);

impl Lcg {
    fn unit(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Nearly normal with mean 100 and standard deviation 10, and never a whole number.
    fn value(&mut self) -> f64 {
        let twelve: f64 = (0..12).map(|_| self.unit()).sum();
        100.0 + 10.0 * (twelve - 6.0)
    }
}

fn main() {
    let mut random = Lcg(2026);
    let mut point = |position| Point { position, value: Some(random.value()) };
    let series: Vec<Vec<Point>> =
        (0..SERIES).map(|_| (0..MONTHS as i64).map(&mut point).collect()).collect();
    let settings = Settings { target: Some(105.0), ..Settings::new(Direction::Decrease) };
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let flagged = series
            .iter()
            .filter_map(|points| xmr(points, &settings).ok())
            .filter(|chart| chart.variation != Variation::CommonCause)
            .count();
        let taken = start.elapsed().as_secs_f64() * 1e3;
        println!(
            "{SERIES} series × {MONTHS} months: {taken:.1} ms ({flagged} flagged at the last point)"
        );
    }
}
