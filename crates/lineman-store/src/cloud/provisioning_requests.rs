//! What the provisioning bridge has accepted: answered with 200, done later by a job.

use lineman_model::Timestamp;

use super::jobs::{self, LeasedJob, NewJob};
use super::repository;
use crate::database::Transaction;
use crate::keys::user_key;
use crate::row::{Row, values};
use crate::{Result, StoreError};

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProvisioningState {
    /// Accepted.
    Queued,
    /// A worker is at it.
    Working,
    /// The user exists.
    Done,
    /// Given up.
    Failed,
}

impl ProvisioningState {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Working => "working",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// From its word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Queued, Self::Working, Self::Done, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == text)
    }

    /// Whether it is still to be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Working)
    }
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvisioningRequest {
    /// Its id.
    pub request_id: String,
    /// The BroadWorks user.
    pub bw_user_id: String,
    /// `service provider+enterprise`.
    pub sp_enterprise_id: String,
    /// The template whose account sent it.
    pub template_id: String,
    /// The email address.
    pub email: String,
    /// The Application Server's tracking id.
    pub tracking_id: Option<String>,
    /// Where it stands.
    pub state: ProvisioningState,
    /// Why it failed.
    pub reason: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// When last changed.
    pub updated_at: Timestamp,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acceptance {
    /// It and its job are stored.
    Accepted,
    /// This one for the same user is not done yet; nothing was stored.
    InProgress(ProvisioningRequest),
}

/// Something that a person must look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// Its id.
    pub escalation_id: String,
    /// The request, if one led to it.
    pub request_id: Option<String>,
    /// The BroadWorks user.
    pub bw_user_id: String,
    /// What is wrong.
    pub reason: String,
    /// The tracking id.
    pub tracking_id: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
}

repository! {
    /// What the provisioning bridge has accepted.
    ProvisioningRequests
}

fn read(row: &Row) -> Result<ProvisioningRequest> {
    Ok(ProvisioningRequest {
        request_id: row.text("request_id")?,
        bw_user_id: row.text("bw_user_id")?,
        sp_enterprise_id: row.text("sp_enterprise_id")?,
        template_id: row.text("template_id")?,
        email: row.text("email")?,
        tracking_id: row.optional_text("tracking_id")?,
        state: row.word("state", ProvisioningState::parse)?,
        reason: row.optional_text("reason")?,
        created_at: row.time("created_at")?,
        updated_at: row.time("updated_at")?,
    })
}

const OPEN: &str = "SELECT * FROM provisioning_requests \
     WHERE bw_user_key = $1 AND state IN ('queued', 'working')";

async fn open(
    transaction: &mut Transaction,
    bw_user_id: &str,
) -> Result<Option<ProvisioningRequest>> {
    let row = transaction.optional(OPEN, values![user_key(bw_user_id)]).await?;
    row.as_ref().map(read).transpose()
}

impl ProvisioningRequests<'_> {
    /// Stores a request and its job together, unless one for the same user is still open.
    ///
    /// # Errors
    /// When an id is taken.
    pub async fn accept(&self, request: &ProvisioningRequest, job: &NewJob) -> Result<Acceptance> {
        const DOING: &str = "accepting a provisioning request";
        let mut transaction = self.0.begin(DOING).await?;
        let added = transaction
            .execute(
                "INSERT INTO provisioning_requests (request_id, bw_user_id, bw_user_key, \
                 sp_enterprise_id, template_id, email, tracking_id, state, reason, created_at, \
                 updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
                 ON CONFLICT DO NOTHING",
                values![
                    &request.request_id,
                    &request.bw_user_id,
                    user_key(&request.bw_user_id),
                    &request.sp_enterprise_id,
                    &request.template_id,
                    &request.email,
                    &request.tracking_id,
                    request.state.as_str(),
                    &request.reason,
                    request.created_at,
                    request.updated_at,
                ],
            )
            .await?;
        if added == 0 {
            return match open(&mut transaction, &request.bw_user_id).await? {
                Some(open) => Ok(Acceptance::InProgress(open)),
                None => Err(StoreError::Exists { doing: DOING }),
            };
        }
        jobs::enqueue(&mut transaction, job, request.created_at).await?;
        transaction.commit().await?;
        self.0.announce_job();
        Ok(Acceptance::Accepted)
    }

    /// Marks a request as being worked on; false when it is not open any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn start(&self, request_id: &str, now: Timestamp) -> Result<bool> {
        let changed = self
            .0
            .execute(
                "starting a provisioning request",
                "UPDATE provisioning_requests SET state = 'working', updated_at = $2 \
                 WHERE request_id = $1 AND state IN ('queued', 'working')",
                values![request_id, now],
            )
            .await?;
        Ok(changed > 0)
    }

    /// Ends a request and its job together: done, or failed for a reason and perhaps with an
    /// escalation. False when the lease on the job is lost; then nothing was changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finish(
        &self,
        request_id: &str,
        failure: Option<&str>,
        escalation: Option<&Escalation>,
        job: &LeasedJob,
        now: Timestamp,
    ) -> Result<bool> {
        let state =
            if failure.is_none() { ProvisioningState::Done } else { ProvisioningState::Failed };
        let mut transaction = self.0.begin("ending a provisioning request").await?;
        if !jobs::finish(&mut transaction, job).await? {
            return Ok(false);
        }
        transaction
            .execute(
                "UPDATE provisioning_requests SET state = $2, reason = $3, updated_at = $4 \
                 WHERE request_id = $1",
                values![request_id, state.as_str(), failure, now],
            )
            .await?;
        if let Some(escalation) = escalation {
            transaction
                .execute(
                    "INSERT INTO escalations (escalation_id, request_id, bw_user_id, reason, \
                     tracking_id, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
                    values![
                        &escalation.escalation_id,
                        &escalation.request_id,
                        &escalation.bw_user_id,
                        &escalation.reason,
                        &escalation.tracking_id,
                        escalation.created_at,
                    ],
                )
                .await?;
        }
        transaction.commit().await?;
        Ok(true)
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, request_id: &str) -> Result<Option<ProvisioningRequest>> {
        self.one("SELECT * FROM provisioning_requests WHERE request_id = $1", request_id.to_owned())
            .await
    }

    /// The open one of a BroadWorks user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_open(&self, bw_user_id: &str) -> Result<Option<ProvisioningRequest>> {
        self.one(OPEN, user_key(bw_user_id)).await
    }

    /// The newest one of a BroadWorks user.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_newest(&self, bw_user_id: &str) -> Result<Option<ProvisioningRequest>> {
        self.one(
            "SELECT * FROM provisioning_requests WHERE bw_user_key = $1 \
             ORDER BY created_at DESC, request_id DESC LIMIT 1",
            user_key(bw_user_id),
        )
        .await
    }

    async fn one(&self, sql: &'static str, value: String) -> Result<Option<ProvisioningRequest>> {
        let row = self.0.optional("reading a provisioning request", sql, values![value]).await?;
        row.as_ref().map(read).transpose()
    }

    /// What people must look at, the newest first, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn escalations(&self, limit: u32) -> Result<Vec<Escalation>> {
        let rows = self
            .0
            .all(
                "listing escalations",
                "SELECT * FROM escalations ORDER BY created_at DESC, escalation_id LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Escalation {
                    escalation_id: row.text("escalation_id")?,
                    request_id: row.optional_text("request_id")?,
                    bw_user_id: row.text("bw_user_id")?,
                    reason: row.text("reason")?,
                    tracking_id: row.optional_text("tracking_id")?,
                    created_at: row.time("created_at")?,
                })
            })
            .collect()
    }
}
