//! Something set apart.

use document::{NoteKind, Text};
use serde_json::json;

use super::heights::{self, Piece};
use super::lower::{Lowering, MEASURE};
use super::text;

/// Lowers a note.
pub(super) fn lower(kind: NoteKind, said: &Text, lowering: &Lowering) -> Piece {
    let (kind, label) = match kind {
        NoteKind::Important => ("important", "Important"),
        NoteKind::Information => ("information", "Note"),
    };
    let said_so = text::lower(said, lowering);
    Piece {
        value: json!({ "is": "note", "kind": kind, "label": label, "text": said_so }),
        height: heights::paragraph(said, 0.85 * MEASURE, lowering) + 14.0,
    }
}
