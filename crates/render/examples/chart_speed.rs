//! Times the drawing of 40 process-control charts as SVG, the median of 21 runs.

use document::chart::TimePoint;
use document::{Chart, ChartKind, Table, words};
use render::svg::{Theme, Width, draw};

fn chart(n: u32) -> Chart {
    let value = |month: u32| f64::from(50 + (n * 7 + month * 13) % 23);
    let point = |month: u32| TimePoint {
        label: format!("Month {month}"),
        short: format!("M{month}"),
        value: Some(value(month)),
        signal: None,
        hollow: false,
    };
    Chart {
        id: format!("chart-{n}"),
        title: format!("Chart {n}"),
        subtitle: "Crimes a month".into(),
        alt: "A line of months".into(),
        kind: ChartKind::Control {
            points: (0..36).map(point).collect(),
            mean: Some(61.0),
            limits: Some((35.0, 87.0)),
            caveat: Some("season not removed".into()),
            year_starts_at: Some(24),
        },
        data: Table {
            id: format!("data-{n}"),
            caption: "Months".into(),
            columns: vec![],
            rows: vec![],
            source: words("simulated"),
            notes: vec![],
        },
    }
}

fn main() {
    let charts: Vec<Chart> = (0..40).map(chart).collect();
    let mut times = Vec::new();
    for _ in 0..21 {
        let started = std::time::Instant::now();
        let bytes: usize =
            charts.iter().map(|chart| draw(chart, Width::Full, Theme::Print).len()).sum();
        times.push(started.elapsed());
        assert!(bytes > 40 * 1_000);
    }
    times.sort_unstable();
    println!("40 charts as SVG: median {:?}, best {:?}", times[10], times[0]);
}
