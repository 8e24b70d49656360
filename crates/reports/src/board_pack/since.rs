//! What changed since the last freeze: new months, revised values, replaced files.

use document::{Block, Column, Part, Prose, Row, RowKind, Section, Table, TableCell, words};
use domain::period::{Period, PeriodKind};

use super::{Inputs, RecordChanges, Since, section};
use crate::sentences::{counted, grouped, listed};

/// How many rows of detail are listed before the rest is summed up.
const LISTED: usize = 12;

/// "three new months; 808 crimes have a new last outcome."
pub(super) fn in_short(since: &Since<'_>, changed: u64) -> String {
    let months = new_months(since);
    let mut said = vec![match months.len() {
        0 => "no new month".to_owned(),
        n => counted(n, "new month was added", "new months were added"),
    }];
    if changed > 0 {
        said.push(format!("{} crimes have a changed last outcome", grouped(changed)));
    }
    let counts = revised_counts(since);
    said.push(match counts {
        0 => "no count of crimes was revised".to_owned(),
        n => counted(n, "count of crimes was revised", "counts of crimes were revised"),
    });
    format!("{}.", listed(&said))
}

/// Months that only the later edition holds, in order.
fn new_months(since: &Since<'_>) -> Vec<Period> {
    let added = since.changes.added.keys().map(|(_, _, period)| *period);
    let mut months: Vec<Period> = added.filter(|p| p.kind() == PeriodKind::Month).collect();
    months.sort();
    months.dedup();
    months
}

fn revised_counts(since: &Since<'_>) -> usize {
    since.changes.revised.iter().filter(|revision| revision.key.breakdown.is_total()).count()
}

pub(super) fn compose(inputs: &Inputs<'_>, since: &Since<'_>) -> Section {
    let changed: u64 = since.records.iter().map(|record| record.changed).sum();
    let intro = Prose::new()
        .say(format!("Compared with the freeze {}: ", since.freeze.id))
        .say(in_short(since, changed));
    let mut blocks = vec![Block::Paragraph(intro.done())];
    let months = new_months(since);
    if !months.is_empty() {
        let names: Vec<String> = months.iter().map(|month| month.label()).collect();
        let text = Prose::new().strong("New months: ").say(listed(&names)).say(".");
        blocks.push(Block::Paragraph(text.done()));
    }
    blocks.extend(since.records.iter().flat_map(record));
    blocks.extend(revisions(inputs, since));
    if !since.changes.removed.is_empty() {
        let count = counted(since.changes.removed.len(), "figure", "figures");
        let text = format!("{count} of the earlier freeze are not held in this one.");
        blocks.push(Block::Paragraph(words(text)));
    }
    let mut section = section("since", "What changed since the last freeze", Part::Body, blocks);
    section.new_page = true;
    section
}

fn record(record: &RecordChanges) -> Vec<Block> {
    let text = Prose::new().strong(format!("{}, a newer version of the file. ", record.month)).say(
        format!(
            "{} crimes are in both versions; {} of them have another last outcome. {} only in the \
             older version, {} only in the newer.",
            grouped(record.in_both),
            grouped(record.changed),
            grouped(record.only_in_older),
            grouped(record.only_in_newer)
        ),
    );
    let mut blocks = vec![Block::Paragraph(text.done())];
    if !record.transitions.is_empty() {
        blocks.push(Block::Table(transitions(record)));
    }
    blocks
}

fn transitions(record: &RecordChanges) -> Table {
    let row = |(from, to, crimes): &(String, String, u64)| Row {
        cells: vec![
            TableCell::words(from.clone()),
            TableCell::words(to.clone()),
            TableCell::words(grouped(*crimes)),
        ],
        kind: RowKind::Plain,
    };
    let mut rows: Vec<Row> = record.transitions.iter().take(LISTED).map(row).collect();
    let rest = &record.transitions[rows.len()..];
    if !rest.is_empty() {
        let crimes = rest.iter().map(|(.., crimes)| crimes).sum();
        let ways = counted(rest.len(), "other way", "other ways");
        let cells = vec![
            TableCell::words(ways),
            TableCell::words("[z]"),
            TableCell::words(grouped(crimes)),
        ];
        rows.push(Row { cells, kind: RowKind::Total });
    }
    let slug = domain::ids::Slug::of(&record.month);
    Table {
        id: format!("table-transitions-{slug}"),
        caption: format!("How last outcomes of {} moved", record.month),
        columns: vec![Column::left("Was", 5), Column::left("Is", 5), Column::right("Crimes", 2)],
        rows,
        source: crate::charts::source("both versions of the file, compared crime by crime"),
        notes: vec![],
    }
}

fn revisions(inputs: &Inputs<'_>, since: &Since<'_>) -> Option<Block> {
    let revised = &since.changes.revised;
    if revised.is_empty() {
        return None;
    }
    let outcomes: Vec<_> =
        revised.iter().filter(|revision| !revision.key.breakdown.is_total()).collect();
    let name = |key: &domain::observation::ObservationKey| {
        let measure = inputs.frozen.catalogue.measure(&key.measure);
        let measure = measure.map_or_else(|| key.measure.to_string(), |m| m.short_name.clone());
        let part = key.breakdown.parts().first();
        let label = part.and_then(|(_, value)| inputs.frozen.catalogue.outcome_label(value));
        match label {
            Some(label) => format!("{measure}: {label}"),
            None => measure,
        }
    };
    let cell = |cell: &domain::cell::Cell<domain::decimal::Decimal>| {
        let whole = cell.value().filter(|d| d.scale == 0).map(|d| d.mantissa);
        let plain = || cell.value().map(|d| d.to_string());
        let symbol = || cell.symbol().map(str::to_owned);
        let text = whole.map(|n| grouped(n.unsigned_abs()));
        TableCell::words(text.or_else(plain).or_else(symbol).unwrap_or_default())
    };
    let row = |revision: &analysis::changes::Revision| Row {
        cells: vec![
            TableCell::words(name(&revision.key)),
            TableCell::words(revision.key.period.label()),
            cell(&revision.before),
            cell(&revision.after),
        ],
        kind: RowKind::Plain,
    };
    let totals = revised.iter().filter(|revision| revision.key.breakdown.is_total());
    let rows: Vec<Row> = totals.chain(outcomes).take(2 * LISTED).map(row).collect();
    let left = revised.len() - rows.len();
    let more = if left == 0 {
        vec![]
    } else {
        vec![words(format!("{} more are listed by the command `changes`.", left))]
    };
    Some(Block::Table(Table {
        id: "table-revisions".into(),
        caption: "Figures revised since the last freeze".into(),
        columns: vec![
            Column::left("Figure", 6),
            Column::left("Period", 3),
            Column::right("Was", 2),
            Column::right("Is", 2),
        ],
        rows,
        source: crate::charts::source("the two freezes"),
        notes: more,
    }))
}
