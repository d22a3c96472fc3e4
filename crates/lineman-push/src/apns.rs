//! APNs over HTTP/2: `POST {url}/{device token}` with a provider token (ES256) of the team.

use http::StatusCode;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use lineman_model::push::{PushEventName, PushRequest, PushTarget, PushTokenKind};
use lineman_model::{Secret, Timestamp};
use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::sync::Mutex;

use crate::delivery::{Failure, Provider, ProviderAnswer, Verdict, read, retry_after};

/// A provider token is used for 50 minutes: APNs takes it for an hour, and no more than one new
/// one in twenty minutes.
const TOKEN_MILLIS: i64 = 50 * 60 * 1000;
/// Longest value of a field; a VoIP payload has 5120 bytes, others 4096.
const VALUE_CHARACTERS: usize = 512;
/// Words of APNs for a token that is good no more.
const GONE: &[&str] = &["Unregistered", "BadDeviceToken", "DeviceTokenNotForTopic"];
/// Words for a provider token that it does not take.
const CREDENTIAL: &[&str] = &["ExpiredProviderToken", "InvalidProviderToken"];

#[derive(Serialize)]
struct ProviderClaims<'a> {
    iss: &'a str,
    iat: i64,
}

/// The way to APNs.
pub(crate) struct Apns {
    pub(crate) url: String,
    pub(crate) team_id: String,
    pub(crate) key_id: String,
    pub(crate) key: EncodingKey,
    pub(crate) applications: Vec<String>,
    pub(crate) http: reqwest::Client,
    pub(crate) token: Mutex<Option<(Secret, Timestamp)>>,
}

impl Apns {
    async fn provider_token(&self, now: Timestamp) -> Result<Secret, String> {
        let mut held = self.token.lock().await;
        if let Some((token, until)) = held.as_ref()
            && *until > now
        {
            return Ok(token.clone());
        }
        let header = Header { kid: Some(self.key_id.clone()), ..Header::new(Algorithm::ES256) };
        let claims = ProviderClaims { iss: &self.team_id, iat: now.as_seconds() };
        let token = jsonwebtoken::encode(&header, &claims, &self.key)
            .map(Secret::new)
            .map_err(|error| format!("no provider token: {error}"))?;
        *held = Some((token.clone(), now.plus_millis(TOKEN_MILLIS)));
        Ok(token)
    }
}

/// One push.
pub(crate) struct ApnsPush<'a> {
    apns: &'a Apns,
    now: Timestamp,
    url: String,
    headers: Vec<(&'static str, String)>,
    payload: Value,
}

impl<'a> ApnsPush<'a> {
    pub(crate) fn new(
        apns: &'a Apns,
        request: &PushRequest,
        target: &PushTarget,
        id: String,
        now: Timestamp,
    ) -> Self {
        let segment = percent_encoding::utf8_percent_encode(
            target.token.reveal(),
            percent_encoding::NON_ALPHANUMERIC,
        );
        let kind = Kind::of(target);
        let topic = match kind {
            Kind::Voip => format!("{}.voip", target.application_id),
            Kind::Alert | Kind::Background => target.application_id.clone(),
        };
        let headers = vec![
            ("apns-topic", topic),
            ("apns-push-type", kind.as_str().to_owned()),
            ("apns-expiration", request.expires_at.to_string()),
            ("apns-priority", String::from(if kind == Kind::Background { "5" } else { "10" })),
            ("apns-id", id),
        ];
        let url = format!("{}/{segment}", apns.url.trim_end_matches('/'));
        Self { apns, now, url, headers, payload: payload(request, target, kind) }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Voip,
    Alert,
    Background,
}

impl Kind {
    const fn of(target: &PushTarget) -> Self {
        match (target.token_type, target.silent) {
            (PushTokenKind::Voip, _) => Self::Voip,
            (PushTokenKind::Normal, true) => Self::Background,
            (PushTokenKind::Normal, false) => Self::Alert,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Voip => "voip",
            Self::Alert => "alert",
            Self::Background => "background",
        }
    }
}

fn payload(request: &PushRequest, target: &PushTarget, kind: Kind) -> Value {
    let mut aps = Map::new();
    match kind {
        Kind::Voip => {}
        Kind::Background => {
            aps.insert("content-available".to_owned(), Value::from(1));
        }
        Kind::Alert => {
            let caller = request.caller_name.as_deref().or(request.caller_number.as_deref());
            let title = match request.event {
                PushEventName::NewCall | PushEventName::RingSplash => caller.unwrap_or("Call"),
                PushEventName::CallUpdate => "Call",
                PushEventName::MessageWaiting => "Voicemail",
            };
            aps.insert("alert".to_owned(), json!({"title": short(title)}));
            aps.insert("sound".to_owned(), Value::from("default"));
        }
    }
    if target.mutable_content {
        aps.insert("mutable-content".to_owned(), Value::from(1));
    }
    let mut payload = Map::new();
    payload.insert("aps".to_owned(), Value::Object(aps));
    for (name, value) in [
        ("event", Some(request.event.as_str())),
        ("notificationId", Some(request.notification_id.as_str())),
        ("callId", request.call_id.as_deref()),
        ("callerNumber", request.caller_number.as_deref()),
        ("callerName", request.caller_name.as_deref()),
        ("parameters", target.parameters.as_deref()),
    ] {
        if let Some(value) = value {
            payload.insert(name.to_owned(), Value::from(short(value)));
        }
    }
    Value::Object(payload)
}

fn short(text: &str) -> String {
    text.chars().take(VALUE_CHARACTERS).collect()
}

impl Provider for ApnsPush<'_> {
    async fn attempt(&self) -> Result<ProviderAnswer, Failure> {
        let token = self.apns.provider_token(self.now).await.map_err(Failure::Local)?;
        let mut request =
            self.apns.http.post(&self.url).bearer_auth(token.reveal()).json(&self.payload);
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        read(request.send().await?).await
    }

    fn judge(&self, answer: &ProviderAnswer) -> Verdict {
        if answer.status == StatusCode::OK {
            return Verdict::Sent;
        }
        let word = reason_word(&answer.body);
        let reason = word.clone().unwrap_or_else(|| format!("status {}", answer.status.as_u16()));
        let is = |words: &[&str]| word.as_deref().is_some_and(|word| words.contains(&word));
        match answer.status.as_u16() {
            410 => Verdict::Unregistered(reason),
            400 if is(GONE) => Verdict::Unregistered(reason),
            403 if is(CREDENTIAL) => Verdict::Credential(reason),
            429 | 500..=599 => Verdict::Again(reason, retry_after(&answer.headers)),
            _ => Verdict::Refused(reason),
        }
    }

    async fn refresh(&self) {
        *self.apns.token.lock().await = None;
    }
}

fn reason_word(body: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let word = answer.get("reason")?.as_str()?;
    let plain = word.len() <= 64 && word.bytes().all(|byte| byte.is_ascii_graphic());
    plain.then(|| word.to_owned())
}
