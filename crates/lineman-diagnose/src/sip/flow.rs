//! SIP calls: one journey per call, its legs joined by correlation id; and the flows to draw.

use std::collections::BTreeMap;

use lineman_logs::sip_dump::Direction;
use lineman_model::{LogKind, Outcome, Timestamp};

use super::store::{Dialog, SeenMessage, SipStore};
use crate::report::{CallFlow, FlowMessage};

/// Most flows that a report keeps for drawing.
const FLOWS: usize = 200;

/// One call.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) started: Option<Timestamp>,
    pub(crate) address: Option<String>,
    pub(crate) outcome: Outcome,
    /// The Call-IDs of its legs.
    pub(crate) call_ids: Vec<String>,
}

/// The calls. A Call-ID that several logs show is one; so are legs of one correlation id.
pub(crate) fn calls(store: &SipStore) -> Vec<Call> {
    let mut groups: BTreeMap<usize, Vec<&Dialog>> = BTreeMap::new();
    let mut by_key: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, dialog) in store.dialogs.iter().enumerate().filter(|(_, dialog)| dialog.invites) {
        let keys = [Some(dialog.call_id.as_str()), dialog.correlation.as_deref()];
        let group = keys.iter().flatten().find_map(|key| by_key.get(key).copied()).unwrap_or(index);
        for key in keys.into_iter().flatten() {
            by_key.entry(key).or_insert(group);
        }
        groups.entry(group).or_default().push(dialog);
    }
    groups.values().map(|legs| call(legs)).collect()
}

fn call(legs: &[&Dialog]) -> Call {
    let first =
        legs.iter().min_by_key(|leg| leg.messages.first().and_then(|first| first.origin.at));
    let finals: Vec<u16> = first.map(|leg| final_answers(leg)).unwrap_or_default();
    let outcome = if finals.iter().any(|status| (200..300).contains(status)) {
        Outcome::Ok
    } else if let Some(last) = finals.last() {
        // The caller hung up before anybody answered: nothing is broken.
        if *last == 487 { Outcome::Ok } else { Outcome::Failed }
    } else {
        Outcome::Unknown
    };
    Call {
        started: legs.iter().flat_map(|leg| &leg.messages).filter_map(|seen| seen.origin.at).min(),
        address: first.and_then(|leg| leg.address.clone()),
        outcome,
        call_ids: legs.iter().map(|leg| leg.call_id.clone()).collect(),
    }
}

/// Final answers to INVITE, challenges and redirections aside.
fn final_answers(leg: &Dialog) -> Vec<u16> {
    leg.messages
        .iter()
        .filter(|seen| seen.sequence.as_ref().is_some_and(|(_, method)| method == "INVITE"))
        .filter_map(|seen| seen.status)
        .filter(|status| *status >= 200 && !matches!(status, 300..=399 | 401 | 407))
        .collect()
}

/// The flows to draw, in order of their start, and how many were left out.
pub(crate) fn flows(
    store: &SipStore,
    is_drawn: &dyn Fn(&str) -> bool,
    path_of: &dyn Fn(u32) -> String,
) -> (Vec<CallFlow>, u64) {
    let mut dialogs: Vec<&Dialog> =
        store.dialogs.iter().filter(|dialog| is_drawn(&dialog.call_id)).collect();
    dialogs.sort_by_key(|dialog| {
        let first = dialog.messages.first();
        (first.and_then(|first| first.origin.at), first.map(|first| first.origin.place))
    });
    let left_out = store.left_out + dialogs.len().saturating_sub(FLOWS) as u64;
    let flows = dialogs.into_iter().take(FLOWS).map(|dialog| flow(dialog, path_of)).collect();
    (flows, left_out)
}

fn flow(dialog: &Dialog, path_of: &dyn Fn(u32) -> String) -> CallFlow {
    let owner = owner(dialog.log);
    let messages = dialog
        .messages
        .iter()
        .map(|seen| {
            let peer = if seen.peer.is_empty() { "?" } else { seen.peer.as_str() };
            let (from, to) = match seen.direction {
                Direction::In => (peer, owner),
                Direction::Out | Direction::Unknown => (owner, peer),
            };
            FlowMessage {
                time: seen.origin.at,
                from: from.to_owned(),
                to: to.to_owned(),
                label: label(seen),
                path: path_of(seen.origin.place.input),
                line: seen.origin.place.line,
            }
        })
        .collect();
    CallFlow {
        call_id: dialog.call_id.clone(),
        correlation_id: dialog.correlation.clone(),
        messages,
        left_out: dialog.left_out,
    }
}

const fn owner(log: LogKind) -> &'static str {
    match log {
        LogKind::XsLog => "AS",
        LogKind::NsXsLog => "NS",
        _ => "app",
    }
}

fn label(seen: &SeenMessage) -> String {
    match (&seen.method, seen.status) {
        (Some(method), _) => method.clone(),
        (None, Some(status)) => {
            let method = seen.sequence.as_ref().map_or("", |(_, method)| method.as_str());
            format!("{status} {method}").trim_end().to_owned()
        }
        (None, None) => String::new(),
    }
}
