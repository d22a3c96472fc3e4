//! Carrying out lines.

use std::io;

use lineman_logs::bw_cli::{self, DONE, MASK, RESTART_HINT, Table};
use lineman_model::Secret;

use crate::attribute::Attribute;
use crate::backend::{Backend, BackendError, NewValue, Row, Shown, Terminal, Values};
use crate::context::{Command, Context, Effect, Form, Root, TableForm};
use crate::help;
use crate::place::{Meaning, Place};
use crate::words::split;

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// A command was refused; the reason was shown and the rest of the line left out.
    Refused,
    /// The shell is to end.
    Exit,
}

/// The shell cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum ShellError {
    /// Nobody can be talked to.
    #[error("writing or reading: {0}")]
    Terminal(#[from] io::Error),
    /// The values cannot be read or written.
    #[error("the settings cannot be used: {0}")]
    Backend(Box<dyn std::error::Error + Send + Sync>),
}

/// Why a command ends early.
enum Stop {
    Refused(String),
    Failed(ShellError),
}

impl From<String> for Stop {
    fn from(reason: String) -> Self {
        Self::Refused(reason)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<BackendError> for Stop {
    fn from(error: BackendError) -> Self {
        match error {
            BackendError::Refused(reason) => Self::Refused(reason),
            BackendError::Failed(error) => Self::Failed(ShellError::Backend(error)),
        }
    }
}

/// Attribute names with their new values.
type Changes = Vec<(&'static str, NewValue)>;

/// A shell.
#[derive(Debug)]
pub struct Shell {
    place: Place,
}

impl Shell {
    /// Stands at the root.
    #[must_use]
    pub const fn new(root: &'static Root) -> Self {
        Self { place: Place::top(root) }
    }

    /// Where it stands.
    #[must_use]
    pub const fn place(&self) -> Place {
        self.place
    }

    /// The prompt.
    #[must_use]
    pub fn prompt(&self) -> String {
        bw_cli::prompt(self.place.root.prefix, self.place.path)
    }

    /// Carries out the commands of a line in order; the first that is refused ends it.
    ///
    /// # Errors
    /// When nobody can be talked to, or the values cannot be read or written.
    pub async fn execute(
        &mut self,
        line: &str,
        backend: &impl Backend,
        terminal: &mut impl Terminal,
    ) -> Result<Outcome, ShellError> {
        let commands = match split(line) {
            Ok(commands) => commands,
            Err(reason) => return refuse(terminal, &reason),
        };
        for command in &commands {
            let Some((word, arguments)) = command.split_first() else { continue };
            match self.command(word, arguments, backend, terminal).await {
                Ok(Outcome::Done) => {}
                Ok(other) => return Ok(other),
                Err(Stop::Refused(reason)) => return refuse(terminal, &reason),
                Err(Stop::Failed(error)) => return Err(error),
            }
        }
        Ok(Outcome::Done)
    }

    async fn command(
        &mut self,
        word: &str,
        arguments: &[String],
        backend: &impl Backend,
        terminal: &mut impl Terminal,
    ) -> Result<Outcome, Stop> {
        let meaning = self.place.meaning(word)?;
        match meaning {
            Meaning::Quit => match self.place.up() {
                Some(place) => self.place = place,
                None => return confirm_exit(terminal),
            },
            Meaning::QuitAll => self.place = Place::top(self.place.root),
            Meaning::Exit => return confirm_exit(terminal),
            Meaning::Help => terminal.show(&help::text(&self.place, arguments)?)?,
            Meaning::Level(place) => {
                self.place = place;
                // `Interface/Messaging get` is as good as two commands.
                if let Some((word, arguments)) = arguments.split_first() {
                    return Box::pin(self.command(word, arguments, backend, terminal)).await;
                }
            }
            of_context => {
                let Some(context) = self.place.context() else { return Ok(Outcome::Done) };
                run(context, of_context, arguments, backend, terminal).await?;
            }
        }
        Ok(Outcome::Done)
    }
}

fn refuse(terminal: &mut impl Terminal, reason: &str) -> Result<Outcome, ShellError> {
    terminal.show(&format!("*** Error: {reason}\n"))?;
    Ok(Outcome::Refused)
}

fn confirm_exit(terminal: &mut impl Terminal) -> Result<Outcome, Stop> {
    loop {
        let answer = terminal.ask("Please confirm (Yes, Y, No, N): ")?;
        let answer = answer.as_deref().map(|answer| answer.trim().to_ascii_lowercase());
        match answer.as_deref() {
            None | Some("yes" | "y") => return Ok(Outcome::Exit),
            Some("no" | "n") => return Ok(Outcome::Done),
            Some(_) => {}
        }
    }
}

async fn run(
    context: &'static Context,
    meaning: Meaning,
    arguments: &[String],
    backend: &impl Backend,
    terminal: &mut impl Terminal,
) -> Result<(), Stop> {
    match (meaning, context.form) {
        (Meaning::Own(command), _) => own(context, command, arguments, backend, terminal).await,
        (Meaning::Get, Form::Scalars(attributes)) => {
            let values = backend.scalars(context).await?;
            let chosen = chosen(attributes, arguments)?;
            Ok(terminal.show(&scalars(chosen, &values))?)
        }
        (Meaning::Set, Form::Scalars(attributes)) => {
            let changes = pairs(attributes, arguments, terminal)?;
            backend.set_scalars(context, changes).await?;
            done(context, terminal)
        }
        (Meaning::Clear, Form::Scalars(attributes)) => {
            let changes = cleared(attributes, arguments)?;
            backend.set_scalars(context, changes).await?;
            done(context, terminal)
        }
        (Meaning::Get, Form::Table(table)) => {
            let key = partial_key(&table, arguments)?;
            let rows = matching(backend.rows(context, None).await?, &key);
            Ok(terminal.show(&table_text(&table, &rows))?)
        }
        (Meaning::Detail, Form::Table(table)) => {
            let (key, _) = key(&table, arguments)?;
            let rows = backend.rows(context, Some(&key)).await?;
            let row = rows.first().ok_or_else(|| no_row(&key))?;
            Ok(terminal.show(&detail(&table, row))?)
        }
        (Meaning::Set, Form::Table(table)) => {
            let (key, rest) = key(&table, arguments)?;
            let attributes: Vec<Attribute> = table.attributes().copied().collect();
            // `set KEY value` is enough where there is one column.
            let changes = match (table.required, rest) {
                ([only], [value]) if find(&attributes, value).is_none() => {
                    vec![(only.name, new_value(only, value)?)]
                }
                _ => pairs_of(&attributes, rest, terminal)?,
            };
            backend.set_row(context, key, changes).await?;
            done(context, terminal)
        }
        (Meaning::Clear, Form::Table(table)) => {
            let (key, rest) = key(&table, arguments)?;
            let changes = cleared(table.optional, rest)?;
            backend.set_row(context, key, changes).await?;
            done(context, terminal)
        }
        (Meaning::Add, Form::Table(table)) => {
            let (key, rest) = key(&table, arguments)?;
            let changes = added(&table, rest, terminal)?;
            backend.add_row(context, key, changes).await?;
            done(context, terminal)
        }
        (Meaning::Delete, Form::Table(table)) => {
            let (key, rest) = key(&table, arguments)?;
            nothing_more(rest)?;
            backend.delete_row(context, key).await?;
            done(context, terminal)
        }
        _ => Err(Stop::Refused(String::from("this command is not possible here"))),
    }
}

async fn own(
    context: &'static Context,
    command: &'static Command,
    arguments: &[String],
    backend: &impl Backend,
    terminal: &mut impl Terminal,
) -> Result<(), Stop> {
    let enough = (command.required..=command.parameters.len()).contains(&arguments.len());
    if !enough {
        return Err(Stop::Refused(format!("usage: {}", help::usage(command))));
    }
    let checked: Vec<String> = command
        .parameters
        .iter()
        .zip(arguments)
        .map(|(parameter, value)| parameter.check(value))
        .collect::<Result<_, _>>()?;
    let text = backend.run(context, command, checked).await?;
    terminal.show(&text)?;
    done(context, terminal)
}

fn done(context: &Context, terminal: &mut impl Terminal) -> Result<(), Stop> {
    terminal.show(&format!("{DONE}\n"))?;
    if context.effect == Effect::AtRestart {
        terminal.show(&format!("\n{RESTART_HINT}\n"))?;
    }
    Ok(())
}

/// An attribute by its whole name.
fn find(attributes: &[Attribute], name: &str) -> Option<Attribute> {
    attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name)).copied()
}

fn named(attributes: &[Attribute], name: &str) -> Result<Attribute, Stop> {
    find(attributes, name).ok_or_else(|| {
        let possible: Vec<&str> = attributes.iter().map(|attribute| attribute.name).collect();
        Stop::Refused(format!("'{name}' is not an attribute; possible: {}", possible.join(", ")))
    })
}

fn chosen(attributes: &'static [Attribute], names: &[String]) -> Result<Vec<Attribute>, Stop> {
    if names.is_empty() {
        return Ok(attributes.to_vec());
    }
    names.iter().map(|name| named(attributes, name)).collect()
}

fn pairs(
    attributes: &'static [Attribute],
    words: &[String],
    terminal: &mut impl Terminal,
) -> Result<Changes, Stop> {
    pairs_of(attributes, words, terminal)
}

/// Attribute name and value, again and again. A secret without a value is asked for.
fn pairs_of(
    attributes: &[Attribute],
    words: &[String],
    terminal: &mut impl Terminal,
) -> Result<Changes, Stop> {
    let mut changes: Changes = Vec::new();
    let mut words = words.iter();
    while let Some(name) = words.next() {
        let attribute = named(attributes, name)?;
        if changes.iter().any(|(earlier, _)| *earlier == attribute.name) {
            return Err(Stop::Refused(format!("{} is given twice", attribute.name)));
        }
        let change = match words.next() {
            Some(value) => new_value(&attribute, value)?,
            None if attribute.is_secret() => NewValue::Secret(new_secret(&attribute, terminal)?),
            None => {
                let possible = attribute.kind.possible();
                return Err(Stop::Refused(format!("{} needs a value: {possible}", attribute.name)));
            }
        };
        changes.push((attribute.name, change));
    }
    if changes.is_empty() {
        let possible: Vec<&str> = attributes.iter().map(|attribute| attribute.name).collect();
        return Err(Stop::Refused(format!("what is to be set? possible: {}", possible.join(", "))));
    }
    Ok(changes)
}

fn new_value(attribute: &Attribute, value: &str) -> Result<NewValue, Stop> {
    let checked = attribute.check(value)?;
    Ok(if attribute.is_secret() {
        NewValue::Secret(Secret::new(checked))
    } else {
        NewValue::Text(checked)
    })
}

fn new_secret(attribute: &Attribute, terminal: &mut impl Terminal) -> Result<Secret, Stop> {
    let missing = || Stop::Refused(format!("{} was not given", attribute.name));
    let first = terminal.ask_secret("New Password: ")?.ok_or_else(missing)?;
    let second = terminal.ask_secret("Re-type New Password: ")?.ok_or_else(missing)?;
    if first != second {
        return Err(Stop::Refused(String::from("the two are not the same")));
    }
    attribute.check(first.reveal())?;
    Ok(first)
}

fn cleared(attributes: &[Attribute], names: &[String]) -> Result<Changes, Stop> {
    if names.is_empty() {
        let possible: Vec<&str> = attributes.iter().map(|attribute| attribute.name).collect();
        let possible = possible.join(", ");
        return Err(Stop::Refused(format!("what is to be cleared? possible: {possible}")));
    }
    names
        .iter()
        .map(|name| named(attributes, name).map(|found| (found.name, NewValue::Cleared)))
        .collect()
}

/// The key columns in front, and what follows them.
fn key<'a>(table: &TableForm, words: &'a [String]) -> Result<(Vec<String>, &'a [String]), Stop> {
    let Some((given, rest)) = words.split_at_checked(table.keys.len()) else {
        let names: Vec<&str> = table.keys.iter().map(|column| column.name).collect();
        return Err(Stop::Refused(format!("a row is named by {}", names.join(", "))));
    };
    let key = table
        .keys
        .iter()
        .zip(given)
        .map(|(column, word)| column.check(word))
        .collect::<Result<_, _>>()?;
    Ok((key, rest))
}

fn partial_key(table: &TableForm, words: &[String]) -> Result<Vec<String>, Stop> {
    nothing_more(words.get(table.keys.len()..).unwrap_or_default())?;
    let columns = table.keys.iter().zip(words);
    Ok(columns.map(|(column, word)| column.check(word)).collect::<Result<_, _>>()?)
}

fn matching(rows: Vec<Row>, key: &[String]) -> Vec<Row> {
    rows.into_iter().filter(|row| row.key.starts_with(key)).collect()
}

/// What a new row has: the required columns in order, then names and values.
fn added(
    table: &TableForm,
    words: &[String],
    terminal: &mut impl Terminal,
) -> Result<Changes, Stop> {
    let Some((given, rest)) = words.split_at_checked(table.required.len()) else {
        let names: Vec<&str> =
            table.keys.iter().chain(table.required).map(|column| column.name).collect();
        return Err(Stop::Refused(format!("a row needs {}", names.join(", "))));
    };
    let mut changes: Changes = table
        .required
        .iter()
        .zip(given)
        .map(|(column, value)| new_value(column, value).map(|value| (column.name, value)))
        .collect::<Result<_, _>>()?;
    match (table.optional, rest) {
        (_, []) => {}
        ([only], [value]) if find(table.optional, value).is_none() => {
            changes.push((only.name, new_value(only, value)?));
        }
        (optional, rest) => changes.extend(pairs_of(optional, rest, terminal)?),
    }
    Ok(changes)
}

fn nothing_more(words: &[String]) -> Result<(), Stop> {
    match words.first() {
        None => Ok(()),
        Some(word) => Err(Stop::Refused(format!("'{word}' is too much"))),
    }
}

fn no_row(key: &[String]) -> Stop {
    Stop::Refused(format!("there is no row {}", key.join(" ")))
}

fn shown<'a>(attribute: &Attribute, values: &'a Values) -> &'a str {
    match values.get(attribute.name) {
        Some(Shown::Text(text)) => text,
        Some(Shown::Secret) => MASK,
        None => attribute.default.unwrap_or_default(),
    }
}

fn scalars(attributes: Vec<Attribute>, values: &Values) -> String {
    let lines: Vec<(&str, &str)> =
        attributes.iter().map(|found| (found.name, shown(found, values))).collect();
    bw_cli::write_scalars(lines)
}

fn table_text(table: &TableForm, rows: &[Row]) -> String {
    let attributes: Vec<&Attribute> =
        if table.brief { Vec::new() } else { table.attributes().collect() };
    let keys = table.keys.iter();
    let names = keys.chain(attributes.iter().copied()).map(|column| column.name.to_owned());
    let cells = |row: &Row| {
        let values = attributes.iter().map(|column| shown(column, &row.values).to_owned());
        row.key.iter().cloned().chain(values).collect()
    };
    let table = Table { columns: names.collect(), rows: rows.iter().map(cells).collect() };
    bw_cli::write_table(&table)
}

fn detail(table: &TableForm, row: &Row) -> String {
    let keys = table.keys.iter().zip(&row.key).map(|(column, value)| (column.name, value.as_str()));
    let rest = table.attributes().map(|column| (column.name, shown(column, &row.values)));
    let lines: Vec<(&str, &str)> = keys.chain(rest).collect();
    bw_cli::write_scalars(lines)
}
