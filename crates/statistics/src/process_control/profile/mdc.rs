//! XmR chart by the rules of Making Data Count: our default.
//!
//! # What it answers
//!
//! Which months stand out and whether the series has changed, by the rules that analysts of the health
//! service have used since the end of 2023.
//!
//! # Formula
//!
//! Limits and rules are those of the XmR chart, with:
//!
//! ```text
//! limits                mean ± 2.66·MR̄, no screening
//! shift, trend          7 points; a tie breaks a trend
//! two of three          any point beyond two sigma counts, all three on one side of the mean
//! fewest points         under 13 no limits and no verdict: too early to say
//! where trends meet     the last point of a trend keeps that trend's direction
//! gaps                  no moving range across a missing period; runs continue over it
//! constant series       limits at the mean; a target equal to it is met
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
//! Making Data Count (NHS England), as of the end of 2023, at second hand: from discussions of its tools,
//! not from a text of its own. The last three lines are where we settle what the tools leave open, or do
//! each in its own way.
//!
//! # Edges
//!
//! - Twelve points give a chart without limits; thirteen give limits and a verdict.
//! - Every gap inside a segment is reported beside the chart.
//!
//! # Worked example
//!
//! ```
//! use statistics::process_control::{Assurance, Direction, Point, Settings, Variation, xmr};
//! let settings = Settings { target: Some(100.0), ..Settings::new(Direction::Increase) };
//! assert_eq!(settings.profile.name.id(), "mdc-2023");
//! let months = |count| -> Vec<Point> {
//!     (0..count).map(|position| Point { position, value: Some(100.0) }).collect()
//! };
//! // 100 % in every month, with a target of 100 %: twelve months are too few to say,
//! let chart = xmr(&months(12), &settings)?;
//! assert_eq!(chart.variation, Variation::TooEarlyToSay);
//! assert_eq!(chart.assurance, Some(Assurance::TooEarlyToSay));
//! // thirteen show that nothing moves and that the target is met.
//! let chart = xmr(&months(13), &settings)?;
//! assert_eq!(chart.variation, Variation::CommonCause);
//! assert_eq!(chart.assurance, Some(Assurance::Pass));
//! # Ok::<(), statistics::Error>(())
//! ```

use super::{Gaps, Profile, ProfileName, Screening, TrendEnd, TwoOfThree, ZeroWidth};

impl Profile {
    /// Making Data Count, end of 2023: our default.
    pub const MDC_2023: Self = Self {
        name: ProfileName::Mdc2023,
        screening: Screening::Off,
        two_of_three: Some(TwoOfThree::BeyondNearLimit),
        minimum_points: 13,
        trend_end: TrendEnd::OwnTrend,
        gaps: Gaps::Respected,
        zero_width: ZeroWidth::AtMean,
        ..Self::PTD_0_2_2
    };
}
