//! A line over years or months, from zero, with its ends and highlights named on it.

use document::chart::TimePoint;

use super::axes::Plot;
use super::canvas::{Anchor, At, Canvas, Mark, Rect, at};
use super::palette::{Paint, Style};
use super::scale::{Ticks, extent};
use super::text::{Font, decimals, number};
use super::{Width, footnote, nothing_to_draw};

pub(super) fn draw(canvas: &mut Canvas, points: &[TimePoint], width: Width) -> f64 {
    let values = points.iter().filter_map(|p| p.value);
    let Some((low, high)) = extent(values.clone()) else {
        return nothing_to_draw(canvas, width);
    };
    let decimals = decimals(values);
    let font = width.small();
    let ticks = Ticks::covering(low.min(0.0), high.max(0.0), width.pick(5, 4));
    let gutter = Plot::gutter(&ticks, font);
    let bold = Font::bold(14.0);
    let last_label = points.last().and_then(|p| p.value).map(|v| number(v, decimals));
    let margin = last_label.as_deref().map_or(8.0, |label| bold.width(label) + 4.0);
    let plot = Plot {
        points,
        area: Rect {
            x: gutter,
            y: 18.0,
            width: width.units() - gutter - margin,
            height: width.pick(220.0, 180.0),
        },
        ticks,
        font,
    };
    plot.value_axis(canvas);
    plot.time_axis(canvas, points.len().saturating_sub(1));
    let places = plot.places();
    canvas.polyline(&places, Style::stroke(Paint::Main, 2.4));
    let named = named_points(points);
    marks(canvas, &plot, &places, &named, decimals);
    name_points(canvas, &plot, &places, &named, decimals);
    let foot = plot.area.bottom() + 26.0;
    if points.iter().any(|p| p.hollow && p.value.is_some()) {
        return footnote(canvas, "Hollow point: too early to judge.", width, foot) + 6.0;
    }
    foot + 4.0
}

/// First, last, and whatever carries a signal; the last is named first, and wins its place.
fn named_points(points: &[TimePoint]) -> Vec<usize> {
    let held = |n: &usize| points[*n].value.is_some();
    let last = (0..points.len()).rev().find(held);
    let first = (0..points.len()).find(held);
    let signals = (0..points.len()).filter(|n| held(n) && points[*n].signal.is_some());
    let mut out: Vec<usize> = Vec::new();
    for n in last.into_iter().chain(first).chain(signals) {
        if !out.contains(&n) {
            out.push(n);
        }
    }
    out
}

fn marks(canvas: &mut Canvas, plot: &Plot, places: &[Option<At>], named: &[usize], decimals: u8) {
    let gap = |n: Option<usize>| n.and_then(|n| places.get(n)).is_none_or(Option::is_none);
    for (n, place) in places.iter().enumerate() {
        let Some(place) = place else { continue };
        let alone = gap(n.checked_sub(1)) && gap(n.checked_add(1));
        let hollow = plot.points[n].hollow;
        let shown = alone || hollow || named.contains(&n) || places.len() <= 16;
        let size = if named.contains(&n) || alone { 4.4 } else { 2.6 };
        let style = if hollow {
            Style::fill(Paint::Paper).edged(Paint::Main, 1.8)
        } else {
            Style::fill(Paint::Main)
        };
        if shown {
            canvas.mark(Mark::Circle, *place, size, style, &plot.says(n, decimals));
        }
    }
}

/// Writes values at the named points; one that would cover another is left to the table.
fn name_points(
    canvas: &mut Canvas,
    plot: &Plot,
    places: &[Option<At>],
    named: &[usize],
    decimals: u8,
) {
    let mut taken: Vec<Rect> = Vec::new();
    for n in named {
        let (Some(place), Some(value)) = (places[*n], plot.points[*n].value) else {
            continue;
        };
        let words = number(value, decimals);
        let is_last = n + 1 == places.len();
        let font = if is_last { Font::bold(14.0) } else { Font::regular(13.0) };
        let wide = font.width(&words);
        let label = if is_last {
            at(place.x + 8.0, place.y + 4.8)
        } else {
            let down = if is_valley(places, *n) { 18.0 } else { -10.0 };
            let left = (place.x - wide / 2.0).max(plot.area.x + 2.0);
            at(left, place.y + down)
        };
        let cover = Rect {
            x: label.x - 3.0,
            y: label.y - font.size,
            width: wide + 6.0,
            height: font.size + 3.0,
        };
        let clash = |other: &Rect| {
            cover.x < other.right()
                && other.x < cover.right()
                && cover.y < other.bottom()
                && other.y < cover.bottom()
        };
        if taken.iter().any(clash) {
            continue;
        }
        taken.push(cover);
        canvas.clear_text(label, &words, font, Paint::Main, Anchor::Start);
    }
}

/// Whether the line leaves a point upwards on the sides it has, so that a label fits below.
fn is_valley(places: &[Option<At>], n: usize) -> bool {
    let Some(here) = places[n] else { return false };
    let beside = [n.checked_sub(1), n.checked_add(1)];
    let mut seen = beside.into_iter().filter_map(|m| *places.get(m?)?).peekable();
    seen.peek().is_some() && seen.all(|other| other.y < here.y - 1.0)
}
