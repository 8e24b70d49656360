//! Efficiency and Effectiveness Summary (SF-032).

use document::Document;

use crate::Report;
use crate::paper::Inputs;

/// The paper.
pub(crate) const REPORT: Report = Report {
    id: "cjs-efficiency",
    title: "Efficiency and Effectiveness Summary",
    framework: Some(super::FRAMEWORK),
    compose,
};

fn compose(inputs: &Inputs<'_>) -> Document {
    super::summary_of(inputs, REPORT.id, REPORT.title, "effectiveness-and-efficiency")
}
