//! Many small lines, each on its own scale, to be read by shape.

use document::chart::Panel;

use super::canvas::{Anchor, At, Canvas, Mark, Rect, at};
use super::palette::{Paint, Style};
use super::scale::{Scale, count, drawable, extent};
use super::text::{Font, wrap};
use super::{Width, footnote, nothing_to_draw};

/// Space between neighbours.
const GAP: f64 = 28.0;
/// Height of the line in a panel.
const TALL: f64 = 54.0;
const TITLE: Font = Font { size: 14.0, bold: true };
const READING: Font = Font { size: 13.0, bold: false };

pub(super) fn draw(canvas: &mut Canvas, panels: &[Panel], width: Width) -> f64 {
    if panels.is_empty() {
        return nothing_to_draw(canvas, width);
    }
    let columns = columns(panels.len(), width);
    let gaps = count(columns - 1) * GAP;
    let wide = (width.units() - gaps) / count(columns);
    let mut y = 0.0;
    for row in panels.chunks(columns) {
        let heads: Vec<_> = row.iter().map(|panel| head(panel, wide)).collect();
        let tallest = heads.iter().map(Head::height).fold(0.0, f64::max);
        for (n, (panel, head)) in row.iter().zip(&heads).enumerate() {
            let corner = at(count(n) * (wide + GAP), y);
            head.write(canvas, corner, wide);
            let area = Rect { x: corner.x, y: y + tallest + 6.0, width: wide, height: TALL };
            line(canvas, panel, area);
        }
        y += tallest + 6.0 + TALL + 24.0;
    }
    footnote(canvas, &legend(panels), width, y - 14.0) + 6.0
}

/// Three or four beside each other at full width: four for many, and for few whichever leaves the
/// fuller last row.
fn columns(panels: usize, width: Width) -> usize {
    let most = width.pick(4, 2).min(panels).max(1);
    if width == Width::Half || !(4..=9).contains(&panels) {
        return most;
    }
    let left_empty = |columns: usize| (columns - panels % columns) % columns;
    if left_empty(4) <= left_empty(3) { 4 } else { 3 }
}

/// Title and reading of a panel, broken into lines.
struct Head {
    title: Vec<String>,
    reading: Vec<String>,
}

fn head(panel: &Panel, wide: f64) -> Head {
    Head { title: wrap(&panel.title, TITLE, wide), reading: wrap(&panel.reading, READING, wide) }
}

impl Head {
    fn height(&self) -> f64 {
        8.0 + 17.0 * count(self.title.len()) + 16.0 * count(self.reading.len())
    }

    fn write(&self, canvas: &mut Canvas, corner: At, wide: f64) {
        let rule = Style::stroke(Paint::Grid, 1.0);
        canvas.line(at(corner.x, corner.y + 0.5), at(corner.x + wide, corner.y + 0.5), rule);
        let mut y = corner.y + 3.0;
        for line in &self.title {
            y += 17.0;
            canvas.text(at(corner.x, y), line, TITLE, Paint::Ink, Anchor::Start);
        }
        for line in &self.reading {
            y += 16.0;
            canvas.text(at(corner.x, y), line, READING, Paint::Muted, Anchor::Start);
        }
    }
}

fn line(canvas: &mut Canvas, panel: &Panel, area: Rect) {
    let lines = panel.lines.and_then(|(mean, lower, upper)| {
        Some((drawable(mean)?, drawable(lower)?, drawable(upper)?))
    });
    let across = lines.into_iter().flat_map(|(mean, lower, upper)| [mean, lower, upper]);
    let values = panel.points.iter().filter_map(|p| p.value);
    let Some((low, high)) = extent(values.chain(across)) else {
        let words = "No values to draw";
        let place = at(area.x, area.y + 20.0);
        canvas.text(place, words, READING, Paint::Muted, Anchor::Start);
        return;
    };
    let inset = 4.0;
    let y = Scale { from: (low, area.bottom() - inset), to: (high, area.y + inset) };
    if let Some((mean, lower, upper)) = lines {
        let (top, bottom) = (y.place(upper), y.place(lower));
        let band = Rect { x: area.x, y: top, width: area.width, height: bottom - top };
        canvas.rect(band, Style::fill(Paint::Band));
        let middle = y.place(mean);
        let style = Style::stroke(Paint::Reference, 1.2).dashed("4 3");
        canvas.line(at(area.x, middle), at(area.right(), middle), style);
    }
    let step = (area.width - 2.0 * inset) / count(panel.points.len().saturating_sub(1).max(1));
    let place = |n: usize| {
        let value = panel.points[n].value.and_then(drawable)?;
        Some(at(area.x + inset + step * count(n), y.place(value)))
    };
    let places: Vec<_> = (0..panel.points.len()).map(place).collect();
    canvas.polyline(&places, Style::stroke(Paint::Main, 1.6));
    last_point(canvas, panel, &places);
}

/// The last point held, hollow where it is not yet complete.
fn last_point(canvas: &mut Canvas, panel: &Panel, places: &[Option<At>]) {
    let last = (0..places.len()).rev().find_map(|n| Some((n, places[n]?)));
    let Some((n, place)) = last else { return };
    let style = if panel.points[n].hollow {
        Style::fill(Paint::Paper).edged(Paint::Main, 1.6)
    } else {
        Style::fill(Paint::Main).edged(Paint::Paper, 1.0)
    };
    canvas.mark(Mark::Circle, place, 4.0, style, &panel.points[n].label);
}

fn legend(panels: &[Panel]) -> String {
    let mut said = String::from("Each panel has its own scale; compare shapes, not heights.");
    if panels.iter().any(|panel| panel.lines.is_some()) {
        said.push_str(" Dashed line: mean. Shaded: between the process limits. Dot: latest.");
    } else {
        said.push_str(" Dot: latest.");
    }
    said
}
