//! Call settings of the one subscriber that the Application Server of these tests knows.

use lineman_ocip::{Command, ErrorResponse, Table};

/// The answer to a command about call settings; none for another command.
pub(crate) fn answer(request: &Command) -> Option<Command> {
    let refuse = |text: &str| Command::error(&ErrorResponse::new(text), request);
    let data = |name: &str| Command::answer(name, request);
    Some(match request.name() {
        "UserServiceGetAssignmentListRequest" => {
            let mut table = Table::new(&["Service Name", "Assigned"]);
            for (name, assigned) in [
                ("Authentication", "true"),
                ("Call Forwarding Busy", "true"),
                ("Call Waiting", "false"),
                ("Do Not Disturb", "true"),
                ("Integrated IMP", "true"),
            ] {
                table.push([name, assigned]);
            }
            data("UserServiceGetAssignmentListResponse")
                .with_element(table.to_element("userServicesAssignmentTable"))
        }
        "UserDoNotDisturbGetRequest" => {
            data("UserDoNotDisturbGetResponse").with("isActive", "true").with("ringSplash", "false")
        }
        "UserCallForwardingBusyModifyRequest"
            if request.text("forwardToPhoneNumber") == Some("call me") =>
        {
            refuse("Invalid phone number or SIP URI: call me")
        }
        "UserDoNotDisturbModifyRequest"
        | "UserCallForwardingBusyModifyRequest"
        | "UserIntegratedIMPModifyRequest"
        | "UserBroadWorksAnywhereAddPhoneNumberRequest"
        | "UserBroadWorksAnywhereDeletePhoneNumberRequest" => Command::success(request),
        "UserCallWaitingGetRequest17sp4" | "UserCallWaitingModifyRequest" => {
            refuse("Service is not assigned to the user: Call Waiting")
        }
        "UserBroadWorksAnywhereGetRequest16sp2" => {
            let mut table = Table::new(&["Phone Number", "Description"]);
            table.push(["+15550031", "desk"]);
            data("UserBroadWorksAnywhereGetResponse16sp2")
                .with("alertAllLocationsForClickToDialCalls", "false")
                .with("alertAllLocationsForGroupPagingCalls", "false")
                .with_element(table.to_element("phoneNumberTable"))
        }
        "UserCallForwardingBusyGetRequest" => data("UserCallForwardingAlwaysGetResponse"),
        _ => return None,
    })
}
