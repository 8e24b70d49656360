//! A body against similar ones, with the variance between bodies taken from all of them.
//!
//! # What it answers
//!
//! Whether a body differs from the others of its group by more than bodies differ anyway, when a group
//! of seven is too small to say how much that is.
//!
//! # Formula
//!
//! ```text
//! w_i = 1/s_i²,   W = Σ w_i,   θ = Σ w_i y_i / W,   z_i = (y_i − θ)/s_i,   Nφ = Σ z_i²
//! τ² = max(0, (Nφ − (N − 1)) / (W − Σ w_i²/W))            over all bodies but the one tested
//!
//! expected = ȳ of the m others of the group
//! variance = τ² (1 + 1/m) + s_own² + Σ s_j²/m²
//! interval = expected ± t_df √variance
//! df = (Σ w_i v_i)² / Σ (w_i v_i)² − 1,   v_i = τ² + s_i²     N − 1 when errors are equal
//! ```
//!
//! ```text
//! between years, B bodies by Y years, each value less its body's and its year's mean, plus the
//! overall mean:   v = max(0, Σ e² / ((B − 1)(Y − 1)) − mean of s²)
//! ```
//!
//! # Symbols
//!
//! y estimate and s its standard error for one body; N bodies that τ² is taken from; m others in the
//! group; t Student's t.
//!
//! # Units
//!
//! Those of the estimates: rates as they are, or their logs, but one scale throughout.
//!
//! # Source
//!
//! Spiegelhalter (2005), Statistics in Medicine 24: 1185–1202. τ² is DerSimonian & Laird's moment
//! estimator (1986), Controlled Clinical Trials 7: 177–188. The degrees of freedom are ours, by matching
//! how unequal the bodies' shares in Nφ are. Simulated with 42 bodies, a spread of 8 between them and
//! errors of 2 to 6, a body like its group is said to differ 5 % of the time.
//!
//! Bodies far from the rest count in full. To bring z to its outer deciles first, as funnels do
//! (winsorising), makes τ² too small where nobody is an outlier: E z² of a normal z is 0.68 then, and in
//! the simulation above a body like its group was said to differ 14.5 % of the time. So it is not done.
//!
//! # Edges
//!
//! Two others in the group and three bodies for τ². Bodies that differ no more than chance has it give
//! τ² = 0, and their own errors remain. [`Estimate::of_rates`] takes errors from the rate of all bodies
//! together: with errors from each body's own count a low count would weigh most, and θ of 42 bodies
//! that do not differ come out 31 % too low at a mean of 3 events, 11 % at 10 and 3 % at 30. Print the official mean of the group beside it, by its own method.
//!
//! # Worked example
//!
//! ```
//! use statistics::{interval::Level, peers::between::{Estimate, leave_one_out, tau_squared}};
//! let of = |value| Estimate { value, error: 1.0 };
//! let all = [of(70.0), of(76.0), of(82.0), of(90.0), of(76.0), of(64.0), of(74.0)];
//! // Equal errors: the variance of the values less that of chance.
//! let tau = tau_squared(&all[1..])?;
//! assert!((tau.tau_squared - (74.8 - 1.0)).abs() < 0.01, "{tau:?}");
//! let reading = leave_one_out(&all, 0, &[1, 2, 4], Level::P95)?;
//! assert!((reading.expected - 78.0).abs() < 1e-12 && !reading.differs());
//! # Ok::<(), statistics::Error>(())
//! ```

use super::LeaveOneOut;
use crate::interval::{Events, Interval, Level, Method};
use crate::summation::{mean, sum};
use crate::{Error, Untestable, distribution};

/// Bodies from which τ² can be taken.
const LEAST_BODIES: usize = 3;

/// One body's figure and how surely it is known by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its standard error from chance alone, above 0.
    pub error: f64,
}

impl Estimate {
    /// Rates of events per `per`, each with the standard error that a Poisson count has when its body
    /// has the rate of all bodies together; no events at all are given the error of one.
    #[must_use]
    pub fn of_rates(events: &[Events], per: f64) -> Vec<Self> {
        let count = sum(events.iter().map(|body| body.count() as f64)).max(1.0);
        let pooled = count / sum(events.iter().map(|body| body.exposure()));
        let of = |body: &Events| Self {
            value: body.rate(per),
            error: (pooled / body.exposure()).sqrt() * per,
        };
        events.iter().map(of).collect()
    }

    pub(super) fn check(estimates: &[Self]) -> Result<(), Error> {
        let in_range = |e: &Self| e.value.abs() <= 1e50 && e.error >= 1e-50 && e.error <= 1e50;
        match estimates.iter().position(|estimate| !in_range(estimate)) {
            Some(index) => Err(Error::ValueOutOfRange { index }),
            None => Ok(()),
        }
    }
}

/// The variance between bodies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TauSquared {
    /// τ², on the squared scale of the estimates.
    pub tau_squared: f64,
    /// Nφ/N: 1 when bodies differ by chance alone.
    pub phi: f64,
    /// Degrees of freedom of Student's t: how many bodies of equal weight Nφ is worth, less 1.
    pub degrees_of_freedom: f64,
    /// Bodies it was taken from.
    pub bodies: usize,
}

/// τ² of bodies; formula, units, edges and source are on the [module page](self).
///
/// # Errors
///
/// [`Error::GroupTooSmall`] under three bodies; [`Error::ValueOutOfRange`].
pub fn tau_squared(estimates: &[Estimate]) -> Result<TauSquared, Error> {
    let bodies = estimates.len();
    if bodies < LEAST_BODIES {
        return Err(Error::GroupTooSmall { members: bodies, minimum: LEAST_BODIES });
    }
    Estimate::check(estimates)?;
    let weights: Vec<f64> = estimates.iter().map(|e| 1.0 / (e.error * e.error)).collect();
    let whole = sum(weights.iter().copied());
    let centre = sum(weights.iter().zip(estimates).map(|(w, e)| w * e.value)) / whole;
    let squares = sum(weights.iter().zip(estimates).map(|(w, e)| w * (e.value - centre).powi(2)));
    let left = whole - sum(weights.iter().map(|w| w * w)) / whole;
    let over = (squares - (bodies as f64 - 1.0)) / left;
    if !over.is_finite() {
        return Err(Error::VarianceOutOfRange);
    }
    let tau_squared = over.max(0.0);
    let parts = || weights.iter().zip(estimates).map(|(w, e)| w * (tau_squared + e.error.powi(2)));
    let degrees_of_freedom = sum(parts()).powi(2) / sum(parts().map(|part| part * part)) - 1.0;
    if !(degrees_of_freedom > 0.0 && degrees_of_freedom.is_finite()) {
        return Err(Error::VarianceOutOfRange);
    }
    let phi = squares / bodies as f64;
    Ok(TauSquared { tau_squared, phi, degrees_of_freedom, bodies })
}

/// Whether the body at `own` of `all` differs from the `others` of its group, given by index; formula,
/// units, edges and source are on the [module page](self).
///
/// # Errors
///
/// [`Error::NotInGroup`] when an index is not in `all`, or `own` is among the others, or one comes
/// twice; [`Error::GroupTooSmall`]; [`Error::ValueOutOfRange`].
pub fn leave_one_out(
    all: &[Estimate],
    own: usize,
    others: &[usize],
    level: Level,
) -> Result<LeaveOneOut, Error> {
    let members = all.len();
    let misplaced = |(place, index): (usize, &usize)| {
        *index >= members || *index == own || others[..place].contains(index)
    };
    if own >= members || others.iter().enumerate().any(misplaced) {
        return Err(Error::NotInGroup { own, members });
    }
    if others.len() < 2 {
        return Err(Error::GroupTooSmall { members: others.len() + 1, minimum: LEAST_BODIES });
    }
    Estimate::check(all)?;
    let without: Vec<Estimate> =
        all.iter().enumerate().filter(|(index, _)| *index != own).map(|(_, e)| *e).collect();
    let tau = tau_squared(&without)?;
    let none = Error::NotTestable(Untestable::NoSpread);
    let expected = mean(others.iter().map(|other| all[*other].value)).ok_or(none)?;
    let m = others.len() as f64;
    let chance = sum(others.iter().map(|other| all[*other].error.powi(2))) / (m * m);
    let variance = tau.tau_squared * (1.0 + 1.0 / m) + all[own].error.powi(2) + chance;
    if !(variance > 0.0 && variance.is_finite()) {
        return Err(Error::VarianceOutOfRange);
    }
    let df = tau.degrees_of_freedom;
    let (own, error) = (all[own].value, variance.sqrt());
    let reach = distribution::student_quantile(level.outside(), df) * error;
    let (lower, upper) = (expected - reach, expected + reach);
    Ok(LeaveOneOut {
        own,
        expected,
        interval: Interval { lower, upper, level, method: Method::TauSquaredPrediction },
        p: distribution::student_two_sided(((own - expected) / error).abs(), df),
        degrees_of_freedom: df,
    })
}

/// The variance of a body's figure from year to year beyond chance, the movement common to all taken
/// out; `years` holds the same bodies in the same order for each year. Formula on the
/// [module page](self).
///
/// # Errors
///
/// [`Error::TooFewPeriods`] under two years, [`Error::GroupTooSmall`] under two bodies,
/// [`Error::LengthsDiffer`], [`Error::ValueOutOfRange`].
pub fn between_year_variance(years: &[&[Estimate]]) -> Result<f64, Error> {
    let Some(first) = years.first().filter(|_| years.len() > 1) else {
        return Err(Error::TooFewPeriods { periods: years.len(), minimum: 2 });
    };
    let expected = first.len();
    if expected < 2 {
        return Err(Error::GroupTooSmall { members: expected, minimum: 2 });
    }
    for year in years {
        if year.len() != expected {
            return Err(Error::LengthsDiffer { expected, found: year.len() });
        }
        Estimate::check(year)?;
    }
    let every = || years.iter().flat_map(|year| year.iter());
    let average = |values: &mut dyn Iterator<Item = f64>| mean(values).unwrap_or(0.0);
    let overall = average(&mut every().map(|e| e.value));
    let of_year: Vec<f64> =
        years.iter().map(|year| average(&mut year.iter().map(|e| e.value))).collect();
    let of_body: Vec<f64> =
        (0..expected).map(|body| average(&mut years.iter().map(|year| year[body].value))).collect();
    let residual = |year: usize, body: usize| {
        years[year][body].value - of_year[year] - of_body[body] + overall
    };
    let cells = (0..years.len()).flat_map(|year| (0..expected).map(move |body| (year, body)));
    let squares = sum(cells.map(|(year, body)| residual(year, body).powi(2)));
    let df = ((years.len() - 1) * (expected - 1)) as f64;
    Ok((squares / df - average(&mut every().map(|e| e.error * e.error))).max(0.0))
}
