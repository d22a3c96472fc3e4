//! Telling logs of the common BroadWorks grammar apart: by channels, columns and words of bodies.

use std::collections::BTreeMap;

use lineman_ladder::literals::{
    AUTH_SERVICE_TOKEN_PATH, DMS_CONTEXT, HEADER_BW_USER_ID, XSI_ACTIONS_CONTEXT,
};
use lineman_model::{Confidence, LogKind};

use crate::broadworks::BroadWorksRecord;
use crate::split::RawRecord;
use crate::xsp_record::is_answer;
use crate::{authentication_service, dms_debug_log, ns_xs_log, ps_log, xs_log, xsi_actions_log};

/// Weights of the records seen, by kind.
#[derive(Default)]
pub(super) struct Votes {
    pub(super) records: usize,
    weights: BTreeMap<LogKind, u32>,
}

/// A sign that only one kind of log shows.
const STRONG: u32 = 8;
/// A sign that other kinds show now and then.
const WEAK: u32 = 1;

impl Votes {
    pub(super) fn record(&mut self, record: &RawRecord<'_>) {
        let Some(record) = BroadWorksRecord::read(record) else { return };
        self.records += 1;
        for (kind, weight) in signs(&record) {
            *self.weights.entry(kind).or_default() += weight;
        }
    }

    /// The kind with the most weight. Between equals the name decides, then the order of kinds.
    pub(super) fn verdict(&self, hint: Option<LogKind>) -> (LogKind, Confidence) {
        let most = self.weights.values().copied().max().unwrap_or(0);
        if most == 0 {
            // Some BroadWorks-like log without any sign: the name, else the commonest guess.
            return (hint.unwrap_or(LogKind::PsLog), Confidence::Possible);
        }
        let hinted = hint.filter(|kind| self.weights.get(kind) == Some(&most));
        let first = self.weights.iter().find(|(_, weight)| **weight == most).map(|(kind, _)| *kind);
        let kind = hinted.or(first).unwrap_or(LogKind::PsLog);
        let second = self.weights.iter().filter(|(other, _)| **other != kind);
        let second = second.map(|(_, weight)| *weight).max().unwrap_or(0);
        let confidence = if most < STRONG {
            Confidence::Possible
        } else if most >= second.saturating_mul(2) {
            Confidence::Certain
        } else {
            Confidence::Likely
        };
        (kind, confidence)
    }
}

/// What a record says about the log that it stands in.
fn signs(record: &BroadWorksRecord) -> Vec<(LogKind, u32)> {
    let mut signs = Vec::new();
    let body = record.body.as_str();
    let channel = record.channel.as_str();
    if record.columns.iter().any(|column| xs_log::is_call_half(column)) {
        signs.push((LogKind::XsLog, STRONG));
    }
    match channel {
        xs_log::CHANNEL_SIP if record.columns.is_empty() => signs.push((LogKind::NsXsLog, 2)),
        xs_log::CHANNEL_SIP => signs.push((LogKind::XsLog, 2)),
        xs_log::CHANNEL_SIP_MEDIA
        | "CallP"
        | "CAP"
        | "SubscriberSubsystem"
        | "Diameter"
        | "Accounting" => signs.push((LogKind::XsLog, 4)),
        ps_log::CHANNEL_OCI => signs.push((oci_side(body), 4)),
        ps_log::CHANNEL_MESSAGING => signs.push((LogKind::PsLog, STRONG)),
        ps_log::CHANNEL_GENERIC if body.trim_start().starts_with("OCI Transaction ") => {
            signs.push((LogKind::PsLog, STRONG));
        }
        // With a thread it is rather the provisioning server, without one the execution server.
        ps_log::CHANNEL_GENERIC if record.columns.is_empty() => signs.push((LogKind::XsLog, WEAK)),
        ps_log::CHANNEL_GENERIC => signs.push((LogKind::PsLog, WEAK)),
        "CommonPersistency" | "ShInterface" | "DeviceManagement" | "GcLog" => {
            signs.push((LogKind::PsLog, WEAK));
        }
        ns_xs_log::CHANNEL_ROUTING if ns_xs_log::is_lookup(body) => {
            signs.push((LogKind::NsXsLog, STRONG));
        }
        xsi_actions_log::CHANNEL => signs.push((LogKind::XsiActionsLog, STRONG)),
        authentication_service::CHANNEL | authentication_service::CHANNEL_TOKENS => {
            signs.push((LogKind::AuthenticationService, STRONG));
        }
        dms_debug_log::CHANNEL => signs.push((LogKind::DmsDebugLog, STRONG)),
        _ => {}
    }
    signs.extend(signs_of_words(&channel.to_ascii_lowercase(), body));
    signs
}

/// Words of genuine logs whose channels are not public.
fn signs_of_words(channel: &str, body: &str) -> Vec<(LogKind, u32)> {
    let mut signs = Vec::new();
    let mut head_end = body.len().min(4096);
    while !body.is_char_boundary(head_end) {
        head_end -= 1;
    }
    let head = &body[..head_end];
    if head.contains(XSI_ACTIONS_CONTEXT) || head.contains("SERVICE_HANDLER_KEY") {
        signs.push((LogKind::XsiActionsLog, 4));
    }
    if head.contains(HEADER_BW_USER_ID) || head.contains(authentication_service::CHANNEL_TOKENS) {
        signs.push((LogKind::AuthenticationService, 4));
    } else if head.contains(AUTH_SERVICE_TOKEN_PATH) {
        // Both sides of the loopback call have it.
        signs.push((LogKind::AuthenticationService, WEAK));
    }
    let file_path = head.contains(&format!("{DMS_CONTEXT}/"));
    if channel.contains("dms") || (file_path && !head.contains(XSI_ACTIONS_CONTEXT)) {
        signs.push((LogKind::DmsDebugLog, 2));
    }
    if channel.contains("push") || channel.starts_with("nps") {
        signs.push((LogKind::NpsLog, STRONG));
    }
    if channel.contains("callsettings") || channel.contains("cswv") {
        signs.push((LogKind::CallSettingsWebview, STRONG));
    }
    signs
}

/// A document `From` a client is a request in the Application Server's log and an answer in the log
/// of a server that asked; the content tells which.
fn oci_side(body: &str) -> LogKind {
    let (first, document) = body.split_once('\n').unwrap_or((body, ""));
    let first = first.trim_start();
    let inward = first.starts_with("From ") || first.contains("Received the following request");
    if inward != is_answer(document) {
        LogKind::PsLog
    } else if document.contains("\"UserGetLoginInfo") {
        LogKind::AuthenticationService
    } else {
        LogKind::XsiActionsLog
    }
}
