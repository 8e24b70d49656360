//! Lists of points, and terms with what is said of them.

use document::Text;

use super::markup::Html;
use super::{Context, text};

pub(super) fn write(html: &mut Html, context: &Context, points: &[Text]) {
    html.element("ul", &[("class", "points")], |html| {
        for point in points {
            html.element("li", &[], |html| text::write(html, context, point));
        }
    });
}

pub(super) fn write_terms(html: &mut Html, context: &Context, terms: &[(Text, Text)]) {
    html.element("dl", &[("class", "terms")], |html| {
        for (term, said) in terms {
            html.element("div", &[], |html| {
                html.element("dt", &[], |html| text::write(html, context, term));
                html.element("dd", &[], |html| text::write(html, context, said));
            });
        }
    });
}
