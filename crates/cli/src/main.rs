//! The scrutineer binary.
fn main() {}
