//! CJS Performance Report (SF-031): every measure of the three areas, with tables and charts.

use document::Document;

use super::{area, back, suite};
use crate::Report;
use crate::paper::Inputs;

/// The paper.
pub(crate) const REPORT: Report = Report {
    id: "cjs-performance-report",
    title: "CJS Performance Report",
    framework: Some(super::FRAMEWORK),
    compose,
};

fn compose(inputs: &Inputs<'_>) -> Document {
    let themes: Vec<_> = inputs.findings.plan.themes.iter().collect();
    let mut sections = vec![area::overview(inputs, &themes, area::Missing::Listed)];
    sections.extend(suite::changed(inputs));
    sections.extend(themes.iter().flat_map(|theme| area::in_full(inputs, theme)));
    sections.extend(back::not_supplied(inputs, &themes));
    sections.extend(back::annex(inputs, &themes));
    super::document(inputs, REPORT.id, REPORT.title, sections)
}
