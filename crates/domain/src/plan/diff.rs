//! What changed between two versions of a plan, and whether it varies the plan in law (SF-079,
//! SF-116, SF-141).

use std::fmt;

use crate::ids::{MeasureId, Slug};
use crate::measure::Polarity;
use crate::words;

use super::forum::Forum;
use super::framework::PlanPart;
use super::redline::Redline;
use super::{DefinitionRevision, PlanMeasure, PoliceAndCrimePlan, Priority, RevisionAct};

words! {
    /// What a change is in law (SF-079).
    ChangeWeight {
        /// A fundamental change: the plan is varied, and the panel must review the draft.
        Variation = "variation",
        /// A change beside the plan.
        Operational = "operational",
    }
}

/// One change. Parts are known by their id, commitments by their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanChange {
    /// A part is new.
    Added(PlanPart, String, String),
    /// A part is gone.
    Removed(PlanPart, String, String),
    /// A part stands elsewhere: where it stood, and where it stands.
    Moved(PlanPart, String, String, String),
    /// A part says something else.
    Reworded(PlanPart, String, Redline),
    /// A measure is cited that was not; by whom.
    MeasureLinked(String, MeasureId),
    /// A measure is no longer cited; by whom.
    MeasureUnlinked(String, MeasureId),
    /// Another way is better than before; for whom.
    PolarityChanged(String, MeasureId, Polarity, Polarity),
    /// Anything else about the use of a measure: by whom, which, what, before, after.
    LinkChanged(String, MeasureId, &'static str, String, String),
    /// A decision about a measure's definition.
    DefinitionRevised(String, MeasureId, DefinitionRevision),
}

impl PlanChange {
    /// What the change is in law. Where the measures stand in the plan itself, changing them
    /// varies it, too (002, section 1.1); beside it, not (001, section 9).
    pub fn weight(&self, measures_in_plan: bool) -> ChangeWeight {
        let part = match self {
            Self::Added(part, ..) | Self::Removed(part, ..) => Some(*part),
            Self::Moved(part, ..) | Self::Reworded(part, ..) => Some(*part),
            _ => None,
        };
        let own = [PlanPart::Theme, PlanPart::Outcome, PlanPart::Priority];
        match part {
            Some(part) if own.contains(&part) => ChangeWeight::Variation,
            Some(PlanPart::Statement) => ChangeWeight::Operational,
            // A review that leaves a measure as it was changes nothing (SF-080).
            None if self.confirms() => ChangeWeight::Operational,
            _ if measures_in_plan => ChangeWeight::Variation,
            _ => ChangeWeight::Operational,
        }
    }

    fn confirms(&self) -> bool {
        matches!(self, Self::DefinitionRevised(_, _, r) if r.act == RevisionAct::Confirmed)
    }
}

/// What differs from one version to the next, in the order of the plan: themes, outcomes,
/// commitments, uses of measures, measures to come, forums, assurances, data and statements. The
/// plan's own title, caution and period are not compared.
pub fn diff(before: &PoliceAndCrimePlan, after: &PoliceAndCrimePlan) -> Vec<PlanChange> {
    let mut out = Vec::new();
    let themes = |plan: &PoliceAndCrimePlan| -> Vec<Part> {
        let themes = plan.themes.iter();
        let text = |summary: &Option<String>| summary.as_deref().unwrap_or_default().to_owned();
        themes.map(|t| Part::new(&t.id, format!("{} {}", t.title, text(&t.summary)), "")).collect()
    };
    parts(PlanPart::Theme, themes(before), themes(after), &mut out);
    let outcomes = |plan: &PoliceAndCrimePlan| -> Vec<Part> {
        plan.outcomes().map(|(t, o)| Part::new(&o.id, o.title.clone(), t.id.as_str())).collect()
    };
    parts(PlanPart::Outcome, outcomes(before), outcomes(after), &mut out);
    let commitments = |plan: &PoliceAndCrimePlan| -> Vec<Part> {
        plan.priorities.iter().map(commitment).collect()
    };
    parts(PlanPart::Priority, commitments(before), commitments(after), &mut out);
    links(before, after, &mut out);
    let (old, new) = (&before.framework, &after.framework);
    let planned = |plan: &PoliceAndCrimePlan| -> Vec<Part> {
        let all = plan.framework.planned.iter();
        all.map(|p| Part::new(&p.id, p.title.clone(), p.status.word())).collect()
    };
    parts(PlanPart::Planned, planned(before), planned(after), &mut out);
    let forums = |forums: &[Forum]| forums.iter().map(forum).collect::<Vec<_>>();
    parts(PlanPart::Forum, forums(&old.forums), forums(&new.forums), &mut out);
    parts(PlanPart::Assurance, assurances(before), assurances(after), &mut out);
    let evidence = |plan: &PoliceAndCrimePlan| -> Vec<Part> {
        let all = plan.framework.evidence.iter();
        all.map(|e| Part::new(&e.id, e.title.clone(), &list(&e.themes))).collect()
    };
    parts(PlanPart::Evidence, evidence(before), evidence(after), &mut out);
    let statements = |plan: &PoliceAndCrimePlan| -> Vec<Part> {
        let all = plan.framework.statements.iter();
        all.map(|s| Part::new(&s.id, s.text.clone(), &s.document)).collect()
    };
    parts(PlanPart::Statement, statements(before), statements(after), &mut out);
    out
}

/// A part as it is compared.
struct Part {
    id: String,
    text: String,
    place: String,
}

impl Part {
    fn new(id: impl fmt::Display, text: String, place: &str) -> Self {
        let text = text.trim().to_owned();
        Self { id: id.to_string(), text, place: place.to_owned() }
    }
}

fn commitment(priority: &Priority) -> Part {
    let title = priority.title.as_deref().map_or(String::new(), |title| format!("{title}. "));
    let promise = priority.promise.map_or(String::new(), |p| format!(" Promise: {}.", p.word()));
    let themes: Vec<&str> = priority.themes().map(Slug::as_str).collect();
    let text = format!("{title}{}{promise}", priority.summary);
    Part::new(priority.number, text, &themes.join(", "))
}

fn list(ids: &[Slug]) -> String {
    ids.iter().map(Slug::as_str).collect::<Vec<_>>().join(", ")
}

fn forum(forum: &Forum) -> Part {
    let said = [
        ("chair", forum.chair.as_ref().map(ToString::to_string)),
        ("meets", forum.cadence.map(|cadence| cadence.word().to_owned())),
        ("members", Some(list(&forum.members)).filter(|members| !members.is_empty())),
        ("minutes", forum.publishes.minutes.clone()),
        ("papers", forum.publishes.papers.clone()),
        ("purpose", forum.purpose.clone()),
        ("decides", forum.decides.clone()),
    ];
    let said = said.into_iter().filter_map(|(what, text)| Some(format!("; {what}: {}", text?)));
    let text = format!("{}{}", forum.title, said.collect::<String>());
    Part::new(&forum.id, text, &list(&forum.reports_to))
}

/// Assurances have no ids of their own: each is known by its kind and what it is over, and by its
/// turn where several are alike in that.
fn assurances(plan: &PoliceAndCrimePlan) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for assurance in &plan.framework.assurances {
        let themes = assurance.themes.iter().map(ToString::to_string);
        let numbers = assurance.priorities.iter().map(ToString::to_string);
        let over: Vec<String> = themes.chain(numbers).collect();
        let over = if over.is_empty() { "the whole plan".to_owned() } else { over.join(", ") };
        let by = assurance.by.as_ref().map_or(String::new(), |by| format!(", {by}"));
        let start = format!("{} over {over}{by}", assurance.kind.word());
        let alike = out.iter().filter(|part| part.id.starts_with(&start)).count();
        let id = if alike == 0 { start } else { format!("{start} ({})", alike + 1) };
        let forums = assurance.forums.iter().map(|id| id.as_str());
        let means = assurance.means.iter().map(String::as_str);
        out.push(Part::new(id, forums.chain(means).collect::<Vec<_>>().join("; "), ""));
    }
    out
}

fn parts(kind: PlanPart, before: Vec<Part>, after: Vec<Part>, out: &mut Vec<PlanChange>) {
    let find = |list: &[Part], id: &str| list.iter().position(|part| part.id == id);
    for old in before.iter().filter(|old| find(&after, &old.id).is_none()) {
        out.push(PlanChange::Removed(kind, old.id.clone(), old.text.clone()));
    }
    for new in after {
        let Some(old) = before.iter().find(|old| old.id == new.id) else {
            out.push(PlanChange::Added(kind, new.id, new.text));
            continue;
        };
        if old.place != new.place {
            let (from, to) = (old.place.clone(), new.place);
            out.push(PlanChange::Moved(kind, new.id.clone(), from, to));
        }
        let redline = Redline::between(&old.text, &new.text);
        if !redline.is_unchanged() {
            out.push(PlanChange::Reworded(kind, new.id, redline));
        }
    }
}

/// Every use of a measure with whose use it is.
fn uses(plan: &PoliceAndCrimePlan) -> Vec<(String, &PlanMeasure)> {
    let own = plan.priorities.iter().flat_map(|priority| {
        let owner = format!("{} {}", priority.kind.word(), priority.number);
        priority.measures.iter().map(move |link| (owner.clone(), link))
    });
    let shared = plan.shared.iter().flat_map(|shared| {
        let numbers: Vec<String> = shared.priorities.iter().map(ToString::to_string).collect();
        let owner = format!("{} together", numbers.join(", "));
        shared.measures.iter().map(move |link| (owner.clone(), link))
    });
    let watched = plan.context.iter().map(|link| ("watched".to_owned(), link));
    own.chain(shared).chain(watched).collect()
}

fn links(before: &PoliceAndCrimePlan, after: &PoliceAndCrimePlan, out: &mut Vec<PlanChange>) {
    let (old, new) = (uses(before), uses(after));
    let same = |a: &(String, &PlanMeasure), b: &(String, &PlanMeasure)| {
        a.0 == b.0 && a.1.measure == b.1.measure
    };
    for gone in old.iter().filter(|gone| !new.iter().any(|new| same(gone, new))) {
        out.push(PlanChange::MeasureUnlinked(gone.0.clone(), gone.1.measure.clone()));
    }
    for link in &new {
        match old.iter().find(|old| same(old, link)) {
            Some((_, before)) => link_changes(&link.0, before, link.1, out),
            None => {
                out.push(PlanChange::MeasureLinked(link.0.clone(), link.1.measure.clone()));
                revisions(&link.0, &[], link.1, out);
            }
        }
    }
}

fn link_changes(owner: &str, old: &PlanMeasure, new: &PlanMeasure, out: &mut Vec<PlanChange>) {
    let id = || (owner.to_owned(), new.measure.clone());
    if old.polarity != new.polarity {
        let (owner, measure) = id();
        out.push(PlanChange::PolarityChanged(owner, measure, old.polarity, new.polarity));
    }
    let none = || "none".to_owned();
    let expectation = |link: &PlanMeasure| link.expectation.map_or_else(none, |e| e.word().into());
    let logic = |link: &PlanMeasure| link.logic.map_or_else(none, |l| l.word().into());
    let words = |text: &Option<String>| text.clone().unwrap_or_else(none);
    let review = |link: &PlanMeasure| link.review_date.map_or_else(none, |day| day.to_string());
    let baseline = |link: &PlanMeasure| {
        let beside = link.baseline.beside.map_or(String::new(), |year| format!(", beside {year}"));
        format!("{} years before{beside}", link.baseline.years_before)
    };
    let fields = [
        ("tier", old.tier.word().to_owned(), new.tier.word().to_owned()),
        ("headline source", old.headline_source.to_string(), new.headline_source.to_string()),
        ("expectation", expectation(old), expectation(new)),
        ("kind of indicator", logic(old), logic(new)),
        ("baseline", baseline(old), baseline(new)),
        ("review date", review(old), review(new)),
        ("note", words(&old.note), words(&new.note)),
        ("limits", words(&old.limits), words(&new.limits)),
        ("gaming risk", words(&old.gaming_risk), words(&new.gaming_risk)),
    ];
    for (field, before, after) in fields.into_iter().filter(|(_, before, after)| before != after) {
        let (owner, measure) = id();
        out.push(PlanChange::LinkChanged(owner, measure, field, before, after));
    }
    revisions(owner, &old.revisions, new, out);
}

fn revisions(
    owner: &str,
    old: &[DefinitionRevision],
    link: &PlanMeasure,
    out: &mut Vec<PlanChange>,
) {
    for revision in link.revisions.iter().filter(|revision| !old.contains(revision)) {
        let measure = link.measure.clone();
        out.push(PlanChange::DefinitionRevised(owner.to_owned(), measure, revision.clone()));
    }
}

impl fmt::Display for PlanChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(part, id, text) => write!(f, "{} {id} added: {text}", part.word()),
            Self::Removed(part, id, text) => write!(f, "{} {id} removed: {text}", part.word()),
            Self::Moved(part, id, from, to) => {
                write!(f, "{} {id} moved: [-{from}-] {{+{to}+}}", part.word())
            }
            Self::Reworded(part, id, redline) => {
                write!(f, "{} {id} reworded: {redline}", part.word())
            }
            Self::MeasureLinked(owner, measure) => write!(f, "{owner}: {measure} is cited"),
            Self::MeasureUnlinked(owner, measure) => {
                write!(f, "{owner}: {measure} is no longer cited")
            }
            Self::PolarityChanged(owner, measure, from, to) => {
                write!(f, "{owner}: {measure} polarity [-{}-] {{+{}+}}", from.word(), to.word())
            }
            Self::LinkChanged(owner, measure, field, from, to) => {
                write!(f, "{owner}: {measure} {field} [-{from}-] {{+{to}+}}")
            }
            Self::DefinitionRevised(owner, measure, revision) => {
                let DefinitionRevision { act, version, applies_from, recast, .. } = revision;
                let (act, recast) = (act.word(), recast.word());
                write!(f, "{owner}: {measure} definition {version} {act}, applies from ")?;
                write!(f, "{applies_from}")?;
                if let Some(adopted) = revision.adopted_on {
                    write!(f, ", adopted on {adopted}")?;
                }
                write!(f, ", history {recast}: {}", revision.reason)
            }
        }
    }
}
