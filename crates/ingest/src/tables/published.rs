//! The date of publication that a workbook states on its cover, contents or index.

use domain::vintage::Vintage;
use jiff::civil::Date;

use super::labels::{date_in, tidy};
use crate::reading::Reading;
use crate::workbook::{Sheet, Workbook};

/// Sheets that speak of the whole workbook.
const FRONT: [&str; 4] = ["contents", "cover", "index", "notes"];

/// Takes the date behind "Publication date:", or the latest below "Last updated".
pub(crate) fn read(book: &Workbook, reading: &mut Reading<'_>) {
    let front = |sheet: &&Sheet| {
        let name = sheet.name.to_lowercase();
        FRONT.iter().any(|word| name.starts_with(word))
    };
    let dates = book.sheets().iter().filter(front).filter_map(|sheet| {
        let date = stated(sheet).or_else(|| updated(sheet))?;
        Some((date, sheet.name.clone()))
    });
    let Some((date, sheet)) = dates.max() else {
        return;
    };
    let vintage = Vintage::Published {
        year: date.year(),
        month: Some(date.month()),
        day: Some(date.day()),
        about: false,
    };
    reading.states_vintage(vintage, &format!("stated on its sheet \"{}\"", sheet.trim()));
}

fn stated(sheet: &Sheet) -> Option<Date> {
    let texts = sheet.texts().map(|(_, text)| tidy(text));
    let after = texts.filter_map(|text| {
        let lower = text.to_lowercase();
        lower.starts_with("publication date").then(|| date_in(&text.replace(':', " ")))?
    });
    after.max()
}

fn updated(sheet: &Sheet) -> Option<Date> {
    let head = |text: &str| tidy(text).eq_ignore_ascii_case("last updated");
    let ((row, column), _) = sheet.texts().find(|(_, text)| head(text))?;
    let below = sheet.texts().filter(|((r, c), _)| *r > row && *c == column);
    below.filter_map(|(_, text)| date_in(text)).max()
}
