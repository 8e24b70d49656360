//! What a program must know to read the CSV: CSV on the Web metadata.

use document::Document;
use serde_json::{Value, json};

use super::COLUMNS;
use crate::tidy::{Facts, tables, words};

/// Describes the CSV of a document, which stands beside it under the name `url`.
pub fn describe(document: &Document, facts: &Facts, url: &str) -> String {
    let columns: Vec<Value> = COLUMNS.iter().map(column).collect();
    let tables = tables(document);
    let notes: Vec<Value> = tables
        .iter()
        .map(|table| {
            json!({
                "table": table.id,
                "title": table.caption,
                "source": words(&table.source),
                "notes": table.notes.iter().map(words).collect::<Vec<_>>(),
            })
        })
        .collect();
    let attributions: std::collections::BTreeSet<&str> = facts
        .sources
        .values()
        .map(|source| source.attribution.as_str())
        .filter(|said| !said.is_empty())
        .collect();
    let mut described = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": url,
        "dc:title": format!("{}, {}", document.title, document.subtitle),
        "dc:description": format!("{} {}", document.description, document.freeze_statement),
        "dc:publisher": document.body,
        "dc:accessRights": document.marking,
        "dc:date": facts.as_at,
        "dc:source": attributions.into_iter().collect::<Vec<_>>(),
        "dialect": { "header": true, "encoding": "utf-8", "delimiter": "," },
        "notes": notes,
        "tableSchema": {
            "columns": columns,
            "primaryKey": ["table_id", "row", "column", "item"],
        },
    });
    if let Some(licence) = &facts.licence {
        described["dc:license"] = json!({ "@id": licence });
    }
    format!("{described:#}\n")
}

/// What stands where there is no number: withheld, not available, not applicable, or a probability
/// too small to print.
const NONE: [&str; 5] = ["", "[c]", "[x]", "[z]", "under 0.001"];

fn column(column: &super::Column) -> Value {
    let mut described = json!({
        "name": column.name,
        "titles": [column.name, column.title],
        "datatype": column.datatype,
        "required": column.required,
    });
    if column.datatype == "decimal" {
        described["null"] = json!(NONE);
    }
    described
}
