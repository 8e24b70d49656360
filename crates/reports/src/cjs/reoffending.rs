//! Reducing Reoffending Summary (SF-033).

use document::Document;

use crate::Report;
use crate::paper::Inputs;

/// The paper.
pub(crate) const REPORT: Report = Report {
    id: "cjs-reoffending",
    title: "Reducing Reoffending Summary",
    framework: Some(super::FRAMEWORK),
    compose,
};

fn compose(inputs: &Inputs<'_>) -> Document {
    super::summary_of(inputs, REPORT.id, REPORT.title, "reducing-reoffending")
}
