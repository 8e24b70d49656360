//! The Police and Crime Plan: themes, priorities, and the measures each one cites.

use jiff::civil::Date;

use crate::ids::{MeasureId, Slug, SourceId};
use crate::measure::{Polarity, words};
use crate::period::Period;

words! {
    /// How prominently a plan uses a measure.
    Tier {
        /// Stands in the summary.
        Headline = "headline",
        /// Reported in full.
        KeyIndicator = "key-indicator",
        /// Watched; one line.
        Monitored = "monitored",
    }
}

words! {
    /// What a plan expects of a measure, if anything. There is no target unless someone chose one
    /// (SF-075, SF-244).
    Expectation {
        /// "Significantly reduces", without a number (001 s14, SF-086).
        SignificantReduction = "significant-reduction",
    }
}

/// What a change is measured from, and why that (SF-231).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// How many years before the reported year.
    pub years_before: i32,
    /// Another year shown beside it, because the first is a poor yardstick.
    pub beside: Option<Period>,
    /// Why, in words that can be printed.
    pub reason: String,
}

/// A plan's use of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanMeasure {
    /// Which measure.
    pub measure: MeasureId,
    /// Which way is better here.
    pub polarity: Polarity,
    /// How prominent.
    pub tier: Tier,
    /// The one source that the headline takes; others stand beside it, labelled.
    pub headline_source: SourceId,
    /// What the plan expects.
    pub expectation: Option<Expectation>,
    /// Until when an acceptable increase is accepted.
    pub review_date: Option<Date>,
    /// What changes are measured from.
    pub baseline: Baseline,
    /// What the reader should know, such as that no public figure exists.
    pub note: Option<String>,
}

/// A strategic priority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priority {
    /// Its number in the plan.
    pub number: u16,
    /// The theme it stands under, if any.
    pub theme: Option<Slug>,
    /// Its title, if the source paper gives one.
    pub title: Option<String>,
    /// What the source paper says of it, in our words.
    pub summary: String,
    /// Why no measure is cited, on purpose (SF-083); such a priority is not missing data.
    pub no_measures_because: Option<String>,
    /// The measures it cites.
    pub measures: Vec<PlanMeasure>,
}

/// Measures that several priorities cite together, where the paper does not say which of them
/// belongs to which priority (001 s14). They are printed once, under the first of these priorities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedMeasures {
    /// The numbers of the priorities, in the plan's order.
    pub priorities: Vec<u16>,
    /// What the source paper says of them together, in our words.
    pub summary: String,
    /// The measures they cite.
    pub measures: Vec<PlanMeasure>,
}

/// A theme of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanTheme {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
}

/// A plan as adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoliceAndCrimePlan {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// The local policing body whose plan it is.
    pub body: String,
    /// The time it covers.
    pub period: Period,
    /// Where its text was taken from.
    pub source: String,
    /// What the reader must know about its use here.
    pub caution: Option<String>,
    /// Its themes, in its order. How many is data (SF-073).
    pub themes: Vec<PlanTheme>,
    /// Its priorities, by number.
    pub priorities: Vec<Priority>,
    /// Measures that several of the priorities cite together.
    pub shared: Vec<SharedMeasures>,
    /// Measures that are watched without belonging to a priority, in printing order.
    pub context: Vec<PlanMeasure>,
}

impl PoliceAndCrimePlan {
    /// Every use of a measure: by one priority, by several together, then context.
    pub fn measures(&self) -> impl Iterator<Item = &PlanMeasure> {
        let cited = self.priorities.iter().flat_map(|priority| &priority.measures);
        let shared = self.shared.iter().flat_map(|shared| &shared.measures);
        cited.chain(shared).chain(&self.context)
    }

    /// What a priority cites together with others.
    pub fn shared_by(&self, priority: u16) -> impl Iterator<Item = &SharedMeasures> {
        let shares = move |shared: &&SharedMeasures| shared.priorities.contains(&priority);
        self.shared.iter().filter(shares)
    }
}
