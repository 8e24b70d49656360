//! The published methods by which figures are compared: intervals, tests, process control charts,
//! change on last year and comparison with similar bodies.
//!
//! This crate never knows what a police force is, reads a clock, or does IO.
//!
//! Every function is pure and total: an input outside a method's domain is an [`Error`] that says
//! which guard it met, and no input makes a function panic. Every result says how it was made (its
//! method, level and settings), so that a footnote is never written by hand. Figures are returned
//! unrounded: rounding once, at the edge, is somebody else's work.
//!
//! | to … | start at |
//! |---|---|
//! | add or average figures | [`summation`] |
//! | put an interval on a proportion or a rate | [`interval`] |
//! | make rates of different populations comparable | [`standardisation`] |
//! | see which bodies stand apart, whatever their size | [`funnel`] |
//! | compare two proportions or two rates | [`test`](mod@test) |
//! | read a monthly series | [`process_control`] |
//! | chart counts, rates, percentages or rare events | [`qic`] |
//! | say whether this year differs from last | [`change`] |
//! | fit counts to columns | [`regression`] |
//! | take the season out of a series | [`season`] |
//! | read many charts together | [`many`] |
//! | see where limits might be set anew | [`rebase`] |
//! | place one body among similar bodies | [`peers`], [`peers::between`], [`peers::ranks`] |
//!
//! Methods are held to vectors made with R (`tests/golden/README.md`); each page names its file.

pub mod change;
mod distribution;
mod error;
pub mod funnel;
pub mod interval;
mod linear;
pub mod many;
pub mod peers;
pub mod process_control;
pub mod qic;
pub mod rebase;
pub mod regression;
pub mod season;
pub mod seeded;
pub mod standardisation;
pub mod summation;
pub mod test;

pub use error::{Error, Untestable};
