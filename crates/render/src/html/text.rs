//! Running text.

use document::{Inline, Text};

use super::markup::Html;
use super::{Context, figure};

pub(super) fn write(html: &mut Html, context: &Context, text: &Text) {
    for inline in text {
        match inline {
            Inline::Words(words) => html.text(words),
            Inline::Strong(words) => html.element_text("strong", &[], words),
            Inline::Figure(one) => figure::write(html, context, one),
            Inline::Code(code) => html.element_text("code", &[], code),
            Inline::Section(id) => section(html, context, id),
        }
    }
}

/// A reference by title; one that leads nowhere still says what it meant.
fn section(html: &mut Html, context: &Context, id: &str) {
    match context.titles.get(id) {
        Some(title) => {
            let href = format!("#{id}");
            html.element_text("a", &[("href", &href)], title);
        }
        None => html.text(id),
    }
}
