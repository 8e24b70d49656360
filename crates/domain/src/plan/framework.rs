//! What a plan's framework says beside its commitments: how it is assured, what it rests on, what is
//! still to come, and how it lines up with other frameworks.
//!
//! What a paper does not give is not made up: it is named in [`Framework::unwritten`].

use crate::area::Area;
use crate::ids::{MeasureId, Slug, SourceId};
use crate::measure::{LogicType, Polarity};
use crate::words;

use super::assurance::PlanAssurance;
use super::forum::{Forum, PlanRole};
use super::statements::PlanStatement;

words! {
    /// What kind of paper a plan is. Only a police and crime plan is an office's plan without being
    /// chosen.
    PlanKind {
        /// The statutory plan, or its performance framework.
        PoliceAndCrimePlan = "police-and-crime-plan",
        /// How a plan is delivered (004).
        DeliveryPlan = "delivery-plan",
        /// What several bodies watch together (000).
        PartnershipFramework = "partnership-framework",
    }
}

words! {
    /// What stands in the way of a measure that a plan wants.
    PlannedStatus {
        /// What is counted is still being worked out (SF-134).
        InDevelopment = "in-development",
        /// It is defined, and no source that feeds it is held.
        AwaitingSource = "awaiting-source",
    }
}

words! {
    /// A kind of thing a paper may give the number of.
    PlanPart {
        /// Themes, headings or areas.
        Theme = "theme",
        /// Outcomes.
        Outcome = "outcome",
        /// Priorities, pledges or ambitions, each once.
        Priority = "priority",
        /// Forums.
        Forum = "forum",
        /// Assurances.
        Assurance = "assurance",
        /// Data it rests on.
        Evidence = "data-source",
        /// Measures that are wanted and not yet to be had.
        Planned = "planned-measure",
        /// Statements of intent.
        Statement = "statement",
    }
}

/// Data that a framework says it rests on (SF-152 to SF-156). With a provider and a frequency it is
/// a line of a data-sharing schedule (SF-103).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceSource {
    /// Its id.
    pub id: Slug,
    /// The paper's label for it.
    pub title: String,
    /// What it was called before (SF-043).
    pub formerly: Vec<String>,
    /// How many months it lags behind, if the paper says (SF-042).
    pub lag_months: Option<u16>,
    /// The themes it is named under.
    pub themes: Vec<Slug>,
    /// The priorities it is named for, if the paper says.
    pub priorities: Vec<u16>,
    /// The role or body that provides it, if the paper says.
    pub provider: Option<String>,
    /// How often, if the paper says.
    pub frequency: Option<Slug>,
    /// The catalogued source that it is.
    pub source: Option<SourceId>,
    /// Measures that are made from it.
    pub measures: Vec<MeasureId>,
}

/// A measure that a framework wants and that cannot be had yet (SF-134).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedMeasure {
    /// Its id.
    pub id: Slug,
    /// What it is.
    pub title: String,
    /// What stands in the way.
    pub status: PlannedStatus,
    /// The catalogued measure, if there is one.
    pub measure: Option<MeasureId>,
    /// Which way will be better.
    pub polarity: Option<Polarity>,
    /// The themes it belongs to.
    pub themes: Vec<Slug>,
    /// The priorities it belongs to.
    pub priorities: Vec<u16>,
    /// Why it is wanted and what is missing.
    pub because: String,
}

/// A measure that a framework watches under its themes, each from one source (SF-024).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedMeasure {
    /// Which measure.
    pub measure: MeasureId,
    /// The one source it is read from.
    pub source: SourceId,
    /// The themes it belongs to.
    pub themes: Vec<Slug>,
    /// Whose figure is shown where the office's own area has none, as context: a nation's.
    pub context: Option<Area>,
    /// Which way is better.
    pub polarity: Polarity,
    /// What the reader should know.
    pub note: Option<String>,
}

/// One step from effort to effect under a theme (SF-229).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainStep {
    /// The theme.
    pub theme: Slug,
    /// Where it stands between effort and effect.
    pub step: LogicType,
    /// What is put in, done, brought out or changed.
    pub text: String,
    /// What measures it.
    pub measures: Vec<MeasureId>,
}

/// Another framework that a plan is lined up with: national priorities, the force's strategy
/// (SF-222, SF-226).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlignedFramework {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// What it asks for; empty if that is not held.
    pub objectives: Vec<AlignedObjective>,
    /// Why nothing is linked, or nothing more.
    pub unlinked_because: Option<String>,
}

/// One thing another framework asks for, and what in the plan answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlignedObjective {
    /// Its id.
    pub id: Slug,
    /// Its title.
    pub title: String,
    /// Themes that answer it.
    pub themes: Vec<Slug>,
    /// Priorities that answer it.
    pub priorities: Vec<u16>,
    /// Measures that show it.
    pub measures: Vec<MeasureId>,
}

impl AlignedObjective {
    /// Whether nothing in the plan answers it.
    pub fn is_gap(&self) -> bool {
        self.themes.is_empty() && self.priorities.is_empty() && self.measures.is_empty()
    }
}

/// A number of parts that the paper states, to hold what is entered to (SF-224, SF-227).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedCount {
    /// Of what.
    pub of: PlanPart,
    /// How many.
    pub count: u32,
    /// Whether the paper says "over".
    pub or_more: bool,
    /// Where it says so.
    pub place: String,
    /// Why fewer are entered, if they are.
    pub not_held_because: Option<String>,
}

/// Something the paper says exists and does not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnwrittenPart {
    /// What.
    pub what: String,
    /// Why it is not here.
    pub because: String,
}

/// What a plan's framework says beside its commitments; empty for a plan that says no more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Framework {
    /// What kind of paper it is.
    pub kind: Option<PlanKind>,
    /// Whether the measures stand in the plan itself, so that changing one varies the plan
    /// (002, section 1.1), or beside it (001, section 9).
    pub measures_in_plan: bool,
    /// What every page with indicators is to say, such as that they are not targets (SF-122).
    pub statement: Option<String>,
    /// The provisions it rests on, by their id in the catalogue (SF-215).
    pub law: Vec<Slug>,
    /// What was weighed when the framework was made (SF-133).
    pub considerations: Vec<String>,
    /// Roles that chair, attend or monitor. People are never named.
    pub roles: Vec<PlanRole>,
    /// Where it is talked about.
    pub forums: Vec<Forum>,
    /// Who watches what, and how.
    pub assurances: Vec<PlanAssurance>,
    /// What it rests on.
    pub evidence: Vec<EvidenceSource>,
    /// Measures that are watched under its themes, in printing order.
    pub watched: Vec<WatchedMeasure>,
    /// Measures still to come.
    pub planned: Vec<PlannedMeasure>,
    /// From effort to effect, theme by theme.
    pub chain: Vec<ChainStep>,
    /// What it is lined up with.
    pub aligned: Vec<AlignedFramework>,
    /// Numbers the paper states.
    pub stated: Vec<StatedCount>,
    /// Statements of intent gathered from other papers.
    pub statements: Vec<PlanStatement>,
    /// What the paper does not give.
    pub unwritten: Vec<UnwrittenPart>,
}

impl Framework {
    /// What kind of paper it is; the statutory plan if nothing is said.
    pub fn kind(&self) -> PlanKind {
        self.kind.unwrap_or(PlanKind::PoliceAndCrimePlan)
    }

    /// A forum by its id.
    pub fn forum(&self, id: &Slug) -> Option<&Forum> {
        self.forums.iter().find(|forum| forum.id == *id)
    }

    /// A role's title, or its id if it is not declared.
    pub fn role<'f>(&'f self, id: &'f Slug) -> &'f str {
        let role = self.roles.iter().find(|role| role.id == *id);
        role.map_or(id.as_str(), |role| role.title.as_str())
    }

    /// Whether it says how the plan is watched over, so that a commitment nobody watches is a gap
    /// and no mere silence.
    pub fn says_who_watches(&self) -> bool {
        !self.assurances.is_empty() || !self.forums.is_empty() || self.kind.is_some()
    }
}
