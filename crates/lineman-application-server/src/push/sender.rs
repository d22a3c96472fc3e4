//! Decides whose apps hear of an event, asks the notification push server, and forgets tokens that
//! are good no more.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lineman_logs::push_event::PushEventEntry;
use lineman_model::push::{PushAnswer, PushOutcome, PushRequest, PushTarget, TARGETS};
use lineman_model::{Clock, Random, Secret, Timestamp, uuid_v4};
use lineman_net::http::{ClientOptions, TransportFailure, USUAL_BODY_LIMIT, client, read_capped};
use lineman_net::{NetError, Shutdown};
use lineman_store::broadworks::{PushParameters, PushRegistration, PushToken, TokenRemoval};
use lineman_store::{BroadworksStore, StoreError};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::MissedTickBehavior;

use super::journal::PushJournal;
use super::notifier::{PushNotification, PushNotifier};

/// Events that may wait; further ones are dropped, and said so.
const WAITING: usize = 2000;
/// Events under way.
const AT_ONCE: usize = 64;
/// Events of calls that are remembered; then the memory starts anew.
const REMEMBERED: usize = 20_000;
/// Longest wait for the notification push server, its tries at the providers included.
const TIME_OUT: Duration = Duration::from_secs(20);
/// How often old registrations are removed; until then they do not count.
const TIDYING: Duration = Duration::from_secs(3600);
const DAY_MILLIS: i64 = 24 * 60 * 60 * 1000;

type Told = HashSet<(String, &'static str, String)>;

/// The way to the notification push server.
pub(crate) struct PushSender {
    queue: mpsc::Sender<PushNotification>,
    journal: PushJournal,
    told: Mutex<Told>,
}

impl std::fmt::Debug for PushSender {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PushSender")
    }
}

struct Worker {
    store: BroadworksStore,
    journal: PushJournal,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    http: reqwest::Client,
}

impl PushSender {
    /// Starts the work, which ends with the server.
    pub(crate) fn start(
        store: BroadworksStore,
        journal: PushJournal,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        ca_pem: Option<String>,
        shutdown: &Shutdown,
    ) -> Result<Arc<Self>, NetError> {
        let options = ClientOptions { ca_pem, timeout: TIME_OUT, ..ClientOptions::default() };
        let http = client(&options)?;
        let worker = Arc::new(Worker { store, journal: journal.clone(), clock, random, http });
        let (queue, mut events) = mpsc::channel(WAITING);
        let shutdown = shutdown.clone();
        tokio::spawn(async move {
            let permits = Arc::new(Semaphore::new(AT_ONCE));
            let mut tidying = tokio::time::interval(TIDYING);
            tidying.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                let notification = tokio::select! {
                    () = shutdown.triggered() => break,
                    _ = tidying.tick() => {
                        worker.tidy().await;
                        continue;
                    }
                    notification = events.recv() => notification,
                };
                let Some(notification) = notification else { break };
                let Ok(permit) = Arc::clone(&permits).acquire_owned().await else { break };
                let worker = Arc::clone(&worker);
                tokio::spawn(async move {
                    worker.tell(&notification).await;
                    drop(permit);
                });
            }
        });
        Ok(Arc::new(Self { queue, journal, told: Mutex::default() }))
    }

    /// Whether this is the first time that an event of a call is reported.
    fn is_new(&self, notification: &PushNotification) -> bool {
        let Some(call_id) = &notification.call_id else { return true };
        let user = lineman_store::user_key(&notification.user_id);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() >= REMEMBERED {
            told.clear();
        }
        told.insert((user, notification.event.as_str(), call_id.clone()))
    }
}

impl PushNotifier for PushSender {
    fn notify(&self, notification: PushNotification) {
        if !self.is_new(&notification) {
            return;
        }
        if let Err(refused) = self.queue.try_send(notification) {
            let notification = refused.into_inner();
            let entry = decision(&notification, None, "not sent", Some("too many pushes"));
            self.journal.write(&entry);
        }
    }
}

fn decision(
    notification: &PushNotification,
    registration: Option<&str>,
    outcome: &str,
    reason: Option<&str>,
) -> PushEventEntry {
    PushEventEntry::Decision {
        user: notification.user_id.clone(),
        event: notification.event.as_str().to_owned(),
        call_id: notification.call_id.clone(),
        notification: None,
        registration: registration.map(str::to_owned),
        outcome: outcome.to_owned(),
        reason: reason.map(str::to_owned),
    }
}

/// A device token that will be told, and whose it is.
struct Addressee {
    registration: String,
    token: Secret,
}

impl Worker {
    /// Forgets registrations whose time is over.
    async fn tidy(&self) {
        let tidied = async {
            let parameters = self.store.push_settings().parameters().await?;
            let oldest = oldest(self.clock.now(), &parameters);
            self.store.push_registrations().remove_older(oldest).await
        };
        if let Err(error) = tidied.await {
            tracing::warn!(%error, "old push registrations could not be removed");
        }
    }

    async fn tell(&self, notification: &PushNotification) {
        if let Err(error) = self.try_to_tell(notification).await {
            tracing::error!(%error, "no push could be sent");
            let entry = decision(notification, None, "failed", Some("internal error"));
            self.journal.write(&entry);
        }
    }

    async fn try_to_tell(&self, notification: &PushNotification) -> Result<(), StoreError> {
        let parameters = self.store.push_settings().parameters().await?;
        let (addressees, targets) = self.targets(notification, &parameters).await?;
        if targets.is_empty() {
            return Ok(());
        }
        let not_sent = |reason: &str| {
            for addressee in &addressees {
                let registration = Some(addressee.registration.as_str());
                self.journal.write(&decision(notification, registration, "not sent", Some(reason)));
            }
        };
        let Some(url) = self.store.push_settings().server_url().await? else {
            not_sent("no notification push server is configured");
            return Ok(());
        };
        let request = PushRequest {
            notification_id: uuid_v4(self.random.as_ref()),
            event: notification.event,
            user_id: notification.user_id.clone(),
            call_id: notification.call_id.clone(),
            caller_number: notification.caller.number.clone(),
            caller_name: notification.caller.name.clone(),
            expires_at: self.clock.now().as_seconds() + i64::from(parameters.new_call_timeout),
            targets,
        };
        match self.ask(&url, &request).await {
            Ok(answer) => self.settle(notification, &request, &addressees, &answer).await,
            Err(reason) => {
                not_sent(&reason);
                Ok(())
            }
        }
    }

    /// Who is to be told; those who are not are in the log with the reason.
    async fn targets(
        &self,
        notification: &PushNotification,
        parameters: &PushParameters,
    ) -> Result<(Vec<Addressee>, Vec<PushTarget>), StoreError> {
        let oldest = oldest(self.clock.now(), parameters);
        let repository = self.store.push_registrations();
        let registrations = repository.list(&notification.user_id, oldest).await?;
        if registrations.is_empty() {
            let entry = decision(notification, None, "not sent", Some("no registration"));
            self.journal.write(&entry);
        }
        let (mut addressees, mut targets) = (Vec::new(), Vec::new());
        for registration in &registrations {
            let id = registration.registration_id.as_str();
            let skip = |reason: &str| {
                let entry = decision(notification, Some(id), "not sent", Some(reason));
                self.journal.write(&entry);
            };
            let listed = !parameters.enforce_allowed_application_list
                || self.store.push_settings().is_listed(&registration.application_id).await?;
            if !listed {
                skip("the application is not allowed");
                continue;
            }
            let before = targets.len();
            for (index, token) in registration.tokens.iter().enumerate() {
                if let Some(target) = target(notification, registration, token, index)
                    && targets.len() < TARGETS
                {
                    addressees.push(Addressee {
                        registration: id.to_owned(),
                        token: token.token.clone(),
                    });
                    targets.push(target);
                }
            }
            if targets.len() == before {
                skip("the event is not subscribed");
            }
        }
        Ok((addressees, targets))
    }

    async fn ask(&self, url: &str, request: &PushRequest) -> Result<PushAnswer, String> {
        let response = self
            .http
            .post(url)
            .json(request)
            .send()
            .await
            .map_err(|error| TransportFailure::from(&error).to_string())?;
        let status = response.status();
        if status != http::StatusCode::OK {
            return Err(format!("the notification push server answered {}", status.as_u16()));
        }
        let body =
            read_capped(response, USUAL_BODY_LIMIT).await.map_err(|error| error.to_string())?;
        serde_json::from_slice(&body)
            .map_err(|_| String::from("the notification push server's answer is not readable"))
    }

    async fn settle(
        &self,
        notification: &PushNotification,
        request: &PushRequest,
        addressees: &[Addressee],
        answer: &PushAnswer,
    ) -> Result<(), StoreError> {
        for (target, addressee) in request.targets.iter().zip(addressees) {
            let result = answer.results.iter().find(|result| result.target_id == target.target_id);
            let outcome = result.map_or(PushOutcome::Failed, |result| result.outcome);
            let reason = match result {
                Some(result) => result.reason.clone(),
                None => Some(String::from("not in the answer")),
            };
            self.journal.write(&PushEventEntry::Decision {
                user: notification.user_id.clone(),
                event: notification.event.as_str().to_owned(),
                call_id: notification.call_id.clone(),
                notification: Some(request.notification_id.clone()),
                registration: Some(addressee.registration.clone()),
                outcome: outcome.as_str().to_owned(),
                reason,
            });
            if outcome == PushOutcome::Unregistered {
                let (id, token) = (&addressee.registration, &addressee.token);
                let removal = self.store.push_registrations().remove_token(id, token).await?;
                if removal == TokenRemoval::Registration {
                    self.journal.removed(&notification.user_id, id, "token unregistered");
                }
            }
        }
        Ok(())
    }
}

fn target(
    notification: &PushNotification,
    registration: &PushRegistration,
    token: &PushToken,
    index: usize,
) -> Option<PushTarget> {
    let event = token.events.iter().find(|event| event.name == notification.event)?;
    Some(PushTarget {
        target_id: format!("{}/{index}", registration.registration_id),
        application_id: registration.application_id.clone(),
        device_os_type: registration.device_os_type.clone(),
        token: token.token.clone(),
        token_type: token.kind,
        silent: event.silent,
        mutable_content: event.mutable_content,
        parameters: event.parameters.clone(),
    })
}

/// Registrations from before count no more.
pub(crate) fn oldest(now: Timestamp, parameters: &PushParameters) -> Timestamp {
    now.plus_millis(-i64::from(parameters.maximum_registration_age_days) * DAY_MILLIS)
}
