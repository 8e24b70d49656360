//! Process-control charts: months, their mean and limits, and the points that say something.

use document::chart::{Signal, TimePoint};

use super::axes::Plot;
use super::canvas::{Anchor, Canvas, Mark, Rect, at};
use super::palette::{Paint, Style};
use super::scale::{Ticks, extent, spread};
use super::text::{Font, decimals, number};
use super::{Width, footnote, nothing_to_draw};

/// What is drawn, every number drawable.
pub(super) struct Control<'a> {
    pub points: &'a [TimePoint],
    pub mean: Option<f64>,
    pub limits: Option<(f64, f64)>,
    pub caveat: Option<&'a str>,
    pub year_starts_at: Option<usize>,
}

/// What a point of the key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Signal(Signal),
    Hollow,
}

pub(crate) const KINDS: [Kind; 5] = [
    Kind::Signal(Signal::Outside),
    Kind::Signal(Signal::Shift),
    Kind::Signal(Signal::Trend),
    Kind::Signal(Signal::TwoOfThree),
    Kind::Hollow,
];

impl Kind {
    pub(crate) fn of(point: &TimePoint) -> Option<Self> {
        if point.hollow {
            return Some(Self::Hollow);
        }
        point.signal.map(Self::Signal)
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Signal(Signal::Outside) => "Outside the limits",
            Self::Signal(Signal::Shift) => "Run on one side of the mean",
            Self::Signal(Signal::Trend) => "Steady rise or fall",
            Self::Signal(Signal::TwoOfThree) => "Two of three near a limit",
            Self::Hollow => "Too early to judge",
        }
    }

    fn look(self) -> (Mark, f64, Style) {
        let filled = |paint| Style::fill(paint).edged(Paint::Paper, 1.0);
        match self {
            Self::Signal(Signal::Outside) => (Mark::Diamond, 5.2, filled(Paint::Outside)),
            Self::Signal(Signal::Shift) => (Mark::Circle, 4.6, filled(Paint::Main)),
            Self::Signal(Signal::Trend) => (Mark::Triangle, 5.2, filled(Paint::Trend)),
            Self::Signal(Signal::TwoOfThree) => (Mark::Square, 4.6, filled(Paint::TwoOfThree)),
            Self::Hollow => {
                let style = Style::fill(Paint::Paper).edged(Paint::Main, 1.6);
                (Mark::Circle, 3.8, style)
            }
        }
    }
}

/// What the key says of a point; nothing of an ordinary one.
pub(super) fn says(point: &TimePoint) -> Option<&'static str> {
    Kind::of(point).map(Kind::words)
}

/// A label at the right end of a line.
struct EndLabel {
    words: String,
    at: f64,
    font: Font,
    paint: Paint,
}

pub(super) fn draw(canvas: &mut Canvas, control: &Control, width: Width) -> f64 {
    let values = control.points.iter().filter_map(|p| p.value);
    let lines = control.mean.into_iter().chain(control.limits.into_iter().flat_map(|l| [l.0, l.1]));
    let Some((low, high)) = extent(values.clone().chain(lines)) else {
        return nothing_to_draw(canvas, width);
    };
    let decimals = decimals(values.clone());
    let font = width.small();
    let ticks = Ticks::covering(low, high, width.pick(5, 4));
    let labels = end_labels(control, decimals, width);
    let margin = labels.iter().map(|l| l.font.width(&l.words)).fold(0.0, f64::max) + 10.0;
    let gutter = Plot::gutter(&ticks, font);
    let top = key(canvas, control.points, width);
    let band_row = if control.year_starts_at.is_some() { 22.0 } else { 8.0 };
    let plot = Plot {
        points: control.points,
        area: Rect {
            x: gutter,
            y: top + band_row,
            width: width.units() - gutter - margin,
            height: width.pick(204.0, 186.0),
        },
        ticks,
        font,
    };
    year_band(canvas, control, &plot, top);
    plot.value_axis(canvas);
    plot.time_axis(canvas, control.year_starts_at.unwrap_or(0));
    across(canvas, control, &plot);
    series(canvas, &plot, decimals);
    write_end_labels(canvas, labels, &plot);
    let said = caveat(control, &plot, decimals);
    footnote(canvas, &said, width, plot.area.bottom() + 28.0) + 6.0
}

fn caveat(control: &Control, plot: &Plot, decimals: u8) -> String {
    let mut said = String::new();
    if let Some(caveat) = control.caveat {
        let mut letters = caveat.trim().chars();
        said.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        said.push_str(letters.as_str());
        if !said.ends_with('.') {
            said.push('.');
        }
    }
    let first = plot.ticks.first();
    if first != 0.0 {
        if !said.is_empty() {
            said.push(' ');
        }
        let from = number(first, plot.ticks.decimals.max(decimals.min(1)));
        said.push_str(&format!("The scale starts at {from}, not at zero."));
    }
    said
}

/// Lays out the key of the kinds present; answers where it ends.
fn key(canvas: &mut Canvas, points: &[TimePoint], width: Width) -> f64 {
    let present =
        |kind: &Kind| points.iter().any(|p| p.value.is_some() && Kind::of(p) == Some(*kind));
    let font = Font::regular(12.5);
    let (mut x, mut y) = (0.0, 0.0);
    for kind in KINDS.into_iter().filter(present) {
        let wide = 16.0 + font.width(kind.words());
        if y == 0.0 {
            y = 14.0;
        } else if x + wide > width.units() {
            (x, y) = (0.0, y + 18.0);
        }
        let (mark, size, style) = kind.look();
        canvas.mark(mark, at(x + 6.0, y - 4.2), size, style, "");
        canvas.text(at(x + 16.0, y), kind.words(), font, Paint::Ink, Anchor::Start);
        x += wide + 18.0;
    }
    if y == 0.0 { 0.0 } else { y + 10.0 }
}

/// Shades the reported year and says where it begins.
fn year_band(canvas: &mut Canvas, control: &Control, plot: &Plot, top: f64) {
    let Some((start, point)) =
        control.year_starts_at.and_then(|n| Some((n, control.points.get(n)?)))
    else {
        return;
    };
    let x = plot.x(start) - plot.share() / 2.0;
    let band = Rect { x, y: top, width: plot.area.right() - x, height: plot.area.bottom() - top };
    canvas.rect(band, Style::fill(Paint::Band));
    let font = Font::regular(12.5);
    let long = format!("Reported year, from {}", point.label);
    let short = format!("From {}", point.label);
    let words = if font.width(&long) + 12.0 <= band.width { long } else { short };
    let room = plot.area.right() - font.width(&words);
    let place = at((x + 6.0).min(room), top + 15.0);
    canvas.text(place, &words, font, Paint::Muted, Anchor::Start);
}

/// The mean and the limits, from edge to edge.
fn across(canvas: &mut Canvas, control: &Control, plot: &Plot) {
    let (left, right) = (plot.area.x, plot.area.right());
    let mut line = |value: f64, style: Style| {
        let y = plot.y(value);
        canvas.line(at(left, y), at(right, y), style);
    };
    if let Some((lower, upper)) = control.limits {
        let style = Style::stroke(Paint::Muted, 1.2).dashed("5 4");
        line(lower, style);
        line(upper, style);
    }
    if let Some(mean) = control.mean {
        line(mean, Style::stroke(Paint::Reference, 1.4));
    }
}

fn series(canvas: &mut Canvas, plot: &Plot, decimals: u8) {
    let places = plot.places();
    canvas.polyline(&places, Style::stroke(Paint::Soft, 1.9));
    let placed = |n: usize| places[n].map(|place| (n, place, Kind::of(&plot.points[n])));
    let all: Vec<_> = (0..places.len()).filter_map(placed).collect();
    // Ordinary points first, so that none hides one that says something.
    for (n, place, kind) in all
        .iter()
        .filter(|(.., kind)| kind.is_none())
        .chain(all.iter().filter(|(.., kind)| kind.is_some()))
    {
        let plain = (Mark::Circle, 2.6, Style::fill(Paint::Soft));
        let (mark, size, style) = kind.map_or(plain, Kind::look);
        let says = plot.says(*n, decimals);
        canvas.mark(mark, *place, size, style, &says);
    }
}

fn end_labels(control: &Control, decimals: u8, width: Width) -> Vec<EndLabel> {
    let font = Font::regular(13.0);
    let mut labels = Vec::new();
    let mut label = |name: &str, value: f64, font: Font, paint: Paint| {
        labels.push(EndLabel {
            words: format!("{name} {}", number(value, decimals)),
            at: value,
            font,
            paint,
        });
    };
    if let Some((lower, upper)) = control.limits {
        label(width.pick("Upper limit", "Upper"), upper, font, Paint::Muted);
        label(width.pick("Lower limit", "Lower"), lower, font, Paint::Muted);
    }
    if let Some(mean) = control.mean {
        label("Mean", mean, font, Paint::Reference);
    }
    let last = control.points.last();
    if let Some((point, value)) = last.and_then(|p| Some((p, super::scale::drawable(p.value?)?))) {
        let name = format!("{}:", point.short);
        label(&name, value, Font::bold(13.0), Paint::Main);
    }
    labels
}

fn write_end_labels(canvas: &mut Canvas, labels: Vec<EndLabel>, plot: &Plot) {
    let wanted: Vec<f64> = labels.iter().map(|label| plot.y(label.at)).collect();
    let places = spread(&wanted, 16.0, (plot.area.y + 2.0, plot.area.bottom()));
    for (label, y) in labels.into_iter().zip(places) {
        let place = at(plot.area.right() + 8.0, y + 4.4);
        canvas.text(place, &label.words, label.font, label.paint, Anchor::Start);
    }
}
