//! A backend in memory, a terminal that answers from a script, and whoever drives them.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::pin::pin;
use std::task::{Context as TaskContext, Poll, Waker};

use lineman_cli_shell::{
    Backend, BackendError, Command, Context, NewValue, Outcome, Root, Row, Shell, Shown, Terminal,
    Values,
};
use lineman_model::Secret;

type Tables = BTreeMap<&'static str, BTreeMap<Vec<String>, Values>>;

#[derive(Default)]
pub(crate) struct Memory {
    scalars: RefCell<BTreeMap<&'static str, Values>>,
    tables: RefCell<Tables>,
    pub(crate) secrets: RefCell<Vec<Secret>>,
}

impl Memory {
    fn apply(&self, values: &mut Values, changes: Vec<(&'static str, NewValue)>) {
        for (name, change) in changes {
            match change {
                NewValue::Text(text) => drop(values.insert(name.to_owned(), Shown::Text(text))),
                NewValue::Secret(secret) => {
                    self.secrets.borrow_mut().push(secret);
                    values.insert(name.to_owned(), Shown::Secret);
                }
                NewValue::Cleared => drop(values.remove(name)),
            }
        }
    }
}

fn missing() -> BackendError {
    BackendError::Refused("there is no such row".into())
}

impl Backend for Memory {
    async fn scalars(&self, context: &'static Context) -> Result<Values, BackendError> {
        Ok(self.scalars.borrow().get(context.path).cloned().unwrap_or_default())
    }

    async fn set_scalars(
        &self,
        context: &'static Context,
        changes: Vec<(&'static str, NewValue)>,
    ) -> Result<(), BackendError> {
        self.apply(self.scalars.borrow_mut().entry(context.path).or_default(), changes);
        Ok(())
    }

    async fn rows(
        &self,
        context: &'static Context,
        key: Option<&[String]>,
    ) -> Result<Vec<Row>, BackendError> {
        let tables = self.tables.borrow();
        let rows = tables.get(context.path).into_iter().flatten();
        Ok(rows
            .filter(|(found, _)| key.is_none_or(|key| found.as_slice() == key))
            .map(|(key, values)| Row { key: key.clone(), values: values.clone() })
            .collect())
    }

    async fn add_row(
        &self,
        context: &'static Context,
        key: Vec<String>,
        values: Vec<(&'static str, NewValue)>,
    ) -> Result<(), BackendError> {
        let mut row = Values::new();
        self.apply(&mut row, values);
        let mut tables = self.tables.borrow_mut();
        if tables.entry(context.path).or_default().insert(key, row).is_some() {
            return Err(BackendError::Refused("there is such a row already".into()));
        }
        Ok(())
    }

    async fn set_row(
        &self,
        context: &'static Context,
        key: Vec<String>,
        changes: Vec<(&'static str, NewValue)>,
    ) -> Result<(), BackendError> {
        let mut tables = self.tables.borrow_mut();
        let row = tables.entry(context.path).or_default().get_mut(&key).ok_or_else(missing)?;
        self.apply(row, changes);
        Ok(())
    }

    async fn delete_row(
        &self,
        context: &'static Context,
        key: Vec<String>,
    ) -> Result<(), BackendError> {
        let mut tables = self.tables.borrow_mut();
        tables.entry(context.path).or_default().remove(&key).map(drop).ok_or_else(missing)
    }

    async fn run(
        &self,
        _context: &'static Context,
        command: &'static Command,
        arguments: Vec<String>,
    ) -> Result<String, BackendError> {
        Ok(format!("ran {} {}\n", command.name, arguments.join("|")))
    }
}

/// Answers from a script; keeps everything that was shown.
#[derive(Default)]
pub(crate) struct Script {
    pub(crate) shown: String,
    pub(crate) answers: VecDeque<&'static str>,
}

impl Terminal for Script {
    fn show(&mut self, text: &str) -> io::Result<()> {
        self.shown.push_str(text);
        Ok(())
    }

    fn ask(&mut self, question: &str) -> io::Result<Option<String>> {
        self.shown.push_str(question);
        self.shown.push('\n');
        Ok(self.answers.pop_front().map(str::to_owned))
    }

    fn ask_secret(&mut self, question: &str) -> io::Result<Option<Secret>> {
        Ok(self.ask(question)?.map(Secret::new))
    }
}

/// A shell in memory.
pub(crate) struct Session {
    pub(crate) shell: Shell,
    pub(crate) memory: Memory,
    pub(crate) script: Script,
}

impl Session {
    pub(crate) fn new(root: &'static Root) -> Self {
        Self { shell: Shell::new(root), memory: Memory::default(), script: Script::default() }
    }

    /// Carries out a line; what it showed.
    pub(crate) fn line(&mut self, line: &str) -> String {
        self.outcome(line);
        std::mem::take(&mut self.script.shown)
    }

    pub(crate) fn outcome(&mut self, line: &str) -> Outcome {
        let mut future = pin!(self.shell.execute(line, &self.memory, &mut self.script));
        // Everything is in memory: nothing waits.
        match future.as_mut().poll(&mut TaskContext::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => outcome.expect("a terminal and a backend that work"),
            Poll::Pending => panic!("nothing waits"),
        }
    }
}
