//! Papers: findings into sentences, tables and charts, one module for each paper.
//!
//! A composer takes an edition ([`analysis::frozen::Frozen`]) and its findings and gives a
//! [`document::Document`]; it writes the words and chooses what to show. Start at [`REPORTS`].
//!
//! This crate never queries a store and never computes a statistic: every number is asked of the
//! edition by its id.

mod annex;
mod assurance_map;
mod board_pack;
mod charts;
mod cjs;
pub mod doubts;
pub mod explanation;
pub mod facts;
mod framework_paper;
pub mod front;
mod how_to_guide;
mod icon_summary;
mod markdown;
mod narrative;
pub mod paper;
mod sentences;
pub mod single;
mod sources;
mod thematic;
pub mod wording;

use document::Document;
use paper::Inputs;

/// A paper the office can make.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// Name on the command line and of the files.
    pub id: &'static str,
    /// What it is.
    pub title: &'static str,
    /// The framework it is about; the office's own plan if none.
    pub framework: Option<&'static str>,
    /// Composes it.
    pub compose: fn(&Inputs<'_>) -> Document,
}

impl Report {
    /// The paper of a name.
    pub fn named(id: &str) -> Option<&'static Self> {
        REPORTS.iter().find(|report| report.id == id)
    }
}

/// Every paper, by id: one line each.
pub static REPORTS: &[Report] = &[
    assurance_map::REPORT,
    board_pack::REPORT,
    cjs::executive_summary::REPORT,
    cjs::performance_report::REPORT,
    cjs::efficiency::REPORT,
    cjs::reoffending::REPORT,
    cjs::victims::REPORT,
    framework_paper::REPORT,
    how_to_guide::REPORT,
    icon_summary::REPORT,
    thematic::REPORT,
];
