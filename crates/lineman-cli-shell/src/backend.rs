//! What a shell needs from outside: values of contexts, and somebody to talk to.

use std::collections::BTreeMap;
use std::io;

use lineman_model::Secret;

use crate::context::{Command, Context};

/// A value that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// As it is.
    Text(String),
    /// There is one, and nobody sees it.
    Secret,
}

impl From<&str> for Shown {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Values by attribute name; what is not set is absent.
pub type Values = BTreeMap<String, Shown>;

/// A new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewValue {
    /// Checked by its attribute.
    Text(String),
    /// To be sealed.
    Secret(Secret),
    /// None any more.
    Cleared,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its key columns in order.
    pub key: Vec<String>,
    /// The others.
    pub values: Values,
}

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    /// The data forbid it; the text says what is possible.
    #[error("{0}")]
    Refused(String),
    /// Something is broken.
    #[error("{0}")]
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

/// Holds the values of contexts.
pub trait Backend {
    /// The values of scalars.
    fn scalars(
        &self,
        context: &'static Context,
    ) -> impl Future<Output = Result<Values, BackendError>>;

    /// Changes scalars, all or none.
    fn set_scalars(
        &self,
        context: &'static Context,
        changes: Vec<(&'static str, NewValue)>,
    ) -> impl Future<Output = Result<(), BackendError>>;

    /// The rows of a table; with a key only the row that has it.
    fn rows(
        &self,
        context: &'static Context,
        key: Option<&[String]>,
    ) -> impl Future<Output = Result<Vec<Row>, BackendError>>;

    /// Adds a row.
    fn add_row(
        &self,
        context: &'static Context,
        key: Vec<String>,
        values: Vec<(&'static str, NewValue)>,
    ) -> impl Future<Output = Result<(), BackendError>>;

    /// Changes a row.
    fn set_row(
        &self,
        context: &'static Context,
        key: Vec<String>,
        changes: Vec<(&'static str, NewValue)>,
    ) -> impl Future<Output = Result<(), BackendError>>;

    /// Deletes a row.
    fn delete_row(
        &self,
        context: &'static Context,
        key: Vec<String>,
    ) -> impl Future<Output = Result<(), BackendError>>;

    /// Runs a command that only this context has; gives what it prints.
    fn run(
        &self,
        context: &'static Context,
        command: &'static Command,
        arguments: Vec<String>,
    ) -> impl Future<Output = Result<String, BackendError>>;
}

/// Somebody to talk to.
pub trait Terminal {
    /// Shows a text.
    ///
    /// # Errors
    /// When it cannot be shown.
    fn show(&mut self, text: &str) -> io::Result<()>;

    /// Asks a question; none when nobody answers any more.
    ///
    /// # Errors
    /// When it cannot be asked.
    fn ask(&mut self, question: &str) -> io::Result<Option<String>>;

    /// Asks for a secret, without showing what is typed.
    ///
    /// # Errors
    /// When it cannot be asked.
    fn ask_secret(&mut self, question: &str) -> io::Result<Option<Secret>>;
}
