//! C, U and U′ charts of counts.
//!
//! # What it answers
//!
//! Which periods had more or fewer events than chance explains.
//! A C chart is for counts over equal periods of an unchanging population.
//! A U chart divides each count by what it happened over: people, days, visits.
//! Where counts are large, everything lies outside the limits of a U chart, because real counts
//! vary more than chance; a U′ chart measures by how much and widens the limits to fit.
//!
//! # Formula
//!
//! ```text
//! C    centre c̄ = Σx / k                 limits c̄ ± 3·√c̄
//! U    centre ū = Σx / Σn                limits ū ± 3·√(ū/nᵢ)
//! U′   centre ū,  zᵢ = (xᵢ/nᵢ − ū) / √(ū/nᵢ),  σz = MR̄(z) / 1.128
//!                                         limits ū ± 3·σz·√(ū/nᵢ)
//! ```
//!
//! Lower limits are clipped at 0; near limits have 2 in the place of 3.
//!
//! # Symbols
//!
//! - `xᵢ`: events in period i; `nᵢ`: what they happened over; `k`: periods of the baseline
//! - `MR̄(z)`: the mean moving range of z over the baseline, screened once if so set
//! - `σz`: how many times wider than chance the periods scatter, 1 being chance alone
//!
//! # Units
//!
//! Counts; exposures in any unit, finite and above 0. A U chart plots events for each one unit of
//! exposure: multiply by 1,000 to read it for each thousand.
//!
//! # Source
//!
//! qicharts2 0.8.1; U′ after Laney (2002), Quality Engineering 14: 531–537.
//! Held to `tests/golden/spc_qic.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - A period without a count, or without an exposure, is missing: it has no value and, on U and
//!   U′ charts, no limits.
//! - No events at all: the centre is 0; C and U limits are 0 and U′ has none, as z cannot be had.
//! - One period: C and U have limits, U′ has none.
//! - σz below 1 is kept: limits narrower than chance say that something evens the figures out.
//! - Counts that average under about five a period want a G or T chart.
//! - Under 13 values the lines are provisional, and nothing is called a signal.
//!
//! # Worked example
//!
//! ```
//! use statistics::{interval::Events, qic::{Settings, c_chart, u_chart, u_prime_chart}};
//! let settings = Settings::default();
//! // Mean 9: limits 9 ± 3 × 3.
//! let chart = c_chart(&[Some(6), Some(12), Some(9), None], &settings);
//! assert_eq!(chart.parts[0].centre, Some(9.0));
//! let limits = chart.limits[0].expect("a centre");
//! assert_eq!((limits.lower, limits.upper), (0.0, 18.0));
//! // 27 events in 300 days: 0.09 a day; on 100 days 0.09 ± 3 × √(0.09/100) = 0.09 ± 0.09.
//! let days = [6, 12, 9].map(|events| Events::new(events, 100.0).ok());
//! let chart = u_chart(&days, &settings);
//! assert!((chart.limits[0].expect("a denominator").upper - 0.18).abs() < 1e-12);
//! // z: −1, 1, 0; moving ranges 2 and 1; σz = 1.5 / 1.128.
//! let chart = u_prime_chart(&days, &settings);
//! assert!((chart.parts[0].spread.expect("two moving ranges") - 1.5 / 1.128).abs() < 1e-12);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Chart, ChartKind, Lines, Settings, Stretch, around, draw};
use crate::interval::Events;
use crate::summation::{mean, sum};

/// A C chart: counts of equal periods. `None` is a missing count; 0 is a count.
/// The method: `docs/methods/qic-counts.md`.
#[must_use]
pub fn c_chart(counts: &[Option<u64>], settings: &Settings<'_>) -> Chart {
    let counts: Vec<Option<f64>> = counts.iter().map(|c| c.map(|count| count as f64)).collect();
    draw(ChartKind::C, &counts, settings, |part| {
        let centre = mean(part.baseline_of(part.rows).flatten());
        let limits = centre.map(|c| around(c, c.sqrt()).clipped(0.0, f64::INFINITY));
        let limits = vec![limits; part.rows.len()];
        Lines { plotted: part.rows.to_vec(), centre, limits, spread: None }
    })
}

/// A U chart: events over an exposure. `None` is a missing row.
/// The method: `docs/methods/qic-counts.md`.
#[must_use]
pub fn u_chart(rows: &[Option<Events>], settings: &Settings<'_>) -> Chart {
    draw(ChartKind::U, rows, settings, |part| rate_lines(part, false))
}

/// A U′ chart: events over an exposure, with limits as wide as the periods really scatter.
/// The method: `docs/methods/qic-counts.md`.
#[must_use]
pub fn u_prime_chart(rows: &[Option<Events>], settings: &Settings<'_>) -> Chart {
    draw(ChartKind::UPrime, rows, settings, |part| rate_lines(part, true))
}

fn rate_lines(part: &Stretch<'_, Option<Events>>, prime: bool) -> Lines {
    let counts = part.baseline_of(part.rows).flatten().map(|row| row.count() as f64);
    let exposures = part.baseline_of(part.rows).flatten().map(|row| row.exposure());
    let ratio = Ratio {
        centre: sum(counts) / sum(exposures),
        plotted: part.rows.iter().map(|row| row.map(|row| row.rate(1.0))).collect(),
        size: part.rows.iter().map(|row| row.map(Events::exposure)).collect(),
        clip: (0.0, f64::INFINITY),
    };
    ratio.lines(part, prime, |centre| centre)
}

/// What U and P charts have in common: rows of a numerator over a denominator.
pub(super) struct Ratio {
    /// Sum of numerators over sum of denominators; not a number when the baseline is empty.
    pub(super) centre: f64,
    pub(super) plotted: Vec<Option<f64>>,
    /// Denominators.
    pub(super) size: Vec<Option<f64>>,
    pub(super) clip: (f64, f64),
}

impl Ratio {
    /// Limits centre ± 3·(σz)·√(`variance`(centre)/nᵢ).
    pub(super) fn lines<R>(
        self,
        part: &Stretch<'_, R>,
        prime: bool,
        variance: impl Fn(f64) -> f64,
    ) -> Lines {
        let centre = self.centre;
        if !centre.is_finite() {
            let limits = vec![None; self.plotted.len()];
            return Lines { plotted: self.plotted, centre: None, limits, spread: None };
        }
        let unit = variance(centre).sqrt();
        let error = |size: f64| unit / size.sqrt();
        let z = |(value, size): (&Option<f64>, &Option<f64>)| {
            let z = ((*value)? - centre) / error((*size)?);
            z.is_finite().then_some(z)
        };
        let z: Vec<Option<f64>> = self.plotted.iter().zip(&self.size).map(z).collect();
        let spread = if prime { part.sigma(&z) } else { None };
        let widening = if prime { spread } else { Some(1.0) };
        let limits = |size: &Option<f64>| {
            let sigma = widening? * error((*size)?);
            Some(around(centre, sigma).clipped(self.clip.0, self.clip.1))
        };
        let limits = self.size.iter().map(limits).collect();
        Lines { plotted: self.plotted, centre: Some(centre), limits, spread }
    }
}
