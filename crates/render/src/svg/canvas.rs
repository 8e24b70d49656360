//! Writes SVG elements: every text escaped, every coordinate short and finite.

use std::fmt::Write as _;

use super::Theme;
use super::palette::{Paint, Style};
use super::text::Font;

/// A place in the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct At {
    pub x: f64,
    pub y: f64,
}

/// Short for a place.
pub(super) fn at(x: f64, y: f64) -> At {
    At { x, y }
}

/// A box by its upper left corner and size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub(super) fn right(self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> f64 {
        self.y + self.height
    }
}

/// The shape of a mark, the second coding beside its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Circle,
    Diamond,
    Square,
    Triangle,
}

/// Where a text stands against its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing as it is written.
pub(super) struct Canvas {
    out: String,
    theme: Theme,
    id: String,
}

/// Writes a number with at most one decimal; what is not finite cannot get here but as 0.
pub(super) fn number(out: &mut String, value: f64) {
    let tenths = tenths(value);
    let (whole, part) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if tenths < 0 {
        out.push('-');
    }
    let _ = write!(out, "{whole}");
    if part > 0 {
        let _ = write!(out, ".{part}");
    }
}

/// A coordinate in whole tenths.
#[expect(clippy::cast_possible_truncation, reason = "rounded, and clamped far inside the range")]
pub(super) fn tenths(value: f64) -> i64 {
    (value * 10.0).round().clamp(-1e9, 1e9) as i64
}

/// Escapes text for an element or a quoted attribute; characters XML forbids are left out.
pub(crate) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
}

impl Canvas {
    /// Starts a drawing; `id` is the stem of every id in it.
    pub(super) fn new(id: &str, theme: Theme) -> Self {
        let mut stem = String::with_capacity(id.len());
        for c in id.chars() {
            let fits = c.is_ascii_alphanumeric() || c == '-' || c == '_';
            stem.push(if fits { c } else { '-' });
        }
        Self { out: String::with_capacity(8 * 1024), theme, id: stem }
    }

    /// An id in this drawing.
    pub(super) fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.id)
    }

    pub(super) fn theme(&self) -> Theme {
        self.theme
    }

    fn attribute(&mut self, name: &str, value: f64) {
        let _ = write!(self.out, " {name}=\"");
        number(&mut self.out, value);
        self.out.push('"');
    }

    pub(super) fn line(&mut self, from: At, to: At, style: Style) {
        self.out.push_str("<line");
        self.attribute("x1", from.x);
        self.attribute("y1", from.y);
        self.attribute("x2", to.x);
        self.attribute("y2", to.y);
        style.write(&mut self.out, self.theme);
        self.out.push_str("/>");
    }

    pub(super) fn rect(&mut self, rect: Rect, style: Style) {
        self.out.push_str("<rect");
        self.attribute("x", rect.x);
        self.attribute("y", rect.y);
        self.attribute("width", rect.width.max(0.0));
        self.attribute("height", rect.height.max(0.0));
        style.write(&mut self.out, self.theme);
        self.out.push_str("/>");
    }

    /// A path whose commands the caller has written.
    pub(super) fn path(&mut self, commands: &str, style: Style) {
        if commands.is_empty() {
            return;
        }
        let _ = write!(self.out, "<path d=\"{commands}\"");
        style.write(&mut self.out, self.theme);
        self.out.push_str(" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>");
    }

    /// A line through the places; `None` is a gap and breaks it.
    pub(super) fn polyline(&mut self, places: &[Option<At>], style: Style) {
        let mut commands = String::with_capacity(places.len() * 12);
        let mut pen_down = false;
        for (n, place) in places.iter().enumerate() {
            let Some(place) = place else {
                pen_down = false;
                continue;
            };
            let alone = !pen_down && places.get(n + 1).is_none_or(Option::is_none);
            if alone {
                continue;
            }
            commands.push(if pen_down { 'L' } else { 'M' });
            number(&mut commands, place.x);
            commands.push(' ');
            number(&mut commands, place.y);
            pen_down = true;
        }
        self.path(&commands, style);
    }

    /// A mark; `says` is shown to a reader who points at it.
    pub(super) fn mark(&mut self, mark: Mark, place: At, size: f64, style: Style, says: &str) {
        let At { x, y } = place;
        let corners: &[(f64, f64)] = match mark {
            Mark::Circle => &[],
            Mark::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            Mark::Square => &[(-0.92, -0.92), (0.92, -0.92), (0.92, 0.92), (-0.92, 0.92)],
            Mark::Triangle => &[(0.0, -1.2), (1.15, 0.9), (-1.15, 0.9)],
        };
        let element = if corners.is_empty() {
            self.out.push_str("<circle");
            self.attribute("cx", x);
            self.attribute("cy", y);
            self.attribute("r", size);
            "circle"
        } else {
            self.out.push_str("<path d=\"");
            for (n, (dx, dy)) in corners.iter().enumerate() {
                self.out.push(if n == 0 { 'M' } else { 'L' });
                number(&mut self.out, x + dx * size);
                self.out.push(' ');
                number(&mut self.out, y + dy * size);
            }
            self.out.push_str("Z\"");
            "path"
        };
        style.write(&mut self.out, self.theme);
        if says.is_empty() || self.theme == Theme::Print {
            self.out.push_str("/>");
            return;
        }
        self.out.push_str("><title>");
        escape(&mut self.out, says);
        let _ = write!(self.out, "</title></{element}>");
    }

    /// One line of text; `place` is on its base line.
    pub(super) fn text(&mut self, place: At, text: &str, font: Font, paint: Paint, anchor: Anchor) {
        self.text_with(place, text, font, paint, anchor, false);
    }

    /// One line of text that other marks may cross: it clears a little space around itself.
    pub(super) fn clear_text(
        &mut self,
        place: At,
        text: &str,
        font: Font,
        paint: Paint,
        anchor: Anchor,
    ) {
        self.text_with(place, text, font, paint, anchor, true);
    }

    fn text_with(
        &mut self,
        place: At,
        text: &str,
        font: Font,
        paint: Paint,
        anchor: Anchor,
        clear: bool,
    ) {
        if text.is_empty() {
            return;
        }
        self.out.push_str("<text");
        self.attribute("x", place.x);
        self.attribute("y", place.y);
        self.attribute("font-size", font.size);
        if font.bold {
            self.out.push_str(" font-weight=\"600\"");
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.out.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.out.push_str(" text-anchor=\"end\""),
        }
        let style = Style::fill(paint);
        if clear {
            style.edged(Paint::Paper, 3.0).write(&mut self.out, self.theme);
            self.out.push_str(" paint-order=\"stroke\" stroke-linejoin=\"round\"");
        } else {
            style.write(&mut self.out, self.theme);
        }
        self.out.push('>');
        escape(&mut self.out, text);
        self.out.push_str("</text>");
    }

    /// Anything a chart kind writes by itself; it must be well formed and escaped.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// The marks alone, for a drawing that writes its own frame.
    pub(super) fn into_marks(self) -> String {
        self.out
    }

    /// Puts a drawing into this one, so far from the left and the top.
    pub(super) fn put(&mut self, drawing: &Self, (x, y): (f64, f64)) {
        self.out.push_str("<g transform=\"translate(");
        number(&mut self.out, x);
        self.out.push(' ');
        number(&mut self.out, y);
        self.out.push_str(")\">");
        self.out.push_str(&drawing.out);
        self.out.push_str("</g>");
    }

    /// The finished drawing.
    pub(super) fn finish(self, title: &str, alt: &str, size: (f64, f64)) -> String {
        let mut out = String::with_capacity(self.out.len() + title.len() + alt.len() + 400);
        out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
        number(&mut out, size.0);
        out.push(' ');
        number(&mut out, size.1);
        let (title_id, desc_id) = (self.id("title"), self.id("desc"));
        let _ = write!(out, "\" role=\"img\" aria-labelledby=\"{title_id} {desc_id}\"");
        if self.theme == Theme::Print {
            out.push_str(" width=\"");
            number(&mut out, size.0);
            out.push_str("\" height=\"");
            number(&mut out, size.1);
            out.push_str("\" font-family=\"Source Sans 3\"");
        }
        let _ = write!(out, "><title id=\"{title_id}\">");
        escape(&mut out, title);
        let _ = write!(out, "</title><desc id=\"{desc_id}\">");
        escape(&mut out, alt);
        out.push_str("</desc>");
        out.push_str(&self.out);
        out.push_str("</svg>");
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64) -> String {
        let mut out = String::new();
        number(&mut out, value);
        out
    }

    #[test]
    fn coordinates_are_short_and_finite() {
        assert_eq!(
            [12.0, 12.34, -0.04, -3.25, f64::NAN].map(written),
            ["12", "12.3", "0", "-3.3", "0"]
        );
    }

    #[test]
    fn text_cannot_break_out() {
        let mut out = String::new();
        escape(&mut out, "<script>\"&\u{0}");
        assert_eq!(out, "&lt;script&gt;&quot;&amp;");
    }
}
