//! The worker: takes creation jobs by lease and asks identity for organisation and user.
//!
//! It may die at any moment: the lease ends, the next worker does the attempt again, and identity
//! makes the user of one request once.

use std::sync::Arc;
use std::time::Duration;

use lineman_cloud_service::{CloudLog, Line};
use lineman_logs::cloud::CloudEvent;
use lineman_model::{Clock, Random, uuid_v4};
use lineman_net::Shutdown;
use lineman_store::cloud::{BackOff, Escalation, JobState, LeasedJob};
use lineman_store::{CloudStore, StoreError};
use tokio::sync::watch;

use crate::identity_client::{IdentityClient, UpstreamFailure};
use crate::job::{CREATION_JOB, Creation};

/// Jobs that are done are kept for a week.
const KEEP_DONE_MILLIS: i64 = 7 * 24 * 60 * 60 * 1000;
/// How often the old ones are looked for.
const SWEEP_MILLIS: i64 = 60 * 60 * 1000;

/// A worker.
pub(crate) struct Worker {
    pub(crate) store: CloudStore,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) log: CloudLog,
    pub(crate) identity: Arc<IdentityClient>,
    pub(crate) back_off: BackOff,
    pub(crate) lease: Duration,
    pub(crate) poll: Duration,
    /// True while no job may be taken.
    pub(crate) held: watch::Receiver<bool>,
    pub(crate) shutdown: Shutdown,
}

impl Worker {
    /// Works until the shutdown; a job that was begun is ended first.
    pub(crate) async fn run(mut self) {
        let owner = format!("bridge-{}", self.random.hex(8));
        let mut swept = None;
        loop {
            tokio::select! {
                () = self.shutdown.triggered() => return,
                released = self.held.wait_for(|held| !held) => if released.is_err() { return },
            }
            match self.work_once(&owner).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "the provisioning worker could not go on"),
            }
            if let Err(error) = self.sweep(&mut swept).await {
                tracing::warn!(%error, "old jobs could not be forgotten");
            }
            let jobs = self.store.jobs();
            tokio::select! {
                () = self.shutdown.triggered() => return,
                () = jobs.wait(self.poll) => {}
            }
        }
    }

    /// Does one job, if one is due.
    async fn work_once(&self, owner: &str) -> Result<bool, StoreError> {
        let lease = i64::try_from(self.lease.as_millis()).unwrap_or(i64::MAX);
        let leased = self.store.jobs().lease(CREATION_JOB, owner, self.clock.now(), lease).await?;
        let Some(job) = leased else { return Ok(false) };
        match serde_json::from_str::<Creation>(&job.payload) {
            Ok(creation) => Attempt { worker: self, job: &job, creation: &creation }.run().await?,
            Err(error) => self.give_up_unreadable(&job, &error).await?,
        }
        Ok(true)
    }

    /// A payload that another version wrote: nobody will ever read it, so a person must.
    async fn give_up_unreadable(
        &self,
        job: &LeasedJob,
        error: &serde_json::Error,
    ) -> Result<(), StoreError> {
        let requests = self.store.provisioning_requests();
        let reason = format!("the job cannot be read: {error}");
        let Some(request) = requests.find(&job.job_id).await? else {
            tracing::error!(job = job.job_id, reason, "a job without a request is given up");
            self.store.jobs().complete(job).await?;
            return Ok(());
        };
        let escalation = Escalation {
            escalation_id: uuid_v4(self.random.as_ref()),
            request_id: Some(request.request_id.clone()),
            bw_user_id: request.bw_user_id.clone(),
            reason: reason.clone(),
            tracking_id: request.tracking_id.clone(),
            created_at: self.clock.now(),
        };
        let now = self.clock.now();
        let ended = requests
            .finish(&request.request_id, Some(&reason), Some(&escalation), job, now)
            .await?;
        if ended {
            let line = |event| {
                let line = self.log.line(event).tracking_text(request.tracking_id.as_deref());
                line.bw_user(&request.bw_user_id).email(&request.email).message(&reason)
            };
            let request_id = request.request_id.as_str();
            line(CloudEvent::CreationFailed).error().field("requestId", request_id).write();
            line(CloudEvent::EscalationRecorded)
                .error()
                .field("requestId", request_id)
                .field("escalationId", escalation.escalation_id)
                .write();
        }
        Ok(())
    }

    async fn sweep(&self, swept: &mut Option<lineman_model::Timestamp>) -> Result<(), StoreError> {
        let now = self.clock.now();
        if swept.is_none_or(|last| now.since(last) >= SWEEP_MILLIS) {
            *swept = Some(now);
            self.store.jobs().remove_done(now.plus_millis(-KEEP_DONE_MILLIS)).await?;
        }
        Ok(())
    }
}

/// One attempt at one job.
struct Attempt<'a> {
    worker: &'a Worker,
    job: &'a LeasedJob,
    creation: &'a Creation,
}

impl Attempt<'_> {
    async fn run(&self) -> Result<(), StoreError> {
        let Worker { store, clock, .. } = self.worker;
        let request_id = &self.creation.request_id;
        if !store.provisioning_requests().start(request_id, clock.now()).await? {
            // The request ended in another way; so must its job.
            store.jobs().complete(self.job).await?;
            return Ok(());
        }
        self.line(CloudEvent::CreationStarted).write();
        match self.create().await {
            Ok((org_id, user_id)) => {
                let now = clock.now();
                let requests = store.provisioning_requests();
                if requests.finish(request_id, None, None, self.job, now).await? {
                    let mut line = self.line(CloudEvent::CreationDone).org(&org_id);
                    if let Some(user_id) = &user_id {
                        line = line.user(user_id);
                    }
                    line.write();
                }
                Ok(())
            }
            Err(failure) => self.failed(&failure).await,
        }
    }

    async fn create(&self) -> Result<(String, Option<String>), UpstreamFailure> {
        let identity = &self.worker.identity;
        let org_id = identity.ensure_organization(self.creation).await?;
        let user_id = identity.create_user(self.creation, &org_id).await?;
        Ok((org_id, user_id))
    }

    async fn failed(&self, failure: &UpstreamFailure) -> Result<(), StoreError> {
        let Worker { store, clock, back_off, .. } = self.worker;
        let reason = failure.to_string();
        if failure.is_final() || back_off.after(self.job.attempts).is_none() {
            return self.give_up(&reason).await;
        }
        let state = store.jobs().fail(self.job, &reason, *back_off, clock.now()).await?;
        if state == Some(JobState::Queued) {
            self.line(CloudEvent::CreationRetried).warning().message(&reason).write();
        }
        Ok(())
    }

    /// ESC-018: whoever was told 200 learns nothing more, so a person must look at it.
    async fn give_up(&self, reason: &str) -> Result<(), StoreError> {
        let Worker { store, clock, random, .. } = self.worker;
        let now = clock.now();
        let escalation = Escalation {
            escalation_id: uuid_v4(random.as_ref()),
            request_id: Some(self.creation.request_id.clone()),
            bw_user_id: self.creation.bw_user_id.clone(),
            reason: reason.to_owned(),
            tracking_id: self.creation.tracking_id.clone(),
            created_at: now,
        };
        let request_id = &self.creation.request_id;
        let requests = store.provisioning_requests();
        if requests.finish(request_id, Some(reason), Some(&escalation), self.job, now).await? {
            self.line(CloudEvent::CreationFailed).error().message(reason).write();
            let line = self.line(CloudEvent::EscalationRecorded).error().message(reason);
            line.field("escalationId", escalation.escalation_id).write();
        }
        Ok(())
    }

    fn line(&self, event: CloudEvent) -> Line<'_> {
        let creation = self.creation;
        let line = self.worker.log.line(event).tracking_text(creation.tracking_id.as_deref());
        let line = line.email(&creation.email).bw_user(&creation.bw_user_id);
        line.enterprise(&creation.enterprise)
            .field("requestId", creation.request_id.as_str())
            .field("attempt", self.job.attempts)
    }
}
