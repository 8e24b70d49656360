//! The delivery-plan update: theme by theme what was promised, what the measures show, what is said of
//! it and what is put in (SF-216, SF-234).

use document::{Block, Document, Part, Prose, Section, Text, words};
use domain::narrative::About;
use domain::plan::PlanTheme;

use crate::Report;
use crate::annex::{definitions, edition, reading};
use crate::narrative;
use crate::paper::{Inputs, force_name, freeze_statement, section};
use crate::sentences::{self, counted, known};
use crate::thematic::{cited, promised, table};

/// The paper.
pub(crate) const REPORT: Report =
    Report { id: "delivery-plan", title: "Delivery plan update", framework: None, compose };

fn compose(inputs: &Inputs<'_>) -> Document {
    let findings = inputs.findings;
    let plan = &findings.plan;
    let mut sections = vec![section("summary", "Summary", Part::Summary, summary(inputs))];
    sections.extend(plan.themes.iter().map(|theme| of_theme(inputs, theme)));
    let mut first = section("annex-reading", "How to read this paper", Part::Annex, reading());
    first.new_page = true;
    sections.push(first);
    let all = definitions(findings.measures.iter().map(|finding| &finding.measure));
    sections.push(section("annex-definitions", "Definitions", Part::Annex, vec![all]));
    let figure = findings.measures.first().map(|finding| &finding.count);
    sections.push(section("annex-edition", "This edition", Part::Annex, edition(inputs, figure)));
    Document {
        id: REPORT.id.into(),
        title: REPORT.title.into(),
        subtitle: format!("{}, {}", plan.title, findings.quarter.label()),
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: format!("What became of {}, {}", plan.title, force_name(inputs)),
        sections,
    }
}

fn summary(inputs: &Inputs<'_>) -> Vec<Block> {
    let plan = &inputs.findings.plan;
    let line = |theme: &PlanTheme| {
        let measures = cited(inputs, theme);
        let held = measures.iter().filter(|finding| known(&finding.count)).count();
        let commitments = plan.under(&theme.id).count();
        Prose::new()
            .strong(format!("{}. ", theme.title))
            .say(format!(
                "{}; {}, {} of them with a figure for the year.",
                counted(commitments, "commitment", "commitments"),
                counted(measures.len(), "cited measure", "cited measures"),
                held,
            ))
            .done()
    };
    let mut blocks = vec![Block::Paragraph(words(format!(
        "{}, theme by theme: what was promised, what the measures show, and what is said of it. The \
         indicators are not targets.",
        plan.title
    )))];
    if plan.themes.is_empty() {
        blocks.push(Block::Paragraph(words(
            "The plan has no themes; its measures stand in the board pack.",
        )));
    } else {
        blocks.push(Block::List(plan.themes.iter().map(line).collect()));
    }
    let points = narrative::asked_and_done(inputs);
    if !points.is_empty() {
        blocks.push(Block::Paragraph(Prose::new().strong("Asked and done.").done()));
        blocks.push(Block::List(points));
    }
    blocks
}

fn of_theme(inputs: &Inputs<'_>, theme: &PlanTheme) -> Section {
    let mut blocks = narrative::blocks(inputs, &About::Theme(theme.id.clone()));
    blocks.extend(promised(inputs, theme));
    let measures = cited(inputs, theme);
    if measures.is_empty() {
        blocks.push(Block::Paragraph(words("The theme cites no measure that can be published.")));
    } else {
        let id = format!("table-{}", theme.id);
        let caption = format!("{}, every measure it cites", theme.title);
        blocks.push(Block::Table(table(inputs, &measures, (&id, &caption))));
        let held = measures.iter().filter(|finding| known(&finding.count));
        let said: Vec<Text> = held.map(|finding| sentences::verdict(finding)).collect();
        blocks.extend((!said.is_empty()).then_some(Block::List(said)));
    }
    section(&format!("theme-{}", theme.id), theme.title.clone(), Part::Body, blocks)
}
