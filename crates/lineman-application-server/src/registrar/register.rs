//! REGISTER: authentication first, then the contacts.

use lineman_ladder::literals::{
    DEVICE_TYPE_DESKTOP, DEVICE_TYPE_MOBILE, DEVICE_TYPE_TABLET, SESSION_DISPLACED, SIP_REALM,
};
use lineman_model::Timestamp;
use lineman_sip::{Challenge, DigestAlgorithm, Message, Method, NameAddress};
use lineman_sip_transport::SipPeer;
use lineman_store::StoreError;
use lineman_store::broadworks::{Registration, Subscriber};

use super::bindings::{self, CONTACTS, Refusal, Wish, Wishes};
use super::challenges::NonceState;
use super::service::Registrar;

/// The device types of the app; each is one platform type.
const APP_DEVICE_TYPES: [&str; 3] = [DEVICE_TYPE_DESKTOP, DEVICE_TYPE_MOBILE, DEVICE_TYPE_TABLET];

/// What authentication came to.
pub(crate) enum Verdict {
    Good,
    Challenge { stale: bool },
    Forbidden,
}

impl Registrar {
    pub(super) async fn register(&mut self, request: &Message, source: SipPeer) -> Message {
        match self.try_register(request, source).await {
            Ok(response) => response,
            Err(error) => {
                tracing::error!(%error, "a registration failed");
                self.response(request, 500).build()
            }
        }
    }

    async fn try_register(
        &mut self,
        request: &Message,
        source: SipPeer,
    ) -> Result<Message, StoreError> {
        if let Some(unsupported) = unsupported_extensions(request) {
            let response = self.response(request, 420).header("Unsupported", unsupported);
            return Ok(response.build());
        }
        let line_port = request.to().ok().and_then(|to| to.sip_uri().ok());
        let Some(line_port) = line_port.map(|uri| uri.address_of_record()) else {
            return Ok(self.response(request, 400).build());
        };
        let Some(subscriber) = self.store.subscribers().find_by_line_port(&line_port).await? else {
            return Ok(self.response(request, 404).build());
        };
        match self.authenticate(request, &subscriber) {
            Verdict::Good => {}
            Verdict::Forbidden => return Ok(self.response(request, 403).build()),
            Verdict::Challenge { stale } => return Ok(self.challenge(request, stale)),
        }
        let wishes = match bindings::read(request, self.config.expiry) {
            Ok(wishes) => wishes,
            Err(Refusal::Malformed) => return Ok(self.response(request, 400).build()),
            Err(Refusal::TooMany) => return Ok(self.response(request, 503).build()),
            Err(Refusal::TooBrief) => {
                let min = self.config.expiry.min.to_string();
                return Ok(self.response(request, 423).header("Min-Expires", min).build());
            }
        };
        self.change(request, source, &line_port, wishes).await
    }

    /// Judges the credentials against the SIP user's secret.
    pub(crate) fn authenticate(&mut self, request: &Message, subscriber: &Subscriber) -> Verdict {
        let now = self.clock.now();
        let call_id = request.call_id().unwrap_or_default();
        let method = request.method().map(Method::as_str).unwrap_or_default();
        let credentials = match request.authorization() {
            Ok(Some(credentials)) => credentials,
            Ok(None) => return Verdict::Challenge { stale: false },
            Err(_) => return self.failed(now, call_id),
        };
        let known = subscriber.sip_user_name.as_deref() == Some(credentials.username.as_str())
            && credentials.realm == SIP_REALM;
        let proven = known
            && subscriber
                .sip_password
                .as_ref()
                .is_some_and(|password| credentials.proves(password, method));
        if !proven {
            return self.failed(now, call_id);
        }
        if self.challenges.use_nonce(now, &credentials) == NonceState::Stale {
            return Verdict::Challenge { stale: true };
        }
        if subscriber.sip_login_disabled {
            return Verdict::Forbidden;
        }
        self.challenges.succeed(call_id);
        Verdict::Good
    }

    /// The first failure of a Call-ID gets a new challenge, the next one is final.
    fn failed(&mut self, now: Timestamp, call_id: &str) -> Verdict {
        if self.challenges.fail(now, call_id) > 1 {
            Verdict::Forbidden
        } else {
            Verdict::Challenge { stale: false }
        }
    }

    fn challenge(&mut self, request: &Message, stale: bool) -> Message {
        let mut response = self.response(request, 401);
        for challenge in self.challenges(stale) {
            response = response.header("WWW-Authenticate", challenge);
        }
        response.build()
    }

    /// New challenges (RFC 8760). MD5 stands first, because old clients look at the first only.
    pub(crate) fn challenges(&mut self, stale: bool) -> Vec<String> {
        let nonce = self.challenges.issue(self.clock.now(), &*self.random);
        [DigestAlgorithm::Md5, DigestAlgorithm::Sha256]
            .map(|algorithm| Challenge { stale, ..Challenge::new(SIP_REALM, &nonce, algorithm) })
            .map(|challenge| challenge.to_string())
            .into()
    }

    async fn change(
        &self,
        request: &Message,
        source: SipPeer,
        line_port: &str,
        wishes: Wishes,
    ) -> Result<Message, StoreError> {
        let now = self.clock.now();
        let registrations = self.store.registrations();
        let call_id = request.call_id().unwrap_or_default();
        let cseq = request.cseq().map(|cseq| cseq.number).unwrap_or_default();
        let mut current = registrations.list(line_port, now).await?;
        let adds = match &wishes {
            Wishes::Change(list) => list.iter().any(|wish| wish.seconds > 0),
            _ => false,
        };
        let alone = adds && self.is_app_line(line_port).await?;
        if alone {
            if registrations.is_displaced(line_port, call_id, now).await? {
                let warning = format!("399 BroadWorks \"{SESSION_DISPLACED}\"");
                return Ok(self.response(request, 403).header("Warning", warning).build());
            }
            // The later client wins: whoever was there gives way below.
            current.retain(|known| known.call_id == call_id);
        }
        // All or nothing: a late request of a Call-ID changes nothing at all.
        let touched = |binding: &Registration| match &wishes {
            Wishes::Query => false,
            Wishes::RemoveAll => true,
            Wishes::Change(list) => list.iter().any(|wish| wish.uri == binding.contact),
        };
        let late = current
            .iter()
            .any(|known| touched(known) && known.call_id == call_id && known.cseq >= cseq);
        if late {
            return Ok(self.response(request, 500).header("Retry-After", "1").build());
        }
        match &wishes {
            Wishes::Query => {}
            Wishes::RemoveAll => {
                registrations.remove_all(line_port).await?;
            }
            Wishes::Change(list) => {
                let added = list
                    .iter()
                    .filter(|wish| wish.seconds > 0)
                    .filter(|wish| current.iter().all(|known| known.contact != wish.uri))
                    .count();
                if current.len() + added > CONTACTS {
                    return Ok(self.response(request, 503).build());
                }
                if alone {
                    registrations.displace_others(line_port, call_id).await?;
                }
                for wish in list {
                    self.apply(request, source, line_port, wish, now).await?;
                }
            }
        }
        let granted = match &wishes {
            Wishes::Change(list) => list.iter().map(|wish| wish.seconds).max(),
            _ => None,
        };
        self.accepted(request, line_port, granted, now).await
    }

    /// Whether a line/port is on a device of the app, where one client of a platform type has the
    /// session (CAL-015). Several line/ports of one type stay apart (CAL-016).
    async fn is_app_line(&self, line_port: &str) -> Result<bool, StoreError> {
        let Some(endpoint) = self.store.endpoints().find(line_port).await? else {
            return Ok(false);
        };
        let device = self.store.access_devices().find(&endpoint.device).await?;
        Ok(device.is_some_and(|device| APP_DEVICE_TYPES.contains(&device.device_type.as_str())))
    }

    async fn apply(
        &self,
        request: &Message,
        source: SipPeer,
        line_port: &str,
        wish: &Wish,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let registrations = self.store.registrations();
        if wish.seconds == 0 {
            return registrations.remove(line_port, &wish.uri).await.map(|_| ());
        }
        let registration = Registration {
            line_port: line_port.to_owned(),
            contact: wish.uri.clone(),
            path: bindings::path_of(request),
            call_id: request.call_id().unwrap_or_default().to_owned(),
            cseq: request.cseq().map(|cseq| cseq.number).unwrap_or_default(),
            user_agent: request.headers.get("User-Agent").map(str::to_owned),
            received: Some(source.to_string()),
            registered_at: now,
            expires_at: now.plus_millis(i64::from(wish.seconds) * 1000),
        };
        registrations.save(&registration).await.map(|_| ())
    }

    /// 200 with all contacts of the line/port and what is left of their lives.
    async fn accepted(
        &self,
        request: &Message,
        line_port: &str,
        granted: Option<u32>,
        now: Timestamp,
    ) -> Result<Message, StoreError> {
        let mut response = self.response(request, 200);
        for known in self.store.registrations().list(line_port, now).await? {
            let left = (known.expires_at.since(now) / 1000).max(0).to_string();
            let contact = NameAddress::new(known.contact).with_parameter("expires", Some(&left));
            response = response.header("Contact", contact.to_string());
        }
        if let Some(granted) = granted {
            response = response.header("Expires", granted.to_string());
        }
        if let Some(path) = bindings::path_of(request) {
            response = response.header("Path", path);
        }
        Ok(response.build())
    }
}

/// What the request demands and we do not have.
fn unsupported_extensions(request: &Message) -> Option<String> {
    let demanded = request.headers.get_all("Require").flat_map(|value| value.split(','));
    let missing: Vec<&str> = demanded
        .map(str::trim)
        .filter(|tag| !tag.is_empty() && !tag.eq_ignore_ascii_case("path"))
        .collect();
    (!missing.is_empty()).then(|| missing.join(", "))
}
