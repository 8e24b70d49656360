//! Verdicts: a word and a shape, in one quiet colour, for up is not bad by its sign (promise 5).

use document::VerdictGroup;
use domain::verdict::Verdict;

use super::markup::Html;
use super::{Context, text};

/// Class and shape. A filled chip claims a change, an outlined one claims none.
fn look(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Risen => ("chip risen", "▲"),
        Verdict::Fallen => ("chip fallen", "▼"),
        Verdict::NoClearChange => ("chip no-clear-change", "◆"),
        Verdict::TooEarlyToSay => ("chip too-early", "…"),
    }
}

/// One verdict.
pub(super) fn chip(html: &mut Html, verdict: Verdict) {
    let (class, shape) = look(verdict);
    html.element("span", &[("class", class)], |html| {
        let hidden = [("class", "shape"), ("aria-hidden", "true")];
        html.element_text("span", &hidden, shape);
        html.text(verdict.label());
    });
}

/// Verdicts beside each other, each with its measures.
pub(super) fn write(
    html: &mut Html,
    context: &Context,
    groups: &[VerdictGroup],
    heading: &'static str,
) {
    html.element("div", &[("class", "verdicts")], |html| {
        for group in groups {
            html.element("div", &[("class", "group")], |html| {
                html.element(heading, &[], |html| chip(html, group.verdict));
                if group.lines.is_empty() {
                    html.element_text("p", &[("class", "none")], "None");
                    return;
                }
                html.element("ul", &[], |html| {
                    for line in &group.lines {
                        html.element("li", &[], |html| text::write(html, context, line));
                    }
                });
            });
        }
    });
}
