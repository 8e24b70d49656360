//! Tables: native, split over slides with the header again, too wide ones by their columns.

use document::{Align, Row, RowKind, Table, TableCell};

use super::area::{Area, emu};
use super::shape::CELL;
use super::slide::{Grid, GridKind, GridRow, Shape};
use super::text::{LINE, Paragraph, Run, Words, height, lines, whole, width};
use super::verdicts;

/// Sizes of the letters, the first in which all columns stand beside each other.
const SIZES: [f64; 3] = [14.0, 12.0, 11.0];
/// Size of what stands under a table.
const UNDER: f64 = 11.0;
/// A word is not broken unless it is wider than this, in points.
const WIDEST_WORD: f64 = 190.0;

/// The pages of a table, each as its shapes.
pub(super) fn lay_out(table: &Table, words: &Words<'_>, area: Area) -> Vec<Vec<Shape>> {
    let under = under(table, words);
    let room = area.above(height(words.face, &under, area.width()) + 8.0);
    let shown = shown(table);
    let fits = |size: &f64| {
        let all: f64 = shown.iter().map(|n| least(table, *n, words, *size)).sum();
        all <= area.width()
    };
    let largest = SIZES.into_iter().find(fits).unwrap_or(SIZES[2]);
    let made = |size: f64| -> Vec<(Grid, i64)> {
        let bands = bands(table, &shown, words, size, area.width());
        bands.iter().flat_map(|columns| grids(table, columns, words, size, room)).collect()
    };
    let mut all = made(largest);
    // A little smaller, if that saves a slide.
    for size in SIZES.into_iter().filter(|size| *size < largest && *size >= SIZES[1]) {
        let smaller = made(size);
        if smaller.len() < all.len() {
            all = smaller;
        }
    }
    let foot = area.foot(height(words.face, &under, area.width()));
    let page = |(grid, tall): (Grid, i64)| {
        let shape = Shape::Table {
            area: Area { tall, wide: grid.columns.iter().sum(), ..room },
            table: grid,
            name: table.caption.clone(),
            alt: format!("Table. {}.", table.caption.trim_end_matches('.')),
        };
        // Right under the table, where it is short.
        let y = (room.y + tall + emu(8.0)).min(foot.y);
        let source = Shape::Words {
            name: "Source and notes".into(),
            area: Area { y, ..foot },
            paragraphs: under.clone(),
            ground: false,
        };
        vec![shape, source]
    };
    all.into_iter().map(page).collect()
}

/// Source and notes.
fn under(table: &Table, words: &Words<'_>) -> Vec<Paragraph> {
    let mut runs = vec![Run { text: "Source: ".into(), bold: false }];
    runs.extend(words.runs(&table.source));
    let source = Paragraph::of(runs).sized(UNDER);
    let note = |note| words.paragraph(note).sized(UNDER).after(2.0);
    std::iter::once(source).chain(table.notes.iter().map(note)).collect()
}

/// The columns that are shown: a small line cannot stand in a cell of a slide.
fn shown(table: &Table) -> Vec<usize> {
    let is_line = |cell: Option<&TableCell>| matches!(cell, Some(TableCell::Sparkline { .. }));
    let drawn = |n: &usize| !table.rows.iter().any(|row| is_line(row.cells.get(*n)));
    (0..table.columns.len()).filter(drawn).collect()
}

fn cell(cell: Option<&TableCell>, words: &Words<'_>) -> Paragraph {
    match cell {
        Some(TableCell::Text(text)) => words.paragraph(text),
        Some(TableCell::Figure(figure)) => Paragraph::new(figure.text().replace(' ', "\u{a0}")),
        Some(TableCell::Verdict(verdict)) => Paragraph::new(verdicts::word(*verdict)),
        Some(TableCell::Sparkline { alt, .. }) => Paragraph::new(alt),
        None => Paragraph::new(""),
    }
}

/// Everything in a column, its header first.
fn column<'a>(
    table: &'a Table,
    n: usize,
    words: &'a Words<'_>,
) -> impl Iterator<Item = (String, bool)> + 'a {
    let header = (table.columns[n].title.clone(), true);
    let bold = |row: &Row| row.kind != RowKind::Plain;
    let cells =
        table.rows.iter().map(move |row| (cell(row.cells.get(n), words).plain(), bold(row)));
    std::iter::once(header).chain(cells)
}

/// The width below which words of a column would be broken, in points.
fn least(table: &Table, n: usize, words: &Words<'_>, size: f64) -> f64 {
    let widest = |(text, bold): (String, bool)| {
        let each =
            text.split(' ').map(|word| width(words.face, word, size, bold)).collect::<Vec<_>>();
        each.into_iter().fold(0.0, f64::max)
    };
    column(table, n, words).map(widest).fold(0.0, f64::max).min(WIDEST_WORD) + 2.0 * CELL.0 + 1.0
}

/// The width that lets every line of a column stand whole, in points.
fn wanted(table: &Table, n: usize, words: &Words<'_>, size: f64) -> f64 {
    let whole = |(text, bold): (String, bool)| width(words.face, &text, size, bold);
    column(table, n, words).map(whole).fold(0.0, f64::max) + 2.0 * CELL.0 + 1.0
}

/// The columns in bands that fit beside each other, the first column in each.
fn bands(
    table: &Table,
    shown: &[usize],
    words: &Words<'_>,
    size: f64,
    room: f64,
) -> Vec<Vec<usize>> {
    let Some((first, others)) = shown.split_first() else { return vec![] };
    let name = least(table, *first, words, size);
    let mut bands = vec![vec![*first]];
    let mut used = name;
    for n in others {
        let wide = least(table, *n, words, size);
        let full = used + wide > room && bands.last().is_some_and(|band| band.len() > 1);
        if full {
            bands.push(vec![*first]);
            used = name;
        }
        used += wide;
        if let Some(band) = bands.last_mut() {
            band.push(*n);
        }
    }
    bands
}

/// Widths of columns, in points: what they need, and of the rest what they want.
fn widths(table: &Table, columns: &[usize], words: &Words<'_>, size: f64, room: f64) -> Vec<f64> {
    let needs: Vec<f64> = columns.iter().map(|n| least(table, *n, words, size)).collect();
    let wants: Vec<f64> = columns.iter().map(|n| wanted(table, *n, words, size)).collect();
    let (need, want): (f64, f64) = (needs.iter().sum(), wants.iter().sum());
    if need >= room {
        return needs.iter().map(|one| one * room / need).collect();
    }
    if want <= room {
        // Wide enough to be read along, no wider than the words ask for twice over.
        let stretch = (room / want).min(1.6);
        return wants.iter().map(|one| one * stretch).collect();
    }
    let share = (room - need) / (want - need);
    needs.iter().zip(&wants).map(|(need, want)| need + (want - need) * share).collect()
}

/// The table over pages: grids with their heights.
fn grids(
    table: &Table,
    columns: &[usize],
    words: &Words<'_>,
    size: f64,
    room: Area,
) -> Vec<(Grid, i64)> {
    let widths = widths(table, columns, words, size, room.width());
    let header: Vec<Paragraph> =
        columns.iter().map(|n| Paragraph::new(&table.columns[*n].title).bold()).collect();
    let finish = |cells: Vec<Paragraph>, kind: GridKind| {
        let cells: Vec<Paragraph> = cells
            .into_iter()
            .zip(columns)
            .map(|(cell, n)| cell.sized(size).at_right(table.columns[*n].align == Align::Right))
            .collect();
        let bold = |cell: &Paragraph| cell.runs.iter().any(|run| run.bold);
        let tallest = cells.iter().zip(&widths).map(|(cell, wide)| {
            lines(words.face, &cell.plain(), size, bold(cell), wide - 2.0 * CELL.0)
        });
        let tall = whole(tallest.max().unwrap_or(1)) * size * LINE + 2.0 * CELL.1 + 1.0;
        GridRow { tall: emu(tall), cells, kind }
    };
    let header = finish(header, GridKind::Header);
    let body = table.rows.iter().map(|row| {
        let kind = match row.kind {
            RowKind::Plain => GridKind::Plain,
            RowKind::Own => GridKind::Own,
            RowKind::Total => GridKind::Total,
        };
        let made = |n: &usize| {
            let cell = cell(row.cells.get(*n), words);
            if kind == GridKind::Plain { cell } else { cell.bold() }
        };
        finish(columns.iter().map(made).collect(), kind)
    });
    let body: Vec<GridRow> = body.collect();
    let wide: Vec<i64> = widths.iter().map(|wide| emu(*wide)).collect();
    let pages = split(&body, room.tall - header.tall);
    let grid = |rows: &[GridRow]| {
        let rows: Vec<GridRow> = std::iter::once(&header).chain(rows).cloned().collect();
        let tall = rows.iter().map(|row| row.tall).sum();
        (Grid { columns: wide.clone(), rows }, tall)
    };
    pages.into_iter().map(grid).collect()
}

/// Rows over pages of a height, as even as they can be.
fn split(rows: &[GridRow], room: i64) -> Vec<&[GridRow]> {
    let all: i64 = rows.iter().map(|row| row.tall).sum();
    let pages = all.div_euclid(room.max(1)) + i64::from(all % room.max(1) > 0);
    let even = all / pages.max(1);
    let mut out = vec![];
    let (mut start, mut used) = (0, 0);
    for (n, row) in rows.iter().enumerate() {
        let last = i64::try_from(out.len() + 1).unwrap_or(i64::MAX) >= pages;
        let full = used + row.tall > room || (!last && used >= even);
        if full && n > start {
            out.push(&rows[start..n]);
            (start, used) = (n, 0);
        }
        used += row.tall;
    }
    out.push(&rows[start..]);
    out
}
