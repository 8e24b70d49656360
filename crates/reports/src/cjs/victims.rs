//! Victims and Witnesses Summary (SF-034).

use document::Document;

use crate::Report;
use crate::paper::Inputs;

/// The paper.
pub(crate) const REPORT: Report = Report {
    id: "cjs-victims",
    title: "Victims and Witnesses Summary",
    framework: Some(super::FRAMEWORK),
    compose,
};

fn compose(inputs: &Inputs<'_>) -> Document {
    super::summary_of(inputs, REPORT.id, REPORT.title, "victims-and-witnesses")
}
