//! What may be said of one measure: its size, its change, how sure we are, and its place among
//! similar forces. Own change and place are two facts, kept apart (SF-087).

use domain::cell::Cell;
use domain::figure::{Exact, Figure};
use domain::ids::Slug;
use domain::measure::Measure;
use domain::period::Period;
use domain::plan::PlanMeasure;
use domain::verdict::Verdict;
pub use statistics::process_control::Rule;

/// A measure over a reported year, against its baseline.
#[derive(Debug, Clone)]
pub struct MeasureFinding {
    /// How the plan uses it.
    pub link: PlanMeasure,
    /// Numbers of the priorities that cite it; none for context.
    pub priorities: Vec<u16>,
    /// The measure.
    pub measure: Measure,
    /// The reported year.
    pub year: Period,
    /// The baseline year.
    pub baseline: Period,
    /// Whether months make up the year (police.uk) or the year is published whole.
    pub monthly: bool,
    /// Whether the year ends with the freeze; an older year is "not updated this quarter".
    pub up_to_date: bool,
    /// Count of the year.
    pub count: Figure,
    /// Count of the baseline year.
    pub before: Figure,
    /// Difference.
    pub change: Figure,
    /// Difference in per cent.
    pub percent: Figure,
    /// Another year to stand beside, where the baseline is a poor yardstick.
    pub beside: Option<Beside>,
    /// Exceptional periods that the baseline overlaps, by id.
    pub exceptional_baseline: Option<Slug>,
    /// What may be said of the change.
    pub verdict: Verdict,
    /// The test behind the verdict, if it could be made.
    pub test: Option<TestFigures>,
    /// The reported quarter and the same quarter a year before.
    pub quarter: Option<QuarterFigures>,
    /// Per 1,000 residents.
    pub rate: Figure,
    /// Among similar forces.
    pub peers: PeerFigures,
    /// The months, oldest first, if there are any.
    pub months: Vec<MonthFigure>,
    /// Months or years under the comparison that still move, in order: no verdict is drawn from them.
    pub unripe: Vec<Period>,
    /// Centre and limits of the months' chart.
    pub chart: Option<ChartFigures>,
    /// The last value held of the headline source, if the reported year has none.
    pub last_held: Option<(Period, Figure)>,
}

/// Another year beside the baseline, with the change from it.
#[derive(Debug, Clone)]
pub struct Beside {
    /// Which year.
    pub period: Period,
    /// Its count.
    pub count: Figure,
    /// Change from it in per cent.
    pub percent: Figure,
}

/// The test behind a verdict.
#[derive(Debug, Clone)]
pub struct TestFigures {
    /// New over old.
    pub ratio: Figure,
    /// Lower end of its 95 % interval.
    pub low: Figure,
    /// Upper end.
    pub high: Figure,
    /// Probability under chance.
    pub p: Figure,
    /// Spread over Poisson.
    pub dispersion: Figure,
    /// Standard error, in per cent, that revision alone adds.
    pub revision: Figure,
    /// How many figures held in two versions that was measured from.
    pub pairs: Figure,
}

/// The reported quarter against the same quarter a year before; no verdict is drawn from it.
#[derive(Debug, Clone)]
pub struct QuarterFigures {
    /// The quarter.
    pub period: Period,
    /// Its count.
    pub count: Figure,
    /// The same quarter a year before.
    pub before: Figure,
    /// Difference.
    pub change: Figure,
    /// Difference in per cent.
    pub percent: Figure,
}

/// Readings of the group of similar forces.
#[derive(Debug, Clone)]
pub struct PeerFigures {
    /// The group.
    pub group: Slug,
    /// Unweighted mean with self: the official reading.
    pub mean: Figure,
    /// Unweighted mean of the others.
    pub others: Figure,
    /// All events over all residents.
    pub weighted: Figure,
    /// 1 is the lowest rate.
    pub rank: Figure,
    /// The lowest place that is not excluded.
    pub rank_low: Figure,
    /// The highest such place.
    pub rank_high: Figure,
    /// Where the others would put one more force like them, 95 %: how far forces differ is taken from
    /// all of them.
    pub expected_low: Figure,
    /// Upper end of it.
    pub expected_high: Figure,
    /// Each member: its area code, name, count and rate, lowest rate first.
    pub members: Vec<PeerMember>,
}

/// A member of the group.
#[derive(Debug, Clone)]
pub struct PeerMember {
    /// Its name.
    pub name: String,
    /// Whether it is the force the paper is about.
    pub own: bool,
    /// Its count.
    pub count: Figure,
    /// Its population.
    pub population: Figure,
    /// Its rate.
    pub rate: Figure,
}

/// Where a force stands against the others, each member tested without itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Above where the others would put it.
    Above,
    /// Below it.
    Below,
    /// Within it.
    Within,
    /// The group has no complete figures.
    Unknown,
}

impl PeerFigures {
    /// Own rate against the interval of the others.
    pub fn standing(&self, own: &Figure) -> Standing {
        let values = [own, &self.expected_low, &self.expected_high].map(Figure::to_f64);
        match values {
            [Some(own), Some(low), _] if own < low => Standing::Below,
            [Some(own), _, Some(high)] if own > high => Standing::Above,
            [Some(_), Some(_), Some(_)] => Standing::Within,
            _ => Standing::Unknown,
        }
    }
}

/// One month.
#[derive(Debug, Clone)]
pub struct MonthFigure {
    /// Which.
    pub period: Period,
    /// Its count.
    pub count: Figure,
    /// Its count without season, if a season is declared.
    pub adjusted: Option<Figure>,
    /// The rule its chart reports at it.
    pub signal: Option<Rule>,
    /// It still moves, and no rule is run on it.
    pub unripe: bool,
}

/// The season taken out of a chart.
#[derive(Debug, Clone)]
pub struct SeasonFigures {
    /// Its id.
    pub id: Slug,
    /// What was counted.
    pub basis: String,
    /// Forces that the factors were fitted to, the reported one not among them.
    pub forces: u32,
    /// Months of those forces.
    pub months: u32,
    /// The factors of the year's months, in its order.
    pub factors: Vec<Figure>,
}

/// Centre and limits.
#[derive(Debug, Clone)]
pub struct ChartFigures {
    /// Profile, as in figure ids: `mdc-2023`.
    pub profile: Slug,
    /// The season taken out of the months, if one is declared.
    pub season: Option<SeasonFigures>,
    /// Centre.
    pub mean: Figure,
    /// Lower process limit.
    pub lower: Figure,
    /// Upper process limit.
    pub upper: Figure,
    /// How many points signal.
    pub signals: usize,
}

/// The verdict of a test at 95 %: risen or fallen only if chance alone would show less than one in
/// twenty.
pub(crate) fn verdict(ratio: &Figure, p: &Figure) -> Verdict {
    match (ratio.cell, p.cell) {
        (Cell::Value(ratio), Cell::Value(p)) if p.to_f64() < 0.05 => {
            if ratio.to_f64() > 1.0 {
                Verdict::Risen
            } else {
                Verdict::Fallen
            }
        }
        (Cell::Value(_), Cell::Value(Exact::Real(_) | Exact::Whole(_) | Exact::Ratio { .. })) => {
            Verdict::NoClearChange
        }
        _ => Verdict::TooEarlyToSay,
    }
}
