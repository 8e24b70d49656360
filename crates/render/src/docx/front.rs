//! What stands over the paper, where the template does not say it itself.

use super::paragraph::Paragraph;
use super::placeholder::Name;
use super::text;
use super::writing::Writing;
use crate::office::Element;

/// The lines over the paper that the template lacks: title, subtitle, marking, freeze.
pub(super) fn missing(writing: &Writing<'_>) -> Vec<Element> {
    let document = writing.document;
    let template = writing.template();
    let line = |style: &'static str, words: &str| {
        Paragraph::new(writing.style(style)).with([text::run(words, None)]).element()
    };
    let mut out = Vec::new();
    if !template.says(Name::Marking) {
        let words = format!("{}\u{2003}{}", document.body, document.marking);
        out.push(line("FrontLine", &words));
    }
    if !template.says_in_body(Name::Title) {
        out.push(line("Title", &document.title));
        if !template.says_in_body(Name::Subtitle) && !document.subtitle.is_empty() {
            out.push(line("Subtitle", &document.subtitle));
        }
    }
    if !template.says(Name::Freeze) {
        out.push(line("FreezeStatement", &document.freeze_statement));
    }
    out
}
