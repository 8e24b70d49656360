//! The words of a page of HTML, mark by mark: tolerant of what is not closed, blind to script.

use super::Passage;

/// Marks that end a run of words.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "tr",
    "table",
    "caption",
    "figcaption",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "dd",
    "dt",
    "dl",
    "br",
    "title",
    "summary",
    "details",
    "thead",
    "tbody",
    "body",
    "html",
    "head",
];
/// Marks whose content is not for reading.
const SILENT: &[&str] = &["script", "style", "svg", "template"];

#[derive(Default)]
struct Page {
    out: Vec<Passage>,
    words: String,
    heading: String,
    caption: String,
    /// Headings of the columns of the table at hand.
    columns: Vec<String>,
    /// The first cell of the row at hand.
    row: String,
    column: usize,
}

/// The passages of a page.
pub(super) fn passages(text: &str) -> Vec<Passage> {
    let mut page = Page::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        page.words.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let mark = &rest[1..end];
        rest = &rest[end + 1..];
        let closes = mark.starts_with('/');
        let name = mark.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if !closes && SILENT.contains(&name.as_str()) {
            let close = format!("</{name}");
            rest = rest.find(&close).map_or("", |at| &rest[at..]);
        }
        if BLOCKS.contains(&name.as_str()) {
            page.end(&name, closes);
        }
    }
    page.words.push_str(rest);
    page.end("", false);
    page.out
}

impl Page {
    /// A block begins or ends: the words so far are a passage.
    fn end(&mut self, name: &str, closes: bool) {
        let words = unescaped(&std::mem::take(&mut self.words));
        match name {
            "table" => self.columns.clear(),
            "tr" => (self.column, self.row) = (0, String::new()),
            _ => {}
        }
        if words.is_empty() {
            self.column += usize::from(closes && matches!(name, "td" | "th"));
            return;
        }
        let cell = closes && matches!(name, "td" | "th");
        let column = self.columns.get(self.column).cloned().unwrap_or_default();
        let context = match cell {
            true => format!("{}; {column}; {}; {}", self.row, self.caption, self.heading),
            false => self.heading.clone(),
        };
        let place = format!("passage {}", self.out.len() + 1);
        let is_number = cell && words.starts_with(|c: char| "+−-0123456789£".contains(c));
        self.out.push(Passage { place, text: words.clone(), context, cell: is_number });
        if closes && name.len() == 2 && name.starts_with('h') && name != "hr" {
            self.heading.clone_from(&words);
        }
        if closes && name == "caption" {
            self.caption.clone_from(&words);
        }
        if cell {
            if name == "th" && self.columns.len() == self.column {
                self.columns.push(words.clone());
            }
            if self.column == 0 {
                self.row = words;
            }
            self.column += 1;
        }
    }
}

/// Words with their references resolved and runs of space drawn together.
fn unescaped(text: &str) -> String {
    let plain = text
        .replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&minus;", "−")
        .replace("&pound;", "£")
        .replace("&amp;", "&");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
