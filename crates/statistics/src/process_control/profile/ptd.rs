//! XmR chart by the rules of NHSRplotthedots 0.2.2.
//!
//! # What it answers
//!
//! What the R package NHSRplotthedots would draw of the same figures, its known faults included.
//! This profile is for comparing with charts made there, not for publishing.
//!
//! # Formula
//!
//! Limits and rules are those of the XmR chart, with:
//!
//! ```text
//! limits                mean ± 2.66·MR̄, moving ranges screened once at 3.267·MR̄
//! shift, trend          7 points; a tie breaks a trend
//! two of three          only points between two and three sigma count, and only they are flagged
//! fewest points         none: limits from 2 points on; a segment under 13 is reported as short
//! where trends meet     the step to the next point decides, even if it belongs to the next trend
//! gaps                  not looked at: a moving range bridges a missing row
//! constant series       screening leaves no moving range: no limits, assurance inconsistent
//! ```
//!
//! # Symbols
//!
//! - `MR̄`: the mean moving range of the baseline
//!
//! # Units
//!
//! As the XmR chart.
//!
//! # Source
//!
//! NHSRplotthedots 0.2.2, source commit 050b07d7.
//! Held to `tests/golden/spc_ptd.json` and `tests/golden/spc_rule_patterns.json`, relative tolerance
//! 1e-9.
//!
//! # Edges
//!
//! - A value missing inside a window of seven makes the package stop; here the window ends there.
//! - A rebase date that is not one of the dates is ignored, as there, and reported.
//! - A baseline fixed on its first points has at least twelve, counted anew in every segment.
//!
//! # Worked example
//!
//! ```
//! use statistics::process_control::{Assurance, Direction, Point, Profile, Settings, xmr};
//! // A rate that is 100 % in every month, with a target of 100 %.
//! let points: Vec<Point> =
//!     (0..14).map(|position| Point { position, value: Some(100.0) }).collect();
//! let settings = Settings {
//!     profile: Profile::PTD_0_2_2,
//!     target: Some(100.0),
//!     ..Settings::new(Direction::Increase)
//! };
//! let chart = xmr(&points, &settings)?;
//! assert_eq!(chart.points[0].limits, None);
//! assert_eq!(chart.assurance, Some(Assurance::Inconsistent));
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{
    Gaps, LIMIT_FACTOR, Profile, ProfileName, SCREENING_FACTOR, Screening, TrendEnd, TwoOfThree,
    ZeroWidth,
};

impl Profile {
    /// NHSRplotthedots 0.2.2, its known faults included: it is for comparing, not for publishing.
    pub const PTD_0_2_2: Self = Self {
        name: ProfileName::Ptd022,
        limit_factor: LIMIT_FACTOR,
        screening: Screening::OnePass { factor: SCREENING_FACTOR },
        shift: Some(7),
        trend: Some(7),
        two_of_three: Some(TwoOfThree::NearLimitOnly),
        minimum_points: 0,
        short_below: 13,
        trend_end: TrendEnd::NextStep,
        gaps: Gaps::Ignored,
        zero_width: ZeroWidth::NoLimits,
    };
}
