//! Dots on one scale, one row for each item.

use document::chart::{Item, Reference};

use super::canvas::{Canvas, Mark, at};
use super::palette::{Paint, Style};
use super::rows::{Base, lay_out};
use super::scale::drawable;
use super::{Width, nothing_to_draw};

pub(super) fn draw(
    canvas: &mut Canvas,
    items: &[Item],
    references: &[Reference],
    axis: &str,
    width: Width,
) -> f64 {
    let Some(rows) = lay_out(items, references, Base::Free, width) else {
        return nothing_to_draw(canvas, width);
    };
    rows.ground(canvas);
    for row in &rows.rows {
        let (left, right) = (at(rows.area.x, row.y), at(rows.area.right(), row.y));
        canvas.line(left, right, Style::stroke(Paint::Soft, 1.0).dashed("1 4"));
    }
    rows.across(canvas);
    for row in &rows.rows {
        let Some(value) = row.item.value.and_then(drawable) else {
            continue;
        };
        let place = at(rows.x.place(value), row.y);
        let says = format!("{}: {}", row.item.label, row.item.text);
        let (mark, size, paint) = if row.item.own {
            (Mark::Diamond, 6.4, Paint::Main)
        } else {
            (Mark::Circle, 5.4, Paint::Soft)
        };
        canvas.mark(mark, place, size, Style::fill(paint).edged(Paint::Paper, 1.5), &says);
    }
    rows.names(canvas);
    rows.axis(canvas, axis)
}
