//! Brings a schema up to date: all that is missing in one transaction, under a lock, because
//! several processes may open the same database at once.

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use sqlx::{AssertSqlSafe, SqlSafeStr as _, SqlStr};

use super::{Pool, Transaction, failed};
use crate::migrations::Migration;
use crate::row::values;
use crate::{Result, StoreError};

/// PostgreSQL's lock while schemas are made or changed; the number is ours.
const LOCK: &str = "SELECT pg_advisory_xact_lock(5496411836402721)";

const BOOK: &str = "CREATE TABLE IF NOT EXISTS schema_migrations \
     (version BIGINT NOT NULL PRIMARY KEY, description TEXT NOT NULL, checksum TEXT NOT NULL)";

/// Applies the migrations that are not in the book yet. `schema` is a checked identifier.
pub(super) async fn upgrade(
    pool: &Pool,
    schema: Option<&str>,
    migrations: &[Migration],
) -> Result<()> {
    let mut transaction = pool.begin().await.map_err(failed)?;
    if matches!(transaction, Transaction::Postgres(_)) {
        run(&mut transaction, LOCK.into_sql_str()).await?;
    }
    if let Some(schema) = schema {
        let statement = format!("CREATE SCHEMA IF NOT EXISTS {schema}");
        run(&mut transaction, AssertSqlSafe(statement).into_sql_str()).await?;
    }
    run(&mut transaction, BOOK.into_sql_str()).await?;
    let applied = transaction
        .rows("SELECT version, checksum FROM schema_migrations ORDER BY version".into(), Vec::new())
        .await
        .map_err(failed)?;
    let newest = migrations.last().map_or(0, |migration| migration.version);
    for row in &applied {
        if row.integer("version")? > newest {
            return Err(StoreError::Newer { version: row.integer("version")? });
        }
    }
    for (index, migration) in migrations.iter().enumerate() {
        let sql = match transaction {
            Transaction::Sqlite(_) => migration.sqlite,
            Transaction::Postgres(_) => migration.postgres,
        };
        let checksum = STANDARD_NO_PAD.encode(digest(&SHA256, sql.as_bytes()));
        match applied.get(index) {
            Some(row) if row.text("checksum")? == checksum => {}
            Some(_) => return Err(StoreError::Changed { migration: migration.description }),
            None => {
                run(&mut transaction, sql.into_sql_str()).await?;
                let written = values![migration.version, migration.description, checksum];
                transaction
                    .execute("INSERT INTO schema_migrations VALUES ($1, $2, $3)", written)
                    .await
                    .map_err(failed)?;
            }
        }
    }
    transaction.commit().await.map_err(failed)
}

/// Runs a text of several statements without values.
async fn run(transaction: &mut Transaction, sql: SqlStr) -> Result<()> {
    match transaction {
        Transaction::Sqlite(inner) => {
            sqlx::raw_sql(sql).execute(&mut **inner).await.map_err(failed)?;
        }
        Transaction::Postgres(inner) => {
            sqlx::raw_sql(sql).execute(&mut **inner).await.map_err(failed)?;
        }
    }
    Ok(())
}
