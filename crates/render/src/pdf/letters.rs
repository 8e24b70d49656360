//! Which characters the shipped faces can write, and how wide they are.

use std::sync::LazyLock;

use typst::layout::Abs;
use typst::text::{FontInstance, FontVariant, FontVariations};

use super::engine::FONTS;

/// The regular and the semibold face, ready to be measured.
static FACES: LazyLock<[FontInstance; 2]> = LazyLock::new(|| {
    let face = |n: usize| {
        let (variant, none) = (FontVariant::default(), FontVariations::default());
        FONTS[n].clone().instantiate(variant, Abs::pt(10.0), &none)
    };
    [face(0), face(1)]
});

/// The text with every character that no shipped face can write shown by its number, `[U+1F600]`.
///
/// Both standards refuse a character without a glyph, and leaving it out would hide a loss.
/// Characters that are never seen (controls, joiners, direction marks) go.
pub(super) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            _ if is_unseen(c) => {}
            _ if can_write(c) => out.push(c),
            _ => out.push_str(&format!("[U+{:04X}]", u32::from(c))),
        }
    }
    out
}

/// A picture's description; a blank one is none, which the engine refuses.
pub(super) fn alt(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.trim().is_empty())
}

fn can_write(c: char) -> bool {
    c.is_ascii() || FONTS.iter().all(|font| font.info().coverage.contains(c.into()))
}

fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Which face a width is asked of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Running text.
    Regular,
    /// Headers, and rows that are set off.
    Semibold,
}

/// How wide a line of text is, in ems.
pub(super) fn ems(text: &str, weight: Weight) -> f64 {
    let face = match weight {
        Weight::Regular => &FACES[0],
        Weight::Semibold => &FACES[1],
    };
    let advance = |c: char| Some(face.x_advance(face.ttf().glyph_index(c)?.0)?.get());
    text.chars().map(|c| advance(c).unwrap_or(0.6)).sum()
}
