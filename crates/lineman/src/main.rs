//! Lineman.
fn main() {}
