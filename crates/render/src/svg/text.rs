//! Text in a drawing: how wide it will be, where it breaks, how numbers are written.

use domain::figure::{Exact, Format};

mod widths;

/// A size and weight of the shipped family.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Font {
    pub size: f64,
    pub bold: bool,
}

impl Font {
    pub(crate) fn regular(size: f64) -> Self {
        Self { size, bold: false }
    }

    pub(crate) fn bold(size: f64) -> Self {
        Self { size, bold: true }
    }

    /// Width of a text in SVG units; kerning is left out, which errs on the wide side.
    pub(crate) fn width(self, text: &str) -> f64 {
        let thousandths: u32 = text.chars().map(|c| u32::from(self.advance(c))).sum();
        f64::from(thousandths) * self.size / 1000.0
    }

    /// The width of a character no table knows is that of a wide letter.
    fn advance(self, c: char) -> u16 {
        let code = u32::from(c);
        let (ascii, latin) = if self.bold {
            (&widths::SEMIBOLD_ASCII, &widths::SEMIBOLD_LATIN)
        } else {
            (&widths::REGULAR_ASCII, &widths::REGULAR_LATIN)
        };
        let from = |table: &[u16], first: u32| {
            let index = usize::try_from(code.checked_sub(first)?).ok()?;
            table.get(index).copied()
        };
        let symbol = || {
            let found = widths::SYMBOLS.binary_search_by_key(&c, |(c, ..)| *c).ok()?;
            let (_, regular, bold) = widths::SYMBOLS[found];
            Some(if self.bold { bold } else { regular })
        };
        let known = from(ascii, 0x20).or_else(|| from(latin, 0xa0)).or_else(symbol);
        known.unwrap_or(850)
    }
}

/// Breaks a text between words so that no line is wider than `room`, if its words allow it.
pub(crate) fn wrap(text: &str, font: Font, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if font.width(line) + font.width(" ") + font.width(word) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Like [`wrap`], but the lines are as even as they can be with the same number of them.
pub(crate) fn wrap_evenly(text: &str, font: Font, room: f64) -> Vec<String> {
    let lines = wrap(text, font, room);
    let mut best = lines;
    let mut narrower = room;
    while best.len() > 1 && narrower > room * 0.5 {
        narrower -= room * 0.05;
        let tried = wrap(text, font, narrower);
        let fits = tried.iter().all(|line| font.width(line) <= narrower);
        if tried.len() > best.len() || !fits {
            break;
        }
        best = tried;
    }
    best
}

/// Writes a number as everywhere in the house: thousands separated, a true minus sign.
pub(crate) fn number(value: f64, decimals: u8) -> String {
    domain::figure::text::write(Exact::Real(value), Format::Number { decimals })
}

/// How many decimals a list of values needs: none for whole numbers, else by their spread.
pub(crate) fn decimals(values: impl Iterator<Item = f64> + Clone) -> u8 {
    let whole = |v: f64| (v - v.round()).abs() < 1e-9;
    if values.clone().all(whole) {
        return 0;
    }
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    match high - low {
        spread if spread >= 200.0 => 0,
        spread if spread >= 1.0 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // Ten tabular figures of 497 thousandths at 10 units.
        assert!((Font::regular(10.0).width("0123456789") - 49.7).abs() < 1e-9);
        assert!(Font::bold(10.0).width("−1") > Font::regular(10.0).width("−1"));
    }

    #[test]
    fn lines_break_between_words() {
        let font = Font::regular(13.0);
        let lines = wrap("Violence and sexual offences", font, 90.0);
        assert_eq!(lines, ["Violence and", "sexual offences"]);
        let even = wrap_evenly("Investigation complete; no suspect identified", font, 240.0);
        assert_eq!(even, ["Investigation complete;", "no suspect identified"]);
        assert!(wrap("", font, 90.0).is_empty());
    }

    #[test]
    fn numbers_are_written_as_everywhere() {
        assert_eq!(number(94_597.0, 0), "94,597");
        assert_eq!(number(-0.5, 1), "−0.5");
        assert_eq!(decimals([1.0, 2.0].into_iter()), 0);
        assert_eq!(decimals([1.25, 2.0].into_iter()), 2);
        assert_eq!(decimals([85.4, 63.8].into_iter()), 1);
    }
}
