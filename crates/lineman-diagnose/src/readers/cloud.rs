//! The cloud services' logs: sign-in as identity, portal and IdP proxy see it, and provisioning as
//! the bridge and identity see it.

use lineman_ladder::literals;
use lineman_logs::cloud::{CloudEvent, CloudRecord};
use lineman_model::StepId;
use serde_json::Value;

use super::{client_startup, portal};
use crate::observation::{Fact, Ids, Show, no_answer};
use crate::sink::{Origin, Sink, succeeded};

/// Words of the portal when the IdP proxy answered; others say that it did not.
const IDP_PROXY_ANSWERED: &str = "the IdP proxy answered";

/// Reads one line.
pub(crate) fn read(record: &CloudRecord, origin: Origin, sink: &mut Sink) {
    let ids = Ids {
        tracking: record.tracking_id.clone(),
        user: record.bw_user_id.clone(),
        email: record.email.clone(),
        enterprise: record.enterprise.clone(),
        ..Ids::default()
    };
    let shows = shows(record);
    if shows.is_empty() {
        return;
    }
    let text = text(record);
    match record.event {
        CloudEvent::PortalLoginReceived => {
            sink.open(origin, &ids, shows, "portal.login-received", &text);
        }
        CloudEvent::ProfileRequested => {
            sink.open(origin, &ids, shows, "profile.requested", &text);
        }
        CloudEvent::ProfileReceived => {
            sink.open(origin, &ids, shows, "subscriber-profile.received", &text);
        }
        _ => sink.observe(origin, &ids, shows, &text),
    }
}

fn text(record: &CloudRecord) -> String {
    let mut text = format!("{} {}", record.service, record.event.as_str());
    if let Some(status) = record.status {
        text.push_str(&format!(" status={status}"));
    }
    for (name, value) in
        [("code", &record.code), ("email", &record.email), ("bwUserId", &record.bw_user_id)]
    {
        if let Some(value) = value {
            text.push_str(&format!(" {name}={value}"));
        }
    }
    if let Some(message) = &record.message {
        text.push_str(": ");
        text.push_str(message);
    }
    text
}

fn shows(record: &CloudRecord) -> Vec<Show> {
    use CloudEvent as E;
    let words = || record.message.clone().map(Fact::Message);
    let status = record.status;
    match &record.event {
        // Whether an answer arrived, only the other side can tell.
        E::RouteFound => vec![Show::likely(StepId::S1)],
        E::RouteUnknownUser => vec![Show::failed(StepId::S1, [Fact::UserUnknown])],
        E::RouteRefused => vec![Show::failed(StepId::S1, words())],
        E::PortalFormServed => vec![Show::likely(StepId::S2)],
        E::PortalLoginReceived => vec![Show::done(StepId::S2)],
        E::PortalLoginFailed
            if record.code.is_none() && !said(record).contains(IDP_PROXY_ANSWERED) =>
        {
            vec![Show::done(StepId::S2), Show::failed(StepId::S2_3, [Fact::NoAnswer]).with(words())]
        }
        E::PortalLoginFailed => portal::failed(record.code.as_deref(), status),
        E::PortalAssertionSent | E::AssertionIssued => vec![Show::likely(StepId::S2_3)],
        E::ProfileRequested => vec![Show::begun(StepId::S2_1)],
        E::ProfileAnswered => profile_answered(status),
        E::ProfileUnreachable => {
            no_answer(StepId::S2_1, unreachable(said(record)), StepId::S2_2).to_vec()
        }
        E::ProfileMatched => vec![Show::done(StepId::S2_2), Show::begun(StepId::S2_3)],
        E::ProfileMismatch => {
            vec![Show::failed(StepId::S2_3, [Fact::ProfileMismatch]).with(words())]
        }
        E::AssertionAccepted | E::TokenIssued => vec![Show::likely(StepId::S3)],
        E::AssertionRejected => vec![Show::failed(StepId::S3, words())],
        E::UserRead => entitlements(record),
        E::CallingBehaviorRead => {
            let value = record.fields.get("callingBehavior").and_then(Value::as_str);
            client_startup::calling_behavior(value.unwrap_or_default())
        }
        E::TokenValidated => vec![Show::likely(StepId::S5_1)],
        E::IdentityUnreachable => {
            vec![Show::failed(StepId::S5_1, [Fact::Unreachable(said(record).to_owned())])]
        }
        E::TokenRejected => {
            let reason = record.message.clone().unwrap_or_default();
            vec![Show::failed(StepId::S5_1, [Fact::TokenRefused(reason)])]
        }
        E::JwtRequested => vec![Show::done(StepId::S5)],
        E::AuthServiceRequested => vec![Show::begun(StepId::S5_2)],
        E::AuthServiceAnswered => auth_service_answered(status),
        E::AuthServiceUnreachable => {
            no_answer(StepId::S5_2, unreachable(said(record)), StepId::S5_4).to_vec()
        }
        E::JwtDelivered => vec![Show::likely(StepId::S5_4)],
        E::ProfileReceived => vec![Show::done(StepId::P2)],
        E::ProfileAccepted => vec![Show::done(StepId::P2), Show::likely(StepId::P3)],
        E::ProfileRefused => {
            let refused = Show::failed(StepId::P3, status.map(Fact::HttpStatus)).with(words());
            vec![Show::done(StepId::P2), refused]
        }
        E::CreationStarted => vec![Show::likely(StepId::P4)],
        E::OrganizationCreated => vec![Show::done(StepId::P4), Show::done(StepId::P5)],
        E::OrganizationFound => vec![Show::done(StepId::P4), Show::not_needed(StepId::P5)],
        E::UserCreated | E::CreationDone => vec![Show::done(StepId::P4), Show::done(StepId::P6)],
        E::CreationRetried => vec![Show::begun(StepId::P6)],
        E::CreationFailed => creation_failed(said(record)),
        E::SubscriberRemoved | E::SubscriberChanged | E::EscalationRecorded | E::Other(_) => {
            Vec::new()
        }
    }
}

fn said(record: &CloudRecord) -> &str {
    record.message.as_deref().unwrap_or_default()
}

/// The bridge gave up. Where identity's log shows that it took the request, that outweighs the
/// failure of P4.
fn creation_failed(reason: &str) -> Vec<Show> {
    let mut shows = Vec::new();
    if says_unreachable(reason) {
        shows.push(Show::failed(StepId::P4, [Fact::Unreachable(reason.to_owned())]));
    }
    let words = (!reason.is_empty()).then(|| Fact::Message(reason.to_owned()));
    shows.push(Show::failed(StepId::P6, [Fact::CreationFailed]).with(words));
    shows
}

fn profile_answered(status: Option<u16>) -> Vec<Show> {
    match status {
        None => Vec::new(),
        Some(status) if succeeded(status) => {
            vec![Show::done(StepId::S2_1), Show::done(StepId::S2_2)]
        }
        // Xsi-Actions was reached; what stands behind it failed.
        Some(status @ 500..=599) => {
            vec![Show::done(StepId::S2_1), Show::failed(StepId::S2_2, [Fact::HttpStatus(status)])]
        }
        Some(status) => vec![Show::failed(StepId::S2_1, [Fact::HttpStatus(status)])],
    }
}

fn auth_service_answered(status: Option<u16>) -> Vec<Show> {
    match status {
        None => Vec::new(),
        Some(status) if succeeded(status) => {
            vec![Show::done(StepId::S5_2), Show::likely(StepId::S5_4)]
        }
        Some(404) => {
            vec![Show::done(StepId::S5_2), Show::failed(StepId::S5_3, [Fact::HttpStatus(404)])]
        }
        Some(status @ 500..=599) => {
            vec![Show::done(StepId::S5_2), Show::failed(StepId::S5_4, [Fact::HttpStatus(status)])]
        }
        Some(status) => vec![Show::failed(StepId::S5_2, [Fact::HttpStatus(status)])],
    }
}

/// Whether somebody passes on that there was no connection or no handshake behind him.
pub(crate) fn says_unreachable(reason: &str) -> bool {
    let lower = reason.to_ascii_lowercase();
    ["reached", "unreachable", "handshake"].iter().any(|word| lower.contains(word))
}

/// No connection, or a handshake that the other side refused.
pub(crate) fn unreachable(reason: &str) -> Fact {
    let reason = reason.to_owned();
    let lower = reason.to_ascii_lowercase();
    // An alert comes from the server; `invalid peer certificate` would be our own refusal.
    if lower.contains("alert") && !lower.contains("invalid peer certificate") {
        Fact::TlsRefused(reason)
    } else {
        Fact::Unreachable(reason)
    }
}

/// What the user carries, as identity handed it out. Only the app decides that all is well.
fn entitlements(record: &CloudRecord) -> Vec<Show> {
    let Some(Value::Array(items)) = record.fields.get("entitlements") else { return Vec::new() };
    let has = |name: &str| items.iter().any(|item| item.as_str() == Some(name));
    if !has(literals::ENTITLEMENT_BROADWORKS_CONNECTOR) {
        return vec![Show::failed(StepId::S4, [Fact::EntitlementMissing])];
    }
    if literals::ENTITLEMENTS_WEBEX_CALLING.iter().any(|name| has(name)) {
        return vec![Show::begun(StepId::S4).with([Fact::OtherCallingEntitlement])];
    }
    vec![Show::begun(StepId::S4)]
}
