//! One small chart of every kind, all texts being one given text.

use document::chart::{
    Body, BodyKind, Funnel, FunnelLimit, Item, Panel, Reference, Shape, Signal, TimePoint,
};
use document::{Chart, ChartKind, Column, Row, RowKind, Table, TableCell, words};

/// A text that must not get out.
pub const EVIL: &str = "</text><script>alert(\"1\" & '2')</script>";

/// A table of one row.
pub fn table(id: &str, text: &str) -> Table {
    Table {
        id: id.to_owned(),
        caption: text.to_owned(),
        columns: vec![Column::left(text, 2), Column::right(text, 1)],
        rows: vec![Row {
            cells: vec![TableCell::words(text), TableCell::words(text)],
            kind: RowKind::Own,
        }],
        source: words(text),
        notes: vec![words(text)],
    }
}

/// A chart around what is drawn.
pub fn chart(id: &str, text: &str, kind: ChartKind) -> Chart {
    Chart {
        id: id.to_owned(),
        title: text.to_owned(),
        subtitle: text.to_owned(),
        alt: text.to_owned(),
        kind,
        data: table(&format!("{id}-data"), text),
    }
}

/// Points of these values, every fourth with a signal.
pub fn points(text: &str, values: &[Option<f64>]) -> Vec<TimePoint> {
    let signals = [Signal::Outside, Signal::Trend, Signal::TwoOfThree, Signal::Shift];
    let point = |(n, value): (usize, &Option<f64>)| TimePoint {
        label: text.to_owned(),
        short: text.to_owned(),
        value: *value,
        signal: (n % 4 == 0).then(|| signals[n / 4 % 4]),
        hollow: n % 7 == 6,
    };
    values.iter().enumerate().map(point).collect()
}

/// Items of these values, the second being the paper's own.
pub fn items(text: &str, values: &[Option<f64>]) -> Vec<Item> {
    let item = |(n, value): (usize, &Option<f64>)| Item {
        label: text.to_owned(),
        value: *value,
        text: text.to_owned(),
        own: n == 1,
    };
    values.iter().enumerate().map(item).collect()
}

/// A funnel of these values, each larger than the one before, the second being the paper's own.
pub fn funnel(text: &str, values: &[Option<f64>], lines: Option<(f64, f64, f64)>) -> Funnel {
    let body = |(n, value): (usize, &Option<f64>)| Body {
        label: text.to_owned(),
        size: Some(100.0 * (n + 1) as f64),
        value: *value,
        text: text.to_owned(),
        kind: [BodyKind::Group, BodyKind::Own, BodyKind::Other][n.min(2)],
    };
    let (mean, low, high) = lines.unwrap_or((1.0, 0.0, 2.0));
    let limit = |n: usize| {
        let (near, share) = (100.0 * (n + 1) as f64, 1.0 / (n + 1) as f64);
        let at = |end: f64, times: f64| mean + (end - mean) * share * times;
        let pair = |times: f64| (at(low, times), at(high, times));
        FunnelLimit { size: near, inner: pair(1.0), outer: pair(1.6) }
    };
    let name = || text.to_owned();
    Funnel {
        bodies: values.iter().enumerate().map(body).collect(),
        centre: mean,
        centre_name: name(),
        limits: (0..if lines.is_some() { 10 } else { 0 }).map(limit).collect(),
        inner_name: name(),
        outer_name: name(),
        own_name: name(),
        group_name: name(),
        other_name: name(),
        axis: name(),
        size_axis: name(),
    }
}

/// Squares beside each other of these values, the first being background.
pub fn squares(text: &str, values: &[Option<f64>]) -> Vec<Shape> {
    let square = |n: usize| {
        let west = n as f64;
        let ring = [(0.0, 50.0), (0.9, 50.0), (0.9, 50.9), (0.0, 50.9), (0.0, 50.0)];
        vec![vec![ring.map(|(x, y)| (x + west, y)).to_vec()]]
    };
    let shape = |(n, value): (usize, &Option<f64>)| Shape {
        name: text.to_owned(),
        polygons: square(n),
        value: *value,
        text: text.to_owned(),
        own: n == 1,
        background: n == 0,
    };
    values.iter().enumerate().map(shape).collect()
}

/// Every kind of chart of these values; a kind that is added must be added here.
pub fn every_kind(
    text: &str,
    values: &[Option<f64>],
    lines: Option<(f64, f64, f64)>,
) -> Vec<Chart> {
    let known = values.iter().flatten().copied();
    let references: Vec<Reference> =
        known.clone().take(3).map(|value| Reference { label: text.to_owned(), value }).collect();
    let kinds = [
        ChartKind::Control {
            points: points(text, values),
            mean: lines.map(|(mean, ..)| mean),
            limits: lines.map(|(_, low, high)| (low, high)),
            caveat: Some(text.to_owned()),
            year_starts_at: Some(values.len() / 2),
        },
        ChartKind::Line { points: points(text, values) },
        ChartKind::SmallMultiples {
            panels: (0..5)
                .map(|_| Panel {
                    title: text.to_owned(),
                    reading: text.to_owned(),
                    points: points(text, values),
                    lines,
                })
                .collect(),
        },
        ChartKind::Dots {
            items: items(text, values),
            references: references.clone(),
            axis: text.to_owned(),
        },
        ChartKind::Bars { items: items(text, values), references, axis: text.to_owned() },
        ChartKind::Funnel(Box::new(funnel(text, values, lines))),
        ChartKind::Map {
            shapes: squares(text, values),
            class_bounds: known.take(4).collect(),
            axis: text.to_owned(),
        },
    ];
    let named = kinds.into_iter().map(|kind| {
        let id = match &kind {
            ChartKind::Control { .. } => "control",
            ChartKind::Line { .. } => "line",
            ChartKind::SmallMultiples { .. } => "small-multiples",
            ChartKind::Dots { .. } => "dots",
            ChartKind::Bars { .. } => "bars",
            ChartKind::Funnel(_) => "funnel",
            ChartKind::Map { .. } => "map",
        };
        chart(id, text, kind)
    });
    named.collect()
}
