//! REGISTER dialogs: what they show of steps 7, 7.1 and 7.2 (CAL-005, CAL-006).

use lineman_ladder::literals::SESSION_DISPLACED;
use lineman_logs::sip_dump::Direction;
use lineman_model::{LogKind, StepId};

use super::store::{Dialog, SeenMessage, SipStore};
use crate::observation::{Fact, Ids, Observation, Show};

/// Words of the SBC for a location service, and for an Application Server, that is silent.
const LOCATION_SILENT: &str = "location service";
const SERVER_SILENT: &str = "application server";

/// The observations of all registrations.
pub(crate) fn observations(store: &SipStore) -> Vec<Observation> {
    let mut found = Vec::new();
    for dialog in store.dialogs.iter().filter(|dialog| dialog.registers) {
        of_dialog(dialog, &mut found);
    }
    found
}

fn of_dialog(dialog: &Dialog, found: &mut Vec<Observation>) {
    let ids = Ids {
        tracking: dialog.tracking.clone(),
        call_id: Some(dialog.call_id.clone()),
        // The app's log holds session tokens instead of addresses (LOG-025).
        address: dialog.address.clone().filter(|_| of_a_server(dialog.log)),
        ..Ids::default()
    };
    let registers = |message: &&SeenMessage| {
        message.sequence.as_ref().is_some_and(|(_, name)| name == "REGISTER")
    };
    let mut authorized = false;
    let mut removing = false;
    let mut opened = false;
    for message in dialog.messages.iter().filter(registers) {
        if message.method.is_some() {
            authorized = message.authorized;
            removing = message.removes;
            if removing {
                continue;
            }
            let opens = (!opened).then_some("REGISTER");
            opened = true;
            let shows = vec![match dialog.log {
                // The server got it, so the app sent it.
                LogKind::XsLog | LogKind::NsXsLog => Show::done(StepId::S7),
                _ => Show::begun(StepId::S7),
            }];
            found.push(observation(dialog, message, &ids, shows, opens));
        } else if let Some(status) = message.status
            && !removing
            && status >= 200
        {
            let shows = answered(dialog.log, message, status, authorized);
            if !shows.is_empty() {
                found.push(observation(dialog, message, &ids, shows, None));
            }
        }
    }
}

const fn of_a_server(log: LogKind) -> bool {
    matches!(log, LogKind::XsLog | LogKind::NsXsLog)
}

/// What a final answer to REGISTER shows.
fn answered(log: LogKind, message: &SeenMessage, status: u16, authorized: bool) -> Vec<Show> {
    let reason = message.reason.clone().map(Fact::Message);
    if log == LogKind::NsXsLog {
        return match status {
            // Whether it arrived, only the SBC can tell.
            300..=399 => vec![Show::likely(StepId::S7_1)],
            404 => vec![Show::failed(StepId::S7_1, [Fact::NotLocated])],
            _ => vec![Show::failed(StepId::S7_1, [Fact::SipStatus(status)]).with(reason)],
        };
    }
    let by_server = log == LogKind::XsLog;
    // The app sees answers of the SBC too; in the server's own log all are its own.
    if by_server && message.direction == Direction::In {
        return Vec::new();
    }
    let status_fact =
        if by_server { Fact::RefusedByServer(status) } else { Fact::SipStatus(status) };
    match status {
        // Whether the server's answer arrived, only the app can tell.
        200..=299 if by_server => vec![Show::done(StepId::S7), Show::likely(StepId::S7_2)],
        200..=299 => vec![Show::done(StepId::S7), Show::done(StepId::S7_2)],
        // A challenge is no failure; an answered challenge that comes back is one.
        401 | 407 if !authorized || message.stale => vec![Show::done(StepId::S7)],
        // Another client of the same platform type has the session: nothing is wrong with this one.
        403 if message.reason.as_deref().is_some_and(|text| text.contains(SESSION_DISPLACED)) => {
            vec![Show::done(StepId::S7), Show::failed(StepId::S7_2, [status_fact]).with(reason)]
        }
        401 | 403 | 407 if authorized => vec![
            Show::done(StepId::S7),
            Show::failed(StepId::S7_2, [Fact::CredentialsRefused, status_fact]).with(reason),
        ],
        503 if message.reason.as_deref().is_some_and(|text| text.contains(LOCATION_SILENT)) => {
            let silent = Fact::Unreachable(message.reason.clone().unwrap_or_default());
            vec![Show::done(StepId::S7), Show::failed(StepId::S7_1, [silent])]
        }
        503 if message.reason.as_deref().is_some_and(|text| text.contains(SERVER_SILENT)) => {
            let silent = Fact::Unreachable(message.reason.clone().unwrap_or_default());
            vec![Show::done(StepId::S7), Show::failed(StepId::S7_2, [silent])]
        }
        _ => vec![Show::done(StepId::S7), Show::failed(StepId::S7_2, [status_fact]).with(reason)],
    }
}

fn observation(
    dialog: &Dialog,
    message: &SeenMessage,
    ids: &Ids,
    shows: Vec<Show>,
    opens: Option<&'static str>,
) -> Observation {
    Observation {
        place: message.origin.place,
        log: dialog.log,
        at: message.origin.at,
        shows,
        ids: ids.clone(),
        opens,
        supports_only: false,
        text: message.text.clone(),
    }
}
