//! Running text.

use document::{Inline, Text};
use serde_json::{Value, json};

use super::letters::printable;
use super::lower::Lowering;
use super::{figure, section};

/// A name longer than this may break at its end of line.
const UNBROKEN: usize = 16;

/// Lowers running text.
pub(super) fn lower(text: &Text, lowering: &Lowering) -> Vec<Value> {
    text.iter().map(|inline| lower_inline(inline, lowering)).collect()
}

fn lower_inline(inline: &Inline, lowering: &Lowering) -> Value {
    match inline {
        Inline::Words(words) => json!({ "is": "words", "text": printable(words) }),
        Inline::Strong(words) => json!({ "is": "strong", "text": printable(words) }),
        Inline::Figure(of) => json!({ "is": "figure", "text": figure::text(of) }),
        Inline::Code(name) => json!({ "is": "code", "pieces": pieces(&printable(name)) }),
        Inline::Section(id) => match lowering.title(id) {
            Some(title) => json!({
                "is": "section", "title": printable(title), "target": section::label(id),
            }),
            // A reference into another paper: its name is all that can be printed.
            None => json!({ "is": "words", "text": printable(id) }),
        },
    }
}

/// A name in pieces it may break between: after a slash, and after so many characters.
fn pieces(name: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut long = 0;
    for c in name.chars() {
        if long == UNBROKEN {
            out.push(String::new());
            long = 0;
        }
        if let Some(last) = out.last_mut() {
            last.push(c);
        }
        long = if c == '/' { UNBROKEN } else { long + 1 };
    }
    out
}

/// The words of running text as one line, for measuring.
pub(super) fn plain(text: &Text, lowering: Option<&Lowering>) -> String {
    let plain = |inline: &Inline| match inline {
        Inline::Words(words) | Inline::Strong(words) => words.clone(),
        Inline::Figure(of) => of.text().replace(' ', "\u{A0}"),
        Inline::Code(name) => pieces(name).join(" "),
        Inline::Section(id) => {
            let title = lowering.and_then(|lowering| lowering.title(id));
            title.unwrap_or(id).to_owned()
        }
    };
    text.iter().map(plain).collect()
}
