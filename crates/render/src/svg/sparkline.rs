//! A small line for a table cell: its shape, its last value, nothing else.

use std::fmt::Write as _;

use super::Theme;
use super::canvas::{At, Canvas, Mark, at, escape};
use super::palette::{Paint, Style};
use super::scale::{Scale, count, drawable, extent};

/// Size of the drawing in SVG units.
const SIZE: (f64, f64) = (104.0, 24.0);

/// Draws a small line for a table cell, described by `alt`; a `None` is a gap.
pub fn sparkline(values: &[Option<f64>], alt: &str, theme: Theme) -> String {
    let mut canvas = Canvas::new("", theme);
    let places = places(values, at(3.0, 4.0), (SIZE.0 - 8.0, SIZE.1 - 8.0));
    let thin = Style::stroke(Paint::Soft, 1.4);
    canvas.polyline(&places, thin);
    if let Some(last) = places.iter().rev().flatten().next() {
        canvas.mark(Mark::Circle, *last, 2.6, Style::fill(Paint::Main), "");
    }
    let mut out = String::with_capacity(512);
    let (width, height) = SIZE;
    let _ =
        write!(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\"");
    let _ = write!(out, " width=\"{width}\" height=\"{height}\" role=\"img\"");
    if theme == Theme::Screen {
        out.push_str(" class=\"spark\"");
    }
    out.push_str(" aria-label=\"");
    escape(&mut out, alt);
    out.push_str("\">");
    out.push_str(&canvas.into_marks());
    out.push_str("</svg>");
    out
}

/// Values to places in a box, each on its own scale.
pub(super) fn places(
    values: &[Option<f64>],
    corner: At,
    (width, height): (f64, f64),
) -> Vec<Option<At>> {
    let Some((low, high)) = extent(values.iter().flatten().copied()) else {
        return vec![None; values.len()];
    };
    let y = Scale { from: (low, corner.y + height), to: (high, corner.y) };
    let step = width / count(values.len().saturating_sub(1).max(1));
    let place = |(n, value): (usize, &Option<f64>)| {
        let value = value.and_then(drawable)?;
        Some(at(corner.x + step * count(n), y.place(value)))
    };
    values.iter().enumerate().map(place).collect()
}
