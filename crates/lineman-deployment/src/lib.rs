//! Starts a stack from configuration: for serve, lab and the tests.
