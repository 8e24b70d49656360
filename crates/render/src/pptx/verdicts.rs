//! Verdicts side by side, each a shape and a word, with its measures beneath.

use document::VerdictGroup;
use domain::verdict::Verdict;

use super::area::Area;
use super::shape::INSET;
use super::slide::Shape;
use super::text::{Face, Paragraph, Words, height};

const GAP: f64 = 14.0;
/// Sizes of the lines, the first that fits.
const SIZES: [f64; 4] = [18.0, 16.0, 14.0, 12.0];

/// A verdict in words with its shape; the shape is the second coding.
pub(super) fn word(verdict: Verdict) -> String {
    let shape = match verdict {
        Verdict::Risen => "▲",
        Verdict::Fallen => "▼",
        Verdict::NoClearChange => "◆",
        Verdict::TooEarlyToSay => "…",
    };
    format!("{shape} {}", verdict.label())
}

/// The groups over pages of an area, each page as its shapes.
pub(super) fn lay_out(groups: &[VerdictGroup], words: &Words<'_>, area: Area) -> Vec<Vec<Shape>> {
    let columns = groups.len().clamp(1, 4);
    let mut pages = vec![];
    for groups in groups.chunks(columns) {
        let inner = area.place(0, columns, 1, GAP).width() - 2.0 * INSET;
        let room = area.height() - 2.0 * INSET;
        let made = |size: f64| -> Vec<Vec<Paragraph>> {
            groups.iter().map(|group| column(group, words, size)).collect()
        };
        let tallest = |columns: &[Vec<Paragraph>]| {
            columns.iter().map(|column| height(words.face, column, inner)).fold(0.0, f64::max)
        };
        let fitting = SIZES.into_iter().map(made).find(|columns| tallest(columns) <= room);
        let mut left = fitting.unwrap_or_else(|| made(SIZES[3]));
        while left.iter().any(|column| column.len() > 1) {
            let mut page = vec![];
            for (n, column) in left.iter_mut().enumerate() {
                let taken = take(words.face, column, inner, room);
                page.push((n, taken));
            }
            let tall = page
                .iter()
                .map(|(_, column)| height(words.face, column, inner))
                .fold(0.0, f64::max);
            let place = area.top(tall + 2.0 * INSET + 4.0);
            let shape = |(n, paragraphs): (usize, Vec<Paragraph>)| Shape::Words {
                name: format!("Verdict {}", n + 1),
                area: place.place(n, columns, 1, GAP),
                paragraphs,
                ground: true,
            };
            pages.push(page.into_iter().map(shape).collect());
        }
    }
    pages
}

fn column(group: &VerdictGroup, words: &Words<'_>, size: f64) -> Vec<Paragraph> {
    let head = Paragraph::new(word(group.verdict)).sized(size + 4.0).bold().coloured("tx2");
    let mut out = vec![head];
    out.extend(group.lines.iter().map(|line| words.paragraph(line).sized(size).after(5.0)));
    if group.lines.is_empty() {
        out.push(Paragraph::new("None").sized(size).after(5.0));
    }
    out
}

/// As much of a column as fits, its head again with what is left.
fn take(face: Face, column: &mut Vec<Paragraph>, width: f64, room: f64) -> Vec<Paragraph> {
    let mut used = 0.0;
    let mut fits = 0;
    for paragraph in column.iter() {
        used += paragraph.height(face, width);
        if used > room && fits > 1 {
            break;
        }
        fits += 1;
    }
    let rest = column.split_off(fits);
    let taken = std::mem::take(column);
    column.extend(taken.first().cloned());
    column.extend(rest);
    taken
}
