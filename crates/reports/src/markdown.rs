//! Texts of the office, written in Markdown, as blocks of a paper.

use document::{Block, Inline, Text};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// Paragraphs and lists, with strong words and code. A heading becomes strong words, a link its text,
/// and markup of other kinds stands as it was typed: nothing is lost, and nothing is run.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut made = Made::default();
    for event in Parser::new(text) {
        made.take(event);
    }
    made.end_paragraph();
    made.blocks
}

/// The same in one run of text.
pub(crate) fn run(text: &str) -> Text {
    let mut out: Text = Vec::new();
    for block in blocks(text) {
        let texts = match block {
            Block::Paragraph(text) => vec![text],
            Block::List(points) => points,
            Block::Terms(_)
            | Block::KeyFigures(_)
            | Block::Verdicts(_)
            | Block::Table(_)
            | Block::Chart(_)
            | Block::ChartRow(_)
            | Block::Note(..) => vec![],
        };
        for text in texts {
            if !out.is_empty() {
                out.push(Inline::Words(" ".into()));
            }
            out.extend(text);
        }
    }
    out
}

#[derive(Default)]
struct Made {
    blocks: Vec<Block>,
    text: Text,
    points: Vec<Text>,
    lists: usize,
    strong: usize,
}

impl Made {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Strong | Tag::Heading { .. }) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::End(TagEnd::Heading(_)) => {
                self.strong = self.strong.saturating_sub(1);
                self.end_paragraph();
            }
            Event::Start(Tag::List(_)) => {
                self.end_paragraph();
                self.lists += 1;
            }
            Event::End(TagEnd::List(_)) => {
                self.end_paragraph();
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0 {
                    let points = std::mem::take(&mut self.points);
                    self.blocks.push(Block::List(points));
                }
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::CodeBlock,
            ) => self.end_paragraph(),
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                let words = words.into_string();
                self.text.push(match self.strong {
                    0 => Inline::Words(words),
                    _ => Inline::Strong(words),
                });
            }
            Event::Code(code) => self.text.push(Inline::Code(code.into_string())),
            Event::SoftBreak | Event::HardBreak => self.text.push(Inline::Words(" ".into())),
            Event::Rule => self.end_paragraph(),
            // Emphasis and links keep their words, which come as text of their own.
            Event::Start(_)
            | Event::End(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.is_empty() {
            return;
        }
        match self.lists {
            0 => self.blocks.push(Block::Paragraph(text)),
            _ => self.points.push(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_blocks() {
        let words = |text: &str| Inline::Words(text.into());
        let made = blocks("First **this**\nand *that*.\n\n- one\n- two `x`\n\n<script>1</script>");
        assert_eq!(
            made,
            [
                Block::Paragraph(vec![
                    words("First "),
                    Inline::Strong("this".into()),
                    words(" "),
                    words("and "),
                    words("that"),
                    words("."),
                ]),
                Block::List(vec![
                    vec![words("one")],
                    vec![words("two "), Inline::Code("x".into())],
                ]),
                // As it was typed: every format escapes it.
                Block::Paragraph(vec![words("<script>1</script>")]),
            ]
        );
    }
}
