//! Whole journeys through the program as a person runs it, on the real sample data.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod answers;
mod backup;
mod browser;
mod bundle;
mod chart;
mod cjs;
mod compare;
mod decks;
mod disclosure;
mod every_paper;
mod facts;
mod hostile;
mod imports;
mod narrative;
mod office;
mod order;
mod papers;
mod plans;
mod program;
mod readers;
mod reconcile;
mod returns;
mod season;
mod serve;
mod survival;
mod tables;
mod templates;
