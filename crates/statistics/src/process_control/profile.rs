//! A profile: the rules of one framework, as data.

mod mdc;
mod ptd;

/// Moving range to three-sigma limit, as printed in NHSRplotthedots and the Making Data Count
/// workbooks: 3 / d₂ for pairs, rounded.
pub const LIMIT_FACTOR: f64 = 2.66;
/// The same with d₂ = 1.128 and not rounded again, as in qicharts2 (2.6596).
pub const QIC_LIMIT_FACTOR: f64 = 3.0 / 1.128;
/// Upper limit of a moving range over its mean, D₄ for pairs: what is not below it is screened out.
pub const SCREENING_FACTOR: f64 = 3.267;

/// Which published framework a profile is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProfileName {
    /// NHSRplotthedots 0.2.2.
    Ptd022,
    /// Making Data Count as of the end of 2023, at second hand.
    Mdc2023,
    /// qicharts2 0.8.1.
    Qic,
}

impl ProfileName {
    /// The name as printed with a chart.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ptd022 => "ptd-0.2.2",
            Self::Mdc2023 => "mdc-2023",
            Self::Qic => "qic",
        }
    }
}

/// Whether large moving ranges are left out before the limits are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Screening {
    /// Every moving range counts.
    Off,
    /// Those not strictly below `factor` times their mean are left out, once. The centre line is
    /// never screened.
    OnePass {
        /// [`SCREENING_FACTOR`] in every profile here.
        factor: f64,
    },
}

/// Which points count towards two of three. All three must lie strictly on one side of the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TwoOfThree {
    /// Only points between two and three sigma.
    NearLimitOnly,
    /// Any point beyond two sigma.
    BeyondNearLimit,
}

/// Which direction is reported for the point at which one trend ends and another follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendEnd {
    /// That of the step to the next point, even if it belongs to another trend (NHSRplotthedots).
    NextStep,
    /// That of the trend the point ends.
    OwnTrend,
}

/// What a missing value or period does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gaps {
    /// Positions are not looked at: a moving range bridges a missing row. A missing *value* gives
    /// no moving range and ends every run (where NHSRplotthedots would stop with an error, too).
    Ignored,
    /// No moving range across a missing row or value. Runs continue over it, and the chart says so.
    Respected,
}

/// What limits are drawn when screening leaves no moving range, all of them being 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZeroWidth {
    /// None, and a target is hit and miss whatever it is (NHSRplotthedots).
    NoLimits,
    /// At the mean; a target equal to limits of no width is met.
    AtMean,
}

/// The rules of one framework. Stored and printed with every chart.
///
/// ```
/// use statistics::process_control::{Profile, ProfileName};
/// let six_points = Profile { shift: Some(6), ..Profile::default() };
/// assert_eq!(six_points.name.id(), "mdc-2023");
/// assert_ne!(six_points, Profile::MDC_2023);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Profile {
    /// The framework this is, or began as.
    pub name: ProfileName,
    /// Mean moving range to limit.
    pub limit_factor: f64,
    /// Screening of moving ranges.
    pub screening: Screening,
    /// Points on one side of the mean that make a shift; `None`: not looked for.
    pub shift: Option<usize>,
    /// Points rising or falling that make a trend; `None`: not looked for. A tie breaks a trend.
    pub trend: Option<usize>,
    /// What counts as two of three; `None`: not looked for.
    pub two_of_three: Option<TwoOfThree>,
    /// Under this many observed points a segment has no limits and no verdict.
    pub minimum_points: usize,
    /// Under this many rows a segment is reported as short.
    pub short_below: usize,
    /// Reported direction where trends meet.
    pub trend_end: TrendEnd,
    /// Missing values and periods.
    pub gaps: Gaps,
    /// Limits of a series that never changes.
    pub zero_width: ZeroWidth,
}

impl Profile {
    /// The limits of a qicharts2 I chart, with its three-sigma rule alone: its other signals are
    /// [`crate::qic::Runs`], given for a whole segment and not for a point.
    pub const QIC: Self = Self {
        name: ProfileName::Qic,
        limit_factor: QIC_LIMIT_FACTOR,
        shift: None,
        trend: None,
        two_of_three: None,
        ..Self::PTD_0_2_2
    };

    /// This profile with screening on or off.
    #[must_use]
    pub const fn with_screening(self, on: bool) -> Self {
        let screening =
            if on { Screening::OnePass { factor: SCREENING_FACTOR } } else { Screening::Off };
        Self { screening, ..self }
    }
}

impl Default for Profile {
    fn default() -> Self {
        Self::MDC_2023
    }
}
