//! What every command can use.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use lineman_ladder::settings;
use lineman_logs::LogSink;
use lineman_model::{Clock, Random, Timestamp};
use lineman_net::NetError;
use lineman_ocip::Command;
use lineman_store::broadworks::{APPLICATION_SERVER_NODE, Subscriber};
use lineman_store::{BroadworksStore, StoreError};

use super::caller::{Origin, UserScope};
use super::errors::{self, Failure};
use super::fields::Fields;
use super::session::{ConnectionId, Sessions};
use super::transaction_log::{Thread, TransactionLog};
use super::unserved::UnservedCommands;
use crate::calls::CallControl;
use crate::config::OciConfig;
use crate::messaging::{Change, Exchange, InEffect, MessagingAdapter, Outcome};
use crate::push::PushJournal;

/// The OCI-P side of the Application Server, without its sockets.
#[derive(Debug)]
pub(crate) struct OciServer {
    pub(crate) config: OciConfig,
    pub(crate) store: BroadworksStore,
    clock: SharedClock,
    random: SharedRandom,
    pub(crate) sessions: Sessions,
    /// Commands that were asked for and are not served.
    pub(crate) unserved: Arc<UnservedCommands>,
    pub(crate) log: TransactionLog,
    pub(crate) messaging: MessagingAdapter,
    /// Push registrations in the XSLog.
    pub(crate) push_journal: PushJournal,
    /// The calls, if there is call processing.
    pub(crate) calls: Option<CallControl>,
    /// `host:port` by which the Network Server sends clients to our registrar.
    pub(crate) sip_address: Option<String>,
    connections: AtomicU64,
}

struct SharedClock(Arc<dyn Clock>);
struct SharedRandom(Arc<dyn Random>);

impl std::fmt::Debug for SharedClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl std::fmt::Debug for SharedRandom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random")
    }
}

impl OciServer {
    pub(crate) fn new(
        config: OciConfig,
        store: BroadworksStore,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        ps_log: Arc<dyn LogSink>,
        xs_log: Arc<dyn LogSink>,
        sip_address: Option<String>,
    ) -> Result<Self, NetError> {
        Ok(Self {
            messaging: MessagingAdapter::new(&config.messaging)?,
            push_journal: PushJournal::new(xs_log, Arc::clone(&clock)),
            log: TransactionLog::new(ps_log, Arc::clone(&clock)),
            sip_address,
            calls: None,
            config,
            store,
            clock: SharedClock(clock),
            random: SharedRandom(random),
            sessions: Sessions::default(),
            unserved: Arc::default(),
            connections: AtomicU64::new(0),
        })
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.0.now()
    }

    pub(crate) fn random(&self) -> &dyn Random {
        &*self.random.0
    }

    /// Tells the messaging server of a user.
    pub(crate) async fn tell_messaging(
        &self,
        thread: &Thread,
        server: &InEffect,
        subscriber: &Subscriber,
        change: Change<'_>,
    ) -> Result<Outcome, StoreError> {
        // Whether the URL is used as it is (PRV-044).
        let option = self
            .store
            .system_settings()
            .container_option(
                APPLICATION_SERVER_NODE,
                settings::CONTAINER_PROVISIONING,
                settings::OPTION_USE_PROVISIONING_URL,
            )
            .await?;
        let exchange = Exchange {
            log: &self.log,
            thread,
            random: self.random(),
            server,
            subscriber,
            change,
            by_name: option.map(|value| value == "true"),
        };
        Ok(self.messaging.tell(exchange).await)
    }

    pub(crate) fn next_connection(&self) -> ConnectionId {
        ConnectionId(self.connections.fetch_add(1, Ordering::Relaxed))
    }
}

/// One command that is carried out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) server: &'a OciServer,
    pub(crate) origin: &'a Origin,
    pub(crate) thread: &'a Thread,
    pub(crate) request: &'a Command,
    /// The suffix behind the name of the family.
    pub(crate) version: &'static str,
}

impl<'a> Call<'a> {
    pub(crate) const fn store(&self) -> &'a BroadworksStore {
        &self.server.store
    }

    pub(crate) fn fields(&self) -> Fields<'a> {
        Fields::of(self.request)
    }

    /// An empty named answer of the same version: `XGetRequest22` is answered by `XGetResponse22`.
    pub(crate) fn answer(&self) -> Command {
        let name = self.request.name();
        let stem = name.strip_suffix(self.version).unwrap_or(name);
        let stem = stem.strip_suffix("Request").unwrap_or(stem);
        Command::answer(&format!("{stem}Response{}", self.version), self.request)
    }

    pub(crate) fn success(&self) -> Command {
        Command::success(self.request)
    }

    /// The user with this primary or alternate id.
    pub(crate) async fn subscriber(&self, id: &str) -> Result<Subscriber, Failure> {
        self.store().subscribers().find(id).await?.ok_or_else(|| errors::user_not_found(id))
    }

    /// The user that the field `userId` names, for someone who may read it.
    pub(crate) async fn readable_subscriber(&self) -> Result<Subscriber, Failure> {
        let id = self.fields().required("userId", super::fields::USER_ID)?;
        let subscriber = self.subscriber(id).await?;
        self.origin.caller.may_read_user(&scope(&subscriber))?;
        Ok(subscriber)
    }

    /// The user that the field `userId` names, for someone who may change what users themselves may.
    pub(crate) async fn acting_subscriber(&self) -> Result<Subscriber, Failure> {
        let id = self.fields().required("userId", super::fields::USER_ID)?;
        let subscriber = self.subscriber(id).await?;
        self.origin.caller.may_act_for_user(&scope(&subscriber))?;
        Ok(subscriber)
    }

    /// The user that the field `userId` names, for someone who may change it.
    pub(crate) async fn changeable_subscriber(&self) -> Result<Subscriber, Failure> {
        let id = self.fields().required("userId", super::fields::USER_ID)?;
        let subscriber = self.subscriber(id).await?;
        self.origin.caller.must_administer_user(&scope(&subscriber))?;
        Ok(subscriber)
    }
}

/// Where a user belongs.
pub(crate) fn scope(subscriber: &Subscriber) -> UserScope<'_> {
    UserScope {
        user_id: &subscriber.user_id,
        service_provider_id: &subscriber.service_provider_id,
        group_id: &subscriber.group_id,
    }
}
