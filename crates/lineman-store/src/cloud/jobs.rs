//! Durable work. A worker leases a job for a while; if it dies, the lease ends and another worker
//! takes the job again, so what a job does must bear being done twice.

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::database::Transaction;
use crate::row::{Row, values};

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// To be done.
    Queued,
    /// Leased by a worker (perhaps a dead one).
    Leased,
    /// Done.
    Done,
    /// Given up.
    Failed,
}

impl JobState {
    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Leased => "leased",
            Self::Done => "done",
            Self::Failed => "failed",
        }
    }

    /// From its word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Queued, Self::Leased, Self::Done, Self::Failed]
            .into_iter()
            .find(|state| state.as_str() == text)
    }
}

/// A job to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub job_id: String,
    /// What kind of work.
    pub kind: String,
    /// What the worker needs to know, JSON.
    pub payload: String,
    /// Not before then.
    pub run_at: Timestamp,
}

/// A job that this worker has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeasedJob {
    /// Its id.
    pub job_id: String,
    /// What kind of work.
    pub kind: String,
    /// What the worker needs to know, JSON.
    pub payload: String,
    /// Which attempt this is, from 1.
    pub attempts: u32,
    /// Who has it.
    pub lease_owner: String,
    /// Until when.
    pub lease_until: Timestamp,
    /// Why the attempt before failed.
    pub last_error: Option<String>,
}

/// How often and when a failed job is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackOff {
    /// Milliseconds before the second attempt; doubled before every further one.
    pub first_millis: i64,
    /// Never longer than this.
    pub most_millis: i64,
    /// After so many attempts the job is given up.
    pub attempts: u32,
}

impl BackOff {
    /// Milliseconds to wait after a failed attempt; none when it was the last.
    #[must_use]
    pub fn after(&self, attempts: u32) -> Option<i64> {
        if attempts >= self.attempts {
            return None;
        }
        let doublings = attempts.saturating_sub(1).min(40);
        Some(self.first_millis.saturating_mul(1_i64 << doublings).min(self.most_millis))
    }
}

repository! {
    /// Work that must be done, however often the process dies.
    Jobs
}

/// The text of the lease for one engine: PostgreSQL must step over rows that another worker is
/// about to lease, SQLite has one writer and no such clause.
macro_rules! lease {
    ($lock:literal) => {
        concat!(
            "UPDATE jobs SET state = 'leased', attempts = attempts + 1, lease_owner = $2, \
             lease_until = $4 WHERE job_id = (SELECT job_id FROM jobs WHERE kind = $1 \
             AND ((state = 'queued' AND run_at <= $3) OR (state = 'leased' AND lease_until <= $3)) \
             ORDER BY run_at, job_id LIMIT 1",
            $lock,
            ") RETURNING *"
        )
    };
}

fn read(row: &Row) -> Result<LeasedJob> {
    Ok(LeasedJob {
        job_id: row.text("job_id")?,
        kind: row.text("kind")?,
        payload: row.text("payload")?,
        attempts: u32::try_from(row.integer("attempts")?).unwrap_or(u32::MAX),
        lease_owner: row.text("lease_owner")?,
        lease_until: row.time("lease_until")?,
        last_error: row.optional_text("last_error")?,
    })
}

/// Adds a job as part of a larger change.
pub(super) async fn enqueue(
    transaction: &mut Transaction,
    job: &NewJob,
    now: Timestamp,
) -> Result<()> {
    transaction
        .execute(
            "INSERT INTO jobs (job_id, kind, payload, state, attempts, run_at, created_at) \
             VALUES ($1, $2, $3, 'queued', 0, $4, $5)",
            values![&job.job_id, &job.kind, &job.payload, job.run_at, now],
        )
        .await?;
    Ok(())
}

/// Ends a job as part of a larger change; false when the lease is lost.
pub(super) async fn finish(transaction: &mut Transaction, job: &LeasedJob) -> Result<bool> {
    let changed = transaction
        .execute(
            FINISH,
            values![
                &job.job_id,
                &job.lease_owner,
                i64::from(job.attempts),
                JobState::Done.as_str()
            ],
        )
        .await?;
    Ok(changed > 0)
}

/// The attempt is part of the condition: a worker whose lease ended must not end a job that it
/// leased again itself.
const FINISH: &str = "UPDATE jobs SET state = $4, lease_owner = NULL, lease_until = NULL \
     WHERE job_id = $1 AND lease_owner = $2 AND attempts = $3 AND state = 'leased'";

impl Jobs<'_> {
    /// Adds a job.
    ///
    /// # Errors
    /// When the id is taken.
    pub async fn enqueue(&self, job: &NewJob, now: Timestamp) -> Result<()> {
        let mut transaction = self.0.begin("adding a job").await?;
        enqueue(&mut transaction, job, now).await?;
        transaction.commit().await?;
        self.0.announce_job();
        Ok(())
    }

    /// Leases the oldest job of a kind that is due: a queued one, or one whose lease has ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lease(
        &self,
        kind: &str,
        owner: &str,
        now: Timestamp,
        lease_millis: i64,
    ) -> Result<Option<LeasedJob>> {
        let sql = self.0.for_engine(lease!(""), lease!(" FOR UPDATE SKIP LOCKED"));
        let row = self
            .0
            .returning(
                "leasing a job",
                sql,
                values![kind, owner, now, now.plus_millis(lease_millis)],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Prolongs a lease; false when it is lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn extend(&self, job: &LeasedJob, until: Timestamp) -> Result<bool> {
        let changed = self
            .0
            .execute(
                "prolonging a lease",
                "UPDATE jobs SET lease_until = $4 WHERE job_id = $1 AND lease_owner = $2 \
                 AND attempts = $3 AND state = 'leased'",
                values![&job.job_id, &job.lease_owner, i64::from(job.attempts), until],
            )
            .await?;
        Ok(changed > 0)
    }

    /// Ends a job that is done; false when the lease is lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn complete(&self, job: &LeasedJob) -> Result<bool> {
        let mut transaction = self.0.begin("ending a job").await?;
        let ended = finish(&mut transaction, job).await?;
        transaction.commit().await?;
        Ok(ended)
    }

    /// Puts a failed job back for later, or gives it up; where it stands now, or none when the
    /// lease is lost.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fail(
        &self,
        job: &LeasedJob,
        reason: &str,
        back_off: BackOff,
        now: Timestamp,
    ) -> Result<Option<JobState>> {
        let delay = back_off.after(job.attempts);
        let state = if delay.is_some() { JobState::Queued } else { JobState::Failed };
        let changed = self
            .0
            .execute(
                "putting a failed job back",
                "UPDATE jobs SET state = $4, run_at = $5, last_error = $6, lease_owner = NULL, \
                 lease_until = NULL WHERE job_id = $1 AND lease_owner = $2 AND attempts = $3 \
                 AND state = 'leased'",
                values![
                    &job.job_id,
                    &job.lease_owner,
                    i64::from(job.attempts),
                    state.as_str(),
                    now.plus_millis(delay.unwrap_or(0)),
                    reason,
                ],
            )
            .await?;
        Ok((changed > 0).then_some(state))
    }

    /// Where a job stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn state(&self, job_id: &str) -> Result<Option<JobState>> {
        let row = self
            .0
            .optional("reading a job", "SELECT state FROM jobs WHERE job_id = $1", values![job_id])
            .await?;
        row.map(|row| row.word("state", JobState::parse)).transpose()
    }

    /// Whether the same work waits already: a queued job of this kind with this payload.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_queued(&self, kind: &str, payload: &str) -> Result<bool> {
        let number = self
            .0
            .count(
                "looking for a job",
                "SELECT COUNT(*) AS number FROM jobs \
                 WHERE kind = $1 AND state = 'queued' AND payload = $2",
                values![kind, payload],
            )
            .await?;
        Ok(number > 0)
    }

    /// How many jobs of a kind are in a state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, kind: &str, state: JobState) -> Result<u32> {
        let number = self
            .0
            .count(
                "counting jobs",
                "SELECT COUNT(*) AS number FROM jobs WHERE kind = $1 AND state = $2",
                values![kind, state.as_str()],
            )
            .await?;
        Ok(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// Waits until a job was added through this process's handle, or the time is over: another
    /// process's jobs, retries and ended leases are found by looking again then.
    pub async fn wait(&self, longest: std::time::Duration) {
        self.0.wait_for_job(longest).await;
    }

    /// Forgets jobs that are done and older than `before`; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_done(&self, before: Timestamp) -> Result<u64> {
        self.0
            .execute(
                "forgetting jobs that are done",
                "DELETE FROM jobs WHERE state = 'done' AND created_at < $1",
                values![before],
            )
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_bound_and_ends() {
        let back_off = BackOff { first_millis: 100, most_millis: 1000, attempts: 6 };
        let waits: Vec<_> = (1..=6).map(|attempt| back_off.after(attempt)).collect();
        assert_eq!(waits, [Some(100), Some(200), Some(400), Some(800), Some(1000), None]);
        let long = BackOff { first_millis: i64::MAX, most_millis: 5, attempts: u32::MAX };
        assert_eq!(long.after(u32::MAX - 1), Some(5), "no overflow");
    }
}
