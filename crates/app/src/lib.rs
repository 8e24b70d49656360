//! Use cases: what a person may do, each in one place, called alike from the command line and the
//! web.
//!
//! Every act goes through [`Office`], which knows the store, the clock and who acts; every write
//! ends in the journal in the same transaction. Start reading at [`import`] and [`freeze`].
//!
//! This crate never holds SQL, and no figure leaves it but through [`frozen`] and [`report`].

pub mod answer;
pub mod backup;
pub mod bundle;
pub mod changes;
pub mod chart;
pub mod clock;
pub mod codes;
pub mod compare;
pub mod disclosure;
pub mod error;
pub mod figures;
pub mod freeze;
pub mod frozen;
pub mod import;
pub mod migrate;
pub mod narrative;
pub mod office;
mod on_disk;
mod own_list;
pub mod plans;
pub mod publication;
pub mod reconcile;
mod release;
pub mod report;
pub mod season;
mod tables;
pub mod verify;

pub use analysis::disclosure::codes as disclosure_codes;
pub use clock::Clock;
pub use error::AppError;
pub use office::{Office, Settings};
