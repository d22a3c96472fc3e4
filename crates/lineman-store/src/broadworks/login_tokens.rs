//! Single sign-on tokens: each is good for logins of its user until it is over.

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::keys::user_key;
use crate::row::values;

repository! {
    /// Single sign-on tokens.
    LoginTokens
}

impl LoginTokens<'_> {
    /// Stores a token by its hash, in place of one with the same hash; those that are over go.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add(
        &self,
        token_hash: &str,
        user_id: &str,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<()> {
        let mut transaction = self.0.begin("storing a login token").await?;
        transaction
            .execute("DELETE FROM login_tokens WHERE expires_at <= $1", values![now])
            .await?;
        transaction
            .execute(
                "INSERT INTO login_tokens (token_hash, user_key, expires_at) VALUES ($1, $2, $3) \
                 ON CONFLICT (token_hash) DO UPDATE SET user_key = excluded.user_key, \
                 expires_at = excluded.expires_at",
                values![token_hash, user_key(user_id), expires_at],
            )
            .await?;
        transaction.commit().await
    }

    /// The user id of a token that is still good.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, token_hash: &str, now: Timestamp) -> Result<Option<String>> {
        let row = self
            .0
            .optional(
                "reading a login token",
                "SELECT user_key FROM login_tokens WHERE token_hash = $1 AND expires_at > $2",
                values![token_hash, now],
            )
            .await?;
        row.map(|row| row.text("user_key")).transpose()
    }
}
