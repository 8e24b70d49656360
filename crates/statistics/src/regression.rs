//! Counts fitted to columns on the log scale, with errors that bear overdispersion and months that
//! follow one another.
//!
//! # What it answers
//!
//! By what factor counts differ between two sets of rows (this year and last, say), other columns
//! (the season, say) held equal, and how surely.
//!
//! # Formula
//!
//! ```text
//! log μ_t = o_t + x_t·β                                      fitted by IRLS: each round solves
//! β ← (XᵀWX)⁻¹ XᵀW z,   W = diag(w_t μ_t),   z_t = x_t·β + (y_t − μ_t)/μ_t
//! B = (XᵀWX)⁻¹                                               at the end
//! φ = Σ w_t (y_t − μ_t)²/μ_t / (n − p)                       Pearson dispersion
//!
//! quasi-Poisson:   cov(β) = φ B
//! Newey–West:      cov(β) = n/(n − p) · B Ω B,   u_t = x_t w_t (y_t − μ_t)
//!                  Ω = Σ_t Σ_s k(t, s) u_t u_sᵀ,   k = max(0, 1 − |t − s|/(L + 1))  (Bartlett)
//! lag, by rule:    L = ⌊4 (n/100)^(2/9)⌋, at most n − 1
//! ```
//!
//! **Small samples.** n/(n − p) is right for the whole matrix only roughly: with month factors in
//! the model the residuals of two years mirror each other, and sums of their products fall short by
//! far more. For one contrast c·β, [`Fit::contrast`] therefore takes the estimate
//! v = Σ Σ k(t, s) q_t q_s e_t e_s, with q_t = w_t cᵀB x_t and e = y − μ, as the quadratic form that
//! it is, and its first two moments under the fitted model with independent rows:
//!
//! ```text
//! R = diag(μ/w) − diag(μ) X B Xᵀ diag(μ)          covariance of e, over φ
//! S = diag(q) K diag(q) R
//! E v = φ tr S,   Var v = 2 φ² tr S²
//! variance = v · Σ q_t² μ_t/w_t / tr S,   degrees of freedom = (tr S)² / tr S²
//! ```
//!
//! So the variance is unbiased when there is no autocorrelation and variance is φμ, and Student's t
//! widens the interval as the lag grows. For the step between two full years without a season lag 0
//! gives eleven degrees of freedom and the t-test of the twelve differences; with a season of ± 30 %
//! 10.7, the lag by rule (2) 5.1 and lag 3 4.0; sixty months by rule (3) 7.5.
//!
//! # Symbols
//!
//! y counts; n rows; p columns of X, whose rows are x_t; c the contrast of coefficients β; o offset (the log of an exposure or of a month factor); w prior
//! weight, 1 unless given; t, s positions, so that rows on either side of a gap are as far apart as
//! they really are; L lag; k(t, s) the weight of a pair of rows, K the matrix of them; u what a row adds
//! to the score and Ω their weighted squares; e residuals; q what a residual moves c·β by; tr the trace.
//!
//! # Units
//!
//! Counts, not below 0 and not necessarily whole; coefficients and variances on the natural log
//! scale; positions in whole periods, rising.
//!
//! # Source
//!
//! Newey & West (1987), Econometrica 55: 703–708, for the covariance; the rule of the lag is after Newey &
//! West (1994), Review of Economic Studies 61: 631–653, and can be overridden. The matching of moments is worked out above and held to simulation.
//!
//! # Edges
//!
//! Columns that repeat one another, or a best fit at infinity (a column whose rows have no events),
//! are [`Untestable::Undetermined`]. As many columns as rows leave no degrees of freedom. Pearson's
//! φ is reported as it is; wherever it becomes a variance it is held at 1 or above. At most
//! [`MOST_ROWS`].
//!
//! # Worked example
//!
//! ```
//! use statistics::regression::{Counts, Errors, Scale, fit};
//! // Exposures 1, 1, 2, 2 and a step: rates 11 and 15.
//! let design = [1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0];
//! let offset = [0.0, 0.0, 2f64.ln(), 2f64.ln()];
//! let fit = fit(&Counts { offset: Some(&offset), ..Counts::new(&design, 2, &[10.0, 12.0, 28.0, 32.0]) })?;
//! assert!((fit.coefficients()[1].exp() - 15.0 / 11.0).abs() < 1e-12);
//! let step = fit.contrast(&[0.0, 1.0], Errors::Quasi(Scale::Pearson))?;
//! // Poisson at the least: 1/22 + 1/60.
//! assert!((step.variance - (1.0 / 22.0 + 1.0 / 60.0)).abs() < 1e-12);
//! # Ok::<(), statistics::Error>(())
//! ```

use crate::change::Dispersion;
use crate::linear::{Symmetric, dot};
use crate::summation::sum;
use crate::{Error, Untestable, distribution};

/// Rounds of reweighting before a fit is given up; a good one takes fewer than ten.
const ROUNDS: usize = 60;
/// A fit has settled when no linear predictor moves by more.
const SETTLED: f64 = 1e-11;
/// Below this the log of a fitted mean is on its way to −∞.
const LOWEST_LOG_MEAN: f64 = -25.0;
/// Values larger than this could overflow in a product.
const LARGEST: f64 = 1e15;
/// Rows that a fit may have: eighty years of months, since a contrast looks at each pair of them.
pub const MOST_ROWS: usize = 1_000;

/// What is fitted: one row for each count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counts<'a> {
    /// The design, row by row.
    pub design: &'a [f64],
    /// Columns of the design.
    pub columns: usize,
    /// One count for each row.
    pub counts: &'a [f64],
    /// Log of the exposure of each row; `None`: 0 throughout.
    pub offset: Option<&'a [f64]>,
    /// Prior weight of each row, above 0; `None`: 1 throughout.
    pub weights: Option<&'a [f64]>,
    /// Period of each row, rising; `None`: neighbours without a gap.
    pub positions: Option<&'a [i64]>,
}

impl<'a> Counts<'a> {
    /// Rows without offset, weights or gaps.
    #[must_use]
    pub fn new(design: &'a [f64], columns: usize, counts: &'a [f64]) -> Self {
        Self { design, columns, counts, offset: None, weights: None, positions: None }
    }

    fn check(&self) -> Result<(), Error> {
        let rows = self.counts.len();
        let same = |found: usize, expected: usize| {
            if found == expected { Ok(()) } else { Err(Error::LengthsDiffer { expected, found }) }
        };
        same(self.design.len(), rows.saturating_mul(self.columns))?;
        same(self.offset.map_or(rows, <[f64]>::len), rows)?;
        same(self.weights.map_or(rows, <[f64]>::len), rows)?;
        same(self.positions.map_or(rows, <[i64]>::len), rows)?;
        if rows > MOST_ROWS {
            return Err(Error::TooManyPeriods { periods: rows, maximum: MOST_ROWS });
        }
        if self.columns == 0 {
            return Err(Error::NotTestable(Untestable::Undetermined));
        }
        if rows <= self.columns {
            return Err(Error::NotTestable(Untestable::NoDegreesOfFreedom));
        }
        let bad = |values: &[f64], ok: &dyn Fn(f64) -> bool| {
            values.iter().position(|value| !(ok(*value) && value.abs() <= LARGEST))
        };
        let index = bad(self.counts, &|y| y >= 0.0)
            .or_else(|| bad(self.design, &|_| true).map(|cell| cell / self.columns))
            .or_else(|| self.offset.and_then(|offset| bad(offset, &|o| o.abs() <= 100.0)));
        if let Some(index) = index {
            return Err(Error::ValueOutOfRange { index });
        }
        if self.weights.is_some_and(|weights| bad(weights, &|w| w > 1e-15).is_some()) {
            return Err(Error::WeightsOutOfRange);
        }
        let falls = |positions: &[i64]| positions.windows(2).position(|pair| pair[1] <= pair[0]);
        match self.positions.and_then(falls) {
            Some(index) => Err(Error::PositionsNotAscending { index: index + 1 }),
            None => Ok(()),
        }
    }
}

/// How far apart rows may be and still count as correlated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lag {
    /// ⌊4 (n/100)^(2/9)⌋ for n rows: 2 for twenty-four months, 3 for sixty.
    ByRule,
    /// This many periods.
    Of(usize),
}

impl Lag {
    /// The lag for `rows` rows.
    #[must_use]
    pub fn periods(self, rows: usize) -> usize {
        let lag = match self {
            Self::ByRule => (4.0 * (rows as f64 / 100.0).powf(2.0 / 9.0)).floor() as usize,
            Self::Of(lag) => lag,
        };
        lag.min(rows.saturating_sub(1))
    }
}

/// Where the dispersion of a quasi-Poisson fit is known from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// Pearson's chi-square of this fit, over its residual degrees of freedom, at least 1.
    Pearson,
    /// From elsewhere: other bodies' changes, say.
    External(Dispersion),
}

/// Which errors a fit is read with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Errors {
    /// Variance φμ, rows independent.
    Quasi(Scale),
    /// Any variances, rows correlated up to a lag.
    NeweyWest(Lag),
}

/// One linear combination of coefficients.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// c·β, on the log scale.
    pub estimate: f64,
    /// Its variance.
    pub variance: f64,
    /// Degrees of freedom of Student's t.
    pub degrees_of_freedom: f64,
    /// What the variance would be were the counts Poisson.
    pub poisson_variance: f64,
    /// The lag used; `None` for quasi-Poisson.
    pub lag: Option<usize>,
}

impl Contrast {
    /// Two-sided p-value for c·β = 0 by Student's t.
    #[must_use]
    pub fn p(&self) -> f64 {
        let t = self.estimate.abs() / self.variance.sqrt();
        if t.is_nan() { 1.0 } else { distribution::student_two_sided(t, self.degrees_of_freedom) }
    }
}

/// A fitted model.
#[derive(Debug, Clone)]
pub struct Fit {
    design: Vec<f64>,
    columns: usize,
    weights: Vec<f64>,
    positions: Vec<i64>,
    residuals: Vec<f64>,
    fitted: Vec<f64>,
    coefficients: Vec<f64>,
    bread: Symmetric,
}

/// Fits counts on the log scale; formula, units, edges and source are on the
/// [module page](self).
///
/// # Errors
///
/// [`Error::LengthsDiffer`], [`Error::ValueOutOfRange`], [`Error::WeightsOutOfRange`],
/// [`Error::PositionsNotAscending`], [`Error::TooManyPeriods`], or [`Error::NotTestable`].
pub fn fit(data: &Counts<'_>) -> Result<Fit, Error> {
    data.check()?;
    let rows = data.counts.len();
    let (k, zeros, ones) = (data.columns, vec![0.0; rows], vec![1.0; rows]);
    let offset = data.offset.unwrap_or(&zeros);
    let weights = data.weights.unwrap_or(&ones);
    let row = |t: usize| &data.design[t * k..(t + 1) * k];
    let mut eta: Vec<f64> = data.counts.iter().map(|y| (y + 0.5).ln()).collect();
    let mut coefficients = vec![0.0; k];
    let undetermined = Error::NotTestable(Untestable::Undetermined);
    for _ in 0..ROUNDS {
        let mut information = Symmetric::zero(k);
        let mut right = vec![0.0; k];
        for t in 0..rows {
            let mean = eta[t].exp();
            let working = eta[t] - offset[t] + (data.counts[t] - mean) / mean;
            information.add_outer(row(t), weights[t] * mean);
            right.iter_mut().zip(row(t)).for_each(|(r, x)| *r += weights[t] * mean * working * x);
        }
        coefficients = information.factor().ok_or(undetermined)?.solve(&right);
        let next = (0..rows).map(|t| offset[t] + dot(row(t), &coefficients));
        // No step of more than a few powers of e at once: a bad start must not overflow.
        let next: Vec<f64> =
            next.zip(&eta).map(|(new, old)| new.clamp(old - 5.0, old + 5.0)).collect();
        let moved = next.iter().zip(&eta).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        eta = next;
        if !eta.iter().all(|eta| *eta > LOWEST_LOG_MEAN) {
            return Err(undetermined);
        }
        if moved <= SETTLED {
            return finish(data, weights, &eta, coefficients).ok_or(undetermined);
        }
    }
    Err(undetermined)
}

fn finish(data: &Counts<'_>, weights: &[f64], eta: &[f64], coefficients: Vec<f64>) -> Option<Fit> {
    let k = data.columns;
    let fitted: Vec<f64> = eta.iter().map(|eta| eta.exp()).collect();
    let mut information = Symmetric::zero(k);
    for (t, row) in data.design.chunks_exact(k).enumerate() {
        information.add_outer(row, weights[t] * fitted[t]);
    }
    let positions = match data.positions {
        Some(positions) => positions.to_vec(),
        None => (0_i64..).take(fitted.len()).collect(),
    };
    Some(Fit {
        design: data.design.to_vec(),
        columns: k,
        weights: weights.to_vec(),
        positions,
        residuals: data.counts.iter().zip(&fitted).map(|(y, mean)| y - mean).collect(),
        fitted,
        coefficients,
        bread: information.factor()?.inverse(),
    })
}

impl Fit {
    /// β, one for each column.
    #[must_use]
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// μ, one for each row.
    #[must_use]
    pub fn fitted(&self) -> &[f64] {
        &self.fitted
    }

    /// Rows less columns, 1 or more.
    #[must_use]
    pub fn degrees_of_freedom(&self) -> usize {
        self.fitted.len() - self.columns
    }

    /// Pearson's dispersion, as it is: under 1 when counts are more regular than chance.
    #[must_use]
    pub fn pearson_dispersion(&self) -> f64 {
        let parts = self.residuals.iter().zip(&self.fitted).zip(&self.weights);
        sum(parts.map(|((e, mean), w)| w * e * e / mean)) / self.degrees_of_freedom() as f64
    }

    fn scale(&self, scale: Scale) -> (f64, f64) {
        match scale {
            Scale::Pearson => {
                (self.pearson_dispersion().max(1.0), self.degrees_of_freedom() as f64)
            }
            Scale::External(given) => (given.value(), f64::from(given.degrees_of_freedom())),
        }
    }

    /// Bartlett's weight for rows `t` and `s`.
    fn kernel(&self, t: usize, s: usize, lag: usize) -> f64 {
        let apart = self.positions[t].abs_diff(self.positions[s]) as f64;
        (1.0 - apart / (lag as f64 + 1.0)).max(0.0)
    }

    /// The rows that are correlated with row `t`, and their weights.
    fn near(&self, t: usize, lag: usize) -> impl Iterator<Item = (usize, f64)> {
        let (first, last) = (t.saturating_sub(lag), (t + lag).min(self.fitted.len() - 1));
        (first..=last).map(move |s| (s, self.kernel(t, s, lag))).filter(|(_, k)| *k > 0.0)
    }

    /// The covariance of β, row by row; for Newey–West with the factor n/(n − k).
    #[must_use]
    pub fn covariance(&self, errors: Errors) -> Vec<f64> {
        let k = self.columns;
        let lag = match errors {
            Errors::Quasi(scale) => {
                let (phi, _) = self.scale(scale);
                return self.bread.values().iter().map(|value| phi * value).collect();
            }
            Errors::NeweyWest(lag) => lag.periods(self.fitted.len()),
        };
        let correction = self.fitted.len() as f64 / self.degrees_of_freedom() as f64;
        let score = |t: usize| self.weights[t] * self.residuals[t];
        let mut meat = Symmetric::zero(k);
        for t in 0..self.fitted.len() {
            for (s, near) in self.near(t, lag) {
                let weight = correction * near * score(t) * score(s);
                for (a, x) in self.row(t).iter().enumerate().filter(|(_, x)| **x != 0.0) {
                    for (b, y) in self.row(s).iter().enumerate() {
                        meat.add(a, b, weight * x * y);
                    }
                }
            }
        }
        meat.between(self.bread.values(), k).into_values()
    }

    fn row(&self, t: usize) -> &[f64] {
        &self.design[t * self.columns..(t + 1) * self.columns]
    }

    /// The linear combination `c` of the coefficients, with its variance; for Newey–West with the
    /// moments matched as the [module page](self) says.
    ///
    /// # Errors
    ///
    /// [`Error::LengthsDiffer`] unless `c` has a number for each column; [`Error::NotTestable`]
    /// when the contrast is of nothing or no spread is left to estimate its variance from.
    pub fn contrast(&self, c: &[f64], errors: Errors) -> Result<Contrast, Error> {
        if c.len() != self.columns {
            return Err(Error::LengthsDiffer { expected: self.columns, found: c.len() });
        }
        let direction = self.direction(c);
        let poisson_variance = dot(&direction, c);
        if !(poisson_variance > 0.0 && poisson_variance.is_finite()) {
            return Err(Error::NotTestable(Untestable::Undetermined));
        }
        let (variance, degrees_of_freedom, lag) = match errors {
            Errors::Quasi(scale) => {
                let (phi, df) = self.scale(scale);
                (phi * poisson_variance, df, None)
            }
            Errors::NeweyWest(lag) => {
                let lag = lag.periods(self.fitted.len());
                let (variance, df) = self.matched(&direction, lag)?;
                (variance, df, Some(lag))
            }
        };
        let estimate = dot(&self.coefficients, c);
        Ok(Contrast { estimate, variance, degrees_of_freedom, poisson_variance, lag })
    }

    /// By how much `c`·β changes with the offset of each row, one for each row: where an offset is
    /// itself uncertain, this carries its error into the contrast.
    ///
    /// # Errors
    ///
    /// [`Error::LengthsDiffer`] unless `c` has a number for each column.
    pub fn sensitivity(&self, c: &[f64]) -> Result<Vec<f64>, Error> {
        if c.len() != self.columns {
            return Err(Error::LengthsDiffer { expected: self.columns, found: c.len() });
        }
        let direction = self.direction(c);
        let of_row = |t: usize| -self.weights[t] * self.fitted[t] * dot(self.row(t), &direction);
        Ok((0..self.fitted.len()).map(of_row).collect())
    }

    /// B c.
    fn direction(&self, c: &[f64]) -> Vec<f64> {
        let k = self.columns;
        (0..k).map(|a| (0..k).map(|b| self.bread.at(a, b) * c[b]).sum()).collect()
    }

    /// Newey–West variance of a contrast whose direction in coefficients is given, and its degrees
    /// of freedom.
    fn matched(&self, direction: &[f64], lag: usize) -> Result<(f64, f64), Error> {
        let (n, k) = (self.fitted.len(), self.columns);
        let q: Vec<f64> = (0..n).map(|t| self.weights[t] * dot(self.row(t), direction)).collect();
        let true_form = sum((0..n).map(|t| q[t] * q[t] * self.fitted[t] / self.weights[t]));
        let mut half = vec![0.0; n * k];
        for t in 0..n {
            for a in 0..k {
                half[t * k + a] = (0..k).map(|b| self.row(t)[b] * self.bread.at(b, a)).sum();
            }
        }
        let spread = |t: usize, s: usize| {
            let hat = dot(&half[t * k..(t + 1) * k], self.row(s));
            let own = if t == s { self.fitted[t] / self.weights[t] } else { 0.0 };
            own - self.fitted[t] * self.fitted[s] * hat
        };
        let spreads: Vec<f64> = (0..n * n).map(|cell| spread(cell / n, cell % n)).collect();
        // S = diag(q) K diag(q) R, and e·diag(q) K diag(q)·e.
        let (mut product, mut form) = (vec![0.0; n * n], 0.0);
        for t in 0..n {
            for (s, near) in self.near(t, lag) {
                let weight = near * q[t] * q[s];
                form += weight * self.residuals[t] * self.residuals[s];
                let (into, from) = (&mut product[t * n..(t + 1) * n], &spreads[s * n..(s + 1) * n]);
                into.iter_mut().zip(from).for_each(|(p, r)| *p += weight * r);
            }
        }
        let trace: f64 = (0..n).map(|t| product[t * n + t]).sum();
        let square: f64 =
            (0..n * n).map(|cell| product[cell] * product[cell % n * n + cell / n]).sum();
        // A trace this small against the form itself is what rounding leaves of nothing.
        if !(trace > 1e-9 * true_form && square > 0.0) {
            return Err(Error::NotTestable(Untestable::NoDegreesOfFreedom));
        }
        Ok(((form * true_form / trace).max(0.0), trace * trace / square))
    }
}
