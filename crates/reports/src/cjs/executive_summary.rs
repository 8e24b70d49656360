//! Executive Summary Report (SF-030): two pages over all three areas.

use document::{Block, Document, Part};

use super::{area, back, line, suite};
use crate::Report;
use crate::paper::{Inputs, section};

/// The paper.
pub(crate) const REPORT: Report = Report {
    id: "cjs-executive-summary",
    title: "Executive Summary Report",
    framework: Some(super::FRAMEWORK),
    compose,
};

fn compose(inputs: &Inputs<'_>) -> Document {
    let themes: Vec<_> = inputs.findings.plan.themes.iter().collect();
    let mut sections = vec![area::overview(inputs, &themes, area::Missing::InTheReport)];
    for theme in &themes {
        let lines = super::watched(inputs, theme).into_iter().map(line::one);
        let (own, rest): (Vec<_>, Vec<_>) = lines.partition(|(context, _)| !context);
        let all = own.into_iter().chain(rest).map(|(_, line)| line).collect();
        let id = format!("area-{}", theme.id);
        sections.push(section(&id, theme.title.clone(), Part::Summary, vec![Block::List(all)]));
    }
    sections.extend(suite::changed(inputs));
    sections.extend(back::annex(inputs, &themes));
    super::document(inputs, REPORT.id, REPORT.title, sections)
}
