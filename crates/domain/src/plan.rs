//! The Police and Crime Plan: themes, priorities, and the measures each one cites.
//!
//! One model holds frameworks of different build. What the papers call priority, pledge or ambition
//! is a [`Priority`]; theme, heading and area are a [`PlanTheme`]; everything else a framework may
//! say (forums, assurances, evidence, what is still to come) stands in [`framework::Framework`].
//! What follows from a plan is in [`coverage`], [`assurance`], [`counts`] and [`diff`].

pub mod assurance;
pub mod counts;
pub mod coverage;
pub mod diff;
pub mod forum;
pub mod framework;
pub mod redline;
pub mod statements;

use jiff::civil::Date;

use crate::ids::{MeasureId, Slug, SourceId};
use crate::measure::{LogicType, Polarity};
use crate::period::Period;
use crate::words;
use framework::Framework;

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

words! {
    /// What a paper calls its commitments.
    CommitmentKind {
        /// A strategic priority (001).
        Priority = "priority",
        /// A pledge (002).
        Pledge = "pledge",
        /// An ambition or aim (004).
        Ambition = "ambition",
    }
}

words! {
    /// What a paper calls the parts its commitments stand under.
    ThemeKind {
        /// A theme (001, 004).
        Theme = "theme",
        /// A heading (002, 004).
        Heading = "heading",
        /// An area of performance (000).
        Area = "area",
    }
}

words! {
    /// What a commitment promises, if a paper says more than that it is one. None of these is a
    /// target: no number is set for a period.
    Promise {
        /// That something rises (002, special constables; SF-145).
        Rise = "rise",
        /// That something falls.
        Fall = "fall",
        /// That every case meets a standard (002, calls answered; SF-144).
        EveryCase = "every-case",
        /// Something only words can bear out (SF-146).
        InWords = "in-words",
    }
}

words! {
    /// Whom a measure is about, where a framework moves from volume to people (SF-132).
    Focus {
        /// Victims.
        Victims = "victims",
        /// People at risk of harm.
        Vulnerability = "vulnerability",
    }
}

words! {
    /// What was decided about a plan's use of a measure (SF-080, SF-219).
    RevisionAct {
        /// The plan began to use it.
        Added = "added",
        /// What is counted changed.
        Amended = "amended",
        /// It was reviewed and left as it was.
        Confirmed = "confirmed",
        /// The plan no longer uses it; its series stays.
        Retired = "retired",
    }
}

words! {
    /// Whether figures before a change were worked out again under the new definition.
    HistoryRecast {
        /// They stand as they were; the series breaks.
        NotRecast = "not-recast",
        /// As far back as the revision says.
        Partly = "partly",
        /// All of them.
        Wholly = "wholly",
    }
}

/// A decision about a plan's use of a measure, with its two dates (SF-076, SF-080, SF-219).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionRevision {
    /// What was decided.
    pub act: RevisionAct,
    /// The version of the definition that holds from then on.
    pub version: u16,
    /// First day it applies to.
    pub applies_from: Date,
    /// When it was decided.
    pub adopted_on: Option<Date>,
    /// Whether earlier figures were worked out again.
    pub recast: HistoryRecast,
    /// First day of the figures worked out again, if only some were.
    pub recast_from: Option<Date>,
    /// Why, in words that can be printed.
    pub reason: String,
    /// What it refers to, such as a committee's report.
    pub cites: Option<String>,
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
    /// As which kind of indicator the plan uses it (SF-229).
    pub logic: Option<LogicType>,
    /// Whom it is about (SF-132).
    pub focus: Vec<Focus>,
    /// What it does not tell (SF-126).
    pub limits: Option<String>,
    /// How it could look well while the purpose is missed (SF-172).
    pub gaming_risk: Option<String>,
    /// Decisions about it, oldest first.
    pub revisions: Vec<DefinitionRevision>,
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
    /// What the paper calls it.
    pub kind: CommitmentKind,
    /// Other themes it stands under. It is one commitment however often it is listed (SF-150).
    pub also_under: Vec<Slug>,
    /// The outcomes it serves, where the paper says so.
    pub outcomes: Vec<Slug>,
    /// What it promises.
    pub promise: Option<Promise>,
    /// Where the paper says it.
    pub place: Option<String>,
    /// Why it stands under no theme, on purpose (SF-224).
    pub unassigned_because: Option<String>,
    /// Why nothing measures or assures it (SF-225).
    pub uncovered_because: Option<String>,
}

impl Priority {
    /// Every theme it stands under, the first one first.
    pub fn themes(&self) -> impl Iterator<Item = &Slug> {
        self.theme.iter().chain(&self.also_under)
    }
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
    /// What the paper calls it.
    pub kind: ThemeKind,
    /// What is said of it, in our words.
    pub summary: Option<String>,
    /// What is to come of it, each text stored once (SF-137).
    pub outcomes: Vec<PlanOutcome>,
}

/// An outcome that a theme is to bring about (SF-136).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanOutcome {
    /// Its id.
    pub id: Slug,
    /// What it is, in our words.
    pub title: String,
    /// Where the paper says it.
    pub place: Option<String>,
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
    /// What else its framework says.
    pub framework: Framework,
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

    /// What a theme's commitments are, each theme listing those it shares, too.
    pub fn under<'p>(&'p self, theme: &'p Slug) -> impl Iterator<Item = &'p Priority> {
        self.priorities.iter().filter(move |priority| priority.themes().any(|id| id == theme))
    }

    /// Every outcome with its theme, in the plan's order.
    pub fn outcomes(&self) -> impl Iterator<Item = (&PlanTheme, &PlanOutcome)> {
        self.themes.iter().flat_map(|theme| theme.outcomes.iter().map(move |o| (theme, o)))
    }

    /// What a priority cites: by itself, then together with others.
    pub fn cited_by<'p>(&'p self, priority: &'p Priority) -> impl Iterator<Item = &'p PlanMeasure> {
        let together = self.shared_by(priority.number).flat_map(|shared| &shared.measures);
        priority.measures.iter().chain(together)
    }
}
