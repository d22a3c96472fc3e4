//! FCM v1: `POST {push_url}/{project}/messages:send` with a Bearer token of the service account.

use http::StatusCode;
use lineman_model::Secret;
use lineman_model::push::{PushRequest, PushTarget};
use serde_json::{Map, Value, json};
use tokio::sync::Mutex;

use crate::access_tokens::AccessTokens;
use crate::delivery::{Failure, Provider, ProviderAnswer, Verdict, read, retry_after};

/// Longest value of a data field; a whole message has 4096 bytes.
const VALUE_CHARACTERS: usize = 512;

/// An app's way to FCM.
pub(crate) struct FcmApp {
    pub(crate) application_id: String,
    pub(crate) url: String,
    pub(crate) tokens: AccessTokens,
    pub(crate) http: reqwest::Client,
}

/// One push.
pub(crate) struct FcmPush<'a> {
    pub(crate) app: &'a FcmApp,
    pub(crate) message: Value,
    /// The access token used last.
    pub(crate) used: Mutex<Option<Secret>>,
}

impl<'a> FcmPush<'a> {
    pub(crate) fn new(
        app: &'a FcmApp,
        request: &PushRequest,
        target: &PushTarget,
        seconds_left: i64,
    ) -> Self {
        Self { app, message: message(request, target, seconds_left), used: Mutex::new(None) }
    }
}

/// Data only: the app decides what is shown. All values are texts.
fn message(request: &PushRequest, target: &PushTarget, seconds_left: i64) -> Value {
    let mut data = Map::new();
    for (name, value) in [
        ("event", Some(request.event.as_str())),
        ("notificationId", Some(request.notification_id.as_str())),
        ("callId", request.call_id.as_deref()),
        ("callerNumber", request.caller_number.as_deref()),
        ("callerName", request.caller_name.as_deref()),
        ("parameters", target.parameters.as_deref()),
    ] {
        if let Some(value) = value {
            let value: String = value.chars().take(VALUE_CHARACTERS).collect();
            data.insert(name.to_owned(), Value::from(value));
        }
    }
    json!({
        "message": {
            "token": target.token.reveal(),
            "data": data,
            "android": {
                "priority": if target.silent { "NORMAL" } else { "HIGH" },
                "ttl": format!("{}s", seconds_left.max(0)),
            },
        }
    })
}

impl Provider for FcmPush<'_> {
    async fn attempt(&self) -> Result<ProviderAnswer, Failure> {
        let token = self.app.tokens.get().await.map_err(Failure::Transport)?;
        *self.used.lock().await = Some(token.clone());
        let request =
            self.app.http.post(&self.app.url).bearer_auth(token.reveal()).json(&self.message);
        read(request.send().await?).await
    }

    fn judge(&self, answer: &ProviderAnswer) -> Verdict {
        if answer.status == StatusCode::OK {
            return Verdict::Sent;
        }
        let word = error_word(&answer.body);
        let reason = word.clone().unwrap_or_else(|| format!("status {}", answer.status.as_u16()));
        match answer.status.as_u16() {
            404 if word.as_deref() == Some("UNREGISTERED") => Verdict::Unregistered(reason),
            401 => Verdict::Credential(reason),
            429 | 500..=599 => Verdict::Again(reason, retry_after(&answer.headers)),
            _ => Verdict::Refused(reason),
        }
    }

    async fn refresh(&self) {
        if let Some(token) = self.used.lock().await.as_ref() {
            self.app.tokens.forget(token).await;
        }
    }
}

/// `error.details[].errorCode` of FCM, else `error.status`.
fn error_word(body: &[u8]) -> Option<String> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    let error = answer.get("error")?;
    let details = error.get("details").and_then(Value::as_array);
    let code = details.and_then(|details| details.iter().find_map(|one| one.get("errorCode")));
    let word = code.or_else(|| error.get("status"))?.as_str()?;
    let plain = word.len() <= 64 && word.bytes().all(|byte| byte.is_ascii_graphic());
    plain.then(|| word.to_owned())
}
