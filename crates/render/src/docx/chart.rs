//! Charts: the finding as caption, the native chart, where its numbers are.

use document::{Chart, ChartKind};

use super::anchors::Kind;
use super::drawing::{self, Frame};
use super::paragraph::Paragraph;
use super::writing::Writing;
use super::{field, layout, table, text};
use crate::office::chart::chart_part;
use crate::office::package::Part;
use crate::office::picture::picture;
use crate::office::{ChartLook, Element, OfficeError};
use crate::svg::{self, Theme, Width};

/// Pixels for each unit of a drawing: sharp in print.
const SCALE: f32 = 3.0;

/// A chart over the whole text column.
pub(super) fn write(chart: &Chart, writing: &mut Writing<'_>) -> Result<Vec<Element>, OfficeError> {
    let measure = writing.measure;
    let mut out = drawn(chart, Width::Full, measure, writing)?;
    out.extend(numbers(chart, writing)?);
    Ok(out)
}

/// Charts side by side, then the numbers of each.
pub(super) fn write_row(
    charts: &[Chart],
    writing: &mut Writing<'_>,
) -> Result<Vec<Element>, OfficeError> {
    let width = layout::width(2, writing.measure);
    let mut each = Vec::new();
    for chart in charts {
        each.push(drawn(chart, Width::Half, width, writing)?);
    }
    let mut out = layout::side_by_side(each, 2, None, writing);
    for chart in charts {
        out.extend(numbers(chart, writing)?);
    }
    Ok(out)
}

/// The caption, the drawing, and what must be said with it.
fn drawn(
    chart: &Chart,
    width: Width,
    measure: f64,
    writing: &mut Writing<'_>,
) -> Result<Vec<Element>, OfficeError> {
    let (drawing, notes) = drawing(chart, width, measure, writing)?;
    let has_small_print = !notes.is_empty() || !writing.plan.is_under(chart);
    let holder = Paragraph::new(writing.style("Chart")).keep_next(has_small_print).with([drawing]);
    let mut out = vec![caption(chart, writing), holder.element()];
    if !notes.is_empty() {
        let note = Paragraph::new(writing.style("SourceNote"));
        let note = note.keep_next(!writing.plan.is_under(chart));
        out.push(note.with([text::run(&notes.join(" "), None)]).element());
    }
    if !writing.plan.is_under(chart) {
        out.push(source(chart, writing));
    }
    Ok(out)
}

/// The table right under a chart, if that is where it stands.
fn numbers(chart: &Chart, writing: &mut Writing<'_>) -> Result<Vec<Element>, OfficeError> {
    if !writing.plan.is_under(chart) {
        return Ok(vec![]);
    }
    table::write(&chart.data, None, writing)
}

fn caption(chart: &Chart, writing: &mut Writing<'_>) -> Element {
    let number = writing.plan.chart(&chart.id).to_string();
    let mut label = vec![text::run("Chart ", None)];
    label.extend(field::said("SEQ Chart \\* ARABIC", &number));
    let mut runs = writing.bookmarked(Kind::Chart, &chart.id, label);
    runs.push(text::run(&format!("\u{2002}{}", chart.title), None));
    if !chart.subtitle.is_empty() {
        runs.push(text::line_break());
        runs.push(text::run(&chart.subtitle, Some(writing.style("Quiet"))));
    }
    Paragraph::new(writing.style("Caption")).keep_next(true).with(runs).element()
}

/// Where the numbers come from, and which table holds them.
fn source(chart: &Chart, writing: &Writing<'_>) -> Element {
    let mut runs = vec![text::run("Source: ", None)];
    runs.extend(text::runs(&chart.data.source, writing));
    runs.push(text::run("\u{2003}Data: ", None));
    let number = format!("Table {}", writing.plan.table(&chart.data.id));
    let bookmark = writing.anchors.of(Kind::Table, &chart.data.id);
    runs.extend(field::said(&format!("REF {bookmark} \\h"), &number));
    Paragraph::new(writing.style("SourceNote")).with(runs).element()
}

/// A native chart where there is such a one, else the picture that the PDF has.
fn drawing(
    chart: &Chart,
    width: Width,
    measure: f64,
    writing: &mut Writing<'_>,
) -> Result<(Element, Vec<String>), OfficeError> {
    let name = format!("Chart {}", writing.plan.chart(&chart.id));
    let number = writing.drawing();
    let size = (measure, height(chart, width, measure));
    let text = match width {
        Width::Full => 8.0,
        Width::Half => 8.0,
    };
    let look = ChartLook { size, text, created: writing.created };
    if let Some(made) = chart_part(chart, &look)? {
        let notes = made.notes.clone();
        let folder = writing.folder();
        let part = made.add_to(writing.package(), &folder);
        let part = writing.relate("chart", &part);
        let frame = Frame { number, name: &name, alt: &chart.alt, size, part: &part };
        return Ok((drawing::chart(&frame), notes));
    }
    let drawn = svg::draw(chart, width, Theme::Print);
    Ok((pictured(&name, &chart.alt, number, &drawn, measure, writing)?, vec![]))
}

/// A drawing as a picture so wide, in points.
pub(super) fn pictured(
    name: &str,
    alt: &str,
    number: u32,
    svg: &str,
    wide: f64,
    writing: &mut Writing<'_>,
) -> Result<Element, OfficeError> {
    let made = picture(name, svg, SCALE)?;
    let size = (wide, wide * f64::from(made.height) / f64::from(made.width));
    let stem = format!("{}/media/image", writing.folder());
    let part = writing.package().free_name(&stem, "png");
    let part = writing.package().add(&part, Part::new("image/png", made.png));
    let part = writing.relate("image", &part);
    Ok(drawing::picture(&Frame { number, name, alt, size, part: &part }))
}

/// How tall a native chart stands, in points.
fn height(chart: &Chart, width: Width, measure: f64) -> f64 {
    let rows = |rows: usize| {
        let rows = f64::from(u32::try_from(rows).unwrap_or(u32::MAX));
        (44.0 + 17.0 * rows).clamp(120.0, 520.0)
    };
    match &chart.kind {
        ChartKind::Bars { items, .. } => rows(items.len()),
        ChartKind::Control { .. }
        | ChartKind::Line { .. }
        | ChartKind::Dots { .. }
        | ChartKind::SmallMultiples { .. }
        | ChartKind::Funnel(_)
        | ChartKind::Map { .. } => match width {
            Width::Full => measure * 0.375,
            Width::Half => measure * 0.66,
        },
    }
}
