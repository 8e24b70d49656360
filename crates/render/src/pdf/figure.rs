//! A printed number: plain text, never parted from its markers.

use domain::cell::Markers;
use domain::figure::Figure;
use serde_json::{Value, json};

/// As it stands in running text: `6,432 [r]`.
pub(super) fn text(figure: &Figure) -> String {
    figure.text()
}

/// As it stands in a cell: the number or its symbol, and the markers apart, so that digits can
/// stand in line.
pub(super) fn cell(figure: &Figure) -> Value {
    let (number, markers) = parts(figure);
    json!({ "is": "figure", "number": number, "markers": markers })
}

/// The number or its symbol, and its markers.
pub(super) fn parts(figure: &Figure) -> (String, String) {
    let bare = Figure { markers: Markers::NONE, ..figure.clone() };
    (bare.text(), figure.markers.text())
}
