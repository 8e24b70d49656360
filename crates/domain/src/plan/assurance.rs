//! Who watches over a plan, and the map of that: outcomes and commitments against forums and data,
//! with the gaps (SF-123, SF-151, SF-171).

use crate::ids::Slug;
use crate::words;

use super::{PlanTheme, PoliceAndCrimePlan, Priority};

words! {
    /// Who watches: the two columns are never one (SF-123).
    AssuranceKind {
        /// The chief officer's own monitoring.
        Constabulary = "constabulary",
        /// The local policing body's monitoring of it.
        Commissioner = "commissioner",
        /// Audit and inspection, independent of both.
        Independent = "independent",
    }
}

words! {
    /// What an outcome or commitment lacks on the map.
    AssuranceGap {
        /// No forum of the force watches it.
        NoConstabularyForum = "no-constabulary-forum",
        /// No forum of the local policing body watches it.
        NoCommissionerForum = "no-commissioner-forum",
        /// No data is named for it.
        NoData = "no-data",
    }
}

/// One way in which a plan is watched over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanAssurance {
    /// Who watches.
    pub kind: AssuranceKind,
    /// The themes watched; with no priorities either, the whole plan.
    pub themes: Vec<Slug>,
    /// The priorities watched.
    pub priorities: Vec<u16>,
    /// The role that does it, where the paper names one.
    pub by: Option<Slug>,
    /// In which forums.
    pub forums: Vec<Slug>,
    /// By which other means, such as visits or surgeries.
    pub means: Vec<String>,
    /// Where the paper says so.
    pub place: Option<String>,
}

impl PlanAssurance {
    /// Whether it is over the whole plan.
    pub fn is_general(&self) -> bool {
        self.themes.is_empty() && self.priorities.is_empty()
    }

    fn covers_theme(&self, theme: &Slug) -> bool {
        self.is_general() || self.themes.contains(theme)
    }

    /// Whether it covers a commitment: by its number, or under any of its themes.
    pub fn covers(&self, priority: &Priority) -> bool {
        self.is_general()
            || self.priorities.contains(&priority.number)
            || priority.themes().any(|theme| self.themes.contains(theme))
    }
}

/// What a row of the map is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapSubject<'p> {
    /// An outcome of a theme.
    Outcome {
        /// Its id.
        id: &'p Slug,
        /// Its words.
        title: &'p str,
        /// Its theme's title.
        theme: &'p str,
    },
    /// A commitment, once, whatever it stands under.
    Commitment {
        /// Its number.
        number: u16,
        /// Its title, if the paper gives one.
        title: Option<&'p str>,
    },
}

/// A row of the map. Forums and data are ids, each once, in the plan's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssuranceRow<'p> {
    /// What it is about.
    pub subject: MapSubject<'p>,
    /// The force's forums.
    pub constabulary: Vec<&'p Slug>,
    /// The local policing body's forums.
    pub commissioner: Vec<&'p Slug>,
    /// Independent forums.
    pub independent: Vec<&'p Slug>,
    /// Other means, of any kind.
    pub means: Vec<&'p str>,
    /// Data named.
    pub evidence: Vec<&'p Slug>,
    /// What is missing.
    pub gaps: Vec<AssuranceGap>,
}

/// The map: outcomes in the plan's order, then commitments by number.
pub fn assurance_map(plan: &PoliceAndCrimePlan) -> Vec<AssuranceRow<'_>> {
    let outcomes = plan.outcomes().map(|(theme, outcome)| {
        let subject =
            MapSubject::Outcome { id: &outcome.id, title: &outcome.title, theme: &theme.title };
        of_theme(plan, theme, subject)
    });
    let commitments = plan.priorities.iter().map(|priority| {
        let title = priority.title.as_deref();
        let subject = MapSubject::Commitment { number: priority.number, title };
        let named = |themes: &[Slug], priorities: &[u16]| {
            priorities.contains(&priority.number) || priority.themes().any(|t| themes.contains(t))
        };
        row(plan, subject, |assurance| assurance.covers(priority), named)
    });
    outcomes.chain(commitments).collect()
}

fn of_theme<'p>(
    plan: &'p PoliceAndCrimePlan,
    theme: &PlanTheme,
    subject: MapSubject<'p>,
) -> AssuranceRow<'p> {
    let named = |themes: &[Slug], _: &[u16]| themes.contains(&theme.id);
    row(plan, subject, |assurance| assurance.covers_theme(&theme.id), named)
}

fn row<'p>(
    plan: &'p PoliceAndCrimePlan,
    subject: MapSubject<'p>,
    covers: impl Fn(&PlanAssurance) -> bool,
    named: impl Fn(&[Slug], &[u16]) -> bool,
) -> AssuranceRow<'p> {
    let framework = &plan.framework;
    let covering: Vec<_> = framework.assurances.iter().filter(|a| covers(a)).collect();
    let forums = |kind: AssuranceKind| {
        let all = covering.iter().filter(|a| a.kind == kind).flat_map(|a| &a.forums);
        once(all)
    };
    let evidence = framework.evidence.iter().filter(|e| named(&e.themes, &e.priorities));
    let mut row = AssuranceRow {
        subject,
        constabulary: forums(AssuranceKind::Constabulary),
        commissioner: forums(AssuranceKind::Commissioner),
        independent: forums(AssuranceKind::Independent),
        means: once(covering.iter().flat_map(|a| &a.means).map(String::as_str)),
        evidence: evidence.map(|e| &e.id).collect(),
        gaps: Vec::new(),
    };
    let gaps = [
        (AssuranceGap::NoConstabularyForum, row.constabulary.is_empty()),
        (AssuranceGap::NoCommissionerForum, row.commissioner.is_empty()),
        (AssuranceGap::NoData, row.evidence.is_empty()),
    ];
    row.gaps = gaps.into_iter().filter(|(_, is)| *is).map(|(gap, _)| gap).collect();
    row
}

/// Each once, where it first stands.
fn once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut out = Vec::new();
    for item in all {
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}
