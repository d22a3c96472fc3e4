//! SQL storage for both halves on SQLite and PostgreSQL, and leased jobs.
//!
//! [`BroadworksStore`] and [`CloudStore`] are handles on two databases. Every statement is written
//! once, in the dialect that both engines share; only the module `driver` knows the drivers.
//! Callers pass the time and the randomness. Secrets that must be recoverable are sealed with the
//! deployment's [`SealingKey`]; of tokens the caller stores a hash only.

pub mod broadworks;
pub mod cloud;
mod database;
mod driver;
mod error;
mod keys;
mod migrations;
mod repository;
mod row;
mod sealing;

pub use broadworks::BroadworksStore;
pub use cloud::CloudStore;
pub use error::StoreError;
pub use keys::{number_key, user_key};
pub use sealing::SealingKey;

/// What every method of a repository gives.
pub type Result<T> = std::result::Result<T, StoreError>;
