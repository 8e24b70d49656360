//! The two axes of a native chart.

use crate::svg::palette::Paint;
use crate::svg::text::{Font, number};

use super::super::xml::Element;
use super::ChartLook;
use super::part::{each, line, rich, text_properties};
use super::plot::{Form, Plot};
use super::series::format_code;

/// Names of the axes within the part.
pub(super) const CATEGORIES: u32 = 111_111_111;
pub(super) const VALUES: u32 = 222_222_222;

/// The font of a template may be wider than the one measured.
pub(super) const WIDER: f64 = 1.15;

/// From the lower left to the upper right, in the format's parts of a degree.
const ASLANT: i32 = -2_700_000;

/// How many categories each label stands for: all, or every third, sixth or twelfth.
const SKIPS: [usize; 7] = [1, 2, 3, 6, 12, 24, 60];

fn of(name: &str, value: impl ToString) -> Element {
    Element::new(name).with("val", value)
}

/// The width of the labels of the axis of values, in points.
pub(super) fn values_width(plot: &Plot, look: &ChartLook) -> f64 {
    let font = Font::regular(look.text);
    let ticks = &plot.values.ticks;
    let wide = |value: &f64| font.width(&number(*value, ticks.decimals));
    WIDER * ticks.values.iter().map(wide).fold(0.0, f64::max)
}

/// The axis of categories.
pub(super) fn categories(plot: &Plot, look: &ChartLook, room: f64) -> Element {
    let bars = plot.form == Form::Bars;
    let mut words = text_properties(look.text, Paint::Ink, false);
    if let Some(body) = words.child_mut("bodyPr").filter(|_| !bars && plot.values.seen) {
        let turned = if is_aslant(plot, look, room) { ASLANT } else { 0 };
        body.set("rot", turned);
        body.set("vert", "horz");
    }
    let order = if bars { "maxMin" } else { "minMax" };
    let mut out = Element::new("c:catAx")
        .containing(of("c:axId", CATEGORIES))
        .containing(Element::new("c:scaling").containing(of("c:orientation", order)))
        .containing(of("c:delete", u8::from(!plot.values.seen && !bars)))
        .containing(of("c:axPos", if bars { "l" } else { "b" }))
        .containing(Element::new("c:numFmt").with("formatCode", "General").with("sourceLinked", 0))
        .containing(of("c:majorTickMark", "none"))
        .containing(of("c:minorTickMark", "none"))
        .containing(of("c:tickLblPos", "low"))
        .containing(Element::new("c:spPr").containing(line(Paint::Muted, 0.75)))
        .containing(words)
        .containing(of("c:crossAx", VALUES))
        .containing(of("c:crosses", "autoZero"))
        .containing(of("c:auto", 0))
        .containing(of("c:lblAlgn", "ctr"))
        .containing(of("c:lblOffset", 100));
    if !bars && plot.header == "Period" {
        let skip = skip(plot, look, room);
        out.push(of("c:tickLblSkip", skip));
        out.push(of("c:tickMarkSkip", skip));
    } else {
        out.push(of("c:tickLblSkip", 1));
    }
    out.containing(of("c:noMultiLvlLbl", 1))
}

/// Whether the names of categories along so wide an axis are too long to stand under their marks.
pub(super) fn is_aslant(plot: &Plot, look: &ChartLook, room: f64) -> bool {
    let font = Font::regular(look.text);
    if plot.header == "Period" {
        return skip(plot, look, room) > 1;
    }
    let words = plot.categories.iter().flat_map(|name| name.split(' '));
    let widest = words.map(|word| font.width(word)).fold(0.0, f64::max);
    widest * WIDER > each(plot, room)
}

fn skip(plot: &Plot, look: &ChartLook, room: f64) -> usize {
    let font = Font::regular(look.text);
    let widest = plot.categories.iter().map(|name| font.width(name)).fold(0.0, f64::max);
    let widest = widest * WIDER + look.text;
    let each = each(plot, room);
    let fits = |skip: &usize| each * f64::from(u32::try_from(*skip).unwrap_or(1)) >= widest;
    SKIPS.into_iter().find(fits).unwrap_or(SKIPS[6])
}

/// The axis of values.
pub(super) fn values(plot: &Plot, look: &ChartLook) -> Element {
    let ticks = &plot.values.ticks;
    let bars = plot.form == Form::Bars;
    let mut out = Element::new("c:valAx").containing(of("c:axId", VALUES)).containing(
        Element::new("c:scaling")
            .containing(of("c:orientation", "minMax"))
            .containing(of("c:max", ticks.last()))
            .containing(of("c:min", ticks.first())),
    );
    out.push(of("c:delete", u8::from(!plot.values.seen)));
    out.push(of("c:axPos", if bars { "b" } else { "l" }));
    if plot.values.seen {
        let grid = Element::new("c:spPr").containing(line(Paint::Grid, 0.75));
        out.push(Element::new("c:majorGridlines").containing(grid));
        if let Some(title) = &plot.values.title {
            let words = rich(&[(title.as_str(), false)], look.text, Paint::Muted, Some(-5_400_000));
            let words = Element::new("c:tx").containing(words);
            out.push(Element::new("c:title").containing(words).containing(of("c:overlay", 0)));
        }
    }
    let format = format_code(ticks.decimals);
    let step = match ticks.values.as_slice() {
        [first, second, ..] => Some(second - first),
        _ => None,
    };
    out.containing(Element::new("c:numFmt").with("formatCode", format).with("sourceLinked", 0))
        .containing(of("c:majorTickMark", "none"))
        .containing(of("c:minorTickMark", "none"))
        .containing(of("c:tickLblPos", "nextTo"))
        .containing(
            Element::new("c:spPr")
                .containing(Element::new("a:ln").containing(Element::new("a:noFill"))),
        )
        .containing(text_properties(look.text, Paint::Muted, false))
        .containing(of("c:crossAx", CATEGORIES))
        .containing(of("c:crosses", if bars { "max" } else { "min" }))
        .containing(of("c:crossBetween", "between"))
        .containing_all(step.filter(|_| plot.values.seen).map(|step| of("c:majorUnit", step)))
}

/// Nothing behind the marks.
pub(super) fn ground() -> Element {
    Element::new("c:spPr").containing(Element::new("a:noFill"))
}
