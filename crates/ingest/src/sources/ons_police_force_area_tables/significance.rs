//! Marks that say a survey's percentage differs from another by more than chance.

use std::collections::BTreeMap;

use crate::codes;
use crate::reading::Reading;
use crate::tables::columns::Column;
use crate::tables::rows::AreaRow;
use crate::workbook::{Sheet, Value};

/// Passes on which areas have which mark: one note for a column. A blank says that nothing was
/// found, and `:` that the area is what others are compared with.
pub(super) fn tell(sheet: &Sheet, rows: &[AreaRow], column: &Column, reading: &mut Reading<'_>) {
    let mut marks: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in rows {
        match sheet.get(row.row, column.index) {
            Some(Value::Text(mark)) if ["*", "*↑", "*↓", ":"].contains(&mark.trim()) => {
                marks.entry(mark.trim()).or_default().push(&row.name);
            }
            None => {}
            Some(other) => {
                let at = reading.findings.cell(&sheet.name, row.row, column.index);
                let found = match other {
                    Value::Text(text) => text.clone(),
                    Value::Number(number) => number.to_string(),
                };
                let message = format!("\"{found}\" is no mark of significance");
                reading.findings.error(&codes::CELL_NOT_A_NUMBER, at, message);
            }
        }
    }
    let marked = marks.iter().filter(|(mark, _)| **mark != ":");
    let listed: Vec<String> =
        marked.map(|(mark, names)| format!("\"{mark}\" at {}", names.join(", "))).collect();
    if listed.is_empty() {
        return;
    }
    let at = reading.findings.cell(&sheet.name, column.row, column.index);
    let message = format!("{}, {}: {}", column.group, column.words, listed.join("; "));
    reading.findings.note(&codes::SIGNIFICANCE_MARKED, at, message);
}
