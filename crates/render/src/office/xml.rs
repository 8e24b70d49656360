//! XML as a tree: written escaped, read within limits, names with their prefixes as they stand.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::OfficeError;

/// Elements nested deeper are refused: Office files stay far below.
const DEEPEST: usize = 200;

/// What every part begins with.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// An element with its attributes and what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its name with its prefix: `a:p`.
    pub name: String,
    /// Attributes in order.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, not escaped.
    Text(String),
}

/// Adds text as it may stand in XML: letters with a meaning escaped, illegal ones left out.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
}

impl Element {
    /// An element with nothing in it.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), attributes: vec![], children: vec![] }
    }

    /// With an attribute.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.set(name, value);
        self
    }

    /// With an element in it, after what is there.
    #[must_use]
    pub fn containing(mut self, child: Self) -> Self {
        self.push(child);
        self
    }

    /// With elements in it, after what is there.
    #[must_use]
    pub fn containing_all(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(Node::Element));
        self
    }

    /// With text in it, after what is there.
    #[must_use]
    pub fn saying(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }

    /// Adds an element.
    pub fn push(&mut self, child: Self) {
        self.children.push(Node::Element(child));
    }

    /// Its name without a prefix.
    pub fn local(&self) -> &str {
        local(&self.name)
    }

    /// An attribute by its whole name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// An attribute by its name without a prefix, where it has one: `id` of `r:id`.
    pub fn prefixed(&self, name: &str) -> Option<&str> {
        let has = |key: &str| key.contains(':') && local(key) == name;
        let found = self.attributes.iter().find(|(key, _)| has(key));
        found.map(|(_, value)| value.as_str())
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: impl ToString) {
        let value = value.to_string();
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it, to be changed.
    pub fn elements_mut(&mut self) -> impl Iterator<Item = &mut Self> {
        self.children.iter_mut().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it of a name without prefix.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.local() == name)
    }

    /// The first element in it of a name without prefix, to be changed.
    pub fn child_mut(&mut self, name: &str) -> Option<&mut Self> {
        self.elements_mut().find(|element| element.local() == name)
    }

    /// The element at the end of a path of names without prefixes.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// Itself and every element in it, however deep.
    pub fn walk(&self) -> Vec<&Self> {
        let mut out = vec![];
        let mut open = vec![self];
        while let Some(element) = open.pop() {
            out.push(element);
            let inside: Vec<&Self> = element.elements().collect();
            open.extend(inside.into_iter().rev());
        }
        out
    }

    /// Leaves out the elements in it, however deep, that are not to be kept.
    pub fn retain(&mut self, keep: &impl Fn(&Self) -> bool) {
        self.children.retain(|node| match node {
            Node::Element(element) => keep(element),
            Node::Text(_) => true,
        });
        self.elements_mut().for_each(|element| element.retain(keep));
    }

    /// The text in it, however deep.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for element in self.walk() {
            for node in &element.children {
                if let Node::Text(text) = node {
                    out.push_str(text);
                }
            }
        }
        out
    }

    /// Puts text in place of what is in it.
    pub fn set_text(&mut self, text: impl Into<String>) {
        self.children = vec![Node::Text(text.into())];
    }

    /// As the bytes of a part.
    pub fn to_part(&self) -> Vec<u8> {
        let mut out = String::from(DECLARATION);
        self.write(&mut out);
        out.into_bytes()
    }

    /// Adds it to text.
    pub fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (name, value) in &self.attributes {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(out, value);
            out.push('"');
        }
        if self.children.is_empty() {
            out.push_str("/>");
            return;
        }
        out.push('>');
        for node in &self.children {
            match node {
                Node::Element(element) => element.write(out),
                Node::Text(text) => escape(out, text),
            }
        }
        out.push_str("</");
        out.push_str(&self.name);
        out.push('>');
    }

    /// Reads a part. `name` is for the error alone.
    ///
    /// # Errors
    /// It is no XML, has a document type, or is nested too deeply.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, OfficeError> {
        let wrong = |why: String| OfficeError::Part { part: name.to_owned(), why };
        let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is not in UTF-8".into()))?;
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        let mut open: Vec<Self> = vec![];
        loop {
            let event = reader.read_event().map_err(|error| wrong(error.to_string()))?;
            match event {
                Event::Start(mark) if open.len() == DEEPEST => {
                    let name = mark.name().as_ref().to_owned();
                    return Err(wrong(format!("<{name}> is nested deeper than {DEEPEST}")));
                }
                Event::Start(mark) => open.push(begun(&mark).map_err(wrong)?),
                Event::Empty(mark) => {
                    let element = begun(&mark).map_err(wrong)?;
                    match open.last_mut() {
                        Some(parent) => parent.push(element),
                        None => return Ok(element),
                    }
                }
                Event::End(_) => {
                    let Some(element) = open.pop() else {
                        return Err(wrong("an element ends that never began".into()));
                    };
                    match open.last_mut() {
                        Some(parent) => parent.push(element),
                        None => return Ok(element),
                    }
                }
                Event::Text(text) => say(&mut open, &text.xml10_content()),
                Event::CData(text) => say(&mut open, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let letters = referred(&reference).map_err(wrong)?;
                    say(&mut open, &letters);
                }
                Event::DocType(_) => return Err(wrong("it has a document type".into())),
                Event::Eof => return Err(wrong("it ends too early".into())),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn begun(mark: &BytesStart<'_>) -> Result<Element, String> {
    let mut element = Element::new(mark.name().as_ref());
    for attribute in mark.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        element.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn say(open: &mut [Element], text: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.children.last_mut() {
        Some(Node::Text(said)) => said.push_str(text),
        Some(Node::Element(_)) | None => element.children.push(Node::Text(text.to_owned())),
    }
}

/// What a reference stands for; none of the part's own is expanded.
fn referred(reference: &BytesRef<'_>) -> Result<String, String> {
    let letter = reference.resolve_char_ref().map_err(|error| error.to_string())?;
    let name = reference.xml10_content();
    let known = || resolve_predefined_entity(&name).map(str::to_owned);
    Ok(letter.map(String::from).or_else(known).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_the_same() {
        let hostile = "<script>\"&'\u{1}\u{7f}\u{b}é−";
        let element = Element::new("a:p")
            .with("name", hostile)
            .containing(Element::new("a:t").saying(hostile))
            .containing(Element::new("a:br"));
        let read = Element::read("part", &element.to_part()).expect("our own XML");
        assert_eq!(read.attribute("name"), Some("<script>\"&'é−"));
        assert_eq!(read.child("t").map(Element::text).as_deref(), Some("<script>\"&'é−"));
        assert_eq!(read.elements().count(), 2);
    }

    #[test]
    fn bombs_are_refused() {
        let nested = "<a>".repeat(300);
        assert!(Element::read("part", nested.as_bytes()).is_err());
        let entities = b"<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>";
        assert!(Element::read("part", entities).is_err());
        for broken in [&b""[..], b"<a>", b"</a>", b"<a></b>", b"\xff\xfe<\0a\0"] {
            assert!(Element::read("part", broken).is_err(), "{broken:?}");
        }
    }
}
