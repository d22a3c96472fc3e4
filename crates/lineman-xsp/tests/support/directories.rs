//! Directories, call logs, voice messages and lists of the one subscriber that the Application
//! Server of these tests knows. Criteria are recorded, not carried out.

use lineman_ocip::{Command, Element, ErrorResponse, Table};

/// The answer to a command about these; none for another command.
pub(crate) fn answer(request: &Command) -> Option<Command> {
    let data = |name: &str| Command::answer(name, request);
    let refuse = |text: &str| Command::error(&ErrorResponse::new(text), request);
    Some(match request.name() {
        "UserPhoneDirectoryGetPagedSortedListRequest" => {
            data("UserPhoneDirectoryGetPagedSortedListResponse")
                .with("totalNumberOfRows", "77")
                .with_element(people(request).to_element("directoryTable"))
        }
        "UserEnterpriseCommonPhoneListGetPagedSortedListRequest" => phone_list(
            data("UserEnterpriseCommonPhoneListGetPagedSortedListResponse"),
            "enterpriseCommonPhoneListTable",
        ),
        "UserGroupCommonPhoneListGetPagedSortedListRequest" => phone_list(
            data("UserGroupCommonPhoneListGetPagedSortedListResponse"),
            "groupCommonPhoneListTable",
        ),
        "UserPersonalPhoneListGetPagedSortedListRequest" => phone_list(
            data("UserPersonalPhoneListGetPagedSortedListResponse"),
            "personalPhoneListTable",
        ),
        "UserBasicCallLogsGetListRequest14sp4" => call_logs(request),
        "UserCallLogsClearRequest14sp4"
        | "UserVoiceMessageModifyRequest"
        | "UserSharedCallAppearanceModifyEndpointRequest" => Command::success(request),
        "UserVoiceMessageDeleteRequest" | "UserVoiceMessageGetRequest"
            if request.text("messageId") != Some("7") =>
        {
            refuse("Voice message not found")
        }
        "UserVoiceMessageDeleteRequest" => Command::success(request),
        "UserVoiceMessageGetListRequest" => {
            data("UserVoiceMessageGetListResponse").with_element(voice_message())
        }
        "UserVoiceMessageGetRequest" => data("UserVoiceMessageGetResponse")
            .with_element(voice_message())
            .with("mediaType", "WAV")
            .with("content", "UklGRg=="),
        "UserVoiceMessageSummaryGetRequest" => data("UserVoiceMessageSummaryGetResponse")
            .with("newMessages", "2")
            .with("oldMessages", "0")
            .with("newUrgentMessages", "1")
            .with("oldUrgentMessages", "0"),
        "UserFeatureAccessCodeGetListRequest21" => {
            let code = Element::new("featureAccessCode")
                .with_child("featureAccessCodeName", "Call Park")
                .with_child("mainCode", "*68");
            data("UserFeatureAccessCodeGetListResponse21").with_element(code)
        }
        "UserIMPProfileGetRequest" => data("UserIMPProfileGetResponse")
            .with("serviceDomain", "im.example.com")
            .with("impId", "una@im.example.com"),
        "UserGetRegistrationListRequest" => {
            let mut table = Table::new(&["URI", "Expiration", "Line/Port", "Endpoint Type"]);
            table.push(["sip:a@192.0.2.1", "2026-01-01T00:00:00.000Z", "a@x", "Primary"]);
            data("UserGetRegistrationListResponse")
                .with_element(table.to_element("registrationTable"))
        }
        "UserScheduleGetListRequest17sp1" => {
            let key = Element::new("scheduleKey")
                .with_child("scheduleName", "Work")
                .with_child("scheduleType", "Time");
            let global = Element::new("scheduleGlobalKey").with(key);
            data("UserScheduleGetListResponse17sp1")
                .with_element(global.with_child("scheduleLevel", "User"))
        }
        _ => return None,
    })
}

/// Una, and one more in the enterprise.
fn people(request: &Command) -> Table {
    let mut table = Table::new(&[
        "User Id",
        "First Name",
        "Last Name",
        "Phone Number",
        "Extension",
        "Email Address",
        "Group Id",
        "Location Code",
    ]);
    table.push(["una@bw.example.com", "Una", "Öne", "+15550001", "0001", "u@x.org", "g1", "77"]);
    if request.text("isEnterpriseInfoRequested") == Some("true") {
        table.push(["duo@bw.example.com", "Duo", "Two", "", "0002", "", "g2", ""]);
    }
    table
}

fn phone_list(answer: Command, table: &str) -> Command {
    let mut list = Table::new(&["Name", "Phone Number"]);
    list.push(["Bakery", "5551"]);
    answer.with("totalNumberOfRows", "1").with_element(list.to_element(table))
}

fn call_logs(request: &Command) -> Command {
    let log = |name: &str, id: &str| {
        Element::new(name)
            .with_child("callLogId", id)
            .with_child("phoneNumber", "+15550002")
            .with_child("name", "Duo Two")
            .with_child("time", "2026-01-01T00:00:00.000Z")
    };
    let answer = Command::answer("UserBasicCallLogsGetListResponse14sp4", request);
    let wanted = |kind: &str| request.text("callLogType").is_none_or(|only| only == kind);
    let answer = if wanted("Placed") { answer.with_element(log("placed", "p1")) } else { answer };
    if wanted("Missed") {
        answer.with_element(log("missed", "m1")).with_element(log("missed", "m2"))
    } else {
        answer
    }
}

fn voice_message() -> Element {
    let mut table = Table::new(&[
        "Message Id",
        "Duration",
        "Caller Name",
        "Caller User Id",
        "Caller Address",
        "Time",
        "Read",
        "Urgent",
        "Confidential",
    ]);
    table.push([
        "7",
        "1500",
        "Duo Two",
        "",
        "tel:+15550002",
        "1767225600000",
        "false",
        "true",
        "false",
    ]);
    table.to_element("voiceMessageTable")
}
