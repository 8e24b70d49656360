//! Disclosure control: no figure leaves but through one gate.
//!
//! [`Policy`] is the office's configuration, [`Edition`] is what was or will be published,
//! [`protect()`] decides, and a [`Gate`] is what every figure passes. Nothing here reads a store.
//!
//! # How `app` calls it
//!
//! 1. Open the edition; its [`Frozen::gate`](crate::frozen::Frozen::gate) is [`Gate::open`].
//! 2. Compose the paper once and collect the id of every figure in it. Nothing of this is kept.
//! 3. [`Frozen::paper`](crate::frozen::Frozen::paper) makes an [`Edition`] of those ids.
//! 4. Call [`protect()`] with the policy of the freeze and every edition ever published, drafts
//!    left out. An error among its problems refuses the paper.
//! 5. Put [`Protected::gate`] into the edition and compose again: tables, charts, verdicts, data
//!    and explanations now come through it. Before listing rows or earlier versions of a figure
//!    straight from the ledger, ask [`Gate::may_explain`].
//! 6. When the paper is issued, keep [`Protected::edition`] in the same transaction.
//!
//! The freeze keeps [`Policy::digest`] and the policy's text among its contents.
//!
//! # What is promised
//!
//! A reader who knows the policy, every publication and which cells are withheld for being small
//! is left at least two values for each hidden count; one who does not know which are small, as
//! many as there are small counts. Counts that were withheld in an earlier edition stay so.
//! Hidden is also what was never printed: a small month between two rolling years.
//!
//! Differences between hidden counts are withheld where they would be printed, and are not
//! themselves protected. Readings of tests, charts and similar forces are withheld with any count
//! under them, and are not modelled as knowledge where no count under them is withheld.

pub mod codes;
mod gate;
mod model;
mod policy;
mod protect;
mod published;
mod simplex;
mod system;

pub use gate::Gate;
pub use model::PartsOf;
pub use policy::{Method, Policy, SumOfMeasures, Treatment};
pub use protect::{Protected, protect};
pub use published::{Edition, Printed, Shown};

#[cfg(test)]
mod tests;
