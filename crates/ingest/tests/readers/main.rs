//! What the readers make of files: small ones written here, and the sample office's real ones.

#![expect(clippy::unwrap_used, reason = "what does not unwrap fails its test")]

mod archives;
mod deaths;
mod derived;
mod golden;
mod home_office;
mod hostile;
mod last_outcomes;
mod ons;
mod ons_further;
mod opendocument;
mod outcomes;
mod sample;
mod street;
mod use_of_force;
mod workforce;
