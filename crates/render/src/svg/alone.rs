//! A chart alone in a file: the finding above it, and below it what a reader must know who has nothing
//! else of the paper.

use document::Chart;

use super::canvas::{Anchor, Canvas, Rect, at};
use super::palette::{Paint, Style};
use super::text::{Font, wrap, wrap_evenly};
use super::{Theme, Width, drawn};

/// Around the drawing.
const MARGIN: f64 = 24.0;

/// Draws a chart with its title, what is plotted, and `foot`: source, last day of the data, edition,
/// marking; each its own line.
pub fn alone(chart: &Chart, foot: &[String]) -> String {
    let (inner, height) = drawn(chart, Width::Full, Theme::Print);
    let room = Width::Full.units();
    let title = wrap_evenly(&chart.title, Font::bold(18.0), room);
    let plotted = wrap(&chart.subtitle, Font::regular(13.5), room);
    let foot: Vec<String> =
        foot.iter().flat_map(|line| wrap(line, Font::regular(12.0), room)).collect();
    let lines = |lines: &[String], step: f64| step * lines.iter().map(|_| 1.0).sum::<f64>();
    let top = MARGIN + lines(&title, 24.0) + lines(&plotted, 19.0) + 8.0;
    let whole = top + height + 8.0 + lines(&foot, 17.0) + MARGIN;
    let mut canvas = Canvas::new(&format!("{}-alone", chart.id), Theme::Print);
    let paper = Rect { x: 0.0, y: 0.0, width: room + 2.0 * MARGIN, height: whole };
    canvas.rect(paper, Style::fill(Paint::Paper));
    let mut y = MARGIN;
    let mut write = |canvas: &mut Canvas, lines: &[String], step: f64, font: Font, paint: Paint| {
        for line in lines {
            y += step;
            canvas.text(at(MARGIN, y - 5.0), line, font, paint, Anchor::Start);
        }
    };
    write(&mut canvas, &title, 24.0, Font::bold(18.0), Paint::Main);
    write(&mut canvas, &plotted, 19.0, Font::regular(13.5), Paint::Muted);
    canvas.put(&inner, (MARGIN, top));
    let mut y = top + height + 8.0;
    for line in &foot {
        y += 17.0;
        canvas.text(at(MARGIN, y - 4.0), line, Font::regular(12.0), Paint::Muted, Anchor::Start);
    }
    canvas.finish(&chart.title, &chart.alt, (paper.width, whole))
}
