//! The words of a page of HTML, mark by mark: tolerant of what is not closed, blind to script.

use super::data::is_id;
use super::{Named, Paper, Passage};

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
    named: Vec<Named>,
    /// Figures under their ids in the words at hand: the id, and where the words of it stand.
    figures: Vec<(String, std::ops::Range<usize>)>,
    words: String,
    heading: String,
    caption: String,
    /// Headings of the columns of the table at hand.
    columns: Vec<String>,
    /// The first cell of the row at hand.
    row: String,
    column: usize,
    within_table: bool,
}

/// A page: one of ours if a figure in it stands under its id.
pub(super) fn paper(text: &str) -> Paper {
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
        // What only a screen reader says is of no figure: it spells out what a symbol means.
        let unseen = attribute(mark, "class") == Some("unseen");
        if !closes && (unseen || SILENT.contains(&name.as_str())) {
            let close = format!("</{name}");
            rest = rest.find(&close).map_or("", |at| &rest[at..]);
        } else if name == "a" {
            page.link(mark, closes);
        }
        if BLOCKS.contains(&name.as_str()) {
            page.end(&name, closes);
        }
    }
    page.words.push_str(rest);
    page.end("", false);
    if page.named.is_empty() { Paper::Words(page.out) } else { Paper::Ours(page.named) }
}

/// The value of an attribute in quotes.
fn attribute<'m>(mark: &'m str, name: &str) -> Option<&'m str> {
    let named = |at: &usize| mark[..*at].ends_with(char::is_whitespace);
    let (at, _) = mark.match_indices(name).find(|(at, _)| named(at))?;
    let value = mark[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

/// The figure's id in the address that a figure of ours leads to.
fn id_of(mark: &str) -> Option<String> {
    let is_figure = attribute(mark, "class")?.split_whitespace().any(|class| class == "fig");
    let href = attribute(mark, "href").filter(|_| is_figure)?;
    let tail = match href.split_once('#') {
        Some((_, fragment)) => fragment.to_owned(),
        None => {
            let parts: Vec<&str> = href.split('/').collect();
            parts[parts.len().checked_sub(7)?..].join("/")
        }
    };
    is_id(&tail).then_some(tail)
}

impl Page {
    /// A link begins or ends.
    fn link(&mut self, mark: &str, closes: bool) {
        let at = self.words.len();
        if closes {
            if let Some((_, range)) = self.figures.last_mut().filter(|(_, range)| range.end == 0) {
                range.end = at;
            }
        } else if let Some(id) = id_of(mark) {
            self.figures.push((id, at..0));
        }
    }

    fn above(&self) -> String {
        if !self.within_table || self.caption.is_empty() {
            return self.heading.clone();
        }
        format!("{}; {}", self.caption, self.heading)
    }

    /// Where the words at hand stand.
    fn place(&self) -> String {
        match (self.heading.is_empty(), self.within_table && !self.caption.is_empty()) {
            (true, false) => format!("passage {}", self.out.len() + 1),
            (false, false) => format!("under “{}”", self.heading),
            (true, true) => format!("table “{}”", self.caption),
            (false, true) => format!("under “{}”, table “{}”", self.heading, self.caption),
        }
    }

    /// A block begins or ends: the words so far are a passage.
    fn end(&mut self, name: &str, closes: bool) {
        let raw = std::mem::take(&mut self.words);
        let figures = std::mem::take(&mut self.figures);
        let words = unescaped(&raw);
        match name {
            "table" => {
                self.columns.clear();
                self.within_table = !closes;
                self.caption.clear();
            }
            "tr" => (self.column, self.row) = (0, String::new()),
            _ => {}
        }
        let cell = closes && matches!(name, "td" | "th");
        if words.is_empty() {
            self.column += usize::from(cell);
            return;
        }
        let column = self.columns.get(self.column).cloned().unwrap_or_default();
        let place = self.place();
        for (id, range) in figures {
            let end = if range.end == 0 { raw.len() } else { range.end };
            let written = unescaped(&raw[range.start..end]);
            let text = match cell {
                true => format!("{}; {column}: {words}", self.row),
                false => words.clone(),
            };
            self.named.push(Named { place: place.clone(), text, written, id, bare: false });
        }
        let is_number = cell && words.starts_with(|c: char| "+-−0123456789£".contains(c));
        self.out.push(Passage {
            place,
            text: words.clone(),
            heads: if is_number { vec![self.row.clone(), column] } else { vec![] },
            above: self.above(),
            cell: is_number,
        });
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
        .replace("&ndash;", "–")
        .replace("&amp;", "&");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "2022-03-31.1/PUK-001.1/police-uk-street/E23000021.2016/total/fy2021-22/total";

    /// The paper names its figures: chart, footer and date are none of them.
    #[test]
    fn figures_of_ours_stand_under_their_ids() {
        let page = format!(
            "<!DOCTYPE html><html><body><h2>All crime</h2><svg><text>900</text></svg>\
             <p>In 2021/22 there were <a class=\"fig\" href=\"x.html#{ID}\">94,597</a> crimes, \
             <a class=\"fig missing\" href='x.html#{ID}'><span class=\"mark\">[c]</span>\
             <span class=\"unseen\">withheld, 5</span></a></p><footer>31 March 2022</footer>"
        );
        let Paper::Ours(named) = paper(&page) else { panic!("it is ours") };
        let told: Vec<_> = named.iter().map(|n| (n.place.as_str(), n.written.as_str())).collect();
        assert_eq!(told, [("under “All crime”", "94,597"), ("under “All crime”", "[c]")]);
        assert!(named.iter().all(|one| one.id == ID));
    }

    #[test]
    fn a_cell_knows_its_heads_and_its_caption() {
        let page = "<html><h2>Crime</h2><table><caption>Recorded crime</caption><tr><th>Force</th>\
                    <th>2017/18</th></tr><tr><th>Leicestershire</th><td>83,869</td></tr></table>";
        let Paper::Words(found) = paper(page) else { panic!("nothing in it has an id") };
        let cell = found.last().expect("it has a cell");
        assert_eq!(cell.heads, ["Leicestershire", "2017/18"]);
        assert_eq!((cell.cell, cell.above.as_str()), (true, "Recorded crime; Crime"));
    }
}
