//! The journey with a recording relay on every link: what passes, and what a cut link does.
//!
//! PostgreSQL's address is in `LINEMAN_TEST_POSTGRES` (`cargo xtask test` starts a server). Without
//! it those tests say so and pass, except under `CI=true`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at the first surprise")]

mod certificates;
mod cuts;
mod healthy;
mod held;
mod judged;
mod passes;
