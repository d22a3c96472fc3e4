//! Access tokens of FCM: a service account signs a JWT (RS256) and gets a Bearer token for it
//! (RFC 7523). A token is used until shortly before its end.

use std::sync::Arc;

use http::StatusCode;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use lineman_logs::nps_log::NpsEntry;
use lineman_model::{Clock, Secret, Timestamp};
use lineman_net::http::{TransportFailure, read_capped};
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use crate::config::ServiceAccount;
use crate::journal::Journal;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// Life of an assertion, the longest that is allowed.
const ASSERTION_SECONDS: i64 = 3600;
/// A token is not used in its last minute.
const MARGIN_MILLIS: i64 = 60_000;
/// Longest answer.
const ANSWER_BYTES: usize = 64 * 1024;

#[derive(Serialize)]
struct Assertion<'a> {
    iss: &'a str,
    scope: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    #[serde(default = "usual_life")]
    expires_in: i64,
}

const fn usual_life() -> i64 {
    ASSERTION_SECONDS
}

struct Held {
    token: Secret,
    until: Timestamp,
}

/// The access tokens of one service account.
pub(crate) struct AccessTokens {
    account: ServiceAccount,
    key: EncodingKey,
    auth_url: String,
    scope: String,
    http: reqwest::Client,
    clock: Arc<dyn Clock>,
    journal: Journal,
    /// The lock also keeps many pushes from asking for one token each.
    held: Mutex<Option<Held>>,
}

impl AccessTokens {
    pub(crate) fn new(
        account: ServiceAccount,
        auth_url: String,
        scope: String,
        http: reqwest::Client,
        journal: Journal,
    ) -> Result<Self, String> {
        let key = EncodingKey::from_rsa_pem(account.private_key_pem.reveal().as_bytes())
            .map_err(|error| format!("key of {}: {error}", account.client_email))?;
        let (clock, held) = (Arc::clone(&journal.clock), Mutex::new(None));
        Ok(Self { account, key, auth_url, scope, http, clock, journal, held })
    }

    /// A good token.
    pub(crate) async fn get(&self) -> Result<Secret, String> {
        let mut held = self.held.lock().await;
        if let Some(present) = held.as_ref()
            && present.until > self.clock.now()
        {
            return Ok(present.token.clone());
        }
        let fetched = self.fetch().await?;
        let token = fetched.token.clone();
        *held = Some(fetched);
        Ok(token)
    }

    /// Forgets a token that the provider does not take any more.
    pub(crate) async fn forget(&self, token: &Secret) {
        let mut held = self.held.lock().await;
        if held.as_ref().is_some_and(|present| present.token == *token) {
            *held = None;
        }
    }

    async fn fetch(&self) -> Result<Held, String> {
        let outcome = self.ask().await;
        let (status, reason) = match &outcome {
            Ok(_) => (Some(200), None),
            Err((status, reason)) => (*status, Some(reason.clone())),
        };
        let severity = if outcome.is_ok() { "Info" } else { "Warn" };
        let (provider, url) = (String::from("FCM"), self.auth_url.clone());
        self.journal.write(severity, NpsEntry::AccessToken { provider, url, status, reason });
        outcome.map_err(|(_, reason)| format!("no access token: {reason}"))
    }

    async fn ask(&self) -> Result<Held, (Option<u16>, String)> {
        let now = self.clock.now();
        let assertion = Assertion {
            iss: &self.account.client_email,
            scope: &self.scope,
            aud: &self.auth_url,
            iat: now.as_seconds(),
            exp: now.as_seconds() + ASSERTION_SECONDS,
        };
        let header = Header {
            kid: Some(self.account.private_key_id.clone()),
            ..Header::new(Algorithm::RS256)
        };
        let assertion = jsonwebtoken::encode(&header, &assertion, &self.key)
            .map_err(|error| (None, error.to_string()))?;
        let response = self
            .http
            .post(&self.auth_url)
            .form(&[("grant_type", GRANT), ("assertion", &assertion)])
            .send()
            .await
            .map_err(|error| (None, TransportFailure::from(&error).to_string()))?;
        let status = response.status();
        let body = read_capped(response, ANSWER_BYTES)
            .await
            .map_err(|error| (Some(status.as_u16()), error.to_string()))?;
        if status != StatusCode::OK {
            return Err((Some(status.as_u16()), String::from("another status than 200")));
        }
        // The library's message could quote the token.
        let granted: Granted = serde_json::from_slice(&body)
            .map_err(|_| (Some(200), String::from("the answer is no access token")))?;
        let fits = !granted.access_token.is_empty()
            && granted.access_token.bytes().all(|byte| byte.is_ascii_graphic());
        if !fits {
            return Err((Some(200), String::from("the answer is no access token")));
        }
        let life = granted.expires_in.clamp(0, ASSERTION_SECONDS).saturating_mul(1000);
        Ok(Held {
            token: Secret::new(granted.access_token),
            until: now.plus_millis(life - MARGIN_MILLIS),
        })
    }
}
