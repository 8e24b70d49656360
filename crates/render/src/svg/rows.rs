//! What dots and bars share: one row for each item, its name, its value as printed, the scale.

use document::chart::{Item, Reference};

use super::Width;
use super::canvas::{Anchor, Canvas, Rect, at};
use super::palette::{Paint, Style};
use super::scale::{Scale, Ticks, count, drawable, extent};
use super::text::{Font, wrap, wrap_evenly};

/// One item with its place.
pub(super) struct Row<'a> {
    pub item: &'a Item,
    /// Middle of the mark.
    pub y: f64,
    lines: Vec<String>,
    /// Base line of the first line of its name.
    name_y: f64,
}

/// Items laid out under each other.
pub(super) struct Rows<'a> {
    pub rows: Vec<Row<'a>>,
    pub area: Rect,
    pub x: Scale,
    ticks: Ticks,
    width: Width,
    references: Vec<Placed>,
}

/// A reference line with its label.
struct Placed {
    lines: Vec<String>,
    x: f64,
    left: f64,
    top: f64,
    right: f64,
}

const LABEL: f64 = 14.0;
const NOTE: Font = Font { size: 12.5, bold: false };
/// Dash of each reference in turn, so that two can be told apart without their colour.
const DASHES: [&str; 3] = ["", "6 4", "2 3"];

/// The font of an item's name and value.
fn font(item: &Item) -> Font {
    Font { size: LABEL, bold: item.own }
}

/// Whether the scale is to begin at zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    /// Always: lengths are compared.
    Zero,
    /// Only if zero is near: places are compared.
    Free,
}

/// Lays out items; none if there is nothing to place on a scale.
pub(super) fn lay_out<'a>(
    items: &'a [Item],
    references: &[Reference],
    base: Base,
    width: Width,
) -> Option<Rows<'a>> {
    let values = items.iter().filter_map(|item| item.value);
    let (low, high) = extent(values.chain(references.iter().map(|r| r.value)))?;
    let from_zero = base == Base::Zero || low <= 0.4 * high;
    let (low, high) = if from_zero { (low.min(0.0), high.max(0.0)) } else { (low, high) };
    let ticks = Ticks::covering(low, high, width.pick(5, 4));
    let text_wide = items.iter().map(|i| font(i).width(&i.text)).fold(0.0, f64::max);
    let name_wide = items.iter().map(|i| font(i).width(&i.label)).fold(0.0, f64::max);
    let label_room = match width {
        Width::Full => name_wide.min(290.0) + 16.0,
        // Room for the half of a dot that stands at the end of the scale; a bar needs none.
        Width::Half => match base {
            Base::Zero => 1.0,
            Base::Free => 8.0,
        },
    };
    let text_room = text_wide + 14.0;
    let mut area =
        Rect { x: label_room, y: 0.0, width: width.units() - label_room - text_room, height: 0.0 };
    let x = Scale { from: (ticks.first(), area.x), to: (ticks.last(), area.right()) };
    let references = place_references(references, x, width);
    area.y = references.iter().map(Placed::bottom).fold(0.0, f64::max);
    if !references.is_empty() {
        area.y += 8.0;
    }
    let (rows, bottom) = place_rows(items, area.y, width, label_room);
    area.height = bottom - area.y;
    Some(Rows { rows, area, x, ticks, width, references })
}

fn place_rows(items: &[Item], top: f64, width: Width, room: f64) -> (Vec<Row<'_>>, f64) {
    let mut y = top + 4.0;
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        let lines = match width {
            Width::Full => wrap_evenly(&item.label, font(item), room - 16.0),
            Width::Half => wrap(&item.label, font(item), width.units() - 70.0),
        };
        let block = 17.0 * count(lines.len().max(1));
        let (middle, name_y, tall) = match width {
            Width::Full => {
                let tall = block + 11.0;
                let middle = y + tall / 2.0;
                (middle, middle - block / 2.0 + 13.2, tall)
            }
            Width::Half => (y + block + 12.0, y + 14.0, block + 26.0),
        };
        rows.push(Row { item, y: middle, lines, name_y });
        y += tall;
    }
    (rows, y + 4.0)
}

impl Placed {
    fn bottom(&self) -> f64 {
        self.top + 16.0 * count(self.lines.len())
    }
}

/// Labels above the rows, each at its line; one that would cover another goes a step higher up,
/// that is, the others go down.
fn place_references(references: &[Reference], x: Scale, width: Width) -> Vec<Placed> {
    let mut placed: Vec<Placed> = Vec::new();
    for reference in references {
        let Some(value) = drawable(reference.value) else {
            continue;
        };
        let x = x.place(value);
        let lines = wrap_evenly(&reference.label, NOTE, width.pick(300.0, 240.0));
        let wide = lines.iter().map(|line| NOTE.width(line)).fold(0.0, f64::max);
        // A label stands to the right of its line if it fits there, else to the left.
        let left =
            if x + 6.0 + wide <= width.units() { x + 6.0 } else { (x - 6.0 - wide).max(0.0) };
        let (from, to) = (left.min(x) - 6.0, (left + wide).max(x) + 6.0);
        let over = placed.iter().filter(|p| from < p.right && p.left.min(p.x) - 6.0 < to);
        let top = over.map(Placed::bottom).fold(0.0, f64::max);
        placed.push(Placed { lines, x, left, top, right: to });
    }
    placed
}

impl Rows<'_> {
    /// Grid and reference lines, to lie beneath the marks.
    pub(super) fn ground(&self, canvas: &mut Canvas) {
        let (top, bottom) = (self.area.y, self.area.bottom());
        for (value, label) in self.ticks.labels() {
            let x = self.x.place(value);
            let style = if value == 0.0 {
                Style::stroke(Paint::Muted, 1.2)
            } else {
                Style::stroke(Paint::Grid, 1.0)
            };
            canvas.line(at(x, top), at(x, bottom), style);
            let font = self.width.small();
            let place = at(x.max(font.width(&label) / 2.0), bottom + 18.0);
            canvas.text(place, &label, font, Paint::Muted, Anchor::Middle);
        }
    }

    /// Reference lines, to lie over bars, and their labels, which interrupt each other's lines.
    pub(super) fn across(&self, canvas: &mut Canvas) {
        for (n, placed) in self.references.iter().enumerate() {
            let style = Style::stroke(Paint::Reference, 1.6).dashed(DASHES[n % DASHES.len()]);
            let foot = at(placed.x, self.area.bottom());
            canvas.line(at(placed.x, placed.top + 2.0), foot, style);
        }
        for placed in &self.references {
            for (n, line) in placed.lines.iter().enumerate() {
                let top = placed.top + 16.0 * count(n);
                let ground = Rect {
                    x: placed.left - 2.0,
                    y: top,
                    width: NOTE.width(line) + 4.0,
                    height: 16.0,
                };
                canvas.rect(ground, Style::fill(Paint::Paper));
                let place = at(placed.left, top + 13.0);
                canvas.text(place, line, NOTE, Paint::Reference, Anchor::Start);
            }
        }
    }

    /// Names at the left (or above, clear of the grid), values as printed at the right.
    pub(super) fn names(&self, canvas: &mut Canvas) {
        for row in &self.rows {
            let font = font(row.item);
            for (n, line) in row.lines.iter().enumerate() {
                let place = at(0.0, row.name_y + 17.0 * count(n));
                match self.width {
                    Width::Full => canvas.text(place, line, font, Paint::Ink, Anchor::Start),
                    Width::Half => canvas.clear_text(place, line, font, Paint::Ink, Anchor::Start),
                }
            }
            let place = at(self.width.units(), row.y + 4.8);
            let paint = if row.item.value.is_some() { Paint::Ink } else { Paint::Muted };
            canvas.text(place, &row.item.text, font, paint, Anchor::End);
        }
    }

    /// What the scale measures, beneath it; answers where the drawing ends.
    pub(super) fn axis(&self, canvas: &mut Canvas, axis: &str) -> f64 {
        let mut said = axis.trim().to_owned();
        let first = self.ticks.first();
        if first > 0.0 {
            let (_, from) = self.ticks.labels().next().unwrap_or_default();
            let join = if said.is_empty() { "" } else { ". " };
            said.push_str(&format!("{join}The scale starts at {from}, not at zero"));
        }
        let mut y = self.area.bottom() + 22.0;
        let left = self.width.pick(self.area.x, 0.0);
        for line in wrap(&said, NOTE, self.width.units() - left) {
            y += 16.0;
            canvas.text(at(left, y), &line, NOTE, Paint::Muted, Anchor::Start);
        }
        y + 6.0
    }
}
