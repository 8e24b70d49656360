//! Half a page for each measure whose change is clear.

use analysis::finding::MeasureFinding;
use document::{Block, Part, Prose, Section, Text};
use domain::measure::Polarity;
use domain::narrative::About;
use domain::verdict::Verdict;

use super::{Inputs, exceptional, section};
use crate::sentences::{self, in_sentence, known, noun};
use crate::{charts, narrative};

pub(super) fn compose(inputs: &Inputs<'_>) -> Option<Section> {
    let findings = exceptional(inputs);
    if findings.is_empty() {
        return None;
    }
    let intro = Prose::new()
        .say(
            "Each police.uk type whose change on last year is clear, those first that chance \
             explains least (the smallest p of the test of change, as printed in the annex), not \
             the largest; of those it explains equally little, the plan's headline measures come \
             first. ",
        )
        .say(if super::without_season(inputs) {
            "The months are drawn without their season: each count over what its month usually has. \
             No verdict is drawn from a point beyond a limit."
        } else {
            "The months are drawn with the season in them: a point beyond a limit may be the time \
             of year, and no verdict is drawn from it."
        });
    let mut exceptions =
        section("exceptions", "What changed", Part::Body, vec![Block::Paragraph(intro.done())]);
    exceptions.new_page = true;
    exceptions.sections = findings.into_iter().map(|finding| one(inputs, finding)).collect();
    Some(exceptions)
}

fn one(inputs: &Inputs<'_>, finding: &MeasureFinding) -> Section {
    let mut blocks = vec![Block::Paragraph(sentences::verdict(finding))];
    let mut said = Vec::new();
    said.extend(quarter(finding));
    said.extend(sentences::standing(finding));
    said.extend(caution(finding));
    let together = said.into_iter().fold(Prose::new(), |prose, text| prose.text(text).say(" "));
    blocks.push(Block::Paragraph(together.done()));
    let title = chart_title(finding);
    let chart = charts::control(finding, title, super::plotted(inputs));
    blocks.extend(chart.map(|chart| Block::Chart(Box::new(chart))));
    blocks.extend(narrative::blocks(inputs, &About::Measure(finding.measure.id.clone())));
    let id = format!("exception-{}", finding.measure.id.as_str().to_lowercase());
    section(&id, heading(finding), Part::Body, blocks)
}

fn heading(finding: &MeasureFinding) -> String {
    let name = &finding.measure.short_name;
    match finding.verdict {
        Verdict::Risen => format!("{name}: risen"),
        Verdict::Fallen => format!("{name}: fallen"),
        Verdict::NoClearChange | Verdict::TooEarlyToSay => name.clone(),
    }
}

fn chart_title(finding: &MeasureFinding) -> String {
    let Some(last) = finding.months.last() else {
        return finding.measure.short_name.clone();
    };
    let mean = finding.chart.as_ref().map_or_else(String::new, |chart| chart.mean.text());
    let start = format!("{} {} in {}", last.count.text(), noun(finding), last.period.label());
    match &last.adjusted {
        Some(adjusted) => {
            let adjusted = adjusted.text();
            format!("{start}: {adjusted} without season, against a mean of {mean} a month")
        }
        None => format!("{start}, against a mean of {mean} a month"),
    }
}

fn quarter(finding: &MeasureFinding) -> Option<Text> {
    let quarter = finding.quarter.as_ref().filter(|q| known(&q.count) && known(&q.before))?;
    let prose = Prose::new()
        .say("In the quarter: ")
        .figure(&quarter.count)
        .say(", against ")
        .figure(&quarter.before)
        .say(" in the same quarter a year before (")
        .figure(&quarter.change);
    let prose =
        if known(&quarter.percent) { prose.say(", ").figure(&quarter.percent) } else { prose };
    Some(prose.say(").").done())
}

/// What a rise or fall does not mean, where the plan's polarity says so (SF-081).
fn caution(finding: &MeasureFinding) -> Option<Text> {
    let name = in_sentence(&finding.measure.short_name);
    let text = match finding.link.polarity {
        Polarity::IncreaseAcceptable => format!(
            "A rise in {name} is not by itself adverse: part of it may be victims coming forward \
             and better recording."
        ),
        Polarity::NoPolarity => format!(
            "More or fewer recorded is neither good nor bad by itself: {name} depends on reporting \
             and on police activity."
        ),
        Polarity::LowerIsBetter
        | Polarity::HigherIsBetter
        | Polarity::InRange
        | Polarity::ContextOnly => return None,
    };
    Some(document::words(text))
}
