//! OCI-P: listeners, sessions, commands and the transaction log.

pub(crate) mod caller;
mod commands;
mod criteria;
pub(crate) mod dispatch;
pub(crate) mod errors;
mod fields;
pub(crate) mod listener;
mod locations;
mod paging;
mod reach;
mod registry;
pub(crate) mod server;
pub(crate) mod session;
pub(crate) mod transaction_log;
pub(crate) mod unserved;
