//! Disclosure control: no figure leaves but through one gate.
//!
//! [`Policy`] is the office's configuration, [`Edition`] is what was or will be published,
//! [`protect()`] decides, and a [`Gate`] is what every figure passes. Nothing here reads a store.
//!
//! # How `app` calls it
//!
//! 1. [`Frozen::new`](crate::frozen::Frozen::new) takes what was published of the edition: its gate
//!    shows that again and nothing else that has to be judged.
//! 2. [`Frozen::judge`](crate::frozen::Frozen::judge) composes a paper for nobody's eyes, makes an
//!    [`Edition`] of its figures and calls [`protect()`] with every edition ever published. An error
//!    among the problems refuses the paper.
//! 3. The paper is composed again behind the gate: tables, charts, verdicts, data and explanations
//!    come through it.
//! 4. When the paper is issued, the [`Edition`] is kept in the same transaction.
//!
//! The policy is a file of the catalogue, which the freeze keeps.
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
mod kept;
mod model;
mod policy;
mod protect;
mod published;
mod simplex;
mod system;

pub use gate::Gate;
pub use model::PartsOf;
pub use policy::{Method, Policy, Treatment};
pub use protect::{Protected, protect};
pub use published::{Edition, Printed, Shown};

#[cfg(test)]
mod tests;
