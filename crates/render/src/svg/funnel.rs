//! Funnels: figures against the size of what they are of, between limits that open where chance is
//! large.

use document::chart::{Body, BodyKind, Funnel, FunnelLimit};

use super::axes::Plot;
use super::canvas::{Anchor, At, Canvas, Mark, Rect, at};
use super::palette::{Paint, Style};
use super::scale::{Scale, Ticks, drawable, extent, spread};
use super::text::{Font, number};
use super::{Width, footnote, nothing_to_draw};

const NOTE: Font = Font { size: 12.5, bold: false };

/// Where values and sizes stand.
struct Frame {
    area: Rect,
    x: Scale,
    y: Scale,
}

impl Frame {
    /// A size without a logarithm has no place.
    fn place(&self, size: f64, value: f64) -> Option<At> {
        let (size, value) = (drawable(size).filter(|size| *size > 0.0)?, drawable(value)?);
        Some(at(self.x.place(size.log10()), self.y.place(value)))
    }
}

/// The look of a body in its kind: shape beside colour.
fn look(kind: BodyKind) -> (Mark, f64, Style) {
    match kind {
        BodyKind::Own => (Mark::Diamond, 6.4, Style::fill(Paint::Main).edged(Paint::Paper, 1.2)),
        BodyKind::Group => (Mark::Square, 4.8, Style::fill(Paint::Soft).edged(Paint::Paper, 1.0)),
        BodyKind::Other => (Mark::Circle, 3.4, Style::fill(Paint::Paper).edged(Paint::Soft, 1.4)),
    }
}

pub(super) fn draw(canvas: &mut Canvas, funnel: &Funnel, width: Width) -> f64 {
    let sized = |body: &Body| Some((body.size.filter(|size| *size > 0.0)?, body.value?));
    let placed = || funnel.bodies.iter().filter_map(sized);
    let limits_at = funnel.limits.iter().map(|limit| limit.size).filter(|size| *size > 0.0);
    let sizes = placed().map(|(size, _)| size).chain(limits_at);
    let lines = funnel.limits.iter().flat_map(|l| [l.inner.0, l.inner.1, l.outer.0, l.outer.1]);
    let values = placed().map(|(_, value)| value).chain(lines);
    let (Some(across), Some(up)) = (extent(sizes), extent(values)) else {
        return nothing_to_draw(canvas, width);
    };
    if placed().next().is_none() {
        return nothing_to_draw(canvas, width);
    }
    let font = width.small();
    let values = Ticks::covering(up.0, up.1, width.pick(6, 5));
    let top = key(canvas, funnel, width) + 6.0;
    let (gutter, margin) = (Plot::gutter(&values, font), width.pick(78.0, 16.0));
    let area = Rect {
        x: gutter,
        y: top,
        width: width.units() - gutter - margin,
        height: width.pick(330.0, 250.0),
    };
    let frame = Frame {
        area,
        x: Scale {
            from: (across.0.log10(), area.x + 4.0),
            to: (across.1.log10(), area.right() - 4.0),
        },
        y: Scale { from: (values.first(), area.bottom()), to: (values.last(), area.y) },
    };
    axes(canvas, &frame, &values, across, font);
    limits(canvas, &frame, funnel, width);
    bodies(canvas, &frame, funnel);
    names(canvas, &frame, funnel, width);
    let mut said = format!("Upwards: {}. Across: {}.", funnel.axis.trim(), funnel.size_axis.trim());
    if values.first() > 0.0 {
        let from = number(values.first(), values.decimals);
        said.push_str(&format!(" The scale starts at {from}, not at zero."));
    }
    footnote(canvas, &said, width, area.bottom() + 26.0) + 6.0
}

/// Sizes worth a label between two: 1, 2 and 5 with noughts.
fn size_ticks((low, high): (f64, f64)) -> impl Iterator<Item = f64> {
    let tens = (-3..16).map(|power| 10f64.powi(power));
    let ticks = tens.flat_map(|ten| [ten, 2.0 * ten, 5.0 * ten]);
    ticks.filter(move |tick| (low..=high).contains(tick))
}

fn axes(canvas: &mut Canvas, frame: &Frame, values: &Ticks, sizes: (f64, f64), font: Font) {
    let area = frame.area;
    for (value, label) in values.labels() {
        let y = frame.y.place(value);
        canvas.line(at(area.x, y), at(area.right(), y), Style::stroke(Paint::Grid, 1.0));
        let place = at(area.x - 8.0, y + font.size * 0.34);
        canvas.text(place, &label, font, Paint::Muted, Anchor::End);
    }
    let foot = area.bottom();
    let mut free = 0.0;
    for size in size_ticks(sizes) {
        let label = number(size, if size < 1.0 { 3 } else { 0 });
        let x = frame.x.place(size.log10());
        canvas.line(at(x, foot), at(x, foot + 4.0), Style::stroke(Paint::Muted, 1.0));
        let half = font.width(&label) / 2.0;
        if x - half >= free {
            canvas.text(at(x, foot + 20.0), &label, font, Paint::Muted, Anchor::Middle);
            free = x + half + 10.0;
        }
    }
}

/// The mean and both pairs of limits, named at their right ends where there is room.
fn limits(canvas: &mut Canvas, frame: &Frame, funnel: &Funnel, width: Width) {
    type Read = fn(&FunnelLimit) -> f64;
    let mut curve = |read: Read, style: Style| {
        let places: Vec<Option<At>> =
            funnel.limits.iter().map(|limit| frame.place(limit.size, read(limit))).collect();
        canvas.polyline(&places, style);
    };
    let outer = Style::stroke(Paint::Muted, 1.2).dashed("2 3");
    let inner = Style::stroke(Paint::Muted, 1.3).dashed("6 4");
    curve(|limit| limit.outer.0, outer);
    curve(|limit| limit.outer.1, outer);
    curve(|limit| limit.inner.0, inner);
    curve(|limit| limit.inner.1, inner);
    let area = frame.area;
    if let Some(centre) = drawable(funnel.centre) {
        let y = frame.y.place(centre);
        canvas.line(at(area.x, y), at(area.right(), y), Style::stroke(Paint::Reference, 1.5));
    }
    let Some(last) = funnel.limits.last().filter(|_| width == Width::Full) else { return };
    let ends = [
        (last.outer.1, &funnel.outer_name, Paint::Muted),
        (last.inner.1, &funnel.inner_name, Paint::Muted),
        (funnel.centre, &funnel.centre_name, Paint::Reference),
        (last.inner.0, &funnel.inner_name, Paint::Muted),
        (last.outer.0, &funnel.outer_name, Paint::Muted),
    ];
    let wanted: Vec<f64> = ends.iter().map(|(value, ..)| frame.y.place(*value)).collect();
    let places = spread(&wanted, 15.0, (area.y, area.bottom()));
    for ((_, name, paint), y) in ends.into_iter().zip(places) {
        let place = at(area.right() + 6.0, y + 4.2);
        canvas.text(place, name, NOTE, paint, Anchor::Start);
    }
}

/// The others first, so that none hides the group or the one the paper is about.
fn bodies(canvas: &mut Canvas, frame: &Frame, funnel: &Funnel) {
    for kind in [BodyKind::Other, BodyKind::Group, BodyKind::Own] {
        for body in funnel.bodies.iter().filter(|body| body.kind == kind) {
            let place = body.size.zip(body.value).and_then(|(s, v)| frame.place(s, v));
            if let Some(place) = place {
                let (mark, size, style) = look(kind);
                let says = format!("{}: {}", body.label, body.text);
                canvas.mark(mark, place, size, style, &says);
            }
        }
    }
}

/// Whether two boxes share some ground.
fn meet(one: Rect, other: Rect) -> bool {
    one.x < other.right()
        && other.x < one.right()
        && one.y < other.bottom()
        && other.y < one.bottom()
}

/// Names where there is room: the paper's own always, then its group, then bodies from the farthest
/// from the middle inwards. A name that would cover a mark or another name is left out.
fn names(canvas: &mut Canvas, frame: &Frame, funnel: &Funnel, width: Width) {
    let placed = |body: &Body| frame.place(body.size?, body.value?);
    let mut taken: Vec<Rect> = (funnel.bodies.iter().filter_map(placed))
        .map(|place| Rect { x: place.x - 5.0, y: place.y - 5.0, width: 10.0, height: 10.0 })
        .collect();
    // Nor over a line, where there is another place.
    let width_of =
        |place: At| Rect { x: place.x - 8.0, y: place.y - 1.0, width: 16.0, height: 2.0 };
    let ends = |limit: &FunnelLimit| {
        [limit.inner.0, limit.inner.1, limit.outer.0, limit.outer.1, funnel.centre]
            .map(|value| (limit.size, value))
    };
    let along = funnel.limits.iter().flat_map(ends);
    let lines: Vec<Rect> =
        along.filter_map(|(size, value)| frame.place(size, value)).map(width_of).collect();
    let far = |body: &Body| body.value.map_or(0.0, |value| (value - funnel.centre).abs());
    let mut order: Vec<&Body> = funnel.bodies.iter().collect();
    order.sort_by(|a, b| a.kind.cmp(&b.kind).then(far(b).total_cmp(&far(a))));
    let all = Rect { x: frame.area.x, width: width.units() - frame.area.x, ..frame.area };
    for body in order {
        let Some(place) = placed(body) else { continue };
        let own = body.kind == BodyKind::Own;
        let font = if own { Font::bold(13.0) } else { Font::regular(12.0) };
        let wide = font.width(&body.label);
        let of = |x: f64, y: f64| Rect { x, y: y - 10.5, width: wide, height: 13.0 };
        let beside = [
            of(place.x + 9.0, place.y + 4.2),
            of(place.x - 9.0 - wide, place.y + 4.2),
            of(place.x - wide / 2.0, place.y - 9.0),
            of(place.x - wide / 2.0, place.y + 18.0),
        ];
        let inside = |r: &Rect| {
            r.x >= all.x && r.right() <= all.right() && r.y >= all.y && r.bottom() <= all.bottom()
        };
        let free = |r: &&Rect| inside(r) && !taken.iter().any(|other| meet(**r, *other));
        let clear = |r: &&Rect| free(r) && !lines.iter().any(|line| meet(**r, *line));
        // The paper's own is named even over a line, and at the worst over a mark.
        let own_place = || beside.iter().find(free).or(beside.iter().find(|r| inside(r)));
        let found = beside.iter().find(clear).or_else(|| own_place().filter(|_| own)).copied();
        let Some(found) = found else { continue };
        let paint = if own { Paint::Main } else { Paint::Ink };
        canvas.clear_text(at(found.x, found.y + 10.5), &body.label, font, paint, Anchor::Start);
        taken.push(found);
    }
}

/// What the marks stand for; answers where the key ends.
fn key(canvas: &mut Canvas, funnel: &Funnel, width: Width) -> f64 {
    let there = |kind: BodyKind| funnel.bodies.iter().any(|body| body.kind == kind);
    let kinds = [BodyKind::Own, BodyKind::Group, BodyKind::Other];
    let names = [&funnel.own_name, &funnel.group_name, &funnel.other_name];
    let (mut x, mut y) = (0.0, 14.0);
    for (kind, name) in kinds.into_iter().zip(names).filter(|(kind, _)| there(*kind)) {
        let wide = 18.0 + NOTE.width(name);
        if x > 0.0 && x + wide > width.units() {
            (x, y) = (0.0, y + 18.0);
        }
        let (mark, size, style) = look(kind);
        canvas.mark(mark, at(x + 7.0, y - 4.2), size, style, "");
        canvas.text(at(x + 18.0, y), name, NOTE, Paint::Ink, Anchor::Start);
        x += wide + 18.0;
    }
    if width == Width::Half {
        for (name, dash) in [(&funnel.inner_name, "6 4"), (&funnel.outer_name, "2 3")] {
            let wide = 34.0 + NOTE.width(name);
            if x + wide > width.units() {
                (x, y) = (0.0, y + 18.0);
            }
            let line = Style::stroke(Paint::Muted, 1.3).dashed(dash);
            canvas.line(at(x, y - 4.2), at(x + 26.0, y - 4.2), line);
            canvas.text(at(x + 32.0, y), name, NOTE, Paint::Muted, Anchor::Start);
            x += wide + 16.0;
        }
    }
    y + 8.0
}
