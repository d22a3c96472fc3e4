//! A registration with its socket: refreshes, keep-alives, sign-out.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lineman_logs::client_calling::ClientCallingEntry;
use lineman_logs::client_startup::ClientStartupEntry;
use lineman_model::{Clock, Random};
use lineman_net::tls::ClientTls;
use lineman_net::{NetError, Shutdown};
use lineman_sip_transport::{
    Incoming, Protocol, SipObserver, SipPeer, SipReceiver, SipSocket, SipSocketConfig, SipTls,
};
use tokio::net::UdpSocket;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

use crate::config::AppConfig;
use crate::device_profile::DeviceProfile;
use crate::failure::{FailureReason, SignInFailure};
use crate::log::AppLog;
use crate::registration::{Account, Output, Registration};
use crate::status::State;

/// The usual port of SIP over TLS.
const SIPS_PORT: u16 = 5061;
/// Longest name look-up.
const LOOK_UP: Duration = Duration::from_secs(3);

/// What the parts of a session share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) log: Arc<AppLog>,
    pub(crate) state: Arc<Mutex<State>>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) tracking_id: String,
}

impl Shared {
    pub(crate) fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Writes the text of the Phone Services screen.
    pub(crate) fn log_phone_services(&self) {
        let status =
            self.state.lock().unwrap_or_else(PoisonError::into_inner).phone_services().text();
        self.log.startup(ClientStartupEntry::PhoneServices {
            status: status.to_owned(),
            tracking_id: self.tracking_id.clone(),
        });
    }
}

type Outcome = Result<(), SignInFailure>;

/// A running session; it ends when this is dropped.
#[derive(Debug)]
pub(crate) struct Session {
    sign_out: mpsc::Sender<oneshot::Sender<()>>,
    shutdown: Shutdown,
    task: JoinHandle<()>,
}

impl Drop for Session {
    fn drop(&mut self) {
        self.shutdown.trigger();
    }
}

impl Session {
    /// Opens a socket towards the SIP proxy and registers. Gives the session only after the
    /// registrar accepted.
    pub(crate) async fn start(
        config: &AppConfig,
        profile: &DeviceProfile,
        shared: Shared,
        shutdown: &Shutdown,
    ) -> Result<Self, SignInFailure> {
        let name = format!("{}:{}", profile.proxy_host, profile.proxy_port);
        let unreachable = |reason: String| {
            shared.log.calling(ClientCallingEntry::SipTransportFailed {
                peer: shared.log.hide(&name),
                transport: profile.protocol.as_str().to_owned(),
                reason: reason.clone(),
            });
            SignInFailure::new(FailureReason::SbcUnreachable).detail(reason)
        };
        let address = look_up(&profile.proxy_host, profile.proxy_port)
            .await
            .ok_or_else(|| unreachable(String::from("host name not found")))?;
        let local_ip =
            local_address(address).await.map_err(|error| unreachable(error.to_string()))?;
        let own = SocketAddr::new(local_ip, 0);
        let bound = |protocol| (profile.protocol == protocol).then_some(own);
        let sockets = SipSocketConfig {
            udp: bound(Protocol::Udp),
            tcp: bound(Protocol::Tcp),
            max_connections: 0,
        };
        let tls = sip_tls(config, profile, &shared)
            .map_err(|error| unreachable(format!("no TLS: {error}")))?;
        let shutdown = shutdown.child();
        let observer: Arc<dyn SipObserver> = Arc::clone(&shared.log) as _;
        let (socket, receiver) = SipSocket::bind_with_tls(sockets, tls, observer, &shutdown)
            .await
            .map_err(|error| unreachable(error.to_string()))?;
        // Over TLS nobody can connect to us: requests come over the connection that we opened.
        let local_port =
            socket.address(profile.protocol).map_or(SIPS_PORT, |address| address.port());
        let account = Account {
            line: profile.line.clone(),
            auth_user: profile.auth_user.clone(),
            auth_password: profile.auth_password.clone(),
            user_agent: config.user_agent(),
            protocol: profile.protocol,
            local_host: bracketed(local_ip),
            local_port,
        };
        let registration =
            Registration::new(account, config.registration_seconds, Arc::clone(&shared.random));
        let (sign_out, requests) = mpsc::channel(1);
        let (first, outcome) = oneshot::channel();
        let running = Running {
            registration,
            socket,
            peer: SipPeer::new(profile.protocol, address),
            proxy_name: name,
            shared,
            keep_alive: config.keep_alive,
            first: Some(first),
            leaving: None,
            shutdown: shutdown.clone(),
        };
        let task = tokio::spawn(running.run(receiver, requests));
        let session = Self { sign_out, shutdown, task };
        match outcome.await {
            Ok(Ok(())) => Ok(session),
            Ok(Err(failure)) => Err(failure),
            Err(_) => Err(SignInFailure::new(FailureReason::RegistrationFailed)
                .detail("stopped before an answer came")),
        }
    }

    /// Takes the registration away and ends.
    pub(crate) async fn sign_out(mut self) {
        let (done, finished) = oneshot::channel();
        if self.sign_out.send(done).await.is_ok() {
            let _ = finished.await;
        }
        self.shutdown.trigger();
        if let Err(error) = (&mut self.task).await
            && error.is_panic()
        {
            tracing::error!("the task of a session panicked");
        }
    }
}

struct Running {
    registration: Registration,
    socket: SipSocket,
    peer: SipPeer,
    proxy_name: String,
    shared: Shared,
    keep_alive: Duration,
    first: Option<oneshot::Sender<Outcome>>,
    leaving: Option<oneshot::Sender<()>>,
    shutdown: Shutdown,
}

impl Running {
    async fn run(
        mut self,
        mut receiver: SipReceiver,
        mut requests: mpsc::Receiver<oneshot::Sender<()>>,
    ) {
        let period = self.keep_alive.max(Duration::from_millis(10));
        let mut keep_alive = tokio::time::interval(period);
        keep_alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // The first tick comes at once.
        keep_alive.tick().await;
        let mut outputs = self.registration.begin(self.shared.clock.now());
        loop {
            if !self.carry_out(std::mem::take(&mut outputs)) {
                return;
            }
            let now = self.shared.clock.now();
            let millis = self
                .registration
                .next_deadline()
                .map_or(60_000, |deadline| deadline.since(now).clamp(1, 60_000));
            let wait = Duration::from_millis(millis.unsigned_abs());
            tokio::select! {
                received = tokio::time::timeout(wait, receiver.recv()) => match received {
                    Ok(Some(incoming)) => outputs = self.incoming(incoming),
                    Ok(None) => return,
                    Err(_) => {}
                },
                _ = keep_alive.tick() => outputs = self.ping(),
                Some(done) = requests.recv() => {
                    self.leaving = Some(done);
                    outputs = self.registration.leave(self.shared.clock.now());
                }
                () = self.shutdown.triggered() => return,
            }
            outputs.extend(self.registration.tick(self.shared.clock.now()));
        }
    }

    fn incoming(&mut self, incoming: Incoming) -> Vec<Output> {
        let now = self.shared.clock.now();
        match incoming {
            Incoming::Message { peer, message } if peer.address.ip() == self.peer.address.ip() => {
                self.registration.received(now, message)
            }
            Incoming::Pong { peer } if peer == self.peer => {
                self.keep_alive_entry("received");
                Vec::new()
            }
            Incoming::Undelivered { bytes, reason, .. } => {
                self.transport_failed(&reason);
                self.registration.undelivered(now, &bytes)
            }
            Incoming::Message { .. } | Incoming::Malformed { .. } | Incoming::Pong { .. } => {
                Vec::new()
            }
        }
    }

    fn ping(&mut self) -> Vec<Output> {
        if self.socket.ping(self.peer) {
            self.keep_alive_entry("sent");
            return Vec::new();
        }
        // The connection is gone: a new REGISTER opens another.
        self.transport_failed("the connection ended");
        self.registration.begin(self.shared.clock.now())
    }

    /// Does what the registration wants. False when the session is over.
    fn carry_out(&mut self, outputs: Vec<Output>) -> bool {
        let mut goes_on = true;
        for output in outputs {
            match output {
                Output::Send(bytes) => self.socket.send(self.peer, bytes),
                Output::Registered { seconds } => self.registered(seconds),
                Output::Failed { status, reason } => goes_on &= self.failed(status, &reason),
                Output::Unregistered => {
                    self.ended();
                    goes_on = false;
                }
            }
        }
        goes_on
    }

    fn registered(&mut self, seconds: u32) {
        let until = self.shared.clock.now().plus_millis(i64::from(seconds) * 1000);
        let mut news = false;
        self.shared.change(|state| {
            news = state.registered_until.is_none();
            state.registered_until = Some(until);
            state.failure = None;
        });
        self.shared.log.calling(ClientCallingEntry::Registered { expires: seconds });
        if news {
            self.shared.log_phone_services();
        }
        if let Some(first) = self.first.take() {
            let _ = first.send(Ok(()));
        }
    }

    /// The first failure ends the sign-in; a later one is tried again.
    fn failed(&mut self, status: Option<u16>, reason: &str) -> bool {
        self.shared.log.calling(ClientCallingEntry::RegistrationFailed {
            status,
            reason: self.shared.log.hide(reason),
        });
        let failure = SignInFailure::new(FailureReason::RegistrationFailed)
            .status(status)
            .detail(self.shared.log.hide(reason));
        if self.leaving.is_some() {
            self.ended();
            return false;
        }
        if let Some(first) = self.first.take() {
            let _ = first.send(Err(failure));
            return false;
        }
        let mut news = false;
        self.shared.change(|state| {
            news = state.registered_until.take().is_some();
            state.failure = Some(failure);
        });
        if news {
            self.shared.log_phone_services();
        }
        true
    }

    fn ended(&mut self) {
        self.shared.change(|state| state.registered_until = None);
        if let Some(done) = self.leaving.take() {
            let _ = done.send(());
        }
    }

    fn keep_alive_entry(&self, state: &str) {
        self.shared.log.calling(ClientCallingEntry::KeepAlive {
            state: state.to_owned(),
            peer: self.peer.address.to_string(),
        });
    }

    fn transport_failed(&self, reason: &str) {
        self.shared.log.calling(ClientCallingEntry::SipTransportFailed {
            peer: self.shared.log.hide(&self.proxy_name),
            transport: self.peer.protocol.as_str().to_owned(),
            reason: self.shared.log.hide(reason),
        });
    }
}

/// Trust for a proxy that is reached over TLS; its certificate must carry the name in the profile.
fn sip_tls(
    config: &AppConfig,
    profile: &DeviceProfile,
    shared: &Shared,
) -> Result<SipTls, NetError> {
    if profile.protocol != Protocol::Tls {
        return Ok(SipTls::default());
    }
    let anchors = config.ca_pem.as_deref().unwrap_or_default();
    let client = ClientTls::from_pem(anchors, Arc::clone(&shared.clock))?;
    Ok(SipTls { listen: None, connect: Some((client, profile.proxy_host.clone())) })
}

/// An address of the host, IPv4 if there is one.
async fn look_up(host: &str, port: u16) -> Option<SocketAddr> {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let found = tokio::time::timeout(LOOK_UP, tokio::net::lookup_host((bare, port))).await;
    let addresses: Vec<SocketAddr> = found.ok()?.ok()?.collect();
    addresses.iter().find(|address| address.is_ipv4()).or_else(|| addresses.first()).copied()
}

/// Our own address on the way to the other side: the system knows it once a socket is connected.
async fn local_address(target: SocketAddr) -> std::io::Result<IpAddr> {
    let any = match target.ip() {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    let probe = UdpSocket::bind(SocketAddr::new(any, 0)).await?;
    probe.connect(target).await?;
    Ok(probe.local_addr()?.ip())
}

fn bracketed(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}
