//! The panel's thematic paper: one theme of the plan in depth, in rotation, each once in a cycle
//! (SF-106, SF-230, SF-234): counts and percentages, similar forces, what was asked and done.

use analysis::finding::MeasureFinding;
use document::{
    Block, Column, Document, NoteKind, Part, Prose, Row, RowKind, Section, Table, TableCell, Text,
    words,
};
use domain::narrative::About;
use domain::period::Period;
use domain::plan::{PlanTheme, Priority};

use crate::Report;
use crate::annex::{definitions, edition, reading};
use crate::board_pack::plan::{capital, numbered};
use crate::paper::{Inputs, force_name, freeze_statement, section, source_of};
use crate::sentences::{self, counted, known};
use crate::{charts, narrative};

/// The paper.
pub(crate) const REPORT: Report = Report {
    id: "panel-thematic",
    title: "Thematic report to the panel",
    framework: None,
    compose,
};

fn compose(inputs: &Inputs<'_>) -> Document {
    let findings = inputs.findings;
    let themes = &findings.plan.themes;
    let theme = turn(findings.quarter, themes.len()).and_then(|n| themes.get(n));
    let mut sections = match theme {
        Some(theme) => of_theme(inputs, theme),
        None => vec![section(
            "summary",
            "No themes",
            Part::Summary,
            vec![Block::Note(
                NoteKind::Important,
                words("The plan has no themes, so that none can be taken in turn."),
            )],
        )],
    };
    sections.push(section(
        "rotation",
        "Which theme when",
        Part::Body,
        vec![Block::Table(rotation(inputs))],
    ));
    let figure = findings.measures.first().map(|finding| &finding.count);
    let cited: Vec<&MeasureFinding> = theme.map_or_else(Vec::new, |theme| {
        let own = cited(inputs, theme);
        if own.is_empty() { context(inputs) } else { own }
    });
    let mut first = section("annex-reading", "How to read this paper", Part::Annex, reading());
    first.new_page = true;
    sections.push(first);
    let all = definitions(cited.iter().map(|finding| &finding.measure));
    sections.push(section("annex-definitions", "Definitions", Part::Annex, vec![all]));
    sections.push(section("annex-edition", "This edition", Part::Annex, edition(inputs, figure)));
    let title = theme.map_or("the plan", |theme| &theme.title);
    Document {
        id: REPORT.id.into(),
        title: title.to_owned(),
        subtitle: format!("Thematic report, {}, {}", force_name(inputs), findings.quarter.label()),
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: format!(
            "{title}: counts, percentages, similar forces, what was asked and done"
        ),
        sections,
    }
}

/// Whose turn it is in a quarter: themes in the plan's order, one a quarter, from April 2000 on.
fn turn(quarter: Period, themes: usize) -> Option<usize> {
    let start = quarter.start();
    let months = i64::from(start.year() - 2000) * 12 + i64::from(start.month()) - 4;
    let quarters = usize::try_from(months.div_euclid(3)).ok()?;
    quarters.checked_rem(themes)
}

/// Commitments under a theme.
fn under<'p>(inputs: &Inputs<'p>, theme: &'p PlanTheme) -> Vec<&'p Priority> {
    inputs.findings.plan.under(&theme.id).collect()
}

/// What the theme's commitments cite, each once.
fn cited<'a>(inputs: &Inputs<'a>, theme: &'a PlanTheme) -> Vec<&'a MeasureFinding> {
    let plan = &inputs.findings.plan;
    let mut out: Vec<&MeasureFinding> = Vec::new();
    for priority in plan.under(&theme.id) {
        for link in plan.cited_by(priority) {
            let found = inputs.findings.of(link.measure.as_str());
            out.extend(found.filter(|f| !out.iter().any(|one| one.measure.id == f.measure.id)));
        }
    }
    out
}

/// What is watched for the whole plan, with a figure for the year.
fn context<'a>(inputs: &Inputs<'a>) -> Vec<&'a MeasureFinding> {
    let plan = &inputs.findings.plan;
    let found = plan.context.iter().filter_map(|link| inputs.findings.of(link.measure.as_str()));
    found.filter(|finding| known(&finding.count)).collect()
}

fn of_theme(inputs: &Inputs<'_>, theme: &PlanTheme) -> Vec<Section> {
    let own = cited(inputs, theme);
    let beside = own.is_empty();
    let cited = if beside { context(inputs) } else { own.clone() };
    let held: Vec<&MeasureFinding> = cited.iter().copied().filter(|f| known(&f.count)).collect();
    let mut summary = vec![Block::Paragraph(opening(inputs, theme, &own, &held))];
    if beside && !cited.is_empty() {
        summary.push(Block::Paragraph(words(
            "The theme cites no measure that can be published. What follows is watched for the whole \
             plan and belongs to no theme.",
        )));
    }
    let verdicts: Vec<Text> = held.iter().map(|finding| sentences::verdict(finding)).collect();
    if !verdicts.is_empty() {
        summary.push(Block::List(verdicts));
    }
    summary.extend(narrative::blocks(inputs, &About::Theme(theme.id.clone())));
    let mut sections = vec![
        section("summary", "Summary", Part::Summary, summary),
        section("promised", "What the plan says", Part::Body, promised(inputs, theme)),
    ];
    if !cited.is_empty() {
        let caption = match beside {
            false => "Every measure that the theme cites",
            true => "Measures of the whole plan, which belong to no theme",
        };
        let mut blocks = vec![Block::Table(table(inputs, &cited, caption))];
        if !beside {
            blocks.extend(years(inputs, &held));
        }
        sections.push(section("measures", "Counts and percentages", Part::Body, blocks));
    }
    let similar: Vec<Text> = held
        .iter()
        .filter_map(|finding| {
            let standing = sentences::standing(finding)?;
            let name = Prose::new().strong(format!("{}. ", finding.measure.short_name));
            Some(name.text(standing).done())
        })
        .collect();
    if !similar.is_empty() {
        let blocks = vec![Block::List(similar)];
        sections.push(section("similar", "Similar forces", Part::Body, blocks));
    }
    let mut asked = Vec::new();
    for finding in &cited {
        asked.extend(narrative::blocks(inputs, &About::Measure(finding.measure.id.clone())));
    }
    if asked.is_empty() {
        asked.push(Block::Paragraph(words(
            "Nothing was asked about these measures, or explained, in this edition.",
        )));
    }
    sections.push(section("asked", "What was asked and done", Part::Body, asked));
    sections
}

fn opening(
    inputs: &Inputs<'_>,
    theme: &PlanTheme,
    cited: &[&MeasureFinding],
    held: &[&MeasureFinding],
) -> Text {
    let commitments = under(inputs, theme);
    let (one, many) =
        commitments.first().map_or(("commitment", "commitments"), |first| match first.kind {
            domain::plan::CommitmentKind::Priority => ("priority", "priorities"),
            domain::plan::CommitmentKind::Pledge => ("pledge", "pledges"),
            domain::plan::CommitmentKind::Ambition => ("ambition", "ambitions"),
        });
    let prose = Prose::new().say(format!(
        "{} has {} in the plan and {}; {} a figure for the year. ",
        theme.title,
        counted(commitments.len(), one, many),
        counted(cited.len(), "cited measure", "cited measures"),
        counted(held.len(), "measure here has", "measures here have"),
    ));
    prose.say("The indicators are not targets.").done()
}

fn promised(inputs: &Inputs<'_>, theme: &PlanTheme) -> Vec<Block> {
    let mut blocks = Vec::new();
    blocks.extend(theme.summary.clone().map(|said| Block::Paragraph(words(said))));
    if !theme.outcomes.is_empty() {
        blocks.push(Block::Paragraph(words("Outcomes expected:")));
        let outcomes = theme.outcomes.iter().map(|outcome| words(outcome.title.clone()));
        blocks.push(Block::List(outcomes.collect()));
    }
    let commitments = under(inputs, theme);
    // Neighbours of which the paper says the same stand in one point.
    let alike = commitments.chunk_by(|a, b| a.title == b.title && a.summary == b.summary);
    let point = |alike: &[&Priority]| -> Option<Text> {
        let first = alike.first()?;
        let numbers: Vec<u16> = alike.iter().map(|priority| priority.number).collect();
        let number = capital(&numbered(first.kind, &numbers));
        let prose = match &first.title {
            Some(title) => Prose::new().strong(format!("{number} {title}. ")),
            None => Prose::new().strong(format!("{number}. ")),
        };
        let prose = prose.say(first.summary.clone());
        Some(match &first.no_measures_because {
            Some(because) => prose.say(format!(" No measure, on purpose: {because}")).done(),
            None => prose.done(),
        })
    };
    blocks.push(Block::List(alike.filter_map(point).collect()));
    blocks.push(Block::Paragraph(words(
        "What it costs and what is put in is not held in this edition [x].",
    )));
    blocks
}

fn table(inputs: &Inputs<'_>, cited: &[&MeasureFinding], caption: &str) -> Table {
    let row = |finding: &&MeasureFinding| Row {
        cells: vec![
            TableCell::words(finding.measure.short_name.clone()),
            TableCell::words(finding.year.label()),
            finding.count.clone().into(),
            finding.before.clone().into(),
            finding.change.clone().into(),
            finding.percent.clone().into(),
            finding.rate.clone().into(),
            TableCell::Verdict(finding.verdict),
        ],
        kind: RowKind::Plain,
    };
    let mut source: Text = Vec::new();
    let mut named: Vec<&domain::ids::SourceId> = Vec::new();
    for finding in cited {
        let id = &finding.link.headline_source;
        if !named.contains(&id) {
            source.extend(words(if named.is_empty() { "" } else { " " }));
            source.extend(source_of(inputs, id));
            named.push(id);
        }
    }
    Table {
        id: "table-theme".into(),
        caption: caption.to_owned(),
        columns: vec![
            Column::left("Measure", 5),
            Column::left("Year", 3),
            Column::right("Count", 2),
            Column::right("Year before", 2),
            Column::right("Change", 2),
            Column::right("%", 2),
            Column::right("Per 1,000", 2),
            Column::left("Verdict", 3),
        ],
        rows: cited.iter().map(row).collect(),
        source,
        notes: vec![],
    }
}

/// Every year of the measures that are published by year, and the months of the others.
fn years(inputs: &Inputs<'_>, held: &[&MeasureFinding]) -> Vec<Block> {
    let mut out = Vec::new();
    for finding in held {
        let link = &finding.link;
        let name = &finding.measure.short_name;
        if finding.monthly {
            let points: Vec<(Period, domain::figure::Figure)> =
                finding.months.iter().map(|month| (month.period, month.count.clone())).collect();
            let id = format!("chart-{}", finding.measure.id.as_str().to_lowercase());
            let source = source_of(inputs, &link.headline_source);
            let title = format!("{name}: {} in {}", finding.count.text(), finding.year.label());
            let mut chart = charts::years(&id, title, &points, name, source);
            chart.subtitle = format!("{name}, each month");
            out.push(Block::Chart(Box::new(chart)));
        } else {
            let years = inputs.findings.years(inputs.frozen, &link.measure, &link.headline_source);
            if years.len() > 2 {
                let id = format!("chart-{}", finding.measure.id.as_str().to_lowercase());
                let source = source_of(inputs, &link.headline_source);
                let title = format!("{name}: {} in {}", finding.count.text(), finding.year.label());
                out.push(Block::Chart(Box::new(charts::years(&id, title, &years, name, source))));
            }
        }
    }
    out
}

/// The next cycle: every theme once.
fn rotation(inputs: &Inputs<'_>) -> Table {
    let themes = &inputs.findings.plan.themes;
    let mut rows = Vec::new();
    let mut quarter = inputs.findings.quarter;
    for _ in 0..themes.len() {
        let theme = turn(quarter, themes.len()).and_then(|n| themes.get(n));
        rows.push(Row {
            cells: vec![
                TableCell::words(quarter.label()),
                TableCell::words(theme.map_or("[x]", |theme| &theme.title)),
            ],
            kind: if rows.is_empty() { RowKind::Own } else { RowKind::Plain },
        });
        let start = quarter.start().saturating_add(jiff::Span::new().months(3));
        let end = quarter.end().saturating_add(jiff::Span::new().months(3)).last_of_month();
        quarter = Period::new(start, end).unwrap_or(quarter);
    }
    Table {
        id: "table-rotation".into(),
        caption: "One theme for each meeting, every theme once in a cycle".into(),
        columns: vec![Column::left("Quarter", 3), Column::left("Theme", 5)],
        rows,
        source: charts::source(inputs.findings.plan.source.trim_end_matches('.')),
        notes: vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_its_turn_once_in_a_cycle() {
        // SF-106: one of the four themes each meeting, on rotation.
        let quarters = [
            "2021-04-01_2021-06-30",
            "2021-07-01_2021-09-30",
            "2021-10-01_2021-12-31",
            "2022-01-01_2022-03-31",
        ];
        let turns = quarters.map(|quarter| turn(quarter.parse().unwrap(), 4).unwrap());
        let mut sorted = turns;
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2, 3]);
        assert_eq!(turn("2022-01-01_2022-03-31".parse().unwrap(), 0), None);
    }
}
