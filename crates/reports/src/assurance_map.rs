//! The assurance map: outcomes or commitments, the forums that watch them, the data named for them,
//! and the gaps (SF-171).

use document::{Block, Document, NoteKind, Part, Prose, words};
use domain::plan::assurance::{MapSubject, assurance_map};

use crate::Report;
use crate::board_pack::framework;
use crate::paper::{Inputs, freeze_statement, section};
use crate::sentences::counted;

/// The paper.
pub(crate) const REPORT: Report =
    Report { id: "assurance-map", title: "Assurance map", framework: None, compose };

fn compose(inputs: &Inputs<'_>) -> Document {
    let plan = &inputs.findings.plan;
    let all = assurance_map(plan);
    let outcomes = all.iter().any(|row| matches!(row.subject, MapSubject::Outcome { .. }));
    let rows =
        all.iter().filter(|row| matches!(row.subject, MapSubject::Outcome { .. }) == outcomes);
    let (mut of, mut no_data, mut no_forum) = (0, 0, 0);
    for row in rows {
        of += 1;
        no_data += usize::from(row.evidence.is_empty());
        no_forum += usize::from(row.commissioner.is_empty());
    }
    let what = if outcomes { ("outcome", "outcomes") } else { ("commitment", "commitments") };
    let mut blocks = vec![Block::Paragraph(
        Prose::new()
            .say(format!("{} of the plan. ", counted(of, what.0, what.1)))
            .say(format!("{} no data named for it; ", counted(no_data, "has", "have")))
            .say(format!("{} no forum of the commissioner. ", counted(no_forum, "has", "have")))
            .say("A gap is told in its place as \u{201c}None named\u{201d}.")
            .done(),
    )];
    if plan.framework.says_who_watches() {
        blocks.push(Block::Table(framework::map(plan)));
        blocks.extend(framework::over_everything(plan).map(Block::Paragraph));
        if !plan.framework.forums.is_empty() {
            blocks.push(Block::Table(framework::forums(plan)));
        }
    } else {
        blocks.push(Block::Note(
            NoteKind::Important,
            words(
                "The plan's paper does not say who watches what, so that nothing can be mapped. \
                 Enter the forums and assurances beside the plan to have them here.",
            ),
        ));
    }
    Document {
        id: REPORT.id.into(),
        title: REPORT.title.into(),
        subtitle: plan.title.clone(),
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: format!("Who watches over {}, with what data, and the gaps", plan.title),
        sections: vec![section("map", "Who watches what", Part::Summary, blocks)],
    }
}
