//! Numbers large, in cards.

use document::KeyFigure;

use super::area::Area;
use super::shape::INSET;
use super::slide::Shape;
use super::text::{Paragraph, Words, height, width};

const GAP: f64 = 14.0;

/// How many cards stand beside each other.
fn columns(cards: usize) -> usize {
    match cards {
        0..=4 => cards.max(1),
        5 | 6 | 9 => 3,
        _ => 4,
    }
}

/// The cards from the top of an area, and how much of it they take.
pub(super) fn lay_out(keys: &[KeyFigure], words: &Words<'_>, area: Area) -> (Vec<Shape>, f64) {
    let columns = columns(keys.len());
    let inner = area.place(0, columns, 1, GAP).width() - 2.0 * INSET;
    let longest =
        keys.iter().map(|key| width(words.face, &key.figure.text(), 1.0, true)).fold(0.0, f64::max);
    // As large as the widest of them allows.
    let large = (0.9 * inner / longest.max(0.1)).clamp(18.0, 44.0);
    let card = |key: &KeyFigure| {
        vec![
            Paragraph::new(&key.label).sized(14.0).bold(),
            Paragraph::new(key.figure.text().replace(' ', "\u{a0}"))
                .sized(large)
                .bold()
                .coloured("tx2")
                .after(4.0),
            words.paragraph(&key.beneath).sized(14.0).after(4.0),
        ]
    };
    let mut cards: Vec<Vec<Paragraph>> = keys.iter().map(card).collect();
    // Numbers of cards beside each other stand in line.
    for row in cards.chunks_mut(columns) {
        let label = |card: &Vec<Paragraph>| card[0].height(words.face, inner);
        let tallest = row.iter().map(label).fold(0.0, f64::max);
        for card in row {
            let short = tallest - card[0].height(words.face, inner);
            card[1].before += short;
        }
    }
    let tall = cards.iter().map(|card| height(words.face, card, inner)).fold(0.0, f64::max)
        + 2.0 * INSET
        + 4.0;
    let rows = keys.len().div_ceil(columns);
    let whole = tall * super::text::whole(rows) + GAP * super::text::whole(rows.saturating_sub(1));
    let area = area.top(whole);
    let shape = |(n, paragraphs): (usize, Vec<Paragraph>)| Shape::Words {
        name: format!("Key figure {}", n + 1),
        area: area.place(n, columns, rows, GAP),
        paragraphs,
        ground: true,
    };
    (cards.into_iter().enumerate().map(shape).collect(), whole)
}
