//! What a store can fail with.

/// A store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database address is not one of ours.
    #[error("the database address is not usable: {0}")]
    Address(String),
    /// The database could not be opened or brought up to date.
    #[error("opening the database: {source}")]
    Open {
        /// The driver's reason.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A newer version of this program has changed the schema.
    #[error("the database has the schema version {version}, which is newer than this program")]
    Newer {
        /// The schema's version.
        version: i64,
    },
    /// A migration is not what it was when it was applied, or the database is another one.
    #[error(
        "the migration {migration} is not the one that was applied to this database; is it the \
         right database?"
    )]
    Changed {
        /// Which.
        migration: &'static str,
    },
    /// A row with this id or this unique value is there already.
    #[error("{doing}: it exists already")]
    Exists {
        /// What we were doing.
        doing: &'static str,
    },
    /// A row that this one needs is missing, or this one is needed by another.
    #[error("{doing}: it refers to something that is not there, or is still referred to")]
    Reference {
        /// What we were doing.
        doing: &'static str,
    },
    /// The row to change is not there.
    #[error("{doing}: it does not exist")]
    Missing {
        /// What we were doing.
        doing: &'static str,
    },
    /// There are as many rows, or as long a value, as may be.
    #[error("{doing}: it is full, or too long")]
    Full {
        /// What we were doing.
        doing: &'static str,
    },
    /// The database failed.
    #[error("{doing}: {source}")]
    Database {
        /// What we were doing.
        doing: &'static str,
        /// The driver's reason.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A value holds a NUL character, which not every engine can store.
    #[error("{doing}: a value holds a NUL character")]
    Unstorable {
        /// What we were doing.
        doing: &'static str,
    },
    /// A stored value is not what its column should hold.
    #[error("the stored value of {column} is not readable: {reason}")]
    Unreadable {
        /// The column.
        column: String,
        /// Why.
        reason: String,
    },
    /// A sealed value does not open: another key, or another row's value.
    #[error("a sealed value of {0} does not open with this key")]
    Sealed(String),
    /// The text of a sealing key is not one.
    #[error("a sealing key is 64 hexadecimal digits")]
    BadSealingKey,
}

impl StoreError {
    /// Whether the reason is that it exists already.
    #[must_use]
    pub const fn is_exists(&self) -> bool {
        matches!(self, Self::Exists { .. })
    }

    /// Whether the reason is a missing or a remaining reference.
    #[must_use]
    pub const fn is_reference(&self) -> bool {
        matches!(self, Self::Reference { .. })
    }
}
