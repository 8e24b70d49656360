//! Degrees to places in the drawing: equirectangular, true at the middle latitude.

use document::chart::Shape;

use crate::svg::canvas::{Rect, number, tenths};

/// A ring of places in whole tenths of a unit, which is all a drawing keeps.
pub(in crate::svg) type Ring = Vec<(i64, i64)>;

/// A polygon on the plane; the first ring is the outside.
pub(in crate::svg) struct Outline {
    pub rings: Vec<Ring>,
}

/// Closer than this to the one before, a point adds nothing to see.
const CLOSE: f64 = 0.4;

/// Where degrees go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Projection {
    west: f64,
    north: f64,
    squeeze: f64,
    scale: f64,
    left: f64,
    top: f64,
}

type Bounds = ((f64, f64), (f64, f64));

fn bounds<'a>(shapes: impl Iterator<Item = &'a Shape>) -> Option<Bounds> {
    bounds_of(shapes.flat_map(|s| s.polygons.iter().flatten().flatten().copied()))
}

/// West and east, south and north.
fn bounds_of(points: impl Iterator<Item = (f64, f64)>) -> Option<Bounds> {
    points.filter_map(on_earth).fold(None, |seen: Option<Bounds>, (x, y)| {
        let ((west, east), (south, north)) = seen.unwrap_or(((x, x), (y, y)));
        Some(((west.min(x), east.max(x)), (south.min(y), north.max(y))))
    })
}

/// A point in degrees, held to where the projection is sensible; none if it is no number.
fn on_earth((x, y): (f64, f64)) -> Option<(f64, f64)> {
    (x.is_finite() && y.is_finite()).then(|| (x.clamp(-180.0, 180.0), y.clamp(-85.0, 85.0)))
}

impl Projection {
    /// Fits the shapes that carry values (all, if none does) into a frame, and answers how much
    /// of the frame they take.
    pub(super) fn fit(shapes: &[Shape], frame: Rect) -> Option<(Self, Rect)> {
        let valued = bounds(shapes.iter().filter(|s| !s.background));
        let ((west, east), (south, north)) = valued.or_else(|| bounds(shapes.iter()))?;
        // A little land all around, so that shapes do not touch the frame.
        let room = 0.03 * (north - south).max(east - west).max(1e-6);
        let squeeze = ((south + north) / 2.0).to_radians().cos().max(0.05);
        let wide = (east - west + 2.0 * room / squeeze) * squeeze;
        let high = north - south + 2.0 * room;
        let scale = (frame.width / wide).min(frame.height / high);
        let used = Rect { width: frame.width, height: high * scale, ..frame };
        let projection = Self {
            west: west - room / squeeze,
            north: north + room,
            squeeze,
            scale,
            left: frame.x + (frame.width - wide * scale) / 2.0,
            top: frame.y,
        };
        Some((projection, used))
    }

    fn place(self, (x, y): (f64, f64)) -> (f64, f64) {
        let left = self.left + (x - self.west) * self.squeeze * self.scale;
        (left, self.top + (self.north - y) * self.scale)
    }
}

/// The polygons of a shape, without points that cannot be seen and without what lies outside.
pub(super) fn outlines(shape: &Shape, projection: Projection, frame: Rect) -> Vec<Outline> {
    let seen = shape.polygons.iter().filter(|rings| touches(rings, projection, frame));
    let polygons = seen.map(|rings| {
        let rings = rings.iter().map(|ring| thin(ring, projection));
        Outline { rings: rings.filter(|ring| ring.len() >= 3).collect() }
    });
    polygons.filter(|outline| !outline.rings.is_empty()).collect()
}

/// Whether a polygon's box touches the frame; most neighbours on a national map do not, and need
/// not be placed point by point.
fn touches(rings: &[Vec<(f64, f64)>], projection: Projection, frame: Rect) -> bool {
    let outside = rings.first().into_iter().flatten().copied();
    let Some(((west, east), (south, north))) = bounds_of(outside) else {
        return false;
    };
    let (left, top) = projection.place((west, north));
    let (right, bottom) = projection.place((east, south));
    left <= frame.right() && right >= frame.x && top <= frame.bottom() && bottom >= frame.y
}

fn thin(ring: &[(f64, f64)], projection: Projection) -> Ring {
    let mut out: Ring = Vec::with_capacity(ring.len() / 2);
    let mut last: Option<(f64, f64)> = None;
    for point in ring.iter().filter_map(|point| on_earth(*point)) {
        let (x, y) = projection.place(point);
        let near = last.is_some_and(|(a, b)| (x - a).abs() < CLOSE && (y - b).abs() < CLOSE);
        if !near {
            out.push((tenths(x), tenths(y)));
            last = Some((x, y));
        }
    }
    if out.len() > 1 && out.first() == out.last() {
        out.pop();
    }
    out
}

/// Path commands, relative, in tenths so that rounding cannot add up.
#[expect(clippy::cast_precision_loss, reason = "a few thousand tenths")]
pub(super) fn commands(outlines: &[Outline]) -> String {
    let mut out = String::new();
    for ring in outlines.iter().flat_map(|outline| &outline.rings) {
        let mut last = (0, 0);
        for (n, (x, y)) in ring.iter().enumerate() {
            out.push_str(match n {
                0 => "M",
                1 => "l",
                _ => " ",
            });
            number(&mut out, (x - last.0) as f64 / 10.0);
            let down = y - last.1;
            if down >= 0 {
                out.push(' ');
            }
            number(&mut out, down as f64 / 10.0);
            last = (*x, *y);
        }
        out.push('Z');
    }
    out
}
