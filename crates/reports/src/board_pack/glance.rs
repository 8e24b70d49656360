//! One line for every type.

use analysis::finding::MeasureFinding;
use document::{Block, Column, Part, Prose, Row, RowKind, Section, Table, TableCell};

use super::{Inputs, section, source_of_finding, types};
use crate::sentences::in_sentence;

pub(crate) fn compose(inputs: &Inputs<'_>) -> Section {
    let types = types(inputs);
    let year = crate::sentences::spoken(inputs.findings.year);
    let intro = Prose::new()
        .say(format!("Each police.uk type in one line: {year} against the year before, "))
        .say("the verdict, the rate, and the shape of the months.");
    let mut blocks = vec![Block::Paragraph(intro.done())];
    if let Some(first) = types.first() {
        let source = source_of_finding(inputs, first);
        blocks.push(Block::Table(table(inputs, &types, source.clone())));
        blocks.extend(quarter(inputs, &types, source).map(Block::Table));
    }
    section("types", "Every police.uk type in one line", Part::Body, blocks)
}

pub(crate) fn table(
    inputs: &Inputs<'_>,
    types: &[&MeasureFinding],
    source: document::Text,
) -> Table {
    Table {
        id: "table-types".into(),
        caption: format!("police.uk types, {}", inputs.findings.year.label()),
        columns: vec![
            Column::left("Type", 6),
            Column::right("Count", 2),
            Column::right("Year before", 2),
            Column::right("Change", 2),
            Column::right("%", 2),
            Column::right("Per 1,000", 2),
            Column::left("Verdict", 4),
            Column::left("Months", 3),
        ],
        rows: types.iter().map(|finding| row(finding)).collect(),
        source,
        notes: crate::charts::notes_on_unripe(types),
    }
}

fn row(finding: &MeasureFinding) -> Row {
    let name = &finding.measure.short_name;
    let months = finding.months.len();
    let alt = format!("{} over {months} months", in_sentence(name));
    let values: Vec<Option<f64>> = finding.months.iter().map(|m| m.count.to_f64()).collect();
    Row {
        cells: vec![
            TableCell::words(name.clone()),
            finding.count.clone().into(),
            finding.before.clone().into(),
            finding.change.clone().into(),
            finding.percent.clone().into(),
            finding.rate.clone().into(),
            TableCell::Verdict(finding.verdict),
            TableCell::Sparkline { values, alt },
        ],
        kind: RowKind::Plain,
    }
}

/// The quarter beside the same quarter a year before; no verdict is drawn from a quarter.
fn quarter(
    inputs: &Inputs<'_>,
    types: &[&MeasureFinding],
    source: document::Text,
) -> Option<Table> {
    let row = |finding: &&MeasureFinding| {
        let quarter = finding.quarter.as_ref()?;
        Some(Row {
            cells: vec![
                TableCell::words(finding.measure.short_name.clone()),
                quarter.count.clone().into(),
                quarter.before.clone().into(),
                quarter.change.clone().into(),
                quarter.percent.clone().into(),
            ],
            kind: RowKind::Plain,
        })
    };
    let rows: Vec<Row> = types.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| Table {
        id: "table-quarter".into(),
        caption: format!("The quarter, {}", inputs.findings.quarter.label()),
        columns: vec![
            Column::left("Type", 6),
            Column::right("Count", 2),
            Column::right("A year before", 2),
            Column::right("Change", 2),
            Column::right("%", 2),
        ],
        rows,
        source,
        notes: vec![],
    })
}
