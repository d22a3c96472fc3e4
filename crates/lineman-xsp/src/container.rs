//! The web container: what all applications share.

pub(crate) mod access_log;
pub(crate) mod masking;
pub(crate) mod router;
pub(crate) mod sessions;
pub(crate) mod tracking;
pub(crate) mod transaction_limit;
pub(crate) mod workers;
