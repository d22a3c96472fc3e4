//! REGISTER: authentication first; the contacts are changed in `waiting`.

use lineman_ladder::literals::{
    DEVICE_TYPE_DESKTOP, DEVICE_TYPE_MOBILE, DEVICE_TYPE_TABLET, SIP_REALM,
};
use lineman_model::Timestamp;
use lineman_sip::{Challenge, DigestAlgorithm, Message, Method};
use lineman_sip_transport::SipPeer;
use lineman_store::StoreError;
use lineman_store::broadworks::Subscriber;

use super::bindings::{self, Refusal, Wishes};
use super::challenges::NonceState;
use super::service::Registrar;
use super::waiting::{Answer, WaitingRegister};

/// The device types of the app; each is one platform type.
const APP_DEVICE_TYPES: [&str; 3] = [DEVICE_TYPE_DESKTOP, DEVICE_TYPE_MOBILE, DEVICE_TYPE_TABLET];

/// What authentication came to.
pub(crate) enum Verdict {
    Good,
    Challenge { stale: bool },
    Forbidden,
}

impl Registrar {
    pub(super) async fn register(&mut self, request: &Message, source: SipPeer) -> Answer {
        match self.try_register(request, source).await {
            Ok(answer) => answer,
            Err(error) => {
                tracing::error!(%error, "a registration failed");
                Answer::Now(self.response(request, 500).build())
            }
        }
    }

    async fn try_register(
        &mut self,
        request: &Message,
        source: SipPeer,
    ) -> Result<Answer, StoreError> {
        let refused = match self.judge(request).await? {
            Ok((line_port, wishes)) => {
                let adds = matches!(&wishes, Wishes::Change(list) if list.iter().any(|wish| wish.seconds > 0));
                let alone = adds && self.is_app_line(&line_port).await?;
                let request = request.clone();
                let waiting = WaitingRegister { request, source, line_port, wishes, alone };
                return Ok(Answer::AfterCommit(Box::new(waiting)));
            }
            Err(refused) => refused,
        };
        Ok(Answer::Now(refused))
    }

    /// Everything that can be said before the contacts are looked at: whose line it is and what is
    /// wished, or the refusal.
    async fn judge(
        &mut self,
        request: &Message,
    ) -> Result<Result<(String, Wishes), Message>, StoreError> {
        if let Some(unsupported) = unsupported_extensions(request) {
            let response = self.response(request, 420).header("Unsupported", unsupported);
            return Ok(Err(response.build()));
        }
        let line_port = request.to().ok().and_then(|to| to.sip_uri().ok());
        let Some(line_port) = line_port.map(|uri| uri.address_of_record()) else {
            return Ok(Err(self.response(request, 400).build()));
        };
        let Some(subscriber) = self.store.subscribers().find_by_line_port(&line_port).await? else {
            return Ok(Err(self.response(request, 404).build()));
        };
        match self.authenticate(request, &subscriber) {
            Verdict::Good => {}
            Verdict::Forbidden => return Ok(Err(self.response(request, 403).build())),
            Verdict::Challenge { stale } => return Ok(Err(self.challenge(request, stale))),
        }
        let refused = match bindings::read(request, self.config.expiry) {
            Ok(wishes) => return Ok(Ok((line_port, wishes))),
            Err(Refusal::Malformed) => self.response(request, 400),
            Err(Refusal::TooMany) => self.response(request, 503),
            Err(Refusal::TooBrief) => {
                let min = self.config.expiry.min.to_string();
                self.response(request, 423).header("Min-Expires", min)
            }
        };
        Ok(Err(refused.build()))
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
        let stronger = self.config.offer_sha256.then_some(DigestAlgorithm::Sha256);
        std::iter::once(DigestAlgorithm::Md5)
            .chain(stronger)
            .map(|algorithm| Challenge { stale, ..Challenge::new(SIP_REALM, &nonce, algorithm) })
            .map(|challenge| challenge.to_string())
            .collect()
    }

    /// Whether a line/port is on a device of the app, where one client of a platform type has the
    /// session (CAL-015). Several line/ports of one type stay apart (CAL-016).
    async fn is_app_line(&self, line_port: &str) -> Result<bool, StoreError> {
        let kind = self.store.endpoints().device_type(line_port).await?;
        Ok(kind.is_some_and(|kind| APP_DEVICE_TYPES.contains(&kind.as_str())))
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
