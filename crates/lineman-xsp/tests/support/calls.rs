//! Calls as the fake Application Server tells of them.

use lineman_ocip::{Command, ErrorResponse, Table};

/// The call that there is.
pub(crate) const CALL_ID: &str = "callhalf-39:0";

pub(crate) fn answer(request: &Command) -> Option<Command> {
    Some(match request.name() {
        "LinemanUserCallGetListRequest" => {
            let mut table = Table::new(&[
                "Call Id",
                "Network Call Id",
                "Personality",
                "State",
                "Remote Name",
                "Remote Address",
                "Remote User Id",
                "Dialled",
                "Line/Port",
                "Start Time",
                "Answer Time",
            ]);
            table.push([
                CALL_ID,
                "5ff0",
                "Originator",
                "Active",
                "B\u{f6}",
                "222",
                "bo@h",
                "222",
                "221@h",
                "1800000000000",
                "",
            ]);
            Command::answer("LinemanUserCallGetListResponse", request)
                .with_element(table.to_element("callTable"))
        }
        "LinemanUserCallDialRequest" => Command::answer("LinemanUserCallDialResponse", request)
            .with("callId", "callhalf-40:0")
            .with("networkCallId", "6aa1"),
        "LinemanUserCallControlRequest" if request.text("callId") == Some(CALL_ID) => {
            Command::success(request)
        }
        "LinemanUserCallControlRequest" => {
            Command::error(&ErrorResponse::new("The call does not exist"), request)
        }
        _ => return None,
    })
}
