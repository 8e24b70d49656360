//! What each method refuses, said once.

use thiserror::Error;

/// An input outside the stated domain of a method.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum Error {
    /// A confidence level is a proportion strictly between 0 and 1; 95 is not a level, 0.95 is.
    #[error("a confidence level lies strictly between 0 and 1, but this is {level}")]
    LevelOutOfRange {
        /// The level given.
        level: f64,
    },
    /// A numerator must be a subset of its denominator.
    #[error("{cases} cases cannot be a subset of {of}")]
    CasesExceedTotal {
        /// Cases with the attribute.
        cases: u64,
        /// All cases.
        of: u64,
    },
    /// A proportion of nothing is not a number.
    #[error("a proportion needs at least one case to be a proportion of")]
    NothingToDivideBy,
    /// A rate needs a finite exposure above zero.
    #[error("an exposure is finite and above zero, but this is {exposure}")]
    ExposureOutOfRange {
        /// The exposure given.
        exposure: f64,
    },
    /// A rate is printed per a finite multiplier above zero.
    #[error("a rate is per a finite number above zero, but this is {per}")]
    MultiplierOutOfRange {
        /// The multiplier given.
        per: f64,
    },
    /// Values are finite and no larger in size than 1e300.
    #[error("value {index} is not finite or is larger than 1e300")]
    ValueOutOfRange {
        /// Index of the value, from 0.
        index: usize,
    },
    /// A time between events, or another figure of that kind, is above zero.
    #[error("value {index} is not above zero")]
    NotAboveZero {
        /// Index of the value, from 0.
        index: usize,
    },
    /// A target is finite.
    #[error("a target is a finite number")]
    TargetNotFinite,
    /// Positions rise strictly: rows are in order and no period comes twice.
    #[error("position {index} does not come after the one before it")]
    PositionsNotAscending {
        /// Index of the offending position, from 0.
        index: usize,
    },
    /// A fixed baseline has at least twelve points.
    #[error("a fixed baseline needs at least {minimum} points, but this has {points}")]
    BaselineTooShort {
        /// Points asked for.
        points: usize,
        /// Points needed.
        minimum: usize,
    },
    /// A dispersion is finite and at least 1.
    #[error("a dispersion is finite and at least 1, but this is {dispersion}")]
    DispersionOutOfRange {
        /// The dispersion given.
        dispersion: f64,
    },
    /// Values that belong together are equal in number.
    #[error("{expected} values belong here, but there are {found}")]
    LengthsDiffer {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A method needs more periods than were given.
    #[error("the method needs at least {minimum} periods, but there are {periods}")]
    TooFewPeriods {
        /// Periods given.
        periods: usize,
        /// Periods needed.
        minimum: usize,
    },
    /// A method takes no more periods than it can answer for in reasonable time.
    #[error("the method takes at most {maximum} periods, but there are {periods}")]
    TooManyPeriods {
        /// Periods given.
        periods: usize,
        /// The most.
        maximum: usize,
    },
    /// Windows that share months cannot be compared as if they did not.
    #[error("windows of {width} periods that end {apart} apart overlap")]
    WindowsOverlap {
        /// Periods between their ends.
        apart: i64,
        /// Periods in each.
        width: u32,
    },
    /// A p-value or chance lies between 0 and 1.
    #[error("value {index} is not a probability")]
    ProbabilityOutOfRange {
        /// Index of the value, from 0.
        index: usize,
    },
    /// A simulation needs enough replicates to say anything, and not so many that it never ends.
    #[error("a simulation has from {minimum} to {maximum} replicates, but this has {replicates}")]
    ReplicatesOutOfRange {
        /// Replicates asked for.
        replicates: usize,
        /// The least.
        minimum: usize,
        /// The most.
        maximum: usize,
    },
    /// A supplied variance is finite and above zero, with degrees of freedom above zero.
    #[error("a supplied variance and its degrees of freedom are finite and above zero")]
    VarianceOutOfRange,
    /// Each value has one weight, finite and not below zero, and some weight is above zero.
    #[error("each value has one finite weight, none below zero and not all zero")]
    WeightsOutOfRange,
    /// A share to be trimmed from each end lies strictly between 0 and a half.
    #[error("a trimmed share lies strictly between 0 and 0.5, but this is {share}")]
    TrimOutOfRange {
        /// The share given.
        share: f64,
    },
    /// The body looked at is not in its group.
    #[error("index {own} is not in a group of {members}")]
    NotInGroup {
        /// Index asked for.
        own: usize,
        /// Members of the group.
        members: usize,
    },
    /// A group is too small for the comparison.
    #[error("the comparison needs at least {minimum} members, but the group has {members}")]
    GroupTooSmall {
        /// Members of the group.
        members: usize,
        /// Members needed.
        minimum: usize,
    },
    /// The figures are in range, but say nothing about the question.
    #[error("not testable: {0}")]
    NotTestable(Untestable),
}

/// Why figures that are each in range cannot answer the question put to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Untestable {
    /// No events at all.
    #[error("there are no events on either side")]
    NoEvents,
    /// One side has no events, so that a ratio is zero or infinite and has no standard error.
    #[error("one side has no events")]
    OneSideEmpty,
    /// Nobody or everybody has the attribute, so that there is nothing to tell apart.
    #[error("all cases are alike")]
    AllAlike,
    /// Nothing is left to estimate the spread from.
    #[error("too little is left to estimate the spread from")]
    NoDegreesOfFreedom,
    /// The figures leave what is asked undetermined: a column says nothing of its own, or the best
    /// fit lies at infinity.
    #[error("the figures leave the answer undetermined")]
    Undetermined,
    /// The others do not differ among themselves.
    #[error("the others do not differ among themselves")]
    NoSpread,
    /// Fewer events than the method holds for.
    #[error("there are too few events for this method")]
    TooFewEvents,
    /// The reference expects no events, so that a ratio to it means nothing.
    #[error("no events are expected")]
    NothingExpected,
    /// A stratum of a survey has one cluster, so that its spread is not known.
    #[error("a stratum has only one cluster")]
    LonelyCluster,
}
