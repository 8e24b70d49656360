//! Papers: findings into sentences, tables and charts, one module for each paper.
//!
//! A composer takes an edition ([`analysis::frozen::Frozen`]) and its findings and gives a
//! [`document::Document`]; it writes the words and chooses what to show. Start at [`board_pack`].
//!
//! This crate never queries a store and never computes a statistic: every number is asked of the
//! edition by its id.

pub mod board_pack;
mod charts;
pub mod doubts;
pub mod explanation;
pub mod facts;
mod sentences;
pub mod single;

/// A paper the office can make.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// Name on the command line and of the files.
    pub id: &'static str,
    /// What it is.
    pub title: &'static str,
}

/// Every paper, by id.
pub static REPORTS: &[Report] = &[Report { id: "board-pack", title: "Quarterly board pack" }];
