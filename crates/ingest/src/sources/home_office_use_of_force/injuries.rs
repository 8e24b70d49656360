//! Incidents by who was injured and how badly.

use std::collections::BTreeMap;

use domain::breakdown::Breakdown;
use domain::ids::Slug;
use domain::observation::Observation;

use super::Book;
use crate::codes;
use crate::reading::Reading;
use crate::tables::coverage::join;
use crate::tables::labels::{tidy, without_footnotes};
use crate::tables::observation;
use crate::tables::values::{self, Symbols, is_value};
use crate::workbook::{Sheet, Value};

/// What the columns before the numbers and the numbers themselves are cut by.
const QUESTIONS: [(&str, &str); 4] = [
    ("officer injured", "officer-injured"),
    ("intentional assault", "intentional-assault"),
    ("subject injured", "person-injured"),
    ("person involved injured", "person-injured"),
];

pub(super) fn read(
    sheet: &Sheet,
    book: &Book,
    reading: &mut Reading<'_>,
    out: &mut Vec<Observation>,
) {
    let total = |text: &str| tidy(text).eq_ignore_ascii_case("Total incidents");
    let head = sheet.texts().find(|((_, column), text)| *column > 0 && total(text));
    let national = reading.catalogue.wider_area("England and Wales").map(|w| w.area.clone());
    let (Some(((header, first), _)), Some(national)) = (head, national) else {
        let at = reading.findings.cell(&sheet.name, 0, 0);
        let message = "no cell says \"Total incidents\" over a column".to_owned();
        reading.findings.error(&codes::SHEET_MISSING, at, message);
        return;
    };
    let officers = tidy(sheet.title()).to_lowercase().contains("officers");
    let level = if officers { "officer-injury" } else { "person-injury" };
    let question = |column: u32| {
        let words = tidy(sheet.text(header, column)?).to_lowercase();
        let known = QUESTIONS.iter().find(|(beginning, _)| words.starts_with(beginning));
        known.map(|(_, dimension)| *dimension)
    };
    let questions: Vec<(u32, &str)> =
        (0..first).filter_map(|column| Some((column, question(column)?))).collect();
    if questions.len() != usize::try_from(first).unwrap_or(usize::MAX) {
        let at = reading.findings.cell(&sheet.name, header, 0);
        let message = "a column before the numbers asks nothing that is known".to_owned();
        reading.findings.error(&codes::SHEET_MISSING, at, message);
        return;
    }
    let heads = sheet.texts().filter(|((row, column), _)| *row == header && *column >= first);
    let columns: Vec<(u32, String)> =
        heads.map(|((_, column), text)| (column, without_footnotes(text))).collect();
    let last = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
    let mut symbols = Symbols::default();
    // A merged answer stands in its first row only.
    let mut answers: BTreeMap<u32, String> = BTreeMap::new();
    for row in header + 1..=last {
        if !sheet.get(row, first).is_some_and(is_value) {
            continue;
        }
        for (column, _) in &questions {
            if let Some(Value::Text(answer)) = sheet.get(row, *column) {
                answers.insert(*column, tidy(answer));
            }
        }
        let all = sheet.text(row, 0).is_some_and(total);
        let mut of = Breakdown::total();
        for (column, dimension) in questions.iter().filter(|_| !all) {
            let answer = answers.get(column).map_or("", String::as_str);
            of = join(&of, dimension, &Slug::of(answer));
        }
        for (column, words) in &columns {
            let breakdown =
                if total(words) { of.clone() } else { join(&of, level, &Slug::of(words)) };
            let meaning = book.meaning(&book.incidents, breakdown);
            let place = (row, *column);
            let cell = values::read(sheet, place, meaning.number, &mut symbols, reading);
            reading.rows_read += 1;
            out.extend(cell.map(|c| observation(sheet, place, &meaning, c, &national, None)));
        }
        check(sheet, row, &columns, reading);
    }
    symbols.tell(sheet, reading);
}

/// Compares the first number of a row, which is of all, with the sum of the others.
fn check(sheet: &Sheet, row: u32, columns: &[(u32, String)], reading: &mut Reading<'_>) {
    let number = |(column, _): &(u32, String)| match sheet.get(row, *column) {
        Some(Value::Number(number)) => Some(*number),
        Some(Value::Text(_)) | None => None,
    };
    let found: Option<Vec<f64>> = columns.iter().map(number).collect();
    let Some((total, parts)) = found.as_ref().and_then(|f| f.split_first()) else {
        return;
    };
    let sum: f64 = parts.iter().sum();
    if (sum - total).abs() > 0.5 {
        let column = columns.first().map_or(0, |(column, _)| *column);
        let at = reading.findings.cell(&sheet.name, row, column);
        let message = format!("{total} in all, but the columns beside it sum to {sum}");
        reading.findings.warning(&codes::SUM_DIFFERS, at, message);
    }
}
