//! Horizontal bars from zero, one row for each item, in the order given.
//!
//! All bars have one colour but the one the paper is about: an order of colours would be a
//! ranking (SF-095).

use document::chart::{Item, Reference};

use super::canvas::{Canvas, Rect};
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
    let Some(rows) = lay_out(items, references, Base::Zero, width) else {
        return nothing_to_draw(canvas, width);
    };
    rows.ground(canvas);
    let some_own = items.iter().any(|item| item.own);
    let tall = width.pick(16.0, 13.0);
    for row in &rows.rows {
        let Some(value) = row.item.value.and_then(drawable) else {
            continue;
        };
        let (zero, end) = (rows.x.place(0.0), rows.x.place(value));
        let bar = Rect {
            x: zero.min(end),
            y: row.y - tall / 2.0,
            // A value too small for the scale is still seen not to be zero.
            width: (end - zero).abs().max(if value == 0.0 { 0.0 } else { 1.2 }),
            height: tall,
        };
        let plain = some_own && !row.item.own;
        let paint = if plain { Paint::Soft } else { Paint::Main };
        canvas.rect(bar, Style::fill(paint));
    }
    rows.across(canvas);
    rows.names(canvas);
    rows.axis(canvas, axis)
}
