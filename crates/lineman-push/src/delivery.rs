//! One push until it is taken, refused for good, or of no use any more.

use std::time::Duration;

use http::{HeaderMap, StatusCode, header};
use lineman_model::push::PushOutcome;
use lineman_model::{Clock, Timestamp};
use lineman_net::Shutdown;
use lineman_net::http::{TransportFailure, read_capped};

use crate::config::RetryPolicy;

/// Longest answer of a provider.
const ANSWER_BYTES: usize = 16 * 1024;

/// A provider's answer.
pub(crate) struct ProviderAnswer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

/// What an answer means.
pub(crate) enum Verdict {
    /// Taken.
    Sent,
    /// The token is good no more.
    Unregistered(String),
    /// Refused for good.
    Refused(String),
    /// Our own credential was not taken; a fresh one may be.
    Credential(String),
    /// Worth another try, after so long when the provider says so.
    Again(String, Option<Duration>),
}

/// How a push ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Delivered {
    pub(crate) outcome: PushOutcome,
    pub(crate) status: Option<u16>,
    pub(crate) attempts: u32,
    pub(crate) reason: Option<String>,
}

/// A provider: one try, and what its answer means.
pub(crate) trait Provider: Sync {
    /// One try; a text says why none could be made.
    fn attempt(&self) -> impl Future<Output = Result<ProviderAnswer, Failure>> + Send;
    /// What an answer means.
    fn judge(&self, answer: &ProviderAnswer) -> Verdict;
    /// Drops the credential that was used last.
    fn refresh(&self) -> impl Future<Output = ()> + Send;
}

/// Why a try had no answer.
pub(crate) enum Failure {
    /// Nobody answered: worth another try.
    Transport(String),
    /// Nothing could be sent at all.
    Local(String),
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        Self::Transport(TransportFailure::from(&error).to_string())
    }
}

/// Reads an answer.
pub(crate) async fn read(response: reqwest::Response) -> Result<ProviderAnswer, Failure> {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = read_capped(response, ANSWER_BYTES)
        .await
        .map_err(|error| Failure::Transport(error.to_string()))?;
    Ok(ProviderAnswer { status, headers, body: body.to_vec() })
}

/// `retry-after` in seconds.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// Tries until it ends.
pub(crate) async fn deliver(
    provider: &impl Provider,
    policy: RetryPolicy,
    expires: Timestamp,
    clock: &dyn Clock,
    shutdown: &Shutdown,
) -> Delivered {
    let mut attempts = 0;
    let mut wait = policy.first_wait;
    let mut refreshed = false;
    loop {
        if clock.now() >= expires {
            let reason = Some(String::from("expired"));
            return Delivered { outcome: PushOutcome::Failed, status: None, attempts, reason };
        }
        attempts += 1;
        let answer = match tokio::time::timeout(policy.answer, provider.attempt()).await {
            Ok(answer) => answer,
            Err(_) => Err(Failure::Transport(TransportFailure::TimedOut.to_string())),
        };
        let ended = |outcome, status, reason| Delivered { outcome, status, attempts, reason };
        let (status, reason, asked) = match answer {
            Err(Failure::Local(reason)) => {
                return ended(PushOutcome::Failed, None, Some(reason));
            }
            Err(Failure::Transport(reason)) => (None, reason, None),
            Ok(answer) => {
                let status = Some(answer.status.as_u16());
                match provider.judge(&answer) {
                    Verdict::Sent => return ended(PushOutcome::Sent, status, None),
                    Verdict::Unregistered(reason) => {
                        return ended(PushOutcome::Unregistered, status, Some(reason));
                    }
                    Verdict::Refused(reason) => {
                        return ended(PushOutcome::Failed, status, Some(reason));
                    }
                    Verdict::Credential(reason) if refreshed => {
                        return ended(PushOutcome::Failed, status, Some(reason));
                    }
                    Verdict::Credential(reason) => {
                        refreshed = true;
                        provider.refresh().await;
                        (status, reason, Some(Duration::ZERO))
                    }
                    Verdict::Again(reason, asked) => (status, reason, asked),
                }
            }
        };
        if attempts >= policy.attempts {
            return ended(PushOutcome::Failed, status, Some(reason));
        }
        let pause = asked.unwrap_or(wait).min(policy.longest_wait);
        // Waits for the end of the server, and no longer than the pause.
        if tokio::time::timeout(pause, shutdown.triggered()).await.is_ok() {
            return ended(PushOutcome::Failed, status, Some(reason));
        }
        wait = wait.saturating_mul(2);
    }
}
