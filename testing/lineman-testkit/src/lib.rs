//! A stack on free ports with a recording relay on every link, for the journey tests.
//!
//! [`Stack`] runs both halves in this process, [`Processes`] runs each as a process of the real
//! binary. Either way every component finds its peers at a [`Relay`], which sees all bytes and can
//! cut the link; [`Walk`] provisions a subscriber and signs in.

mod database;
mod links;
mod processes;
mod relay;
mod settings;
mod stack;
mod walk;

pub use database::Database;
pub use links::{Link, Links};
pub use processes::{Processes, ProcessesOptions, binary};
pub use relay::{Relay, Way};
pub use stack::Stack;
pub use walk::{CloudAddresses, Walk};
