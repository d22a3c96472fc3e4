//! The app's startup log: steps 1 to 5.4 as the app sees them.

use lineman_ladder::literals;
use lineman_logs::client_startup::{ClientStartupEntry, ClientStartupRecord};
use lineman_model::StepId;

use super::{cloud, portal};
use crate::observation::{Fact, Ids, Show, no_answer};
use crate::sink::{Origin, Sink, succeeded};

/// Reads one record. Gives the tracking id of the sign-in, so that later records without one
/// (SIP) can be joined.
pub(crate) fn read(
    record: &ClientStartupRecord,
    origin: Origin,
    sink: &mut Sink,
) -> Option<String> {
    use ClientStartupEntry as Entry;
    let text = record.head.message.as_str();
    let (tracking, shows, opens): (&str, Vec<Show>, Option<&'static str>) = match &record.entry {
        Entry::Phase { tracking_id, .. } => (tracking_id, Vec::new(), None),
        Entry::HttpExchange { purpose, status, tracking_id, error, .. } => {
            let opens = (purpose == "portal-login").then_some("portal-login");
            (tracking_id, exchange(purpose, *status, error.as_deref()), opens)
        }
        Entry::UserUnknown { tracking_id, .. } => {
            (tracking_id, vec![Show::failed(StepId::S1, [Fact::UserUnknown])], None)
        }
        Entry::AssertionReceived { tracking_id } => {
            (tracking_id, vec![Show::done(StepId::S2_3)], None)
        }
        Entry::EntitlementCheck { entitlement, present, tracking_id } => {
            (tracking_id, entitlement_check(entitlement, *present), None)
        }
        Entry::CallingBehavior { user, tracking_id, .. } => {
            (tracking_id, calling_behavior(user), None)
        }
        Entry::JwtReceived { tracking_id, .. } => {
            (tracking_id, vec![Show::done(StepId::S5), Show::done(StepId::S5_4)], None)
        }
        Entry::JwtFailed { error_code: _, status, tracking_id } => {
            (tracking_id, jwt(*status, None), None)
        }
        Entry::CallingLibraryStarted { tracking_id } => {
            (tracking_id, vec![Show::done(StepId::S4)], None)
        }
        // A consequence of what the other records tell.
        Entry::CallingNotStarted { tracking_id, .. } => (tracking_id, Vec::new(), None),
        // No rung of the sign-in.
        Entry::CallSettingsLink { tracking_id, .. } => (tracking_id, Vec::new(), None),
        Entry::PhoneServices { status, tracking_id } => {
            let signed_in = status.trim() == literals::STATUS_SIGNED_IN;
            let shows = if signed_in { vec![Show::done(StepId::S7_2)] } else { Vec::new() };
            (tracking_id, shows, None)
        }
        Entry::Other => return None,
    };
    let ids = Ids { tracking: Some(tracking.to_owned()), ..Ids::default() };
    if let Some(kind) = opens {
        sink.open(origin, &ids, shows, kind, text);
    } else if !shows.is_empty() {
        sink.observe(origin, &ids, shows, text);
    }
    (!tracking.is_empty()).then(|| tracking.to_owned())
}

/// What an HTTP exchange of the app shows.
fn exchange(purpose: &str, status: Option<u16>, error: Option<&str>) -> Vec<Show> {
    let by = |step: StepId| match status {
        Some(status) if succeeded(status) || status == 302 => Show::done(step),
        _ => Show::failed(step, failure(status, error)),
    };
    match purpose {
        "route" if status == Some(404) => vec![Show::failed(StepId::S1, [Fact::UserUnknown])],
        "route" => vec![by(StepId::S1)],
        "portal-form" => match by(StepId::S2) {
            show if show.facts.is_empty() => vec![Show::likely(StepId::S2)],
            failed => vec![failed],
        },
        "portal-login" => match status {
            Some(status) if succeeded(status) => vec![Show::done(StepId::S2)],
            None => no_answer(StepId::S2, unreachable(error), StepId::S2_3).to_vec(),
            Some(status) => portal::failed(error, Some(status)),
        },
        "assertion-exchange" => vec![by(StepId::S3)],
        "getUserProfile" | "calling-behavior" | "device-record" => match by(StepId::S4) {
            show if show.facts.is_empty() => vec![Show::begun(StepId::S4)],
            failed => vec![failed],
        },
        "jwt" => jwt(status, error),
        _ => Vec::new(),
    }
}

fn failure(status: Option<u16>, error: Option<&str>) -> Vec<Fact> {
    match (status, error) {
        (Some(status), error) => {
            let words = error.map(|error| Fact::Message(error.to_owned()));
            [Fact::HttpStatus(status)].into_iter().chain(words).collect()
        }
        (None, error) => vec![unreachable(error)],
    }
}

fn unreachable(error: Option<&str>) -> Fact {
    Fact::Unreachable(error.unwrap_or("no answer").to_owned())
}

/// The token request: the answer's status tells how far it got (docs/wire.md).
fn jwt(status: Option<u16>, error: Option<&str>) -> Vec<Show> {
    let facts = failure(status, error);
    match status {
        Some(status) if succeeded(status) => vec![Show::done(StepId::S5)],
        // Identity refuses the token, or cannot be asked about it.
        Some(401 | 503) => vec![Show::done(StepId::S5), Show::failed(StepId::S5_1, facts)],
        // The IdP proxy got no token from the AuthService: 5.2, 5.3 or 5.4; its words may tell.
        Some(500..=599) => {
            let failed = match error.filter(|error| cloud::says_unreachable(error)) {
                Some(error) => Show::failed(StepId::S5_2, [cloud::unreachable(error)]),
                None => Show::failed(StepId::S5_4, facts),
            };
            vec![Show::done(StepId::S5), failed]
        }
        None => no_answer(StepId::S5, unreachable(error), StepId::S5_4).to_vec(),
        _ => vec![Show::failed(StepId::S5, facts)],
    }
}

fn entitlement_check(entitlement: &str, present: bool) -> Vec<Show> {
    if entitlement == literals::ENTITLEMENT_BROADWORKS_CONNECTOR {
        return if present {
            vec![Show::likely(StepId::S4)]
        } else {
            vec![Show::failed(StepId::S4, [Fact::EntitlementMissing])]
        };
    }
    if present && literals::ENTITLEMENTS_WEBEX_CALLING.contains(&entitlement) {
        return vec![Show::begun(StepId::S4).with([Fact::OtherCallingEntitlement])];
    }
    Vec::new()
}

/// DEC-002, DEC-003.
pub(crate) fn calling_behavior(value: &str) -> Vec<Show> {
    if value.is_empty() || value.eq_ignore_ascii_case(literals::CALLING_BEHAVIOR_WEBEX) {
        vec![Show::begun(StepId::S4)]
    } else {
        vec![Show::failed(StepId::S4, [Fact::CallingBehavior(value.to_owned())])]
    }
}
