//! A series of a native chart, and how it is written.

use crate::svg::palette::Paint;

use super::super::xml::{Element, Node};
use super::ChartLook;
use super::part::{fill, line, nudge, text_properties};
use super::plot::{Form, Plot};
use super::workbook;

/// Values and how they look.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series {
    /// What they are.
    pub name: String,
    /// One for each category; `None` is a gap.
    pub values: Vec<Option<f64>>,
    /// The line through them: colour, thickness in points, dash.
    pub line: Option<(Paint, f64, Dash)>,
    /// The mark at each.
    pub marker: Option<Marker>,
    /// The colour of bars.
    pub fill: Option<Paint>,
    /// Bars of another colour.
    pub points: Vec<(usize, Paint)>,
    /// What is written at its points.
    pub label: Label,
    /// Written in bold.
    pub bold: bool,
    /// Whether the key names it.
    pub in_key: bool,
}

/// The dash of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dash {
    None,
    Long,
    Dots,
}

/// A mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Marker {
    pub symbol: Symbol,
    /// In points.
    pub size: u8,
    pub fill: Paint,
    pub edge: Paint,
}

/// The shape of a mark, the second coding beside its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    Circle,
    Diamond,
    Square,
    Triangle,
}

/// What is written at the points of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Nothing,
    /// Its value at every point.
    Every,
    /// Its value at the first point and the last.
    Ends,
    /// Its name and value at the right end.
    NameAtEnd,
}

impl Series {
    pub(super) fn new(name: &str, values: Vec<Option<f64>>) -> Self {
        Self {
            name: name.to_owned(),
            values,
            line: None,
            marker: None,
            fill: None,
            points: vec![],
            label: Label::Nothing,
            bold: false,
            in_key: false,
        }
    }

    pub(super) fn line(mut self, paint: Paint, thick: f64, dash: Dash) -> Self {
        self.line = Some((paint, thick, dash));
        self
    }

    pub(super) fn marked(mut self, marker: Marker) -> Self {
        self.marker = Some(marker);
        self
    }

    pub(super) fn filled(mut self, paint: Paint) -> Self {
        self.fill = Some(paint);
        self
    }

    pub(super) fn labelled(mut self, label: Label) -> Self {
        self.label = label;
        self
    }

    pub(super) fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub(super) fn in_key(mut self) -> Self {
        self.in_key = true;
        self
    }

    /// Whether it is drawn as bars.
    pub(super) fn is_bars(&self) -> bool {
        self.fill.is_some()
    }

    /// As `c:ser`, number `n` of its plot.
    pub(super) fn write(&self, n: usize, plot: &Plot, look: &ChartLook, shift: f64) -> Element {
        let of = |name: &str, n: usize| Element::new(name).with("val", n);
        let mut out = Element::new("c:ser").containing(of("c:idx", n)).containing(of("c:order", n));
        out.push(
            Element::new("c:tx")
                .containing(strings(&workbook::name_place(n), std::slice::from_ref(&self.name))),
        );
        match self.fill {
            Some(paint) => {
                out.push(Element::new("c:spPr").containing(fill(paint)));
                out.push(Element::new("c:invertIfNegative").with("val", 0));
                for (at, paint) in &self.points {
                    let look = Element::new("c:spPr").containing(fill(*paint));
                    let point = Element::new("c:dPt").containing(of("c:idx", *at));
                    let point = point.containing(Element::new("c:invertIfNegative").with("val", 0));
                    out.push(
                        point
                            .containing(Element::new("c:bubble3D").with("val", 0))
                            .containing(look),
                    );
                }
            }
            None => {
                out.push(Element::new("c:spPr").containing(self.stroke()));
                out.push(self.mark());
            }
        }
        out.push(self.labels(plot, look, shift));
        let categories =
            strings(&workbook::categories_place(plot.categories.len()), &plot.categories);
        out.push(Element::new("c:cat").containing(categories));
        out.push(Element::new("c:val").containing(self.numbers(n, plot)));
        if self.fill.is_none() {
            out.push(Element::new("c:smooth").with("val", 0));
        }
        out
    }

    fn stroke(&self) -> Element {
        match self.line {
            Some((paint, thick, dash)) => {
                let stroke = line(paint, thick).with("cap", "rnd");
                let dash = match dash {
                    Dash::None => None,
                    Dash::Long => Some("dash"),
                    Dash::Dots => Some("sysDot"),
                };
                let dash = dash.map(|dash| Element::new("a:prstDash").with("val", dash));
                stroke.containing_all(dash).containing(Element::new("a:round"))
            }
            None => Element::new("a:ln").with("w", 19_050).containing(Element::new("a:noFill")),
        }
    }

    fn mark(&self) -> Element {
        let out = Element::new("c:marker");
        let Some(marker) = self.marker else {
            return out.containing(Element::new("c:symbol").with("val", "none"));
        };
        let symbol = match marker.symbol {
            Symbol::Circle => "circle",
            Symbol::Diamond => "diamond",
            Symbol::Square => "square",
            Symbol::Triangle => "triangle",
        };
        let edge = if marker.edge == Paint::Paper { 0.75 } else { 1.5 };
        let look = Element::new("c:spPr").containing(fill(marker.fill));
        out.containing(Element::new("c:symbol").with("val", symbol))
            .containing(Element::new("c:size").with("val", marker.size))
            .containing(look.containing(line(marker.edge, edge)))
    }

    fn labels(&self, plot: &Plot, look: &ChartLook, shift: f64) -> Element {
        let mut out = Element::new("c:dLbls");
        let bars = self.is_bars();
        let place = match plot.form {
            Form::Bars | Form::Columns if bars => "outEnd",
            Form::Bars | Form::Columns | Form::Lines => "t",
        };
        let mut paint = Paint::Ink;
        let every = match self.label {
            Label::Nothing => return out.containing_all(shown(false, false)),
            Label::Every => true,
            Label::Ends => {
                let held = || (0..self.values.len()).filter(|n| self.values[*n].is_some());
                let (first, last) = (held().next(), held().next_back());
                let ends: std::collections::BTreeSet<usize> =
                    first.into_iter().chain(last).collect();
                for n in ends {
                    out.push(self.label(n, plot, look, "t", false, paint));
                }
                false
            }
            Label::NameAtEnd => {
                paint = self.line.map_or(Paint::Ink, |(paint, ..)| paint);
                if let Some(last) = self.values.len().checked_sub(1) {
                    let mut label = self.label(last, plot, look, "r", true, paint);
                    if shift.abs() > 0.001 {
                        let moved = Element::new("c:manualLayout")
                            .containing(Element::new("c:x").with("val", 0))
                            .containing(Element::new("c:y").with("val", format!("{shift:.4}")));
                        let moved = Element::new("c:layout").containing(moved);
                        label.children.insert(1, Node::Element(moved));
                    }
                    out.push(label);
                }
                false
            }
        };
        if !every {
            return out.containing_all(shown(false, false));
        }
        out.push(number_format(plot));
        out.push(Element::new("c:spPr").containing(Element::new("a:noFill")));
        out.push(text_properties(look.text, paint, self.bold));
        out.push(Element::new("c:dLblPos").with("val", place));
        out.containing_all(shown(true, false))
    }

    fn label(
        &self,
        n: usize,
        plot: &Plot,
        look: &ChartLook,
        place: &str,
        named: bool,
        paint: Paint,
    ) -> Element {
        let mut out = Element::new("c:dLbl").containing(Element::new("c:idx").with("val", n));
        let down = if named { nudge(plot, look, self) } else { 0.0 };
        if down != 0.0 {
            let share =
                |name: &str, value: f64| Element::new(name).with("val", format!("{value:.4}"));
            let manual = Element::new("c:manualLayout")
                .containing(share("c:x", 0.0))
                .containing(share("c:y", down));
            out.push(Element::new("c:layout").containing(manual));
        }
        out.push(number_format(plot));
        out.push(Element::new("c:spPr").containing(Element::new("a:noFill")));
        out.push(text_properties(look.text, paint, false));
        out.push(Element::new("c:dLblPos").with("val", place));
        out = out.containing_all(shown(true, named));
        if named { out.containing(Element::new("c:separator").saying(" ")) } else { out }
    }

    fn numbers(&self, n: usize, plot: &Plot) -> Element {
        let mut cache = Element::new("c:numCache")
            .containing(Element::new("c:formatCode").saying(format_code(plot.decimals)))
            .containing(Element::new("c:ptCount").with("val", self.values.len()));
        for (at, value) in self.values.iter().enumerate() {
            if let Some(value) = value {
                let value = Element::new("c:v").saying(value.to_string());
                cache.push(Element::new("c:pt").with("idx", at).containing(value));
            }
        }
        let place = workbook::values_place(n, self.values.len());
        Element::new("c:numRef").containing(Element::new("c:f").saying(place)).containing(cache)
    }
}

/// How a spreadsheet writes a number of so many decimals.
pub(super) fn format_code(decimals: u8) -> String {
    match decimals {
        0 => "#,##0".to_owned(),
        some => format!("#,##0.{}", "0".repeat(usize::from(some))),
    }
}

fn number_format(plot: &Plot) -> Element {
    Element::new("c:numFmt").with("formatCode", format_code(plot.decimals)).with("sourceLinked", 0)
}

/// What labels show: the value, the name of the series.
fn shown(value: bool, name: bool) -> [Element; 6] {
    let flag = |what: &str, on: bool| Element::new(what).with("val", u8::from(on));
    [
        flag("c:showLegendKey", false),
        flag("c:showVal", value),
        flag("c:showCatName", false),
        flag("c:showSerName", name),
        flag("c:showPercent", false),
        flag("c:showBubbleSize", false),
    ]
}

fn strings(place: &str, texts: &[String]) -> Element {
    let mut cache =
        Element::new("c:strCache").containing(Element::new("c:ptCount").with("val", texts.len()));
    for (n, text) in texts.iter().enumerate() {
        let value = Element::new("c:v").saying(text);
        cache.push(Element::new("c:pt").with("idx", n).containing(value));
    }
    Element::new("c:strRef").containing(Element::new("c:f").saying(place)).containing(cache)
}
