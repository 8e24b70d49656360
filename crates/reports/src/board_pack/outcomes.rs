//! Outcomes in a neutral fixed order: none is better than another (001 s19, SF-095).

use analysis::findings::OutcomeFigures;
use document::{
    Block, Column, NoteKind, Part, Row, RowKind, Section, Table, TableCell, Text, words,
};
use domain::figure::Figure;

use super::{Inputs, section, source_of_finding};
use crate::sentences::known;

pub(super) fn compose(inputs: &Inputs<'_>) -> Section {
    let mut blocks = vec![Block::Paragraph(words(
        "Outcomes are listed alphabetically. No outcome is better than another: what matters is \
         that each case has the right one, so nothing here is ranked or coloured.",
    ))];
    blocks.extend(last_outcomes(inputs));
    blocks.extend(recorded(inputs));
    section("outcomes", "Outcomes", Part::Body, blocks)
}

/// Last outcome of the year's crimes, as of the files held: a cohort that ripens.
fn last_outcomes(inputs: &Inputs<'_>) -> Vec<Block> {
    let Some(all) = inputs.findings.of("PUK-001") else {
        return vec![];
    };
    let Ok(dimension) = "last-outcome".parse() else {
        return vec![];
    };
    let (measure, source) = (&all.measure.id, &all.link.headline_source);
    let rows = inputs.findings.outcomes(inputs.frozen, measure, source, &dimension);
    if rows.is_empty() || !known(&all.count) {
        return vec![];
    }
    let caption = format!("Last outcome of the crimes of {}, so far", all.year.label());
    let source = source_of_finding(inputs, all);
    let table = table("table-last-outcomes", caption, &rows, &all.count, source);
    let note = words(
        "This follows the crimes recorded in the year: the latest months are unripe, and the \
         shares move as cases close. Months come from files published at different dates, so \
         their outcomes have had different time to arrive. Not to be compared with an earlier \
         year at another age.",
    );
    vec![Block::Table(table), Block::Note(NoteKind::Information, note)]
}

/// Outcomes recorded in the year, whenever the crime was: another method, never mixed.
fn recorded(inputs: &Inputs<'_>) -> Vec<Block> {
    let Some(outcomes) = inputs.findings.of("PUK-020") else {
        return vec![];
    };
    let Ok(dimension) = "outcome-type".parse() else {
        return vec![];
    };
    let (measure, source) = (&outcomes.measure.id, &outcomes.link.headline_source);
    let label = crate::sentences::spoken(inputs.findings.year);
    if !known(&outcomes.count) || !outcomes.monthly {
        let why = outcomes.count.missing_because.clone().unwrap_or_default();
        let text = format!("Outcomes recorded in {label}: [x] ({why}).");
        return vec![Block::Note(NoteKind::Information, words(text))];
    }
    let rows = inputs.findings.outcomes(inputs.frozen, measure, source, &dimension);
    let caption = format!("Outcomes recorded in {label}, whenever the crime was recorded");
    let source = source_of_finding(inputs, outcomes);
    vec![Block::Table(table("table-outcomes", caption, &rows, &outcomes.count, source))]
}

fn table(
    id: &str,
    caption: String,
    figures: &[OutcomeFigures],
    all: &Figure,
    source: Text,
) -> Table {
    let row = |outcome: &OutcomeFigures| Row {
        cells: vec![
            TableCell::words(outcome.label.clone()),
            outcome.count.clone().into(),
            outcome.share.clone().into(),
        ],
        kind: RowKind::Plain,
    };
    let mut rows: Vec<Row> = figures.iter().map(row).collect();
    let cells = vec![TableCell::words("All"), all.clone().into(), TableCell::words("100%")];
    rows.push(Row { cells, kind: RowKind::Total });
    Table {
        id: id.to_owned(),
        caption,
        columns: vec![
            Column::left("Outcome, alphabetically", 6),
            Column::right("Count", 2),
            Column::right("Share", 2),
        ],
        rows,
        source,
        notes: vec![],
    }
}
