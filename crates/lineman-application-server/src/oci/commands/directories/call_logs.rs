//! Call logs of users.

use lineman_model::Timestamp;
use lineman_ocip::{Command, Element};
use lineman_store::broadworks::{CallLog, CallLogKind, CallLogs};

use crate::oci::errors::{self, Failure};
use crate::oci::fields::NAME;
use crate::oci::server::Call;

/// Calls that one answer holds of each list.
const ROWS: u32 = CallLogs::KEPT;

/// `UserBasicCallLogsGetListRequest14sp4`: all lists, or one.
pub(super) async fn get(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.readable_subscriber().await?;
    let wanted = match call.fields().optional("callLogType", NAME)? {
        None => None,
        Some(word) => Some(
            CallLogKind::parse(word)
                .ok_or_else(|| errors::validation("Element 'callLogType' is not a call log"))?,
        ),
    };
    let mut answer = call.answer();
    for kind in CallLogKind::ALL {
        if wanted.is_some_and(|wanted| wanted != kind) {
            continue;
        }
        for log in call.store().call_logs().list(&user.user_id, kind, 0, ROWS).await? {
            answer = answer.with_element(element(log));
        }
    }
    Ok(answer)
}

fn element(log: CallLog) -> Element {
    let name = match log.kind {
        CallLogKind::Placed => "placed",
        CallLogKind::Received => "received",
        CallLogKind::Missed => "missed",
    };
    Element::new(name)
        .with_optional("countryCode", log.country_code)
        .with_child("callLogId", log.call_log_id)
        .with_child("phoneNumber", log.phone_number)
        .with_child("name", log.name)
        .with_child("time", time(log.called_at))
}

/// `xs:dateTime` with its zone.
fn time(time: Timestamp) -> String {
    time.to_rfc3339()
}

/// `UserCallLogsClearRequest14sp4`: all calls, or those that are named.
pub(super) async fn clear(call: &Call<'_>) -> Result<Command, Failure> {
    let user = call.acting_subscriber().await?;
    let fields = call.fields();
    let logs = call.store().call_logs();
    if let Some(named) = fields.structure("deleteSpecifiedCallLogs") {
        for (field, kind) in [
            ("placedCallLogId", CallLogKind::Placed),
            ("receivedCallLogId", CallLogKind::Received),
            ("missedCallLogId", CallLogKind::Missed),
        ] {
            for id in named.list(field, NAME)? {
                logs.remove(&user.user_id, kind, &id).await?;
            }
        }
    } else if fields.flag("deleteAllCallLogs")?.unwrap_or(true) {
        for kind in CallLogKind::ALL {
            logs.clear(&user.user_id, kind).await?;
        }
    }
    Ok(call.success())
}
