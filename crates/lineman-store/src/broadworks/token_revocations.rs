//! Since when long-lived tokens count as revoked, for one user or for all.

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::keys::user_key;
use crate::row::values;

repository! {
    /// Since when long-lived tokens count as revoked.
    TokenRevocations
}

impl TokenRevocations<'_> {
    /// Revokes all tokens issued until now: of one user, or of everybody. A time never goes back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke(&self, user_id: Option<&str>, now: Timestamp) -> Result<()> {
        self.0
            .execute(
                "revoking tokens",
                "INSERT INTO token_revocations (user_key, revoked_at) VALUES ($1, $2) \
                 ON CONFLICT (user_key) DO UPDATE SET revoked_at = excluded.revoked_at \
                 WHERE token_revocations.revoked_at < excluded.revoked_at",
                values![user_id.map(user_key).unwrap_or_default(), now],
            )
            .await?;
        Ok(())
    }

    /// The later of the user's and the system's time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_user(&self, user_id: &str) -> Result<Option<Timestamp>> {
        let row = self
            .0
            .optional(
                "reading the token revocation time",
                "SELECT MAX(revoked_at) AS revoked_at FROM token_revocations \
                 WHERE user_key = $1 OR user_key = ''",
                values![user_key(user_id)],
            )
            .await?;
        Ok(row.map(|row| row.optional_time("revoked_at")).transpose()?.flatten())
    }
}
