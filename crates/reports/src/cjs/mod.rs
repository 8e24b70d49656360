//! The five criminal justice papers of one framework: an executive summary, the full performance
//! report, and a summary for each of its three areas (000, output list; SF-024, SF-030 to SF-035).
//!
//! All five are composed from the same findings of one edition, so that no figure differs between
//! them. Nothing in them names a force: another office makes them of its own figures (SF-025).

mod area;
mod back;
pub(crate) mod efficiency;
pub(crate) mod executive_summary;
mod line;
pub(crate) mod performance_report;
pub(crate) mod reoffending;
mod suite;
pub(crate) mod victims;

use analysis::watched::WatchedFinding;
use document::{Document, Section};
use domain::plan::PlanTheme;

use crate::paper::{Inputs, force_name, freeze_statement};

/// The framework the papers are about.
const FRAMEWORK: &str = "staffordshire-cjs-2022";

fn document(inputs: &Inputs<'_>, id: &str, title: &str, sections: Vec<Section>) -> Document {
    let force = force_name(inputs);
    let quarter = inputs.findings.quarter.label();
    Document {
        id: id.to_owned(),
        title: title.to_owned(),
        subtitle: format!("{force}, {quarter}"),
        body: inputs.body.to_owned(),
        marking: inputs.marking.to_owned(),
        freeze_statement: freeze_statement(inputs.freeze),
        description: format!("Criminal justice in {force}, {quarter}: {title}"),
        sections,
    }
}

/// The summary of one area: its measures, what is not supplied, the back of the paper.
fn summary_of(inputs: &Inputs<'_>, id: &str, title: &str, theme: &str) -> Document {
    let themes = inputs.findings.plan.themes.iter();
    let themes: Vec<&PlanTheme> = themes.filter(|one| one.id.as_str() == theme).collect();
    let mut sections = vec![area::overview(inputs, &themes, area::Missing::Listed)];
    sections.extend(themes.iter().flat_map(|theme| area::in_full(inputs, theme)));
    sections.extend(back::not_supplied(inputs, &themes));
    sections.extend(back::annex(inputs, &themes));
    document(inputs, id, title, sections)
}

/// What the framework watches under a theme: of the office's own area, then as context.
fn watched<'a>(inputs: &Inputs<'a>, theme: &'a PlanTheme) -> Vec<&'a WatchedFinding> {
    let under = |finding: &&WatchedFinding| finding.link.themes.contains(&theme.id);
    inputs.findings.watched.iter().filter(under).collect()
}

/// What is watched of the office's own area.
fn own<'a>(watched: &[&'a WatchedFinding]) -> Vec<&'a WatchedFinding> {
    watched.iter().filter(|finding| !finding.is_context()).copied().collect()
}

/// What is watched of a wider area, as context.
fn context<'a>(watched: &[&'a WatchedFinding]) -> Vec<&'a WatchedFinding> {
    watched.iter().filter(|finding| finding.is_context()).copied().collect()
}
