//! Month factors: fitted to long history without the points under test, shrunk where history is
//! short, and taken out of a series before it is judged.
//!
//! # What it answers
//!
//! By what factor a calendar month usually differs from the average month, how surely that is known
//! and from what; and what a series looks like, and how its chart reads, once that is allowed for.
//!
//! # Formula
//!
//! Log-linear, with a level for every year of every series and one factor for each calendar month,
//! so that months may be missing anywhere and growth from year to year does not enter:
//!
//! ```text
//! log μ_iym = λ_iy + o_iym + γ_m                 Poisson likelihood, λ profiled out (Newton)
//! p_m|iy = e^(o+γ_m) / Σ over months held of that year
//! information = Σ_iy T_iy (diag p − p pᵀ)         T_iy total of the year
//! f_m = e^γ_m / mean(e^γ)                        factors, of mean 1
//! ```
//!
//! o is the drift inside a year: the straight line between the levels of neighbouring years, through
//! their middles, found by fitting three times; without it, growth of g a year would tilt the factors
//! by up to g/2 at either end ([`Drift::Flat`] leaves it out).
//!
//! ```text
//! standard errors of ln f, ten series or more:  I⁻¹ (Σ_i s_i s_iᵀ) I⁻¹ · G/(G − 1),
//!     s_i the score of series i                 whatever the series vary by, each as a whole
//! fewer:                                        φ I⁻¹,  φ = max(1, Pearson / (N − years − 11))
//!
//! shrunk (James–Stein, positive part, p = 12):  d_m = ln local_m − ln pooled_m
//!     W = min(1, (p − 3) v̄ / Σ d_m²),           v̄ mean variance of ln local_m
//!     ln f_m = ln pooled_m + (1 − W) d_m,       normalised again
//!     variance of ln f_m ≈ (1 − W) v_local + W² v_pooled      as if W were known: too small
//!
//! chart: XmR of x_t / f_m(t); limits and centre times f_m(t) are drawn behind the counts
//! ```
//!
//! [`for_series`] gives a series its own factors from 60 months on; under that its own shrunk towards the
//! pooled; and the pooled where its own cannot be fitted.
//!
//! # Symbols
//!
//! i series, y year, m calendar month, λ level, γ log factor, T total, s score, φ dispersion, W
//! weight of the pooled factors, G series, N months used.
//!
//! # Units
//!
//! Counts, not below 0; positions in months, of which the calendar month is the remainder by 12, the
//! same origin for every series; factors without unit, of mean 1; their errors on the log scale.
//!
//! # Source
//!
//! Miller & Williams (2003), International Journal of Forecasting 19: 669–684, for shrinking seasonal
//! factors, here towards those pooled over bodies and by the rule of James & Stein (1961), Proceedings of
//! the Fourth Berkeley Symposium 1: 361–379, as written out above, with the mean variance where theirs
//! are equal. No other rule of Miller & Williams is implemented.
//!
//! # Edges
//!
//! What is under test is masked by the caller and never enters. A year with one month held says
//! nothing. Every calendar month must be held with some event, and years must overlap enough to link
//! all twelve: else [`Untestable::Undetermined`]. Each event counts
//! once, so that large bodies weigh more in pooled factors.
//!
//! Errors, simulated. Shrunk factors from 24 months of 40 events lie within two standard errors of the
//! truth 68, 82 and 91 % of the time where bodies' own seasons differ by 5, 10 and 15 %, and of 200 events
//! 86 % at 5 %: take them for a size, not for a test. Pooled factors lie within 1.96 of theirs 92 % of the
//! time from ten series, 94 % from 30 and 43 alike, and 90 % where one of 43 is fifteen times the others:
//! what counts is how many series of equal weight they are worth, (Σ T)²/Σ T² of their totals T.
//!
//! [`Drift::Interpolated`] is right for growth and wrong for a step: where the level rises by 20 % between
//! two years and stays, it tilts January and December by +8.6 and −8.1 % in two years, +4.7 and −3.1 %
//! in three, +1.6 and −1.5 % in five, and [`Drift::Flat`] by nothing. Where it grows by 10 % a year, Flat
//! tilts them by −4.3 and +4.4 % whatever the years, and Interpolated by nothing. The first and the last
//! year have one neighbour, whose slope they take for both halves.
//!
//! Months of a low season scatter more than others once divided by their factor, as few events do, and
//! one width of limits is a little too wide for the high season and too narrow for the low.
//!
//! A shock common to all bodies in one month
//! of one year is not in the errors. Print [`Basis`] and [`MonthFactors::version`] wherever factors
//! are used. A chart's target is compared with adjusted values.
//!
//! # Worked example
//!
//! ```
//! use statistics::process_control::Point;
//! use statistics::season::{Drift, Series, pooled};
//! // Two bodies, a season of ± 20 %, one twice the size of the other and growing by a tenth.
//! let season = [0.8, 0.8, 0.9, 1.0, 1.1, 1.2, 1.2, 1.2, 1.1, 1.0, 0.9, 0.8];
//! let of = |level: f64, growth: f64| -> Vec<Point> {
//!     (0..36).map(|t| {
//!         let value = level * growth.powi(t / 12) * season[t as usize % 12];
//!         Point { position: i64::from(t), value: Some(value) }
//!     }).collect()
//! };
//! let (one, other) = (of(100.0, 1.0), of(200.0, 1.1));
//! let series = [Series::whole(&one), Series::whole(&other)];
//! let factors = pooled(&series, Drift::Flat)?;
//! assert!((factors.at(18) - 1.2).abs() < 1e-9);
//! assert_eq!((factors.basis().series, factors.basis().months), (2, 72));
//! # Ok::<(), statistics::Error>(())
//! ```

mod chart;
mod fit;
mod shrink;

use crate::process_control::Point;
use crate::summation::mean;
use crate::{Error, Untestable};

pub use chart::{SeasonalChart, SeasonalPoint, chart, deseasonalise};
pub use fit::{local, pooled};
pub use shrink::{ENOUGH_MONTHS, for_series, shrunk};

/// Months of a year.
pub(crate) const YEAR: usize = 12;
/// Under this many series their errors are not taken from how the series differ.
pub const ENOUGH_SERIES: usize = 10;

/// A series of months, and which of them are under test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Series<'a> {
    /// The months, in order.
    pub points: &'a [Point],
    /// One for each point, `true` where it must not enter; empty: all enter.
    pub excluded: &'a [bool],
}

impl<'a> Series<'a> {
    /// A series of which all months enter.
    #[must_use]
    pub fn whole(points: &'a [Point]) -> Self {
        Self { points, excluded: &[] }
    }
}

/// What is taken of the movement inside a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Drift {
    /// The level is even inside each year and jumps between.
    Flat,
    /// The level follows the straight lines between the middles of neighbouring years.
    Interpolated,
}

/// Whose season the factors are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Declared or published elsewhere.
    Given,
    /// Of one series alone.
    Local,
    /// Of many series together.
    Pooled,
    /// Of one series, drawn towards those of many.
    Shrunk {
        /// Weight of the pooled factors, 0 to 1.
        towards_pooled: f64,
    },
}

/// What factors were made from: printed wherever they are used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Basis {
    /// Whose season it is.
    pub kind: Kind,
    /// Series used; for shrunk factors those of the pooled ones.
    pub series: usize,
    /// Months used; for shrunk factors those of the series itself.
    pub months: usize,
    /// Years of series used, whole or in part; for shrunk factors those of the series itself.
    pub years: usize,
    /// Months left out because they are under test.
    pub excluded: usize,
    /// Variance over mean about the fit.
    pub dispersion: f64,
    /// Whether the errors were taken from how the series differ.
    pub clustered: bool,
    /// What was taken of the movement inside a year; `None` when given.
    pub drift: Option<Drift>,
}

/// A factor for each calendar month, their mean being 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MonthFactors {
    factors: [f64; YEAR],
    log_errors: [f64; YEAR],
    basis: Basis,
}

impl MonthFactors {
    /// Factors from elsewhere, taken as known; brought to a mean of 1.
    ///
    /// # Errors
    ///
    /// [`Error::ValueOutOfRange`] unless each lies between 1e-6 and 1e6.
    pub fn given(factors: [f64; YEAR]) -> Result<Self, Error> {
        let in_range = |factor: &f64| *factor >= 1e-6 && *factor <= 1e6;
        if let Some(index) = factors.iter().position(|factor| !in_range(factor)) {
            return Err(Error::ValueOutOfRange { index });
        }
        let basis = Basis {
            kind: Kind::Given,
            series: 0,
            months: 0,
            years: 0,
            excluded: 0,
            dispersion: 1.0,
            clustered: false,
            drift: None,
        };
        Ok(Self { factors: normalised(factors), log_errors: [0.0; YEAR], basis })
    }

    /// The twelve factors, from the calendar month whose position is a multiple of 12.
    #[must_use]
    pub fn factors(&self) -> &[f64; YEAR] {
        &self.factors
    }

    /// Standard errors of the logs of the factors: 0.02 is about 2 %.
    #[must_use]
    pub fn log_errors(&self) -> &[f64; YEAR] {
        &self.log_errors
    }

    /// The factor of the month at `position`.
    #[must_use]
    pub fn at(&self, position: i64) -> f64 {
        self.factors[calendar(position)]
    }

    /// What they were made from.
    #[must_use]
    pub fn basis(&self) -> &Basis {
        &self.basis
    }

    /// A name for exactly these factors, to be stored with limits made from them: the method, what
    /// it was fed, and a digest of the numbers bit for bit (FNV-1a, 64 bits). Other factors have
    /// another name; the same have the same.
    #[must_use]
    pub fn version(&self) -> String {
        let bytes =
            self.factors.iter().chain(&self.log_errors).flat_map(|f| f.to_bits().to_be_bytes());
        let digest = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let kind = match self.basis.kind {
            Kind::Given => "given",
            Kind::Local => "local",
            Kind::Pooled => "pooled",
            Kind::Shrunk { .. } => "shrunk",
        };
        let Basis { series, months, .. } = self.basis;
        format!("month-factors-1-{kind}-{series}-{months}-{digest:016x}")
    }
}

/// The calendar month of a position.
pub(crate) fn calendar(position: i64) -> usize {
    usize::try_from(position.rem_euclid(12)).unwrap_or(0)
}

/// `factors` over their mean.
fn normalised(factors: [f64; YEAR]) -> [f64; YEAR] {
    let mean = mean(factors).unwrap_or(1.0);
    factors.map(|factor| factor / mean)
}

/// Whether a fit failed for want of figures and not for wrong ones.
fn is_untestable<T>(result: &Result<T, Error>) -> bool {
    matches!(
        result,
        Err(Error::NotTestable(Untestable::Undetermined | Untestable::NoDegreesOfFreedom))
    )
}
