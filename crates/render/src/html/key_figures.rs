//! Numbers large, with what they are.

use document::KeyFigure;

use super::markup::Html;
use super::{Context, figure, text};

pub(super) fn write(html: &mut Html, context: &Context, keys: &[KeyFigure]) {
    // Rows as full as they can be, so that none is left alone in the last.
    let class = match keys.len() {
        4 | 7 | 8 => "keys by-4",
        _ => "keys by-3",
    };
    html.element("dl", &[("class", class)], |html| {
        for key in keys {
            html.element("div", &[], |html| {
                html.element_text("dt", &[], &key.label);
                html.element("dd", &[("class", "large")], |html| {
                    figure::write(html, context, &key.figure);
                });
                if !key.beneath.is_empty() {
                    html.element("dd", &[("class", "beneath")], |html| {
                        text::write(html, context, &key.beneath);
                    });
                }
            });
        }
    });
}
