//! One of the targets, by the name it is built under.
#![no_main]

#[path = "../crates/ingest/tests/fuzz/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::named(env!("CARGO_BIN_NAME"))(bytes));
