//! Styles: those of the template by their names, ours where it has none.

use std::collections::{BTreeMap, BTreeSet};

use super::numbering::Numbers;
use super::template::Template;
use crate::office::xml::Node;
use crate::office::{Element, OfficeError};

/// Our styles.
pub(super) const OURS: &[u8] = include_bytes!("house/styles.xml");

/// What a template may call a style of ours that Word has no name for.
const OTHER_NAMES: [(&str, &[&str]); 4] = [
    ("NumberedParagraph", &["numbered para", "paragraph numbered", "numbered text"]),
    ("SourceNote", &["source", "table source"]),
    ("TableHeader", &["table heading", "table head"]),
    ("TableText", &["table body", "table contents"]),
];

/// The template's ids of our styles.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    ids: BTreeMap<String, String>,
    counting: BTreeSet<String>,
}

impl Names {
    /// The template's id of one of ours.
    pub fn of(&self, ours: &'static str) -> &str {
        self.ids.get(ours).map_or(ours, String::as_str)
    }

    /// Whether a style by itself makes its paragraphs a list.
    pub fn counts(&self, ours: &str) -> bool {
        self.counting.contains(ours)
    }
}

/// Finds our styles in a template and adds those it lacks.
pub(super) fn adopt(template: &mut Template, numbers: &Numbers) -> Result<Names, OfficeError> {
    let ours = Element::read("our styles", OURS)?;
    let (name, mut theirs) = match template.related("styles")? {
        Some(found) => found,
        None => {
            template.add("styles", "styles", &ours);
            template.related("styles")?.unwrap_or_else(|| (String::new(), ours.clone()))
        }
    };
    speak_english(&mut theirs);
    let mut names = Names::default();
    let mut lacking = Vec::new();
    for style in styles(&ours) {
        let own = id(style).to_owned();
        match find(&theirs, style) {
            Some(found) => {
                names.ids.insert(own, id(found).to_owned());
            }
            None => lacking.push(style.clone()),
        }
    }
    let taken: BTreeSet<String> = styles(&theirs).map(|one| id(one).to_lowercase()).collect();
    for style in &lacking {
        let own = id(style).to_owned();
        let free = (1..).map(|n| if n == 1 { own.clone() } else { format!("{own}{n}") });
        let free = free.into_iter().find(|free| !taken.contains(&free.to_lowercase()));
        names.ids.insert(own.clone(), free.unwrap_or(own));
    }
    for mut style in lacking {
        translate(&mut style, &names, numbers);
        let kind = style.prefixed("type").map(str::to_owned);
        let has_default = styles(&theirs).any(|one| {
            one.prefixed("type") == kind.as_deref() && one.prefixed("default").is_some()
        });
        if has_default {
            style.attributes.retain(|(key, _)| key != "w:default");
        }
        theirs.push(style);
    }
    for style in styles(&ours) {
        let own = id(style);
        if names.ids.get(own).is_some_and(|theirs_id| counts(&theirs, theirs_id)) {
            names.counting.insert(own.to_owned());
        }
    }
    template.put(&name, &theirs);
    Ok(names)
}

fn styles(of: &Element) -> impl Iterator<Item = &Element> {
    of.elements().filter(|one| one.local() == "style")
}

fn id(style: &Element) -> &str {
    style.prefixed("styleId").unwrap_or_default()
}

fn said<'a>(style: &'a Element, name: &str) -> &'a str {
    style.child(name).and_then(|one| one.prefixed("val")).unwrap_or_default()
}

/// The template's style for one of ours: by its name, by another name, by what it does.
fn find<'a>(theirs: &'a Element, ours: &Element) -> Option<&'a Element> {
    let kind = ours.prefixed("type");
    let of_kind: Vec<&Element> =
        styles(theirs).filter(|one| one.prefixed("type") == kind).collect();
    let called = |name: &str| {
        let is = |one: &&&Element| {
            let aliases = said(one, "aliases").split([',', ';']);
            std::iter::once(said(one, "name"))
                .chain(aliases)
                .any(|own| own.trim().eq_ignore_ascii_case(name))
        };
        of_kind.iter().find(is).copied()
    };
    let own = id(ours);
    let others = OTHER_NAMES.iter().find(|(of, _)| *of == own).map_or(&[][..], |(_, names)| names);
    let by_name =
        called(said(ours, "name")).or_else(|| others.iter().find_map(|name| called(name)));
    by_name
        .or_else(|| {
            let built_in = ours.prefixed("customStyle").is_none();
            of_kind.iter().find(|one| built_in && id(one) == own).copied()
        })
        .or_else(|| {
            let level = ours.at(&["pPr", "outlineLvl"]).and_then(|level| level.prefixed("val"))?;
            let heads = |one: &&&Element| {
                one.at(&["pPr", "outlineLvl"]).and_then(|own| own.prefixed("val")) == Some(level)
            };
            of_kind.iter().find(heads).copied()
        })
        .or_else(|| {
            // The office's own look for tables, or lines around every cell.
            let tables = || of_kind.iter().filter(|one| one.child("tblPr").is_some());
            let made = || tables().find(|one| one.prefixed("customStyle").is_some()).copied();
            (own == "PaperTable").then(|| made().or_else(|| called("table grid"))).flatten()
        })
}

/// In the template's ids instead of ours.
fn translate(style: &mut Element, names: &Names, numbers: &Numbers) {
    let own = id(style).to_owned();
    if let Some(theirs) = names.ids.get(&own) {
        style.set("w:styleId", theirs);
    }
    for kind in ["basedOn", "next", "link"] {
        if let Some(one) = style.child_mut(kind) {
            let own = one.prefixed("val").unwrap_or_default().to_owned();
            if let Some(theirs) = names.ids.get(&own) {
                one.set("w:val", theirs);
            }
        }
    }
    let list = style.child_mut("pPr").and_then(|one| one.child_mut("numPr"));
    if let Some(list) = list.and_then(|one| one.child_mut("numId")) {
        let own = list.prefixed("val").and_then(|own| own.parse::<u32>().ok());
        if let Some((_, theirs)) = numbers.iter().find(|(ours, _)| Some(*ours) == own) {
            list.set("w:val", theirs);
        }
    }
}

/// Whether a style, or one it is based on, has a list.
fn counts(theirs: &Element, of: &str) -> bool {
    let mut at = of.to_owned();
    // A style based on itself ends here.
    for _ in 0..20 {
        let Some(style) = styles(theirs).find(|one| id(one) == at) else { return false };
        if let Some(list) = style.at(&["pPr", "numPr", "numId"]) {
            return list.prefixed("val") != Some("0");
        }
        at = said(style, "basedOn").to_owned();
    }
    false
}

/// The paper is in British English.
fn speak_english(styles: &mut Element) {
    let run = styles
        .child_mut("docDefaults")
        .and_then(|one| one.child_mut("rPrDefault"))
        .and_then(|one| one.child_mut("rPr"));
    let Some(run) = run else { return };
    match run.child_mut("lang") {
        Some(lang) => lang.set("w:val", "en-GB"),
        None => run.children.push(Node::Element(super::markup::val("w:lang", "en-GB"))),
    }
}
