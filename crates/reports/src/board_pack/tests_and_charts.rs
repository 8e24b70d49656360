//! The annex tables behind verdicts, charts and comparisons.

use analysis::finding::{MeasureFinding, Standing};
use document::{Column, Prose, Row, RowKind, Table, TableCell, Text, words};

use super::{Inputs, answers, monthly, source_of_finding};
use crate::charts;
use crate::sentences::{self, in_sentence, known};

/// Ratio, interval, p, dispersion and revision of every test.
pub(super) fn tests(inputs: &Inputs<'_>) -> Table {
    let row = |finding: &MeasureFinding| {
        let test = finding.test.as_ref()?;
        let kind = if finding.monthly { "months" } else { "years" };
        Some(Row {
            cells: vec![
                TableCell::words(format!("{} ({kind})", finding.measure.short_name)),
                test.ratio.clone().into(),
                test.low.clone().into(),
                test.high.clone().into(),
                test.p.clone().into(),
                test.dispersion.clone().into(),
                test.revision.clone().into(),
                test.pairs.clone().into(),
                TableCell::Verdict(finding.verdict),
            ],
            kind: RowKind::Plain,
        })
    };
    let tested = inputs.findings.measures.iter().filter(|f| f.measure.id.as_str() != "PUK-020");
    Table {
        id: "table-tests".into(),
        caption: "The tests behind the verdicts".into(),
        columns: vec![
            Column::left("Measure", 7),
            Column::right("Ratio", 2),
            Column::right("Low", 2),
            Column::right("High", 2),
            Column::right("p", 2),
            Column::right("Dispersion", 2),
            Column::right("Revision", 2),
            Column::right("Pairs", 2),
            Column::left("Verdict", 4),
        ],
        rows: tested.filter_map(row).collect(),
        source: charts::source("computed from the figures of this edition"),
        notes: vec![
            words(
                "Ratio of this year to the baseline with its 95% interval; p is how often chance \
                 alone would show at least such a change.",
            ),
            words(
                "Revision is the standard error that revision alone adds, measured from so many \
                 pairs of versions of one figure. [z]: both years were published more than \
                 eighteen months after they ended, and nothing is added. [x]: too few figures are \
                 held in two versions to measure it.",
            ),
        ],
    }
}

/// Centre, limits and signals of every XmR chart.
pub(super) fn process_limits(inputs: &Inputs<'_>) -> Table {
    let row = |finding: &MeasureFinding| {
        let chart = finding.chart.as_ref()?;
        Some(Row {
            cells: vec![
                TableCell::words(finding.measure.short_name.clone()),
                chart.lower.clone().into(),
                chart.mean.clone().into(),
                chart.upper.clone().into(),
                TableCell::words(chart.signals.to_string()),
            ],
            kind: RowKind::Plain,
        })
    };
    Table {
        id: "table-process-limits".into(),
        caption: if super::without_season(inputs) {
            "Process-control charts, season taken out".into()
        } else {
            "Process-control charts, season not removed".into()
        },
        columns: vec![
            Column::left("Measure", 5),
            Column::right("Lower limit", 2),
            Column::right("Mean", 2),
            Column::right("Upper limit", 2),
            Column::right("Months signalling", 2),
        ],
        rows: monthly(inputs).filter_map(row).collect(),
        source: charts::source("computed from the months of this edition"),
        notes: vec![],
    }
}

/// The factors of the year's months, for every measure whose chart is without season.
pub(super) fn season(inputs: &Inputs<'_>) -> Table {
    let seasons = monthly(inputs).filter_map(|f| {
        let season = f.chart.as_ref().and_then(|chart| chart.season.as_ref())?;
        Some((f, season))
    });
    let seasons: Vec<_> = seasons.collect();
    let mut columns = vec![Column::left("Month", 2)];
    columns.extend(seasons.iter().map(|(f, _)| Column::right(&f.measure.short_name, 1)));
    let row = |(n, month): (usize, domain::period::Period)| Row {
        cells: std::iter::once(TableCell::words(domain::period::month_name(month.start().month())))
            .chain(seasons.iter().map(|(_, season)| match season.factors.get(n) {
                Some(factor) => factor.clone().into(),
                None => TableCell::words("[x]"),
            }))
            .collect(),
        kind: RowKind::Plain,
    };
    let entered = seasons.iter().map(|(finding, season)| {
        let name = in_sentence(&finding.measure.short_name);
        format!("{name} {} of {}", sentences::grouped(season.months.into()), season.forces)
    });
    let entered: Vec<String> = entered.collect();
    Table {
        id: "table-season".into(),
        caption: "What each month usually has, over the average month".into(),
        columns,
        rows: inputs.findings.year.months().enumerate().map(row).collect(),
        source: charts::source("computed from monthly counts of other forces; see Season"),
        notes: vec![words(format!(
            "Months that entered, and of how many forces: {}.",
            entered.join(", ")
        ))],
    }
}

/// Own change and place among similar forces for every measure, as two facts (SF-078, SF-087).
pub(super) fn similar_forces(inputs: &Inputs<'_>) -> Table {
    let row = |finding: &MeasureFinding| Row {
        cells: vec![
            TableCell::words(finding.measure.short_name.clone()),
            finding.percent.clone().into(),
            finding.rate.clone().into(),
            finding.peers.mean.clone().into(),
            finding.peers.others.clone().into(),
            finding.peers.expected_low.clone().into(),
            finding.peers.expected_high.clone().into(),
            TableCell::words(match finding.peers.standing(&finding.rate) {
                Standing::Above => "unusually high",
                Standing::Below => "unusually low",
                Standing::Within => "not unusual",
                Standing::Unknown => "not known",
            }),
        ],
        kind: RowKind::Plain,
    };
    let first = monthly(inputs).next();
    Table {
        id: "table-similar-forces-all".into(),
        caption: "Own change and similar forces, every police.uk measure".into(),
        columns: vec![
            Column::left("Measure", 5),
            Column::right("Own change", 2),
            Column::right("Per 1,000", 2),
            Column::right("Group mean", 2),
            Column::right("Others' mean", 2),
            Column::right("Expected, from", 2),
            Column::right("to", 2),
            Column::left("In its group", 3),
        ],
        rows: monthly(inputs).map(row).collect(),
        source: first.map_or_else(Vec::new, |finding| source_of_finding(inputs, finding)),
        notes: places_not_given(inputs).into_iter().chain(left_out(inputs)).collect(),
    }
}

/// Why the table gives no places: a place without the places it may as well be says too much.
fn places_not_given(inputs: &Inputs<'_>) -> Option<Text> {
    let first = monthly(inputs).find(|finding| known(&finding.peers.mean))?;
    let why = first.peers.rank_low.missing_because.clone()?;
    Some(words(format!("No places are given, since they move from year to year: {why}.")))
}

/// Why the group has no figure, where the office left out a month of one of its forces.
fn left_out(inputs: &Inputs<'_>) -> Option<Text> {
    let mut all = monthly(inputs);
    let any = all.any(|finding| answers::is_left_out(inputs, &finding.peers.mean));
    let note = Prose::new()
        .say("[x]: a figure of one of the forces is held to be wrong and left out; ")
        .section(answers::SECTION)
        .say(" says which.");
    any.then(|| note.done())
}
