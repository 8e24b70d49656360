//! The annex on sources: what each covers, and every file behind this edition.

use std::collections::BTreeSet;

use analysis::ledger::Supplied;
use document::{Block, Column, Prose, Row, RowKind, Table, TableCell, Text, words};
use domain::observation::ObservationKey;

use super::{Inputs, force_name};
use crate::charts;

/// What each source covers and leaves out, with its attribution.
pub(super) fn described(inputs: &Inputs<'_>) -> Block {
    let used: BTreeSet<_> =
        inputs.frozen.ledger.releases().iter().map(|supplied| &supplied.release.source).collect();
    let sources = inputs.frozen.catalogue.sources().filter(|source| used.contains(&source.id));
    let term = |source: &catalogue::Source| -> (Text, Text) {
        let said = Prose::new()
            .say(format!("{} Published by {}. ", sentence(&source.covers), source.publisher))
            .say(format!("{} ", sentence(&source.caveat)))
            .say(sentence(&source.attribution));
        (words(source.name.clone()), said.done())
    };
    Block::Terms(sources.map(term).collect())
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

/// Every file of the edition; the monthly files of a series stand in one row.
pub(super) fn files(inputs: &Inputs<'_>) -> Table {
    let mut rows: Vec<Row> = Vec::new();
    let mut releases: Vec<&Supplied> = inputs.frozen.ledger.releases().iter().collect();
    releases.sort_by(|a, b| (&a.release.name, a.batch).cmp(&(&b.release.name, b.batch)));
    for supplied in releases {
        let release = &supplied.release;
        let rows_read = match release.rows_read {
            0 => "[z]".to_owned(),
            n => n.to_string(),
        };
        rows.push(Row {
            cells: vec![
                TableCell::Text(Prose::new().code(release.name.clone()).done()),
                TableCell::words(release.vintage.label()),
                TableCell::words(rows_read),
                TableCell::Text(Prose::new().code(release.file.short()).done()),
            ],
            kind: RowKind::Plain,
        });
    }
    Table {
        id: "table-files".into(),
        caption: "Files behind this edition".into(),
        columns: vec![
            Column::left("File", 6),
            Column::left("Published", 3),
            Column::right("Rows read", 2),
            Column::left("SHA-256 begins", 3),
        ],
        rows,
        source: charts::source("the ledger of this edition"),
        notes: vec![],
    }
}

/// How the official figure of one year changed between publications: every version is held.
pub(super) fn versions(inputs: &Inputs<'_>) -> Option<Table> {
    let official = inputs.findings.of("CRM-001")?;
    let ledger = &inputs.frozen.ledger;
    let scope = &inputs.findings.scope;
    let (measure, source) = (&official.measure.id, &official.link.headline_source);
    let own = |key: &ObservationKey| {
        key.measure == *measure && key.source == *source && key.area == scope.area
    };
    let mut rows = Vec::new();
    for (key, held) in ledger.all_current().filter(|(key, _)| own(key)) {
        let earlier = ledger.earlier(key);
        if earlier.is_empty() {
            continue;
        }
        for version in earlier.iter().chain([held]) {
            let supplied = ledger.supplied(version);
            let current = std::ptr::eq(version, held);
            let value = version.observation.cell.value().map_or("[x]".into(), |decimal| {
                let exact = domain::figure::Exact::Whole(decimal.mantissa);
                let format = domain::figure::Format::Number { decimals: 0 };
                domain::figure::text::write(exact, format)
            });
            rows.push(Row {
                cells: vec![
                    TableCell::words(key.period.label()),
                    TableCell::words(supplied.release.vintage.label()),
                    TableCell::Text(Prose::new().code(supplied.release.name.clone()).done()),
                    TableCell::words(value),
                    TableCell::words(if current { "current" } else { "earlier" }),
                ],
                kind: if current { RowKind::Own } else { RowKind::Plain },
            });
        }
    }
    (!rows.is_empty()).then(|| Table {
        id: "table-versions".into(),
        caption: format!("Versions of official all crime, {}", force_name(inputs)),
        columns: vec![
            Column::left("Year", 3),
            Column::left("Published", 3),
            Column::left("File", 6),
            Column::right("Count", 2),
            Column::left("Version", 2),
        ],
        rows,
        source: charts::source("the ledger of this edition"),
        notes: vec![],
    })
}
