//! dmsDebugLog: step 6.4 (CAL-003).

use lineman_logs::dms_debug_log::{DmsDebugEntry, DmsDebugRecord};
use lineman_model::StepId;

use crate::observation::{Fact, Ids, Show};
use crate::sink::{Origin, Sink};

/// Reads one record. Requests carry no tracking id here: the owner of the file and the time join.
pub(crate) fn read(record: &DmsDebugRecord, origin: Origin, sink: &mut Sink) {
    match &record.entry {
        DmsDebugEntry::FileServed { path, device_type, user, .. }
        | DmsDebugEntry::NotModified { path, device_type, user, .. } => {
            let ids = Ids { user: Some(user.clone()), ..Ids::default() };
            let text = format!("{path} served: {device_type} of {user}");
            sink.support(origin, &ids, vec![Show::likely(StepId::S6_4)], &text);
        }
        DmsDebugEntry::Refused { path, status, reason } => {
            let shows = vec![
                Show::failed(StepId::S6_4, [Fact::HttpStatus(*status)])
                    .with([Fact::Message(reason.clone())]),
            ];
            sink.support(
                origin,
                &Ids::default(),
                shows,
                &format!("{path} refused {status}: {reason}"),
            );
        }
        DmsDebugEntry::Request { .. }
        | DmsDebugEntry::Authenticated { .. }
        | DmsDebugEntry::FileBuilt { .. }
        | DmsDebugEntry::Uploaded { .. }
        | DmsDebugEntry::TagUndefined { .. }
        | DmsDebugEntry::Other { .. } => {}
    }
}
