//! Something set apart: a bar and a word, never a colour alone.

use document::{NoteKind, Text};

use super::paragraph::Paragraph;
use super::text;
use super::writing::Writing;
use crate::office::Element;

/// A note.
pub(super) fn write(kind: NoteKind, said: &Text, writing: &Writing<'_>) -> Element {
    let (style, label) = match kind {
        NoteKind::Important => ("NoteImportant", "Important: "),
        NoteKind::Information => ("NoteInformation", "Note: "),
    };
    let label = text::run(label, Some(writing.style("Strong")));
    let paragraph = Paragraph::new(writing.style(style)).with([label]);
    paragraph.with(text::runs(said, writing)).element()
}
