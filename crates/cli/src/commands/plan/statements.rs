//! `scrutineer plan statements`

use domain::plan::statements::MOST_NEAR;
use serde_json::json;

use crate::arguments::{Arguments, PlanStatements};
use crate::{Ended, show};

pub fn run(arguments: &Arguments, what: &PlanStatements) -> anyhow::Result<Ended> {
    let imported = app::plans::statements(&what.file, &what.document)?;
    let (all, distinct) = (imported.statements.len(), imported.distinct());
    if arguments.json {
        let statements = imported.statements.iter().map(|statement| {
            json!({
                "id": statement.id.as_str(),
                "text": statement.text,
                "heading": statement.heading,
                "document": statement.document,
                "page": statement.page,
                "priorities": statement.priorities,
                "same_as": statement.same_as.as_ref().map(|id| id.as_str()),
            })
        });
        let near = imported.near.iter().map(|near| {
            json!({
                "first": near.first.as_str(),
                "second": near.second.as_str(),
                "likeness": near.likeness,
            })
        });
        show::json(&json!({
            "statements": statements.collect::<Vec<_>>(),
            "distinct": distinct,
            "near_copies": near.collect::<Vec<_>>(),
        }));
    } else {
        show::line(catalogue_toml(&imported));
    }
    let near = imported.near.len();
    let least = if near == MOST_NEAR { "at least " } else { "" };
    show::aside(format_args!(
        "{all} statements, {distinct} without copies, {least}{near} pairs to look at"
    ));
    Ok(Ended::Done)
}

fn catalogue_toml(imported: &app::plans::ImportedStatements) -> String {
    app::plans::statements_toml(imported).trim_end().to_owned()
}
