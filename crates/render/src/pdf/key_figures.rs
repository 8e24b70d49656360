//! Numbers large, two to a row.

use document::KeyFigure;
use serde_json::{Value, json};

use super::heights::{self, Piece};
use super::lower::{HALF, Lowering};
use super::{figure, letters, text};

/// A label and its large number, in points.
const NUMBER: f64 = 50.0;

/// Lowers a row of key figures.
pub(super) fn lower(keys: &[KeyFigure], lowering: &Lowering) -> Piece {
    let key = |key: &KeyFigure| {
        let (number, markers) = figure::parts(&key.figure);
        json!({
            "label": letters::printable(&key.label),
            "number": number,
            "markers": markers,
            "beneath": text::lower(&key.beneath, lowering),
        })
    };
    let tall = |key: &KeyFigure| NUMBER + heights::paragraph(&key.beneath, HALF, lowering);
    let each: Vec<f64> = keys.iter().map(tall).collect();
    let keys: Vec<Value> = keys.iter().map(key).collect();
    Piece {
        value: json!({ "is": "key-figures", "keys": keys }),
        height: heights::rows(&each, 2, 17.0) + 20.0,
    }
}
