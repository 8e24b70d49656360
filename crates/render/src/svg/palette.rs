//! Colours by role, from the Government Analysis Function palette, in light and in dark.
//!
//! A chart never names a colour: it names what a mark is. No role says good or bad.

use std::fmt::Write as _;

use super::Theme;

/// What is being painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    /// Words that matter and outlines that must be seen.
    Ink,
    /// Ticks, notes, axis titles.
    Muted,
    /// Lines that guide the eye.
    Grid,
    /// What lies beneath the drawing.
    Paper,
    /// A stretch set apart from the rest.
    Band,
    /// The series, or the one the paper is about (dark blue).
    Main,
    /// The others, and points that say nothing special.
    Soft,
    /// Beyond a limit (dark pink).
    Outside,
    /// A trend (orange).
    Trend,
    /// Two of three near a limit (purple).
    TwoOfThree,
    /// The mean and other lines across (turquoise).
    Reference,
    /// Land that carries no value.
    Land,
    /// A class of a map, 0 (lowest) to 5.
    Class(u8),
    /// Words on a class of a map.
    OnClass(u8),
}

/// The classes of a map, lowest first: light to dark on paper, dark to light on a dark screen.
const CLASSES: [(&str, &str, &str); 6] = [
    ("c0", "#e3edf6", "#1f3348"),
    ("c1", "#c0d8ee", "#2b4a69"),
    ("c2", "#8dbde3", "#3a6690"),
    ("c3", "#4f93ce", "#5b90c4"),
    ("c4", "#2466a4", "#93bee4"),
    ("c5", "#12436d", "#d3e6f6"),
];

/// Words that can be read on each of them.
const ON_CLASSES: [(&str, &str, &str); 6] = [
    ("o0", "#0b0c0c", "#ffffff"),
    ("o1", "#0b0c0c", "#ffffff"),
    ("o2", "#0b0c0c", "#ffffff"),
    ("o3", "#0b0c0c", "#0b0c0c"),
    ("o4", "#ffffff", "#0b0c0c"),
    ("o5", "#ffffff", "#0b0c0c"),
];

const FIXED: [Paint; 12] = [
    Paint::Ink,
    Paint::Muted,
    Paint::Grid,
    Paint::Paper,
    Paint::Band,
    Paint::Main,
    Paint::Soft,
    Paint::Outside,
    Paint::Trend,
    Paint::TwoOfThree,
    Paint::Reference,
    Paint::Land,
];

impl Paint {
    /// Class of a page, colour on a light ground, colour on a dark one.
    fn spec(self) -> (&'static str, &'static str, &'static str) {
        let of = |ramp: &[(&'static str, &'static str, &'static str); 6], n: u8| {
            ramp[usize::from(n.min(5))]
        };
        match self {
            Self::Ink => ("ink", "#1b1f23", "#eceff2"),
            Self::Muted => ("muted", "#55606a", "#a9b4be"),
            Self::Grid => ("grid", "#dfe3e7", "#36404a"),
            Self::Paper => ("paper", "#ffffff", "#14191e"),
            Self::Band => ("band", "#eef3f8", "#1f2a35"),
            Self::Main => ("main", "#12436d", "#8fc3ee"),
            Self::Soft => ("soft", "#6f8fac", "#6d8bab"),
            Self::Outside => ("outside", "#801650", "#f08fc0"),
            Self::Trend => ("trend", "#c8500f", "#f79060"),
            Self::TwoOfThree => ("two", "#7a56b3", "#b79ee0"),
            Self::Reference => ("reference", "#16766e", "#4cc4b9"),
            Self::Land => ("land", "#f0f1f2", "#20262c"),
            Self::Class(n) => of(&CLASSES, n),
            Self::OnClass(n) => of(&ON_CLASSES, n),
        }
    }

    pub(super) fn class(self) -> &'static str {
        self.spec().0
    }

    pub(crate) fn colour(self) -> &'static str {
        self.spec().1
    }

    fn dark(self) -> &'static str {
        self.spec().2
    }
}

/// How a mark is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    /// Inside.
    pub fill: Option<Paint>,
    /// Along the edge, and how thick.
    pub stroke: Option<(Paint, f64)>,
    /// Lengths of dash and gap, empty for a whole line.
    pub dash: &'static str,
}

impl Style {
    pub(super) fn fill(paint: Paint) -> Self {
        Self { fill: Some(paint), stroke: None, dash: "" }
    }

    pub(super) fn stroke(paint: Paint, thick: f64) -> Self {
        Self { fill: None, stroke: Some((paint, thick)), dash: "" }
    }

    #[must_use]
    pub(super) fn edged(mut self, paint: Paint, thick: f64) -> Self {
        self.stroke = Some((paint, thick));
        self
    }

    #[must_use]
    pub(super) fn dashed(mut self, dash: &'static str) -> Self {
        self.dash = dash;
        self
    }

    /// The attributes, each with a space before it.
    pub(super) fn write(self, out: &mut String, theme: Theme) {
        match theme {
            Theme::Print => {
                let fill = self.fill.map_or("none", Paint::colour);
                let _ = write!(out, " fill=\"{fill}\"");
                if let Some((paint, _)) = self.stroke {
                    let _ = write!(out, " stroke=\"{}\"", paint.colour());
                }
            }
            Theme::Screen => {
                out.push_str(" class=\"");
                let _ = write!(out, "f-{}", self.fill.map_or("none", Paint::class));
                if let Some((paint, _)) = self.stroke {
                    let _ = write!(out, " s-{}", paint.class());
                }
                out.push('"');
            }
        }
        if let Some((_, thick)) = self.stroke {
            out.push_str(" stroke-width=\"");
            super::canvas::number(out, thick);
            out.push('"');
        }
        if !self.dash.is_empty() {
            let _ = write!(out, " stroke-dasharray=\"{}\"", self.dash);
        }
    }
}

fn every_paint() -> impl Iterator<Item = Paint> {
    let ramps = (0..6).flat_map(|n| [Paint::Class(n), Paint::OnClass(n)]);
    FIXED.into_iter().chain(ramps)
}

/// The style sheet that drawings for [`Theme::Screen`] need, for light and dark pages.
///
/// A page printed from a dark screen is printed in the colours for paper.
pub fn stylesheet() -> String {
    let mut out = String::from(":root{");
    for paint in every_paint() {
        let _ = write!(out, "--{}:{};", paint.class(), paint.colour());
    }
    out.push_str("}@media screen and (prefers-color-scheme:dark){:root{");
    for paint in every_paint() {
        let _ = write!(out, "--{}:{};", paint.class(), paint.dark());
    }
    out.push_str("}}.f-none{fill:none}");
    for paint in every_paint() {
        let (class, colour) = (paint.class(), paint.colour());
        let _ = write!(out, ".f-{class}{{fill:var(--{class},{colour})}}");
        let _ = write!(out, ".s-{class}{{stroke:var(--{class},{colour})}}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: &str) -> f64 {
        let part = |n: usize| {
            let byte = u8::from_str_radix(&colour[1 + 2 * n..3 + 2 * n], 16).unwrap();
            let share = f64::from(byte) / 255.0;
            if share <= 0.03928 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// WCAG 2.2, 1.4.3 and 1.4.11: words 4.5 to 1, marks 3 to 1, on light and on dark.
    #[test]
    fn marks_and_words_can_be_seen_on_light_and_dark() {
        use Paint::{Ink, Main, Muted, Outside, Paper, Reference, Soft, Trend, TwoOfThree};
        for (paint, least) in [(Ink, 7.0), (Muted, 4.5), (Main, 4.5), (Soft, 3.0)]
            .into_iter()
            .chain([Outside, Trend, TwoOfThree, Reference].map(|paint| (paint, 4.0)))
        {
            let light = contrast(paint.colour(), Paper.colour());
            let dark = contrast(paint.dark(), Paper.dark());
            assert!(light >= least && dark >= least, "{paint:?} {light} {dark}");
        }
        for n in 0..6 {
            let light = contrast(Paint::OnClass(n).colour(), Paint::Class(n).colour());
            let dark = contrast(Paint::OnClass(n).dark(), Paint::Class(n).dark());
            assert!(light >= 4.5 && dark >= 4.5, "class {n}: {light} {dark}");
        }
    }

    /// No red, amber, green: promise 5.
    #[test]
    fn every_role_has_its_rule_in_the_style_sheet() {
        let css = stylesheet();
        for paint in every_paint() {
            assert!(css.contains(&format!(".f-{}{{", paint.class())));
        }
    }
}
