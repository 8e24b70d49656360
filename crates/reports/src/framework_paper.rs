//! The framework paper: the plan, what it cites, how each measure is defined, and how the plan is
//! watched over (SF-247).

use document::{Block, Document, NoteKind, Part, words};

use crate::Report;
use crate::annex::{definitions, edition};
use crate::board_pack::{framework, plan};
use crate::paper::{Inputs, freeze_statement, section};

/// The paper.
pub(crate) const REPORT: Report =
    Report { id: "framework-paper", title: "Performance framework", framework: None, compose };

fn compose(inputs: &Inputs<'_>) -> Document {
    let findings = inputs.findings;
    let of = &findings.plan;
    let mut first = plan::compose(inputs);
    if let Some(statement) = of.framework.statement.clone().or_else(|| of.caution.clone()) {
        first.blocks.insert(0, Block::Note(NoteKind::Important, words(statement)));
    }
    first.part = Part::Summary;
    let mut sections = vec![first];
    sections.extend(framework::compose(inputs).map(|mut section| {
        section.part = Part::Body;
        section
    }));
    let measures = findings.measures.iter().map(|finding| &finding.measure);
    let tracked = findings.tracked.iter().map(|tracked| &tracked.measure);
    let watched = findings.watched.iter().map(|watched| &watched.measure);
    let all = definitions(measures.chain(tracked).chain(watched));
    let figure = findings.measures.first().map(|finding| &finding.count);
    sections.push(section("annex-definitions", "Definitions", Part::Annex, vec![all]));
    sections.push(section("annex-edition", "This edition", Part::Annex, edition(inputs, figure)));
    Document {
        id: REPORT.id.into(),
        title: REPORT.title.into(),
        subtitle: of.title.clone(),
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: format!("{}: what it cites, how it is measured and watched over", of.title),
        sections,
    }
}
