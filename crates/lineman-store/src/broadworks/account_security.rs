//! What is known of an account's password: since when, how often it was wrong, what it was before.

use lineman_model::{Secret, Timestamp};

use super::repository;
use crate::Result;
use crate::keys::user_key;
use crate::row::{Row, json, values};
use crate::sealing::Sealer;

/// What is known of the password of a user or an administrator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountSecurity {
    /// Since when the password is what it is; unknown for accounts that were never changed.
    pub password_changed_at: Option<Timestamp>,
    /// Whether the next login must change it.
    pub must_change_password: bool,
    /// Wrong passwords since the last right one.
    pub failed_logins: u32,
    /// Since when too many of them lock the account.
    pub locked_at: Option<Timestamp>,
    /// The last login.
    pub last_login_at: Option<Timestamp>,
    /// Former passwords, the newest first.
    pub previous_passwords: Vec<Secret>,
}

repository! {
    /// Passwords' histories.
    AccountSecurities
}

fn place(key: &str) -> String {
    format!("account_security.previous_passwords/{key}")
}

fn read(row: &Row, sealer: &Sealer) -> Result<AccountSecurity> {
    let key = row.text("user_key")?;
    let sealed = row.optional_text("sealed_previous_passwords")?;
    let previous = match sealer.open_optional(&place(&key), sealed)? {
        Some(list) => serde_json::from_str::<Vec<String>>(list.reveal()).unwrap_or_default(),
        None => Vec::new(),
    };
    Ok(AccountSecurity {
        password_changed_at: row.optional_time("password_changed_at")?,
        must_change_password: row.flag("must_change_password")?,
        failed_logins: u32::try_from(row.integer("failed_logins")?).unwrap_or(u32::MAX),
        locked_at: row.optional_time("locked_at")?,
        last_login_at: row.optional_time("last_login_at")?,
        previous_passwords: previous.into_iter().map(Secret::new).collect(),
    })
}

impl AccountSecurities<'_> {
    /// What is known of an account; nothing is the default.
    ///
    /// # Errors
    /// When the database fails, or it was sealed with another key.
    pub async fn get(&self, user_id: &str) -> Result<AccountSecurity> {
        let row = self
            .0
            .optional(
                "reading the history of a password",
                "SELECT * FROM account_security WHERE user_key = $1",
                values![user_key(user_id)],
            )
            .await?;
        row.map_or_else(|| Ok(AccountSecurity::default()), |row| read(&row, &self.0.sealer))
    }

    /// Changes what is known of an account under a lock, so that no wrong password goes uncounted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn modify(
        &self,
        user_id: &str,
        change: impl FnOnce(&mut AccountSecurity) + Send,
    ) -> Result<AccountSecurity> {
        let key = user_key(user_id);
        let mut transaction = self.0.begin("changing the history of a password").await?;
        transaction
            .execute(
                "INSERT INTO account_security (user_key, must_change_password, failed_logins) \
                 VALUES ($1, 0, 0) ON CONFLICT DO NOTHING",
                values![&key],
            )
            .await?;
        let row = transaction
            .optional(
                "UPDATE account_security SET user_key = user_key WHERE user_key = $1 RETURNING *",
                values![&key],
            )
            .await?;
        let mut security = match &row {
            Some(row) => read(row, &self.0.sealer)?,
            None => AccountSecurity::default(),
        };
        change(&mut security);
        let previous: Vec<&str> = security.previous_passwords.iter().map(Secret::reveal).collect();
        let sealed = if previous.is_empty() {
            None
        } else {
            Some(self.0.sealer.seal(&place(&key), &Secret::new(json(&previous)?))?)
        };
        transaction
            .execute(
                "UPDATE account_security SET password_changed_at = $2, \
                 must_change_password = $3, failed_logins = $4, locked_at = $5, \
                 last_login_at = $6, sealed_previous_passwords = $7 WHERE user_key = $1",
                values![
                    key,
                    security.password_changed_at,
                    security.must_change_password,
                    security.failed_logins,
                    security.locked_at,
                    security.last_login_at,
                    sealed,
                ],
            )
            .await?;
        transaction.commit().await?;
        Ok(security)
    }

    /// Forgets an account that is gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, user_id: &str) -> Result<()> {
        self.0
            .execute(
                "forgetting the history of a password",
                "DELETE FROM account_security WHERE user_key = $1",
                values![user_key(user_id)],
            )
            .await?;
        Ok(())
    }
}
