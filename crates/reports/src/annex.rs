//! What the annex of every paper says alike.

use document::{Block, Prose, Text, words};
use domain::cell::Marker;
use domain::figure::Figure;
use domain::measure::Measure;

use crate::paper::{Inputs, freeze_statement};

pub(crate) fn term(term: &str, said: impl Into<String>) -> (Text, Text) {
    (words(term), words(said))
}

/// How to read a paper: verdicts, symbols, what is not meant.
pub(crate) fn reading() -> Vec<Block> {
    let mut symbols = vec![
        term("[x]", "not available: it exists or could, and is not held"),
        term("[z]", "not applicable"),
        term("[c]", "withheld to protect people"),
    ];
    let marker = |marker: Marker| term(&format!("[{}]", marker.letter()), marker.meaning());
    symbols.extend(Marker::ALL.map(marker));
    vec![
        Block::Terms(vec![
            term("Risen, fallen", "the change is more than chance and ordinary variation explain"),
            term("No clear change", "chance and ordinary variation explain it; its size is shown"),
            term("Too early to say", "there is not enough data yet, or it still moves"),
        ]),
        Block::Terms(symbols),
        Block::Paragraph(words(
            "Missing is not zero. No target is set for any measure, and the indicators monitored \
             are not targets. A rise is not called worse, nor a fall better, by its sign alone.",
        )),
    ]
}

/// What this edition is. `figure` is one to show how any is followed to its source.
pub(crate) fn edition(inputs: &Inputs<'_>, figure: Option<&Figure>) -> Vec<Block> {
    let freeze = inputs.freeze;
    let code = |text: String| Prose::new().code(text).done();
    let made = format!("{} UTC by {}", freeze.made_at.label(), freeze.made_by);
    let mut terms = vec![
        (words("Freeze"), words(freeze_statement(freeze))),
        (words("Made"), words(made)),
        (words("Digest of everything in it"), code(freeze.digest.to_string())),
        (words("Journal head when it was made"), code(freeze.journal_head.to_string())),
        (words("Catalogue and plan"), code(freeze.catalogue.to_string())),
        (words("Imports in it"), words(freeze.batches.len().to_string())),
    ];
    if let Some(figure) = figure {
        let command = format!("scrutineer explain {}", figure.id);
        terms.push((words("To follow any figure to its source"), code(command)));
    }
    vec![Block::Terms(terms)]
}

/// What each measure counts, with its caveat and breaks.
pub(crate) fn definitions<'m>(measures: impl Iterator<Item = &'m Measure>) -> Block {
    let terms = measures.map(|measure| {
        let mut said = format!("{} ", measure.id);
        let definition =
            measure.definition.clone().unwrap_or_else(|| "definition unwritten".into());
        said.push_str(&format!("(version {}): {definition}", measure.definition_version));
        said.push_str(if definition.ends_with('.') { " " } else { ". " });
        if let Some(caveat) = &measure.caveat {
            said.push_str(caveat);
            said.push_str(if caveat.ends_with('.') { " " } else { ". " });
        }
        for step in &measure.breaks {
            said.push_str(&format!("Break in the series from {}: {} ", step.from, step.why));
        }
        (words(measure.name.clone()), words(said.trim_end()))
    });
    Block::Terms(terms.collect())
}
