//! XmR charts: process limits from moving ranges, special-cause rules, variation and assurance.
//!
//! Start at [`xmr`]. The rules are a [`Profile`], which is plain data stored and printed with the
//! chart; [`Profile::MDC_2023`] is the default, [`Profile::PTD_0_2_2`] reproduces NHSRplotthedots
//! 0.2.2 and [`Profile::QIC`] the limits of qicharts2. [`judge`] applies the rules of a profile to
//! limits that are already there.
//!
//! - **Formula**, on the baseline of each segment (all of it, or its first k points):
//!
//!   ```text
//!   mean  = Σx / n
//!   MR_i  = |x_i − x_{i−1}|            never across a segment boundary
//!   MR̄    = mean of MR_i               screened once: those not below 3.267·MR̄ left out
//!   limits      mean ± 2.66·MR̄         not clipped at 0 or 100 %
//!   near limits mean ± 2·(2.66/3)·MR̄   "two sigma"
//!   ```
//!
//! - **Rules**, each strict (a point *on* a limit or the mean is not beyond it): outside a limit;
//!   seven points rising or falling; two of three near a limit on one side; seven points on one
//!   side of the mean. When several fire at a point all are listed, and the one reported is the
//!   first in that order.
//! - **Use when:** periods are equal and do not overlap, and the season has been taken out. A
//!   rolling twelve-month series of pure noise flags its last point 65 % of the time (Alwan &
//!   Roberts 1988): such series are drawn, never judged. Leave out months not yet ripe, or the rule
//!   will find the ripening. Counts averaging under about five want a G or T chart.
//! - **Chance:** a stable series raises a signal at its last point about 1.7 % of the time, and at
//!   some point in 24 months 19 % of the time (simulated, rules of NHSRplotthedots), so new signals
//!   alone are news.
//! - **Source:** Shewhart (1931); Wheeler (2000), Understanding Variation; Making Data Count (NHS
//!   England); NHSRplotthedots 0.2.2; qicharts2 0.8.1.
//! - **Held to:** `tests/golden/spc_ptd.json` and `tests/golden/spc_rule_patterns.json` (R),
//!   relative tolerance 1e-9, under [`Profile::PTD_0_2_2`].

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
