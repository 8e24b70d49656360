//! Where a table's headers end, and where its areas begin.

use super::labels::{area_code, split_footnotes, tidy};
use super::rows::is_area;
use super::values::is_value;
use crate::reading::Reading;
use crate::workbook::Sheet;

/// The frame of one table on a sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    /// The lowest row of column headers.
    pub(crate) header: u32,
    /// First row of an area.
    pub(crate) first: u32,
    /// Column of area codes, if there is one.
    pub(crate) codes: Option<u32>,
    /// Column of area names.
    pub(crate) names: u32,
}

impl Layout {
    /// Finds the first row that begins with an area and goes on with values. The headers end at the
    /// cell "Area Code" or, without one, at the last row above that has at least two texts:
    /// below it may stand the unit, alone.
    pub(crate) fn of(sheet: &Sheet, reading: &Reading<'_>) -> Option<Self> {
        let codes = |text: &str| area_code(text).is_some();
        let names = |text: &str| is_area(&split_footnotes(text).0, reading);
        let begins = |((row, column), text): ((u32, u32), &str)| {
            let starts = column <= 1 && (codes(text) || names(text));
            let values = sheet.cells.range((row, column + 1)..(row + 1, 0));
            let valued = values.into_iter().any(|(_, value)| is_value(value));
            (starts && valued).then_some((row, column, codes(text)))
        };
        let (first, column, coded) = sheet.texts().find_map(begins)?;
        let (codes, names) = if coded { (Some(column), column + 1) } else { (None, column) };
        let above = || sheet.texts_in(1..first);
        let corner = |text: &str| tidy(text).to_lowercase().starts_with("area code");
        let corner = above().find(|(_, text)| corner(text)).map(|((row, _), _)| row);
        let texts =
            |row: u32| sheet.texts_in(row..row + 1).filter(|((_, c), _)| *c > names).count();
        let wide = || (1..first).rev().find(|row| texts(*row) >= 2);
        let any = || (1..first).rev().find(|row| texts(*row) >= 1);
        let header = corner.or_else(wide).or_else(any)?;
        Some(Self { header, first, codes, names })
    }
}
