//! Where a shell stands, and what a word means there.

use crate::context::{Command, Context, Form, Root};

/// A place in the tree.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub(crate) root: &'static Root,
    /// Path without a leading slash; empty at the root.
    pub(crate) path: &'static str,
}

/// What a word means.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Meaning {
    Quit,
    QuitAll,
    Exit,
    Help,
    Get,
    Detail,
    Set,
    Clear,
    Add,
    Delete,
    Own(&'static Command),
    Level(Place),
}

/// Words that mean something everywhere.
const EVERYWHERE: &[(&str, Meaning)] = &[
    ("q", Meaning::Quit),
    ("quit", Meaning::Quit),
    ("qa", Meaning::QuitAll),
    ("exit", Meaning::Exit),
    ("h", Meaning::Help),
    ("help", Meaning::Help),
    ("?", Meaning::Help),
];

impl Place {
    /// The root.
    #[must_use]
    pub const fn top(root: &'static Root) -> Self {
        Self { root, path: "" }
    }

    /// The context here, if there is one.
    #[must_use]
    pub fn context(&self) -> Option<&'static Context> {
        self.root.context(self.path)
    }

    /// One level up; none at the root.
    pub(crate) fn up(&self) -> Option<Self> {
        if self.path.is_empty() {
            return None;
        }
        let path = self.path.rsplit_once('/').map_or("", |(parent, _)| parent);
        Some(Self { path, ..*self })
    }

    fn down(&self, level: &str) -> Option<Self> {
        // The path is cut out of a context's, so that it needs no memory of its own.
        let length = if self.path.is_empty() { 0 } else { self.path.len() + 1 } + level.len();
        let context = self.root.contexts.iter().find(|context| {
            let path = context.path;
            path.get(..length).is_some_and(|head| {
                head.ends_with(level)
                    && head.starts_with(self.path)
                    && (self.path.is_empty() || path.as_bytes().get(self.path.len()) == Some(&b'/'))
            }) && matches!(path.as_bytes().get(length), None | Some(b'/'))
        })?;
        context.path.get(..length).map(|path| Self { path, ..*self })
    }

    /// Every word that means something here: commands first, then levels.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        let mut words: Vec<&'static str> =
            self.commands().into_iter().map(|(word, _)| word).collect();
        words.extend(self.root.levels(self.path));
        words.extend(EVERYWHERE.iter().map(|(word, _)| *word).filter(|word| *word != "?"));
        words
    }

    /// The commands of the context here.
    pub(crate) fn commands(&self) -> Vec<(&'static str, Meaning)> {
        let Some(context) = self.context() else { return Vec::new() };
        let mut commands = Vec::new();
        match context.form {
            Form::Scalars(_) => {
                commands.extend([
                    ("get", Meaning::Get),
                    ("set", Meaning::Set),
                    ("clear", Meaning::Clear),
                ]);
            }
            Form::Table(table) => {
                commands.extend([("get", Meaning::Get), ("detail", Meaning::Detail)]);
                if table.cells_change {
                    commands.push(("set", Meaning::Set));
                    if !table.optional.is_empty() {
                        commands.push(("clear", Meaning::Clear));
                    }
                }
                if table.rows_change {
                    commands.extend([("add", Meaning::Add), ("delete", Meaning::Delete)]);
                }
            }
            Form::Commands => {}
        }
        commands.extend(context.commands.iter().map(|own| (own.name, Meaning::Own(own))));
        commands
    }

    /// What a word means: a whole name, or the beginning of exactly one.
    pub(crate) fn meaning(&self, word: &str) -> Result<Meaning, String> {
        if word.contains('/') {
            return self.walk(word).map(Meaning::Level);
        }
        let mut candidates = self.commands();
        for level in self.root.levels(self.path) {
            if let Some(place) = self.down(level) {
                candidates.push((level, Meaning::Level(place)));
            }
        }
        let all = || candidates.iter().chain(EVERYWHERE);
        if let Some((_, meaning)) = all().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
            return Ok(*meaning);
        }
        let begins =
            |name: &str| name.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        let found: Vec<&(&str, Meaning)> = all().filter(|(name, _)| begins(name)).collect();
        match found.as_slice() {
            [(_, meaning)] => Ok(*meaning),
            [] => Err(format!("'{word}' is not known here; possible: {}", self.words().join(", "))),
            several => {
                let names: Vec<&str> = several.iter().map(|(name, _)| *name).collect();
                Err(format!("'{word}' is ambiguous: {}", names.join(", ")))
            }
        }
    }

    /// Follows a path of levels; a leading slash begins at the root.
    fn walk(&self, path: &str) -> Result<Self, String> {
        let start = if path.starts_with('/') { Self::top(self.root) } else { *self };
        path.split('/').filter(|level| !level.is_empty()).try_fold(
            start,
            |place, level| match place.meaning(level)? {
                Meaning::Level(next) => Ok(next),
                _ => Err(format!("'{level}' is not a level")),
            },
        )
    }
}
