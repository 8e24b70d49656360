//! A section: its heading, its blocks, the sections within it.

use document::{Block, Part, Section};
use serde_json::{Value, json};

use super::heights::{self, Piece};
use super::lower::{Lowering, MEASURE};
use super::table::Place;
use super::{chart, key_figures, letters, list, note, table, text, verdicts};

/// PDF knows six levels of headings.
const DEEPEST: usize = 6;

/// A heading of one line with its space, in points.
const HEADING: f64 = 44.0;

/// What a link to a section aims at.
pub(super) fn label(id: &str) -> String {
    format!("section-{id}")
}

/// Lowers the sections of a document. Summary, body and annex each begin a page.
pub(super) fn lower_all<'a>(sections: &'a [Section], lowering: &mut Lowering<'a>) -> Vec<Value> {
    let mut before: Option<Part> = None;
    let mut out = Vec::new();
    for section in sections {
        let turns = before.is_some_and(|part| part != section.part);
        before = Some(section.part);
        out.push(lower(section, 1, turns, lowering));
    }
    out
}

fn lower<'a>(
    section: &'a Section,
    level: usize,
    turns: bool,
    lowering: &mut Lowering<'a>,
) -> Value {
    let mut blocks = Vec::new();
    let mut height = HEADING;
    for (n, block) in section.blocks.iter().enumerate() {
        let mut piece = lower_block(block, lowering);
        if matches!(block, Block::Paragraph(_)) {
            piece.value["leads"] = json!(section.blocks.get(n + 1).is_some_and(is_led_to));
        }
        height += piece.height;
        blocks.push(piece.value);
    }
    let mut sections = Vec::new();
    for inner in &section.sections {
        sections.push(lower(inner, (level + 1).min(DEEPEST), false, lowering));
    }
    json!({
        "id": label(&section.id),
        "title": letters::printable(&section.title),
        "level": level,
        "new-page": turns || section.new_page,
        "keep": is_exception(section) && heights::is_kept(height),
        "blocks": blocks,
        "sections": sections,
    })
}

/// A stretch of the paper about one thing, with a chart: best read without turning the page.
fn is_exception(section: &Section) -> bool {
    let charted = |block: &Block| matches!(block, Block::Chart(_) | Block::ChartRow(_));
    section.sections.is_empty() && section.blocks.iter().any(charted)
}

/// Whether a paragraph before it only leads to it.
fn is_led_to(block: &Block) -> bool {
    match block {
        Block::List(_) | Block::Terms(_) | Block::Verdicts(_) | Block::Table(_) => true,
        Block::Chart(_) | Block::ChartRow(_) | Block::KeyFigures(_) => true,
        Block::Paragraph(_) | Block::Note(..) => false,
    }
}

fn lower_block<'a>(block: &'a Block, lowering: &mut Lowering<'a>) -> Piece {
    match block {
        Block::Paragraph(said) => {
            let number = lowering.paragraph();
            let said_so = text::lower(said, lowering);
            Piece {
                value: json!({ "is": "paragraph", "number": number, "text": said_so }),
                height: heights::paragraph(said, MEASURE, lowering),
            }
        }
        Block::List(points) => list::points(points, lowering),
        Block::Terms(terms) => list::terms(terms, lowering),
        Block::KeyFigures(keys) => key_figures::lower(keys, lowering),
        Block::Verdicts(groups) => verdicts::lower(groups, lowering),
        Block::Table(of) => {
            let place = Place { measure: MEASURE, behind: None, dense: false };
            table::lower(of, &place, lowering)
        }
        Block::Chart(of) => chart::lower(of, lowering),
        Block::ChartRow(charts) => chart::lower_row(charts, lowering),
        Block::Note(kind, said) => note::lower(*kind, said, lowering),
    }
}
