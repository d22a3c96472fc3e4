//! What repositories work with: statements with their purpose, single or in a transaction.

use std::sync::Arc;
use std::time::Duration;

use lineman_model::Random;
use tokio::sync::Notify;

use crate::driver::{self, Pool, Statement};
use crate::migrations::Migration;
use crate::row::{Row, Value};
use crate::sealing::{Sealer, SealingKey};
use crate::{Result, StoreError};

/// A database and the key for its sealed columns.
#[derive(Clone)]
pub(crate) struct Database {
    pool: Pool,
    pub(crate) sealer: Sealer,
    /// Rung when this process adds a job.
    bell: Arc<Notify>,
}

impl Database {
    pub(crate) async fn open(
        address: &str,
        migrations: &[Migration],
        key: SealingKey,
        random: Arc<dyn Random>,
    ) -> Result<Self> {
        let pool = driver::open(address, migrations).await?;
        Ok(Self { pool, sealer: Sealer::new(key, random), bell: Arc::default() })
    }

    pub(crate) const fn engine(&self) -> &'static str {
        self.pool.engine()
    }

    /// The text for this engine, of the few statements that cannot be shared.
    pub(crate) const fn for_engine(
        &self,
        sqlite: &'static str,
        postgres: &'static str,
    ) -> &'static str {
        match self.pool {
            Pool::Sqlite { .. } => sqlite,
            Pool::Postgres(_) => postgres,
        }
    }

    pub(crate) fn announce_job(&self) {
        // One waiter, or the next one to wait: each job needs one worker.
        self.bell.notify_one();
    }

    pub(crate) async fn wait_for_job(&self, longest: Duration) {
        // Whether it rang or the time is over, the caller looks at the table.
        let _ = tokio::time::timeout(longest, self.bell.notified()).await;
    }

    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }

    pub(crate) async fn all(
        &self,
        doing: &'static str,
        sql: impl Into<Statement>,
        values: Vec<Value>,
    ) -> Result<Vec<Row>> {
        check(doing, &values)?;
        self.pool.read(sql.into(), values).await.map_err(|error| driver::translate(doing, error))
    }

    pub(crate) async fn optional(
        &self,
        doing: &'static str,
        sql: impl Into<Statement>,
        values: Vec<Value>,
    ) -> Result<Option<Row>> {
        Ok(self.all(doing, sql, values).await?.into_iter().next())
    }

    /// The value of a column called `number` in the only row.
    pub(crate) async fn count(
        &self,
        doing: &'static str,
        sql: impl Into<Statement>,
        values: Vec<Value>,
    ) -> Result<i64> {
        match self.optional(doing, sql, values).await? {
            Some(row) => row.integer("number"),
            None => Ok(0),
        }
    }

    /// A single writing statement; says how many rows it changed.
    pub(crate) async fn execute(
        &self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<u64> {
        check(doing, &values)?;
        self.pool.execute(sql, values).await.map_err(|error| driver::translate(doing, error))
    }

    /// A single writing statement that must change a row.
    pub(crate) async fn change(
        &self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<()> {
        match self.execute(doing, sql, values).await? {
            0 => Err(StoreError::Missing { doing }),
            _ => Ok(()),
        }
    }

    /// A single writing statement with `RETURNING`; its first row.
    pub(crate) async fn returning(
        &self,
        doing: &'static str,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<Row>> {
        check(doing, &values)?;
        let rows =
            self.pool.write(sql, values).await.map_err(|error| driver::translate(doing, error))?;
        Ok(rows.into_iter().next())
    }

    pub(crate) async fn begin(&self, doing: &'static str) -> Result<Transaction> {
        let inner = self.pool.begin().await.map_err(|error| driver::translate(doing, error))?;
        Ok(Transaction { inner, doing })
    }
}

/// Several statements that count together or not at all. Dropped without a commit it is rolled
/// back. While it is open the same task must not use the [`Database`]: SQLite has one writer.
pub(crate) struct Transaction {
    inner: driver::Transaction,
    doing: &'static str,
}

impl Transaction {
    pub(crate) async fn all(&mut self, sql: &'static str, values: Vec<Value>) -> Result<Vec<Row>> {
        self.all_built(sql.into(), values).await
    }

    pub(crate) async fn all_built(
        &mut self,
        sql: Statement,
        values: Vec<Value>,
    ) -> Result<Vec<Row>> {
        let doing = self.doing;
        check(doing, &values)?;
        self.inner.rows(sql, values).await.map_err(|error| driver::translate(doing, error))
    }

    pub(crate) async fn optional(
        &mut self,
        sql: &'static str,
        values: Vec<Value>,
    ) -> Result<Option<Row>> {
        Ok(self.all(sql, values).await?.into_iter().next())
    }

    pub(crate) async fn execute(&mut self, sql: &'static str, values: Vec<Value>) -> Result<u64> {
        let doing = self.doing;
        check(doing, &values)?;
        self.inner.execute(sql, values).await.map_err(|error| driver::translate(doing, error))
    }

    pub(crate) async fn commit(self) -> Result<()> {
        let doing = self.doing;
        self.inner.commit().await.map_err(|error| driver::translate(doing, error))
    }
}

/// PostgreSQL cannot store NUL in text, so neither engine does.
fn check(doing: &'static str, values: &[Value]) -> Result<()> {
    let holds_nul = |value: &Value| matches!(value, Value::Text(Some(text)) if text.contains('\0'));
    if values.iter().any(holds_nul) { Err(StoreError::Unstorable { doing }) } else { Ok(()) }
}
