//! A plot as `c:chartSpace`, and the pieces of DrawingML that its rules share.
//!
//! The order of elements is the schema's (ISO/IEC 29500-1, 21.2): PowerPoint and Word refuse others.

use crate::svg::palette::Paint;
use crate::svg::text::{Font, number};

use super::super::xml::Element;
use super::ChartLook;
use super::axis::{self, WIDER};
use super::plot::{Form, Plot};
use super::series::{Label, Series};

/// The relationship to the workbook.
pub(super) const WORKBOOK: &str = "rId1";

/// EMU in a point.
const POINT: f64 = 12_700.0;

/// A whole number of something that is small and not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes on a page, clamped"
)]
fn whole(value: f64) -> u32 {
    value.round().clamp(0.0, 1e9) as u32
}

/// A colour that fills.
pub(super) fn fill(paint: Paint) -> Element {
    let hex = paint.colour().trim_start_matches('#').to_uppercase();
    Element::new("a:solidFill").containing(Element::new("a:srgbClr").with("val", hex))
}

/// A line of a colour, so many points thick.
pub(super) fn line(paint: Paint, thick: f64) -> Element {
    Element::new("a:ln").with("w", whole(thick * POINT)).containing(fill(paint))
}

/// How words look, in the font of the theme: of `a:defRPr` or `a:rPr`.
fn letters(name: &str, points: f64, paint: Paint, bold: bool) -> Element {
    let theme = |name: &str, face: &str| Element::new(name).with("typeface", face);
    Element::new(name)
        .with("sz", whole(points * 100.0))
        .with("b", u8::from(bold))
        .containing(fill(paint))
        .containing(theme("a:latin", "+mn-lt"))
        .containing(theme("a:ea", "+mn-ea"))
        .containing(theme("a:cs", "+mn-cs"))
}

/// How words look, as `c:txPr`.
pub(super) fn text_properties(points: f64, paint: Paint, bold: bool) -> Element {
    turned_properties(points, paint, bold, 0)
}

/// Words that Office may turn if they have no room otherwise.
pub(super) fn free_properties(points: f64, paint: Paint) -> Element {
    turned_properties(points, paint, false, -60_000_000)
}

fn turned_properties(points: f64, paint: Paint, bold: bool, turned: i32) -> Element {
    let paragraph = Element::new("a:pPr").containing(letters("a:defRPr", points, paint, bold));
    Element::new("c:txPr")
        .containing(Element::new("a:bodyPr").with("rot", turned).with("vert", "horz"))
        .containing(Element::new("a:lstStyle"))
        .containing(
            Element::new("a:p")
                .containing(paragraph)
                .containing(Element::new("a:endParaRPr").with("lang", "en-GB")),
        )
}

/// Words as `c:rich`, a paragraph each, bold or not.
pub(super) fn rich(
    paragraphs: &[(&str, bool)],
    points: f64,
    paint: Paint,
    turned: Option<i32>,
) -> Element {
    let mut body = Element::new("a:bodyPr");
    if let Some(turned) = turned {
        body = body.with("rot", turned).with("vert", "horz");
    }
    let paragraph = |(text, bold): &(&str, bool)| {
        let run = Element::new("a:r")
            .containing(letters("a:rPr", points, paint, *bold).with("lang", "en-GB"))
            .containing(Element::new("a:t").saying(*text));
        let look = Element::new("a:pPr");
        let look = if turned.is_none() { look.with("algn", "l") } else { look };
        let look = look.containing(letters("a:defRPr", points, paint, *bold));
        Element::new("a:p").containing(look).containing(run)
    };
    Element::new("c:rich")
        .containing(body)
        .containing(Element::new("a:lstStyle"))
        .containing_all(paragraphs.iter().map(paragraph))
}

fn of(name: &str, value: impl ToString) -> Element {
    Element::new(name).with("val", value)
}

/// Names longer than this share of the chart's height take two lines.
const LONG_NAME: f64 = 0.4;

/// Where something stands, in shares of the chart.
struct Area {
    x: f64,
    y: f64,
    wide: f64,
    tall: f64,
}

fn layout(area: &Area, inner: bool) -> Element {
    let share = |value: f64| format!("{:.4}", value.clamp(0.0, 1.0));
    let mut manual = Element::new("c:manualLayout");
    if inner {
        manual.push(of("c:layoutTarget", "inner"));
    }
    let manual = manual
        .containing(of("c:xMode", "edge"))
        .containing(of("c:yMode", "edge"))
        .containing(of("c:x", share(area.x)))
        .containing(of("c:y", share(area.y)))
        .containing(of("c:w", share(area.wide)))
        .containing(of("c:h", share(area.tall)));
    Element::new("c:layout").containing(manual)
}

/// The room for what is written at the right ends of lines, in points.
fn right_margin(plot: &Plot, look: &ChartLook) -> f64 {
    let font = Font::regular(look.text);
    let wide = |series: &&Series| {
        let value = series.values.last().copied().flatten().unwrap_or_default();
        font.width(&format!("{} {}", series.name, number(value, plot.decimals)))
    };
    let named = plot.series.iter().filter(|series| series.label == Label::NameAtEnd);
    let widest = named.map(|series| wide(&series)).fold(0.0, f64::max);
    if widest > 0.0 { widest * WIDER + look.text } else { look.text }
}

fn has_key(plot: &Plot) -> bool {
    plot.series.iter().any(|series| series.in_key)
}

/// How far down, in shares of the chart, the name at the end of a line moves so that it does not
/// lie on the name of another.
pub(super) fn nudge(plot: &Plot, look: &ChartLook, series: &Series) -> f64 {
    let Some(area) = inner(plot, look) else { return 0.0 };
    let level = |series: &Series| series.values.last().copied().flatten().unwrap_or_default();
    let ends = plot.series.iter().filter(|series| series.label == Label::NameAtEnd);
    let mut ends: Vec<&Series> = ends.collect();
    ends.sort_by(|one, other| level(other).total_cmp(&level(one)));
    let range = plot.values.ticks.last() - plot.values.ticks.first();
    let font = Font::regular(look.text);
    // Office breaks a name that is long for the chart.
    let tall = |series: &Series| {
        let long = font.width(&series.name) + 4.0 * look.text > LONG_NAME * look.size.1;
        1.25 * look.text / look.size.1 * if long { 2.0 } else { 1.0 }
    };
    let down = |series: &Series| (plot.values.ticks.last() - level(series)) / range * area.tall;
    let mut places: Vec<f64> = ends.iter().map(|series| down(series)).collect();
    for n in 1..places.len() {
        let apart = f64::midpoint(tall(ends[n - 1]), tall(ends[n]));
        let over = places[n - 1] + apart - places[n];
        if over > 0.0 {
            places[n - 1] -= over / 2.0;
            places[n] += over / 2.0;
        }
    }
    let found = ends.iter().zip(&places).find(|(one, _)| std::ptr::eq(**one, series));
    found.map_or(0.0, |(one, place)| place - down(one))
}

/// Where the marks stand; none where Office is to find out, since names of bars have any width.
fn inner(plot: &Plot, look: &ChartLook) -> Option<Area> {
    let (wide, tall) = look.size;
    let line = look.text * 1.5;
    if plot.form == Form::Bars {
        return None;
    }
    let left = match (plot.values.seen, &plot.values.title) {
        (false, _) => 4.0,
        (true, None) => axis::values_width(plot, look) + 0.8 * look.text,
        (true, Some(_)) => axis::values_width(plot, look) + 2.8 * look.text,
    };
    let top = match &plot.head {
        Some((name, _)) => {
            let name = crate::svg::text::wrap(name, Font::bold(look.text), wide / (1.1 * WIDER));
            let lines = f64::from(u32::try_from(name.len() + 1).unwrap_or(2));
            (1.25 * lines + 0.5) * look.text
        }
        None if has_key(plot) => 2.0 * line,
        None => line,
    };
    let right = right_margin(plot, look);
    let names = axis::names(plot, look, wide - left - right);
    let bottom = match plot.values.seen {
        true if names.turned => 4.4 * names.size,
        true => {
            1.3 * names.size * f64::from(u32::try_from(names.lines).unwrap_or(1)) + 0.8 * look.text
        }
        false => 4.0,
    };
    Some(Area {
        x: left / wide,
        y: top / tall,
        wide: (wide - left - right) / wide,
        tall: (tall - top - bottom) / tall,
    })
}

/// How far each series' label at the right end has to move so that none covers another, in shares
/// of the height of the chart.
fn shifts(plot: &Plot, look: &ChartLook) -> Vec<f64> {
    let mut out = vec![0.0; plot.series.len()];
    let Some(area) = inner(plot, look) else { return out };
    let tall = look.size.1;
    let ticks = &plot.values.ticks;
    let span = (ticks.last() - ticks.first()).max(f64::MIN_POSITIVE);
    let named: Vec<(usize, f64)> = plot
        .series
        .iter()
        .enumerate()
        .filter(|(_, series)| series.label == Label::NameAtEnd)
        .filter_map(|(n, series)| Some((n, series.values.last().copied().flatten()?)))
        .map(|(n, value)| {
            let share = 1.0 - (value - ticks.first()) / span;
            (n, (area.y + area.tall * share) * tall)
        })
        .collect();
    let wanted: Vec<f64> = named.iter().map(|(_, y)| *y).collect();
    let spread = crate::svg::scale::spread(&wanted, 1.5 * look.text, (0.0, tall));
    for ((n, y), placed) in named.iter().zip(spread) {
        out[*n] = (placed - y) / tall;
    }
    out
}

/// Writes a plot as the bytes of its part.
pub(super) fn write(plot: &Plot, look: &ChartLook) -> Vec<u8> {
    let mut chart = Element::new("c:chart");
    if let Some((name, reading)) = &plot.head {
        let words = rich(&[(name, true), (reading, false)], look.text, Paint::Ink, None);
        let (x, y) = (0.0, 0.0);
        let place = Area { x, y, wide: 0.0, tall: 0.0 };
        let mut place = layout(&place, false);
        if let Some(manual) = place.child_mut("manualLayout") {
            manual.retain(&|one| !matches!(one.local(), "w" | "h"));
        }
        let title = Element::new("c:title").containing(Element::new("c:tx").containing(words));
        chart.push(title.containing(place).containing(of("c:overlay", 0)));
    }
    chart.push(of("c:autoTitleDeleted", u8::from(plot.head.is_none())));
    chart.push(area(plot, look));
    chart = chart.containing_all(key(plot, look));
    chart.push(of("c:plotVisOnly", 1));
    chart.push(of("c:dispBlanksAs", "gap"));
    let none = |name: &str| Element::new(name).containing(Element::new("a:noFill"));
    let ground = none("c:spPr").containing(none("a:ln"));
    Element::new("c:chartSpace")
        .with("xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart")
        .with("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main")
        .with("xmlns:r", super::super::package::OFFICE)
        .containing(of("c:date1904", 0))
        .containing(of("c:lang", "en-GB"))
        .containing(of("c:roundedCorners", 0))
        .containing(chart)
        .containing(ground)
        .containing(text_properties(look.text, Paint::Ink, false))
        .containing(
            Element::new("c:externalData").with("r:id", WORKBOOK).containing(of("c:autoUpdate", 0)),
        )
        .to_part()
}

fn area(plot: &Plot, look: &ChartLook) -> Element {
    let inner = inner(plot, look);
    let room = inner.as_ref().map_or(1.0, |area| area.wide) * look.size.0;
    let place = inner.map_or_else(|| Element::new("c:layout"), |area| layout(&area, true));
    let mut out = Element::new("c:plotArea").containing(place);
    let shifts = shifts(plot, look);
    let written = |bars: bool| {
        let series = plot.series.iter().enumerate().filter(move |(_, one)| one.is_bars() == bars);
        series.map(|(n, one)| one.write(n, plot, look, shifts[n])).collect::<Vec<_>>()
    };
    let (bars, lines) = (written(true), written(false));
    let axes = || [of("c:axId", axis::CATEGORIES), of("c:axId", axis::VALUES)];
    if !bars.is_empty() {
        let direction = if plot.form == Form::Bars { "bar" } else { "col" };
        out.push(
            Element::new("c:barChart")
                .containing(of("c:barDir", direction))
                .containing(of("c:grouping", "clustered"))
                .containing(of("c:varyColors", 0))
                .containing_all(bars)
                .containing(of("c:gapWidth", 45))
                .containing_all(axes()),
        );
    }
    if !lines.is_empty() {
        out.push(
            Element::new("c:lineChart")
                .containing(of("c:grouping", "standard"))
                .containing(of("c:varyColors", 0))
                .containing_all(lines)
                .containing(of("c:marker", 1))
                .containing_all(axes()),
        );
    }
    out.containing(axis::categories(plot, look, room))
        .containing(axis::values(plot, look))
        .containing(axis::ground())
}

/// The key of the marks that need one.
fn key(plot: &Plot, look: &ChartLook) -> Option<Element> {
    if !has_key(plot) {
        return None;
    }
    let mut out = Element::new("c:legend").containing(of("c:legendPos", "t"));
    for (n, _) in plot.series.iter().enumerate().filter(|(_, series)| !series.in_key) {
        let entry = Element::new("c:legendEntry").containing(of("c:idx", n));
        out.push(entry.containing(of("c:delete", 1)));
    }
    out.push(of("c:overlay", 0));
    Some(out.containing(text_properties(look.text, Paint::Ink, false)))
}
