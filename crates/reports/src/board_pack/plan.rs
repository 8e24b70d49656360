//! The plan: every priority, what it cites, and which cite nothing on purpose (SF-083, SF-110).

use document::{Block, Column, Part, Prose, Row, RowKind, Section, Table, TableCell, Text, words};
use domain::plan::{CommitmentKind, Expectation, PlanMeasure, Priority, ThemeKind};

use super::{Inputs, section};

pub(crate) fn compose(inputs: &Inputs<'_>) -> Section {
    let plan = &inputs.findings.plan;
    let mut intro = Prose::new()
        .say(format!("{}. ", plan.title))
        .say("The measures monitored are indicators, not targets: the plan sets none. ");
    if let Some(first) = plan.priorities.first() {
        let (one, _) = named(first.kind);
        intro = intro.say(format!(
            "A {one} without cited measures is still in force and is reported in words. "
        ));
    }
    if plan.measures().any(|link| link.expectation == Some(Expectation::SignificantReduction)) {
        intro = intro
            .say("A significant reduction is asked for as a direction without a number; whether ")
            .say("there is one is judged by the test of change that ")
            .section("annex-method")
            .say(" describes.");
    }
    let mut blocks = vec![Block::Paragraph(intro.done())];
    if plan.priorities.is_empty() {
        let text = "No priorities are entered for this plan; the measures are monitored without.";
        blocks.push(Block::Paragraph(words(text)));
    } else {
        blocks.push(Block::Table(table(inputs)));
    }
    section("plan", "The plan and its measures", Part::Body, blocks)
}

fn table(inputs: &Inputs<'_>) -> Table {
    let plan = &inputs.findings.plan;
    let theme = |priority: &Priority| {
        let theme = plan.themes.iter().find(|theme| Some(&theme.id) == priority.theme.as_ref());
        theme.map_or("[z]".to_owned(), |theme| theme.title.clone())
    };
    let row = |alike: &[Priority]| {
        let priority = alike.first()?;
        let numbers: Vec<u16> = alike.iter().map(|priority| priority.number).collect();
        Some(Row {
            cells: vec![
                TableCell::words(numbered(priority.kind, &numbers)),
                TableCell::words(theme(priority)),
                TableCell::Text(text(priority)),
                TableCell::Text(cited(inputs, priority)),
            ],
            kind: RowKind::Plain,
        })
    };
    // Neighbours of which the paper says the same stand in one row.
    let alike = plan.priorities.chunk_by(|a, b| {
        let said = |p: &Priority| (p.theme.clone(), p.title.clone(), p.summary.clone());
        let cites = |p: &Priority| (p.no_measures_because.clone(), p.measures.clone());
        said(a) == said(b) && cites(a) == cites(b)
    });
    let kind = plan.priorities.first().map_or(CommitmentKind::Priority, |first| first.kind);
    let (one, many) = named(kind);
    let heading = plan.themes.first().map_or(ThemeKind::Theme, |theme| theme.kind).word();
    let without_theme = plan.priorities.iter().any(|priority| priority.theme.is_none());
    Table {
        id: "table-plan".into(),
        caption: format!("{}, {}", capital(many), plan.title),
        columns: vec![
            Column::left("No.", 1),
            Column::left(&capital(heading), 3),
            Column::left(&capital(one), 5),
            Column::left("Measures", 5),
        ],
        rows: alike.filter_map(row).collect(),
        source: crate::charts::source(plan.source.trim_end_matches('.')),
        notes: without_theme
            .then(|| words(format!("[z] stands under no {heading}.")))
            .into_iter()
            .collect(),
    }
}

fn text(priority: &Priority) -> Text {
    let title = priority.title.clone();
    let prose = match title {
        Some(title) => Prose::new().strong(title).say(". "),
        None => Prose::new().say("The paper does not give its title. "),
    };
    prose.say(priority.summary.clone()).done()
}

fn cited(inputs: &Inputs<'_>, priority: &Priority) -> Text {
    if let Some(because) = &priority.no_measures_because {
        return words(format!("None, on purpose. {because}"));
    }
    let shared = inputs.findings.plan.shared_by(priority.number).next();
    if let (true, Some(shared)) = (priority.measures.is_empty(), shared) {
        let start = format!("{} together: ", numbered(priority.kind, &shared.priorities));
        return listed(inputs, &shared.measures, Prose::new().say(start));
    }
    if priority.measures.is_empty() {
        return words("None held.");
    }
    listed(inputs, &priority.measures, Prose::new())
}

/// What a paper calls one of its commitments, and several.
fn named(kind: CommitmentKind) -> (&'static str, &'static str) {
    match kind {
        CommitmentKind::Priority => ("priority", "strategic priorities"),
        CommitmentKind::Pledge => ("pledge", "pledges"),
        CommitmentKind::Ambition => ("ambition", "ambitions"),
    }
}

pub(crate) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "SP10 to SP14"; a pledge has its number alone, since no paper abbreviates it.
pub(crate) fn numbered(kind: CommitmentKind, priorities: &[u16]) -> String {
    let mark = if kind == CommitmentKind::Priority { "SP" } else { "" };
    match priorities {
        [first, .., last] => format!("{mark}{first} to {mark}{last}"),
        [only] => format!("{mark}{only}"),
        [] => String::new(),
    }
}

fn listed(inputs: &Inputs<'_>, links: &[PlanMeasure], start: Prose) -> Text {
    let all = links.iter().enumerate().fold(start, |prose, (n, link)| {
        prose.say(if n == 0 { "" } else { "; " }).text(one(inputs, link))
    });
    all.say(".").done()
}

fn one(inputs: &Inputs<'_>, link: &PlanMeasure) -> Text {
    let finding = inputs.findings.of(link.measure.as_str());
    let Some(finding) = finding else {
        let tracked = inputs.findings.tracked.iter().find(|t| t.measure.id == link.measure);
        return match tracked {
            Some(tracked) => {
                words(format!("{} (tracked, not published)", tracked.measure.short_name))
            }
            None => words(link.measure.as_str()),
        };
    };
    let prose = Prose::new().say(format!("{} ", finding.measure.short_name)).figure(&finding.count);
    match link.expectation {
        Some(Expectation::SignificantReduction) => prose.say(" (asked: a significant reduction)"),
        None => prose,
    }
    .done()
}
