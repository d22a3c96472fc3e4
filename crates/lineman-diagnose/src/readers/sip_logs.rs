//! XSLog and NSXSLog: SIP messages, and the look-ups of the Network Server.

use lineman_logs::ns_xs_log::{NsXsLogEntry, NsXsLogRecord};
use lineman_logs::sip_dump::SipDump;
use lineman_logs::xs_log::{XsLogEntry, XsLogRecord};
use lineman_model::StepId;

use crate::observation::{Fact, Ids, Show};
use crate::sink::{Origin, Sink};

/// Reads one record of the XSLog.
pub(crate) fn read(record: &XsLogRecord, origin: Origin, sink: &mut Sink) {
    if let XsLogEntry::Sip(dump) = &record.entry {
        message(dump, record.correlation_id.as_deref(), origin, sink);
    }
}

/// Reads one record of the NSXSLog.
pub(crate) fn read_ns(record: &NsXsLogRecord, origin: Origin, sink: &mut Sink) {
    match &record.entry {
        NsXsLogEntry::Sip(dump) => message(dump, None, origin, sink),
        NsXsLogEntry::Lookup { user, hosting_server, call_id } => {
            let ids = Ids {
                address: Some(user.clone()),
                call_id: Some(call_id.clone()),
                ..Ids::default()
            };
            let (show, found) = match hosting_server {
                Some(server) => (Show::likely(StepId::S7_1), server.as_str()),
                None => (Show::failed(StepId::S7_1, [Fact::NotLocated]), "not found"),
            };
            sink.support(origin, &ids, vec![show], &format!("location of {user}: {found}"));
        }
        NsXsLogEntry::Other { .. } => {}
    }
}

fn message(dump: &SipDump, correlation: Option<&str>, origin: Origin, sink: &mut Sink) {
    sink.counts.sip_messages += 1;
    let difference = dump.length_difference();
    if difference != 0 {
        let start = dump.message.lines().next().unwrap_or_default();
        let text = format!("{start} ({} bytes announced, {difference:+} missing)", dump.bytes);
        let edited = sink.edited.entry(origin.place.input).or_default();
        edited.add(origin, &text);
    }
    sink.sip.add(origin, dump, correlation, None);
}
