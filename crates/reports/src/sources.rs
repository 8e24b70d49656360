//! The annex on sources: what each covers, and every file behind this edition.

use std::collections::BTreeSet;

use analysis::ledger::Supplied;
use catalogue::Standing;
use document::{Block, Column, Prose, Row, RowKind, Table, TableCell, Text, words};

use crate::charts;
use crate::paper::Inputs;

/// The sources of an edition, and the files.
pub(crate) fn held(inputs: &Inputs<'_>) -> Vec<Block> {
    vec![described(inputs), Block::Table(files(inputs))]
}

/// What each source covers and leaves out, with its attribution.
fn described(inputs: &Inputs<'_>) -> Block {
    let used: BTreeSet<_> =
        inputs.frozen.releases().iter().map(|supplied| &supplied.release.source).collect();
    let cited = |source: &&catalogue::Source| source.standing != Standing::Restricted;
    let sources = inputs.frozen.catalogue.sources().filter(cited);
    let sources = sources.filter(|source| used.contains(&source.id));
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

/// Every file of the edition; the monthly files of one series and publication stand in one row. A
/// restricted source is not cited, and how many rows a file of the office's own has is a count.
fn files(inputs: &Inputs<'_>) -> Table {
    let catalogue = &inputs.frozen.catalogue;
    let cited = |supplied: &&Supplied| {
        let source = catalogue.source(&supplied.release.source);
        source.is_none_or(|source| source.standing != Standing::Restricted)
    };
    let mut releases: Vec<&Supplied> = inputs.frozen.releases().iter().filter(cited).collect();
    releases
        .sort_by_key(|supplied| (series(supplied), supplied.release.name.clone(), supplied.batch));
    let alike = releases.chunk_by(|a, b| series(a) == series(b));
    Table {
        id: "table-files".into(),
        caption: "Files behind this edition".into(),
        columns: vec![
            Column::left("File", 6),
            Column::right("Files", 1),
            Column::left("Published", 3),
            Column::right("Rows or cells read", 2),
        ],
        rows: alike.filter_map(|alike| files_row(inputs, alike)).collect(),
        source: charts::source("the ledger of this edition"),
        notes: vec![words(
            "The digest of each file stands with every figure that was read from it, in the list \
             of figures that belongs to this paper.",
        )],
    }
}

/// What a monthly file's name says after its month, and when it was published.
fn series(supplied: &Supplied) -> (String, String) {
    let release = &supplied.release;
    let name = release.name.as_str();
    let month = name.get(..8).filter(|start| {
        start.bytes().enumerate().all(|(n, byte)| match n {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
    });
    let rest = month.map_or(name, |month| &name[month.len()..]);
    (rest.to_owned(), release.vintage.to_string())
}

fn files_row(inputs: &Inputs<'_>, alike: &[&Supplied]) -> Option<Row> {
    let (first, last) = (&alike.first()?.release, &alike.last()?.release);
    let name = match alike.len() {
        1 => Prose::new().code(first.name.clone()),
        _ => Prose::new()
            .code(first.name.clone())
            .say(format!(" to {}", last.name.get(..7).unwrap_or_default())),
    };
    let gate = inputs.frozen.gate();
    let own = alike.iter().any(|supplied| !gate.is_published(&supplied.release.source));
    let rows = match alike.iter().map(|supplied| supplied.release.rows_read).sum::<u64>() {
        _ if own => "[c]".to_owned(),
        0 => "[z]".to_owned(),
        n => crate::sentences::grouped(n),
    };
    Some(Row {
        cells: vec![
            TableCell::Text(name.done()),
            TableCell::words(alike.len().to_string()),
            TableCell::words(first.vintage.label()),
            TableCell::words(rows),
        ],
        kind: RowKind::Plain,
    })
}
