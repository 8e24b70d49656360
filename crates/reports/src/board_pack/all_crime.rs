//! All crime from its two sources, side by side and never mixed.

use analysis::finding::MeasureFinding;
use document::{
    Block, Column, NoteKind, Part, Prose, Row, RowKind, Section, Table, TableCell, words,
};

use super::{Inputs, force_name, section, source_of_finding};
use crate::charts;
use crate::sentences::{self, known};

pub(super) fn compose(inputs: &Inputs<'_>) -> Section {
    let findings = inputs.findings;
    let both: Vec<&MeasureFinding> =
        ["CRM-001", "PUK-001"].iter().filter_map(|id| findings.of(id)).collect();
    let mut blocks = vec![Block::Paragraph(words(
        "Two sources count recorded crime differently and both are shown, labelled and never \
         mixed. The official statistics cover every recorded offence except fraud; police.uk \
         leaves some offences out but comes by month and place.",
    ))];
    if !both.is_empty() {
        blocks.push(Block::Table(side_by_side(inputs, &both)));
    }
    for finding in &both {
        if known(&finding.count) {
            blocks.push(Block::Paragraph(sentences::verdict(finding)));
        }
    }
    if both.iter().any(|finding| known(&finding.count) && !finding.monthly) {
        blocks.push(Block::Paragraph(words(
            "The two verdicts answer different questions. Monthly figures are held against their \
             own months; two official years are held against how far other forces' years moved \
             apart, which asks more of a change before it is called clear.",
        )));
    }
    let stale = both.iter().find(|finding| !finding.up_to_date && known(&finding.count));
    if let Some(stale) = stale {
        let text = format!(
            "Official annual figures: not updated this quarter. They stand at {}.",
            stale.year.label()
        );
        blocks.push(Block::Note(NoteKind::Information, words(text)));
    }
    blocks.extend(official_years(inputs));
    blocks.extend(police_uk_months(inputs));
    section("all-crime", "All crime, from both sources", Part::Body, blocks)
}

fn side_by_side(inputs: &Inputs<'_>, both: &[&MeasureFinding]) -> Table {
    let row = |finding: &&MeasureFinding| {
        let source = inputs.frozen.catalogue.source(&finding.link.headline_source);
        let source = source.map_or_else(String::new, |source| source.short_name.clone());
        let name = format!("{} ({source})", finding.year.label());
        let beside = match &finding.beside {
            Some(beside) => beside.count.clone().into(),
            None => TableCell::words("[x]"),
        };
        Row {
            cells: vec![
                TableCell::words(name),
                finding.count.clone().into(),
                finding.before.clone().into(),
                finding.change.clone().into(),
                finding.percent.clone().into(),
                beside,
                TableCell::Verdict(finding.verdict),
            ],
            kind: RowKind::Plain,
        }
    };
    let beside = both.iter().find_map(|f| f.beside.as_ref()).map(|b| b.period.label());
    let beside = beside.unwrap_or_else(|| "Earlier year".into());
    Table {
        id: "table-all-crime".into(),
        caption: format!("All crime in {}, by source", force_name(inputs)),
        columns: vec![
            Column::left("Year and source", 5),
            Column::right("Count", 2),
            Column::right("Year before", 2),
            Column::right("Change", 2),
            Column::right("%", 2),
            Column::right(&beside, 2),
            Column::left("Verdict", 4),
        ],
        rows: both.iter().map(row).collect(),
        source: both
            .iter()
            .fold(Prose::new(), |prose, f| prose.text(source_of_finding(inputs, f)).say(" "))
            .done(),
        notes: both
            .iter()
            .map(|finding| {
                let moving = crate::charts::still_moving(&finding.unripe);
                let moving = moving.map_or_else(String::new, |said| format!(" {said}"));
                let (name, reason) = (&finding.measure.short_name, &finding.link.baseline.reason);
                words(format!("{name}: {reason}{moving}"))
            })
            .collect(),
    }
}

fn official_years(inputs: &Inputs<'_>) -> Option<Block> {
    let official = inputs.findings.of("CRM-001")?;
    let (measure, source) = (&official.measure.id, &official.link.headline_source);
    let years = inputs.findings.years(inputs.frozen, measure, source);
    let (first, last) = (years.first()?, years.last()?);
    let title = format!(
        "Official all crime: {} in {}, {} in {}",
        first.1.text(),
        first.0.label(),
        last.1.text(),
        last.0.label()
    );
    let what = "Recorded crime excluding fraud";
    let source = source_of_finding(inputs, official);
    let chart = charts::years("chart-official-years", title, &years, what, source);
    Some(Block::Chart(Box::new(chart)))
}

fn police_uk_months(inputs: &Inputs<'_>) -> Option<Block> {
    let all = inputs.findings.of("PUK-001")?;
    let last = all.months.last()?;
    let title = format!("police.uk: {} crimes in {}", last.count.text(), last.period.label());
    let chart = charts::control(all, title, super::months(inputs))?;
    Some(Block::Chart(Box::new(chart)))
}
