//! The back of a criminal justice paper: what is not supplied, and the annex.

use analysis::watched::WatchedFinding;
use document::{Block, Column, Part, Prose, Row, RowKind, Section, Table, TableCell, words};
use domain::plan::PlanTheme;
use domain::plan::framework::PlannedMeasure;

use crate::annex::{definitions, edition, reading};
use crate::charts;
use crate::paper::{Inputs, section};
use crate::sources;

/// Measures of the framework that nobody publishes for an area.
pub(super) fn planned<'a>(inputs: &Inputs<'a>, themes: &[&PlanTheme]) -> Vec<&'a PlannedMeasure> {
    let under =
        |planned: &&PlannedMeasure| themes.iter().any(|theme| planned.themes.contains(&theme.id));
    inputs.findings.plan.framework.planned.iter().filter(under).collect()
}

fn without_figure<'a>(inputs: &Inputs<'a>, themes: &[&PlanTheme]) -> Vec<&'a WatchedFinding> {
    let under = |finding: &&WatchedFinding| {
        themes.iter().any(|theme| finding.link.themes.contains(&theme.id))
    };
    let none = |finding: &&WatchedFinding| finding.latest.is_none();
    inputs.findings.watched.iter().filter(under).filter(none).collect()
}

/// One line for each measure without a public figure: who would supply it. Never an invention, and
/// never an empty page.
pub(super) fn not_supplied(inputs: &Inputs<'_>, themes: &[&PlanTheme]) -> Option<Section> {
    let catalogue = &inputs.frozen.catalogue;
    let title = |ids: &[domain::ids::Slug]| {
        let named = themes.iter().filter(|theme| ids.contains(&theme.id));
        named.map(|theme| theme.title.clone()).collect::<Vec<_>>().join("; ")
    };
    let row = |name: String, ids: &[domain::ids::Slug], from: Option<String>| Row {
        cells: vec![
            TableCell::words(name),
            TableCell::words(title(ids)),
            TableCell::words(from.unwrap_or_else(|| "[x]".into())),
            TableCell::words("[x]"),
        ],
        kind: RowKind::Plain,
    };
    let mut rows: Vec<Row> = Vec::new();
    for finding in without_figure(inputs, themes) {
        let source = catalogue.source(&finding.link.source);
        let from =
            source.map(|source| format!("{}, published by {}", source.name, source.publisher));
        rows.push(row(finding.measure.name.clone(), &finding.link.themes, from));
    }
    for planned in planned(inputs, themes) {
        let measure = planned.measure.as_ref().and_then(|id| catalogue.measure(id));
        let from = measure.and_then(|measure| measure.typical_source.clone());
        rows.push(row(planned.title.clone(), &planned.themes, from));
    }
    if rows.is_empty() {
        return None;
    }
    let source = charts::source(inputs.findings.plan.source.trim_end_matches('.'));
    let table = Table {
        id: "table-not-supplied".into(),
        caption: "Not yet supplied".into(),
        columns: vec![
            Column::left("Measure", 5),
            Column::left("Area", 4),
            Column::left("Source and provider", 5),
            Column::left("Figure", 1),
        ],
        rows,
        source,
        notes: vec![words("[x] not available: no figure of this area is held.")],
    };
    let intro = Prose::new()
        .say("These belong to the framework, and no figure of this area is published or has been ")
        .say("supplied. They are listed so that what is missing is seen; none is estimated.");
    let blocks = vec![Block::Paragraph(intro.done()), Block::Table(table)];
    Some(section("not-supplied", "Not yet supplied", Part::Body, blocks))
}

/// How to read it, definitions, sources and files, this edition.
pub(super) fn annex(inputs: &Inputs<'_>, themes: &[&PlanTheme]) -> Vec<Section> {
    let annex = |id: &str, title: &str, blocks| section(id, title, Part::Annex, blocks);
    let mut first = annex("annex-reading", "How to read this paper", reading());
    first.new_page = true;
    let under = |finding: &&WatchedFinding| {
        themes.iter().any(|theme| finding.link.themes.contains(&theme.id))
    };
    let watched: Vec<&WatchedFinding> = inputs.findings.watched.iter().filter(under).collect();
    let definitions = definitions(watched.iter().map(|finding| &finding.measure));
    let figure = watched.iter().find_map(|finding| Some(&finding.latest.as_ref()?.figure));
    vec![
        first,
        annex("annex-sources", "Sources and files", sources::held(inputs)),
        annex("annex-definitions", "Definitions", vec![definitions]),
        annex("annex-edition", "This edition", edition(inputs, figure)),
    ]
}
