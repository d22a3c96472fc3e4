//! The tests are in `tests/relays`.
