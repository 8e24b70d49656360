//! P and P′ charts of proportions.
//!
//! # What it answers
//!
//! In which periods a percentage was higher or lower than chance explains, when the numbers it is
//! a percentage of differ from period to period.
//! With large denominators a P chart calls nearly every period unusual, because real percentages
//! vary more than chance; a P′ chart measures by how much and widens the limits to fit.
//!
//! # Formula
//!
//! ```text
//! P    centre p̄ = Σx / Σn                 limits p̄ ± 3·√(p̄(1 − p̄)/nᵢ)
//! P′   zᵢ = (xᵢ/nᵢ − p̄) / √(p̄(1 − p̄)/nᵢ),  σz = MR̄(z) / 1.128
//!                                          limits p̄ ± 3·σz·√(p̄(1 − p̄)/nᵢ)
//! ```
//!
//! Limits are clipped at 0 and 1; near limits have 2 in the place of 3.
//!
//! # Symbols
//!
//! - `xᵢ`: cases with the attribute in period i; `nᵢ`: all cases of the period
//! - `MR̄(z)`: the mean moving range of z over the baseline, screened once if so set
//! - `σz`: how many times wider than chance the periods scatter, 1 being chance alone
//!
//! # Units
//!
//! Counts in, the numerator a part of the denominator; proportions (0 to 1) out.
//!
//! # Source
//!
//! qicharts2 0.8.1; P′ after Laney (2002), Quality Engineering 14: 531–537.
//! Held to `tests/golden/spc_qic.json`, made with R, relative tolerance 1e-9.
//!
//! # Edges
//!
//! - A period without cases is missing, not 0 %: it has neither value nor limits.
//! - When nobody, or everybody, has the attribute throughout, P limits lie on the centre and P′ has
//!   none, as z cannot be had.
//! - One period: P has limits, P′ has none.
//! - Under 13 values the lines are provisional, and nothing is called a signal.
//!
//! # Worked example
//!
//! ```
//! use statistics::{interval::Share, qic::{Settings, p_chart, p_prime_chart}};
//! let months = [(40, 100), (60, 100), (50, 100), (0, 0)].map(|(x, n)| Share::new(x, n).ok());
//! let chart = p_chart(&months, &Settings::default());
//! // 150 of 300: one half; 0.5 ± 3 × √(0.25/100) = 0.5 ± 0.15.
//! let limits = chart.limits[0].expect("a denominator");
//! assert!((limits.lower - 0.35).abs() < 1e-12 && (limits.upper - 0.65).abs() < 1e-12);
//! assert_eq!((chart.values[3], chart.limits[3]), (None, None));
//! // z: −2, 2, 0; moving ranges 4 and 2; σz = 3 / 1.128 = 2.66.
//! let chart = p_prime_chart(&months, &Settings::default());
//! assert!((chart.parts[0].spread.expect("two moving ranges") - 2.6596).abs() < 1e-4);
//! # Ok::<(), statistics::Error>(())
//! ```

use super::counts::Ratio;
use super::{Chart, ChartKind, Lines, Settings, Stretch, draw};
use crate::interval::Share;
use crate::summation::sum;

/// A P chart: cases with an attribute among all cases. `None` is a missing row.
/// The method: `docs/methods/qic-proportions.md`.
#[must_use]
pub fn p_chart(rows: &[Option<Share>], settings: &Settings<'_>) -> Chart {
    draw(ChartKind::P, rows, settings, |part| lines(part, false))
}

/// A P′ chart: a proportion with limits as wide as the periods really scatter.
/// The method: `docs/methods/qic-proportions.md`.
#[must_use]
pub fn p_prime_chart(rows: &[Option<Share>], settings: &Settings<'_>) -> Chart {
    draw(ChartKind::PPrime, rows, settings, |part| lines(part, true))
}

fn lines(part: &Stretch<'_, Option<Share>>, prime: bool) -> Lines {
    let cases = part.baseline_of(part.rows).flatten().map(|row| row.cases() as f64);
    let all = part.baseline_of(part.rows).flatten().map(|row| row.of() as f64);
    let ratio = Ratio {
        centre: sum(cases) / sum(all),
        plotted: part.rows.iter().map(|row| row.map(Share::proportion)).collect(),
        size: part.rows.iter().map(|row| row.map(|row| row.of() as f64)).collect(),
        clip: (0.0, 1.0),
    };
    ratio.lines(part, prime, |centre| centre * (1.0 - centre))
}
