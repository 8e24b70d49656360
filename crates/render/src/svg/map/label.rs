//! Names and values on a map, where there is room for them within the area.

use document::chart::Shape;

use super::super::canvas::{Anchor, At, Canvas, at, tenths};
use super::super::palette::Paint;
use super::super::scale::count;
use super::super::text::{Font, wrap_evenly};
use super::project::{Outline, Ring};

const NAME: Font = Font { size: 12.5, bold: true };
const VALUE: Font = Font { size: 12.5, bold: false };
const LINE: f64 = 14.5;
/// Places tried along each side of the area's box.
const TRIES: u8 = 15;

/// Writes the name with the value beneath, or the value alone, or nothing; answers whether the
/// name is there.
pub(super) fn write(
    canvas: &mut Canvas,
    shape: &Shape,
    outlines: &[Outline],
    paint: Paint,
) -> bool {
    let largest = outlines.iter().max_by_key(|outline| outline.rings.first().map(span));
    let Some(largest) = largest else { return false };
    let mut layouts: Vec<Vec<(String, Font)>> = Vec::new();
    for room in [400.0, 100.0, 64.0] {
        let mut lines: Vec<_> =
            wrap_evenly(&shape.name, NAME, room).into_iter().map(|line| (line, NAME)).collect();
        lines.push((shape.text.clone(), VALUE));
        if !layouts.contains(&lines) {
            layouts.push(lines);
        }
    }
    layouts.push(vec![(shape.text.clone(), VALUE)]);
    let fits = |lines: &Vec<(String, Font)>| {
        let widths: Vec<f64> = lines.iter().map(|(l, font)| font.width(l) + 3.0).collect();
        Some((lines.clone(), room_for(largest, &widths)?))
    };
    let Some((lines, middle)) = layouts.iter().find_map(fits) else {
        return false;
    };
    let named = lines.len() > 1;
    let mut y = middle.y - LINE * count(lines.len()) / 2.0 - 3.5;
    for (line, font) in lines {
        y += LINE;
        let place = at(middle.x, y);
        // Words over a hatch need clear ground.
        if shape.value.is_none() {
            canvas.clear_text(place, &line, font, paint, Anchor::Middle);
        } else {
            canvas.text(place, &line, font, paint, Anchor::Middle);
        }
    }
    named
}

fn span(ring: &Ring) -> i64 {
    let side = |pick: fn(&(i64, i64)) -> i64| {
        let most = ring.iter().map(pick).max().unwrap_or(0);
        most - ring.iter().map(pick).min().unwrap_or(0)
    };
    side(|p| p.0) * side(|p| p.1)
}

/// The place nearest the middle of the area where lines of these widths lie within it.
#[expect(clippy::cast_precision_loss, reason = "a few thousand tenths")]
fn room_for(outline: &Outline, widths: &[f64]) -> Option<At> {
    let ring = outline.rings.first()?;
    let side = |pick: fn(&(i64, i64)) -> i64| {
        let (least, most) = (ring.iter().map(pick).min()?, ring.iter().map(pick).max()?);
        Some((least as f64 / 10.0, most as f64 / 10.0))
    };
    let ((left, right), (top, bottom)) = (side(|p| p.0)?, side(|p| p.1)?);
    let wide = widths.iter().copied().fold(0.0, f64::max);
    let high = LINE * count(widths.len());
    if wide > right - left || high > bottom - top {
        return None;
    }
    let points = count(ring.len().max(1)) * 10.0;
    let sum = |pick: fn(&(i64, i64)) -> i64| ring.iter().map(pick).sum::<i64>() as f64 / points;
    let middle = at(sum(|p| p.0), sum(|p| p.1));
    let along =
        |from: f64, to: f64, n: u8| from + (to - from) * (f64::from(n) + 0.5) / f64::from(TRIES);
    let mut tries: Vec<At> = (0..TRIES)
        .flat_map(|n| (0..TRIES).map(move |m| (n, m)))
        .map(|(n, m)| at(along(left, right, n), along(top, bottom, m)))
        .collect();
    let far = |p: &At| (p.x - middle.x).hypot(p.y - middle.y);
    tries.sort_by(|a, b| far(a).total_cmp(&far(b)));
    tries.insert(0, middle);
    // Each line is tried where its letters are, which are not as tall as the line.
    let line_fits = |place: &At, n: usize, wide: f64| {
        let y = place.y - high / 2.0 + LINE * (count(n) + 0.5);
        [-4.5, 4.5].iter().all(|dy| {
            let edges = [-0.5, -0.25, 0.0, 0.25, 0.5];
            edges.iter().all(|dx| within(outline, at(place.x + dx * wide, y + dy)))
        })
    };
    let fits = |place: &At| widths.iter().enumerate().all(|(n, wide)| line_fits(place, n, *wide));
    tries.into_iter().find(fits)
}

/// Whether a place lies within a polygon and in none of its holes (even-odd rule).
fn within(outline: &Outline, place: At) -> bool {
    let (x, y) = (tenths(place.x), tenths(place.y));
    let mut inside = false;
    for ring in &outline.rings {
        let mut before = ring.last().copied().unwrap_or((0, 0));
        for here in ring.iter().copied() {
            let crosses = (here.1 > y) != (before.1 > y);
            // Whole numbers throughout, so that every machine answers alike.
            if crosses {
                let run = (before.0 - here.0) * (y - here.1);
                let rise = before.1 - here.1;
                let left = (x - here.0) * rise;
                if (rise > 0 && left < run) || (rise < 0 && left > run) {
                    inside = !inside;
                }
            }
            before = here;
        }
    }
    inside
}
