//! Lists of points, and of terms.

use document::Text;
use serde_json::json;

use super::heights::{self, Piece};
use super::lower::{Lowering, MEASURE};
use super::text;

/// Lowers a list of points.
pub(super) fn points(points: &[Text], lowering: &Lowering) -> Piece {
    let tall = points.iter().map(|point| heights::paragraph(point, MEASURE, lowering));
    let height = tall.sum();
    let points: Vec<_> = points.iter().map(|point| text::lower(point, lowering)).collect();
    Piece { value: json!({ "is": "list", "points": points }), height }
}

/// Lowers terms and what is said of them.
pub(super) fn terms(terms: &[(Text, Text)], lowering: &Lowering) -> Piece {
    let pair =
        |(term, said): &(Text, Text)| [text::lower(term, lowering), text::lower(said, lowering)];
    let tall = |(term, said): &(Text, Text)| {
        let tall = |text| heights::paragraph(text, MEASURE, lowering);
        tall(term) + tall(said)
    };
    let height = terms.iter().map(tall).sum();
    let terms: Vec<_> = terms.iter().map(pair).collect();
    Piece { value: json!({ "is": "terms", "terms": terms }), height }
}
