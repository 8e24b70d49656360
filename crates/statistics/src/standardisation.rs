//! Rates made comparable between populations of different make-up.
//!
//! [`direct_rate`] weighs each band's rate by a standard population; [`Indirect`] sets what was
//! observed against what a reference population would have had.

mod direct;
mod indirect;

pub use direct::{Band, DirectRate, LEAST_EVENTS, direct_rate};
pub use indirect::{Indirect, IndirectBand};
