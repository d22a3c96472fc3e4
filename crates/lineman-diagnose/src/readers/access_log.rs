//! access_log of the XSP: supports steps 2.1, 2.2, 5.2, 6, 6.1 and 6.4.
//!
//! A line has a path, a status and a second, but no tracking id; it joins by user and time.

use lineman_ladder::literals;
use lineman_logs::access_log::AccessLogRecord;
use lineman_model::StepId;

use super::xsi_actions_log::is_idp_proxy;
use crate::observation::{Fact, Ids, Show};
use crate::paths::{Resource, resource};
use crate::sink::{Origin, Sink};

/// Reads one line.
pub(crate) fn read(record: &AccessLogRecord, origin: Origin, sink: &mut Sink) {
    sink.counts.http_requests += 1;
    let Some((method, target, _)) = record.request_parts() else { return };
    // Apache's lines have no user agent; Tomcat's may.
    let agent = record.user_agent.as_deref().filter(|agent| !matches!(*agent, "" | "-"));
    let proxy = agent.is_none_or(is_idp_proxy);
    let app = agent.is_none_or(|agent| agent.starts_with(literals::USER_AGENT_APP_PRODUCT));
    let status = record.status;
    let (ids, shows, opens) = match (method, resource(target)) {
        ("GET", Resource::Profile(user)) if proxy => {
            let ids = Ids { login: Some(user), ..Ids::default() };
            (ids, profile(status), agent.map(|_| "access profile"))
        }
        ("GET", Resource::Devices(user)) if app => {
            let ids = Ids { user: Some(user), ..Ids::default() };
            (ids, devices(status), agent.map(|_| "access devices"))
        }
        ("GET", Resource::Token) => (Ids::default(), token(status), None),
        ("POST", Resource::Token) => (Ids::default(), validation(status), None),
        ("GET", Resource::DeviceFile) => (Ids::default(), file(status), None),
        _ => return,
    };
    let answer = status.map_or_else(|| "-".to_owned(), |status| status.to_string());
    let text = format!("\"{}\" {answer}", record.request);
    match opens {
        Some("access profile") => sink.open(origin, &ids, shows, "access profile", &text),
        Some(_) => sink.observe(origin, &ids, shows, &text),
        None => sink.support(origin, &ids, shows, &text),
    }
}

fn profile(status: Option<u16>) -> Vec<Show> {
    match status {
        None => vec![Show::begun(StepId::S2_1)],
        Some(200..=299) => vec![Show::done(StepId::S2_1), Show::likely(StepId::S2_2)],
        Some(status @ 500..=599) => {
            vec![Show::done(StepId::S2_1), Show::failed(StepId::S2_2, [Fact::HttpStatus(status)])]
        }
        Some(status) => vec![Show::failed(StepId::S2_1, [Fact::HttpStatus(status)])],
    }
}

fn devices(status: Option<u16>) -> Vec<Show> {
    match status {
        None => vec![Show::begun(StepId::S6)],
        // Which devices were in the answer is not to be seen here.
        Some(200..=299) => vec![Show::done(StepId::S6)],
        Some(401) => {
            vec![Show::done(StepId::S6), Show::failed(StepId::S6_1, [Fact::HttpStatus(401)])]
        }
        Some(status @ 500..=599) => {
            vec![Show::done(StepId::S6), Show::failed(StepId::S6_3, [Fact::HttpStatus(status)])]
        }
        Some(status) => vec![Show::failed(StepId::S6, [Fact::HttpStatus(status)])],
    }
}

fn token(status: Option<u16>) -> Vec<Show> {
    match status {
        None => vec![Show::begun(StepId::S5_2)],
        Some(200..=299) => vec![Show::done(StepId::S5_2), Show::likely(StepId::S5_4)],
        Some(404) => {
            vec![Show::done(StepId::S5_2), Show::failed(StepId::S5_3, [Fact::HttpStatus(404)])]
        }
        Some(status @ 500..=599) => {
            vec![Show::done(StepId::S5_2), Show::failed(StepId::S5_4, [Fact::HttpStatus(status)])]
        }
        Some(status) => vec![Show::failed(StepId::S5_2, [Fact::HttpStatus(status)])],
    }
}

fn validation(status: Option<u16>) -> Vec<Show> {
    match status {
        None => vec![Show::begun(StepId::S6_1)],
        Some(200..=299) => vec![Show::likely(StepId::S6_1)],
        Some(status) => vec![Show::failed(StepId::S6_1, [Fact::HttpStatus(status)])],
    }
}

fn file(status: Option<u16>) -> Vec<Show> {
    match status {
        None => vec![Show::begun(StepId::S6_4)],
        // Served; whether the app can parse it stands in its own log.
        Some(200..=299) => vec![Show::likely(StepId::S6_4)],
        Some(status) => vec![Show::failed(StepId::S6_4, [Fact::HttpStatus(status)])],
    }
}
