//! Charts: the drawing, and where its numbers stand.

use document::{Chart, ChartKind};
use serde_json::json;

use super::heights::{self, Piece};
use super::lower::{HALF, Lowering, MEASURE};
use super::table::{self, Place};
use super::{letters, text};
use crate::svg::{self, Theme, Width};

/// Tables longer than this go behind the paper.
const MOST_ROWS: usize = 16;
/// Process-control charts of more points than this have their table behind the paper.
const MOST_POINTS: usize = 14;

/// Space around a chart and its line of source, in points.
const AROUND: f64 = 50.0;

/// What a reference to a chart aims at.
pub(super) fn label(id: &str) -> String {
    format!("chart-{id}")
}

/// Lowers a chart over the whole text column.
pub(super) fn lower<'a>(chart: &'a Chart, lowering: &mut Lowering<'a>) -> Piece {
    lower_at(chart, Width::Full, lowering)
}

/// Lowers charts side by side.
pub(super) fn lower_row<'a>(charts: &'a [Chart], lowering: &mut Lowering<'a>) -> Piece {
    let mut lowered = Vec::new();
    let mut each = Vec::new();
    for chart in charts {
        let piece = lower_at(chart, Width::Half, lowering);
        lowered.push(piece.value);
        each.push(piece.height);
    }
    Piece {
        value: json!({ "is": "chart-row", "charts": lowered }),
        height: heights::rows(&each, 2, 11.0),
    }
}

fn lower_at<'a>(chart: &'a Chart, width: Width, lowering: &mut Lowering<'a>) -> Piece {
    let measure = measure(width);
    let drawing = svg::draw(chart, width, Theme::Print);
    let tall = svg_height(&drawing) * measure / width.units();
    let file = lowering.picture(&drawing);
    let printed = lowering.is_printed(&chart.data);
    let here = !printed && has_table_under(chart, width);
    let data = here.then(|| {
        let place = Place { measure, behind: None, dense: true };
        table::lower(&chart.data, &place, lowering)
    });
    if !here && !printed {
        lowering.put_behind(&chart.data, &chart.id);
    }
    let words = [&chart.title, &chart.subtitle].map(|words| heights::line(words, measure));
    let below = data.as_ref().map_or(AROUND, |table| table.height + AROUND);
    let height = tall + words.iter().sum::<f64>() + below;
    let value = json!({
        "is": "chart",
        "id": label(&chart.id),
        "title": letters::printable(&chart.title),
        "subtitle": letters::printable(&chart.subtitle),
        "alt": letters::alt(&chart.alt),
        "file": file,
        "source": (!here).then(|| text::lower(&chart.data.source, lowering)),
        "table": table::label(&chart.data.id),
        "data": data.map(|table| table.value),
    });
    Piece { value, height }
}

fn measure(width: Width) -> f64 {
    match width {
        Width::Full => MEASURE,
        Width::Half => HALF,
    }
}

/// Whether the numbers are printed right under the drawing, unless they are printed elsewhere.
pub(super) fn has_table_under(chart: &Chart, width: Width) -> bool {
    stands_under(chart) && table::fits(&chart.data, measure(width))
}

/// Whether the numbers are few enough to be printed right under the drawing.
fn stands_under(chart: &Chart) -> bool {
    let short = chart.data.rows.len() <= MOST_ROWS;
    short
        && match &chart.kind {
            ChartKind::Control { points, .. } => points.len() <= MOST_POINTS,
            ChartKind::Line { .. } | ChartKind::Dots { .. } | ChartKind::Bars { .. } => true,
            ChartKind::SmallMultiples { .. } | ChartKind::Funnel(_) | ChartKind::Map { .. } => {
                false
            }
        }
}

/// The height of a drawing in its own units, from its `viewBox`.
fn svg_height(svg: &str) -> f64 {
    let after = svg.split_once("viewBox=\"").map_or("", |(_, after)| after);
    let inside = after.split('"').next().unwrap_or_default();
    let height = inside.split_whitespace().nth(3);
    height.and_then(|height| height.parse().ok()).unwrap_or(0.0)
}
