//! XmR charts: process limits, special-cause rules, variation and assurance.
//!
//! # What it answers
//!
//! Which months of a series stand out, and whether the series has changed, when some wandering up and
//! down is only to be expected.
//! And, where someone has chosen a target: whether the process, left alone, will meet it consistently,
//! cannot be relied on to, or will consistently miss it.
//!
//! # Formula
//!
//! On the baseline of each segment, all of it or its first k points:
//!
//! ```text
//! mean  = Σx / n
//! MR_i  = |x_i − x_{i−1}|            never across a segment boundary
//! MR̄    = mean of MR_i               screened once: those not below 3.267·MR̄ left out
//! limits      mean ± 2.66·MR̄         not clipped at 0 or 100 %
//! near limits mean ± 2·(2.66/3)·MR̄   "two sigma"
//! ```
//!
//! Rules, each strict, so that a point on a limit or on the mean is not beyond it, in order of
//! precedence: outside a limit; seven points rising or falling; two of three near a limit on one side;
//! seven points on one side of the mean. When several fire at a point all are listed, and the first is
//! reported.
//! Assurance: both limits on the better side of the target pass, both on the worse side fail, else hit
//! and miss.
//!
//! # Symbols
//!
//! - `x_i`: the value of period i; `MR̄`: the mean moving range
//! - a segment: a stretch between two dates at which the limits are set anew
//! - a profile: the rules of one published framework, stored and printed with the chart
//!
//! # Units
//!
//! Values in any unit, finite and at most 1e300 in size; mean and limits in the same. Positions in whole
//! periods, rising.
//!
//! # Source
//!
//! Making Data Count (NHS England), NHSRplotthedots 0.2.2, qicharts2 0.8.1; the differences between them
//! are the profiles' pages.
//! Held to `tests/golden/spc_ptd.json` and `tests/golden/spc_rule_patterns.json`, made with R, relative
//! tolerance 1e-9, under the profile `ptd-0.2.2`.
//!
//! # Edges
//!
//! - No rows give an empty chart that is too early to call. Fewer points than the profile's least have a
//!   mean and no limits: thirteen where nothing else is said, two under `ptd-0.2.2`.
//! - A row without a value is kept and is common cause. When the profile respects gaps and the last row
//!   has no value, it is too early to say.
//! - A rebase date that is no row's is reported, not refused.
//! - Periods must not overlap: a rolling twelve-month series of pure noise flags its last point 65 % of
//!   the time (simulated). Such series are drawn, never judged.
//! - Take the season out first; leave out months that are not yet ripe; counts averaging under about
//!   five want a G or T chart.
//! - A stable series of 24 months that are independent raises a signal at its last point 1.4 % of the
//!   time and at some point 15 % (simulated, `mdc-2023`; 1.6 and 19 % under `ptd-0.2.2`): new signals
//!   alone are news. Where neighbouring months correlate by 0.3 it is 5 and 43 %, by 0.5 12 and 69 %:
//!   limits from moving ranges are too narrow then, as Alwan & Roberts (1988), Journal of Business &
//!   Economic Statistics 6: 87–95, warn.
//!
//! # Worked example
//!
//! ```
//! use statistics::process_control::{Direction, Point, Rule, Settings, Variation, xmr};
//! let values = [9.0, 11.0, 10.0, 9.0, 11.0, 10.0, 9.0, 14.0, 15.0, 14.0, 16.0, 15.0, 14.0, 16.0];
//! let points: Vec<Point> =
//!     (0..).zip(values).map(|(position, v)| Point { position, value: Some(v) }).collect();
//! let chart = xmr(&points, &Settings::new(Direction::Decrease))?;
//! // Mean 12.357; thirteen moving ranges with mean 21/13; 12.357 − 2.66 × 1.6154 = 8.060.
//! let limits = chart.points[0].limits.expect("fourteen points");
//! assert!((limits.lower - 8.060).abs() < 5e-4);
//! // 7 points below the mean, then 7 above it.
//! assert_eq!(chart.points[0].reported, Some(Rule::ShiftBelow));
//! assert_eq!(chart.points[13].reported, Some(Rule::ShiftAbove));
//! assert_eq!(chart.variation, Variation::ConcernHigh);
//! # Ok::<(), statistics::Error>(())
//! ```

mod chart;
mod limits;
mod profile;
mod rules;
mod verdict;
mod xmr;

pub use chart::{Chart, ChartPoint, Diagnostic, Limits, Point, Segment};
pub use profile::{
    Gaps, LIMIT_FACTOR, Profile, ProfileName, QIC_LIMIT_FACTOR, SCREENING_FACTOR, Screening,
    TrendEnd, TwoOfThree, ZeroWidth,
};
pub use rules::{Judgement, Rule, Rules, Side, judge};
pub use verdict::{Assurance, Direction, PointType, Variation};
pub use xmr::{MINIMUM_BASELINE, Settings, xmr};

pub(crate) use limits::{Average, screened_mean};
