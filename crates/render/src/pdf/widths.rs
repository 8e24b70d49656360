//! How wide the columns of a table are: by their weights, but never narrower than what stands in
//! them.

use document::{Align, Column, Row, RowKind, Table, TableCell};

use super::letters::{Weight, ems, printable};
use super::lower::Lowering;
use super::table::Place;
use super::{figure, heights, text};

/// Size of a table's text in points, as in `table.typ`.
const SIZE: f64 = 9.2;
/// Beside a cell's text, in points; less where the headers stand upright.
const INSET: f64 = 5.0;
const INSET_UPRIGHT: f64 = 2.2;
/// A sparkline's width in points, at the height that `table.typ` gives it.
const SPARKLINE: f64 = 52.0;
/// A hair more than measured, against rounding and kerning.
const SLACK: f64 = 1.0;
/// A column of words need not be narrower than this, nor is a word longer than this kept whole.
const LONGEST_WORD: f64 = 110.0;
/// From line to line in a cell, and what a row takes beside its lines.
const LINE: f64 = 1.14 * SIZE;
const ROW: f64 = 4.2;
const ROW_DENSE: f64 = 2.0;
/// Space around a table, in points.
const AROUND: f64 = 44.0;
/// A verdict's shape, in ems.
const SHAPE: f64 = 1.05;

/// The least and the natural width of what stands in a column.
#[derive(Clone, Copy, Default)]
struct Need {
    least: f64,
    natural: f64,
}

impl Need {
    fn both(width: f64) -> Self {
        Self { least: width, natural: width }
    }

    fn or(self, other: Self) -> Self {
        Self { least: self.least.max(other.least), natural: self.natural.max(other.natural) }
    }
}

/// Room for the markers in each column, in ems: as much as its longest markers take.
pub(super) fn rooms(table: &Table) -> Vec<f64> {
    let column = |n: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(n));
        let markers = cells.filter_map(|cell| match cell {
            TableCell::Figure(of) => Some(figure::parts(of).1),
            TableCell::Text(_) | TableCell::Verdict(_) | TableCell::Sparkline { .. } => None,
        });
        let markers = markers.filter(|markers| !markers.is_empty());
        markers
            .map(|markers| ems(&format!(" {markers}"), Weight::Semibold) + 0.05)
            .fold(0.0, f64::max)
    };
    (0..table.columns.len()).map(column).collect()
}

/// The least width of the whole table, its headers lying.
pub(super) fn least(table: &Table) -> f64 {
    needs(table, None, false).iter().map(|need| need.least).sum()
}

/// Whether the headers must stand upright for the table to fit: many columns of short numbers.
pub(super) fn is_upright(table: &Table, measure: f64) -> bool {
    const MANY: usize = 10;
    table.columns.len() > MANY && least(table) > measure
}

/// The longest header of numbers, in points: how tall the header is where headers stand upright.
pub(super) fn longest_header(table: &Table) -> f64 {
    let right = table.columns.iter().filter(|column| column.align == Align::Right);
    let wide = right.map(|column| ems(&printable(&column.title), Weight::Semibold) * SIZE);
    wide.fold(0.0, f64::max) + 2.0 * INSET
}

/// Beside a cell's text in this table.
pub(super) fn inset(table: &Table, measure: f64) -> f64 {
    if is_upright(table, measure) { INSET_UPRIGHT } else { INSET }
}

/// The width of each column in points. A table that needs less than half the measure takes half of
/// it, so that the eye need not travel far from a name to its number.
pub(super) fn columns(table: &Table, measure: f64, lowering: Option<&Lowering>) -> Vec<f64> {
    let needs = needs(table, lowering, is_upright(table, measure));
    let half = super::lower::HALF.min(measure);
    let natural: f64 = needs.iter().map(|need| need.natural).sum();
    let measure = if natural <= half { half } else { measure };
    share(measure, &table.columns, &needs)
}

/// By weight; a column whose share is too small gets what it needs, and the others share the rest.
fn share(measure: f64, columns: &[Column], needs: &[Need]) -> Vec<f64> {
    let needed: f64 = needs.iter().map(|need| need.least).sum();
    if needed >= measure {
        return needs.iter().map(|need| need.least * measure / needed).collect();
    }
    // The columns that share by weight; the others have got what they need.
    let mut sharing: Vec<bool> = vec![true; columns.len()];
    loop {
        let widths = shared(measure, columns, needs, &sharing);
        let short = |n: &usize| sharing[*n] && widths[*n] < needs[*n].least;
        let short: Vec<usize> = (0..columns.len()).filter(short).collect();
        if short.is_empty() {
            return widths;
        }
        for n in short {
            sharing[n] = false;
        }
    }
}

fn shared(measure: f64, columns: &[Column], needs: &[Need], sharing: &[bool]) -> Vec<f64> {
    let among = |wanted: bool| (0..columns.len()).filter(move |n| sharing[*n] == wanted);
    let rest = measure - among(false).map(|n| needs[n].least).sum::<f64>();
    let weights: f64 = among(true).map(|n| weight(&columns[n])).sum();
    let width = |n: usize| match sharing[n] {
        true => rest * weight(&columns[n]) / weights,
        false => needs[n].least,
    };
    (0..columns.len()).map(width).collect()
}

fn weight(column: &Column) -> f64 {
    f64::from(column.weight.max(1))
}

/// About how tall the whole table will be, its caption and what stands under it included.
pub(super) fn height(table: &Table, widths: &[f64], place: &Place, lowering: &Lowering) -> f64 {
    let beside = if place.dense { ROW_DENSE } else { ROW };
    let inset = inset(table, place.measure);
    let lines = |natural: f64, n: usize| heights::lines(natural, widths[n] - 2.0 * inset);
    let of = |natural: &dyn Fn(usize) -> f64| {
        let most = (0..widths.len()).map(|n| lines(natural(n), n)).fold(1.0, f64::max);
        most * LINE + beside
    };
    let header = of(&|n| words(&table.columns[n].title, Weight::Semibold).natural);
    let row = |row: &Row| {
        let cell = |n: usize| match (row.cells.get(n), table.columns.get(n)) {
            (Some(cell), Some(column)) => cell_need(row, cell, column, 0.0, Some(lowering)).natural,
            (None, _) | (_, None) => 0.0,
        };
        of(&cell)
    };
    let rows: f64 = table.rows.iter().map(row).sum();
    let under = table.notes.iter().chain([&table.source]);
    let under = under.map(|said| heights::paragraph(said, place.measure, lowering)).sum::<f64>();
    heights::line(&table.caption, place.measure) + header + rows + under + AROUND
}

/// Whether some word is so long that it may be broken.
pub(super) fn has_endless_word(table: &Table) -> bool {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let texts = cells.filter_map(|cell| match cell {
        TableCell::Text(said) => Some(text::plain(said, None)),
        TableCell::Figure(_) | TableCell::Verdict(_) | TableCell::Sparkline { .. } => None,
    });
    let mut lines = table.columns.iter().map(|column| column.title.clone()).chain(texts);
    lines.any(|line| words(&line, Weight::Semibold).least >= LONGEST_WORD)
}

fn needs(table: &Table, lowering: Option<&Lowering>, upright: bool) -> Vec<Need> {
    let rooms = rooms(table);
    let inset = if upright { INSET_UPRIGHT } else { INSET };
    let column = |(n, column): (usize, &Column)| {
        let header = match upright && column.align == Align::Right {
            true => Need::both(LINE),
            false => words(&column.title, Weight::Semibold),
        };
        let cells = table.rows.iter().filter_map(|row| Some((row, row.cells.get(n)?)));
        let need = cells.map(|(row, cell)| cell_need(row, cell, column, rooms[n], lowering));
        let need = need.fold(header, Need::or);
        Need {
            least: need.least + 2.0 * inset + SLACK,
            natural: need.natural + 2.0 * inset + SLACK,
        }
    };
    table.columns.iter().enumerate().map(column).collect()
}

fn cell_need(
    row: &Row,
    cell: &TableCell,
    column: &Column,
    room: f64,
    lowering: Option<&Lowering>,
) -> Need {
    let weight = match row.kind {
        RowKind::Plain => Weight::Regular,
        RowKind::Own | RowKind::Total => Weight::Semibold,
    };
    match cell {
        TableCell::Figure(of) => {
            let (number, _) = figure::parts(of);
            Need::both((ems(&number, weight) + room) * SIZE)
        }
        TableCell::Verdict(verdict) => {
            let need = words(verdict.label(), weight);
            Need { least: need.least + SHAPE * SIZE, natural: need.natural + SHAPE * SIZE }
        }
        TableCell::Sparkline { .. } => Need::both(SPARKLINE),
        TableCell::Text(said) => {
            let line = text::plain(said, lowering);
            match column.align {
                Align::Left => words(&line, weight),
                // Numbers written as words: a short one is kept on one line.
                Align::Right => {
                    let need = words(&line, weight);
                    let least =
                        if need.natural <= LONGEST_WORD { need.natural } else { need.least };
                    Need { least, ..need }
                }
            }
        }
    }
}

/// A line of words: at the least its longest word, at its best the whole line.
fn words(line: &str, weight: Weight) -> Need {
    let line = printable(line);
    let wide = |text: &str| ems(text, weight) * SIZE;
    let breaks = |c: char| c == ' ' || c == '-' || c == '/' || c == '–';
    let longest = line.split_inclusive(breaks).map(|word| wide(word.trim_end()));
    Need { least: longest.fold(0.0, f64::max).min(LONGEST_WORD), natural: wide(&line) }
}
