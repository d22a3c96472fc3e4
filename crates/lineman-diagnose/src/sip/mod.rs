//! SIP messages of all logs: kept per log and Call-ID, bounded; judged when everything is read.

mod flow;
mod registration;
mod store;

pub(crate) use flow::{Call, calls, flows};
pub(crate) use registration::observations;
pub(crate) use store::SipStore;
