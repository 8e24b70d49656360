//! Running text as plain words: what stands in a cell.

use std::collections::BTreeMap;

use document::{Inline, Text};

/// Titles of the sections, by id.
pub(super) type Titles<'a> = BTreeMap<&'a str, &'a str>;

/// The words of running text, figures as printed.
pub(super) fn plain(text: &Text, titles: &Titles<'_>) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Words(words) | Inline::Strong(words) | Inline::Code(words) => words.clone(),
        Inline::Figure(figure) => figure.text(),
        Inline::Section(id) => (*titles.get(id.as_str()).unwrap_or(&id.as_str())).to_owned(),
    };
    text.iter().map(one).collect()
}

/// How many characters of a line are seen on a screen beside a table, and fit a printed page.
const LINE: usize = 120;

/// A long line in pieces, between sentences where it can be, so that each can be read in its row
/// without wrapping.
pub(super) fn lines(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for sentence in sentences(text.trim()) {
        let fits = |last: &&mut String| last.chars().count() + 1 + sentence.chars().count() <= LINE;
        match out.last_mut().filter(fits) {
            Some(last) => {
                last.push(' ');
                last.push_str(sentence);
            }
            None => out.extend(pieces(sentence)),
        }
    }
    out
}

fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(". ").filter(|_| rest.chars().count() > LINE) {
        let (sentence, after) = rest.split_at(at + 1);
        out.push(sentence);
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        out.push(rest);
    }
    out
}

/// A sentence longer than a line, between words.
fn pieces(sentence: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in sentence.split_whitespace() {
        match out.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => out.push(word.to_owned()),
        }
    }
    out
}

/// At most so many UTF-16 units, cut between words.
pub(super) fn cut(text: &str, most: usize) -> String {
    let units = |text: &str| text.encode_utf16().count();
    if units(text) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split_whitespace() {
        if units(&out) + 1 + units(word) + 1 > most {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out + "…"
}
