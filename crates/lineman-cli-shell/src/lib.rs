//! The BroadWorks-style command-line shells: which contexts there are, how a line is understood, what it prints.
//!
//! Contexts are data ([`contexts`]); where their values are is the [`Backend`]'s business. A [`Shell`] keeps only the
//! place where it stands.

mod attribute;
mod backend;
mod completion;
mod context;
pub mod contexts;
mod help;
mod history;
mod place;
mod shell;
mod words;

pub use attribute::{Attribute, Kind};
pub use backend::{Backend, BackendError, NewValue, Row, Shown, Terminal, Values};
pub use completion::complete;
pub use context::{Command, Context, Effect, Form, Holder, Root, TableForm};
pub use history::{is_kept, masked};
pub use place::Place;
pub use shell::{Outcome, Shell, ShellError};
pub use words::{LONGEST_LINE, quote, split};
