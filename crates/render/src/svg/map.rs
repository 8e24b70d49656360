//! Areas shaded in classes, on a plane that keeps their shapes at their latitude.

use std::fmt::Write as _;

use document::chart::Shape;

use super::canvas::{Anchor, At, Canvas, Rect, at, number as write_number, tenths};
use super::palette::{Paint, Style};
use super::scale::drawable;
use super::text::{Font, decimals, number, wrap};
use super::{Width, nothing_to_draw};

mod label;
mod project;

use project::{Outline, Projection};

/// A shape on the plane.
struct Placed<'a> {
    shape: &'a Shape,
    outlines: Vec<Outline>,
}

pub(super) fn draw(
    canvas: &mut Canvas,
    shapes: &[Shape],
    class_bounds: &[f64],
    axis: &str,
    width: Width,
) -> f64 {
    let frame = Rect {
        x: 1.5,
        y: 1.5,
        width: width.pick(530.0, width.units() - 3.0),
        height: width.pick(460.0, 320.0),
    };
    let Some((projection, frame)) = Projection::fit(shapes, frame) else {
        return nothing_to_draw(canvas, width);
    };
    let place = |shape| Placed { shape, outlines: project::outlines(shape, projection, frame) };
    let placed: Vec<Placed> = shapes.iter().map(place).collect();
    let classes = Classes::new(class_bounds);
    clip_and_hatch(canvas, frame);
    let clip = format!("<g clip-path=\"url(#{})\">", canvas.id("clip"));
    canvas.raw(&clip);
    areas(canvas, &placed, &classes);
    canvas.raw("</g>");
    let mut unnamed = Vec::new();
    for area in placed.iter().filter(|area| !area.shape.background) {
        let paint = classes.words_paint(area.shape);
        if !label::write(canvas, area.shape, &area.outlines, paint) {
            unnamed.push(area.shape);
        }
    }
    let missing = shapes.iter().any(|s| !s.background && s.value.is_none());
    match width {
        Width::Full => {
            let corner = at(552.0, frame.y + 6.0);
            let end = legend(canvas, &classes, axis, missing, corner, width.units());
            let end = list_unnamed(canvas, &unnamed, at(corner.x, end + 8.0), width.units());
            end.max(frame.bottom() + 4.0)
        }
        Width::Half => {
            let corner = at(0.0, frame.bottom() + 14.0);
            let end = legend(canvas, &classes, axis, missing, corner, width.units());
            list_unnamed(canvas, &unnamed, at(corner.x, end + 8.0), width.units())
        }
    }
}

/// The classes, at most six, and their colours.
struct Classes {
    bounds: Vec<f64>,
}

impl Classes {
    fn new(bounds: &[f64]) -> Self {
        let mut bounds: Vec<f64> = bounds.iter().copied().filter_map(drawable).collect();
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        bounds.truncate(5);
        Self { bounds }
    }

    fn number_of(&self, value: f64) -> usize {
        self.bounds.iter().filter(|bound| value > **bound).count()
    }

    /// Spreads the classes over the six steps of the ramp.
    fn step(&self, class: usize) -> u8 {
        let last = self.bounds.len();
        let step = (class * 5 + last / 2).checked_div(last).unwrap_or(2);
        u8::try_from(step).unwrap_or(5)
    }

    fn words_paint(&self, shape: &Shape) -> Paint {
        match shape.value.and_then(drawable) {
            Some(value) => Paint::OnClass(self.step(self.number_of(value))),
            None => Paint::Ink,
        }
    }

    fn words(&self, class: usize) -> String {
        let write = |bound: f64| number(bound, decimals(self.bounds.iter().copied()));
        let below = class.checked_sub(1).and_then(|n| self.bounds.get(n)).copied().map(write);
        match (below, self.bounds.get(class).copied().map(write)) {
            (None, Some(upper)) => format!("{upper} or less"),
            (Some(lower), Some(upper)) => format!("over {lower} to {upper}"),
            (Some(lower), None) => format!("over {lower}"),
            (None, None) => "All values".to_owned(),
        }
    }
}

/// Land first, then values, then the outline of the one the paper is about.
fn areas(canvas: &mut Canvas, placed: &[Placed], classes: &Classes) {
    let edge = Style::fill(Paint::Land).edged(Paint::Paper, 1.0);
    for area in placed.iter().filter(|area| area.shape.background) {
        canvas.path(&project::commands(&area.outlines), edge);
    }
    for area in placed.iter().filter(|area| !area.shape.background) {
        let commands = project::commands(&area.outlines);
        match area.shape.value.and_then(drawable) {
            Some(value) => {
                let class = Paint::Class(classes.step(classes.number_of(value)));
                canvas.path(&commands, Style::fill(class).edged(Paint::Paper, 1.2));
            }
            None => {
                canvas.path(&commands, Style::fill(Paint::Land).edged(Paint::Muted, 0.8));
                hatched_path(canvas, &commands);
            }
        }
    }
    for area in placed.iter().filter(|area| area.shape.own) {
        let style = Style::stroke(Paint::Ink, 2.4);
        canvas.path(&project::commands(&area.outlines), style);
    }
}

fn clip_and_hatch(canvas: &mut Canvas, frame: Rect) {
    let (clip, hatch) = (canvas.id("clip"), canvas.id("hatch"));
    let mut defs = format!("<defs><clipPath id=\"{clip}\"><rect");
    for (name, value) in [
        ("x", frame.x - 1.5),
        ("y", frame.y - 1.5),
        ("width", frame.width + 3.0),
        ("height", frame.height + 3.0),
    ] {
        let _ = write!(defs, " {name}=\"");
        write_number(&mut defs, value);
        defs.push('"');
    }
    let _ = write!(
        defs,
        "/></clipPath><pattern id=\"{hatch}\" width=\"6\" height=\"6\" \
         patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0V6\""
    );
    Style::stroke(Paint::Muted, 2.0).write(&mut defs, canvas.theme());
    defs.push_str("/></pattern></defs>");
    canvas.raw(&defs);
}

fn hatched_path(canvas: &mut Canvas, commands: &str) {
    if !commands.is_empty() {
        let fill = format!("<path d=\"{commands}\" fill=\"url(#{})\"/>", canvas.id("hatch"));
        canvas.raw(&fill);
    }
}

/// What the shading measures and what each shade means; answers where it ends.
fn legend(
    canvas: &mut Canvas,
    classes: &Classes,
    axis: &str,
    missing: bool,
    corner: At,
    right: f64,
) -> f64 {
    let mut y = corner.y + 4.0;
    for line in wrap(axis, Font::bold(13.0), right - corner.x) {
        y += 16.0;
        canvas.text(at(corner.x, y), &line, Font::bold(13.0), Paint::Ink, Anchor::Start);
    }
    y += 10.0;
    let swatch = |y: f64| Rect { x: corner.x + 0.5, y, width: 26.0, height: 16.0 };
    let mut entry = |canvas: &mut Canvas, words: &str, class: Option<u8>| {
        let rect = swatch(y);
        match class {
            Some(step) => {
                canvas.rect(rect, Style::fill(Paint::Class(step)).edged(Paint::Muted, 0.6));
            }
            None => {
                canvas.rect(rect, Style::fill(Paint::Land).edged(Paint::Muted, 0.6));
                let path = rect_commands(rect);
                hatched_path(canvas, &path);
            }
        }
        let place = at(corner.x + 36.0, y + 12.6);
        canvas.text(place, words, Font::regular(13.0), Paint::Ink, Anchor::Start);
        y += 22.0;
    };
    for class in 0..=classes.bounds.len() {
        entry(canvas, &classes.words(class), Some(classes.step(class)));
    }
    if missing {
        entry(canvas, "Not available [x]", None);
    }
    y
}

/// Areas too small to bear their name, with their values; answers where the list ends.
fn list_unnamed(canvas: &mut Canvas, shapes: &[&Shape], corner: At, right: f64) -> f64 {
    let mut y = corner.y;
    if shapes.is_empty() {
        return y;
    }
    let (bold, plain) = (Font::bold(13.0), Font::regular(13.0));
    y += 16.0;
    canvas.text(at(corner.x, y), "Not named on the map", bold, Paint::Ink, Anchor::Start);
    y += 4.0;
    for shape in shapes {
        let words = format!("{} {}", shape.name, shape.text);
        for line in wrap(&words, plain, right - corner.x) {
            y += 17.0;
            canvas.text(at(corner.x, y), &line, plain, Paint::Ink, Anchor::Start);
        }
    }
    y + 8.0
}

fn rect_commands(rect: Rect) -> String {
    let corners = [
        at(rect.x, rect.y),
        at(rect.right(), rect.y),
        at(rect.right(), rect.bottom()),
        at(rect.x, rect.bottom()),
    ];
    let ring = corners.map(|c| (tenths(c.x), tenths(c.y))).to_vec();
    project::commands(&[Outline { rings: vec![ring] }])
}
