//! Voice messages: the mailbox of a user.

use lineman_model::Timestamp;

use super::repository;
use crate::keys::user_key;
use crate::row::{Row, values};
use crate::{Result, StoreError};

/// A message without its sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoiceMessage {
    /// Number in the mailbox; a new message gets the next one.
    pub number: u32,
    /// How long it is, in milliseconds.
    pub duration_millis: u32,
    /// Name of the caller.
    pub caller_name: Option<String>,
    /// User id of the caller, if it is a subscriber.
    pub caller_user_id: Option<String>,
    /// Address of the caller, such as `tel:+15550002`.
    pub caller_address: Option<String>,
    /// When it was left.
    pub left_at: Timestamp,
    /// Whether it was heard.
    pub is_read: bool,
    /// Whether the caller marked it urgent.
    pub is_urgent: bool,
    /// Whether the caller marked it confidential.
    pub is_confidential: bool,
    /// Type of the sound, such as `WAV`.
    pub media_type: String,
}

/// How many messages a mailbox holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VoiceMessageCounts {
    /// Not heard yet.
    pub new: u32,
    /// Of these, urgent.
    pub new_urgent: u32,
    /// Heard.
    pub old: u32,
    /// Of these, urgent.
    pub old_urgent: u32,
}

repository! {
    /// Voice messages.
    VoiceMessages
}

fn number(row: &Row, column: &str) -> Result<u32> {
    Ok(u32::try_from(row.integer(column)?).unwrap_or(u32::MAX))
}

fn read(row: &Row) -> Result<VoiceMessage> {
    Ok(VoiceMessage {
        number: number(row, "message_number")?,
        duration_millis: number(row, "duration_millis")?,
        caller_name: row.optional_text("caller_name")?,
        caller_user_id: row.optional_text("caller_user_id")?,
        caller_address: row.optional_text("caller_address")?,
        left_at: row.time("left_at")?,
        is_read: row.flag("is_read")?,
        is_urgent: row.flag("is_urgent")?,
        is_confidential: row.flag("is_confidential")?,
        media_type: row.text("media_type")?,
    })
}

const HEAD: &str = "SELECT message_number, duration_millis, caller_name, caller_user_id, \
    caller_address, left_at, is_read, is_urgent, is_confidential, media_type FROM voice_messages \
    WHERE user_key = $1 ORDER BY left_at DESC, message_number DESC";
const ONE: &str = "SELECT * FROM voice_messages WHERE user_key = $1 AND message_number = $2";

impl VoiceMessages<'_> {
    /// Most messages in one mailbox.
    pub const MESSAGES: u32 = 100;
    /// Longest sound, in characters of its base64 text.
    pub const CONTENT: usize = 700_000;

    /// Leaves a message; gives its number, whatever number it came with. `content` is the sound in
    /// base64.
    ///
    /// # Errors
    /// When the user is not there, the sound is too long, or the mailbox is full.
    pub async fn add(&self, user_id: &str, message: &VoiceMessage, content: &str) -> Result<u32> {
        const DOING: &str = "leaving a voice message";
        if content.len() > Self::CONTENT {
            return Err(StoreError::Full { doing: DOING });
        }
        let key = user_key(user_id);
        let mut transaction = self.0.begin(DOING).await?;
        // A lock on the mailbox's owner, so that two messages do not get one number.
        transaction
            .execute(
                "UPDATE subscribers SET user_key = user_key WHERE user_key = $1",
                values![&key],
            )
            .await?;
        let row = transaction
            .optional(
                "SELECT COUNT(*) AS number, COALESCE(MAX(message_number), 0) AS latest \
                 FROM voice_messages WHERE user_key = $1",
                values![&key],
            )
            .await?;
        let (held, latest) = match row {
            Some(row) => (row.integer("number")?, row.integer("latest")?),
            None => (0, 0),
        };
        if held >= i64::from(Self::MESSAGES) {
            return Err(StoreError::Full { doing: DOING });
        }
        let next = latest + 1;
        transaction
            .execute(
                "INSERT INTO voice_messages (user_key, message_number, duration_millis, \
                 caller_name, caller_user_id, caller_address, left_at, is_read, is_urgent, \
                 is_confidential, media_type, content) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                values![
                    key,
                    next,
                    message.duration_millis,
                    &message.caller_name,
                    &message.caller_user_id,
                    &message.caller_address,
                    message.left_at,
                    message.is_read,
                    message.is_urgent,
                    message.is_confidential,
                    &message.media_type,
                    content,
                ],
            )
            .await?;
        transaction.commit().await?;
        Ok(u32::try_from(next).unwrap_or(u32::MAX))
    }

    /// The messages of a user, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, user_id: &str) -> Result<Vec<VoiceMessage>> {
        let rows = self.0.all("reading a mailbox", HEAD, values![user_key(user_id)]).await?;
        rows.iter().map(read).collect()
    }

    /// A message with its sound in base64.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, user_id: &str, number: u32) -> Result<Option<(VoiceMessage, String)>> {
        let row = self
            .0
            .optional("reading a voice message", ONE, values![user_key(user_id), number])
            .await?;
        row.map(|row| Ok((read(&row)?, row.text("content")?))).transpose()
    }

    /// Marks a message heard or not; false when it is not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark(&self, user_id: &str, number: u32, is_read: bool) -> Result<bool> {
        let changed = self
            .0
            .execute(
                "marking a voice message",
                "UPDATE voice_messages SET is_read = $3 \
                 WHERE user_key = $1 AND message_number = $2",
                values![user_key(user_id), number, is_read],
            )
            .await?;
        Ok(changed > 0)
    }

    /// Removes a message; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, user_id: &str, number: u32) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a voice message",
                "DELETE FROM voice_messages WHERE user_key = $1 AND message_number = $2",
                values![user_key(user_id), number],
            )
            .await?;
        Ok(removed > 0)
    }

    /// How many messages a user has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn counts(&self, user_id: &str) -> Result<VoiceMessageCounts> {
        let messages = self.list(user_id).await?;
        let count = |is_read: bool, urgent_only: bool| {
            let wanted = |message: &&VoiceMessage| {
                message.is_read == is_read && (!urgent_only || message.is_urgent)
            };
            u32::try_from(messages.iter().filter(wanted).count()).unwrap_or(u32::MAX)
        };
        Ok(VoiceMessageCounts {
            new: count(false, false),
            new_urgent: count(false, true),
            old: count(true, false),
            old_urgent: count(true, true),
        })
    }
}
