//! authenticationService log: steps 5.2, 5.3, 5.4 and 6.1 (LAD-026 to 034, 042 to 045).

use lineman_ladder::literals;
use lineman_logs::authentication_service::{
    AuthenticationServiceEntry, AuthenticationServiceRecord,
};
use lineman_logs::http_block::header;
use lineman_model::StepId;

use super::exchanges::{Exchange, Exchanges, Purpose};
use super::xsp_oci;
use crate::bodies;
use crate::observation::{Fact, Ids, Show, Verdict};
use crate::paths::{Resource, resource};
use crate::sink::{Origin, Sink, by_status};

/// Reads one record.
pub(crate) fn read(
    record: &AuthenticationServiceRecord,
    origin: Origin,
    state: &mut Exchanges,
    sink: &mut Sink,
) {
    use AuthenticationServiceEntry as Entry;
    let thread = record.thread.as_str();
    let tracking = record.tracking_id.as_deref();
    match &record.entry {
        Entry::HandshakeRefused { peer, subject, reason } => {
            let offered = subject.as_deref().unwrap_or("no certificate");
            let text = format!("handshake refused: {peer} {offered}: {reason}");
            sink.refused_handshake(origin, reason, &text);
        }
        Entry::Request { request, .. } => {
            let tracking = tracking
                .or_else(|| header(&request.headers, literals::HEADER_TRACKING_ID))
                .or_else(|| header(&request.headers, literals::HEADER_BROADSOFT_CORRELATION_ID));
            let user = header(&request.headers, literals::HEADER_BW_USER_ID);
            let (purpose, step) = match (request.method.as_str(), resource(&request.target)) {
                ("GET", Resource::Token) => (Purpose::Issue, StepId::S5_2),
                ("POST", Resource::Token) => (Purpose::Validate, StepId::S6_1),
                _ => return state.forget(thread, tracking),
            };
            let ids = Ids {
                tracking: tracking.map(str::to_owned),
                user: user.map(str::to_owned),
                exchange: Some(sink.new_exchange()),
                ..Ids::default()
            };
            let text = match user {
                Some(user) => format!(
                    "{} {} {}: {user}",
                    request.method,
                    request.target,
                    literals::HEADER_BW_USER_ID
                ),
                None => format!("{} {}", request.method, request.target),
            };
            sink.observe(origin, &ids, vec![Show::begun(step)], &text);
            state.begin(thread, record.tracking_id.as_deref(), Exchange::new(purpose, ids));
        }
        Entry::OciRequest { document, .. } => {
            if let Some(exchange) = state.get(thread, tracking) {
                xsp_oci::asked(exchange, document, origin, sink);
            }
        }
        Entry::OciResponse { document, .. } => {
            if let Some(exchange) = state.get(thread, tracking) {
                xsp_oci::answered(exchange, document, origin, sink);
            }
        }
        Entry::TokenGenerated { subject, issuer, .. } => {
            let mut ids = of(state, thread, tracking);
            ids.user.get_or_insert_with(|| subject.clone());
            let shows = vec![Show::done(StepId::S5_2), Show::likely(StepId::S5_4)];
            sink.observe(
                origin,
                &ids,
                shows,
                &format!("token generated subject={subject} issuer={issuer}"),
            );
        }
        Entry::TokenValidated { subject, issuer } => {
            let mut ids = of(state, thread, tracking);
            ids.user.get_or_insert_with(|| subject.clone());
            let text = format!("token validated subject={subject} issuer={issuer}");
            // Whether the answer arrived, only Xsi-Actions can tell.
            sink.observe(origin, &ids, vec![Show::likely(StepId::S6_1)], &text);
        }
        Entry::TokenRejected { subject, reason } => {
            let mut ids = of(state, thread, tracking);
            ids.user = ids.user.or_else(|| subject.clone());
            let shows = vec![Show::failed(StepId::S6_1, [Fact::TokenRefused(reason.clone())])];
            sink.observe(origin, &ids, shows, &format!("token rejected: {reason}"));
        }
        Entry::Response { status, body } => {
            if let Some(exchange) = state.end(thread, tracking) {
                ended(&exchange, *status, body, origin, sink);
            }
        }
        // The answer tells how it ended.
        Entry::TokenInfo { .. }
        | Entry::IdentityTokenValidated { .. }
        | Entry::IdentityTokenRejected { .. }
        | Entry::Other { .. } => {}
    }
}

fn of(state: &mut Exchanges, thread: &str, tracking: Option<&str>) -> Ids {
    let mut ids =
        state.get(thread, tracking).map(|exchange| exchange.ids.clone()).unwrap_or_default();
    ids.tracking = ids.tracking.or_else(|| tracking.map(str::to_owned));
    ids
}

fn ended(exchange: &Exchange, status: u16, body: &str, origin: Origin, sink: &mut Sink) {
    let status_fact = Fact::HttpStatus(status);
    let reached = Show::done(StepId::S5_2);
    let shows = match exchange.purpose {
        Purpose::Issue => match status {
            200 => vec![reached, Show::likely(StepId::S5_4)],
            404 => vec![reached, Show::failed(StepId::S5_3, [status_fact])],
            // The Application Server was asked and did not answer.
            500..=599 if !exchange.asked.is_empty() => {
                vec![reached, Show::failed(StepId::S5_3, [status_fact, Fact::NoAnswer])]
            }
            500..=599 => vec![reached, Show::failed(StepId::S5_4, [status_fact])],
            _ => vec![Show::failed(StepId::S5_2, [status_fact])],
        },
        Purpose::Validate => {
            let mut show = by_status(StepId::S6_1, status);
            if show.verdict == Verdict::Done {
                show.verdict = Verdict::Likely;
            }
            if status == 401 {
                show = show.with(bodies::token_reason(body).map(Fact::TokenRefused));
            }
            vec![show]
        }
        _ => return,
    };
    sink.observe(origin, &exchange.ids, shows, &format!("StatusCode={status} {body}"));
}
