//! Checks on the decisions about the measures of a plan.

use domain::plan::{DefinitionRevision, HistoryRecast, RevisionAct};

use crate::catalogue::Catalogue;
use crate::codes;
use crate::problems::Problems;

pub(super) fn revisions_stand_in_order(catalogue: &Catalogue, problems: &Problems) {
    for plan in &catalogue.plans {
        for (n, link) in plan.value.measures().enumerate() {
            let mut before: Option<&DefinitionRevision> = None;
            for (m, revision) in link.revisions.iter().enumerate() {
                let found = [alone(revision), before.and_then(|b| after(b, revision))];
                for wrong in found.into_iter().flatten() {
                    let message = format!("{}: {wrong}", link.measure);
                    let at = plan.at(&format!("use {n} revision {m}"));
                    problems.error(&codes::DATES_OUT_OF_ORDER, at, message);
                }
                before = Some(revision);
            }
        }
    }
}

/// What is wrong with a decision in itself.
fn alone(revision: &DefinitionRevision) -> Option<String> {
    let DefinitionRevision { act, applies_from, adopted_on, recast, recast_from, .. } = revision;
    if let Some(adopted) = adopted_on.filter(|adopted| adopted > applies_from) {
        let looks_back = *act == RevisionAct::Amended && *recast == HistoryRecast::NotRecast;
        if looks_back {
            return Some(format!(
                "adopted on {adopted}, after it applies from {applies_from}, with no figure recast"
            ));
        }
    }
    match (recast, recast_from) {
        (HistoryRecast::Partly, None) => Some("recast partly, without `recast-from`".into()),
        (HistoryRecast::Partly, Some(from)) if from >= applies_from => {
            Some(format!("recast from {from}, which is not before {applies_from}"))
        }
        (HistoryRecast::NotRecast | HistoryRecast::Wholly, Some(from)) => {
            Some(format!("`recast-from` says {from}, though history is {}", recast.word()))
        }
        _ => None,
    }
}

/// What is wrong with a decision after the one before it.
fn after(before: &DefinitionRevision, revision: &DefinitionRevision) -> Option<String> {
    let (first, second) = (before.applies_from, revision.applies_from);
    if second <= first {
        return Some(format!("applies from {second}, not after the {first} before it"));
    }
    if let (Some(first), Some(second)) = (before.adopted_on, revision.adopted_on)
        && second < first
    {
        return Some(format!("adopted on {second}, before the {first} before it"));
    }
    let (old, new) = (before.version, revision.version);
    match revision.act {
        RevisionAct::Amended if new <= old => {
            Some(format!("amended, but version {new} is no higher than {old}"))
        }
        RevisionAct::Confirmed if new != old => {
            Some(format!("confirmed unchanged, but version {new} is not {old}"))
        }
        _ => None,
    }
}
