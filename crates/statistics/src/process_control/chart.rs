//! What goes into a chart and what comes out of it.

use super::{Assurance, PointType, Profile, Rule, Rules, Variation};

/// One row: a period and its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Number of the period (months since a start, say): neighbours differ by 1, and a larger step
    /// is a gap.
    pub position: i64,
    /// The value; `None` when the period is there but its value is not.
    pub value: Option<f64>,
}

/// Process limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Lower process limit, three sigma below the mean.
    pub lower: f64,
    /// Two sigma below the mean.
    pub near_lower: f64,
    /// Two sigma above the mean.
    pub near_upper: f64,
    /// Upper process limit.
    pub upper: f64,
}

impl Limits {
    /// Limits at `mean` ∓ `reach` and, two thirds of the way, `mean` ∓ `near`.
    pub(crate) fn around(mean: f64, reach: f64, near: f64) -> Self {
        Self {
            lower: mean - reach,
            near_lower: mean - near,
            near_upper: mean + near,
            upper: mean + reach,
        }
    }

    /// The same, none below `low` or above `high`.
    pub(crate) fn clipped(self, low: f64, high: f64) -> Self {
        let clip = |limit: f64| limit.max(low).min(high);
        Self {
            lower: clip(self.lower),
            near_lower: clip(self.near_lower),
            near_upper: clip(self.near_upper),
            upper: clip(self.upper),
        }
    }
}

/// A stretch of the series with one mean and one set of limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Index of its first row.
    pub start: usize,
    /// Index after its last row.
    pub end: usize,
    /// Rows with a value.
    pub observed: usize,
    /// Mean of the baseline; `None` when the baseline has no value.
    pub mean: Option<f64>,
    /// Process limits; `None` when there is no moving range or the profile asks for more points.
    pub limits: Option<Limits>,
    /// Whether the rules were run. When not, it is too early to say.
    pub judged: bool,
}

/// One row of the chart, with everything needed to draw it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartPoint {
    /// As given.
    pub position: i64,
    /// As given.
    pub value: Option<f64>,
    /// Index of its segment, 0 before the first rebase.
    pub segment: usize,
    /// The segment's mean.
    pub mean: Option<f64>,
    /// The segment's limits.
    pub limits: Option<Limits>,
    /// Every rule that fired.
    pub rules: Rules,
    /// The one reported: the first by precedence.
    pub reported: Option<Rule>,
    /// What the reported rule means in the direction of improvement.
    pub point_type: PointType,
}

/// Something a reader of the chart should be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Diagnostic {
    /// No row has this position, so that no segment starts here.
    UnknownRebase {
        /// The position asked for.
        position: i64,
    },
    /// A segment has fewer rows than the profile calls enough.
    ShortSegment {
        /// Index of the segment.
        segment: usize,
        /// Its rows.
        rows: usize,
    },
    /// A segment has fewer rows than its fixed baseline asks for, so that it is all baseline.
    BaselineNotFilled {
        /// Index of the segment.
        segment: usize,
        /// Its rows.
        rows: usize,
    },
    /// Periods or values are missing inside a segment: under [`Gaps::Respected`](super::Gaps) no
    /// moving range was taken there, and runs may continue across.
    Gaps {
        /// Index of the segment.
        segment: usize,
        /// How many breaks there are between observed points.
        breaks: usize,
    },
}

/// An XmR chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The rules used.
    pub profile: Profile,
    /// One for each row given, in order.
    pub points: Vec<ChartPoint>,
    /// In order, without gap or overlap.
    pub segments: Vec<Segment>,
    /// The variation icon, from the last row.
    pub variation: Variation,
    /// The assurance icon, from the last row's limits; `None` without a target or a direction.
    pub assurance: Option<Assurance>,
    /// What the reader should be told.
    pub diagnostics: Vec<Diagnostic>,
}
