//! Data of ours: CSV and JSON, in which each figure stands under its id.

use serde_json::Value;

use super::Named;

/// Whether words may be a figure's id; whether they are is found when it is looked up.
pub(super) fn is_id(text: &str) -> bool {
    text.matches('/').count() == 6 && text.starts_with(|c: char| c.is_ascii_digit())
}

/// The figures of a JSON file of ours; none if it is not one.
pub(super) fn json(text: &str) -> Option<Vec<Named>> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let paper: Value = serde_json::from_str(text).ok()?;
    let mut out = Vec::new();
    for table in paper.get("tables")?.as_array()? {
        let title = words(table, "title");
        let rows = table.get("rows").and_then(Value::as_array);
        for (n, row) in rows.into_iter().flatten().enumerate() {
            let cells = row.get("cells").and_then(Value::as_array);
            let cells: Vec<&Value> = cells.into_iter().flatten().collect();
            let first = cells.first().map(|cell| words(cell, "text")).unwrap_or_default();
            let figures = cells.iter().filter_map(|cell| cell.get("figures")?.as_array());
            for figure in figures.flatten() {
                let named = |written: String, bare| Named {
                    place: format!("table “{title}”, row {}", n + 1),
                    text: first.clone(),
                    written,
                    id: words(figure, "id"),
                    bare,
                };
                let value = figure.get("value").filter(|value| value.is_number());
                out.push(named(words(figure, "text"), false));
                out.extend(value.map(|value| named(value.to_string(), true)));
            }
        }
    }
    out.iter().any(|one| is_id(&one.id)).then_some(out)
}

fn words(of: &Value, name: &str) -> String {
    of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The figures of a CSV file of ours; none if it is not one.
pub(super) fn csv(text: &str) -> Option<Vec<Named>> {
    let head = text.lines().next()?;
    let names: Vec<&str> = head.split(',').map(|name| name.trim().trim_matches('"')).collect();
    let column = |name: &str| names.iter().position(|one| *one == name);
    let (id, value) = (column("figure_id")?, column("value")?);
    let about = ["table_title", "row_name", "column_name"].map(column);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let mut out = Vec::new();
    for (n, record) in reader.records().enumerate() {
        let record = record.ok()?;
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        let about = about.into_iter().flatten().map(cell).filter(|words| !words.is_empty());
        out.push(Named {
            place: format!("row {}", n + 2),
            text: about.collect::<Vec<_>>().join("; "),
            written: cell(value),
            id: cell(id),
            bare: true,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_others_is_not_ours() {
        assert_eq!(csv("month,crimes\n2022-03,1\n"), None);
        assert_eq!(json("{\"tables\":[]}"), None);
        assert_eq!(json("{ not json"), None);
    }
}
