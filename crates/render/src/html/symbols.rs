//! The key of the symbols that occur in a paper.

use document::Document;
use domain::cell::Marker;

use super::figure::meaning;
use super::markup::Html;

/// Writes what each symbol in the paper means; nothing if there is none.
pub(super) fn write(html: &mut Html, document: &Document) {
    let figures = document.figures();
    let mut used: Vec<(String, &str)> = Vec::new();
    for figure in &figures {
        if let Some((symbol, words)) = figure.cell.symbol().zip(meaning(figure.cell)) {
            used.push((symbol.to_owned(), words));
        }
    }
    for marker in Marker::ALL {
        if figures.iter().any(|figure| figure.markers.contains(marker)) {
            used.push((format!("[{}]", marker.letter()), marker.meaning()));
        }
    }
    used.sort();
    used.dedup();
    if used.is_empty() {
        return;
    }
    html.element("div", &[("class", "symbols")], |html| {
        html.element_text("p", &[], "Symbols in this paper");
        html.element("dl", &[], |html| {
            for (symbol, words) in &used {
                html.element("div", &[], |html| {
                    html.element_text("dt", &[], symbol);
                    html.element_text("dd", &[], words);
                });
            }
        });
    });
}
