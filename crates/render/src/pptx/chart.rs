//! Charts: native, with what must be said above and beneath; a map as the picture of its drawing.

use document::chart::Panel;
use document::{Chart, ChartKind};
use domain::instant::Instant;

use super::area::{Area, emu};
use super::slide::Shape;
use super::text::{Paragraph, Run, Words, height};
use crate::office::chart::{chart_part, panel_part};
use crate::office::picture::picture;
use crate::office::{ChartLook, OfficeError};
use crate::svg::{self, Theme, Width};

/// Pixels for each unit of a drawing: sharp on a wall.
const SCALE: f32 = 3.0;
/// Sizes of words, in points.
const TITLE: f64 = 16.0;
const SUBTITLE: f64 = 14.0;
const SOURCE: f64 = 11.0;
const TEXT: f64 = 12.0;
const PANEL: f64 = 11.0;

/// How a chart stands in an area.
pub(super) struct Place<'a> {
    pub area: Area,
    /// Whether its title stands over it, since the slide's title says something else.
    pub titled: bool,
    pub created: Instant,
    pub words: &'a Words<'a>,
}

/// The shapes of a chart.
pub(super) fn lay_out(chart: &Chart, place: &Place<'_>) -> Result<Vec<Shape>, OfficeError> {
    let mut over = vec![];
    if place.titled {
        over.push(Paragraph::new(&chart.title).sized(TITLE).bold());
    }
    if !chart.subtitle.trim().is_empty() {
        over.push(Paragraph::new(&chart.subtitle).sized(SUBTITLE).after(2.0));
    }
    let head = height(place.words.face, &over, place.area.width());
    let middle = place.area.below(head + 6.0);
    let under = under(chart, place.words);
    let foot = height(place.words.face, &under, place.area.width());
    let mut drawings = drawn(chart, middle.above(foot + 6.0), place)?;
    let mut shapes = vec![];
    if !over.is_empty() {
        shapes.push(Shape::Words {
            name: "What is shown".into(),
            area: place.area.top(head),
            paragraphs: over,
            ground: false,
        });
    }
    shapes.append(&mut drawings);
    shapes.push(Shape::Words {
        name: "Source".into(),
        area: place.area.foot(foot),
        paragraphs: under,
        ground: false,
    });
    Ok(shapes)
}

/// The drawing itself.
fn drawn(chart: &Chart, area: Area, place: &Place<'_>) -> Result<Vec<Shape>, OfficeError> {
    if let ChartKind::SmallMultiples { panels } = &chart.kind {
        return panels_of(panels, area, place);
    }
    let size = (area.width(), area.height());
    let look = ChartLook { size, text: TEXT, created: place.created };
    if let Some(part) = chart_part(chart, &look)? {
        let (name, alt) = (chart.title.clone(), chart.alt.clone());
        return Ok(vec![Shape::Chart { area, part, name, alt }]);
    }
    // PowerPoint has no map of ours, and not our font: the drawing goes in as pixels.
    let drawing = svg::draw(chart, Width::Full, Theme::Print);
    let picture = picture(&chart.title, &drawing, SCALE)?;
    let (wide, tall) = (f64::from(picture.width), f64::from(picture.height));
    let scale = (area.width() / wide).min(area.height() / tall);
    let fitted = Area {
        x: area.x + emu((area.width() - wide * scale) / 2.0),
        y: area.y,
        wide: emu(wide * scale),
        tall: emu(tall * scale),
    };
    let (name, alt) = (chart.title.clone(), chart.alt.clone());
    Ok(vec![Shape::Picture { area: fitted, png: picture.png, name, alt }])
}

/// Many small charts, each native, in rows.
fn panels_of(panels: &[Panel], area: Area, place: &Place<'_>) -> Result<Vec<Shape>, OfficeError> {
    let columns = match panels.len() {
        0..=3 => panels.len().max(1),
        4 => 2,
        5..=9 => 3,
        10..=12 => 4,
        _ => 5,
    };
    let rows = panels.len().div_ceil(columns);
    let mut shapes = vec![];
    for (n, panel) in panels.iter().enumerate() {
        let area = area.place(n, columns, rows, 8.0);
        let size = (area.width(), area.height());
        let look = ChartLook { size, text: PANEL, created: place.created };
        if let Some(part) = panel_part(panel, &look)? {
            let alt = format!("Line chart of {}: {}.", panel.title, panel.reading);
            shapes.push(Shape::Chart { area, part, name: panel.title.clone(), alt });
        }
    }
    Ok(shapes)
}

/// What must be said beside a chart.
fn notes(chart: &Chart) -> Vec<String> {
    let ChartKind::SmallMultiples { panels } = &chart.kind else {
        return crate::office::chart::notes(chart);
    };
    let lined = panels.iter().any(|panel| panel.lines.is_some());
    let mut notes = vec!["Each chart has its own scale: compare shapes, not heights.".to_owned()];
    if lined {
        notes.push("Dashed: mean. Dotted: process limits. Dot: latest.".to_owned());
    }
    notes
}

fn under(chart: &Chart, words: &Words<'_>) -> Vec<Paragraph> {
    let notes = notes(chart);
    let mut runs = vec![];
    if !notes.is_empty() {
        runs.push(Run { text: format!("{} ", notes.join(" ")), bold: false });
    }
    runs.push(Run { text: "Source: ".into(), bold: false });
    runs.extend(words.runs(&chart.data.source));
    vec![Paragraph::of(runs).sized(SOURCE)]
}
