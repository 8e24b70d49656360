//! Funnel plots: bodies of different size against limits that narrow as they grow.
//!
//! | question | start at |
//! |---|---|
//! | is this body's figure beyond what chance explains? | [`place_proportion`], [`place_ratio`], [`place_rate`] |
//! | where do the curves of the funnel run? | [`proportion_limits`], [`count_curve`], [`limits_at_expected`] |
//! | … when bodies differ by more than chance, as they nearly always do? | [`Funnel`] |
//!
//! A funnel orders nobody: it says who lies outside, never who comes first.

mod limits;
mod overdispersion;

use crate::interval::{Interval, Level};

pub use limits::{
    Curve, CurvePoint, count_curve, limits_at_expected, place_proportion, place_rate, place_ratio,
    proportion_limits,
};
pub use overdispersion::{Body, Funnel, PoissonLimits, Scale, Settings, Tails};

/// The two pairs of limits of a funnel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    inner: Level,
    outer: Level,
}

impl Bands {
    /// Limits at two levels, whichever way round they are given.
    #[must_use]
    pub fn new(one: Level, other: Level) -> Self {
        let (inner, outer) = if one <= other { (one, other) } else { (other, one) };
        Self { inner, outer }
    }

    /// The lower level.
    #[must_use]
    pub fn inner(self) -> Level {
        self.inner
    }

    /// The higher level.
    #[must_use]
    pub fn outer(self) -> Level {
        self.outer
    }
}

impl Default for Bands {
    /// 95 % and 99.8 %.
    fn default() -> Self {
        Self { inner: Level::P95, outer: Level::P99_8 }
    }
}

/// Where a figure lies in a funnel. A figure on a limit is inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Below the outer limit.
    LowOuter,
    /// Below the inner limit.
    LowInner,
    /// Within the inner limits.
    Within,
    /// Above the inner limit.
    HighInner,
    /// Above the outer limit.
    HighOuter,
}

impl Place {
    /// Where `value` lies among limits.
    fn of(value: f64, inner: &Interval, outer: &Interval) -> Self {
        if value < outer.lower {
            Self::LowOuter
        } else if value > outer.upper {
            Self::HighOuter
        } else if value < inner.lower {
            Self::LowInner
        } else if value > inner.upper {
            Self::HighInner
        } else {
            Self::Within
        }
    }

    /// Where a body lies whose own intervals are set against a fixed value: high when they lie
    /// above it.
    fn against(value: f64, inner: &Interval, outer: &Interval) -> Self {
        match Self::of(value, inner, outer) {
            Self::LowOuter => Self::HighOuter,
            Self::LowInner => Self::HighInner,
            Self::Within => Self::Within,
            Self::HighInner => Self::LowInner,
            Self::HighOuter => Self::LowOuter,
        }
    }
}
