//! Tables: the header again on every page, rows whole, numbers to the right.

use document::{Align, Chart, Row, RowKind, Table, TableCell};
use domain::cell::Markers;
use domain::figure::Figure;

use super::anchors::Kind;
use super::markup::{on, twips, val};
use super::paragraph::Paragraph;
use super::writing::Writing;
use super::{chart, field, text, verdicts};
use crate::office::{Element, OfficeError};
use crate::pdf::TableShape;
use crate::svg::{self, Theme};

/// The faces of an office are a little wider than the PDF's, by which columns are measured.
const WIDER: f64 = 1.1;
/// Tables of so many rows stay on one page.
const KEPT: usize = 24;
/// Beside a cell's text, in twips; less where the headers stand upright.
const BESIDE: i64 = 85;
const BESIDE_UPRIGHT: i64 = 40;
/// A sparkline's width, in points.
const SPARKLINE: f64 = 52.0;
/// Size of a table's text in points, as in the PDF.
const SIZE: f64 = 9.2;

/// Where a cell stands.
struct Place<'a> {
    row: &'a Row,
    align: Align,
    width: i64,
    room: f64,
    keep: bool,
    closes: bool,
}

/// A table with its caption and what stands under it.
pub(super) fn write(
    table: &Table,
    behind: Option<&Chart>,
    writing: &mut Writing<'_>,
) -> Result<Vec<Element>, OfficeError> {
    let shape = TableShape::of(table, writing.measure / WIDER);
    let widths: Vec<i64> = shape.widths.iter().map(|width| twips(width * WIDER)).collect();
    let mut grid = Element::new("w:tblGrid");
    widths.iter().for_each(|width| grid.push(Element::new("w:gridCol").with("w:w", width)));
    let caption = caption(table, writing);
    let mut out = Element::new("w:tbl")
        .containing(properties(table, &shape, widths.iter().sum(), writing))
        .containing(grid)
        .containing(header(table, &shape, &widths, writing));
    for (n, row) in table.rows.iter().enumerate() {
        let last = n + 1 == table.rows.len();
        let rule = Element::new("w:trPr").containing(on("w:cantSplit"));
        let mut line = Element::new("w:tr").containing(rule);
        for (column, (cell, spec)) in row.cells.iter().zip(&table.columns).enumerate() {
            let place = Place {
                row,
                align: spec.align,
                width: widths[column],
                room: shape.rooms[column],
                keep: last || table.rows.len() <= KEPT,
                closes: row.kind == RowKind::Total,
            };
            line.push(body_cell(cell, &place, writing)?);
        }
        out.push(line);
    }
    let mut all = vec![caption, out];
    all.extend(beneath(table, behind, writing));
    Ok(all)
}

fn caption(table: &Table, writing: &mut Writing<'_>) -> Element {
    let number = writing.plan.table(&table.id).to_string();
    let mut label = vec![text::run("Table ", None)];
    label.extend(field::said("SEQ Table \\* ARABIC", &number));
    let mut runs = writing.bookmarked(Kind::Table, &table.id, label);
    runs.push(text::run(&format!("\u{2002}{}", table.caption), None));
    Paragraph::new(writing.style("Caption")).keep_next(true).with(runs).element()
}

/// Notes and source, and which chart draws the numbers.
fn beneath(table: &Table, behind: Option<&Chart>, writing: &Writing<'_>) -> Vec<Element> {
    let line = |runs: Vec<Element>| Paragraph::new(writing.style("SourceNote")).with(runs);
    let mut out: Vec<Paragraph> =
        table.notes.iter().map(|note| line(text::runs(note, writing)).keep_next(true)).collect();
    let mut source = vec![text::run("Source: ", None)];
    source.extend(text::runs(&table.source, writing));
    if let Some(chart) = behind {
        source.push(text::run("\u{2003}Behind ", None));
        let number = format!("Chart {}", writing.plan.chart(&chart.id));
        let bookmark = writing.anchors.of(Kind::Chart, &chart.id);
        source.extend(field::said(&format!("REF {bookmark} \\h"), &number));
    }
    out.push(line(source));
    out.into_iter().map(Paragraph::element).collect()
}

fn properties(table: &Table, shape: &TableShape, width: i64, writing: &Writing<'_>) -> Element {
    let mut look = val("w:tblLook", "0420");
    for (name, set) in [("firstRow", 1), ("lastRow", 0), ("firstColumn", 0), ("lastColumn", 0)] {
        look.set(&format!("w:{name}"), set);
    }
    look.set("w:noHBand", 0);
    look.set("w:noVBand", 1);
    // Whatever the style says: the columns are measured for this.
    let beside = if shape.upright.is_some() { BESIDE_UPRIGHT } else { BESIDE };
    let mut margins = Element::new("w:tblCellMar");
    for side in ["w:left", "w:right"] {
        margins.push(Element::new(side).with("w:w", beside).with("w:type", "dxa"));
    }
    Element::new("w:tblPr")
        .containing(val("w:tblStyle", writing.style("PaperTable")))
        .containing(Element::new("w:tblW").with("w:w", width).with("w:type", "dxa"))
        .containing(Element::new("w:tblLayout").with("w:type", "fixed"))
        .containing(margins)
        .containing(look)
        .containing(val("w:tblCaption", &table.caption))
}

fn header(table: &Table, shape: &TableShape, widths: &[i64], writing: &Writing<'_>) -> Element {
    let mut rule = Element::new("w:trPr").containing(on("w:cantSplit"));
    if let Some(tall) = shape.upright {
        let tall = twips(tall * WIDER);
        rule.push(val("w:trHeight", tall).with("w:hRule", "atLeast"));
    }
    rule.push(on("w:tblHeader"));
    let mut row = Element::new("w:tr").containing(rule);
    for (n, column) in table.columns.iter().enumerate() {
        let right = column.align == Align::Right;
        let stands = right && shape.upright.is_some();
        let mut properties = cell_width(widths[n]);
        if stands {
            properties.push(val("w:textDirection", "btLr"));
        }
        properties.push(val("w:vAlign", if stands { "center" } else { "bottom" }));
        let words = Paragraph::new(writing.style("TableHeader")).keep_next(true);
        let room = if stands { 0.0 } else { shape.rooms[n] };
        let words = words.at_right(right && !stands).right_margin(twips(room * SIZE));
        let words = words.with([text::run(&column.title, None)]).element();
        row.push(Element::new("w:tc").containing(properties).containing(words));
    }
    row
}

fn cell_width(width: i64) -> Element {
    Element::new("w:tcPr")
        .containing(Element::new("w:tcW").with("w:w", width).with("w:type", "dxa"))
}

fn body_cell(
    cell: &TableCell,
    place: &Place<'_>,
    writing: &mut Writing<'_>,
) -> Result<Element, OfficeError> {
    let mut properties = cell_width(place.width);
    if place.closes {
        let top = val("w:top", "single").with("w:sz", 8).with("w:space", 0);
        let top = top.with("w:color", "12436D").with("w:themeColor", "accent1");
        properties.push(Element::new("w:tcBorders").containing(top));
    }
    if place.row.kind == RowKind::Own {
        let shade = val("w:shd", "clear").with("w:color", "auto");
        properties.push(shade.with("w:fill", "E9EFF4").with("w:themeFill", "background2"));
    }
    let strong = place.row.kind != RowKind::Plain;
    let style = |writing: &Writing<'_>| strong.then(|| writing.style("Strong").to_owned());
    let mut from_right = 0.0;
    let runs = match cell {
        TableCell::Text(said) if strong => text::strong(said, writing),
        TableCell::Text(said) => text::runs(said, writing),
        TableCell::Figure(figure) => {
            // Digits stand in line: what has no marker leaves the room of one.
            from_right = if figure.markers == Markers::NONE { place.room } else { 0.0 };
            vec![number(figure, style(writing).as_deref())]
        }
        TableCell::Verdict(verdict) => {
            vec![text::run(&verdicts::word(*verdict), style(writing).as_deref())]
        }
        TableCell::Sparkline { values, alt } => {
            let number = writing.drawing();
            let name = format!("Line {number}");
            let drawn = svg::sparkline(values, alt, Theme::Print);
            vec![chart::pictured(&name, alt, number, &drawn, SPARKLINE, writing)?]
        }
    };
    let words = Paragraph::new(writing.style("TableText")).keep_next(place.keep);
    let words = words.at_right(place.align == Align::Right).right_margin(twips(from_right * SIZE));
    Ok(Element::new("w:tc").containing(properties).containing(words.with(runs).element()))
}

fn number(figure: &Figure, style: Option<&str>) -> Element {
    text::run(&text::unbroken(&figure.text()), style)
}
