//! Words of a template that stand for something of the paper: `{{title}}`, `{{freeze}}`.

use document::Document;

use crate::office::Element;

/// What a name stands for; none if it stands for nothing.
pub(super) fn value<'a>(document: &'a Document, name: &str) -> Option<&'a str> {
    match name.trim().to_lowercase().as_str() {
        "title" => Some(&document.title),
        "subtitle" => Some(&document.subtitle),
        "body" => Some(&document.body),
        "freeze" => Some(&document.freeze_statement),
        "marking" => Some(&document.marking),
        "description" => Some(&document.description),
        _ => None,
    }
}

/// What the name of a placeholder asks for: `{{marking}}`, or `Marking` where that is unmistakable.
pub(super) fn of_placeholder<'a>(document: &'a Document, name: &str) -> Option<&'a str> {
    let name = name.trim();
    match name.strip_prefix("{{").and_then(|name| name.strip_suffix("}}")) {
        Some(inner) => value(document, inner),
        None if matches!(name.to_lowercase().as_str(), "freeze" | "marking") => {
            value(document, name)
        }
        None => None,
    }
}

/// Replaces them in every paragraph of a tree; a name may be split over runs.
pub(super) fn replace(tree: &mut Element, document: &Document) {
    if tree.local() == "p" {
        let said = tree.text();
        if said.contains("{{") {
            let new = replaced(&said, document);
            let mut first = true;
            let mut put = |text: &mut Element| {
                text.set_text(if first { new.clone() } else { String::new() });
                first = false;
            };
            for run in tree.elements_mut().filter(|one| matches!(one.local(), "r" | "fld")) {
                run.elements_mut().filter(|one| one.local() == "t").for_each(&mut put);
            }
        }
        return;
    }
    tree.elements_mut().for_each(|element| replace(element, document));
}

fn replaced(text: &str, document: &Document) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        match after.split_once("}}").and_then(|(n, rest)| Some((value(document, n)?, rest))) {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push_str("{{");
                rest = after;
            }
        }
    }
    out + rest
}
