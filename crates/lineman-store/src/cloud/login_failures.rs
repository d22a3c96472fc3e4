//! Wrong passwords in a row, and the lock that follows.

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::keys::folded;
use crate::row::{Row, values};

/// When to lock, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockPolicy {
    /// So many failures in a row lock.
    pub failures: u32,
    /// For so many milliseconds.
    pub lock_millis: i64,
    /// A failure so many milliseconds after the one before starts a new row; so does one after a
    /// lock has ended.
    pub forget_millis: i64,
}

/// What is known of a user's attempts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LoginState {
    /// Failures in a row.
    pub failures: u32,
    /// Locked until then.
    pub locked_until: Option<Timestamp>,
}

impl LoginState {
    /// Whether the user is locked at this moment.
    #[must_use]
    pub fn is_locked(&self, now: Timestamp) -> bool {
        self.locked_until.is_some_and(|until| until > now)
    }
}

repository! {
    /// Wrong passwords in a row. Users are named as they sign in, whatever the case.
    LoginFailures
}

fn read(row: &Row) -> Result<LoginState> {
    Ok(LoginState {
        failures: u32::try_from(row.integer("failures")?).unwrap_or(u32::MAX),
        locked_until: row.optional_time("locked_until")?,
    })
}

impl LoginFailures<'_> {
    /// What is known of a user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn state(&self, user: &str) -> Result<LoginState> {
        let row = self
            .0
            .optional(
                "reading login failures",
                "SELECT * FROM login_failures WHERE user_key = $1",
                values![folded(user)],
            )
            .await?;
        row.as_ref().map_or_else(|| Ok(LoginState::default()), read)
    }

    /// Counts a failure; gives what is known now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn record(
        &self,
        user: &str,
        policy: LockPolicy,
        now: Timestamp,
    ) -> Result<LoginState> {
        let forget_before = now.plus_millis(-policy.forget_millis);
        let lock_until = now.plus_millis(policy.lock_millis);
        let first_locks = policy.failures <= 1;
        // One statement, so that parallel attempts are all counted.
        let row = self
            .0
            .returning(
                "counting a login failure",
                "INSERT INTO login_failures (user_key, failures, last_failure_at, locked_until) \
                 VALUES ($1, 1, $2, $6) ON CONFLICT (user_key) DO UPDATE SET \
                 failures = CASE WHEN login_failures.last_failure_at < $3 \
                 OR login_failures.locked_until <= $2 THEN 1 \
                 ELSE login_failures.failures + 1 END, \
                 locked_until = CASE WHEN login_failures.last_failure_at < $3 \
                 OR login_failures.locked_until <= $2 THEN $6 \
                 WHEN login_failures.failures + 1 >= $4 THEN $5 \
                 ELSE login_failures.locked_until END, \
                 last_failure_at = $2 RETURNING *",
                values![
                    folded(user),
                    now,
                    forget_before,
                    policy.failures,
                    lock_until,
                    first_locks.then_some(lock_until),
                ],
            )
            .await?;
        row.as_ref().map_or_else(|| Ok(LoginState::default()), read)
    }

    /// Forgets a user's failures after a success.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear(&self, user: &str) -> Result<()> {
        self.0
            .execute(
                "forgetting login failures",
                "DELETE FROM login_failures WHERE user_key = $1",
                values![folded(user)],
            )
            .await?;
        Ok(())
    }
}
