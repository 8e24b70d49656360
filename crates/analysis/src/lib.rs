//! Observations into findings: what is current, what follows from it, what may be said of it.
//!
//! Start at [`frozen::Frozen`], one edition of the truth. Every number anyone prints comes out of
//! [`frozen::Frozen::figure`], which evaluates its id; so what is printed can be explained, and no
//! two papers can disagree.
//!
//! This crate never formats a number or writes a sentence.

pub mod changes;
pub mod cohort;
pub mod comparison;
pub mod disclosure;
pub mod doubt;
pub mod evaluate;
pub mod finding;
pub mod findings;
pub mod frozen;
pub mod funnel;
pub mod ledger;
mod peers;
pub mod reconcile;
mod revision_variance;
pub mod revisions;
pub mod season;
pub mod signals;
mod test_of_change;
pub mod watched;

#[cfg(test)]
mod test_editions;
