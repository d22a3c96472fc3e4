//! XsiActionsLog: steps 2.1, 2.1.1, 2.2, 6, 6.1, 6.2, 6.3 and the device token of 6.4.

use lineman_ladder::literals;
use lineman_logs::http_block::{HttpRequestBlock, HttpResponseBlock, header};
use lineman_logs::xsi_actions_log::{XsiActionsEntry, XsiActionsRecord};
use lineman_model::StepId;

use super::exchanges::{Exchange, Exchanges, Purpose};
use super::oci_steps::device_problem;
use super::xsp_oci;
use crate::bodies;
use crate::observation::{Fact, Ids, Show};
use crate::paths::{Resource, resource};
use crate::sink::{Origin, Sink, by_status, succeeded};

/// Reads one record.
pub(crate) fn read(
    record: &XsiActionsRecord,
    origin: Origin,
    state: &mut Exchanges,
    sink: &mut Sink,
) {
    let thread = record.thread.as_str();
    let tracking = record.tracking_id.as_deref();
    match &record.entry {
        XsiActionsEntry::Request { request, .. } => {
            begin(request, thread, tracking, origin, state, sink);
        }
        XsiActionsEntry::Response(response) => {
            if let Some(exchange) = state.end(thread, tracking) {
                ended(&exchange, response, origin, sink);
            }
        }
        XsiActionsEntry::OciRequest { document, .. } => {
            if let Some(exchange) = state.get(thread, tracking) {
                xsp_oci::asked(exchange, document, origin, sink);
            }
        }
        XsiActionsEntry::OciResponse { document, .. } => {
            if let Some(exchange) = state.get(thread, tracking) {
                xsp_oci::answered(exchange, document, origin, sink);
            }
        }
        XsiActionsEntry::TokenValidationRequest(request) => {
            if let Some(exchange) = state.get(thread, tracking) {
                exchange.validating = true;
                let text = format!("{} {}", request.method, request.target);
                sink.observe(origin, &exchange.ids, vec![Show::begun(StepId::S6_1)], &text);
            }
        }
        XsiActionsEntry::TokenValidationResponse(response) => {
            if let Some(exchange) = state.get(thread, tracking) {
                exchange.validating = false;
                let show = validated(response);
                let text =
                    format!("token validation: HTTP {} {}", response.status, response.reason);
                sink.observe(origin, &exchange.ids, vec![show], &text);
            }
        }
        XsiActionsEntry::PeerFailure { target, reason } => {
            if let Some(exchange) = state.get(thread, tracking) {
                failed(exchange, target, reason, origin, sink);
            }
        }
        XsiActionsEntry::Other { .. } => {}
    }
}

/// A request: of the ladder when the client is the IdP proxy (LAD-011) or presents a token.
fn begin(
    request: &HttpRequestBlock,
    thread: &str,
    tracking: Option<&str>,
    origin: Origin,
    state: &mut Exchanges,
    sink: &mut Sink,
) {
    let agent = header(&request.headers, "user-agent").unwrap_or_default();
    let bearer = header(&request.headers, "authorization")
        .is_some_and(|value| value.trim_start().to_ascii_lowercase().starts_with("bearer"));
    let tracking = tracking.or_else(|| header(&request.headers, literals::HEADER_TRACKING_ID));
    let mut ids = Ids {
        tracking: tracking.map(str::to_owned),
        exchange: Some(sink.new_exchange()),
        ..Ids::default()
    };
    let text = format!("{} {} user-agent: {agent}", request.method, request.target);
    match (request.method.as_str(), resource(&request.target)) {
        ("GET", Resource::Profile(user)) if is_idp_proxy(agent) => {
            ids.login = Some(user);
            sink.open(origin, &ids, vec![Show::begun(StepId::S2_1)], "GET profile", &text);
            state.begin(thread, tracking, Exchange::new(Purpose::Profile, ids));
        }
        ("GET", Resource::Devices(user)) if bearer => {
            ids.user = Some(user);
            sink.observe(origin, &ids, vec![Show::begun(StepId::S6)], &text);
            state.begin(thread, tracking, Exchange::new(Purpose::Devices, ids));
        }
        ("POST", Resource::DeviceToken(user)) if bearer => {
            ids.user = Some(user);
            state.begin(thread, tracking, Exchange::new(Purpose::DeviceToken, ids));
        }
        _ => state.forget(thread, tracking),
    }
}

/// Whether a user agent is the IdP proxy's (LAD-011).
pub(crate) fn is_idp_proxy(agent: &str) -> bool {
    let product = literals::USER_AGENT_IDP_PROXY;
    agent.get(..product.len()).is_some_and(|head| head.eq_ignore_ascii_case(product))
}

fn ended(exchange: &Exchange, response: &HttpResponseBlock, origin: Origin, sink: &mut Sink) {
    let status = response.status;
    let mut ids = exchange.ids.clone();
    let mut facts = vec![Fact::HttpStatus(status)];
    let code = if succeeded(status) { None } else { bodies::error_code(&response.body) };
    facts.extend(code.map(Fact::XsiError));
    let mut text = format!("HTTP {status} {}", response.reason);
    if let Some(code) = code {
        text.push_str(&format!(" errorCode {code}"));
    }
    let shows = match exchange.purpose {
        Purpose::Profile => match status {
            200..=299 => {
                let profile = bodies::profile(&response.body);
                if let Some(profile) = &profile {
                    ids.user.clone_from(&profile.user);
                    ids.email.clone_from(&profile.email);
                    ids.enterprise.clone_from(&profile.enterprise);
                    text.push_str(" Profile userId=");
                    text.push_str(profile.user.as_deref().unwrap_or_default());
                }
                // Whether it arrived, only the IdP proxy can tell.
                vec![Show::done(StepId::S2_1), Show::likely(StepId::S2_2)]
            }
            // The request arrived; what stands behind Xsi-Actions failed.
            500..=599 => vec![Show::done(StepId::S2_1), Show::failed(StepId::S2_2, facts)],
            _ => vec![Show::failed(StepId::S2_1, facts)],
        },
        Purpose::Devices => match status {
            200..=299 => {
                let mut shows = vec![Show::done(StepId::S6)];
                if let Some(devices) = bodies::devices(&response.body) {
                    let types: Vec<&str> =
                        devices.iter().map(|(device, _)| device.as_str()).collect();
                    text.push_str(&format!(" AccessDevices: {}", types.join(", ")));
                    shows.push(
                        device_problem(types.into_iter())
                            .unwrap_or_else(|| Show::likely(StepId::S6_3)),
                    );
                    if let Some(user) = &ids.user {
                        for (_, port) in &devices {
                            sink.alias(port, user);
                        }
                    }
                }
                shows
            }
            401 => vec![Show::done(StepId::S6), Show::failed(StepId::S6_1, facts)],
            500..=599 => vec![Show::done(StepId::S6), Show::failed(StepId::S6_3, facts)],
            _ => vec![Show::failed(StepId::S6, facts)],
        },
        Purpose::DeviceToken => match status {
            200..=299 => vec![Show::begun(StepId::S6_4)],
            _ => vec![Show::failed(StepId::S6_4, facts)],
        },
        Purpose::Issue | Purpose::Validate => return,
    };
    sink.observe(origin, &ids, shows, &text);
}

fn validated(response: &HttpResponseBlock) -> Show {
    let show = by_status(StepId::S6_1, response.status);
    if response.status == 401 {
        let reason = bodies::token_reason(&response.body).unwrap_or_default();
        return show.with([Fact::TokenRefused(reason)]);
    }
    show
}

/// The authentication service or the Application Server could not be asked.
fn failed(exchange: &Exchange, target: &str, reason: &str, origin: Origin, sink: &mut Sink) {
    let auth_service =
        target.is_empty() || exchange.validating || resource(target) == Resource::Token;
    let step = match exchange.purpose {
        Purpose::Profile => StepId::S2_1_1,
        Purpose::Devices if auth_service => StepId::S6_1,
        Purpose::Devices => StepId::S6_2,
        Purpose::DeviceToken => StepId::S6_4,
        Purpose::Issue | Purpose::Validate => return,
    };
    let fact = if target.is_empty() && step == StepId::S6_1 {
        Fact::NotConfigured
    } else {
        Fact::Unreachable(reason.to_owned())
    };
    sink.observe(
        origin,
        &exchange.ids,
        vec![Show::failed(step, [fact])],
        &format!("{target} {reason}"),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    /// LAD-011.
    #[test]
    fn the_idp_proxy_is_known_by_its_user_agent() {
        assert!(is_idp_proxy("broadworksTeamsClient"));
        assert!(is_idp_proxy("BroadworksTeamsClient/1.0"));
        assert!(!is_idp_proxy("Mozilla/5.0"));
        assert!(!is_idp_proxy("broad"));
    }
}
