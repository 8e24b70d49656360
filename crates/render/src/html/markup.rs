//! Writes HTML that is escaped and balanced by construction.

use crate::svg::escape;

/// Markup under construction. Text only gets in through [`Html::text`] and attribute values, which
/// escape it; elements close themselves.
#[derive(Debug, Clone, Default)]
pub struct Html {
    out: String,
}

/// Names and values of attributes; an empty value of `class` or `id` is left out.
pub type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Html {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Text, escaped.
    pub fn text(&mut self, text: &str) {
        escape(&mut self.out, text);
    }

    fn start(&mut self, name: &'static str, attributes: Attributes) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            if value.is_empty() && matches!(*attribute, "class" | "id") {
                continue;
            }
            self.out.push(' ');
            self.out.push_str(attribute);
            self.out.push_str("=\"");
            escape(&mut self.out, value);
            self.out.push('"');
        }
    }

    /// An element and what is in it.
    pub fn element(
        &mut self,
        name: &'static str,
        attributes: Attributes,
        inside: impl FnOnce(&mut Self),
    ) {
        self.start(name, attributes);
        self.out.push('>');
        inside(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// An element that holds only text.
    pub fn element_text(&mut self, name: &'static str, attributes: Attributes, text: &str) {
        self.element(name, attributes, |html| html.text(text));
    }

    /// An element without an end: `meta`, `link`, `col`. The stroke makes a page XML as well.
    pub fn void(&mut self, name: &'static str, attributes: Attributes) {
        self.start(name, attributes);
        self.out.push_str("/>");
    }

    /// Other finished markup.
    pub fn append(&mut self, other: &Self) {
        self.out.push_str(&other.out);
    }

    /// A new line, to keep a page readable as a file.
    pub fn new_line(&mut self) {
        self.out.push('\n');
    }

    /// Markup of this crate's own making: a drawing, the style sheet.
    pub(crate) fn trusted(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// The markup so far.
    pub fn as_str(&self) -> &str {
        &self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_close_and_text_is_escaped() {
        let mut html = Html::new();
        html.element("p", &[("class", ""), ("title", "a\"b")], |html| {
            html.text("1 < 2 & <script>");
        });
        let expected = "<p title=\"a&quot;b\">1 &lt; 2 &amp; &lt;script&gt;</p>";
        assert_eq!(html.as_str(), expected);
    }
}
