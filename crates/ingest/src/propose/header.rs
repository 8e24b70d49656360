//! Where the table of a file begins.

use catalogue::mapping::PeriodForm;

use super::Guess;
use crate::dates::Order;
use crate::mapped::{Grid, MOST_CELLS, looks_like_number, period_of};
use crate::reading::Reading;
use crate::sent;
use crate::text::{DELIMITERS, Dialect, Stop, Table, head, tell_stop};
use crate::workbook::Workbook;

/// Rows of a sheet looked at.
const SAMPLE: usize = 20_000;

/// The table most likely meant, with what was guessed about it.
pub(super) fn find(reading: &mut Reading<'_>) -> Option<(Grid, Vec<Guess>)> {
    match sent::start(reading.input.bytes) {
        Ok(start) if start.starts_with(b"PK") => sheet(reading),
        Ok(_) => text(reading),
        Err(error) => {
            let stop = Stop::Unreadable { why: error.to_string() };
            tell_stop(&stop, 1, &mut reading.findings);
            None
        }
    }
}

fn text(reading: &mut Reading<'_>) -> Option<(Grid, Vec<Guess>)> {
    let bytes = reading.input.bytes;
    let candidates = DELIMITERS.into_iter().filter_map(|delimiter| {
        let rows = head(bytes, delimiter);
        let preamble = header_of(&rows)?;
        let width = rows[preamble].len();
        let alike = rows[preamble..].iter().filter(|row| row.len() == width).count();
        Some((alike * (width - 1), delimiter, preamble))
    });
    let best: Vec<(usize, u8, usize)> = candidates.collect();
    // Of two that fit alike the first stands: DELIMITERS has the usual one first.
    let most = best.iter().map(|(score, ..)| *score).max()?;
    let (_, delimiter, preamble) = best.into_iter().find(|(score, ..)| *score == most)?;
    let mut table = Table::open_as(bytes, Dialect { delimiter, preamble }).ok()?;
    let guess = Guess {
        field: "header",
        taken: format!("line {}", table.header_line()),
        why: format!(
            "it is the first row of names above rows of as many fields, with {} between them",
            name_of(delimiter)
        ),
    };
    let mut room = MOST_CELLS;
    Some((Grid::of_table(&mut table, &mut room, reading), vec![guess]))
}

fn name_of(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "commas",
        b';' => "semicolons",
        b'\t' => "tabs",
        _ => "bars",
    }
}

/// The first row of at least two different names, none of them a number, above a row with one.
fn header_of(rows: &[Vec<String>]) -> Option<usize> {
    let is_header = |n: &usize| {
        let row = &rows[*n];
        let names: Vec<&String> = row.iter().filter(|name| !name.is_empty()).collect();
        let periods = |name: &String| {
            let forms = [PeriodForm::Year, PeriodForm::RollingYear];
            forms.into_iter().any(|form| period_of(name, form, Order::DayFirst).is_some())
        };
        let words = names.iter().all(|name| periods(name) || !looks_like_number(name));
        // A wide table may head a few columns alike: checks, averages, the year once more.
        let first = |(i, name): &(usize, &&String)| !names[..*i].contains(name);
        let different = names.iter().enumerate().filter(first).count() * 5 >= names.len() * 4;
        let below = rows.get(n + 1).is_some_and(|next| {
            next.len() == row.len() && next.iter().any(|cell| looks_like_number(cell))
        });
        names.len() >= 2 && names.len() * 2 > row.len() && words && different && below
    };
    (0..rows.len()).find(is_header)
}

fn sheet(reading: &mut Reading<'_>) -> Option<(Grid, Vec<Guess>)> {
    let book = Workbook::open(reading.input.bytes, &mut reading.findings)?;
    let (mut best, mut tables): (Option<Grid>, Vec<&str>) = (None, Vec::new());
    for sheet in book.sheets() {
        let all = Grid::of_sheet(&book, sheet, 0);
        let mut rows = vec![all.header.clone()];
        let cells = |row: &crate::mapped::Row| -> Vec<String> {
            (0..all.header.len()).map(|n| row.text(n).into_owned()).collect()
        };
        rows.extend(all.rows.iter().take(40).map(cells));
        let Some(n) = header_of(&rows) else { continue };
        let line = if n == 0 { 1 } else { all.rows[n - 1].line };
        let header = u32::try_from(line - 1).ok()?;
        let grid = Grid::of_sheet(&book, sheet, header);
        tables.push(&sheet.name);
        if best.as_ref().is_none_or(|other| other.rows.len() < grid.rows.len()) {
            best = Some(grid);
        }
    }
    let mut grid = best?;
    grid.rows.truncate(SAMPLE);
    let sheet = grid.sheet.clone().unwrap_or_default();
    let guess = Guess {
        field: "header",
        taken: format!("row {} of sheet \"{sheet}\"", grid.header_line),
        why: "it is the first row of names above numbers, on the longest sheet that has one".into(),
    };
    let others: Vec<&str> = tables.into_iter().filter(|name| *name != sheet).collect();
    let more = (!others.is_empty()).then(|| Guess {
        field: "sheets",
        taken: format!("\"{sheet}\" was looked at"),
        why: format!(
            "it is the longest; \"{}\" have tables too, read by this mapping if their columns are \
             the same and by one of their own if not",
            others.join("\", \"")
        ),
    });
    Some((grid, [Some(guess), more].into_iter().flatten().collect()))
}

/// Words above the table that a period stands after, and the period's form.
pub(super) fn period_above(grid: &Grid) -> Option<(String, PeriodForm)> {
    let beginnings = [
        ("year ending", PeriodForm::RollingYear),
        ("12 months ending", PeriodForm::RollingYear),
        ("12 months to", PeriodForm::RollingYear),
    ];
    grid.above.iter().find_map(|text| {
        let said = beginnings.iter().find(|(words, _)| text.contains(words));
        if let Some((words, form)) = said {
            return Some(((*words).to_owned(), *form));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        (1..words.len()).find_map(|n| {
            let word = words[n].trim_end_matches(|c: char| !c.is_alphanumeric());
            let form = PeriodForm::FinancialYear;
            let year = word.contains(['/', '-'])
                && crate::sources::numbers::financial_year(word).is_some();
            let from = n.saturating_sub(3);
            year.then(|| (words[from..n].join(" "), form))
        })
    })
}
