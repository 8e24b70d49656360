//! Verdicts side by side: a shape and a word, then the measures they hold for.

use document::VerdictGroup;
use domain::verdict::Verdict;

use super::paragraph::Paragraph;
use super::writing::Writing;
use super::{layout, text};
use crate::office::Element;

/// How many stand side by side; more make rows of two.
const ABREAST: usize = 3;
/// The line above each, in eighths of a point.
const LINE: u32 = 6;

/// Groups of verdicts.
pub(super) fn write(groups: &[VerdictGroup], writing: &Writing<'_>) -> Vec<Element> {
    let columns = match groups.len() {
        0 | 1 => 1,
        few @ 2..=ABREAST => few,
        _ => 2,
    };
    let group = |group: &VerdictGroup| {
        let words = text::run(&word(group.verdict), None);
        let mut out = vec![Paragraph::new(writing.style("Verdict")).with([words]).element()];
        let line = |content| Paragraph::new(writing.style("VerdictLine")).with(content).element();
        match group.lines.is_empty() {
            true => out.push(line(vec![text::run("None", None)])),
            false => out.extend(group.lines.iter().map(|one| line(text::runs(one, writing)))),
        }
        out
    };
    layout::side_by_side(groups.iter().map(group).collect(), columns, Some(LINE), writing)
}

/// A verdict's shape and word.
pub(super) fn word(verdict: Verdict) -> String {
    let shape = match verdict {
        Verdict::Risen => "▲",
        Verdict::Fallen => "▼",
        Verdict::NoClearChange => "■",
        Verdict::TooEarlyToSay => "○",
    };
    format!("{shape}\u{a0}{}", verdict.label())
}
