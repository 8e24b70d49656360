//! The nouns of a local policing body's accountability, and their rules.
//!
//! Everything that crosses a wall of the house is a value from here: a [`period::Period`], an
//! [`observation::Observation`], a [`figure::Figure`], a [`diagnostic::Diagnostic`].
//! Start reading at [`observation`] (what we hold) and [`figure`] (what we print).
//!
//! This crate never does IO, reads a clock, or serialises itself.

pub mod answer;
pub mod area;
pub mod batch;
pub mod breakdown;
pub mod cell;
pub mod decimal;
pub mod diagnostic;
pub mod digest;
pub mod figure;
pub mod freeze;
pub mod front;
pub mod ids;
pub mod instant;
pub mod journal;
pub mod marking;
pub mod measure;
pub mod narrative;
pub mod observation;
pub mod period;
pub mod plan;
pub mod rows;
pub mod verdict;
pub mod vintage;

/// A text that could not be read as the thing it should name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {what}: {why}")]
pub struct ParseError {
    /// What the text should have been, with its article: "a period".
    pub what: &'static str,
    /// The text as given.
    pub text: String,
    /// What is wrong and what would be right.
    pub why: String,
}

impl ParseError {
    /// Builds the error for `text`, which should have been `what`.
    pub fn new(what: &'static str, text: &str, why: impl Into<String>) -> Self {
        Self { what, text: text.to_owned(), why: why.into() }
    }
}
