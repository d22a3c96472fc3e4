//! The Integrated IM&P adapter: what an assignment sends to the messaging server, which is the
//! provisioning bridge (PRV-001).

mod adapter;
mod delivery;
mod profile_document;
mod settings;

pub(crate) use adapter::{Change, Exchange, MessagingAdapter, Outcome};
pub(crate) use delivery::{Delivery, When, keep};
pub(crate) use profile_document::profile_document;
pub(crate) use settings::{InEffect, USUAL_PROXY_PORT, in_effect, is_synchronized};
