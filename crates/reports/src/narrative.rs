//! Texts beside the figures in a paper: two voices, then what was asked, answered and came of it.

use document::{Block, Inline, Prose, Text};
use domain::narrative::{About, Narrative, Voice};

use crate::markdown;
use crate::paper::Inputs;

/// The approved texts about something, for the day of the freeze, in the order of the voices.
pub(crate) fn about(inputs: &Inputs<'_>, about: &About) -> Vec<Narrative> {
    let mut all = inputs.frozen.catalogue.narratives();
    all.retain(|one| {
        one.as_at == inputs.frozen.id.as_at && one.about == *about && one.approved.is_some()
    });
    all
}

/// Who speaks, as it stands before the words.
fn speaks(voice: Voice) -> &'static str {
    match voice {
        Voice::Force => "The force explains. ",
        Voice::Commissioner => "The Commissioner\u{2019}s view. ",
        Voice::Question => "Asked. ",
        Voice::Answer => "Answered. ",
        Voice::Result => "Result. ",
    }
}

/// The texts as blocks, each with its author and date.
pub(crate) fn blocks(inputs: &Inputs<'_>, of: &About) -> Vec<Block> {
    about(inputs, of).iter().flat_map(one).collect()
}

fn one(narrative: &Narrative) -> Vec<Block> {
    let mut blocks = markdown::blocks(&narrative.text);
    let start = Inline::Strong(speaks(narrative.voice).into());
    match blocks.first_mut() {
        Some(Block::Paragraph(text)) => text.insert(0, start),
        _ => blocks.insert(0, Block::Paragraph(vec![start])),
    }
    let byline = Inline::Words(byline(narrative));
    match blocks.last_mut() {
        Some(Block::Paragraph(text)) => text.push(byline),
        Some(Block::List(points)) if !points.is_empty() => {
            points.last_mut().into_iter().for_each(|text| text.push(byline.clone()));
        }
        _ => blocks.push(Block::Paragraph(vec![byline])),
    }
    blocks
}

/// " (head of performance, 2 November 2026 at 09:05)"
fn byline(narrative: &Narrative) -> String {
    format!(" ({}, {} UTC)", narrative.author, narrative.written_at.label())
}

/// What was asked and what came of it, one point for each subject; nothing where nothing was asked.
pub(crate) fn asked_and_done(inputs: &Inputs<'_>) -> Vec<Text> {
    let mut all = inputs.frozen.catalogue.narratives();
    all.retain(|one| one.as_at == inputs.frozen.id.as_at && one.approved.is_some());
    let asked = all.iter().filter(|one| one.voice == Voice::Question);
    let point = |question: &Narrative| {
        let then = |voice| {
            let same = |one: &&Narrative| one.about == question.about && one.voice == voice;
            all.iter().find(same).map(|one| markdown::run(&one.text))
        };
        let prose = Prose::new()
            .strong(format!("{}. ", name(inputs, &question.about)))
            .text(markdown::run(&question.text));
        let prose = match then(Voice::Answer) {
            Some(answer) => prose.strong(" Answered. ").text(answer),
            None => prose.strong(" Not yet answered."),
        };
        match then(Voice::Result) {
            Some(result) => prose.strong(" Result. ").text(result),
            None => prose,
        }
        .done()
    };
    asked.map(point).collect()
}

/// What a text is about, as it is called in papers.
fn name(inputs: &Inputs<'_>, about: &About) -> String {
    match about {
        About::Measure(id) => {
            let measure = inputs.frozen.catalogue.measure(id);
            measure.map_or_else(|| id.to_string(), |measure| measure.short_name.clone())
        }
        About::Theme(id) => {
            let theme = inputs.findings.plan.themes.iter().find(|theme| theme.id == *id);
            theme.map_or_else(|| id.to_string(), |theme| theme.title.clone())
        }
        About::Paper(id) => {
            let report = crate::Report::named(id.as_str());
            report.map_or_else(|| id.to_string(), |report| report.title.to_owned())
        }
    }
}
