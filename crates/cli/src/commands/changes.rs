//! `scrutineer changes`

use app::changes::{ChangeReport, Frozen, key_name, place_name};
use domain::cell::Cell;
use domain::decimal::Decimal;
use serde_json::{Value, json};

use crate::arguments::{Arguments, Changes};
use crate::{Ended, show};

pub async fn run(arguments: &Arguments, asked: &Changes) -> anyhow::Result<Ended> {
    let office = super::open_for(arguments, asked.role.as_ref()).await?;
    let (report, later) = app::changes::between(&office, &asked.one, &asked.other).await?;
    if arguments.json {
        show::json(&as_json(&report));
    } else {
        in_words(&report, &later);
    }
    Ok(Ended::Done)
}

fn cell(cell: &Cell<Decimal>) -> String {
    let value = cell.value().map(|decimal| decimal.to_string());
    value.or(cell.symbol().map(str::to_owned)).unwrap_or_default()
}

fn in_words(report: &ChangeReport, later: &Frozen) {
    let changes = &report.changes;
    show::line(format_args!("from freeze {} to {}, the later", report.earlier, report.later));
    for ((source, area, period), figures) in &changes.added {
        let (place, label) = (place_name(later, area), period.label());
        show::line(format_args!("  new        {place}, {label}, {source}: {figures} figures"));
    }
    for (replacement, records) in &report.records {
        let (place, label) = (place_name(later, &replacement.area), replacement.period.label());
        show::line(format_args!(
            "  replaced   {place}, {label}, {}: {} crimes in both versions, {} changed their last \
             outcome, {} only in the older, {} only in the newer",
            replacement.source,
            records.in_both,
            records.changed,
            records.only_in_older,
            records.only_in_newer
        ));
    }
    for revision in &changes.revised {
        let (before, after) = (cell(&revision.before), cell(&revision.after));
        let of = key_name(later, &revision.key);
        let source = &revision.key.source;
        show::line(format_args!("  revised    {of}, {source}: {before} → {after}"));
    }
    for key in &changes.removed {
        show::line(format_args!("  not held   {}, {}", key_name(later, key), key.source));
    }
    if changes.added.is_empty() && changes.revised.is_empty() && changes.removed.is_empty() {
        show::line("  no figure differs");
    }
}

fn as_json(report: &ChangeReport) -> Value {
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
        "earlier": report.earlier.to_string(),
        "later": report.later.to_string(),
        "added": added.collect::<Vec<_>>(),
        "replaced": records.collect::<Vec<_>>(),
        "revised": revised.collect::<Vec<_>>(),
        "removed": changes.removed.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
