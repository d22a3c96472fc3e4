//! The HTTP side.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Extension, RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use lineman_model::limits;
use lineman_net::http::HttpOptions;
use lineman_net::tls::ServerTls;
use lineman_net::{NetError, NoObserver, PeerInfo, ServerHandle, Shutdown};
use tokio::net::TcpListener;

use super::cookies::{self, Cookies};
use super::{envelope, wsdl};
use crate::oci::dispatch::{self, Link};
use crate::oci::server::OciServer;

/// Path of the SOAP form of OCI-P.
pub const SOAP_PATH: &str = "/webservice/services/ProvisioningService";
/// A session that is not used for so long ends, milliseconds.
const IDLE: i64 = 30 * 60 * 1000;
const TEXT_XML: &str = "text/xml;charset=UTF-8";

struct Service {
    server: Arc<OciServer>,
    cookies: Cookies,
    encrypted: bool,
}

/// Serves the SOAP form of OCI-P on a bound socket, to clients that log in.
///
/// # Errors
/// When the listener has no local address any more.
pub(crate) fn serve(
    listener: TcpListener,
    tls: Option<ServerTls>,
    server: Arc<OciServer>,
    shutdown: &Shutdown,
) -> Result<ServerHandle, NetError> {
    let service =
        Arc::new(Service { server, cookies: Cookies::new(IDLE), encrypted: tls.is_some() });
    let router = Router::new()
        .route("/metrics", get(metrics))
        .route(SOAP_PATH, get(describe).post(call))
        .with_state(service);
    let options =
        HttpOptions { max_body_bytes: limits::OCI_DOCUMENT_BYTES, ..HttpOptions::default() };
    lineman_net::http::serve(listener, tls, router, options, shutdown, Arc::new(NoObserver))
}

/// `GET …?wsdl`: the description, with the address that the client reached us by.
async fn describe(
    State(service): State<Arc<Service>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    if !query.unwrap_or_default().eq_ignore_ascii_case("wsdl") {
        return (StatusCode::BAD_REQUEST, "Ask for ?wsdl, or POST a SOAP envelope.\n")
            .into_response();
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let scheme = if service.encrypted { "https" } else { "http" };
    xml(StatusCode::OK, wsdl::document(&format!("{scheme}://{host}{SOAP_PATH}")))
}

/// `GET /metrics`, in the text form that Prometheus reads, to this machine only: commands that are
/// answered by error 6004 because nobody serves them.
async fn metrics(
    State(service): State<Arc<Service>>,
    Extension(peer): Extension<PeerInfo>,
) -> Response {
    if !peer.address.ip().to_canonical().is_loopback() {
        return StatusCode::FORBIDDEN.into_response();
    }
    let text = unserved_metric(&service.server.unserved.counts());
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

/// The names come from clients: the form escapes backslash, quote and line end.
fn unserved_metric(counts: &BTreeMap<String, u64>) -> String {
    let name = "lineman_oci_unserved_commands_total";
    let mut text = format!(
        "# HELP {name} OCI-P commands answered by error 6004 because they are not served.\n\
         # TYPE {name} counter\n"
    );
    for (command, count) in counts {
        let command = command.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        text.push_str(&format!("{name}{{command=\"{command}\"}} {count}\n"));
    }
    text
}

async fn call(
    State(service): State<Arc<Service>>,
    Extension(peer): Extension<PeerInfo>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let document = match envelope::document_of(&body, limits::OCI_DOCUMENT_BYTES) {
        Ok(document) => document,
        Err(error) => return fault(&error.to_string()),
    };
    let cookie = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find_map(cookies::of_header);
    let server = &service.server;
    let visit = service.cookies.visit(server, peer.address.ip(), cookie, server.random());
    let link = Link { id: visit.connection, peer: peer.address, trusted: false };
    let mut response = match dispatch::answer_text(server, link, &document).await {
        Ok(answer) if envelope::is_unauthorized(&answer) => {
            fault("Cannot process any request before user is logged in.")
        }
        Ok(answer) => xml(StatusCode::OK, envelope::answer(&answer.to_text())),
        // There is no identity to answer; the text says why.
        Err(answer) => {
            xml(StatusCode::OK, envelope::answer(String::from_utf8_lossy(&answer).trim_end()))
        }
    };
    if let Some(cookie) = visit.new_cookie {
        let secure = if service.encrypted { "; Secure" } else { "" };
        let value = format!("{}={cookie}; Path=/webservice; HttpOnly{secure}", cookies::NAME);
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(header::SET_COOKIE, value);
        }
    }
    response
}

/// A fault is answered with 500 (SOAP 1.1, section 6.2).
fn fault(detail: &str) -> Response {
    xml(StatusCode::INTERNAL_SERVER_ERROR, envelope::fault("INVALID_REQUEST", detail))
}

fn xml(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, TEXT_XML)], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_forge_a_metric() {
        let counts = BTreeMap::from([("A\"} 1\nB\\".to_owned(), 2), ("UserX".to_owned(), 3)]);
        let text = unserved_metric(&counts);
        assert_eq!(text.lines().count(), 4);
        assert!(text.ends_with("_total{command=\"UserX\"} 3\n"), "{text}");
        assert!(text.contains(r#"{command="A\"} 1\nB\\"} 2"#), "{text}");
    }
}
