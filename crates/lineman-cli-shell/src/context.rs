//! A context: a place in the tree with something to show or to change. Contexts are data.

use crate::attribute::Attribute;

/// A place in the tree.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// Path without a leading slash, `Interface/Messaging`.
    pub path: &'static str,
    /// What it is, in a few words.
    pub help: &'static str,
    /// Requirements of the guide that speak of it.
    pub requirements: &'static [&'static str],
    /// What is there.
    pub form: Form,
    /// Commands that only this context has.
    pub commands: &'static [Command],
    /// When a change acts.
    pub effect: Effect,
    /// Where its values are.
    pub holder: Holder,
}

/// What a context holds.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// Named values.
    Scalars(&'static [Attribute]),
    /// Rows.
    Table(TableForm),
    /// Commands only.
    Commands,
}

/// What a table holds.
#[derive(Debug, Clone, Copy)]
pub struct TableForm {
    /// Columns that name a row.
    pub keys: &'static [Attribute],
    /// Columns that a new row must have, in the order of `add`.
    pub required: &'static [Attribute],
    /// The others.
    pub optional: &'static [Attribute],
    /// Whether rows can be added and deleted.
    pub rows_change: bool,
    /// Whether the columns behind the keys can be changed.
    pub cells_change: bool,
    /// Whether `get` shows the key columns only and `detail` the rest.
    pub brief: bool,
}

impl TableForm {
    /// The columns behind the keys.
    pub fn attributes(&self) -> impl Iterator<Item = &'static Attribute> + use<> {
        self.required.iter().chain(self.optional)
    }
}

/// A command that only one context has.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// Its name, `exportKeys`.
    pub name: &'static str,
    /// Its parameters in order.
    pub parameters: &'static [Attribute],
    /// How many of them must be given.
    pub required: usize,
    /// What it does.
    pub help: &'static str,
}

/// When a change acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// At once.
    Immediate,
    /// When the server is started again.
    AtRestart,
}

/// Where values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Settings of the node.
    Settings,
    /// Device types.
    DeviceTypes,
    /// Hosts that log in without a password.
    ExternalAuthentication,
    /// Keys that sign long-lived tokens.
    SigningKeys,
    /// Trust anchors.
    TrustAnchors,
    /// Service providers and enterprises.
    ServiceProviders,
    /// Groups.
    Groups,
    /// Subscribers.
    Subscribers,
}

/// A shell: its prompt and its contexts.
#[derive(Debug, Clone, Copy)]
pub struct Root {
    /// `AS_CLI`.
    pub prefix: &'static str,
    /// All contexts.
    pub contexts: &'static [&'static Context],
}

impl Root {
    /// The context of a path.
    #[must_use]
    pub fn context(&self, path: &str) -> Option<&'static Context> {
        self.contexts.iter().copied().find(|context| context.path == path)
    }

    /// The levels right below a path, in the order of the tree.
    #[must_use]
    pub fn levels(&self, path: &str) -> Vec<&'static str> {
        let mut found: Vec<&'static str> = Vec::new();
        for context in self.contexts {
            let Some(rest) = below(context.path, path) else { continue };
            let level = rest.split('/').next().unwrap_or(rest);
            if !found.contains(&level) {
                found.push(level);
            }
        }
        found
    }

    /// The names of all levels.
    pub fn levels_anywhere(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.contexts.iter().flat_map(|context| context.path.split('/'))
    }

    /// Whether a word is the name of a secret somewhere in this shell.
    #[must_use]
    pub fn names_secret(&self, word: &str) -> bool {
        let same = |attribute: &Attribute| {
            attribute.is_secret() && attribute.name.eq_ignore_ascii_case(word)
        };
        self.contexts.iter().any(|context| match context.form {
            Form::Scalars(attributes) => attributes.iter().any(same),
            Form::Table(table) => table.attributes().any(same),
            Form::Commands => false,
        })
    }

    /// Whether a word is the name of an attribute that is no secret.
    #[must_use]
    pub fn names_plain(&self, word: &str) -> bool {
        let same = |attribute: &Attribute| {
            !attribute.is_secret() && attribute.name.eq_ignore_ascii_case(word)
        };
        self.contexts.iter().any(|context| match context.form {
            Form::Scalars(attributes) => attributes.iter().any(same),
            Form::Table(table) => table.keys.iter().chain(table.attributes()).any(same),
            Form::Commands => false,
        })
    }
}

/// What follows `path` in a path below it.
fn below(whole: &'static str, path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some(whole);
    }
    whole.strip_prefix(path)?.strip_prefix('/')
}
