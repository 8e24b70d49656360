//! How many of each thing a plan has. A pledge that stands under two headings is one pledge
//! (SF-150).

use super::PoliceAndCrimePlan;
use super::framework::PlanPart;

/// The numbers of a plan's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanCounts {
    /// Themes, headings or areas.
    pub themes: usize,
    /// Outcomes.
    pub outcomes: usize,
    /// Commitments, each once.
    pub commitments: usize,
    /// Commitments as the paper lists them: once under each of their themes.
    pub listings: usize,
    /// Commitments that stand under more than one theme.
    pub shared: usize,
    /// Commitments under no theme.
    pub unassigned: usize,
    /// Uses of measures.
    pub measures: usize,
    /// Measures still to come.
    pub planned: usize,
    /// Forums.
    pub forums: usize,
    /// Assurances.
    pub assurances: usize,
    /// Data sources.
    pub evidence: usize,
    /// Statements, copies included.
    pub statements: usize,
    /// Statements that are no copy of another.
    pub distinct_statements: usize,
}

/// Counts a plan's parts.
pub fn counts(plan: &PoliceAndCrimePlan) -> PlanCounts {
    let framework = &plan.framework;
    let under = |least: usize| {
        let themes = plan.priorities.iter().map(|priority| priority.themes().count());
        themes.filter(|themes| *themes >= least).count()
    };
    PlanCounts {
        themes: plan.themes.len(),
        outcomes: plan.outcomes().count(),
        commitments: plan.priorities.len(),
        listings: plan.priorities.iter().map(|p| p.themes().count().max(1)).sum(),
        shared: under(2),
        unassigned: plan.priorities.len() - under(1),
        measures: plan.measures().count(),
        planned: framework.planned.len(),
        forums: framework.forums.len(),
        assurances: framework.assurances.len(),
        evidence: framework.evidence.len(),
        statements: framework.statements.len(),
        distinct_statements: framework.statements.iter().filter(|s| s.same_as.is_none()).count(),
    }
}

impl PlanCounts {
    /// The number of one kind of part.
    pub fn of(&self, part: PlanPart) -> usize {
        match part {
            PlanPart::Theme => self.themes,
            PlanPart::Outcome => self.outcomes,
            PlanPart::Priority => self.commitments,
            PlanPart::Forum => self.forums,
            PlanPart::Assurance => self.assurances,
            PlanPart::Evidence => self.evidence,
            PlanPart::Planned => self.planned,
            PlanPart::Statement => self.statements,
        }
    }
}
