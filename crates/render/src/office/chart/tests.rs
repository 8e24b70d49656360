//! What a native chart holds, read back from its XML and its workbook.

use document::chart::{Item, Reference, Signal, TimePoint};
use document::{Column, Table, words};

use super::super::Element;
use super::*;

fn look() -> ChartLook {
    let created = "2026-11-02T09:30:00Z".parse().expect("a moment");
    ChartLook { size: (800.0, 350.0), text: 12.0, created }
}

fn point(n: usize, value: Option<f64>) -> TimePoint {
    let (label, short) = (format!("Month {n}"), format!("M{n}"));
    TimePoint { label, short, value, signal: None, hollow: false }
}

fn chart(kind: ChartKind) -> Chart {
    let data = Table {
        id: "data".into(),
        caption: "Data".into(),
        columns: vec![Column::left("Month", 1)],
        rows: vec![],
        source: words("a source"),
        notes: vec![],
    };
    let (id, title) = ("chart".to_owned(), "A finding".to_owned());
    Chart { id, title, subtitle: "Crimes a month, 2021".into(), alt: "A line".into(), kind, data }
}

fn control() -> ChartKind {
    let mut points: Vec<TimePoint> =
        (0..12).map(|n| point(n, Some(f64::from(n as u32) + 100.5))).collect();
    points[3].value = None;
    points[5].signal = Some(Signal::Outside);
    points[6].signal = Some(Signal::Shift);
    ChartKind::Control {
        points,
        mean: Some(105.0),
        limits: Some((90.0, 120.0)),
        caveat: Some("season not removed".into()),
        year_starts_at: Some(4),
    }
}

fn read(part: &ChartPart) -> Element {
    Element::read("chart", &part.xml).expect("our own XML")
}

fn series_of(chart: &Element) -> Vec<&Element> {
    chart.walk().into_iter().filter(|element| element.local() == "ser").collect()
}

fn name(series: &Element) -> String {
    series.at(&["tx", "strRef", "strCache"]).map(Element::text).unwrap_or_default()
}

#[test]
fn a_control_chart_has_its_lines_and_its_signals_as_series() {
    let part = chart_part(&chart(control()), &look()).expect("written").expect("native");
    let xml = read(&part);
    let series = series_of(&xml);
    let names: Vec<String> = series.iter().map(|series| name(series)).collect();
    assert_eq!(
        names,
        [
            "Upper limit",
            "Lower limit",
            "Mean",
            "Crimes a month",
            "Outside the limits",
            "Run on one side of the mean"
        ]
    );
    let symbol =
        |n: usize| series[n].at(&["marker", "symbol"]).and_then(|symbol| symbol.attribute("val"));
    assert_eq!(
        [symbol(2), symbol(4), symbol(5)].map(Option::unwrap_or_default),
        ["none", "diamond", "circle"]
    );
    assert_eq!(part.notes, ["Season not removed.", "The scale starts at 90, not at zero."]);
}

/// Missing is not zero: a gap has no point in the part and no cell in the workbook.
#[test]
fn a_gap_stays_a_gap() {
    let part = chart_part(&chart(control()), &look()).expect("written").expect("native");
    let xml = read(&part);
    let main = series_of(&xml)[3];
    let points: Vec<&str> = main
        .at(&["val", "numRef", "numCache"])
        .map(|cache| cache.elements().filter_map(|pt| pt.attribute("idx")).collect())
        .unwrap_or_default();
    assert_eq!(points.len(), 11);
    assert!(!points.contains(&"3"));
    let blanks = xml.at(&["chart", "dispBlanksAs"]).and_then(|one| one.attribute("val"));
    assert_eq!(blanks, Some("gap"));
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    let make = || chart_part(&chart(control()), &look()).expect("written");
    assert_eq!(make(), make());
}

#[test]
fn nothing_to_draw_is_no_chart() {
    let none = ChartKind::Line { points: vec![point(0, None), point(1, Some(f64::NAN))] };
    assert_eq!(chart_part(&chart(none), &look()).expect("no error"), None);
    let map = ChartKind::Map { shapes: vec![], class_bounds: vec![], axis: String::new() };
    assert_eq!(chart_part(&chart(map), &look()).expect("no error"), None);
}

fn item(label: &str, value: Option<f64>) -> Item {
    let text = value.map_or_else(|| "[x]".to_owned(), |value| format!("{value:.1}"));
    Item { label: label.into(), value, text, own: label == "Ours" }
}

#[test]
fn a_reference_across_bars_is_a_line_or_a_bar_of_its_own() {
    let references = vec![Reference { label: "Whole force 5.5".into(), value: 5.5 }];
    let items = |long: &str| vec![item("Ours", Some(6.0)), item(long, Some(5.0)), item("C", None)];
    let bars = |long: &str| ChartKind::Bars {
        items: items(long),
        references: references.clone(),
        axis: "Per 1,000".into(),
    };
    let part = chart_part(&chart(bars("B")), &look()).expect("written").expect("native");
    let xml = read(&part);
    let series = series_of(&xml);
    assert_eq!([name(series[0]), name(series[1])], ["Per 1,000", "Whole force"]);
    let long = "Investigation complete, no suspect identified";
    let part = chart_part(&chart(bars(long)), &look()).expect("written").expect("native");
    let xml = read(&part);
    let categories = series_of(&xml)[0].at(&["cat", "strRef", "strCache"]).map(Element::text);
    assert_eq!(categories, Some(format!("Ours{long}C [x]Whole force")));
}
