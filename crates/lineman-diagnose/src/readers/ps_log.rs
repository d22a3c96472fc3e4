//! PSLog: OCI-P of the ladder, and the HTTP exchange with the provisioning bridge.

use std::collections::HashMap;

use lineman_ladder::literals;
use lineman_logs::http_block::{HttpRequestBlock, HttpResponseBlock, header};
use lineman_logs::ps_log::{PsLogEntry, PsLogRecord};
use lineman_model::StepId;

use super::oci_steps;
use crate::bodies;
use crate::observation::{Fact, Ids, Show, no_answer};
use crate::oci::{self, Answer, Family, Pairs, Request};
use crate::paths;
use crate::sink::{Origin, Sink};

/// OCI-P error of a transport failure towards the messaging server (PRV-029).
const COMMUNICATION_ERROR: u32 = 18211;
/// OCI-P error of a refusal by the messaging server (PRV-028).
const PROVISIONING_ERROR: u32 = 18215;
/// Most exchanges with the bridge that are under way at a time.
const EXCHANGES: usize = 4096;

/// What one PSLog needs to remember.
#[derive(Debug, Default)]
pub(crate) struct PsLogState {
    pairs: Pairs,
    /// Exchanges with the bridge by tracking id, else by thread; none for one that is no POST.
    posts: HashMap<String, Option<Ids>>,
}

/// Reads one record.
pub(crate) fn read(record: &PsLogRecord, origin: Origin, state: &mut PsLogState, sink: &mut Sink) {
    match &record.entry {
        PsLogEntry::OciRequest { peer, document, .. } => {
            if let Some(message) = oci::read(document) {
                requests(message, peer, origin, state, sink);
            }
        }
        PsLogEntry::OciResponse { peer, document, .. } => {
            if let Some(message) = oci::read(document) {
                answers(message, peer, origin, state, sink);
            }
        }
        PsLogEntry::HttpRequest(block) => post(block, &record.thread, origin, state, sink),
        PsLogEntry::HttpResponse { tracking_id, response } => {
            if let Some(ids) = exchange(state, tracking_id.as_deref(), &record.thread) {
                answered(response, &ids, origin, sink);
            }
        }
        PsLogEntry::HttpFailure { tracking_id, url, reason } => {
            if let Some(ids) = exchange(state, tracking_id.as_deref(), &record.thread) {
                let shows =
                    no_answer(StepId::P2, Fact::Unreachable(reason.clone()), StepId::P3).to_vec();
                sink.observe(origin, &ids, shows, &format!("{url}: {reason}"));
            }
        }
        PsLogEntry::Transaction { .. } | PsLogEntry::Other { .. } => {}
    }
}

fn requests(
    message: oci::Message,
    peer: &str,
    origin: Origin,
    state: &mut PsLogState,
    sink: &mut Sink,
) {
    sink.counts.oci_requests += message.requests.len() as u64;
    for request in &message.requests {
        let Some(family) = of_ladder(request, &message) else { continue };
        let ids = oci_steps::ids(family, request, message.tracking.as_deref());
        let text = oci_steps::request_text(request);
        if family == Family::AssignMessaging {
            sink.open(origin, &ids, vec![Show::done(StepId::P1)], "assignment", &text);
        } else {
            let opens = (family == Family::Verify).then_some("AuthenticationVerify");
            oci_steps::asked(family, &ids, opens, origin, sink, &text);
        }
    }
    state.pairs.request(&message.identity, peer, message.requests);
}

fn answers(
    message: oci::Message,
    peer: &str,
    origin: Origin,
    state: &mut PsLogState,
    sink: &mut Sink,
) {
    sink.counts.oci_responses += message.answers.len() as u64;
    let pending = state.pairs.answer(&message.identity, peer);
    for (index, answer) in message.answers.iter().enumerate() {
        sink.counts.oci_errors += u64::from(answer.error.is_some());
        let request = pending.as_ref().and_then(|pending| pending.get(index));
        let family = request.and_then(|request| of_ladder(request, &message));
        match (request, family) {
            (Some(request), Some(family)) => {
                let tracking = message.tracking.as_deref();
                answer_of_ladder(family, request, answer, tracking, origin, sink);
            }
            _ => {
                if let Some((number, text)) = &answer.error {
                    let asked = request.map_or("", |request| request.name.as_str());
                    sink.oci_error(*number, origin, &format!("{asked} {text}"));
                }
            }
        }
    }
}

/// The family of a command that may belong to a journey. A provisioning client's own `UserGet` is
/// none of them: the XSP vouches for its users without a session.
fn of_ladder(request: &Request, message: &oci::Message) -> Option<Family> {
    request.family.filter(|family| {
        *family == Family::AssignMessaging || message.session_less || message.tracking.is_some()
    })
}

fn answer_of_ladder(
    family: Family,
    request: &Request,
    answer: &Answer,
    tracking: Option<&str>,
    origin: Origin,
    sink: &mut Sink,
) {
    let ids = oci_steps::ids(family, request, tracking);
    if family != Family::AssignMessaging {
        oci_steps::answered(family, &ids, request, answer, origin, sink);
        return;
    }
    let text = oci_steps::answer_text(request, answer);
    let shows = match answer.error.as_ref().map(|(number, _)| *number) {
        // The service is assigned only when the bridge answered 200 (design.md section 7).
        None => vec![Show::done(StepId::P1), Show::likely(StepId::P2), Show::likely(StepId::P3)],
        Some(COMMUNICATION_ERROR) => {
            let failed = Fact::OciError(COMMUNICATION_ERROR);
            let [asked, answered] = no_answer(StepId::P2, failed, StepId::P3);
            vec![Show::done(StepId::P1), asked, answered]
        }
        Some(PROVISIONING_ERROR) => vec![
            Show::done(StepId::P1),
            Show::done(StepId::P2),
            Show::failed(StepId::P3, [Fact::OciError(PROVISIONING_ERROR)]),
        ],
        Some(number) => vec![Show::failed(StepId::P1, [Fact::OciError(number)])],
    };
    sink.observe(origin, &ids, shows, &text);
}

fn post(
    block: &HttpRequestBlock,
    thread: &str,
    origin: Origin,
    state: &mut PsLogState,
    sink: &mut Sink,
) {
    sink.counts.http_requests += 1;
    let tracking = header(&block.headers, literals::HEADER_TRACKING_ID).map(str::to_owned);
    let key = tracking.clone().unwrap_or_else(|| thread.to_owned());
    if state.posts.len() >= EXCHANGES {
        state.posts.clear();
    }
    let profile = bodies::provisioning(&block.body);
    if block.method != "POST" || profile.is_none() {
        // The removal of a service (DELETE) is no journey; its answer must find that out.
        state.posts.insert(key, None);
        return;
    }
    let mut ids = Ids { tracking, exchange: Some(sink.new_exchange()), ..Ids::default() };
    let mut facts = Vec::new();
    if let Some(profile) = profile {
        ids.user = profile.user;
        ids.email = profile.email.clone();
        ids.enterprise = profile.enterprise;
        if !profile.has_number {
            facts.push(Fact::NumberMissing);
        }
        match profile.email {
            None => facts.push(Fact::EmailMissing),
            Some(email) if !looks_like_email(&email) => facts.push(Fact::EmailMalformed),
            Some(_) => {}
        }
    }
    if paths::host_of(&block.target).is_some_and(paths::is_address) {
        facts.push(Fact::AddressedByIp);
    }
    let user = ids.user.clone().unwrap_or_default();
    let text = format!("POST {} bwuserid={user}", block.target);
    sink.open(origin, &ids, vec![Show::begun(StepId::P2).with(facts)], "POST", &text);
    state.posts.insert(key, Some(ids));
}

/// The exchange that an answer belongs to: by tracking id, else by thread.
fn exchange(state: &mut PsLogState, tracking: Option<&str>, thread: &str) -> Option<Ids> {
    let found = tracking.and_then(|id| state.posts.remove(id));
    found.or_else(|| state.posts.remove(thread)).flatten()
}

fn answered(response: &HttpResponseBlock, ids: &Ids, origin: Origin, sink: &mut Sink) {
    let message = bodies::message(&response.body);
    let text = match &message {
        Some(message) => format!("HTTP {} {} {message}", response.status, response.reason),
        None => format!("HTTP {} {}", response.status, response.reason),
    };
    // Only 200 is success (PRV-006).
    let shows = if response.status == 200 {
        vec![Show::done(StepId::P2), Show::done(StepId::P3)]
    } else {
        let refused = Show::failed(StepId::P3, [Fact::HttpStatus(response.status)])
            .with(message.map(Fact::Message));
        vec![Show::done(StepId::P2), refused]
    };
    sink.observe(origin, ids, shows, &text);
}

/// One `@` between a name and a dotted domain, no blanks (PRV-019).
fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && domain.contains('.')
            && !domain.contains('@')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains("..")
            && !text.contains(char::is_whitespace)
    })
}
