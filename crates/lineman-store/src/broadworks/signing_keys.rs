//! Keys that sign long-lived tokens, one set per XSP: a token of one XSP is good at another only
//! after the keys were copied.

use lineman_model::{Secret, Timestamp};

use super::repository;
use super::signing_key_file::{SIGNING_KEY_FILE, read_signing_keys, write_signing_keys};
use crate::row::{Row, values};
use crate::sealing::Sealer;
use crate::{Result, StoreError};

/// A private key of an XSP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningKey {
    /// Which XSP uses it.
    pub owner: String,
    /// The `kid` of its tokens.
    pub key_id: String,
    /// The private key, PKCS#8 PEM.
    pub private_key_pem: Secret,
    /// Since when.
    pub created_at: Timestamp,
}

repository! {
    /// Keys that sign long-lived tokens.
    SigningKeys
}

fn place(owner: &str, key_id: &str) -> String {
    format!("signing_keys.private_key/{owner}\n{key_id}")
}

fn read(row: &Row, sealer: &Sealer) -> Result<SigningKey> {
    let (owner, key_id) = (row.text("key_owner")?, row.text("key_id")?);
    Ok(SigningKey {
        private_key_pem: sealer.open(&place(&owner, &key_id), &row.text("sealed_private_key")?)?,
        owner,
        key_id,
        created_at: row.time("created_at")?,
    })
}

impl SigningKeys<'_> {
    /// Adds one.
    ///
    /// # Errors
    /// When the owner has a key with this id.
    pub async fn add(&self, key: &SigningKey) -> Result<()> {
        let sealed = self.0.sealer.seal(&place(&key.owner, &key.key_id), &key.private_key_pem)?;
        self.0
            .change(
                "adding a signing key",
                "INSERT INTO signing_keys (key_owner, key_id, sealed_private_key, created_at) \
                 VALUES ($1, $2, $3, $4)",
                values![&key.owner, &key.key_id, sealed, key.created_at],
            )
            .await
    }

    /// Those of an XSP, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, owner: &str) -> Result<Vec<SigningKey>> {
        let rows = self
            .0
            .all(
                "listing signing keys",
                "SELECT * FROM signing_keys WHERE key_owner = $1 \
                 ORDER BY created_at DESC, key_id",
                values![owner],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }

    /// Copies the keys of one XSP to another; how many were new there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn copy(&self, from: &str, to: &str) -> Result<usize> {
        let keys = self.list(from).await?;
        self.add_missing(to, keys).await
    }

    /// `exportKeys`: the text of `authService.keys` with the keys of an XSP (AUT-002). It holds
    /// private keys: whoever writes it gives it mode 0600.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn export(&self, owner: &str) -> Result<Secret> {
        Ok(write_signing_keys(&self.list(owner).await?))
    }

    /// `importKeys`: takes the keys of an `authService.keys` for an XSP; how many were new.
    ///
    /// # Errors
    /// A text that is no such file, of which nothing is taken; or a database that fails.
    pub async fn import(&self, owner: &str, text: &Secret) -> Result<usize> {
        let keys = read_signing_keys(text, owner).map_err(|error| StoreError::Unreadable {
            column: SIGNING_KEY_FILE.to_owned(),
            reason: error.to_string(),
        })?;
        self.add_missing(owner, keys).await
    }

    async fn add_missing(&self, owner: &str, keys: Vec<SigningKey>) -> Result<usize> {
        let present = self.list(owner).await?;
        let mut added = 0;
        for key in keys {
            if present.iter().any(|other| other.key_id == key.key_id) {
                continue;
            }
            self.add(&SigningKey { owner: owner.to_owned(), ..key }).await?;
            added += 1;
        }
        Ok(added)
    }

    /// Removes one; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, owner: &str, key_id: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a signing key",
                "DELETE FROM signing_keys WHERE key_owner = $1 AND key_id = $2",
                values![owner, key_id],
            )
            .await?;
        Ok(removed > 0)
    }
}
