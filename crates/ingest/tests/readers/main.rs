//! What the readers make of files: small ones written here, and the sample office's real ones.

#![expect(clippy::unwrap_used, reason = "what does not unwrap fails its test")]

mod archives;
mod criminal_justice;
mod deaths;
mod derived;
mod golden;
mod home_office;
mod home_office_outcomes;
mod home_office_tables;
mod hostile;
mod hostile_memory;
mod hostile_tables;
mod hostile_workbooks;
mod last_outcomes;
mod mapped;
mod ons;
mod ons_further;
mod opendocument;
mod outcomes;
mod proposed;
mod sample;
mod siblings;
mod stops;
mod street;
mod table_c2;
mod use_of_force;
mod workforce;
