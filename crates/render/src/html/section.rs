//! Sections and their blocks.

use document::{Block, Part, Section};

use super::markup::Html;
use super::{Context, chart, key_figures, list, note, table, text, verdicts};

fn part_class(part: Part) -> &'static str {
    match part {
        Part::Summary => "part summary",
        Part::Body => "part body",
        Part::Annex => "part annex",
    }
}

/// Writes the top sections, those of one part together.
pub(super) fn write_parts(html: &mut Html, context: &Context, sections: &[Section]) {
    for part in sections.chunk_by(|one, next| one.part == next.part) {
        let class = part.first().map_or("", |section| part_class(section.part));
        html.element("div", &[("class", class)], |html| {
            for section in part {
                write(html, context, section, 1);
            }
        });
        html.new_line();
    }
}

fn heading(depth: usize) -> &'static str {
    match depth {
        0 | 1 => "h2",
        2 => "h3",
        3 => "h4",
        4 => "h5",
        _ => "h6",
    }
}

fn write(html: &mut Html, context: &Context, section: &Section, depth: usize) {
    let class = if section.new_page { "new-page" } else { "" };
    html.new_line();
    html.element("section", &[("id", &section.id), ("class", class)], |html| {
        html.element_text(heading(depth), &[], &section.title);
        for block in &section.blocks {
            html.new_line();
            write_block(html, context, block, depth);
        }
        for inner in &section.sections {
            write(html, context, inner, depth + 1);
        }
    });
}

fn write_block(html: &mut Html, context: &Context, block: &Block, depth: usize) {
    match block {
        Block::Paragraph(words) => html.element("p", &[], |html| text::write(html, context, words)),
        Block::List(points) => list::write(html, context, points),
        Block::Terms(terms) => list::write_terms(html, context, terms),
        Block::KeyFigures(keys) => key_figures::write(html, context, keys),
        Block::Verdicts(groups) => verdicts::write(html, context, groups, heading(depth + 1)),
        Block::Table(table) => table::write(html, context, table),
        Block::Chart(chart) => chart::write(html, context, chart),
        Block::ChartRow(charts) => chart::write_row(html, context, charts),
        Block::Note(kind, words) => note::write(html, context, *kind, words),
    }
}
