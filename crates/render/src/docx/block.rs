//! The blocks of a section, each by its rule.

use document::Block;

use super::paragraph::Paragraph;
use super::writing::Writing;
use super::{chart, key_figures, list, note, table, text, verdicts};
use crate::office::{Element, OfficeError};

/// A section of at most so many blocks is short.
const SHORT: usize = 5;

fn is_chart(block: &Block) -> bool {
    matches!(block, Block::Chart(_) | Block::ChartRow(_))
}

/// Blocks in order.
pub(super) fn write_all(
    blocks: &[Block],
    writing: &mut Writing<'_>,
) -> Result<Vec<Element>, OfficeError> {
    let mut out = Vec::new();
    for (n, block) in blocks.iter().enumerate() {
        // A short section is read up to its chart without turning the page.
        let charted = blocks.len() <= SHORT && blocks[n + 1..].iter().any(is_chart);
        let leads = charted || blocks.get(n + 1).is_some_and(is_led_to);
        match block {
            Block::Paragraph(said) => {
                let paragraph = Paragraph::new(writing.style("NumberedParagraph"));
                let paragraph = paragraph.list(writing.lists.paragraphs).keep_next(leads);
                out.push(paragraph.with(text::runs(said, writing)).element());
            }
            Block::List(points) => out.extend(list::points(points, writing)),
            Block::Terms(terms) => out.extend(list::terms(terms, writing)),
            Block::KeyFigures(keys) => out.extend(key_figures::write(keys, writing)),
            Block::Verdicts(groups) => out.extend(verdicts::write(groups, writing)),
            Block::Table(of) => out.extend(table::write(of, None, writing)?),
            Block::Chart(of) => out.extend(chart::write(of, writing)?),
            Block::ChartRow(charts) => out.extend(chart::write_row(charts, writing)?),
            Block::Note(kind, said) => out.push(note::write(*kind, said, writing)),
        }
    }
    Ok(out)
}

/// Whether a paragraph before it only leads to it.
fn is_led_to(block: &Block) -> bool {
    match block {
        Block::List(_) | Block::Terms(_) | Block::Verdicts(_) | Block::Table(_) => true,
        Block::Chart(_) | Block::ChartRow(_) | Block::KeyFigures(_) => true,
        Block::Paragraph(_) | Block::Note(..) => false,
    }
}
