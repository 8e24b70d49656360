//! Verdicts side by side, each a shape and a word.

use document::VerdictGroup;
use domain::verdict::Verdict;
use serde_json::{Value, json};

use super::heights::{self, Piece};
use super::lower::{HALF, Lowering};
use super::text;

/// How many fit side by side; more make a second row of two.
const ABREAST: usize = 3;

/// A verdict's word and the line over it, in points.
const WORD: f64 = 22.0;

/// Lowers a row of verdicts.
pub(super) fn lower(groups: &[VerdictGroup], lowering: &Lowering) -> Piece {
    let columns = match groups.len() {
        0 | 1 => 1,
        few @ 2..=ABREAST => few,
        _ => 2,
    };
    let group = |group: &VerdictGroup| {
        let lines = group.lines.iter().map(|line| text::lower(line, lowering));
        json!({ "verdict": word(group.verdict), "lines": lines.collect::<Vec<_>>() })
    };
    let tall = |group: &VerdictGroup| {
        let lines = group.lines.iter().map(|line| heights::paragraph(line, HALF, lowering));
        WORD + lines.sum::<f64>()
    };
    let each: Vec<f64> = groups.iter().map(tall).collect();
    let lowered: Vec<Value> = groups.iter().map(group).collect();
    Piece {
        value: json!({ "is": "verdicts", "columns": columns, "groups": lowered }),
        height: heights::rows(&each, columns, 14.0) + 20.0,
    }
}

/// A verdict's word, and the name of the shape that stands before it.
pub(super) fn word(verdict: Verdict) -> Value {
    let kind = match verdict {
        Verdict::Risen => "risen",
        Verdict::Fallen => "fallen",
        Verdict::NoClearChange => "no-clear-change",
        Verdict::TooEarlyToSay => "too-early-to-say",
    };
    json!({ "kind": kind, "label": verdict.label() })
}
