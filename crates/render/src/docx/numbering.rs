//! Real lists: paragraphs counted over the whole paper, and points.

use super::styles::Names;
use super::template::Template;
use crate::office::xml::Node;
use crate::office::{Element, OfficeError};

/// Our lists.
const OURS: &[u8] = include_bytes!("house/numbering.xml");

/// The lists of a paper in a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lists {
    /// Paragraphs, one count from first to last (SF-239); none where the style itself counts.
    pub paragraphs: Option<u32>,
    /// Points; none where the style itself makes them.
    pub points: Option<u32>,
}

/// Where our lists have come to stand in a template: ours by number, theirs by number.
pub(super) type Numbers = Vec<(u32, u32)>;

/// Adds our lists to those of a template.
pub(super) fn adopt(template: &mut Template) -> Result<Numbers, OfficeError> {
    let ours = Element::read("our numbering", OURS)?;
    let Some((name, mut theirs)) = template.related("numbering")? else {
        template.add("numbering", "numbering", &ours);
        return Ok(nums(&ours).map(|num| (num, num)).collect());
    };
    let shift = highest(&theirs, "abstractNum", "abstractNumId") + 1;
    let count = nums(&theirs).max().unwrap_or_default() + 1;
    let mut numbers = Numbers::new();
    for one in ours.elements() {
        let mut one = one.clone();
        if one.local() == "abstractNum" {
            let own = number(&one, "abstractNumId");
            one.set("w:abstractNumId", own + shift);
            insert(&mut theirs, one, &["num", "numIdMacAtCleanup"]);
        } else {
            let own = number(&one, "numId");
            one.set("w:numId", own + count);
            numbers.push((own, own + count));
            if let Some(of) = one.child_mut("abstractNumId") {
                let own = of.prefixed("val").and_then(|own| own.parse::<u32>().ok());
                of.set("w:val", own.unwrap_or_default() + shift);
            }
            insert(&mut theirs, one, &["numIdMacAtCleanup"]);
        }
    }
    template.put(&name, &theirs);
    Ok(numbers)
}

fn number(element: &Element, name: &str) -> u32 {
    element.prefixed(name).and_then(|value| value.parse().ok()).unwrap_or_default()
}

fn nums(numbering: &Element) -> impl Iterator<Item = u32> {
    numbering.elements().filter(|one| one.local() == "num").map(|one| number(one, "numId"))
}

fn highest(numbering: &Element, kind: &str, name: &str) -> u32 {
    let all = numbering.elements().filter(|one| one.local() == kind);
    all.map(|one| number(one, name)).max().unwrap_or_default()
}

/// Before the first element of these names: the schema wants an order.
fn insert(into: &mut Element, one: Element, before: &[&str]) {
    let is = |node: &Node| matches!(node, Node::Element(one) if before.contains(&one.local()));
    let at = into.children.iter().position(is).unwrap_or(into.children.len());
    into.children.insert(at, Node::Element(one));
}

impl Lists {
    /// The lists for a template's styles.
    pub fn new(names: &Names, numbers: &Numbers) -> Self {
        let list = |ours: u32, style| {
            let theirs = numbers.iter().find(|(own, _)| *own == ours).map(|(_, theirs)| *theirs);
            theirs.filter(|_| !names.counts(style))
        };
        Self { paragraphs: list(1, "NumberedParagraph"), points: list(2, "ListBullet") }
    }
}
