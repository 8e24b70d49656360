//! Lists of points, and of terms.

use document::Text;

use super::paragraph::Paragraph;
use super::text;
use super::writing::Writing;
use crate::office::Element;

/// Points, each a paragraph of a real list.
pub(super) fn points(points: &[Text], writing: &Writing<'_>) -> Vec<Element> {
    let point = |point: &Text| {
        let paragraph = Paragraph::new(writing.style("ListBullet")).list(writing.lists.points);
        paragraph.with(text::runs(point, writing)).element()
    };
    points.iter().map(point).collect()
}

/// Terms, each with what is said of it.
pub(super) fn terms(terms: &[(Text, Text)], writing: &Writing<'_>) -> Vec<Element> {
    let pair = |(term, said): &(Text, Text)| {
        let paragraph = Paragraph::new(writing.style("Term")).with(text::strong(term, writing));
        let gap = text::run("\u{2002}", None);
        paragraph.with([gap]).with(text::runs(said, writing)).element()
    };
    terms.iter().map(pair).collect()
}
