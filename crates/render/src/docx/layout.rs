//! Things side by side: a table without lines, which only sets places.

use super::markup::{on, twips, val};
use super::paragraph::Paragraph;
use super::writing::Writing;
use crate::office::Element;

/// Between two things side by side, in points.
const GUTTER: f64 = 17.0;

/// The width of each of so many things side by side, in points.
pub(super) fn width(columns: usize, measure: f64) -> f64 {
    let columns = f64::from(u32::try_from(columns.max(1)).unwrap_or(1));
    (measure - (columns - 1.0) * GUTTER) / columns
}

/// Things in rows of `columns`, each a stack of paragraphs, with a line above each or none.
pub(super) fn side_by_side(
    things: Vec<Vec<Element>>,
    columns: usize,
    line: Option<u32>,
    writing: &Writing<'_>,
) -> Vec<Element> {
    let each = twips(width(columns, writing.measure));
    let gap = twips(GUTTER);
    // A thing and the gap beside it are a cell each, so that the line above ends with the thing.
    let widths: Vec<i64> =
        (0..2 * columns - 1).map(|n| if n % 2 == 0 { each } else { gap }).collect();
    let mut grid = Element::new("w:tblGrid");
    widths.iter().for_each(|width| grid.push(Element::new("w:gridCol").with("w:w", width)));
    let mut table = Element::new("w:tbl").containing(properties(widths.iter().sum()));
    table.push(grid);
    let mut things = things.into_iter().peekable();
    while things.peek().is_some() {
        let mut row =
            Element::new("w:tr").containing(Element::new("w:trPr").containing(on("w:cantSplit")));
        for (n, width) in widths.iter().enumerate() {
            let thing = if n % 2 == 0 { things.next() } else { None };
            row.push(cell(*width, line, thing, writing));
        }
        table.push(row);
    }
    vec![table, Paragraph::new(writing.style("AfterTable")).element()]
}

fn properties(width: i64) -> Element {
    let mut margins = Element::new("w:tblCellMar");
    for side in ["w:left", "w:right"] {
        margins.push(Element::new(side).with("w:w", 0).with("w:type", "dxa"));
    }
    Element::new("w:tblPr")
        .containing(Element::new("w:tblW").with("w:w", width).with("w:type", "dxa"))
        .containing(Element::new("w:tblLayout").with("w:type", "fixed"))
        .containing(margins)
        .containing(val("w:tblLook", "0000"))
}

fn cell(
    width: i64,
    line: Option<u32>,
    thing: Option<Vec<Element>>,
    writing: &Writing<'_>,
) -> Element {
    let mut properties = Element::new("w:tcPr")
        .containing(Element::new("w:tcW").with("w:w", width).with("w:type", "dxa"));
    if let (Some(eighths), Some(_)) = (line, &thing) {
        let top = val("w:top", "single")
            .with("w:sz", eighths)
            .with("w:space", 0)
            .with("w:color", "12436D")
            .with("w:themeColor", "accent1");
        properties.push(Element::new("w:tcBorders").containing(top));
    }
    let blank = || vec![Paragraph::new(writing.style("AfterTable")).element()];
    let content = thing.filter(|content| !content.is_empty()).unwrap_or_else(blank);
    Element::new("w:tc").containing(properties).containing_all(content)
}
