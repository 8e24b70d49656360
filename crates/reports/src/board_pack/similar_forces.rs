//! The group of similar forces: the official reading with self, and leave-one-out.

use document::chart::Shape;
use document::{Block, Chart, ChartKind, NoteKind, Part, Prose, Section, Text, words};

use super::{Inputs, force_name, section, source_of_finding};
use crate::charts;
use crate::sentences::{self, known, listed};

mod funnel;
use analysis::finding::MeasureFinding;

pub(crate) fn compose(inputs: &Inputs<'_>) -> Section {
    let mut blocks = Vec::new();
    if let Some(all) = inputs.findings.of("PUK-001") {
        if known(&all.peers.mean) {
            blocks.push(Block::Paragraph(group(inputs)));
            blocks.extend(sentences::standing(all).map(Block::Paragraph));
            let title = format!(
                "{}: {} crimes per 1,000 residents, group mean {}",
                force_name(inputs),
                all.rate.text(),
                all.peers.mean.text()
            );
            let source = || source_of_group(inputs, all);
            blocks.push(Block::Chart(Box::new(charts::peers(all, title, source()))));
            blocks.push(Block::Table(charts::peer_table(charts::PEER_TABLE, all, source())));
            blocks.extend(map(inputs));
        } else {
            let why = all.peers.mean.missing_because.clone().unwrap_or_default();
            let text = Prose::new()
                .say(format!("police.uk figures of similar forces for {}: ", all.year.label()))
                .figure(&all.peers.mean)
                .say(format!(" ({why})."));
            blocks.push(Block::Note(NoteKind::Information, text.done()));
        }
    }
    blocks.extend(official(inputs).map(Block::Paragraph));
    blocks.extend(funnel::compose(inputs));
    section("similar-forces", "Similar forces", Part::Body, blocks)
}

/// The group's counts may come from another release than the force's own; both are named.
fn source_of_group(inputs: &Inputs<'_>, finding: &MeasureFinding) -> Text {
    let own = Prose::new().text(source_of_finding(inputs, finding));
    let releases = inputs.frozen.releases().iter().map(|supplied| &supplied.release);
    let derived = releases.rev().find(|release| release.format == "police-uk-derived-counts");
    match derived {
        Some(derived) => {
            let (name, published) = (&derived.name, derived.vintage.label());
            own.say(format!(" Other forces counted from {name}, published {published}.")).done()
        }
        None => own.done(),
    }
}

fn group(inputs: &Inputs<'_>) -> Text {
    let catalogue = &inputs.frozen.catalogue;
    let Some(group) = catalogue.group(&inputs.findings.scope.group) else {
        return vec![];
    };
    let names: Vec<String> = group
        .peers
        .iter()
        .filter_map(|area| Some(catalogue.police_area_by_code(&area.code)?.name.clone()))
        .collect();
    words(format!(
        "{} is compared with its group of {}: {}. Rates use the {} population.",
        force_name(inputs),
        group.year,
        listed(&names),
        inputs.findings.scope.population,
    ))
}

/// The same comparison on official figures, which every force has.
fn official(inputs: &Inputs<'_>) -> Option<Text> {
    let official = inputs.findings.of("CRM-001").filter(|f| known(&f.peers.mean))?;
    let prose = Prose::new()
        .strong(format!("On official figures for {}. ", official.year.label()))
        .text(sentences::standing(official)?);
    let prose = if official.up_to_date {
        prose
    } else {
        prose.say(" Official annual figures were not updated this quarter.")
    };
    Some(prose.done())
}

/// How many classes the shading has.
const CLASSES: usize = 4;

fn map(inputs: &Inputs<'_>) -> Option<Block> {
    let all = inputs.findings.of("PUK-001")?;
    let catalogue = &inputs.frozen.catalogue;
    let shapes: Vec<Shape> = catalogue
        .police_areas()
        .filter_map(|force| {
            let member = all.peers.members.iter().find(|member| member.name == force.name);
            Some(Shape {
                name: force.name.clone(),
                polygons: catalogue.shape(&force.area.code)?.to_vec(),
                value: member.and_then(|member| member.rate.to_f64()),
                text: member.map_or_else(String::new, |member| member.rate.text()),
                own: member.is_some_and(|member| member.own),
                background: member.is_none(),
            })
        })
        .collect();
    if shapes.is_empty() {
        return None;
    }
    let rates: Vec<f64> = shapes.iter().filter_map(|shape| shape.value).collect();
    let chart = Chart {
        id: "chart-forces-map".into(),
        title: "Where the group's forces are, and their rates".into(),
        subtitle: format!("Crimes per 1,000 residents, {}", all.year.label()),
        alt: "Map of police force areas in England and Wales; the forces of the group are shaded \
              by their rate, which the table of similar forces gives."
            .into(),
        kind: ChartKind::Map {
            shapes,
            class_bounds: class_bounds(&rates),
            axis: "Crimes per 1,000 residents".into(),
        },
        data: charts::peer_table(charts::PEER_TABLE, all, source_of_group(inputs, all)),
    };
    Some(Block::Chart(Box::new(chart)))
}

/// Equal steps between round numbers: the upper bounds of all classes but the last.
pub(crate) fn class_bounds(values: &[f64]) -> Vec<f64> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if low >= high {
        return vec![];
    }
    let rough = (high - low) / CLASSES as f64;
    let power = 10f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|m| m * power);
    let step = steps.into_iter().find(|step| *step >= rough).unwrap_or(rough);
    let first = (low / step).floor() * step + step;
    (0..CLASSES).map(|n| first + step * n as f64).filter(|bound| *bound < high).collect()
}
