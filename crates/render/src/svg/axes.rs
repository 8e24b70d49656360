//! What control and line charts share: the value axis, the time axis, the series itself.

use document::chart::TimePoint;

use super::canvas::{Anchor, At, Canvas, Rect, at};
use super::palette::{Paint, Style};
use super::scale::{Scale, Ticks, count, drawable};
use super::text::Font;

/// A time series laid into a box.
pub(super) struct Plot<'a> {
    pub points: &'a [TimePoint],
    pub area: Rect,
    pub ticks: Ticks,
    pub font: Font,
}

impl Plot<'_> {
    /// Widest label of the value axis, with the space beside it.
    pub(super) fn gutter(ticks: &Ticks, font: Font) -> f64 {
        ticks.labels().map(|(_, label)| font.width(&label)).fold(0.0, f64::max) + 8.0
    }

    pub(super) fn y(&self, value: f64) -> f64 {
        let (low, high) = (self.ticks.first(), self.ticks.last());
        let scale = Scale { from: (low, self.area.bottom()), to: (high, self.area.y) };
        scale.place(value)
    }

    /// Middle of the nth of the points' equal shares of the width.
    pub(super) fn x(&self, n: usize) -> f64 {
        self.area.x + self.share() * (count(n) + 0.5)
    }

    /// Width that each point has for itself.
    pub(super) fn share(&self) -> f64 {
        self.area.width / count(self.points.len().max(1))
    }

    pub(super) fn place(&self, n: usize) -> Option<At> {
        let value = self.points.get(n)?.value.and_then(drawable)?;
        Some(at(self.x(n), self.y(value)))
    }

    pub(super) fn places(&self) -> Vec<Option<At>> {
        (0..self.points.len()).map(|n| self.place(n)).collect()
    }

    /// Grid lines and value labels; the base line is drawn in ink only where it is zero.
    pub(super) fn value_axis(&self, canvas: &mut Canvas) {
        let (left, right) = (self.area.x, self.area.right());
        for (value, label) in self.ticks.labels() {
            let y = self.y(value);
            let style = if value == 0.0 {
                Style::stroke(Paint::Ink, 1.2)
            } else {
                Style::stroke(Paint::Grid, 1.0)
            };
            canvas.line(at(left, y), at(right, y), style);
            let place = at(left - 8.0, y + self.font.size * 0.34);
            canvas.text(place, &label, self.font, Paint::Muted, Anchor::End);
        }
        if self.ticks.first() > 0.0 {
            self.broken_base(canvas);
        }
    }

    /// Two short strokes across the foot of the axis: the scale does not begin at zero.
    fn broken_base(&self, canvas: &mut Canvas) {
        let (x, y) = (self.area.x, self.area.bottom());
        for shift in [4.0, 8.0] {
            let y = y + shift;
            let style = Style::stroke(Paint::Muted, 1.2);
            canvas.line(at(x - 5.0, y + 2.0), at(x + 5.0, y - 2.0), style);
        }
    }

    /// As many labels as have room, counted from `anchor`, which is always labelled.
    ///
    /// Months are labelled by quarter, half-year or year before they become crowded.
    pub(super) fn time_axis(&self, canvas: &mut Canvas, anchor: usize) {
        let widest = self.points.iter().map(|p| self.font.width(&p.short)).fold(0.0, f64::max);
        let room = self.share().max(0.1);
        let few = self.points.len() <= 16;
        let (steps, space): (&[usize], f64) =
            if few { (&[1, 2, 3, 4], 8.0) } else { (&[1, 3, 6, 12, 24, 60], 12.0) };
        let fits = |step: &&usize| count(**step) * room >= widest + space;
        let step = steps.iter().find(fits).copied().unwrap_or(self.points.len().max(1));
        let y = self.area.bottom() + 20.0;
        for (n, point) in self.points.iter().enumerate() {
            if n % step != anchor % step {
                continue;
            }
            let half = self.font.width(&point.short) / 2.0;
            let x = self.x(n).max(half).min(self.area.right() + 40.0 - half);
            let foot = self.area.bottom();
            canvas.line(
                at(self.x(n), foot),
                at(self.x(n), foot + 4.0),
                Style::stroke(Paint::Muted, 1.0),
            );
            canvas.text(at(x, y), &point.short, self.font, Paint::Muted, Anchor::Middle);
        }
    }

    /// What a reader is told who points at a point.
    pub(super) fn says(&self, n: usize, decimals: u8) -> String {
        let Some(point) = self.points.get(n) else {
            return String::new();
        };
        match point.value {
            Some(value) => format!("{}: {}", point.label, super::text::number(value, decimals)),
            None => point.label.clone(),
        }
    }
}
