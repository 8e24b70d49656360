//! Intervals for a proportion and for a rate, each saying its level and method.
//!
//! [`Share`] and [`Events`] can only be built from figures that make sense, so that the methods
//! themselves cannot fail. A level is a proportion: 0.95, never 95.

mod mean;
mod rate;
mod survey;
mod wilson;

use crate::{Error, distribution};

pub use mean::{MeanEstimate, student_mean};
pub use rate::{EXACT_BELOW, rate};
pub(crate) use rate::{byar, count_limits};
pub use survey::{Respondent, SurveyMethod, SurveyShare};
pub use wilson::wilson;

/// A confidence level: a proportion strictly between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Level(f64);

impl Level {
    /// 90 %.
    pub const P90: Self = Self(0.9);
    /// 95 %, z = 1.959964.
    pub const P95: Self = Self(0.95);
    /// 99.8 %, z = 3.090232: "three sigma" of a normal distribution.
    pub const P99_8: Self = Self(0.998);

    /// Any level.
    ///
    /// # Errors
    ///
    /// [`Error::LevelOutOfRange`] unless 0 < `level` < 1.
    pub fn new(level: f64) -> Result<Self, Error> {
        if level > 0.0 && level < 1.0 {
            Ok(Self(level))
        } else {
            Err(Error::LevelOutOfRange { level })
        }
    }

    /// The level at which normal limits lie `z` standard deviations away: 1.959964 gives 95 %.
    ///
    /// # Errors
    ///
    /// [`Error::LevelOutOfRange`] unless `z` is above 0 and leaves something outside.
    ///
    /// ```
    /// use statistics::interval::Level;
    /// assert!((Level::of_sigmas(3.090232)?.proportion() - 0.998).abs() < 1e-8);
    /// # Ok::<(), statistics::Error>(())
    /// ```
    pub fn of_sigmas(z: f64) -> Result<Self, Error> {
        let inside = 1.0 - 2.0 * distribution::normal_upper(z);
        if z > 0.0 { Self::new(inside) } else { Err(Error::LevelOutOfRange { level: inside }) }
    }

    /// The level as a proportion.
    #[must_use]
    pub fn proportion(self) -> f64 {
        self.0
    }

    /// What lies outside on both sides together: 1 − level.
    pub(crate) fn outside(self) -> f64 {
        1.0 - self.0
    }

    /// What lies outside on each side.
    pub(crate) fn tail(self) -> f64 {
        self.outside() / 2.0
    }

    /// The normal quantile Φ⁻¹(0.5 + level/2).
    #[must_use]
    pub fn z(self) -> f64 {
        distribution::normal_quantile_upper(self.tail())
    }
}

/// How an interval or test was made, for the footnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Wilson score interval for a proportion.
    Wilson,
    /// Exact Poisson limits of a count (under ten events).
    ExactPoisson,
    /// Byar's approximation to the Poisson limits (ten events or more).
    Byar,
    /// Normal (Wald) interval for a difference of two proportions, without continuity correction.
    WaldDifference,
    /// Exact conditional test of a ratio of two Poisson rates (Clopper–Pearson limits).
    ExactPoissonRatio,
    /// Quasi-Poisson log-linear model, Wald interval with Student's t on the residual degrees of
    /// freedom.
    QuasiPoisson,
    /// Log ratio of two counts, with the scatter of other bodies' log ratios; Student's t.
    LogRatio,
    /// Log-linear count regression, covariance consistent under heteroscedasticity and
    /// autocorrelation (Newey & West 1987), Student's t on matched degrees of freedom.
    NeweyWest,
    /// Prediction interval with a variance between bodies (tau squared) estimated from all of them.
    TauSquaredPrediction,
    /// Student's t prediction interval for one more member of a group.
    StudentPrediction,
    /// Student's t interval for a mean.
    StudentMean,
    /// Dobson's limits of a directly standardised rate, scaled from Byar's for the count.
    Dobson,
    /// Survey proportion, Student's t on the scale of log odds.
    SurveyLogit,
    /// Survey proportion, Student's t on the scale of proportions.
    SurveyMean,
    /// Survey proportion, Korn and Graubard's exact limits at the effective sample size.
    SurveyBeta,
    /// Funnel limits of a proportion by the score test.
    ScoreFunnel,
    /// Funnel limits at which the Poisson tail of what is expected equals the tail of the level.
    PoissonFunnel,
    /// Chi-square limits of a count read at what is expected, as FunnelPlotR draws them.
    PoissonOfExpected,
    /// Funnel limits on a transformed scale, with or without the variance between bodies.
    TransformedFunnel,
}

/// An interval that says how it was made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// Confidence (or prediction) level.
    pub level: Level,
    /// Method used, where a method chooses between two the one that it chose.
    pub method: Method,
}

impl Interval {
    /// Whether `value` lies within the limits, both included.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

/// Cases with an attribute among all cases, `cases` ≤ `of`, `of` ≥ 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    cases: u64,
    of: u64,
}

impl Share {
    /// `cases` out of `of`.
    ///
    /// # Errors
    ///
    /// [`Error::NothingToDivideBy`] when `of` is 0; [`Error::CasesExceedTotal`] when `cases` > `of`.
    pub fn new(cases: u64, of: u64) -> Result<Self, Error> {
        match (cases, of) {
            (_, 0) => Err(Error::NothingToDivideBy),
            (cases, of) if cases > of => Err(Error::CasesExceedTotal { cases, of }),
            (cases, of) => Ok(Self { cases, of }),
        }
    }

    /// Cases with the attribute.
    #[must_use]
    pub fn cases(self) -> u64 {
        self.cases
    }

    /// All cases.
    #[must_use]
    pub fn of(self) -> u64 {
        self.of
    }

    /// The proportion, 0 to 1.
    #[must_use]
    pub fn proportion(self) -> f64 {
        self.cases as f64 / self.of as f64
    }
}

/// A number of events over an exposure (people, households, years), which is finite and above 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Events {
    count: u64,
    exposure: f64,
}

impl Events {
    /// `count` events over `exposure`.
    ///
    /// # Errors
    ///
    /// [`Error::ExposureOutOfRange`] unless `exposure` is finite and above 0.
    pub fn new(count: u64, exposure: f64) -> Result<Self, Error> {
        if exposure > 0.0 && exposure.is_finite() {
            Ok(Self { count, exposure })
        } else {
            Err(Error::ExposureOutOfRange { exposure })
        }
    }

    /// Number of events.
    #[must_use]
    pub fn count(self) -> u64 {
        self.count
    }

    /// What they occurred over.
    #[must_use]
    pub fn exposure(self) -> f64 {
        self.exposure
    }

    /// Events per `per` units of exposure.
    #[must_use]
    pub fn rate(self, per: f64) -> f64 {
        self.count as f64 / self.exposure * per
    }
}
