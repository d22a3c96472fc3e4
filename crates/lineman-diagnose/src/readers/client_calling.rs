//! The calling library's log: steps 6 to 7.2 as the app sees them.
//!
//! SIP messages carry no tracking id; the one that was printed last in the same file holds.

use lineman_logs::client_calling::{ClientCallingEntry, ClientCallingRecord};
use lineman_model::StepId;

use super::oci_steps::device_problem;
use crate::observation::{Fact, Ids, Show, no_answer};
use crate::sink::{Origin, Sink, succeeded};

/// What one calling log needs to remember.
#[derive(Debug, Default)]
pub(crate) struct ClientCallingState {
    tracking: Option<String>,
}

impl ClientCallingState {
    /// The startup lines of the same file speak of this sign-in.
    pub(crate) fn follow(&mut self, tracking: String) {
        self.tracking = Some(tracking);
    }
}

/// Reads one record.
pub(crate) fn read(
    record: &ClientCallingRecord,
    origin: Origin,
    state: &mut ClientCallingState,
    sink: &mut Sink,
) {
    use ClientCallingEntry as Entry;
    if let Entry::AccessDeviceList { tracking_id, .. }
    | Entry::DeviceToken { tracking_id, .. }
    | Entry::ConfigDownload { tracking_id, .. } = &record.entry
        && !tracking_id.is_empty()
    {
        state.tracking = Some(tracking_id.clone());
    }
    let shows = match &record.entry {
        Entry::AccessDeviceList { status, device_types, .. } => device_list(*status, device_types),
        Entry::DeviceProfileNotFound { .. } => {
            vec![Show::failed(StepId::S6_3, [Fact::DesktopDeviceMissing])]
        }
        Entry::DeviceToken { status, .. } => match status {
            Some(status) if succeeded(*status) => vec![Show::begun(StepId::S6_4)],
            _ => vec![Show::failed(StepId::S6_4, [by(*status)])],
        },
        Entry::ConfigDownload { status, .. } => match status {
            Some(status) if succeeded(*status) => vec![Show::likely(StepId::S6_4)],
            _ => vec![Show::failed(StepId::S6_4, [by(*status)])],
        },
        Entry::ConfigParsed { .. } => vec![Show::done(StepId::S6_4)],
        Entry::ConfigParseFailed { reason } => {
            vec![Show::failed(StepId::S6_4, [Fact::Unparseable, Fact::Message(reason.clone())])]
        }
        Entry::SipTransportFailed { reason, .. } => {
            no_answer(StepId::S7, Fact::Unreachable(reason.clone()), StepId::S7_2).to_vec()
        }
        Entry::Registered { .. } => vec![Show::done(StepId::S7), Show::done(StepId::S7_2)],
        Entry::RegistrationFailed { status, reason } => registration_failed(*status, reason),
        Entry::Sip(dump) => {
            sink.counts.sip_messages += 1;
            sink.sip.add(origin, dump, None, state.tracking.as_deref());
            return;
        }
        // `errorCode=1507` and the like follow a failure that has its own record.
        Entry::LoginError { .. } | Entry::KeepAlive { .. } | Entry::Other => return,
    };
    let ids = Ids { tracking: state.tracking.clone(), ..Ids::default() };
    sink.observe(origin, &ids, shows, &record.head.message);
}

fn by(status: Option<u16>) -> Fact {
    status.map_or_else(|| Fact::Unreachable("no answer".to_owned()), Fact::HttpStatus)
}

fn device_list(status: Option<u16>, types: &[String]) -> Vec<Show> {
    match status {
        Some(status) if succeeded(status) => vec![
            Show::done(StepId::S6),
            device_problem(types.iter().map(String::as_str))
                .unwrap_or_else(|| Show::done(StepId::S6_3)),
        ],
        Some(401) => {
            vec![Show::done(StepId::S6), Show::failed(StepId::S6_1, [Fact::HttpStatus(401)])]
        }
        Some(status @ 500..=599) => {
            vec![Show::done(StepId::S6), Show::failed(StepId::S6_3, [Fact::HttpStatus(status)])]
        }
        None => no_answer(StepId::S6, by(None), StepId::S6_3).to_vec(),
        _ => vec![Show::failed(StepId::S6, [by(status)])],
    }
}

/// The app's own summary of what its SIP messages show; it stands alone when the log has no dump.
fn registration_failed(status: Option<u16>, reason: &str) -> Vec<Show> {
    let words = Fact::Message(reason.to_owned());
    match status {
        None => no_answer(StepId::S7, Fact::Unreachable(reason.to_owned()), StepId::S7_2).to_vec(),
        Some(status @ (401 | 403)) => vec![Show::failed(
            StepId::S7_2,
            [Fact::CredentialsRefused, Fact::SipStatus(status), words],
        )],
        Some(503) if reason.contains("location service") => {
            vec![Show::failed(StepId::S7_1, [Fact::Unreachable(reason.to_owned())])]
        }
        Some(status) => {
            vec![Show::failed(StepId::S7_2, [Fact::SipStatus(status), words])]
        }
    }
}
