//! What a native chart draws: one function for each kind of chart.

use document::chart::{Item, Panel, Reference, TimePoint};

use crate::svg::control::{KINDS, Kind};
use crate::svg::palette::Paint;
use crate::svg::scale::{Ticks, extent};
use crate::svg::text::{decimals, number};

use super::series::{Dash, Label, Marker, Series, Symbol};

/// How many ticks an axis of values has, about.
const TICKS: usize = 5;
/// A line of at most so many points has each of its values written on it.
const MOST_LABELLED: usize = 14;
/// Bars beside each other need names this short, and no more of them than this.
const LONGEST_BESIDE: usize = 28;
const MOST_BESIDE: usize = 12;

/// A native chart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plot {
    /// How values are drawn.
    pub form: Form,
    /// What the categories are, for the workbook: "Month".
    pub header: &'static str,
    /// The categories, in order, as they stand on the axis.
    pub categories: Vec<String>,
    /// The series, first beneath.
    pub series: Vec<Series>,
    /// The axis of values.
    pub values: Values,
    /// Digits after the point of the values.
    pub decimals: u8,
    /// What stands over it, in it: a name and a reading.
    pub head: Option<(String, String)>,
    /// What must be said beside it.
    pub notes: Vec<String>,
}

/// How values are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Along lines, categories from left to right.
    Lines,
    /// As columns beside each other; series that are lines run across them.
    Columns,
    /// As bars under each other.
    Bars,
}

/// The axis of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Values {
    /// Its marks.
    pub ticks: Ticks,
    /// What it measures; said only if it is not said elsewhere.
    pub title: Option<String>,
    /// Whether it is seen.
    pub seen: bool,
}

/// The lines of a process-control chart.
pub(super) struct Lines<'a> {
    pub mean: Option<f64>,
    pub limits: Option<(f64, f64)>,
    pub caveat: Option<&'a str>,
}

fn sentence(words: &str) -> String {
    let mut letters = words.trim().chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let stop = if words.trim().ends_with('.') { "" } else { "." };
    format!("{first}{}{stop}", letters.as_str())
}

fn starts_at(ticks: &Ticks) -> Option<String> {
    let first = ticks.first();
    let from = number(first, ticks.decimals);
    (first != 0.0).then(|| format!("The scale starts at {from}, not at zero."))
}

/// The same value all along.
fn across(name: &str, value: f64, length: usize, paint: Paint, dash: Dash) -> Series {
    Series::new(name, vec![Some(value); length]).line(paint, 1.5, dash).labelled(Label::NameAtEnd)
}

fn shorts(points: &[TimePoint]) -> Vec<String> {
    points.iter().map(|point| point.short.clone()).collect()
}

fn values(points: &[TimePoint]) -> Vec<Option<f64>> {
    points.iter().map(|point| point.value.filter(|value| value.is_finite())).collect()
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

fn marker(kind: Kind) -> Marker {
    use document::chart::Signal;
    let filled = |symbol, size, paint| Marker { symbol, size, fill: paint, edge: Paint::Paper };
    match kind {
        Kind::Signal(Signal::Outside) => filled(Symbol::Diamond, 10, Paint::Outside),
        Kind::Signal(Signal::Shift) => filled(Symbol::Circle, 8, Paint::Main),
        Kind::Signal(Signal::Trend) => filled(Symbol::Triangle, 9, Paint::Trend),
        Kind::Signal(Signal::TwoOfThree) => filled(Symbol::Square, 8, Paint::TwoOfThree),
        Kind::Hollow => {
            Marker { symbol: Symbol::Circle, size: 7, fill: Paint::Paper, edge: Paint::Main }
        }
    }
}

pub(super) fn control(points: &[TimePoint], lines: &Lines, measured: &str) -> Option<Plot> {
    let held = values(points);
    let limits = lines.limits.filter(|(lower, upper)| lower.is_finite() && upper.is_finite());
    let mean = finite(lines.mean);
    let edges = limits.into_iter().flat_map(|(lower, upper)| [lower, upper]);
    let (low, high) = extent(held.iter().flatten().copied().chain(mean).chain(edges))?;
    extent(held.iter().flatten().copied())?;
    let ticks = Ticks::covering(low, high, TICKS);
    let mut series = vec![];
    if let Some((lower, upper)) = limits {
        let limit = |name, value| across(name, value, held.len(), Paint::Muted, Dash::Long);
        series.extend([limit("Upper limit", upper), limit("Lower limit", lower)]);
    }
    series.extend(mean.map(|m| across("Mean", m, held.len(), Paint::Reference, Dash::None)));
    let plain = Marker { symbol: Symbol::Circle, size: 5, fill: Paint::Soft, edge: Paint::Paper };
    series
        .push(Series::new(measured, held.clone()).line(Paint::Soft, 2.0, Dash::None).marked(plain));
    for kind in KINDS {
        let of = |(point, value): (&TimePoint, &Option<f64>)| {
            value.filter(|_| Kind::of(point) == Some(kind))
        };
        let these: Vec<Option<f64>> = points.iter().zip(&held).map(of).collect();
        if these.iter().any(Option::is_some) {
            series.push(Series::new(kind.words(), these).marked(marker(kind)).in_key());
        }
    }
    let notes = lines.caveat.map(sentence).into_iter().chain(starts_at(&ticks)).collect();
    Some(Plot {
        form: Form::Lines,
        header: "Period",
        categories: shorts(points),
        decimals: decimals(held.iter().flatten().copied()),
        series,
        values: Values { ticks, title: None, seen: true },
        head: None,
        notes,
    })
}

pub(super) fn line(points: &[TimePoint], measured: &str) -> Option<Plot> {
    let held = values(points);
    let (low, high) = extent(held.iter().flatten().copied())?;
    let plain = Marker { symbol: Symbol::Circle, size: 7, fill: Paint::Main, edge: Paint::Paper };
    let label = if points.len() <= MOST_LABELLED { Label::Every } else { Label::Ends };
    let main = Series::new(measured, held.clone())
        .line(Paint::Main, 2.5, Dash::None)
        .marked(plain)
        .labelled(label);
    let of = |(point, value): (&TimePoint, &Option<f64>)| value.filter(|_| point.hollow);
    let hollow: Vec<Option<f64>> = points.iter().zip(&held).map(of).collect();
    let mut series = vec![main];
    if hollow.iter().any(Option::is_some) {
        let kind = Kind::Hollow;
        series.push(Series::new(kind.words(), hollow).marked(marker(kind)).in_key());
    }
    let ticks = Ticks::covering(low.min(0.0), high.max(0.0), TICKS);
    Some(Plot {
        form: Form::Lines,
        header: "Period",
        categories: shorts(points),
        decimals: decimals(held.iter().flatten().copied()),
        series,
        values: Values { ticks, title: None, seen: true },
        head: None,
        notes: vec![],
    })
}

pub(super) fn panel(panel: &Panel) -> Option<Plot> {
    let held = values(&panel.points);
    extent(held.iter().flatten().copied())?;
    let lines = panel.lines.filter(|(m, l, u)| [m, l, u].iter().all(|v| v.is_finite()));
    let edges = lines.into_iter().flat_map(|(mean, lower, upper)| [mean, lower, upper]);
    let (low, high) = extent(held.iter().flatten().copied().chain(edges))?;
    let room = (high - low) * 0.08;
    let ticks = Ticks { values: vec![low - room, high + room.max(f64::EPSILON)], decimals: 0 };
    let mut series = vec![];
    if let Some((mean, lower, upper)) = lines {
        let line = |name: &str, value: f64, paint, dash| {
            Series::new(name, vec![Some(value); held.len()]).line(paint, 1.0, dash)
        };
        series.push(line("Upper limit", upper, Paint::Muted, Dash::Dots));
        series.push(line("Lower limit", lower, Paint::Muted, Dash::Dots));
        series.push(line("Mean", mean, Paint::Reference, Dash::Long));
    }
    series.push(Series::new("Value", held.clone()).line(Paint::Main, 1.5, Dash::None));
    if let Some(last) = held.iter().rposition(Option::is_some) {
        let hollow = panel.points.get(last).is_some_and(|point| point.hollow);
        let fill = if hollow { Paint::Paper } else { Paint::Main };
        let only = |(n, value): (usize, &Option<f64>)| value.filter(|_| n == last);
        let latest: Vec<Option<f64>> = held.iter().enumerate().map(only).collect();
        let dot = Marker { symbol: Symbol::Circle, size: 6, fill, edge: Paint::Main };
        series.push(Series::new("Latest", latest).marked(dot));
    }
    Some(Plot {
        form: Form::Lines,
        header: "Period",
        categories: shorts(&panel.points),
        decimals: decimals(held.iter().flatten().copied()),
        series,
        values: Values { ticks, title: None, seen: false },
        head: Some((panel.title.clone(), panel.reading.clone())),
        notes: vec![],
    })
}

/// An item's name on the axis: one without a value has its symbol beside it.
fn name(item: &Item) -> String {
    match finite(item.value) {
        Some(_) => item.label.clone(),
        None => format!("{} {}", item.label, item.text),
    }
}

/// A reference's name without its value, which the chart writes beside it.
fn reference_name(reference: &Reference, decimals: u8) -> String {
    let value = number(reference.value, decimals);
    let bare = reference.label.strip_suffix(&value).unwrap_or(&reference.label);
    bare.trim_end().trim_end_matches([',', ':']).to_owned()
}

const DASHES: [Dash; 3] = [Dash::None, Dash::Long, Dash::Dots];

fn lines(references: &[Reference], length: usize, decimals: u8) -> Vec<Series> {
    let drawn = references.iter().filter(|reference| reference.value.is_finite());
    let line = |(n, reference): (usize, &Reference)| {
        let name = reference_name(reference, decimals);
        across(&name, reference.value, length, Paint::Reference, DASHES[n % DASHES.len()])
    };
    drawn.enumerate().map(line).collect()
}

/// How many decimals the items are printed with.
fn printed_decimals(items: &[Item]) -> u8 {
    let held = || items.iter().filter_map(|item| finite(item.value).map(|value| (item, value)));
    let fits = |decimals: &u8| {
        held().all(|(item, value)| item.text.split(' ').next() == Some(&number(value, *decimals)))
    };
    (0..=4)
        .find(fits)
        .unwrap_or_else(|| decimals(held().map(|(_, v)| v).collect::<Vec<_>>().into_iter()))
}

pub(super) fn dots(items: &[Item], references: &[Reference], axis: &str) -> Option<Plot> {
    let held: Vec<Option<f64>> = items.iter().map(|item| finite(item.value)).collect();
    extent(held.iter().flatten().copied())?;
    let levels = references.iter().filter_map(|reference| finite(Some(reference.value)));
    let (low, high) = extent(held.iter().flatten().copied().chain(levels))?;
    let from_zero = low <= 0.4 * high;
    let (low, high) = if from_zero { (low.min(0.0), high.max(0.0)) } else { (low, high) };
    let ticks = Ticks::covering(low, high, TICKS);
    let decimals = printed_decimals(items);
    let mut series = lines(references, items.len(), decimals);
    for own in [false, true] {
        let of = |(item, value): (&Item, &Option<f64>)| value.filter(|_| item.own == own);
        let these: Vec<Option<f64>> = items.iter().zip(&held).map(of).collect();
        let (said, symbol, size, fill) = match own {
            true => ("This force", Symbol::Diamond, 13, Paint::Main),
            false => ("Others", Symbol::Circle, 11, Paint::Soft),
        };
        if these.iter().any(Option::is_some) {
            let marker = Marker { symbol, size, fill, edge: Paint::Paper };
            let series_of = Series::new(said, these).marked(marker).labelled(Label::Every);
            series.push(if own { series_of.bold() } else { series_of });
        }
    }
    let notes = starts_at(&ticks).into_iter().collect();
    Some(Plot {
        form: Form::Lines,
        header: "Name",
        categories: items.iter().map(name).collect(),
        series,
        values: Values { ticks, title: said(axis), seen: true },
        decimals,
        head: None,
        notes,
    })
}

pub(super) fn bars(items: &[Item], references: &[Reference], axis: &str) -> Option<Plot> {
    bars_that(items, references, axis, true)
}

/// Bars under each other, however short their names are.
pub(super) fn lying_bars(items: &[Item], references: &[Reference], axis: &str) -> Option<Plot> {
    bars_that(items, references, axis, false)
}

fn bars_that(
    items: &[Item],
    references: &[Reference],
    axis: &str,
    may_stand: bool,
) -> Option<Plot> {
    let held: Vec<Option<f64>> = items.iter().map(|item| finite(item.value)).collect();
    extent(held.iter().flatten().copied())?;
    let levels = references.iter().filter_map(|reference| finite(Some(reference.value)));
    let (low, high) = extent(held.iter().flatten().copied().chain(levels))?;
    let ticks = Ticks::covering(low.min(0.0), high.max(0.0), TICKS);
    let decimals = printed_decimals(items);
    let some_own = items.iter().any(|item| item.own);
    let measured = said(axis).unwrap_or_else(|| "Value".to_owned());
    let mut main = Series::new(&measured, held).filled(Paint::Main).labelled(Label::Every);
    if some_own {
        main = main.filled(Paint::Soft);
        let own = items.iter().enumerate().filter(|(_, item)| item.own);
        main.points = own.map(|(n, _)| (n, Paint::Main)).collect();
    }
    let mut categories: Vec<String> = items.iter().map(name).collect();
    let shortest = items.len() <= MOST_BESIDE
        && categories.iter().all(|name| name.chars().count() <= LONGEST_BESIDE);
    let mut series = vec![];
    let form = if may_stand && !references.is_empty() && shortest {
        series.push(main);
        series.extend(lines(references, items.len(), decimals));
        Form::Columns
    } else {
        // A line across lying bars is nothing Office can draw: a bar of its own, after the others.
        for reference in references.iter().filter(|reference| reference.value.is_finite()) {
            categories.push(reference_name(reference, decimals));
            main.points.push((main.values.len(), Paint::Reference));
            main.values.push(Some(reference.value));
        }
        series.push(main);
        Form::Bars
    };
    Some(Plot {
        form,
        header: "Name",
        categories,
        series,
        values: Values { ticks, title: said(axis), seen: form == Form::Columns },
        decimals,
        head: None,
        notes: vec![],
    })
}

fn said(axis: &str) -> Option<String> {
    let axis = axis.trim();
    (!axis.is_empty()).then(|| axis.to_owned())
}
