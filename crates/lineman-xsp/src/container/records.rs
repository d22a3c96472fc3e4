//! The one place where records become lines.

use lineman_logs::access_log::AccessLogRecord;
use lineman_logs::authentication_service::AuthenticationServiceRecord;
use lineman_logs::dms_debug_log::DmsDebugRecord;
use lineman_logs::xsi_actions_log::XsiActionsRecord;

pub(crate) fn access_log(record: &AccessLogRecord) -> String {
    format!("{record:?}\n")
}
pub(crate) fn xsi_actions(record: &XsiActionsRecord) -> String {
    format!("{record:?}\n")
}
pub(crate) fn authentication_service(record: &AuthenticationServiceRecord) -> String {
    format!("{record:?}\n")
}
pub(crate) fn dms_debug(record: &DmsDebugRecord) -> String {
    format!("{record:?}\n")
}
