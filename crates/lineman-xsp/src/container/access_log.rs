//! access_log: one line for every request that reached the container, refused ones included
//! (LOG-002).

use std::sync::Arc;

use axum::body::HttpBody as _;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, HeaderName, header};
use lineman_logs::LogSink;
use lineman_logs::access_log::{AccessLogForm, AccessLogRecord};
use lineman_model::Clock;
use lineman_net::PeerInfo;
use tokio::time::Instant;

/// What the middleware needs.
#[derive(Clone)]
pub(crate) struct AccessLog {
    pub(crate) sink: Arc<dyn LogSink>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) form: AccessLogForm,
}

/// Writes the line when the answer is ready, or when the request is given up before.
pub(crate) async fn record(State(log): State<AccessLog>, request: Request, next: Next) -> Response {
    let mut line = Line::begin(log, &request);
    let response = next.run(request).await;
    line.record.status = Some(response.status().as_u16());
    line.record.bytes = response.body().size_hint().exact().filter(|bytes| *bytes > 0);
    response
}

/// A line under way. Written when dropped: a request whose client went away has its line too, with
/// `-` for the status.
struct Line {
    log: AccessLog,
    began: Instant,
    record: AccessLogRecord,
}

impl Line {
    fn begin(log: AccessLog, request: &Request) -> Self {
        let host = request
            .extensions()
            .get::<PeerInfo>()
            .map_or_else(|| "-".to_owned(), |peer| peer.address.ip().to_string());
        let record = AccessLogRecord {
            host,
            ident: "-".to_owned(),
            user: "-".to_owned(),
            time: log.clock.now(),
            offset_minutes: 0,
            request: format!("{} {} {:?}", request.method(), request.uri(), request.version()),
            status: None,
            bytes: None,
            seconds: None,
            micros: None,
            referer: Some(quoted(request.headers(), &header::REFERER)),
            user_agent: Some(quoted(request.headers(), &header::USER_AGENT)),
            rest: Vec::new(),
        };
        Self { log, began: Instant::now(), record }
    }
}

fn quoted(headers: &HeaderMap, name: &HeaderName) -> String {
    headers.get(name).map_or_else(
        || "-".to_owned(),
        |value| String::from_utf8_lossy(value.as_bytes()).into_owned(),
    )
}

impl Drop for Line {
    fn drop(&mut self) {
        let took = self.began.elapsed();
        self.record.seconds = Some(took.as_secs());
        self.record.micros = u64::try_from(took.as_micros()).ok();
        let record = self.record.clone().in_form(self.log.form);
        self.log.sink.append(&record.write());
    }
}
