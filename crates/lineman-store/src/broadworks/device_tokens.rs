//! Device management tokens: whoever shows one may fetch that device's files.

use lineman_model::Timestamp;

use super::{DeviceKey, repository};
use crate::Result;
use crate::keys::user_key;
use crate::row::values;

/// A token; of the token itself only the caller's hash is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceToken {
    /// SHA-256 of the token, in hexadecimal.
    pub token_hash: String,
    /// For whom it was made.
    pub user_id: String,
    /// For which device.
    pub device: DeviceKey,
    /// Since when.
    pub issued_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

repository! {
    /// Device management tokens.
    DeviceTokens
}

impl DeviceTokens<'_> {
    /// Stores a new one.
    ///
    /// # Errors
    /// When user or device are not there.
    pub async fn add(&self, token: &DeviceToken) -> Result<()> {
        let mut all = values![&token.token_hash, user_key(&token.user_id)];
        all.extend(token.device.values());
        all.extend(values![token.issued_at, token.expires_at]);
        self.0
            .change(
                "storing a device token",
                "INSERT INTO device_tokens (token_hash, user_key, device_level, \
                 service_provider_id, group_id, device_name, issued_at, expires_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                all,
            )
            .await
    }

    /// The one with this hash, if it is still good.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, token_hash: &str, now: Timestamp) -> Result<Option<DeviceToken>> {
        let row = self
            .0
            .optional(
                "reading a device token",
                "SELECT device_tokens.*, subscribers.user_id AS user_id FROM device_tokens \
                 JOIN subscribers ON subscribers.user_key = device_tokens.user_key \
                 WHERE device_tokens.token_hash = $1 AND device_tokens.expires_at > $2",
                values![token_hash, now],
            )
            .await?;
        row.map(|row| {
            Ok(DeviceToken {
                token_hash: row.text("token_hash")?,
                user_id: row.text("user_id")?,
                device: DeviceKey::read(&row)?,
                issued_at: row.time("issued_at")?,
                expires_at: row.time("expires_at")?,
            })
        })
        .transpose()
    }

    /// Forgets those that have ended; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_expired(&self, now: Timestamp) -> Result<u64> {
        self.0
            .execute(
                "forgetting old device tokens",
                "DELETE FROM device_tokens WHERE expires_at <= $1",
                values![now],
            )
            .await
    }
}
