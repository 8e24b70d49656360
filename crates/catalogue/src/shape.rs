//! Outlines of areas for maps, read when a map is first drawn.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use domain::diagnostic::Location;

use crate::codes;
use crate::listing::read_csv;
use crate::problems::Problems;

/// Its columns; `points` is `longitude latitude` in degrees, pairs separated by semicolons.
const HEADER: &[&str] = &["code", "polygon", "ring", "points"];

/// A ring of points in degrees: longitude, latitude.
pub type Ring = Vec<(f64, f64)>;
/// The polygons of an area, each a list of rings, the outside first.
pub type Polygons = Vec<Vec<Ring>>;

/// `areas/*-shapes.csv` as stored, and as read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shapes {
    files: Vec<(String, Vec<u8>)>,
    read: OnceLock<BTreeMap<String, Polygons>>,
}

impl Shapes {
    /// Keeps a file; nothing is read yet.
    pub(crate) fn add(&mut self, file: &str, bytes: &[u8]) {
        self.files.push((file.to_owned(), bytes.to_vec()));
    }

    /// The outline of an area. Lines that [`Shapes::check`] would report are passed over.
    pub(crate) fn of(&self, code: &str) -> Option<&Polygons> {
        self.read.get_or_init(|| self.read(&Problems::default())).get(code)
    }

    /// Reads every line and notes what cannot be read.
    pub(crate) fn check(&self, problems: &Problems) {
        self.read(problems);
    }

    fn read(&self, problems: &Problems) -> BTreeMap<String, Polygons> {
        let mut shapes: BTreeMap<String, Polygons> = BTreeMap::new();
        for (file, bytes) in &self.files {
            for row in read_csv(file, bytes, HEADER, problems) {
                let at = || Location::line(file, row.line);
                let ring = row.need_text("points").and_then(|points| ring(&points));
                let (Some(code), Some(ring)) = (row.need_text("code"), ring) else {
                    let message = "its points are not pairs of longitude and latitude";
                    problems.error(&codes::UNREADABLE_VALUE, at(), message);
                    continue;
                };
                let first = row.need_text("ring").as_deref() == Some("0");
                let polygons = shapes.entry(code).or_default();
                match polygons.last_mut() {
                    Some(polygon) if !first => polygon.push(ring),
                    _ => polygons.push(vec![ring]),
                }
            }
        }
        shapes
    }
}

fn ring(points: &str) -> Option<Ring> {
    let pair = |point: &str| {
        let (longitude, latitude) = point.split_once(' ')?;
        let (x, y): (f64, f64) = (longitude.parse().ok()?, latitude.parse().ok()?);
        (x.abs() <= 180.0 && y.abs() <= 90.0).then_some((x, y))
    };
    let ring: Ring = points.split(';').map(pair).collect::<Option<_>>()?;
    (ring.len() >= 3).then_some(ring)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_pairs_of_degrees() {
        assert_eq!(ring("-1.2 52.6;-1 52.6;-1 52.7").map(|ring| ring.len()), Some(3));
        assert!(ring("-1.2 52.6;-1 52.6").is_none());
        assert!(ring("-1.2,52.6;x 52.6;-1 NaN").is_none());
    }

    #[test]
    fn holes_stay_with_their_polygon() {
        let mut shapes = Shapes::default();
        let text =
            "code,polygon,ring,points\nA,0,0,0 0;1 0;1 1\nA,0,1,0 0;0 1;1 1\nA,1,0,5 5;6 5;6 6\n";
        shapes.add("areas/x-shapes.csv", text.as_bytes());
        let counts: Vec<usize> = shapes.of("A").unwrap().iter().map(Vec::len).collect();
        assert_eq!(counts, [2, 1]);
        assert!(shapes.of("B").is_none());
    }
}
