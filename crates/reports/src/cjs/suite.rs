//! The suite of metrics: what joined or left it since the edition before (SF-022).

use document::{Block, Part, Section, words};
use domain::ids::Slug;
use domain::plan::PoliceAndCrimePlan;

use crate::paper::{Inputs, section};

/// What changed in the list of measures; nothing where there is no edition before.
pub(super) fn changed(inputs: &Inputs<'_>) -> Option<Section> {
    let since = inputs.since?;
    let framework: Slug = super::FRAMEWORK.parse().ok()?;
    let before = since.catalogue.plan(&framework)?;
    let now = &inputs.findings.plan;
    let name = |id: &domain::ids::MeasureId| {
        let measure = inputs.frozen.catalogue.measure(id).or_else(|| since.catalogue.measure(id));
        measure.map_or_else(|| id.to_string(), |measure| measure.name.clone())
    };
    let only = |one: &PoliceAndCrimePlan, other: &PoliceAndCrimePlan| -> Vec<String> {
        let there = |id: &domain::ids::MeasureId| {
            other.framework.watched.iter().any(|watched| watched.measure == *id)
        };
        let ids = one.framework.watched.iter().map(|watched| &watched.measure);
        ids.filter(|id| !there(id)).map(name).collect()
    };
    let (joined, left) = (only(now, before), only(before, now));
    let said = |what: &str, names: Vec<String>| {
        (!names.is_empty()).then(|| words(format!("{what}: {}.", names.join("; "))))
    };
    let lists: Vec<_> = said("Joined", joined).into_iter().chain(said("Left", left)).collect();
    let blocks = match lists.is_empty() {
        true => vec![Block::Paragraph(words(format!(
            "The same measures as in the edition before ({}).",
            since.freeze.id
        )))],
        false => vec![Block::List(lists)],
    };
    Some(section("suite", "Changes in the list of measures", Part::Summary, blocks))
}
