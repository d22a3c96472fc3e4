//! The back-to-back user agent of the Application Server, without sockets, clock or database.
//!
//! [`CallAgent::handle`] takes one input at a time and says what to do: messages to send, requests
//! that are no calls (the registrar's), questions about who is meant by an address, records of
//! calls that ended. A call has one leg per device; each leg is a dialog of its own, and the agent
//! stands between them. Everything is bounded, and a call that is over leaves nothing behind.

mod agent;
mod answers;
mod build;
mod call;
mod commands;
mod config;
mod hop;
mod in_dialog;
mod incoming;
mod join;
mod leg;
mod party;
mod record;
mod replace;
mod setup;

pub use agent::{CallAgent, Input, Output};
pub use commands::{CallView, Command, CommandFault, ViewState};
pub use config::{AgentConfig, CallHalf, CallHalves, OwnAddress};
pub use hop::{Hop, Transport};
pub use party::{Answer, Asker, Callee, Contact, Party, Policy, Question, Refusal, Route};
pub use record::CallRecord;
