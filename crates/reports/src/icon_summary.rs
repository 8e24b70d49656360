//! The icon summary: one page with every measure, its change, its verdict and the shape of its months.

use analysis::finding::MeasureFinding;
use document::{Block, Document, NoteKind, Part, Prose, words};

use crate::Report;
use crate::board_pack::{glance, source_of_finding, types};
use crate::paper::{Inputs, force_name, freeze_statement, section};

/// The paper.
pub(crate) const REPORT: Report =
    Report { id: "icon-summary", title: "Icon summary", framework: None, compose };

fn compose(inputs: &Inputs<'_>) -> Document {
    let (force, findings) = (force_name(inputs), inputs.findings);
    let year = crate::sentences::spoken(findings.year);
    let types: Vec<&MeasureFinding> = types(inputs);
    let mut blocks = vec![Block::Paragraph(
        Prose::new()
            .say(format!("Every police.uk type, {year} against the year before. "))
            .say("A verdict is given where the change is more than chance explains. ")
            .say("The indicators are not targets.")
            .done(),
    )];
    match types.first() {
        Some(first) => {
            let source = source_of_finding(inputs, first);
            blocks.push(Block::Table(glance::table(inputs, &types, source)));
        }
        None => blocks.push(Block::Note(
            NoteKind::Information,
            words("No monthly measure of the plan is held; the board pack says what is."),
        )),
    }
    Document {
        id: REPORT.id.into(),
        title: REPORT.title.into(),
        subtitle: format!("{force}, {year}"),
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: format!("Every measure of {force} on one page, {year}"),
        sections: vec![section("summary", "At a glance", Part::Summary, blocks)],
    }
}
