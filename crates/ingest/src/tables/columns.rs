//! Columns by their headers.

use std::collections::BTreeMap;

use super::labels::tidy;
use super::layout::Layout;
use crate::workbook::{Sheet, Value};

/// A column with a header.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) index: u32,
    /// Row of its header cell.
    pub(crate) row: u32,
    /// Its header's words as printed, footnotes included.
    pub(crate) words: String,
    /// The words above it: of its own column, or of the nearest to the left, where a merged header
    /// begins. Empty if nothing stands above.
    pub(crate) group: String,
    /// Column in which the group's words stand.
    pub(crate) group_from: u32,
}

/// The lowest words above the numbers head a column: a group's header stands above its first
/// column only, and a total's header is merged over both rows. A spacer has no words.
pub(crate) fn columns(sheet: &Sheet, layout: &Layout) -> Vec<Column> {
    let mut lowest: BTreeMap<u32, (u32, String)> = BTreeMap::new();
    for ((row, column), value) in sheet.cells.range((1, 0)..=(layout.header, u32::MAX)) {
        if *column > layout.names {
            lowest.insert(*column, (*row, words(value)));
        }
    }
    let column = |(index, (row, words)): (u32, (u32, String))| {
        let (group_from, group) = group(sheet, layout, row, index).unwrap_or((index, ""));
        Column { index, row, words, group: tidy(group), group_from }
    };
    lowest.into_iter().map(column).collect()
}

/// A header cell may hold a year as a number.
fn words(value: &Value) -> String {
    match value {
        Value::Text(text) => tidy(text),
        Value::Number(number) => number.to_string(),
    }
}

/// A header has no more rows than this.
const HEADER_ROWS: u32 = 8;

/// The nearest words to the left in the row above that has any over the data.
fn group<'s>(sheet: &'s Sheet, layout: &Layout, row: u32, column: u32) -> Option<(u32, &'s str)> {
    let over = |r: u32| sheet.texts_in(r..r + 1).filter(|((_, c), _)| *c > layout.names);
    let rows = row.saturating_sub(HEADER_ROWS).max(1)..row;
    let above = rows.rev().find(|r| over(*r).next().is_some())?;
    let left = over(above).filter(|((_, c), _)| *c <= column).last();
    left.map(|((_, c), text)| (c, text))
}
