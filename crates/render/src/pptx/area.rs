//! Places on a slide, in English Metric Units: 12,700 to a point.

use crate::office::Element;

/// EMU in a point.
pub(super) const POINT: i64 = 12_700;

/// A rectangle on a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub x: i64,
    pub y: i64,
    pub wide: i64,
    pub tall: i64,
}

/// Points as EMU.
#[expect(clippy::cast_possible_truncation, reason = "sizes on a slide, clamped")]
pub(super) fn emu(points: f64) -> i64 {
    (points * 12_700.0).round().clamp(-1e10, 1e10) as i64
}

/// EMU as points.
#[expect(clippy::cast_precision_loss, reason = "sizes on a slide are far below 2^52")]
pub(super) fn points(emu: i64) -> f64 {
    emu as f64 / 12_700.0
}

impl Area {
    pub(super) fn right(self) -> i64 {
        self.x + self.wide
    }

    pub(super) fn bottom(self) -> i64 {
        self.y + self.tall
    }

    /// Width in points.
    pub(super) fn width(self) -> f64 {
        points(self.wide)
    }

    /// Height in points.
    pub(super) fn height(self) -> f64 {
        points(self.tall)
    }

    /// What is below its first so many points.
    pub(super) fn below(self, points: f64) -> Self {
        let taken = emu(points).clamp(0, self.tall);
        Self { y: self.y + taken, tall: self.tall - taken, ..self }
    }

    /// Its first so many points.
    pub(super) fn top(self, points: f64) -> Self {
        Self { tall: emu(points).clamp(0, self.tall), ..self }
    }

    /// Its last so many points.
    pub(super) fn foot(self, points: f64) -> Self {
        let tall = emu(points).clamp(0, self.tall);
        Self { y: self.bottom() - tall, tall, ..self }
    }

    /// What is above its last so many points.
    pub(super) fn above(self, points: f64) -> Self {
        Self { tall: self.tall - emu(points).clamp(0, self.tall), ..self }
    }

    /// Left and right of a cut, with a gap between them.
    pub(super) fn cut(self, share: f64, gap: f64) -> (Self, Self) {
        let left = emu(self.width() * share);
        let (right, gap) = (self.x + left, emu(gap));
        let one = Self { wide: left - gap / 2, ..self };
        let other = Self { x: right + gap / 2, wide: self.wide - left - gap / 2, ..self };
        (one, other)
    }

    /// One of `columns` by `rows` places, from 0, with gaps between them, in points.
    pub(super) fn place(self, n: usize, columns: usize, rows: usize, gap: f64) -> Self {
        let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX / 4).max(1);
        let index = |n: usize| i64::try_from(n).unwrap_or(0);
        let gap = emu(gap);
        let wide = (self.wide - gap * (whole(columns) - 1)) / whole(columns);
        let tall = (self.tall - gap * (whole(rows) - 1)) / whole(rows);
        let (column, row) = (index(n % columns.max(1)), index(n / columns.max(1)));
        Self { x: self.x + column * (wide + gap), y: self.y + row * (tall + gap), wide, tall }
    }

    /// As `a:xfrm` or `p:xfrm`.
    pub(super) fn write(self, name: &str) -> Element {
        let from = Element::new("a:off").with("x", self.x).with("y", self.y);
        let size = Element::new("a:ext").with("cx", self.wide).with("cy", self.tall);
        Element::new(name).containing(from).containing(size)
    }

    /// From an `xfrm`.
    pub(super) fn read(xfrm: &Element) -> Option<Self> {
        let number = |child: &str, name: &str| {
            let value: i64 = xfrm.child(child)?.attribute(name)?.parse().ok()?;
            // A thousand metres is more than any slide.
            (-3_600_000_000..=36_000_000_000).contains(&value).then_some(value)
        };
        let (x, y) = (number("off", "x")?, number("off", "y")?);
        let (wide, tall) = (number("ext", "cx")?, number("ext", "cy")?);
        (wide > 0 && tall > 0).then_some(Self { x, y, wide, tall })
    }
}
