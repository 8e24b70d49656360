//! A section: its heading, its blocks, the sections within it.

use document::{Part, Section};

use super::anchors::Kind;
use super::paragraph::Paragraph;
use super::writing::Writing;
use super::{block, table, text};
use crate::office::{Element, OfficeError};

/// Our styles of headings, by level; deeper ones look like the last.
const HEADINGS: [&str; 3] = ["Heading1", "Heading2", "Heading3"];

/// The section of the numbers behind the charts.
pub(super) const BEHIND: &str = "Data behind the charts";

/// Every section. Summary, body and annex each begin a page.
pub(super) fn write_all(writing: &mut Writing<'_>) -> Result<Vec<Element>, OfficeError> {
    let document = writing.document;
    let mut before: Option<Part> = None;
    let mut out = Vec::new();
    for section in &document.sections {
        let turns = before.is_some_and(|part| part != section.part);
        before = Some(section.part);
        write(section, 0, turns, writing, &mut out)?;
    }
    behind(writing, &mut out)?;
    Ok(out)
}

fn write(
    section: &Section,
    level: usize,
    turns: bool,
    writing: &mut Writing<'_>,
    out: &mut Vec<Element>,
) -> Result<(), OfficeError> {
    let begins = (turns || section.new_page) && !out.is_empty();
    let words = vec![text::run(&section.title, None)];
    let words = writing.bookmarked(Kind::Section, &section.id, words);
    out.push(heading(level, begins, words, writing));
    out.extend(block::write_all(&section.blocks, writing)?);
    for inner in &section.sections {
        write(inner, level + 1, false, writing, out)?;
    }
    Ok(())
}

fn heading(level: usize, begins: bool, words: Vec<Element>, writing: &Writing<'_>) -> Element {
    let style = writing.style(HEADINGS[level.min(HEADINGS.len() - 1)]);
    Paragraph::new(style).page_break(begins).with(words).element()
}

/// The numbers behind the charts.
fn behind(writing: &mut Writing<'_>, out: &mut Vec<Element>) -> Result<(), OfficeError> {
    let tables = writing.plan.behind.clone();
    if tables.is_empty() {
        return Ok(());
    }
    out.push(heading(0, true, vec![text::run(BEHIND, None)], writing));
    let lead = "Each table holds the numbers that its chart draws.";
    let lead = Paragraph::new(writing.style("Normal")).with([text::run(lead, None)]);
    out.push(lead.element());
    for (of, chart) in tables {
        out.extend(table::write(of, Some(chart), writing)?);
    }
    Ok(())
}
