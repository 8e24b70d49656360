//! The annual report, as section 12 of the Police Reform and Social Responsibility Act 2011 asks: the
//! functions exercised, and the progress with the plan's objectives (SF-143). What the system does not
//! hold is named and left to be written.

use document::{Block, Document, NoteKind, Part, Prose, Section, Text, words};
use domain::narrative::About;
use domain::plan::PlanTheme;

use crate::Report;
use crate::annex::{definitions, edition, reading};
use crate::narrative;
use crate::paper::{Inputs, force_name, freeze_statement, section};
use crate::sentences::{self, known, spoken};
use crate::thematic::{cited, promised, table};

/// The paper.
pub(crate) const REPORT: Report =
    Report { id: "annual-report", title: "Annual report", framework: None, compose };

fn compose(inputs: &Inputs<'_>) -> Document {
    let findings = inputs.findings;
    let plan = &findings.plan;
    let mut progress = section(
        "progress",
        "Progress with the objectives",
        Part::Body,
        vec![Block::Paragraph(words(
            "What each theme promised and what its measures show. A change is called risen or fallen \
             only where it is more than chance explains; that it came about because of the plan is \
             for the words beside it to show.",
        ))],
    );
    progress.sections = plan.themes.iter().map(|theme| of_theme(inputs, theme)).collect();
    let mut sections = vec![
        section("foreword", "Foreword", Part::Summary, foreword(inputs)),
        section("functions", "Functions exercised", Part::Body, functions()),
        progress,
    ];
    let points = narrative::asked_and_done(inputs);
    let asked = match points.is_empty() {
        true => Block::Paragraph(words("No question is recorded for this day.")),
        false => Block::List(points),
    };
    sections.push(section("account", "Holding to account", Part::Body, vec![asked]));
    let mut first = section("annex-reading", "How to read this report", Part::Annex, reading());
    first.new_page = true;
    sections.push(first);
    let all = definitions(findings.measures.iter().map(|finding| &finding.measure));
    sections.push(section("annex-definitions", "Definitions", Part::Annex, vec![all]));
    let catalogue = &inputs.frozen.catalogue;
    let law = SECTION_12.parse().ok().and_then(|id| catalogue.legal_reference(&id));
    if let Some(law) = law {
        let said = (words(format!("{}, {}", law.act, law.provision)), words(law.says.clone()));
        let blocks = vec![Block::Terms(vec![said])];
        sections.push(section("annex-law", "What the law asks", Part::Annex, blocks));
    }
    let figure = findings.measures.first().map(|finding| &finding.count);
    sections.push(section("annex-edition", "This edition", Part::Annex, edition(inputs, figure)));
    Document {
        id: REPORT.id.into(),
        title: REPORT.title.into(),
        subtitle: format!("{}, {}", force_name(inputs), spoken(findings.year)),
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: format!(
            "Functions exercised and progress with the plan, {}",
            spoken(findings.year)
        ),
        sections,
    }
}

/// The provision, in the catalogue's table of law.
const SECTION_12: &str = "prsra-2011-s12";

fn foreword(inputs: &Inputs<'_>) -> Vec<Block> {
    let said = REPORT.id.parse().map(|id| narrative::blocks(inputs, &About::Paper(id)));
    let said = said.unwrap_or_default();
    if !said.is_empty() {
        return said;
    }
    let as_at = inputs.frozen.id.as_at;
    let text =
        Prose::new().say("The Commissioner\u{2019}s view has still to be written [x]: ").code(
            format!("scrutineer narrative write paper/annual-report commissioner --as-at {as_at}"),
        );
    vec![Block::Note(NoteKind::Information, text.done())]
}

fn functions() -> Vec<Block> {
    let term = |name: &str, said: &str| -> (Text, Text) { (words(name), words(said)) };
    vec![
        Block::Paragraph(words(
            "The report covers how functions were exercised in the year. These are kept elsewhere and \
             have to be added [x]:",
        )),
        Block::Terms(vec![
            term("Money", "precept, budget, outturn and reserves"),
            term("Services and grants", "what was commissioned, for whom, and what came of it"),
            term("Decisions", "those of significant public interest"),
            term("People", "appointments, complaints, custody visiting"),
            term("The panel", "its reports and recommendations, and the answers to them"),
        ]),
    ]
}

fn of_theme(inputs: &Inputs<'_>, theme: &PlanTheme) -> Section {
    let mut blocks = promised(inputs, theme);
    let measures = cited(inputs, theme);
    if !measures.is_empty() {
        let id = format!("table-{}", theme.id);
        blocks.push(Block::Table(table(inputs, &measures, (&id, &theme.title))));
        let held = measures.iter().filter(|finding| known(&finding.count));
        let said: Vec<Text> = held.map(|finding| sentences::verdict(finding)).collect();
        blocks.extend((!said.is_empty()).then_some(Block::List(said)));
    }
    blocks.extend(narrative::blocks(inputs, &About::Theme(theme.id.clone())));
    section(&format!("theme-{}", theme.id), theme.title.clone(), Part::Body, blocks)
}
