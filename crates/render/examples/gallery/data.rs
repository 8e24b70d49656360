//! Leicestershire's months from the golden files, and shapes for a map.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context as _;
use document::chart::{Panel, Shape, Signal, TimePoint};

/// Crimes by month, oldest first, for each type of crime; `All crime` is their total.
pub type Months = BTreeMap<String, Vec<(String, f64)>>;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/leicestershire");

/// Reads the months.
pub fn months() -> anyhow::Result<Months> {
    let mut out = Months::new();
    let types = std::fs::read_to_string(format!("{GOLDEN}/monthly-by-type.csv"))?;
    for line in types.lines().skip(1) {
        let mut cells = line.split(',');
        let (month, kind, count) = (cells.next(), cells.next(), cells.next());
        let row = out.entry(kind.context("a type")?.to_owned()).or_default();
        row.push((month.context("a month")?.to_owned(), count.context("a count")?.parse()?));
    }
    let all = std::fs::read_to_string(format!("{GOLDEN}/monthly-all-crime.csv"))?;
    for line in all.lines().skip(1) {
        let mut cells = line.split(',');
        let (month, count) = (cells.next(), cells.next());
        let row = out.entry("All crime".into()).or_default();
        row.push((month.context("a month")?.to_owned(), count.context("a count")?.parse()?));
    }
    Ok(out)
}

const NAMES: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month's point.
pub fn point(month: &str, value: f64) -> TimePoint {
    let (year, number) = month.split_once('-').unwrap_or(("2020", "1"));
    let name = NAMES[number.parse::<usize>().unwrap_or(1) - 1];
    TimePoint {
        label: format!("{name} {year}"),
        short: format!("{} {}", &name[..3], &year[2..]),
        value: Some(value),
        signal: None,
        hollow: false,
    }
}

/// The first 24 months with mean and limits of an XmR chart, and the signals of runs and limits.
pub fn xmr(series: &[(String, f64)]) -> (Vec<TimePoint>, (f64, f64, f64)) {
    let series = &series[..24.min(series.len())];
    let count = series.len() as f64;
    let mean = series.iter().map(|(_, v)| v).sum::<f64>() / count;
    let moves = series.windows(2).map(|pair| (pair[1].1 - pair[0].1).abs());
    let limit = 2.66 * moves.sum::<f64>() / (count - 1.0);
    let mut points: Vec<_> = series.iter().map(|(month, v)| point(month, *v)).collect();
    let side = |v: f64| v > mean;
    for n in 0..points.len() {
        let value = series[n].1;
        let run = |from: usize| {
            (from..from + 7).all(|m| series.get(m).is_some_and(|(_, v)| side(*v) == side(value)))
        };
        if (value - mean).abs() > limit {
            points[n].signal = Some(Signal::Outside);
        } else if (n.saturating_sub(6)..=n).any(run) {
            points[n].signal = Some(Signal::Shift);
        }
    }
    (points, (mean, (mean - limit).max(0.0), mean + limit))
}

/// A panel of a series.
pub fn panel(name: &str, reading: &str, series: &[(String, f64)]) -> Panel {
    let (points, lines) = xmr(series);
    Panel { title: name.to_owned(), reading: reading.to_owned(), points, lines: Some(lines) }
}

/// Crimes of the year by district, as in the golden file.
pub const DISTRICTS: [(&str, f64, &str); 9] = [
    ("Blaby", 6285.0, "6,285"),
    ("Charnwood", 14_000.0, "14,000"),
    ("Harborough", 4799.0, "4,799"),
    ("Hinckley and Bosworth", 6982.0, "6,982"),
    ("Leicester", 45_207.0, "45,207"),
    ("Melton", 3409.0, "3,409"),
    ("North West Leicestershire", 7442.0, "7,442"),
    ("Oadby and Wigston", 3723.0, "3,723"),
    ("Rutland", 1715.0, "1,715"),
];

fn shape(name: &str, polygons: Vec<Vec<Vec<(f64, f64)>>>) -> Shape {
    let found = DISTRICTS.iter().find(|(district, ..)| *district == name);
    Shape {
        name: name.to_owned(),
        polygons,
        value: found.map(|(_, value, _)| *value).filter(|_| name != "Rutland"),
        text: found.filter(|_| name != "Rutland").map_or("[x]".into(), |(.., t)| (*t).to_owned()),
        own: name == "Charnwood",
        background: found.is_none(),
    }
}

/// Nine squares.
pub fn squares() -> Vec<Shape> {
    let square = |n: usize| {
        let (x, y) = ((n % 3) as f64 * 0.3 - 1.3, (n / 3) as f64 * 0.2 + 52.4);
        vec![vec![(x, y), (x + 0.3, y), (x + 0.3, y + 0.2), (x, y + 0.2), (x, y)]]
    };
    let shapes = DISTRICTS.iter().enumerate();
    shapes.map(|(n, (name, ..))| shape(name, vec![square(n)])).collect()
}

/// Shapes of a GeoJSON file of districts: those of Leicestershire and their neighbours.
pub fn geojson(path: &Path) -> anyhow::Result<Vec<Shape>> {
    let file: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let mut out = Vec::new();
    for feature in file["features"].as_array().context("features")? {
        let geometry = &feature["geometry"];
        let name = feature["properties"]["name"].as_str().context("a name")?;
        let coordinates = &geometry["coordinates"];
        let polygons = match geometry["type"].as_str() {
            Some("Polygon") => vec![rings(coordinates)],
            _ => coordinates.as_array().into_iter().flatten().map(rings).collect(),
        };
        out.push(shape(name, polygons));
    }
    Ok(out)
}

fn rings(value: &serde_json::Value) -> Vec<Vec<(f64, f64)>> {
    let rings = value.as_array().into_iter().flatten();
    let pair = |p: &serde_json::Value| Some((p[0].as_f64()?, p[1].as_f64()?));
    rings.map(|ring| ring.as_array().into_iter().flatten().filter_map(pair).collect()).collect()
}
