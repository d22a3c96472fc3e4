//! What the shells `lineman as` and `lineman xsp` work on: the database of a deployment, running or not.

mod backend;
mod device_types;
mod external_authentication;
mod lookups;
mod node_values;
mod open;
mod signing_keys;
mod trust_anchors;

pub use backend::CommandLine;
pub(crate) use open::keep_address;
pub use open::{Location, Node, OpenError};

use lineman_cli_shell::BackendError;
use lineman_store::StoreError;

/// Something in the way, with what is possible.
fn refused(reason: impl Into<String>) -> BackendError {
    BackendError::Refused(reason.into())
}

/// The store's reasons: what the data forbid is a refusal, the rest is broken.
fn failed(error: StoreError) -> BackendError {
    match error {
        StoreError::Exists { .. } => refused("it exists already; `set` changes it"),
        StoreError::Missing { .. } => refused("it does not exist; `get` shows what does"),
        StoreError::Unstorable { .. } => refused("a value cannot hold a NUL character"),
        other => BackendError::Failed(Box::new(other)),
    }
}
