//! A printed number: it leads to its source, and a missing one says why it is missing.

use domain::cell::{Cell, Marker};
use domain::figure::{Exact, Figure};

use super::Context;
use super::markup::Html;

/// What a kind of missing means, in words; nothing for a value.
pub(crate) fn meaning(cell: Cell<Exact>) -> Option<&'static str> {
    match cell {
        Cell::Value(_) => None,
        Cell::Suppressed => Some("withheld to protect people"),
        Cell::NotAvailable => Some("not available"),
        Cell::NotApplicable => Some("not applicable"),
    }
}

/// Writes the figure with its markers beside it. The link's name is the number alone.
pub(super) fn write(html: &mut Html, context: &Context, figure: &Figure) {
    let missing = figure.cell.symbol().is_some();
    let class = if missing { "fig missing" } else { "fig" };
    match context.options.figure_href(figure) {
        Some(href) => {
            let attributes = [("class", class), ("href", href.as_str())];
            html.element("a", &attributes, |html| quantity(html, figure));
        }
        None => html.element("span", &[("class", class)], |html| quantity(html, figure)),
    }
    for marker in Marker::ALL {
        if figure.markers.contains(marker) {
            html.text(" ");
            aside(html, &format!("[{}]", marker.letter()), marker.meaning());
        }
    }
}

fn quantity(html: &mut Html, figure: &Figure) {
    let Some(symbol) = figure.cell.symbol() else {
        html.text(&figure.number().unwrap_or_default());
        return;
    };
    let meaning = meaning(figure.cell).unwrap_or_default();
    match figure.missing_because.as_deref().map(str::trim) {
        Some(why) if !why.is_empty() => aside(html, symbol, &format!("{meaning}: {why}")),
        Some(_) | None => aside(html, symbol, meaning),
    }
}

/// A symbol for the eye, and the words it stands for.
fn aside(html: &mut Html, symbol: &str, words: &str) {
    let attributes = [("class", "mark"), ("title", words), ("aria-hidden", "true")];
    html.element_text("span", &attributes, symbol);
    html.element_text("span", &[("class", "unseen")], words);
}
