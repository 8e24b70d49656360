//! Charts as accessible SVG: title, description, shapes beside colour, the same bytes every time.
//!
//! One file per kind of chart; each lays itself out for its [`Width`]. Labels stand on what they
//! name, a gap stays a gap, and an axis that does not begin at zero says so.

mod alone;
mod axes;
mod bars;
pub(crate) mod canvas;
pub(crate) mod control;
mod dots;
mod funnel;
mod line;
mod map;
pub mod palette;
mod rows;
pub(crate) mod scale;
mod small_multiples;
mod sparkline;
pub(crate) mod text;

use document::{Chart, ChartKind};

use canvas::{Anchor, Canvas, at};
use palette::Paint;
use text::Font;

pub use alone::alone;
pub(crate) use canvas::escape;
pub use sparkline::sparkline;

/// How wide a chart is drawn, in SVG user units (one is about a CSS pixel at full width).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// The full text column, 720 units.
    Full,
    /// Half of it, for charts side by side, 350 units.
    Half,
}

/// Where the drawing will be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// On paper, in a PDF, or alone in a file: colours are written out, the font is named.
    Print,
    /// Inside a page of `html`: colours are classes, so that the page can be light or dark.
    Screen,
}

impl Width {
    /// In SVG user units.
    pub fn units(self) -> f64 {
        match self {
            Self::Full => 720.0,
            Self::Half => 350.0,
        }
    }

    /// One of two, by width.
    fn pick<T>(self, full: T, half: T) -> T {
        match self {
            Self::Full => full,
            Self::Half => half,
        }
    }

    fn name(self) -> &'static str {
        self.pick("full", "half")
    }

    /// For ticks, notes and most labels.
    fn small(self) -> Font {
        Font::regular(13.0)
    }
}

/// Draws a chart. Its title and subtitle are set by the page, not in the drawing.
///
/// Ids in the drawing are made of the chart's id and the width, so that one page can hold the
/// wide and the narrow drawing of a chart.
pub fn draw(chart: &Chart, width: Width, theme: Theme) -> String {
    let (canvas, height) = drawn(chart, width, theme);
    canvas.finish(&chart.title, &chart.alt, (width.units(), height))
}

/// The drawing and how high it is.
fn drawn(chart: &Chart, width: Width, theme: Theme) -> (Canvas, f64) {
    let mut canvas = Canvas::new(&format!("{}-{}", chart.id, width.name()), theme);
    let height = match &chart.kind {
        ChartKind::Control { points, mean, limits, caveat, year_starts_at } => {
            let control = control::Control {
                points,
                mean: mean.and_then(scale::drawable),
                limits: limits
                    .and_then(|(low, high)| scale::drawable(low).zip(scale::drawable(high))),
                caveat: caveat.as_deref(),
                year_starts_at: *year_starts_at,
            };
            control::draw(&mut canvas, &control, width)
        }
        ChartKind::Line { points } => line::draw(&mut canvas, points, width),
        ChartKind::SmallMultiples { panels } => small_multiples::draw(&mut canvas, panels, width),
        ChartKind::Dots { items, references, axis } => {
            dots::draw(&mut canvas, items, references, axis, width)
        }
        ChartKind::Bars { items, references, axis } => {
            bars::draw(&mut canvas, items, references, axis, width)
        }
        ChartKind::Funnel(funnel) => funnel::draw(&mut canvas, funnel, width),
        ChartKind::Map { shapes, class_bounds, axis } => {
            map::draw(&mut canvas, shapes, class_bounds, axis, width)
        }
    };
    (canvas, height)
}

/// What the key of a control chart says of a point; nothing of an ordinary one.
pub(crate) fn point_says(point: &document::chart::TimePoint) -> Option<&'static str> {
    control::says(point)
}

/// On how many lines a text of so many pixels stands in a room so wide, in a face about as wide as
/// Arial, which is wider than the shipped one.
pub(crate) fn lines_in(text: &str, size: f64, bold: bool, room: f64) -> usize {
    let font = Font { size: size * 1.14, bold };
    text.lines().map(|line| text::wrap(line, font, room).len().max(1)).sum::<usize>().max(1)
}

/// How many decimals the labels of a drawing of these values have.
pub(crate) fn decimals_of(values: impl Iterator<Item = f64> + Clone) -> u8 {
    text::decimals(values)
}

/// What stands in place of a drawing that has nothing to show; answers its height.
fn nothing_to_draw(canvas: &mut Canvas, width: Width) -> f64 {
    let place = at(width.units() / 2.0, 44.0);
    let words = "No values to draw";
    canvas.text(place, words, width.small(), Paint::Muted, Anchor::Middle);
    80.0
}

/// Lines of small text under each other from `top`; answers where they end.
fn footnote(canvas: &mut Canvas, text: &str, width: Width, top: f64) -> f64 {
    let font = Font::regular(12.5);
    let mut y = top;
    for line in text::wrap(text, font, width.units() - 4.0) {
        y += 16.0;
        canvas.text(at(0.0, y), &line, font, Paint::Muted, Anchor::Start);
    }
    y
}
