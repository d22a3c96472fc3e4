//! Call logs of users: the latest placed, received and missed calls.

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::keys::user_key;
use crate::row::{Row, values};

/// Which of a user's lists a call is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallLogKind {
    /// The user called.
    Placed,
    /// The user was called and answered.
    Received,
    /// The user was called and did not answer.
    Missed,
}

impl CallLogKind {
    /// All of them, in the order in which answers list them.
    pub const ALL: [Self; 3] = [Self::Placed, Self::Received, Self::Missed];

    /// The word of OCI-P.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Placed => "Placed",
            Self::Received => "Received",
            Self::Missed => "Missed",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallLog {
    /// Its id, unique in the system.
    pub call_log_id: String,
    /// Whose log it is in.
    pub user_id: String,
    /// In which list.
    pub kind: CallLogKind,
    /// Country code of the other party's number.
    pub country_code: Option<String>,
    /// Number or SIP URI of the other party.
    pub phone_number: String,
    /// Name of the other party, or what stands for one that is not known.
    pub name: String,
    /// When it began.
    pub called_at: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// When it ended.
    pub released_at: Option<Timestamp>,
}

repository! {
    /// Call logs.
    CallLogs
}

fn read(row: &Row) -> Result<CallLog> {
    Ok(CallLog {
        call_log_id: row.text("call_log_id")?,
        user_id: row.text("user_id")?,
        kind: row.word("kind", CallLogKind::parse)?,
        country_code: row.optional_text("country_code")?,
        phone_number: row.text("phone_number")?,
        name: row.text("name")?,
        called_at: row.time("called_at")?,
        answered_at: row.optional_time("answered_at")?,
        released_at: row.optional_time("released_at")?,
    })
}

impl CallLogs<'_> {
    /// Most calls that are kept in one list of a user; the oldest go first.
    pub const KEPT: u32 = 100;

    /// Adds a call.
    ///
    /// # Errors
    /// When the user is not there.
    pub async fn add(&self, call: &CallLog) -> Result<()> {
        let mut transaction = self.0.begin("adding to a call log").await?;
        let key = user_key(&call.user_id);
        transaction
            .execute(
                "INSERT INTO call_logs (call_log_id, user_key, kind, country_code, phone_number, \
                 name, called_at, answered_at, released_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                values![
                    &call.call_log_id,
                    &key,
                    call.kind.as_str(),
                    &call.country_code,
                    &call.phone_number,
                    &call.name,
                    call.called_at,
                    call.answered_at,
                    call.released_at,
                ],
            )
            .await?;
        transaction
            .execute(
                "DELETE FROM call_logs WHERE call_log_id IN (SELECT call_log_id FROM call_logs \
                 WHERE user_key = $1 AND kind = $2 ORDER BY called_at DESC, call_log_id DESC \
                 LIMIT 1000 OFFSET $3)",
                values![key, call.kind.as_str(), Self::KEPT],
            )
            .await?;
        transaction.commit().await
    }

    /// One list of a user, the latest call first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(
        &self,
        user_id: &str,
        kind: CallLogKind,
        offset: u32,
        limit: u32,
    ) -> Result<Vec<CallLog>> {
        let rows = self
            .0
            .all(
                "reading a call log",
                "SELECT c.*, s.user_id AS user_id FROM call_logs c JOIN subscribers s \
                 ON s.user_key = c.user_key WHERE c.user_key = $1 AND c.kind = $2 \
                 ORDER BY c.called_at DESC, c.call_log_id DESC LIMIT $3 OFFSET $4",
                values![user_key(user_id), kind.as_str(), limit, offset],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Removes one call of a user's list; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(
        &self,
        user_id: &str,
        kind: CallLogKind,
        call_log_id: &str,
    ) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing from a call log",
                "DELETE FROM call_logs WHERE user_key = $1 AND kind = $2 AND call_log_id = $3",
                values![user_key(user_id), kind.as_str(), call_log_id],
            )
            .await?;
        Ok(removed > 0)
    }

    /// Empties one list of a user; how many calls it had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn clear(&self, user_id: &str, kind: CallLogKind) -> Result<u64> {
        self.0
            .execute(
                "clearing a call log",
                "DELETE FROM call_logs WHERE user_key = $1 AND kind = $2",
                values![user_key(user_id), kind.as_str()],
            )
            .await
    }
}
