//! One area of the framework: overview, tables, charts.

use std::collections::BTreeSet;

use analysis::watched::WatchedFinding;
use document::chart::{Panel, TimePoint};
use document::{
    Block, Chart, ChartKind, Column, KeyFigure, NoteKind, Part, Prose, Row, RowKind, Section,
    Table, TableCell, Text, VerdictGroup, words,
};
use domain::figure::Figure;
use domain::period::Period;
use domain::plan::PlanTheme;
use domain::verdict::Verdict;

use super::{context, line, own, watched};
use crate::charts;
use crate::paper::{Inputs, force_name, section, source_of};
use crate::sentences::{counted, in_sentence, known, listed};

/// A chart is drawn from this many periods on.
const FEWEST_PERIODS: usize = 4;
/// Panels in one chart of context.
const MOST_PANELS: usize = 5;
/// Charts of context go back so many years.
const YEARS: i32 = 5;

/// Where a paper lists what is not supplied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// In a section of its own.
    Listed,
    /// In the full report.
    InTheReport,
}

/// The first page: what is new, what moved, what is old, what is not there.
pub(super) fn overview(inputs: &Inputs<'_>, themes: &[&PlanTheme], missing: Missing) -> Section {
    let plan = &inputs.findings.plan;
    let mut all: Vec<&WatchedFinding> = Vec::new();
    for finding in themes.iter().flat_map(|theme| watched(inputs, theme)) {
        if !all.iter().any(|other| std::ptr::eq(*other, finding)) {
            all.push(finding);
        }
    }
    let of_area = own(&all);
    let mut blocks = vec![Block::Paragraph(opening(inputs, &all, themes, missing))];
    let keys: Vec<KeyFigure> = keys(inputs, themes);
    if !keys.is_empty() {
        blocks.push(Block::KeyFigures(keys));
    }
    let groups = verdicts(&of_area);
    if !groups.is_empty() {
        blocks.push(Block::Verdicts(groups));
    }
    if let Some(caution) = &plan.caution {
        blocks.push(Block::Note(NoteKind::Information, words(caution.clone())));
    }
    section("summary", "Summary", Part::Summary, blocks)
}

fn opening(
    inputs: &Inputs<'_>,
    all: &[&WatchedFinding],
    themes: &[&PlanTheme],
    missing: Missing,
) -> Text {
    let latest = || all.iter().filter_map(|finding| finding.latest.as_ref());
    let new = latest().filter(|latest| latest.is_new).count();
    let old = latest().count() - new;
    let (of_area, as_context) = (own(all), context(all));
    let of = |these: &[&WatchedFinding]| these.iter().filter(|f| f.latest.is_some()).count();
    let planned = super::back::planned(inputs, themes).len() + all.len() - of(all);
    let names: Vec<String> = themes.iter().map(|theme| theme.title.clone()).collect();
    let force = force_name(inputs);
    let prose = Prose::new().say(format!(
        "For {}, {} held for {force} and {} as context for England and Wales. ",
        listed(&names),
        counted(of(&of_area), "measure is", "measures are"),
        of(&as_context),
    ));
    let prose = prose.say(format!(
        "{} new in this quarter; {} not updated. ",
        counted(new, "is", "are"),
        counted(old, "was", "were"),
    ));
    let said = format!("{} not yet supplied", counted(planned, "is", "are"));
    let prose = match (planned, missing) {
        (0, _) => prose,
        (_, Missing::Listed) => {
            prose.say(format!("{said} and listed in ")).section("not-supplied").say(". ")
        }
        (_, Missing::InTheReport) => prose.say(format!(
            "{said}; the CJS Performance Report lists each with its source and provider. "
        )),
    };
    prose.say("The indicators are not targets.").done()
}

/// The first measure of each area, and of a single area its first four.
fn keys(inputs: &Inputs<'_>, themes: &[&PlanTheme]) -> Vec<KeyFigure> {
    let most = if themes.len() == 1 { 4 } else { 1 };
    let mut keys: Vec<KeyFigure> = Vec::new();
    for theme in themes {
        let under = watched(inputs, theme);
        let of_area = own(&under).into_iter().chain(context(&under));
        let known = of_area.filter_map(|finding| Some((finding, finding.latest.as_ref()?)));
        for (finding, latest) in known.take(most) {
            let place = inputs.frozen.catalogue.place_name(&finding.area.code).unwrap_or_default();
            let label = format!("{}, {place}, {}", finding.measure.name, latest.period.label());
            if keys.iter().any(|key| key.label == label) {
                continue;
            }
            let beneath = match crate::sentences::known(&latest.percent) {
                true => Prose::new()
                    .figure(&latest.percent)
                    .say(format!(" on {}", crate::sentences::spoken(latest.baseline)))
                    .done(),
                false => words(line::age(latest)),
            };
            keys.push(KeyFigure { label, figure: latest.figure.clone(), beneath });
        }
    }
    keys
}

fn verdicts(findings: &[&WatchedFinding]) -> Vec<VerdictGroup> {
    let group = |verdict| {
        let with = findings.iter().filter_map(|finding| {
            let latest = finding.latest.as_ref().filter(|l| l.verdict == Some(verdict))?;
            let prose = Prose::new()
                .strong(finding.measure.short_name.clone())
                .say(" ")
                .figure(&latest.figure);
            Some(match known(&latest.percent) {
                true => prose.say(", ").figure(&latest.percent).done(),
                false => prose.done(),
            })
        });
        VerdictGroup { verdict, lines: with.collect() }
    };
    let all = [Verdict::Risen, Verdict::Fallen, Verdict::NoClearChange, Verdict::TooEarlyToSay];
    all.into_iter().map(group).filter(|group| !group.lines.is_empty()).collect()
}

/// An area with its tables and charts.
pub(super) fn in_full(inputs: &Inputs<'_>, theme: &PlanTheme) -> Option<Section> {
    let under = watched(inputs, theme);
    let (mut of_area, mut as_context) = (own(&under), context(&under));
    of_area.retain(|finding| finding.latest.is_some());
    as_context.retain(|finding| finding.latest.is_some());
    if of_area.is_empty() && as_context.is_empty() {
        return None;
    }
    let mut blocks = Vec::new();
    if !of_area.is_empty() {
        let caption = format!("{}, {}", theme.title, force_name(inputs));
        blocks.push(Block::Table(table(inputs, &format!("table-{}", theme.id), caption, &of_area)));
        let drawn: Vec<Chart> =
            of_area.iter().filter_map(|finding| chart(inputs, theme, finding)).collect();
        let rows = drawn.chunks(2).map(|row| match row {
            [only] => Block::Chart(Box::new(only.clone())),
            several => Block::ChartRow(several.to_vec()),
        });
        blocks.extend(rows);
    }
    if !as_context.is_empty() {
        blocks.push(Block::Paragraph(
            Prose::new()
                .strong("England and Wales, as context. ")
                .say("No figure of this area is published for what follows, so that nothing here ")
                .say("says how the area does.")
                .done(),
        ));
        let caption = format!("{}, England and Wales", theme.title);
        let id = format!("table-{}-context", theme.id);
        blocks.push(Block::Table(table(inputs, &id, caption, &as_context)));
        let parts = as_context.chunks(MOST_PANELS).enumerate();
        let charts = parts.filter_map(|(n, part)| panels(inputs, theme, part, n + 1));
        blocks.extend(charts.map(|chart| Block::Chart(Box::new(chart))));
    }
    Some(section(&format!("in-full-{}", theme.id), theme.title.clone(), Part::Body, blocks))
}

fn table(inputs: &Inputs<'_>, id: &str, caption: String, findings: &[&WatchedFinding]) -> Table {
    let row = |finding: &&WatchedFinding| {
        let latest = finding.latest.as_ref()?;
        Some(Row {
            cells: vec![
                TableCell::words(finding.measure.name.clone()),
                TableCell::words(latest.period.label()),
                latest.figure.clone().into(),
                latest.before.clone().into(),
                latest.change.clone().into(),
                latest.percent.clone().into(),
                latest.verdict.map_or_else(|| TableCell::words("[z]"), TableCell::Verdict),
                TableCell::words(line::age(latest)),
            ],
            kind: RowKind::Plain,
        })
    };
    let mut sources: Vec<&domain::ids::SourceId> = Vec::new();
    for finding in findings {
        if !sources.contains(&&finding.link.source) {
            sources.push(&finding.link.source);
        }
    }
    let mut source: Text = Vec::new();
    for (n, one) in sources.into_iter().enumerate() {
        source.extend(words(if n == 0 { "" } else { " " }));
        source.extend(source_of(inputs, one));
    }
    let untested = findings.iter().filter_map(|finding| finding.latest.as_ref());
    let untested = untested.filter(|latest| latest.verdict.is_none()).count();
    let mut notes: Vec<Text> = findings
        .iter()
        .filter_map(|finding| {
            let note = finding.link.note.as_ref()?;
            Some(words(format!("{}: {note}", finding.measure.short_name)))
        })
        .collect();
    if untested > 0 {
        notes.push(words(
            "[z] no verdict: a change is tested where it is of two years of a count, and the other \
             forces' changes are there to hold it against.",
        ));
    }
    Table {
        id: id.to_owned(),
        caption,
        columns: vec![
            Column::left("Measure", 5),
            Column::left("Period", 3),
            Column::right("Figure", 2),
            Column::right("A year before", 2),
            Column::right("Change", 2),
            Column::right("%", 2),
            Column::left("Verdict", 3),
            Column::left("Age of the data", 4),
        ],
        rows: findings.iter().filter_map(row).collect(),
        source,
        notes,
    }
}

fn chart(inputs: &Inputs<'_>, theme: &PlanTheme, finding: &WatchedFinding) -> Option<Chart> {
    let latest = finding.latest.as_ref()?;
    if latest.history.len() < FEWEST_PERIODS {
        return None;
    }
    let (first, last) = (latest.history.first()?, latest.history.last()?);
    let name = &finding.measure.name;
    let title = format!(
        "{name}: {} {}, {} in {}",
        last.1.text(),
        line::when(latest),
        first.1.text(),
        first.0.label()
    );
    let id = format!("chart-{}-{}", theme.id, finding.measure.id.as_str().to_lowercase());
    let source = source_of(inputs, &finding.link.source);
    let mut chart = charts::years(&id, title, &latest.history, name, source);
    chart.subtitle = format!("{name}, from {} to {}", first.0.label(), last.0.label());
    Some(chart)
}

/// Context as small lines, the numbers in one table of the periods they share.
fn panels(
    inputs: &Inputs<'_>,
    theme: &PlanTheme,
    findings: &[&WatchedFinding],
    part: usize,
) -> Option<Chart> {
    let drawn: Vec<&&WatchedFinding> =
        findings.iter().filter(|finding| recent(inputs, finding).len() >= FEWEST_PERIODS).collect();
    drawn.first()?;
    let panel = |finding: &&&WatchedFinding| {
        let latest = finding.latest.as_ref()?;
        let point = |(period, figure): &(Period, Figure)| TimePoint {
            label: period.label(),
            short: charts::short(*period),
            value: figure.to_f64(),
            signal: None,
            hollow: false,
        };
        Some(Panel {
            title: finding.measure.name.clone(),
            reading: match latest.percent.number() {
                Some(percent) => format!("{}, {percent}", latest.figure.text()),
                None => latest.figure.text(),
            },
            points: recent(inputs, finding).iter().map(point).collect(),
            lines: None,
        })
    };
    let names: Vec<String> =
        drawn.iter().map(|finding| in_sentence(&finding.measure.name)).collect();
    let id = format!("chart-{}-context-{part}", theme.id);
    Some(Chart {
        title: format!("{} in England and Wales", theme.title),
        subtitle: "Each on its own scale; latest figure and change on a year before beneath the \
                   name"
            .into(),
        alt: format!("Small line charts of {}. The figures are in the table.", names.join(", ")),
        kind: ChartKind::SmallMultiples { panels: drawn.iter().filter_map(panel).collect() },
        data: by_end(inputs, theme, &drawn, format!("data-{id}")),
        id,
    })
}

/// The figures of a measure over the years that a chart of context goes back.
fn recent(inputs: &Inputs<'_>, finding: &WatchedFinding) -> Vec<(Period, Figure)> {
    let from = inputs.findings.year.years_earlier(YEARS).end();
    let history = finding.latest.as_ref().map_or(&[][..], |latest| latest.history.as_slice());
    history.iter().filter(|(period, _)| period.end() > from).cloned().collect()
}

/// The figures of several measures, one row for each day on which a period of theirs ends: quarters,
/// the days at their ends, and years stand in the row of their last day.
fn by_end(
    inputs: &Inputs<'_>,
    theme: &PlanTheme,
    findings: &[&&WatchedFinding],
    id: String,
) -> Table {
    let all: Vec<Vec<(Period, Figure)>> = findings.iter().map(|f| recent(inputs, f)).collect();
    let ends: BTreeSet<_> = all.iter().flatten().map(|(period, _)| period.end()).collect();
    let row = |end| {
        let label = Period::new(end, end).map_or_else(|_| end.to_string(), charts::short);
        let cell = |history: &Vec<(Period, Figure)>| {
            let found = history.iter().find(|(period, _)| period.end() == end);
            found.map_or_else(|| TableCell::words("[z]"), |(_, figure)| figure.clone().into())
        };
        Row {
            cells: std::iter::once(TableCell::words(label)).chain(all.iter().map(cell)).collect(),
            kind: RowKind::Plain,
        }
    };
    let mut columns = vec![Column::left("To", 2)];
    columns.extend(findings.iter().map(|f| Column::right(&f.measure.short_name, 2)));
    let source = findings.first().map_or_else(Vec::new, |f| source_of(inputs, &f.link.source));
    Table {
        id,
        caption: format!("{}, England and Wales, by the last day of each period", theme.title),
        columns,
        rows: ends.into_iter().map(row).collect(),
        source,
        notes: vec![words("[z] no period of this measure ends on this day.")],
    }
}
