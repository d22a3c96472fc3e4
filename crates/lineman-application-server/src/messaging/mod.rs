//! The Integrated IM&P adapter: what an assignment sends to the messaging server, which is the
//! provisioning bridge (PRV-001).

mod adapter;
mod profile_document;
mod settings;

pub(crate) use adapter::{Change, Exchange, MessagingAdapter, Outcome};
pub(crate) use settings::{InEffect, in_effect};
