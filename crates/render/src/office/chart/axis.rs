//! The two axes of a native chart.

use crate::svg::palette::Paint;
use crate::svg::text::{Font, number};

use super::super::xml::Element;
use super::ChartLook;
use super::part::{free_properties, line, rich, text_properties};
use super::plot::{Form, Plot};
use super::series::format_code;

/// Names of the axes within the part.
pub(super) const CATEGORIES: u32 = 111_111_111;
pub(super) const VALUES: u32 = 222_222_222;

/// The font of a template may be wider than the one measured.
pub(super) const WIDER: f64 = 1.22;

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

/// How the names of categories stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Names {
    /// Size of their letters, in points.
    pub size: f64,
    /// How many lines the longest takes.
    pub lines: usize,
    /// Whether Office has to turn them.
    pub turned: bool,
}

/// About the share of a chart's width that its columns have.
const COLUMNS: f64 = 0.8;

/// Names no smaller than this.
const LEAST_NAME: f64 = 8.5;

/// The largest letters in which no word of a name is broken, when so much room is for all of them.
///
/// PowerPoint leaves names out where it is told to; LibreOffice breaks each name into lines instead,
/// so that they have to fit there.
pub(super) fn names(plot: &Plot, look: &ChartLook, room: f64) -> Names {
    let each = room / f64::from(u32::try_from(plot.categories.len().max(1)).unwrap_or(u32::MAX));
    let words = || plot.categories.iter().flat_map(|name| name.split(' '));
    let widest =
        |size: f64| words().map(|word| Font::regular(size).width(word) * WIDER).fold(0.0, f64::max);
    let least = LEAST_NAME.min(look.text);
    let sizes = (0..20).map(|n| look.text - 0.5 * f64::from(n)).take_while(|size| *size >= least);
    let fitting = sizes.into_iter().find(|size| widest(*size) + 0.5 <= each);
    let size = fitting.unwrap_or(least);
    let lines =
        |name: &String| crate::svg::text::wrap(name, Font::regular(size), each / WIDER).len();
    let lines = plot.categories.iter().map(lines).max().unwrap_or(1);
    Names { size, lines, turned: fitting.is_none() }
}

/// Whether the names of columns stand under them without being turned.
pub(super) fn fits(plot: &Plot, look: &ChartLook) -> bool {
    !names(plot, look, COLUMNS * look.size.0).turned
}

/// The axis of categories.
pub(super) fn categories(plot: &Plot, look: &ChartLook, room: f64) -> Element {
    let bars = plot.form == Form::Bars;
    let names = names(plot, look, room);
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
        .containing(match bars {
            true => text_properties(look.text, Paint::Ink, false),
            false if names.turned => free_properties(names.size, Paint::Ink),
            false => text_properties(names.size, Paint::Ink, false),
        })
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

fn skip(plot: &Plot, look: &ChartLook, room: f64) -> usize {
    let font = Font::regular(look.text);
    let widest = plot.categories.iter().map(|name| font.width(name)).fold(0.0, f64::max);
    let widest = widest * WIDER + look.text;
    let each = room / f64::from(u32::try_from(plot.categories.len().max(1)).unwrap_or(u32::MAX));
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
