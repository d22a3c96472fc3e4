//! Push registrations: which mobile apps want to hear of a user's calls. Device tokens are sealed;
//! they are found by their SHA-256.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};
use lineman_model::push::{PushEventName, PushTokenKind};
use lineman_model::{Secret, Timestamp};
use serde::{Deserialize, Serialize};

use super::repository;
use crate::Result;
use crate::database::Transaction;
use crate::keys::user_key;
use crate::row::{Row, json, values};
use crate::sealing::Sealer;

/// A registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushRegistration {
    /// Its id, unique in the system.
    pub registration_id: String,
    /// BroadWorks user id.
    pub user_id: String,
    /// The app, `com.cisco.wx2.android`.
    pub application_id: String,
    /// Version of the app.
    pub application_version: String,
    /// `android`, `ios`, ...
    pub device_os_type: String,
    /// Version of the device's system.
    pub device_os_version: String,
    /// Version of the registration document: 1 with `event`, 2 with `eventDetail`.
    pub client_version: String,
    /// Since when.
    pub registered_at: Timestamp,
    /// Its device tokens.
    pub tokens: Vec<PushToken>,
}

/// A device token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushToken {
    /// The token.
    pub token: Secret,
    /// What it is for.
    pub kind: PushTokenKind,
    /// What it wants to hear of.
    pub events: Vec<PushEvent>,
}

/// An event that a token wants to hear of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushEvent {
    /// Which.
    pub name: PushEventName,
    /// Without sound and banner.
    pub silent: bool,
    /// The app changes the notification before it is shown.
    pub mutable_content: bool,
    /// Handed back to the app with the event.
    pub parameters: Option<String>,
}

/// What removing a token did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenRemoval {
    /// There was no such token.
    Nothing,
    /// The registration has other tokens.
    Token,
    /// It was the last one: the registration is gone.
    Registration,
}

repository! {
    /// Push registrations.
    PushRegistrations
}

const FORGET_EMPTY: &str = "DELETE FROM push_registrations WHERE registration_id = $1 AND NOT EXISTS \
     (SELECT 1 FROM push_tokens WHERE push_tokens.registration_id = $1)";

fn place(registration_id: &str, token_hash: &str) -> String {
    format!("push_tokens.token/{registration_id}\n{token_hash}")
}

fn token_hash(token: &Secret) -> String {
    let mut text = String::new();
    for byte in digest(&SHA256, token.reveal().as_bytes()).as_ref() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

impl PushRegistrations<'_> {
    /// Stores one; one of the same id and user is replaced. A token belongs to one registration:
    /// elsewhere it goes, and with their last token registrations go. Of the user's registrations
    /// the `most` youngest stay, none older than `oldest`. Gives the ids of those that went.
    ///
    /// # Errors
    /// When the user is not there, or the id is another user's.
    pub async fn add(
        &self,
        registration: &PushRegistration,
        most: u32,
        oldest: Timestamp,
    ) -> Result<Vec<String>> {
        const DOING: &str = "adding a push registration";
        let user = user_key(&registration.user_id);
        let id = &registration.registration_id;
        let mut transaction = self.0.begin(DOING).await?;
        let mut gone = Vec::new();
        transaction
            .execute(
                "DELETE FROM push_registrations WHERE registration_id = $1 AND user_key = $2",
                values![id, &user],
            )
            .await?;
        for token in &registration.tokens {
            gone.extend(take_away(&mut transaction, &token_hash(&token.token)).await?);
        }
        transaction
            .execute(
                "INSERT INTO push_registrations (registration_id, user_key, application_id, \
                 application_version, os_type, os_version, client_version, registered_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                values![
                    id,
                    &user,
                    &registration.application_id,
                    &registration.application_version,
                    &registration.device_os_type,
                    &registration.device_os_version,
                    &registration.client_version,
                    registration.registered_at,
                ],
            )
            .await?;
        for (token, position) in registration.tokens.iter().zip(0_i64..) {
            let hash = token_hash(&token.token);
            let sealed = self.0.sealer.seal(&place(id, &hash), &token.token)?;
            transaction
                .execute(
                    "INSERT INTO push_tokens (registration_id, token_hash, position, token_kind, \
                     sealed_token, events) VALUES ($1, $2, $3, $4, $5, $6) \
                     ON CONFLICT (registration_id, token_hash) DO NOTHING",
                    values![id, hash, position, token.kind.as_str(), sealed, json(&token.events)?],
                )
                .await?;
        }
        let rows = transaction
            .all(
                "SELECT registration_id, registered_at FROM push_registrations \
                 WHERE user_key = $1 ORDER BY registered_at DESC, registration_id",
                values![&user],
            )
            .await?;
        // The new one counts first, should another be of the same millisecond.
        let mut kept: u32 = 1;
        for row in rows {
            let other = row.text("registration_id")?;
            if other == *id {
                continue;
            }
            if kept < most && row.time("registered_at")? >= oldest {
                kept += 1;
                continue;
            }
            transaction
                .execute(
                    "DELETE FROM push_registrations WHERE registration_id = $1",
                    values![&other],
                )
                .await?;
            gone.push(other);
        }
        transaction.commit().await?;
        Ok(gone)
    }

    /// The registrations of a user that are not older than `oldest`, the youngest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, user_id: &str, oldest: Timestamp) -> Result<Vec<PushRegistration>> {
        let rows = self
            .0
            .all(
                "listing push registrations",
                "SELECT push_registrations.*, subscribers.user_id AS user_id FROM \
                 push_registrations JOIN subscribers \
                 ON subscribers.user_key = push_registrations.user_key \
                 WHERE push_registrations.user_key = $1 AND registered_at >= $2 \
                 ORDER BY registered_at DESC, registration_id",
                values![user_key(user_id), oldest],
            )
            .await?;
        let mut registrations = Vec::with_capacity(rows.len());
        for row in rows {
            registrations.push(self.read(&row).await?);
        }
        Ok(registrations)
    }

    /// The registration with this id, of whatever age.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, registration_id: &str) -> Result<Option<PushRegistration>> {
        let row = self
            .0
            .optional(
                "reading a push registration",
                "SELECT push_registrations.*, subscribers.user_id AS user_id FROM \
                 push_registrations JOIN subscribers \
                 ON subscribers.user_key = push_registrations.user_key \
                 WHERE registration_id = $1",
                values![registration_id],
            )
            .await?;
        match row {
            Some(row) => Ok(Some(self.read(&row).await?)),
            None => Ok(None),
        }
    }

    async fn read(&self, row: &Row) -> Result<PushRegistration> {
        let registration_id = row.text("registration_id")?;
        let tokens = self
            .0
            .all(
                "reading push tokens",
                "SELECT * FROM push_tokens WHERE registration_id = $1 ORDER BY position",
                values![&registration_id],
            )
            .await?;
        let tokens =
            tokens.iter().map(|token| read_token(token, &self.0.sealer)).collect::<Result<_>>()?;
        Ok(PushRegistration {
            registration_id,
            user_id: row.text("user_id")?,
            application_id: row.text("application_id")?,
            application_version: row.text("application_version")?,
            device_os_type: row.text("os_type")?,
            device_os_version: row.text("os_version")?,
            client_version: row.text("client_version")?,
            registered_at: row.time("registered_at")?,
            tokens,
        })
    }

    /// Removes one; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, registration_id: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a push registration",
                "DELETE FROM push_registrations WHERE registration_id = $1",
                values![registration_id],
            )
            .await?;
        Ok(removed > 0)
    }

    /// Removes a token that is good no more, and with its last token the registration.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_token(
        &self,
        registration_id: &str,
        token: &Secret,
    ) -> Result<TokenRemoval> {
        let mut transaction = self.0.begin("removing a push token").await?;
        let removed = transaction
            .execute(
                "DELETE FROM push_tokens WHERE registration_id = $1 AND token_hash = $2",
                values![registration_id, token_hash(token)],
            )
            .await?;
        let emptied = match removed {
            0 => 0,
            _ => transaction.execute(FORGET_EMPTY, values![registration_id]).await?,
        };
        transaction.commit().await?;
        Ok(match (removed, emptied) {
            (0, _) => TokenRemoval::Nothing,
            (_, 0) => TokenRemoval::Token,
            _ => TokenRemoval::Registration,
        })
    }

    /// Forgets those older than `oldest`; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_older(&self, oldest: Timestamp) -> Result<u64> {
        self.0
            .execute(
                "forgetting old push registrations",
                "DELETE FROM push_registrations WHERE registered_at < $1",
                values![oldest],
            )
            .await
    }
}

/// Takes a token away from whoever has it; the registrations that went with it.
async fn take_away(transaction: &mut Transaction, hash: &str) -> Result<Vec<String>> {
    let owners = transaction
        .all("SELECT registration_id FROM push_tokens WHERE token_hash = $1", values![hash])
        .await?;
    let mut gone = Vec::new();
    for owner in owners {
        let id = owner.text("registration_id")?;
        transaction
            .execute(
                "DELETE FROM push_tokens WHERE registration_id = $1 AND token_hash = $2",
                values![&id, hash],
            )
            .await?;
        if transaction.execute(FORGET_EMPTY, values![&id]).await? > 0 {
            gone.push(id);
        }
    }
    Ok(gone)
}

fn read_token(row: &Row, sealer: &Sealer) -> Result<PushToken> {
    let place = place(&row.text("registration_id")?, &row.text("token_hash")?);
    Ok(PushToken {
        token: sealer.open(&place, &row.text("sealed_token")?)?,
        kind: row.word("token_kind", PushTokenKind::parse)?,
        events: row.json("events")?,
    })
}
