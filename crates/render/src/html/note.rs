//! Something set apart from the text.

use document::{NoteKind, Text};

use super::markup::Html;
use super::{Context, text};

pub(super) fn write(html: &mut Html, context: &Context, kind: NoteKind, words: &Text) {
    let (class, name) = match kind {
        NoteKind::Important => ("note important", "Important"),
        NoteKind::Information => ("note information", "Note"),
    };
    html.element("div", &[("class", class), ("role", "note")], |html| {
        html.element("p", &[], |html| {
            html.element_text("strong", &[("class", "note-kind")], name);
            html.text(" ");
            text::write(html, context, words);
        });
    });
}
