//! What stands behind each commitment: measures, measures to come, assurances, forums, data; and
//! what does not (SF-225).

use crate::ids::{MeasureId, Slug};
use crate::words;

use super::assurance::AssuranceKind;
use super::framework::AlignedFramework;
use super::{PoliceAndCrimePlan, Priority};

words! {
    /// What a commitment lacks.
    CoverageGap {
        /// It stands under no theme.
        NoTheme = "no-theme",
        /// Nothing measures it, now or planned.
        NoMeasure = "no-measure",
        /// Nobody is said to watch it.
        NoAssurance = "no-assurance",
    }
}

/// What stands behind a commitment. Lists hold each thing once, in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageRow<'p> {
    /// The commitment.
    pub priority: &'p Priority,
    /// Measures it cites, alone or together with others.
    pub measures: Vec<&'p MeasureId>,
    /// Measures to come, by their id in the plan.
    pub planned: Vec<&'p Slug>,
    /// Kinds of assurance.
    pub assurances: Vec<AssuranceKind>,
    /// Forums.
    pub forums: Vec<&'p Slug>,
    /// Data named for it or its themes.
    pub evidence: Vec<&'p Slug>,
    /// What is missing.
    pub gaps: Vec<CoverageGap>,
}

impl CoverageRow<'_> {
    /// Whether nothing measures it and nobody watches it.
    pub fn is_orphan(&self) -> bool {
        [CoverageGap::NoMeasure, CoverageGap::NoAssurance].iter().all(|gap| self.gaps.contains(gap))
    }

    /// Why it may be so, if the plan says.
    pub fn because(&self) -> Option<&str> {
        let reasons = [&self.priority.uncovered_because, &self.priority.no_measures_because];
        reasons.into_iter().flatten().map(String::as_str).next()
    }
}

/// What stands behind every commitment, by number.
pub fn coverage(plan: &PoliceAndCrimePlan) -> Vec<CoverageRow<'_>> {
    plan.priorities.iter().map(|priority| row(plan, priority)).collect()
}

fn row<'p>(plan: &'p PoliceAndCrimePlan, priority: &'p Priority) -> CoverageRow<'p> {
    let framework = &plan.framework;
    let mut measures: Vec<&MeasureId> = Vec::new();
    for link in plan.cited_by(priority) {
        if !measures.contains(&&link.measure) {
            measures.push(&link.measure);
        }
    }
    // A planned measure belongs to a commitment only by its number: under a theme alone it may be
    // meant for any of the theme's commitments.
    let planned = framework.planned.iter().filter(|p| p.priorities.contains(&priority.number));
    let (mut assurances, mut forums) = (Vec::new(), Vec::new());
    for assurance in framework.assurances.iter().filter(|a| a.covers(priority)) {
        if !assurances.contains(&assurance.kind) {
            assurances.push(assurance.kind);
        }
        for forum in &assurance.forums {
            if !forums.contains(&forum) {
                forums.push(forum);
            }
        }
    }
    assurances.sort_unstable();
    let evidence = framework.evidence.iter().filter(|evidence| {
        evidence.priorities.contains(&priority.number)
            || priority.themes().any(|theme| evidence.themes.contains(theme))
    });
    let mut row = CoverageRow {
        priority,
        measures,
        planned: planned.map(|planned| &planned.id).collect(),
        assurances,
        forums,
        evidence: evidence.map(|evidence| &evidence.id).collect(),
        gaps: Vec::new(),
    };
    let gaps = [
        (CoverageGap::NoTheme, priority.themes().next().is_none()),
        (CoverageGap::NoMeasure, row.measures.is_empty() && row.planned.is_empty()),
        (CoverageGap::NoAssurance, row.assurances.is_empty()),
    ];
    row.gaps = gaps.into_iter().filter(|(_, is)| *is).map(|(gap, _)| gap).collect();
    row
}

/// Objectives of another framework that nothing in the plan answers, in its order (SF-226).
pub fn unanswered(aligned: &AlignedFramework) -> impl Iterator<Item = &Slug> {
    aligned.objectives.iter().filter(|objective| objective.is_gap()).map(|objective| &objective.id)
}
