//! What must reach the messaging server but need not reach it now: a durable job says whose state is to be told,
//! and a worker tells what the state is then. So the order of changes does not matter, and telling twice does no harm.

use std::sync::Arc;
use std::time::Duration;

use lineman_ladder::literals::SERVICE_INTEGRATED_IMP;
use lineman_model::{Timestamp, uuid_v4};
use lineman_net::Shutdown;
use lineman_store::StoreError;
use lineman_store::broadworks::{LeasedJob, NewJob, Subscriber};
use serde::{Deserialize, Serialize};
use tokio::task::JoinHandle;

use super::{Change, Outcome, in_effect, is_synchronized};
use crate::oci::server::OciServer;

/// Kind of the jobs.
const KIND: &str = "integrated-imp";
/// How long a worker has a job; longer than an exchange may take.
const LEASE_MILLIS: i64 = 60_000;
/// How long the worker sleeps when nobody wakes it.
const POLL: Duration = Duration::from_millis(500);
/// Jobs that are done are kept for a day.
const KEEP_DONE_MILLIS: i64 = 24 * 60 * 60 * 1000;
/// How often old ones are looked for.
const SWEEP_MILLIS: i64 = 60 * 60 * 1000;

/// Whose state is to be told. The organisation is kept because the user may be gone by then.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Work {
    user_id: String,
    service_provider_id: String,
    group_id: String,
}

/// When it is to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// As soon as possible.
    Now,
    /// After a while: it could not be told just now.
    Later,
}

/// Has the state of a user told.
pub(crate) async fn keep(
    server: &OciServer,
    user: &Subscriber,
    when: When,
) -> Result<(), StoreError> {
    let work = Work {
        user_id: user.user_id.clone(),
        service_provider_id: user.service_provider_id.clone(),
        group_id: user.group_id.clone(),
    };
    let payload = serde_json::to_string(&work).map_err(|error| StoreError::Unreadable {
        column: String::from("jobs.payload"),
        reason: error.to_string(),
    })?;
    let jobs = server.store.jobs();
    if jobs.is_queued(KIND, &payload).await? {
        return Ok(());
    }
    let now = server.now();
    let run_at = match when {
        When::Now => now,
        When::Later => now.plus_millis(server.config.messaging.back_off.first_millis),
    };
    let job = NewJob { job_id: uuid_v4(server.random()), kind: KIND.to_owned(), payload, run_at };
    jobs.enqueue(&job, now).await
}

/// A running worker. Dropping it stops it at once; a job that was begun is done again then.
#[derive(Debug)]
pub(crate) struct Delivery {
    task: Option<JoinHandle<()>>,
    shutdown: Shutdown,
}

impl Delivery {
    /// Starts it.
    pub(crate) fn start(server: Arc<OciServer>, shutdown: &Shutdown) -> Self {
        let shutdown = shutdown.child();
        let worker = Worker { server, shutdown: shutdown.clone() };
        Self { task: Some(tokio::spawn(worker.run())), shutdown }
    }

    /// Lets it end the job under way, and stops it.
    pub(crate) async fn stop(mut self) {
        self.shutdown.trigger();
        if let Some(task) = self.task.take()
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the worker of Integrated IM&P ended badly");
        }
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

/// The worker.
struct Worker {
    server: Arc<OciServer>,
    shutdown: Shutdown,
}

impl Worker {
    /// Works until the shutdown.
    async fn run(self) {
        let owner = format!("as-{}", uuid_v4(self.server.random()));
        let mut swept = None;
        loop {
            match self.work_once(&owner).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "delivering Integrated IM&P changes"),
            }
            if let Err(error) = self.sweep(&mut swept).await {
                tracing::warn!(%error, "old jobs could not be forgotten");
            }
            let jobs = self.server.store.jobs();
            tokio::select! {
                () = self.shutdown.triggered() => return,
                () = jobs.wait(POLL) => {}
            }
        }
    }

    /// Does one job, if one is due.
    async fn work_once(&self, owner: &str) -> Result<bool, StoreError> {
        let jobs = self.server.store.jobs();
        let leased = jobs.lease(KIND, owner, self.server.now(), LEASE_MILLIS).await?;
        let Some(job) = leased else { return Ok(false) };
        match self.tell(&job).await? {
            None => {
                jobs.complete(&job).await?;
            }
            Some(reason) => {
                let back_off = self.server.config.messaging.back_off;
                jobs.fail(&job, reason, back_off, self.server.now()).await?;
            }
        }
        Ok(true)
    }

    /// Tells the state of the user; why it must be told later, if it must.
    async fn tell(&self, job: &LeasedJob) -> Result<Option<&'static str>, StoreError> {
        let server = &*self.server;
        let Ok(work) = serde_json::from_str::<Work>(&job.payload) else {
            tracing::error!(job = job.job_id, "a job cannot be read and is given up");
            return Ok(None);
        };
        let _lock = server.messaging.lock(&work.user_id).await;
        if !is_synchronized(&server.store).await? {
            return Ok(None);
        }
        let services = server.store.user_services();
        let service = services.find(&work.user_id, SERVICE_INTEGRATED_IMP).await?;
        let is_active = service.is_some_and(|service| service.is_active);
        let user = server.store.subscribers().find_by_user_id(&work.user_id).await?;
        let (user, change) = match user {
            Some(user) if is_active => (user, Change::Changed),
            Some(user) => (user, Change::Removed),
            None => {
                let Work { user_id, service_provider_id, group_id } = &work;
                let gone = Subscriber::new(user_id, service_provider_id, group_id, "", "");
                (gone, Change::Removed)
            }
        };
        let found = in_effect(&server.store, &user.service_provider_id, &user.group_id).await?;
        let Some(found) = found else { return Ok(Some("no provisioning URL configured")) };
        let thread = server.log.bulk_thread();
        let outcome = server.tell_messaging(&thread, &found, &user, change).await?;
        if outcome.may_be_delivered_later(change) {
            return Ok(Some("the messaging server cannot do it yet"));
        }
        if outcome != Outcome::Accepted {
            tracing::warn!(user = %user.user_id, ?outcome, "messaging server refused a change");
        }
        Ok(None)
    }

    async fn sweep(&self, swept: &mut Option<Timestamp>) -> Result<(), StoreError> {
        let now = self.server.now();
        if swept.is_none_or(|last| now.since(last) >= SWEEP_MILLIS) {
            *swept = Some(now);
            self.server.store.jobs().remove_done(now.plus_millis(-KEEP_DONE_MILLIS)).await?;
        }
        Ok(())
    }
}
