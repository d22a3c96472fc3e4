//! The Call Settings Webview (CMP-019, CSW-006): a page that reads and changes call settings through
//! Xsi-Actions, with the token that it was opened with.
//!
//! The app hands the token over in the body of a POST; a link may carry it in its fragment, which
//! browsers keep to themselves. So no log ever sees it. The page itself is served to anybody: it
//! holds nothing until Xsi-Actions accepts the token.

mod cards;
mod handover;
mod page;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use lineman_logs::LogSink;
use lineman_logs::call_settings_webview::{CallSettingsWebviewEntry, CallSettingsWebviewRecord};
use lineman_model::{Clock, Language, TrackingId};
use lineman_net::PeerInfo;
use lineman_texts::Texts;

use crate::container::tracking;
use crate::container::workers::{Worker, Workers};
use handover::Handover;

const SCRIPT: &str = include_str!("../assets/call-settings.js");
const STYLE: &str = include_str!("../assets/call-settings.css");
/// Largest body that hands a token over.
const HANDOVER_BYTES: usize = 64 * 1024;
/// Entries of `accept-language` that are looked at.
const LANGUAGES: usize = 16;

/// The application.
pub(crate) struct CallSettingsWebview {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) log: Arc<dyn LogSink>,
    /// Path below which it is reached, without a slash at its end.
    pub(crate) context: String,
    pub(crate) workers: Arc<Workers>,
    pub(crate) texts: Vec<Texts>,
}

/// What is answered.
struct Reply {
    status: StatusCode,
    media: &'static str,
    body: String,
    language: Option<Language>,
    location: Option<String>,
    /// Why it is not what was asked for.
    refusal: Option<String>,
}

impl Reply {
    const fn new(status: StatusCode, media: &'static str, body: String) -> Self {
        Self { status, media, body, language: None, location: None, refusal: None }
    }

    fn refused(status: StatusCode, reason: &str) -> Self {
        let body = format!("{reason}\n");
        let refusal = Some(reason.to_owned());
        Self { refusal, ..Self::new(status, "text/plain; charset=utf-8", body) }
    }
}

/// What the records of one request share.
struct Exchange<'a> {
    application: &'a CallSettingsWebview,
    worker: Worker,
    tracking_id: Option<TrackingId>,
    path: String,
}

impl CallSettingsWebview {
    /// The texts of every language.
    pub(crate) fn all_texts() -> Vec<Texts> {
        Language::ALL.iter().map(|language| Texts::new(*language)).collect()
    }

    /// Answers a request below the application's context.
    pub(crate) async fn serve(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        let exchange = Exchange {
            application: self,
            worker: self.workers.enter(),
            tracking_id: tracking::of_headers(&parts.headers),
            path: parts.uri.path().to_owned(),
        };
        let handover = match axum::body::to_bytes(body, HANDOVER_BYTES).await {
            Ok(body) if parts.method == Method::POST => Handover::read(&parts.headers, &body),
            Ok(_) => Ok(Handover::default()),
            Err(_) => Err("the body is too large"),
        };
        let named = handover.as_ref().ok();
        let peer = parts.extensions.get::<PeerInfo>();
        exchange.log(
            "Info",
            CallSettingsWebviewEntry::Request {
                peer: peer.map_or_else(|| "-".to_owned(), |peer| peer.address.to_string()),
                method: parts.method.to_string(),
                path: exchange.path.clone(),
                user: named.and_then(|handover| handover.user_id.clone()),
                platform: named.and_then(|handover| handover.platform.clone()),
            },
        );
        let query = parts.uri.query().unwrap_or_default();
        let reply = match &handover {
            Err(reason) => Reply::refused(StatusCode::BAD_REQUEST, reason),
            Ok(handover) => self.answer(&exchange, &parts.method, &parts.headers, query, handover),
        };
        exchange.end(named, reply)
    }

    fn answer(
        &self,
        exchange: &Exchange<'_>,
        method: &Method,
        headers: &HeaderMap,
        query: &str,
        handover: &Handover,
    ) -> Reply {
        let below = exchange.path.get(self.context.len()..).unwrap_or_default();
        let reads = matches!(*method, Method::GET | Method::HEAD);
        match below {
            "" => {
                // The address needs its slash; a body would be lost on the way, so only readers go.
                if !reads {
                    return Reply::refused(StatusCode::NOT_FOUND, "the address ends with a slash");
                }
                let query = if query.is_empty() { String::new() } else { format!("?{query}") };
                let location = Some(format!("{}/{query}", self.context));
                let media = "text/plain; charset=utf-8";
                Reply { location, ..Reply::new(StatusCode::FOUND, media, String::new()) }
            }
            "/" if reads || *method == Method::POST => {
                self.page(exchange, headers, query, handover)
            }
            "/call-settings.js" if reads => {
                Reply::new(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT.to_owned())
            }
            "/call-settings.css" if reads => {
                Reply::new(StatusCode::OK, "text/css; charset=utf-8", STYLE.to_owned())
            }
            "/" | "/call-settings.js" | "/call-settings.css" => {
                Reply::refused(StatusCode::METHOD_NOT_ALLOWED, "this method is not served")
            }
            _ => Reply::refused(StatusCode::NOT_FOUND, "there is no such part of the page"),
        }
    }

    fn page(
        &self,
        exchange: &Exchange<'_>,
        headers: &HeaderMap,
        query: &str,
        handover: &Handover,
    ) -> Reply {
        let language = handover
            .language
            .or_else(|| handover::language_of_query(query))
            .unwrap_or_else(|| accepted(headers));
        let texts = self.texts.iter().find(|texts| texts.language() == language);
        let Some(texts) = texts.or(self.texts.first()) else {
            return Reply::refused(StatusCode::INTERNAL_SERVER_ERROR, "there are no texts");
        };
        let tracking_id = exchange.tracking_id.as_ref().map(TrackingId::as_str);
        match page::render(texts, handover, tracking_id) {
            Ok(html) => {
                let page = Reply::new(StatusCode::OK, "text/html; charset=utf-8", html);
                Reply { language: Some(texts.language()), ..page }
            }
            Err(error) => {
                tracing::error!(%error, "the page of the call settings could not be made");
                Reply::refused(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be made")
            }
        }
    }
}

impl Exchange<'_> {
    fn log(&self, severity: &str, entry: CallSettingsWebviewEntry) {
        let record = CallSettingsWebviewRecord {
            time: self.application.clock.now(),
            severity: severity.to_owned(),
            thread: self.worker.thread(),
            tracking_id: self.tracking_id.as_ref().map(|id| id.as_str().to_owned()),
            entry,
        };
        self.application.log.append(&record.write());
    }

    /// Logs the answer and hands it over.
    fn end(&self, handover: Option<&Handover>, reply: Reply) -> Response {
        let path = self.path.clone();
        let status = reply.status.as_u16();
        match reply.refusal {
            Some(reason) => {
                let entry = CallSettingsWebviewEntry::Refused { path, status, reason };
                self.log("Warn", entry);
            }
            None => self.log(
                "Info",
                CallSettingsWebviewEntry::Served {
                    path,
                    user: handover.and_then(|handover| handover.user_id.clone()),
                    language: reply.language.map(|language| language.as_str().to_owned()),
                    status,
                    bytes: u64::try_from(reply.body.len()).unwrap_or(u64::MAX),
                },
            ),
        }
        let mut response = Response::new(Body::from(reply.body));
        *response.status_mut() = reply.status;
        let headers = response.headers_mut();
        guard(headers);
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(reply.media));
        if let Some(language) = reply.language {
            headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str()));
            headers.insert(header::VARY, HeaderValue::from_static("accept-language"));
        }
        if let Some(location) = reply.location
            && let Ok(location) = HeaderValue::from_str(&location)
        {
            headers.insert(header::LOCATION, location);
        }
        response
    }
}

/// Headers of every answer: nothing but our own style and script, and calls to our own host.
fn guard(headers: &mut HeaderMap) {
    let fixed: [(HeaderName, &str); 5] = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; \
             form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
        ),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// The first of the languages that a browser accepts which is one of ours; else English.
fn accepted(headers: &HeaderMap) -> Language {
    headers
        .get_all(header::ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .take(LANGUAGES)
        .filter(|entry| !entry.contains("q=0.0") && !entry.trim_end().ends_with("q=0"))
        .find_map(|entry| Language::from_locale(entry.split(';').next()?.trim()))
        .unwrap_or(Language::En)
}
