//! `scrutineer changes`

use domain::cell::Cell;
use domain::decimal::Decimal;
use serde_json::{Value, json};

use crate::arguments::{Arguments, Changes};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Changes) -> anyhow::Result<Ended> {
    let office = super::open(arguments).await?;
    let report = app::changes::between(&office, &asked.one, &asked.other).await?;
    if arguments.json {
        show::json(&as_json(&report));
    } else {
        in_words(&report);
    }
    Ok(Ended::Done)
}

fn cell(cell: &Cell<Decimal>) -> String {
    let value = cell.value().map(|decimal| decimal.to_string());
    value.or(cell.symbol().map(str::to_owned)).unwrap_or_default()
}

fn in_words(report: &app::changes::ChangeReport) {
    let changes = &report.changes;
    show::line(format_args!("from freeze {} to {}", report.earlier.id, report.later.id));
    for ((source, area, period), figures) in &changes.added {
        let label = period.label();
        show::line(format_args!("  new        {source} {area} {label}: {figures} figures"));
    }
    for (replacement, records) in &report.records {
        let label = replacement.period.label();
        show::line(format_args!(
            "  replaced   {} {label}: {} crimes in both versions, {} changed their last outcome, \
             {} only in the older, {} only in the newer",
            replacement.source,
            records.in_both,
            records.changed,
            records.only_in_older,
            records.only_in_newer
        ));
    }
    for revision in &changes.revised {
        let (before, after) = (cell(&revision.before), cell(&revision.after));
        show::line(format_args!("  revised    {}: {before} → {after}", revision.key));
    }
    for key in &changes.removed {
        show::line(format_args!("  not held   {key}"));
    }
    if changes.added.is_empty() && changes.revised.is_empty() && changes.removed.is_empty() {
        show::line("  no figure differs");
    }
}

fn as_json(report: &app::changes::ChangeReport) -> Value {
    let changes = &report.changes;
    let added = changes.added.iter().map(|((source, area, period), figures)| {
        json!({
            "source": source.to_string(),
            "area": area.to_string(),
            "period": period.to_string(),
            "figures": figures,
        })
    });
    let records = report.records.iter().map(|(replacement, records)| {
        json!({
            "source": replacement.source.to_string(),
            "period": replacement.period.to_string(),
            "in_both": records.in_both,
            "changed_last_outcomes": records.changed,
            "only_in_older": records.only_in_older,
            "only_in_newer": records.only_in_newer,
        })
    });
    let revised = changes.revised.iter().map(|revision| {
        json!({
            "figure": revision.key.to_string(),
            "before": cell(&revision.before),
            "after": cell(&revision.after),
        })
    });
    json!({
        "earlier": report.earlier.id.to_string(),
        "later": report.later.id.to_string(),
        "added": added.collect::<Vec<_>>(),
        "replaced": records.collect::<Vec<_>>(),
        "revised": revised.collect::<Vec<_>>(),
        "removed": changes.removed.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
