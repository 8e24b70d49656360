//! Paragraphs, lists, terms and notes as paragraphs of a slide.

use document::{Block, NoteKind, Text};

use super::text::{Paragraph, Run, Words};

/// The paragraphs of a block of words; none for other blocks.
pub(super) fn paragraphs(block: &Block, words: &Words<'_>) -> Option<Vec<Paragraph>> {
    match block {
        Block::Paragraph(text) => Some(vec![words.paragraph(text).after(8.0)]),
        Block::List(points) => {
            let point = |text| words.paragraph(text).point().after(5.0);
            Some(points.iter().map(point).collect())
        }
        Block::Terms(terms) => {
            let term = |(term, said): &(Text, Text)| {
                let mut runs = words.runs(term);
                runs.iter_mut().for_each(|run| run.bold = true);
                runs.push(Run { text: ": ".into(), bold: true });
                runs.extend(words.runs(said));
                Paragraph::of(runs).after(5.0)
            };
            Some(terms.iter().map(term).collect())
        }
        Block::Note(kind, text) => {
            let word = match kind {
                NoteKind::Important => "Important: ",
                NoteKind::Information => "Note: ",
            };
            let mut runs = vec![Run { text: word.into(), bold: true }];
            runs.extend(words.runs(text));
            Some(vec![Paragraph::of(runs).after(8.0)])
        }
        Block::KeyFigures(_)
        | Block::Verdicts(_)
        | Block::Table(_)
        | Block::Chart(_)
        | Block::ChartRow(_) => None,
    }
}
