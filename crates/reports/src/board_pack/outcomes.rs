//! Outcomes in a neutral fixed order: none is better than another (001 s19, SF-095).

use analysis::cohort::{CohortFigures, CohortOutcome, ages_held};
use document::{
    Block, Column, NoteKind, Part, Row, RowKind, Section, Table, TableCell, Text, words,
};
use domain::figure::{Base, Derivation, Figure};

use super::{Inputs, section, source_of_finding};
use crate::sentences::{counted, known, spoken};

pub(crate) fn compose(inputs: &Inputs<'_>) -> Section {
    let mut blocks = vec![Block::Paragraph(words(
        "Outcomes are listed alphabetically. No outcome is better than another: what matters is \
         that each case has the right one, so nothing here is ranked or coloured. There are two \
         ways to count them. Method A counts the outcomes recorded in the year, whenever the crime \
         was. Method B follows the crimes of the year to their outcome so far. They answer \
         different questions and are never mixed.",
    ))];
    blocks.extend(last_outcomes(inputs));
    blocks.extend(recorded(inputs));
    section("outcomes", "Outcomes", Part::Body, blocks)
}

/// Last outcome of the year's crimes: a cohort that ripens. At one age where it is held so; else
/// counts without shares, since shares of months at different ages are no rate.
fn last_outcomes(inputs: &Inputs<'_>) -> Vec<Block> {
    let Some(all) = inputs.findings.of("PUK-001") else {
        return vec![];
    };
    let Ok(dimension) = "last-outcome".parse() else {
        return vec![];
    };
    let (measure, source) = (&all.measure.id, &all.link.headline_source);
    let key = inputs.frozen.key(measure, source, &inputs.findings.scope.area, all.year);
    let line = source_of_finding(inputs, all);
    if let Some(age) = ages_held(inputs.frozen, &key).last() {
        let cohort = CohortFigures::gather(inputs.frozen, &key, &dimension, *age);
        return one_age(&cohort, line);
    }
    let rows = inputs.findings.outcomes(inputs.frozen, measure, source, &dimension);
    if rows.is_empty() || !known(&all.count) {
        return vec![];
    }
    let mut table = Table {
        id: "table-last-outcomes".into(),
        caption: format!("Method B. Last outcome of the crimes of {}, so far", spoken(all.year)),
        columns: vec![Column::left(OUTCOME, 6), Column::right("Crimes", 2)],
        rows: rows.into_iter().map(|row| outcome_row(row.label, vec![row.count])).collect(),
        source: line,
        notes: vec![],
    };
    table
        .rows
        .push(Row { kind: RowKind::Total, ..outcome_row("All".into(), vec![all.count.clone()]) });
    let note = words(
        "The months of this year come from files published at different dates, so their outcomes \
         have had different time to arrive. No share is given, and no comparison with another year.",
    );
    vec![Block::Table(table), Block::Note(NoteKind::Information, note)]
}

const OUTCOME: &str = "Outcome, alphabetically";

fn outcome_row(label: String, figures: Vec<Figure>) -> Row {
    let figures = figures.into_iter().map(TableCell::from);
    Row {
        cells: std::iter::once(TableCell::words(label)).chain(figures).collect(),
        kind: RowKind::Plain,
    }
}

/// A cohort at one age, against the year before at the same age where that is held.
fn one_age(cohort: &CohortFigures, source: Text) -> Vec<Block> {
    let refused = cohort.not_compared().map(str::to_owned);
    let row = |outcome: &CohortOutcome| {
        let mut figures = vec![outcome.count.clone(), outcome.share.clone()];
        figures.extend(refused.is_none().then(|| outcome.change.clone()));
        outcome_row(outcome.label.clone(), figures)
    };
    let mut rows: Vec<Row> = cohort.outcomes.iter().map(row).collect();
    let mut all = outcome_row("All".into(), vec![cohort.all.clone()]);
    all.cells.push(TableCell::words("100%"));
    all.kind = RowKind::Total;
    let mut columns =
        vec![Column::left(OUTCOME, 6), Column::right("Crimes", 2), Column::right("Share", 2)];
    let before = spoken(cohort.period.years_earlier(1));
    let compared = match &refused {
        Some(why) => format!("Not compared with {before} at this age: {why}."),
        None => {
            columns.push(Column::right("Points on the year before", 3));
            all.cells.push(TableCell::words("[z]"));
            format!("Each share is compared with that of {before} at the same age.")
        }
    };
    rows.push(all);
    let (period, published) = (spoken(cohort.period), cohort.published.label());
    let after = counted(usize::from(cohort.age), "month", "months");
    let table = Table {
        id: "table-last-outcomes".into(),
        caption: format!(
            "Method B. Last outcome of the crimes of {period}, as published in {published}, \
             {after} after its end"
        ),
        columns,
        rows,
        source,
        notes: vec![],
    };
    let note = words(format!(
        "This follows the crimes recorded in {period}, and the shares move as cases close; under \
         investigation means that there is no outcome yet. {compared}"
    ));
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
    let label = spoken(inputs.findings.year);
    if !known(&outcomes.count) || !outcomes.monthly {
        let why = outcomes.count.missing_because.clone().unwrap_or_default();
        let text = format!("Outcomes recorded in {label}: [x] ({why}).");
        return vec![Block::Note(NoteKind::Information, words(text))];
    }
    let figures = inputs.findings.outcomes(inputs.frozen, measure, source, &dimension);
    let per_hundred = |count: &Figure| {
        let (measure, source) = (CRIMES.0.parse().ok()?, CRIMES.1.parse().ok()?);
        let by = Derivation::PerHundred(Base::Total, measure, source);
        Some(inputs.frozen.figure(count.id.key.of.clone(), by))
    };
    let row = |label: &str, count: &Figure| {
        let figures = [Some(count.clone()), per_hundred(count)];
        outcome_row(label.to_owned(), figures.into_iter().flatten().collect())
    };
    let mut rows: Vec<Row> = figures.iter().map(|o| row(&o.label, &o.count)).collect();
    rows.push(Row { kind: RowKind::Total, ..row("All", &outcomes.count) });
    let table = Table {
        id: "table-outcomes".into(),
        caption: format!(
            "Method A. Outcomes recorded in {label}, whenever the crime was recorded, for every \
             100 crimes recorded in it"
        ),
        columns: vec![
            Column::left(OUTCOME, 6),
            Column::right("Outcomes", 2),
            Column::right("Per 100 crimes", 2),
        ],
        rows,
        source: source_of_finding(inputs, outcomes),
        notes: vec![words(
            "Many of these outcomes belong to crimes of earlier years, so there can be more than \
             100. It is another method than B, and the two are never compared.",
        )],
    };
    vec![Block::Table(table)]
}

/// What method A divides by: all crime of the same publisher.
const CRIMES: (&str, &str) = ("PUK-001", "police-uk-street");
