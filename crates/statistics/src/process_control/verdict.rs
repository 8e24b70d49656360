//! What a reported rule means: improvement or concern, variation, assurance.

use super::{Limits, Rule, Side, ZeroWidth};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Higher is better.
    Increase,
    /// Lower is better.
    Decrease,
    /// Neither, or nobody has said.
    Neutral,
}

/// What a point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PointType {
    /// No rule fired, or none was run.
    CommonCause,
    /// A rule fired in the better direction.
    Improvement,
    /// A rule fired in the worse direction.
    Concern,
    /// A rule fired upwards, and neither way is better.
    NeutralHigh,
    /// A rule fired downwards, and neither way is better.
    NeutralLow,
}

impl PointType {
    /// What `reported` means when `direction` is better.
    pub(super) fn of(reported: Option<Rule>, direction: Direction) -> Self {
        let Some(rule) = reported else {
            return Self::CommonCause;
        };
        match (rule.side(), direction) {
            (Side::High, Direction::Increase) | (Side::Low, Direction::Decrease) => {
                Self::Improvement
            }
            (Side::High, Direction::Decrease) | (Side::Low, Direction::Increase) => Self::Concern,
            (Side::High, Direction::Neutral) => Self::NeutralHigh,
            (Side::Low, Direction::Neutral) => Self::NeutralLow,
        }
    }
}

/// The variation icon. "High" and "low" are the side of the signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variation {
    /// Nothing but common cause.
    CommonCause,
    /// Better, by being high.
    ImprovementHigh,
    /// Better, by being low.
    ImprovementLow,
    /// Worse, by being high.
    ConcernHigh,
    /// Worse, by being low.
    ConcernLow,
    /// High, and neither way is better.
    NeutralHigh,
    /// Low, and neither way is better.
    NeutralLow,
    /// The last segment has too few points, or the last row no value.
    TooEarlyToSay,
}

impl Variation {
    pub(super) fn of(last: PointType, direction: Direction) -> Self {
        match (last, direction) {
            (PointType::CommonCause, _) => Self::CommonCause,
            (PointType::Improvement, Direction::Increase) => Self::ImprovementHigh,
            (PointType::Improvement, _) => Self::ImprovementLow,
            (PointType::Concern, Direction::Increase) => Self::ConcernLow,
            (PointType::Concern, _) => Self::ConcernHigh,
            (PointType::NeutralHigh, _) => Self::NeutralHigh,
            (PointType::NeutralLow, _) => Self::NeutralLow,
        }
    }
}

/// The assurance icon: whether the process, left alone, will meet its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Assurance {
    /// Consistently meets the target: both limits are on its better side.
    Pass,
    /// Consistently fails it.
    Fail,
    /// Hit and miss: the target lies within the limits, or on one of them.
    Inconsistent,
    /// The last segment has too few points.
    TooEarlyToSay,
}

impl Assurance {
    /// `None` without a target or a direction.
    pub(super) fn of(
        limits: Option<Limits>,
        target: Option<f64>,
        direction: Direction,
        zero_width: ZeroWidth,
    ) -> Option<Self> {
        let target = target.filter(|_| direction != Direction::Neutral)?;
        let Some(Limits { lower, upper, .. }) = limits else {
            return Some(Self::Inconsistent);
        };
        let met_on_the_line = zero_width == ZeroWidth::AtMean && lower == upper && target == upper;
        let better_side = match direction {
            Direction::Decrease => target > upper,
            Direction::Increase | Direction::Neutral => target < lower,
        };
        Some(if better_side || met_on_the_line {
            Self::Pass
        } else if target > upper || target < lower {
            Self::Fail
        } else {
            Self::Inconsistent
        })
    }
}
