//! Readers: typed log entries to observations, one module per log.

mod access_log;
mod authentication_service;
mod client_calling;
mod client_startup;
mod cloud;
mod device_management;
mod exchanges;
mod oci_steps;
mod portal;
mod ps_log;
mod sip_logs;
mod xsi_actions_log;
mod xsp_oci;

use lineman_logs::access_log::AccessLogRecord;
use lineman_logs::authentication_service::AuthenticationServiceRecord;
use lineman_logs::broadworks::BroadWorksRecord;
use lineman_logs::client::ClientRecord;
use lineman_logs::client_calling::{ClientCallingEntry, ClientCallingRecord};
use lineman_logs::client_startup::{ClientStartupEntry, ClientStartupRecord};
use lineman_logs::cloud::CloudRecord;
use lineman_logs::dms_debug_log::DmsDebugRecord;
use lineman_logs::ns_xs_log::NsXsLogRecord;
use lineman_logs::ps_log::PsLogRecord;
use lineman_logs::split::RawRecord;
use lineman_logs::xs_log::XsLogRecord;
use lineman_logs::xsi_actions_log::XsiActionsRecord;
use lineman_model::LogKind;

use crate::input::Input;
use crate::observation::Place;
use crate::sink::{Origin, Sink};

/// What readers remember from record to record of one input.
#[derive(Debug, Default)]
pub(crate) struct ReaderState {
    ps_log: ps_log::PsLogState,
    exchanges: exchanges::Exchanges,
    calling: client_calling::ClientCallingState,
}

/// Reads one record of an input. False when its text could not be placed.
pub(crate) fn read(
    raw: &RawRecord<'_>,
    index: u32,
    input: &mut Input,
    state: &mut ReaderState,
    sink: &mut Sink,
) -> bool {
    let place = Place { input: index, line: raw.first_line };
    match input.log {
        LogKind::PsLog
        | LogKind::XsLog
        | LogKind::NsXsLog
        | LogKind::XsiActionsLog
        | LogKind::AuthenticationService
        | LogKind::DmsDebugLog
        | LogKind::NpsLog
        | LogKind::CallSettingsWebview => broadworks(raw, place, input, state, sink),
        LogKind::AccessLog => {
            let Some(record) = AccessLogRecord::read(raw) else { return false };
            input.zones.printed(record.offset_minutes);
            input.saw(record.time);
            let origin = Origin { place, log: input.log, at: Some(record.time) };
            access_log::read(&record, origin, sink);
            true
        }
        LogKind::Cloud => {
            let Some(record) = CloudRecord::read(raw) else { return false };
            input.zones.printed(0);
            input.saw(record.time);
            input.services.insert(record.service);
            let origin = Origin { place, log: input.log, at: Some(record.time) };
            cloud::read(&record, origin, sink);
            true
        }
        LogKind::ClientStartup | LogKind::ClientCalling => client(raw, place, input, state, sink),
        // Read by nobody yet, or nothing to say about a ladder.
        LogKind::ClientMedia
        | LogKind::Ced
        | LogKind::BwCli
        | LogKind::ConfigWxt
        | LogKind::UserJson
        | LogKind::Pcap
        | LogKind::Unknown => true,
    }
}

fn broadworks(
    raw: &RawRecord<'_>,
    place: Place,
    input: &mut Input,
    state: &mut ReaderState,
    sink: &mut Sink,
) -> bool {
    let Some(record) = BroadWorksRecord::read(raw) else { return false };
    let time = input.zones.stamped(record.local_time, &record.zone, &raw.text);
    input.saw(time);
    let origin = Origin { place, log: input.log, at: Some(time) };
    match input.log {
        LogKind::PsLog => {
            ps_log::read(&PsLogRecord::from_record(record), origin, &mut state.ps_log, sink);
        }
        LogKind::XsLog => sip_logs::read(&XsLogRecord::from_record(record), origin, sink),
        LogKind::NsXsLog => sip_logs::read_ns(&NsXsLogRecord::from_record(record), origin, sink),
        LogKind::XsiActionsLog => {
            let record = XsiActionsRecord::from_record(record);
            xsi_actions_log::read(&record, origin, &mut state.exchanges, sink);
        }
        LogKind::AuthenticationService => {
            let record = AuthenticationServiceRecord::from_record(record);
            authentication_service::read(&record, origin, &mut state.exchanges, sink);
        }
        LogKind::DmsDebugLog => {
            device_management::read(&DmsDebugRecord::from_record(record), origin, sink);
        }
        _ => {}
    }
    true
}

/// Both logs of the app share a grammar, and releases differ in which file holds what: what a line
/// says decides (log-formats.md section 4).
fn client(
    raw: &RawRecord<'_>,
    place: Place,
    input: &mut Input,
    state: &mut ReaderState,
    sink: &mut Sink,
) -> bool {
    let Some(head) = ClientRecord::read(raw) else { return false };
    if let Some(time) = head.time {
        input.zones.printed(0);
        input.saw(time);
    }
    // A line without a date happened when the one before it did.
    let at = head.time.or(input.last);
    let origin = Origin { place, log: input.log, at };
    if input.log == LogKind::ClientCalling || head.component.starts_with("BWC") {
        let record = ClientCallingRecord::from_record(head.clone());
        if record.entry != ClientCallingEntry::Other {
            input.holds_calling = true;
            client_calling::read(&record, origin, &mut state.calling, sink);
            return true;
        }
    }
    let record = ClientStartupRecord::from_record(head);
    if record.entry != ClientStartupEntry::Other {
        input.holds_startup = true;
        if let Some(tracking) = client_startup::read(&record, origin, sink) {
            state.calling.follow(tracking);
        }
    }
    true
}
