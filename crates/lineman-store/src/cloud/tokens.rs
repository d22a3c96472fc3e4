//! Access and refresh tokens; of the token itself only the caller's hash is stored.

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::row::values;

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// To be shown with requests.
    Access,
    /// To be exchanged for a new access token.
    Refresh,
}

impl TokenKind {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Access => "access",
            Self::Refresh => "refresh",
        }
    }

    /// From its word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Access, Self::Refresh].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// SHA-256 of the token, in hexadecimal.
    pub token_hash: String,
    /// What it is for.
    pub kind: TokenKind,
    /// Whose it is.
    pub user_id: String,
    /// The user's organisation.
    pub org_id: String,
    /// The OAuth client that asked for it.
    pub client_id: String,
    /// What it allows, separated by blanks.
    pub scope: String,
    /// Since when.
    pub issued_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

repository! {
    /// Access and refresh tokens.
    Tokens
}

impl Tokens<'_> {
    /// Stores new ones; all or none.
    ///
    /// # Errors
    /// When the user is not there.
    pub async fn add(&self, tokens: &[Token]) -> Result<()> {
        let mut transaction = self.0.begin("storing tokens").await?;
        for token in tokens {
            transaction
                .execute(
                    "INSERT INTO tokens (token_hash, kind, user_id, org_id, client_id, scope, \
                     issued_at, expires_at, revoked_at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    values![
                        &token.token_hash,
                        token.kind.as_str(),
                        &token.user_id,
                        &token.org_id,
                        &token.client_id,
                        &token.scope,
                        token.issued_at,
                        token.expires_at,
                        token.revoked_at,
                    ],
                )
                .await?;
        }
        transaction.commit().await
    }

    /// The one with this hash, whether it is still good or not: the caller says why not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, kind: TokenKind, token_hash: &str) -> Result<Option<Token>> {
        let row = self
            .0
            .optional(
                "reading a token",
                "SELECT * FROM tokens WHERE token_hash = $1 AND kind = $2",
                values![token_hash, kind.as_str()],
            )
            .await?;
        row.map(|row| {
            Ok(Token {
                token_hash: row.text("token_hash")?,
                kind: row.word("kind", TokenKind::parse)?,
                user_id: row.text("user_id")?,
                org_id: row.text("org_id")?,
                client_id: row.text("client_id")?,
                scope: row.text("scope")?,
                issued_at: row.time("issued_at")?,
                expires_at: row.time("expires_at")?,
                revoked_at: row.optional_time("revoked_at")?,
            })
        })
        .transpose()
    }

    /// Revokes one; false when it was not there or was revoked before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke(&self, token_hash: &str, now: Timestamp) -> Result<bool> {
        let changed = self
            .0
            .execute(
                "revoking a token",
                "UPDATE tokens SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL",
                values![token_hash, now],
            )
            .await?;
        Ok(changed > 0)
    }

    /// Revokes all of a user; how many were good until now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_user(&self, user_id: &str, now: Timestamp) -> Result<u64> {
        self.0
            .execute(
                "revoking the tokens of a user",
                "UPDATE tokens SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL",
                values![user_id, now],
            )
            .await
    }

    /// Forgets those that ended before `before`; how many. Keep them a while after their end, so
    /// that "expired" can be told from "unknown".
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_expired(&self, before: Timestamp) -> Result<u64> {
        self.0
            .execute(
                "forgetting old tokens",
                "DELETE FROM tokens WHERE expires_at <= $1",
                values![before],
            )
            .await
    }
}
