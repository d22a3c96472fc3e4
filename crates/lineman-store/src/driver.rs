//! The one module that knows the two drivers.

mod upgrade;

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgRow, Postgres};
use sqlx::sqlite::{
    Sqlite, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{Column as _, Executor, Row as _, TypeInfo as _, ValueRef as _};

use crate::migrations::Migration;
use crate::row::{Row, Value};
use crate::{Result, StoreError};

/// How long a statement waits for a connection or for another writer.
const WAIT: Duration = Duration::from_secs(15);
const SQLITE_READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 8;

/// The text of a statement.
pub(crate) enum Statement {
    /// A constant of ours.
    Fixed(&'static str),
    /// Put together from constants of ours; values are never part of it.
    Built(String),
}

impl From<&'static str> for Statement {
    fn from(text: &'static str) -> Self {
        Self::Fixed(text)
    }
}

/// A pool of one engine's connections.
#[derive(Debug, Clone)]
pub(crate) enum Pool {
    /// SQLite has one writer; in memory it is also the only reader.
    Sqlite {
        writer: SqlitePool,
        readers: SqlitePool,
    },
    Postgres(PgPool),
}

/// A transaction; dropped without a commit it is rolled back.
pub(crate) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

/// Opens the database of an address and brings its schema up to date.
pub(crate) async fn open(address: &str, migrations: &[Migration]) -> Result<Pool> {
    if let Some(path) = address.strip_prefix("sqlite:") {
        open_sqlite(path, migrations).await
    } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        open_postgres(address, migrations).await
    } else {
        Err(StoreError::Address(String::from(
            "it must begin with sqlite: or postgres:// (the address itself may hold a password)",
        )))
    }
}

async fn open_sqlite(path: &str, migrations: &[Migration]) -> Result<Pool> {
    let path = path.strip_prefix("//").unwrap_or(path);
    let in_memory = path == ":memory:";
    if path.is_empty() {
        return Err(StoreError::Address(String::from("sqlite: needs a path or :memory:")));
    }
    let options = if in_memory {
        SqliteConnectOptions::from_str("sqlite::memory:").map_err(failed)?
    } else {
        SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A job that was accepted must survive the machine, not only the process.
            .synchronous(SqliteSynchronous::Full)
    }
    .foreign_keys(true)
    .busy_timeout(WAIT);
    let writer = open_sqlite_writer(&options).await.map_err(failed)?;
    let only_writer = Pool::Sqlite { readers: writer.clone(), writer: writer.clone() };
    upgrade::upgrade(&only_writer, None, migrations).await?;
    if in_memory {
        return Ok(only_writer);
    }
    let readers = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(WAIT)
        .connect_with(options.read_only(true).create_if_missing(false))
        .await
        .map_err(failed)?;
    Ok(Pool::Sqlite { writer, readers })
}

/// The one connection that writes. Turning a new file over to its write-ahead log does not wait for
/// another process that does the same, whatever the busy time-out says; so we try again.
async fn open_sqlite_writer(
    options: &SqliteConnectOptions,
) -> std::result::Result<sqlx::SqlitePool, sqlx::Error> {
    // SQLITE_BUSY; the higher bits of a code say more.
    let is_busy = |code: &str| code.parse::<u32>().is_ok_and(|code| code & 0xff == 5);
    let mut turns = tokio::time::interval(Duration::from_millis(20));
    let mut tries = 0;
    loop {
        turns.tick().await;
        tries += 1;
        let opened = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(1)
            .acquire_timeout(WAIT)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await;
        match &opened {
            Err(sqlx::Error::Database(error))
                if error.code().is_some_and(|code| is_busy(&code)) && tries < 100 => {}
            _ => return opened,
        }
    }
}

/// `?schema=NAME` puts everything into a schema of its own, which is made if it is missing: so two
/// stores, or two tests, share one database.
async fn open_postgres(address: &str, migrations: &[Migration]) -> Result<Pool> {
    let (address, schema) = split_schema(address)?;
    // The driver's reason may quote the address, and with it the password.
    let mut options = PgConnectOptions::from_str(&address)
        .map_err(|_| StoreError::Address(String::from("not a PostgreSQL URL")))?
        .application_name("lineman");
    if let Some(schema) = &schema {
        options = options.options([("search_path", schema.as_str())]);
    }
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(WAIT)
        .connect_with(options)
        .await
        .map_err(failed)?;
    let pool = Pool::Postgres(pool);
    upgrade::upgrade(&pool, schema.as_deref(), migrations).await?;
    Ok(pool)
}

fn split_schema(address: &str) -> Result<(String, Option<String>)> {
    let Some((base, query)) = address.split_once('?') else {
        return Ok((address.to_owned(), None));
    };
    let mut schema = None;
    let mut rest = Vec::new();
    for parameter in query.split('&') {
        match parameter.strip_prefix("schema=") {
            Some(name) => schema = Some(name.to_owned()),
            None => rest.push(parameter),
        }
    }
    if let Some(name) = &schema {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase());
        if !starts_well || !name.chars().all(plain) || name.len() > 63 {
            return Err(StoreError::Address(String::from(
                "a schema name is made of a to z, 0 to 9 and _",
            )));
        }
    }
    let separator = if rest.is_empty() { "" } else { "?" };
    Ok((format!("{base}{separator}{}", rest.join("&")), schema))
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Open { source: Box::new(error) }
}

impl Pool {
    pub(crate) const fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Rows of a statement that only reads.
    pub(crate) async fn read(
        &self,
        sql: Statement,
        values: Vec<Value>,
    ) -> std::result::Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => sqlite_rows(readers, sql, values).await,
            Self::Postgres(pool) => postgres_rows(pool, sql, values).await,
        }
    }

    /// Rows that a single writing statement returns.
    pub(crate) async fn write(
        &self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> std::result::Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite { writer, .. } => sqlite_rows(writer, sql.into(), values).await,
            Self::Postgres(pool) => postgres_rows(pool, sql.into(), values).await,
        }
    }

    /// Number of rows that a single writing statement changed.
    pub(crate) async fn execute(
        &self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> std::result::Result<u64, sqlx::Error> {
        match self {
            Self::Sqlite { writer, .. } => sqlite_execute(writer, sql, values).await,
            Self::Postgres(pool) => postgres_execute(pool, sql, values).await,
        }
    }

    pub(crate) async fn begin(&self) -> std::result::Result<Transaction, sqlx::Error> {
        match self {
            // IMMEDIATE: a transaction that reads first and writes later cannot lose the race for
            // the write lock half-way.
            Self::Sqlite { writer, .. } => {
                writer.begin_with("BEGIN IMMEDIATE").await.map(Transaction::Sqlite)
            }
            Self::Postgres(pool) => pool.begin().await.map(Transaction::Postgres),
        }
    }
}

impl Transaction {
    pub(crate) async fn rows(
        &mut self,
        sql: Statement,
        values: Vec<Value>,
    ) -> std::result::Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => sqlite_rows(&mut **transaction, sql, values).await,
            Self::Postgres(transaction) => postgres_rows(&mut **transaction, sql, values).await,
        }
    }

    pub(crate) async fn execute(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> std::result::Result<u64, sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => sqlite_execute(&mut **transaction, sql, values).await,
            Self::Postgres(transaction) => postgres_execute(&mut **transaction, sql, values).await,
        }
    }

    pub(crate) async fn commit(self) -> std::result::Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(transaction) => transaction.commit().await,
            Self::Postgres(transaction) => transaction.commit().await,
        }
    }
}

/// Turns a driver's error into ours.
pub(crate) fn translate(doing: &'static str, error: sqlx::Error) -> StoreError {
    if let Some(database) = error.as_database_error() {
        if database.is_unique_violation() {
            return StoreError::Exists { doing };
        }
        if database.is_foreign_key_violation() {
            return StoreError::Reference { doing };
        }
    }
    StoreError::Database { doing, source: Box::new(error) }
}

macro_rules! engine {
    ($rows:ident, $execute:ident, $query:ident, $database:ty, $row:ident, $decode:ident) => {
        fn $query(
            sql: Statement,
            values: Vec<Value>,
        ) -> sqlx::query::Query<'static, $database, <$database as sqlx::Database>::Arguments> {
            let query = match sql {
                Statement::Fixed(text) => sqlx::query(text),
                Statement::Built(text) => sqlx::query(sqlx::AssertSqlSafe(text)),
            };
            values.into_iter().fold(query, |query, value| match value {
                Value::Text(text) => query.bind(text),
                Value::Integer(integer) => query.bind(integer),
            })
        }

        async fn $rows<'e>(
            executor: impl Executor<'e, Database = $database>,
            sql: Statement,
            values: Vec<Value>,
        ) -> std::result::Result<Vec<Row>, sqlx::Error> {
            let rows: Vec<$row> = $query(sql, values).fetch_all(executor).await?;
            rows.iter().map($decode).collect()
        }

        async fn $execute<'e>(
            executor: impl Executor<'e, Database = $database>,
            sql: &'static str,
            values: Vec<Value>,
        ) -> std::result::Result<u64, sqlx::Error> {
            Ok($query(sql.into(), values).execute(executor).await?.rows_affected())
        }

        fn $decode(row: &$row) -> std::result::Result<Row, sqlx::Error> {
            let columns = row.columns().iter().map(|column| {
                let index = column.ordinal();
                let raw = row.try_get_raw(index)?;
                let is_text = raw.type_info().name().eq_ignore_ascii_case("TEXT");
                let value = if raw.is_null() {
                    Value::Text(None)
                } else if is_text {
                    Value::Text(Some(row.try_get(index)?))
                } else {
                    Value::Integer(Some(row.try_get(index)?))
                };
                Ok((column.name().to_owned(), value))
            });
            columns.collect::<std::result::Result<_, sqlx::Error>>().map(Row::new)
        }
    };
}

engine!(sqlite_rows, sqlite_execute, sqlite_query, Sqlite, SqliteRow, sqlite_decode);
engine!(postgres_rows, postgres_execute, postgres_query, Postgres, PgRow, postgres_decode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_taken_out_of_the_address() {
        let (address, schema) =
            split_schema("postgres://u@h/d?sslmode=disable&schema=abc_1").expect("split");
        assert_eq!(address, "postgres://u@h/d?sslmode=disable");
        assert_eq!(schema.as_deref(), Some("abc_1"));
        assert_eq!(split_schema("postgres://u@h/d").expect("split").1, None);
        for bad in ["a;drop", "1a", "", "A", "a b", "\"a\""] {
            assert!(split_schema(&format!("postgres://h/d?schema={bad}")).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn an_unusable_address_is_refused_without_repeating_it() {
        for address in ["mysql://u:hunter2@h/d", "sqlite:", "", "postgres://u:hunter2@h:x/d"] {
            let error = open(address, &[]).await.expect_err(address);
            assert!(matches!(error, StoreError::Address(_)), "{error}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }
}
