//! The workbook inside a chart: one sheet, categories down, a column for each series.

use domain::instant::Instant;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::super::OfficeError;
use super::plot::Plot;
use super::series::format_code;

/// Its one sheet.
const SHEET: &str = "Data";

/// Where the name of series `n` stands.
pub(super) fn name_place(n: usize) -> String {
    format!("{SHEET}!${}$1", column(n + 1))
}

/// Where the categories stand.
pub(super) fn categories_place(length: usize) -> String {
    format!("{SHEET}!$A$2:$A${}", length + 1)
}

/// Where the values of series `n` stand.
pub(super) fn values_place(n: usize, length: usize) -> String {
    let column = column(n + 1);
    format!("{SHEET}!${column}$2:${column}${}", length + 1)
}

/// The letters of a column, from 0.
fn column(n: usize) -> String {
    const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let before = if n >= 26 { column(n / 26 - 1) } else { String::new() };
    format!("{before}{}", char::from(LETTERS[n % 26]))
}

/// The moment as workbooks have it.
///
/// # Errors
/// It is outside the years 1900 to 9999.
pub(crate) fn moment(created: Instant) -> Result<ExcelDateTime, OfficeError> {
    let seconds = created.0.div_euclid(1_000_000);
    let moment = ExcelDateTime::from_timestamp(seconds);
    moment.map_err(|_| OfficeError::Created { created })
}

/// Writes the workbook of a chart. `what` is for the error alone.
pub(super) fn write(what: &str, plot: &Plot, created: Instant) -> Result<Vec<u8>, OfficeError> {
    let created = moment(created)?;
    let made = || -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let sheet = workbook.add_worksheet();
        sheet.set_name(SHEET)?;
        let bold = Format::new().set_bold();
        let number = Format::new().set_num_format(format_code(plot.decimals));
        sheet.write_string_with_format(0, 0, plot.header, &bold)?;
        for (n, category) in plot.categories.iter().enumerate() {
            sheet.write_string(row(n), 0, category)?;
        }
        for (n, series) in plot.series.iter().enumerate() {
            let column = u16::try_from(n + 1).unwrap_or(u16::MAX);
            sheet.write_string_with_format(0, column, &series.name, &bold)?;
            for (n, value) in series.values.iter().enumerate() {
                if let Some(value) = value {
                    sheet.write_number_with_format(row(n), column, *value, &number)?;
                }
            }
        }
        sheet.autofit();
        workbook.save_to_buffer()
    };
    made().map_err(|source| OfficeError::Workbook { what: what.to_owned(), source })
}

/// The row of a category, beneath the header.
fn row(n: usize) -> u32 {
    u32::try_from(n + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    #[test]
    fn columns_have_letters() {
        let letters = [0, 25, 26, 27, 701, 702].map(super::column);
        assert_eq!(letters, ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }
}
