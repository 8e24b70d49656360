//! What every drawing must be: described, escaped, well formed, the same every time.

mod svg_samples;

use document::ChartKind;
use document::chart::{Funnel, Item, Signal};
use proptest::prelude::*;
use render::svg::{Theme, Width, draw, sparkline};
use svg_samples::{EVIL, chart, every_kind, items, points, squares};

const VALUES: [Option<f64>; 9] = [
    Some(12.0),
    Some(18.0),
    None,
    Some(15.0),
    Some(31.0),
    Some(11.0),
    Some(14.0),
    None,
    Some(16.0),
];
const LINES: Option<(f64, f64, f64)> = Some((16.0, 4.0, 28.0));
const WAYS: [(Width, Theme); 4] = [
    (Width::Full, Theme::Print),
    (Width::Full, Theme::Screen),
    (Width::Half, Theme::Print),
    (Width::Half, Theme::Screen),
];

/// Parses a drawing and answers all its text, title and description left out.
fn words(svg: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(svg).expect("well-formed XML");
    let texts = tree.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text()).map(str::to_owned).collect()
}

fn full(kind: ChartKind) -> String {
    draw(&chart("a", "A finding", kind), Width::Full, Theme::Print)
}

fn control(caveat: Option<&str>, values: &[Option<f64>]) -> String {
    full(ChartKind::Control {
        points: points("March 2022", values),
        mean: Some(16.0),
        limits: Some((4.0, 28.0)),
        caveat: caveat.map(str::to_owned),
        year_starts_at: Some(2),
    })
}

#[test]
fn every_drawing_has_a_title_and_a_description() {
    for chart in every_kind("Crimes & more", &VALUES, LINES) {
        for (width, theme) in WAYS {
            let svg = draw(&chart, width, theme);
            let tree = roxmltree::Document::parse(&svg).expect("well-formed XML");
            let root = tree.root_element();
            assert_eq!(root.attribute("role"), Some("img"));
            assert!(root.attribute("viewBox").is_some());
            let ids: Vec<&str> = root.attribute("aria-labelledby").unwrap().split(' ').collect();
            let named = |name: &str| root.children().find(|n| n.has_tag_name(name)).unwrap();
            let found = ["title", "desc"].map(named);
            assert_eq!(found.map(|n| n.attribute("id").unwrap()).as_slice(), ids);
            assert!(ids.iter().all(|id| id.starts_with(&chart.id)));
            assert!(found.iter().all(|n| n.text() == Some("Crimes & more")));
        }
    }
}

#[test]
fn no_text_can_break_out() {
    for chart in every_kind(EVIL, &VALUES, LINES) {
        for (width, theme) in WAYS {
            let svg = draw(&chart, width, theme);
            assert!(!svg.contains("<script"), "{}", chart.id);
            assert!(roxmltree::Document::parse(&svg).is_ok(), "{}", chart.id);
        }
    }
    assert!(!sparkline(&VALUES, EVIL, Theme::Screen).contains("<script"));
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    for chart in every_kind("Crimes", &VALUES, LINES) {
        for (width, theme) in WAYS {
            assert_eq!(draw(&chart, width, theme), draw(&chart, width, theme));
        }
    }
}

/// A page is light or dark by its style sheet; paper, and an SVG alone, knows no style sheet.
#[test]
fn screens_get_classes_and_paper_gets_colours() {
    let css = render::svg::palette::stylesheet();
    for chart in every_kind("Crimes", &VALUES, LINES) {
        let screen = draw(&chart, Width::Full, Theme::Screen);
        assert!(!screen.contains("=\"#"), "{}", chart.id);
        let tree = roxmltree::Document::parse(&screen).unwrap();
        let classes = tree.descendants().filter_map(|node| node.attribute("class"));
        for class in classes.flat_map(str::split_whitespace) {
            assert!(css.contains(&format!(".{class}{{")), "{class}");
        }
        let print = draw(&chart, Width::Full, Theme::Print);
        assert!(!print.contains("class=") && !print.contains("var("), "{}", chart.id);
        assert!(print.contains("font-family=\"Source Sans 3\""));
    }
}

#[test]
fn a_gap_breaks_the_line() {
    let commands = |values: &[Option<f64>]| {
        let svg = full(ChartKind::Line { points: points("2021/22", values) });
        let tree = roxmltree::Document::parse(&svg).unwrap();
        let paths = tree.descendants().filter_map(|node| node.attribute("d"));
        let longest = paths.max_by_key(|d| d.len()).unwrap().to_owned();
        (longest.matches('M').count(), longest.matches('L').count())
    };
    assert_eq!(commands(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]), (1, 3));
    assert_eq!(commands(&[Some(1.0), Some(2.0), None, Some(3.0), Some(4.0)]), (2, 2));
}

#[test]
fn the_key_names_the_signals_that_are_there() {
    let said = words(&control(None, &VALUES));
    assert!(said.iter().any(|word| word == "Outside the limits"));
    assert!(said.iter().any(|word| word == "Steady rise or fall"));
    assert!(!said.iter().any(|word| word == "Run on one side of the mean"));
    let mut calm = points("March 2022", &VALUES);
    for point in &mut calm {
        (point.signal, point.hollow) = (None, false);
    }
    calm[3].signal = Some(Signal::Shift);
    let said = words(&full(ChartKind::Control {
        points: calm,
        mean: None,
        limits: None,
        caveat: None,
        year_starts_at: None,
    }));
    assert!(said.iter().any(|word| word == "Run on one side of the mean"));
    assert!(!said.iter().any(|word| word == "Outside the limits"));
}

#[test]
fn a_control_chart_says_what_must_be_known() {
    let said = words(&control(Some("season not removed"), &VALUES)).join(" ");
    assert!(said.contains("Season not removed."), "{said}");
    assert!(said.contains("Mean 16") && said.contains("Upper limit 28"), "{said}");
    assert!(!said.contains("not at zero"), "this one does start there: {said}");
    let high = [Some(114.0), Some(120.0), Some(118.0)];
    let said = words(&full(ChartKind::Control {
        points: points("March 2022", &high),
        mean: None,
        limits: None,
        caveat: None,
        year_starts_at: None,
    }));
    assert!(said.join(" ").contains("The scale starts at 114, not at zero."), "{said:?}");
}

#[test]
fn what_is_not_available_is_said_and_not_drawn() {
    let mut two = items("Kent", &[Some(4.0), None]);
    two[1].text = "[x]".into();
    let marks = |items: Vec<Item>| {
        let svg = full(ChartKind::Dots { items, references: vec![], axis: String::new() });
        let tree = roxmltree::Document::parse(&svg).unwrap();
        let circles = tree.descendants().filter(|n| n.has_tag_name("circle")).count();
        (words(&svg), circles)
    };
    let (said, circles) = marks(two);
    assert!(said.iter().any(|word| word == "[x]"));
    assert_eq!(circles, 1);
    let map = full(ChartKind::Map {
        shapes: squares("Kent", &[Some(1.0), Some(2.0), None]),
        class_bounds: vec![1.0],
        axis: "Crimes".into(),
    });
    assert!(map.contains("url(#a-full-hatch)"));
    assert!(words(&map).iter().any(|word| word == "Not available [x]"));
}

/// A name in a funnel stands only where it covers neither mark nor name; the paper's own always.
#[test]
fn a_funnel_names_what_has_room() {
    let mut crowd = svg_samples::funnel("Kent", &[Some(10.0); 40], LINES);
    for body in &mut crowd.bodies {
        body.size = Some(500.0);
    }
    let drawn = |funnel: Funnel| {
        let said = words(&full(ChartKind::Funnel(Box::new(funnel))));
        said.iter().filter(|word| *word == "Kent, far away").count()
    };
    for body in &mut crowd.bodies {
        body.label = "Kent, far away".into();
    }
    assert!((1..6).contains(&drawn(crowd.clone())), "{}", drawn(crowd.clone()));
    for (n, body) in crowd.bodies.iter_mut().enumerate() {
        body.value = Some((n * 10) as f64);
        body.size = Some(10f64.powi(n as i32 % 4 + 1));
    }
    assert!(drawn(crowd) > 6);
}

/// SF-095: outcomes have no order of colours.
#[test]
fn bars_are_not_ranked_by_colour() {
    let mut bars = items("Local resolution", &[Some(4.0), Some(9.0), Some(1.0)]);
    bars[1].own = false;
    let svg = full(ChartKind::Bars { items: bars, references: vec![], axis: "Crimes".into() });
    let tree = roxmltree::Document::parse(&svg).unwrap();
    let rects = tree.descendants().filter(|n| n.has_tag_name("rect"));
    let fills: Vec<&str> = rects.filter_map(|n| n.attribute("fill")).collect();
    assert_eq!(fills, ["#12436d"; 3]);
}

#[test]
fn nothing_to_draw_is_said() {
    for chart in every_kind("Crimes", &[None, None], None) {
        if let ChartKind::Map { .. } = chart.kind {
            continue;
        }
        let svg = draw(&chart, Width::Full, Theme::Print);
        assert!(svg.contains("No values to draw"), "{}", chart.id);
    }
    let map = ChartKind::Map { shapes: vec![], class_bounds: vec![], axis: String::new() };
    assert!(full(map).contains("No values to draw"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the values, a drawing is well formed and holds no number that is none.
    #[test]
    fn no_value_spoils_a_drawing(
        values in prop::collection::vec(prop::option::of(prop::num::f64::ANY), 0..40),
        lines in prop::option::of((any::<f64>(), any::<f64>(), any::<f64>())),
    ) {
        for chart in every_kind("Crimes", &values, lines) {
            for (width, theme) in [(Width::Full, Theme::Print), (Width::Half, Theme::Screen)] {
                let svg = draw(&chart, width, theme);
                prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{}", svg);
                prop_assert!(roxmltree::Document::parse(&svg).is_ok(), "{}", svg);
            }
        }
        let svg = sparkline(&values, "Crimes", Theme::Print);
        prop_assert!(!svg.contains("NaN") && roxmltree::Document::parse(&svg).is_ok());
    }
}
