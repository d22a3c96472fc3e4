//! SIP registrations: the location service of the registrar (RFC 3261 section 10.3).

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::database::Transaction;
use crate::keys::user_key;
use crate::row::{Row, Value, values};

/// Most displaced clients that are remembered for a line/port.
const DISPLACED: u32 = 20;

/// A binding of a line/port to a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The line/port (address of record).
    pub line_port: String,
    /// The contact URI.
    pub contact: String,
    /// The Path (RFC 3327) to send requests along.
    pub path: Option<String>,
    /// Call-ID of the REGISTER.
    pub call_id: String,
    /// CSeq of the REGISTER.
    pub cseq: u32,
    /// User-Agent of the client.
    pub user_agent: Option<String>,
    /// Where the request came from.
    pub received: Option<String>,
    /// When it was registered or refreshed.
    pub registered_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

repository! {
    /// SIP registrations.
    Registrations
}

fn read(row: &Row) -> Result<Registration> {
    Ok(Registration {
        line_port: row.text("line_port")?,
        contact: row.text("contact")?,
        path: row.optional_text("path")?,
        call_id: row.text("call_id")?,
        cseq: u32::try_from(row.integer("cseq")?).unwrap_or(u32::MAX),
        user_agent: row.optional_text("user_agent")?,
        received: row.optional_text("received")?,
        registered_at: row.time("registered_at")?,
        expires_at: row.time("expires_at")?,
    })
}

const SAVE: &str = "INSERT INTO registrations (line_port_key, line_port, contact, path, call_id, \
     cseq, user_agent, received, registered_at, expires_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
     ON CONFLICT (line_port_key, contact) DO UPDATE SET \
     line_port = excluded.line_port, path = excluded.path, \
     call_id = excluded.call_id, cseq = excluded.cseq, \
     user_agent = excluded.user_agent, received = excluded.received, \
     registered_at = excluded.registered_at, expires_at = excluded.expires_at \
     WHERE registrations.call_id <> excluded.call_id \
     OR registrations.cseq < excluded.cseq";
const LIST: &str = "SELECT * FROM registrations WHERE line_port_key = $1 AND expires_at > $2 \
     ORDER BY registered_at DESC, contact";
const REMOVE: &str = "DELETE FROM registrations WHERE line_port_key = $1 AND contact = $2";
const REMOVE_ALL: &str = "DELETE FROM registrations WHERE line_port_key = $1";
const DISPLACED_UNTIL: &str = "SELECT until FROM displaced_sessions \
     WHERE line_port_key = $1 AND call_id = $2 AND until > $3";

fn saved(registration: &Registration) -> Vec<Value> {
    values![
        user_key(&registration.line_port),
        &registration.line_port,
        &registration.contact,
        &registration.path,
        &registration.call_id,
        registration.cseq,
        &registration.user_agent,
        &registration.received,
        registration.registered_at,
        registration.expires_at,
    ]
}

impl Registrations<'_> {
    /// Begins a batch: what is done in it counts together, and is kept for good, once it is
    /// committed. While it is open the same task must not use the store otherwise.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn batch(&self) -> Result<RegistrationBatch> {
        Ok(RegistrationBatch(self.0.begin("changing registrations").await?))
    }

    /// Adds or refreshes a binding. False when a later REGISTER of the same Call-ID has already
    /// written it: then it stays (RFC 3261 section 10.3, step 7).
    ///
    /// # Errors
    /// When the line/port is not there.
    pub async fn save(&self, registration: &Registration) -> Result<bool> {
        let changed = self.0.execute("saving a registration", SAVE, saved(registration)).await?;
        Ok(changed > 0)
    }

    /// The bindings of a line/port that are still good, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, line_port: &str, now: Timestamp) -> Result<Vec<Registration>> {
        let rows =
            self.0.all("listing registrations", LIST, values![user_key(line_port), now]).await?;
        rows.iter().map(read).collect()
    }

    /// Removes one binding of a line/port; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, line_port: &str, contact: &str) -> Result<bool> {
        let removed = self
            .0
            .execute("removing a registration", REMOVE, values![user_key(line_port), contact])
            .await?;
        Ok(removed > 0)
    }

    /// Removes all bindings of a line/port (`Contact: *`); how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_all(&self, line_port: &str) -> Result<u64> {
        self.0
            .execute(
                "removing the registrations of a line/port",
                REMOVE_ALL,
                values![user_key(line_port)],
            )
            .await
    }

    /// Takes the bindings of other clients off a line/port that only one client may use at a
    /// time, and remembers these clients until their registrations would have ended (CAL-015). How
    /// many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn displace_others(&self, line_port: &str, call_id: &str) -> Result<u64> {
        let mut batch = self.batch().await?;
        let removed = batch.displace_others(line_port, call_id).await?;
        batch.commit().await?;
        Ok(removed)
    }

    /// Whether a client had to give way on a line/port.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_displaced(
        &self,
        line_port: &str,
        call_id: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let row = self
            .0
            .optional(
                "looking for a displaced session",
                DISPLACED_UNTIL,
                values![user_key(line_port), call_id, now],
            )
            .await?;
        Ok(row.is_some())
    }

    /// Forgets those that have ended; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_expired(&self, now: Timestamp) -> Result<u64> {
        self.0
            .execute(
                "forgetting old registrations",
                "DELETE FROM registrations WHERE expires_at <= $1",
                values![now],
            )
            .await
    }
}

/// Changes of registrations that are committed together, so that many registrations cost one write
/// to the disk. They see each other. A batch that is dropped changes nothing.
pub struct RegistrationBatch(Transaction);

impl std::fmt::Debug for RegistrationBatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RegistrationBatch")
    }
}

impl RegistrationBatch {
    /// As [`Registrations::save`].
    ///
    /// # Errors
    /// When the line/port is not there; then the batch can only be dropped.
    pub async fn save(&mut self, registration: &Registration) -> Result<bool> {
        Ok(self.0.execute(SAVE, saved(registration)).await? > 0)
    }

    /// As [`Registrations::list`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&mut self, line_port: &str, now: Timestamp) -> Result<Vec<Registration>> {
        let rows = self.0.all(LIST, values![user_key(line_port), now]).await?;
        rows.iter().map(read).collect()
    }

    /// As [`Registrations::remove`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&mut self, line_port: &str, contact: &str) -> Result<bool> {
        Ok(self.0.execute(REMOVE, values![user_key(line_port), contact]).await? > 0)
    }

    /// As [`Registrations::remove_all`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_all(&mut self, line_port: &str) -> Result<u64> {
        self.0.execute(REMOVE_ALL, values![user_key(line_port)]).await
    }

    /// As [`Registrations::is_displaced`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_displaced(
        &mut self,
        line_port: &str,
        call_id: &str,
        now: Timestamp,
    ) -> Result<bool> {
        let values = values![user_key(line_port), call_id, now];
        Ok(self.0.optional(DISPLACED_UNTIL, values).await?.is_some())
    }

    /// As [`Registrations::displace_others`].
    ///
    /// # Errors
    /// When the database fails.
    pub async fn displace_others(&mut self, line_port: &str, call_id: &str) -> Result<u64> {
        let key = user_key(line_port);
        self.0
            .execute(
                "INSERT INTO displaced_sessions (line_port_key, call_id, until) \
                 SELECT line_port_key, call_id, MAX(expires_at) FROM registrations \
                 WHERE line_port_key = $1 AND call_id <> $2 GROUP BY line_port_key, call_id \
                 ON CONFLICT (line_port_key, call_id) DO UPDATE SET until = excluded.until",
                values![&key, call_id],
            )
            .await?;
        let removed = self
            .0
            .execute(
                "DELETE FROM registrations WHERE line_port_key = $1 AND call_id <> $2",
                values![&key, call_id],
            )
            .await?;
        if removed > 0 {
            self.0
                .execute(
                    "DELETE FROM displaced_sessions WHERE line_port_key = $1 AND call_id NOT IN \
                     (SELECT call_id FROM displaced_sessions WHERE line_port_key = $1 \
                     ORDER BY until DESC LIMIT $2)",
                    values![&key, DISPLACED],
                )
                .await?;
        }
        Ok(removed)
    }

    /// Keeps everything for good.
    ///
    /// # Errors
    /// When the database fails; then nothing is kept.
    pub async fn commit(self) -> Result<()> {
        self.0.commit().await
    }
}
