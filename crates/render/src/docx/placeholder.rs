//! Placeholders of a template: `{{title}}` in its words, also where Word has split them over runs,
//! and content controls of that name.

use document::Document;

use crate::office::Element;
use crate::office::xml::Node;

/// What a template may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    /// The paper's title.
    Title,
    /// What it is about.
    Subtitle,
    /// Whose paper it is.
    Body,
    /// Its protective marking.
    Marking,
    /// What it was frozen as.
    Freeze,
    /// The paper itself.
    Content,
}

impl Name {
    /// Those that stand for words.
    pub const WORDS: [Self; 5] =
        [Self::Title, Self::Subtitle, Self::Body, Self::Marking, Self::Freeze];

    /// As it is written in a template.
    pub fn text(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Body => "body",
            Self::Marking => "marking",
            Self::Freeze => "freeze",
            Self::Content => "content",
        }
    }

    /// The words it stands for.
    fn value(self, document: &Document) -> &str {
        match self {
            Self::Title => &document.title,
            Self::Subtitle => &document.subtitle,
            Self::Body => &document.body,
            Self::Marking => &document.marking,
            Self::Freeze => &document.freeze_statement,
            Self::Content => "",
        }
    }

    fn read(word: &str) -> Option<Self> {
        let word = word.trim();
        let all = Self::WORDS.into_iter().chain([Self::Content]);
        all.into_iter().find(|name| name.text().eq_ignore_ascii_case(word))
    }
}

/// The placeholders in a line of words, each with where it begins and ends.
fn found(words: &str) -> Vec<(usize, usize, Name)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(begin) = words[at..].find("{{").map(|found| at + found) {
        let Some(end) = words[begin..].find("}}").map(|found| begin + found + 2) else { break };
        match Name::read(&words[begin + 2..end - 2]) {
            Some(name) => {
                out.push((begin, end, name));
                at = end;
            }
            None => at = begin + 2,
        }
    }
    out
}

/// Whether something says a placeholder, in its words or as a content control.
pub(super) fn has(element: &Element, name: Name) -> bool {
    element.walk().into_iter().any(|one| match one.local() {
        "p" => found(&words(one)).iter().any(|(_, _, found)| *found == name),
        "sdt" => controls(one) == Some(name),
        _ => false,
    })
}

/// Whether a paragraph is a placeholder and nothing else.
pub(super) fn is_only(element: &Element, name: Name) -> bool {
    let words = words(element);
    let words = words.trim();
    matches!(found(words).as_slice(), [(0, end, found)] if *end == words.len() && *found == name)
}

/// What a content control is for, by its tag or its title.
pub(super) fn controls(control: &Element) -> Option<Name> {
    let properties = control.child("sdtPr")?;
    ["tag", "alias"].iter().find_map(|kind| {
        let said = properties.child(kind)?.prefixed("val")?;
        Name::read(said.trim_start_matches("{{").trim_end_matches("}}"))
    })
}

/// Puts the document's words in place of every placeholder.
pub(super) fn fill(element: &mut Element, document: &Document) {
    match element.local() {
        "p" => fill_paragraph(element, document),
        "sdt" => {
            if let Some(name) = controls(element).filter(|name| Name::WORDS.contains(name)) {
                fill_control(element, name.value(document));
            }
        }
        _ => {}
    }
    element.elements_mut().for_each(|inner| fill(inner, document));
}

/// The words of a paragraph itself, not of a text box in it.
fn words(paragraph: &Element) -> String {
    let mut out = String::new();
    gather(paragraph, &mut out);
    out
}

fn gather(element: &Element, out: &mut String) {
    for inner in element.elements() {
        match inner.local() {
            "t" => out.push_str(&inner.text()),
            "p" | "txbxContent" => {}
            _ => gather(inner, out),
        }
    }
}

fn fill_paragraph(paragraph: &mut Element, document: &Document) {
    // From the last to the first, so that earlier places stay where they are.
    for (begin, end, name) in found(&words(paragraph)).into_iter().rev() {
        let mut at = 0;
        let mut value = Some(name.value(document).to_owned());
        replace(paragraph, begin, end, &mut at, &mut value);
    }
}

/// Cuts the words from `begin` to `end` out of the texts of a paragraph and says `value` where they
/// began.
fn replace(
    element: &mut Element,
    begin: usize,
    end: usize,
    at: &mut usize,
    value: &mut Option<String>,
) {
    for inner in element.elements_mut() {
        match inner.local() {
            "t" => {
                let said = inner.text();
                let (first, last) = (*at, *at + said.len());
                *at = last;
                if last <= begin || first >= end {
                    continue;
                }
                let before = &said[..begin.saturating_sub(first).min(said.len())];
                let after = &said[(end.min(last)) - first..];
                let said = format!("{before}{}{after}", value.take().unwrap_or_default());
                say(inner, &said);
            }
            "p" | "txbxContent" => {}
            _ => replace(inner, begin, end, at, value),
        }
    }
}

fn say(text: &mut Element, words: &str) {
    text.children = vec![Node::Text(words.to_owned())];
    text.set("xml:space", "preserve");
}

/// Says `value` in a content control, which no longer shows what to type or follows other data.
fn fill_control(control: &mut Element, value: &str) {
    if let Some(properties) = control.child_mut("sdtPr") {
        let left = ["showingPlcHdr", "dataBinding", "placeholder"];
        properties.children.retain(|node| match node {
            Node::Element(one) => !left.contains(&one.local()),
            Node::Text(_) => true,
        });
    }
    let Some(content) = control.child_mut("sdtContent") else { return };
    let mut value = Some(value.to_owned());
    say_once(content, &mut value);
    if let Some(value) = value {
        let run = super::text::run(&value, None);
        match content.child_mut("p") {
            Some(paragraph) => paragraph.push(run),
            None => content.push(run),
        }
    }
}

fn say_once(element: &mut Element, value: &mut Option<String>) {
    for inner in element.elements_mut() {
        match inner.local() {
            "t" => {
                let said = value.take().unwrap_or_default();
                say(inner, &said);
            }
            // The grey of what is to be typed.
            "rPr" => inner.children.retain(|node| match node {
                Node::Element(one) => one.prefixed("val") != Some("PlaceholderText"),
                Node::Text(_) => true,
            }),
            _ => say_once(inner, value),
        }
    }
}
