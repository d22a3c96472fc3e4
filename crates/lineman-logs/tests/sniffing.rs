//! Every kind of log is recognised by its content (LOG-001 to LOG-024), whatever the name.

use lineman_logs::authentication_service::{
    AuthenticationServiceEntry, AuthenticationServiceRecord,
};
use lineman_logs::call_settings_webview::{CallSettingsWebviewEntry, CallSettingsWebviewRecord};
use lineman_logs::client_calling::{ClientCallingEntry, ClientCallingRecord};
use lineman_logs::client_startup::{ClientStartupEntry, ClientStartupRecord};
use lineman_logs::cloud::{CloudEvent, CloudRecord};
use lineman_logs::dms_debug_log::{DmsDebugEntry, DmsDebugRecord};
use lineman_logs::http_block::{HttpRequestBlock, HttpResponseBlock};
use lineman_logs::nps_log::{NpsEntry, NpsRecord};
use lineman_logs::ns_xs_log::{NsXsLogEntry, NsXsLogRecord};
use lineman_logs::ps_log::{PsLogEntry, PsLogRecord};
use lineman_logs::push_event::PushEventEntry;
use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_logs::sniff::{sniff, sniff_named};
use lineman_logs::split::Grammar;
use lineman_logs::xs_log::XsLogRecord;
use lineman_logs::xsi_actions_log::{XsiActionsEntry, XsiActionsRecord};
use lineman_model::{Component, Confidence, LogKind, Timestamp};

const TIME: Timestamp = Timestamp::from_millis(1_767_225_600_000);
const ID: &str = "CLIENT_12345678-1234-1234-1234-123456789abc";

fn request(target: &str) -> HttpRequestBlock {
    let headers = vec![(String::from("trackingid"), ID.to_owned())];
    HttpRequestBlock {
        method: String::from("GET"),
        target: target.to_owned(),
        headers,
        body: String::new(),
    }
}

fn response() -> HttpResponseBlock {
    HttpResponseBlock { status: 200, ..HttpResponseBlock::default() }
}

fn register() -> SipDump {
    let wire = b"REGISTER sip:example.com SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
    SipDump::of_wire(wire, "udp", Direction::In, "127.0.0.1:5060")
}

fn pslog(entry: PsLogEntry) -> String {
    PsLogRecord {
        time: TIME,
        severity: String::from("Info"),
        thread: String::from("BCCT Worker #0"),
        entry,
    }
    .write()
}

fn xsi(entry: XsiActionsEntry) -> String {
    XsiActionsRecord {
        time: TIME,
        severity: String::from("Info"),
        thread: String::from("Worker #0"),
        tracking_id: Some(ID.to_owned()),
        entry,
    }
    .write()
}

fn auth(entry: AuthenticationServiceEntry) -> String {
    AuthenticationServiceRecord {
        time: TIME,
        severity: String::from("Info"),
        thread: String::from("Worker #0"),
        tracking_id: Some(ID.to_owned()),
        entry,
    }
    .write()
}

fn document(name: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<BroadsoftDocument protocol=\"OCI\"><command xsi:type=\"{name}\"/></BroadsoftDocument>"
    )
}

fn peer() -> String {
    String::from("127.0.0.1:2208")
}

/// One record of each of our logs is enough to tell it.
fn ours() -> Vec<(LogKind, String)> {
    let ns = |entry| NsXsLogRecord { time: TIME, severity: String::from("Info"), entry }.write();
    let dms = |entry| {
        DmsDebugRecord {
            time: TIME,
            severity: String::from("Info"),
            thread: String::from("Worker #0"),
            entry,
        }
        .write()
    };
    let startup = |entry| ClientStartupRecord::new(TIME, 1, "0x1", entry).write();
    let calling = |entry| ClientCallingRecord::new(TIME, 1, "0x1", entry).write();
    let tracking_id = ID.to_owned();
    let get = "/com.broadsoft.xsi-actions/v2.0/user/u%40example.com/profile";
    vec![
        (
            LogKind::PsLog,
            pslog(PsLogEntry::OciRequest {
                peer: peer(),
                user: String::from("admin"),
                document: document("UserGetRequest23V2"),
            }),
        ),
        (
            LogKind::PsLog,
            pslog(PsLogEntry::OciResponse {
                peer: peer(),
                user: String::from("admin"),
                document: document("UserGetResponse23V2"),
            }),
        ),
        (
            LogKind::PsLog,
            pslog(PsLogEntry::HttpRequest(request(
                "http://localhost:1/broadworks-provisioning-bridge",
            ))),
        ),
        (
            LogKind::XsLog,
            XsLogRecord::sip(TIME, "Sip EncodeQ 1", 1, "u@example.com", register()).write(),
        ),
        (LogKind::NsXsLog, ns(NsXsLogEntry::Sip(register()))),
        (
            LogKind::NsXsLog,
            ns(NsXsLogEntry::Lookup {
                user: String::from("u@x"),
                hosting_server: None,
                call_id: String::from("1"),
            }),
        ),
        (
            LogKind::XsiActionsLog,
            xsi(XsiActionsEntry::Request { peer: peer(), request: request(get) }),
        ),
        (
            LogKind::XsiActionsLog,
            xsi(XsiActionsEntry::OciRequest {
                peer: peer(),
                document: document("UserGetRequest23V2"),
            }),
        ),
        (
            LogKind::XsiActionsLog,
            xsi(XsiActionsEntry::TokenValidationRequest(request(
                "http://127.0.0.1:80/authService/token",
            ))),
        ),
        (LogKind::XsiActionsLog, xsi(XsiActionsEntry::Response(response()))),
        (
            LogKind::AuthenticationService,
            auth(AuthenticationServiceEntry::Request {
                peer: peer(),
                client_subject: None,
                request: request("/authService/token"),
            }),
        ),
        (
            LogKind::AuthenticationService,
            auth(AuthenticationServiceEntry::TokenValidated {
                subject: String::from("u"),
                issuer: String::from("BroadWorks"),
            }),
        ),
        (
            LogKind::NpsLog,
            NpsRecord {
                time: TIME,
                severity: String::from("Info"),
                thread: String::from("Push Worker #0"),
                entry: NpsEntry::Refused { peer: peer(), status: 400, reason: String::from("x") },
            }
            .write(),
        ),
        (
            LogKind::XsLog,
            PushEventEntry::Decision {
                user: String::from("una@example.com"),
                event: String::from("NEW_CALL"),
                call_id: None,
                notification: None,
                registration: None,
                outcome: String::from("not sent"),
                reason: Some(String::from("no registration")),
            }
            .record(TIME)
            .write(),
        ),
        (
            LogKind::DmsDebugLog,
            dms(DmsDebugEntry::Request {
                peer: peer(),
                method: String::from("GET"),
                path: String::from("/dms/bc/pc/config-wxt.xml"),
                authentication: String::from("Bearer"),
            }),
        ),
        (
            LogKind::CallSettingsWebview,
            CallSettingsWebviewRecord {
                time: Timestamp::from_millis(0),
                severity: String::from("Info"),
                thread: String::from("t"),
                tracking_id: None,
                entry: CallSettingsWebviewEntry::Request {
                    peer: peer(),
                    method: String::from("POST"),
                    path: String::from("/callsettings/"),
                    user: Some(String::from("una@bw.example.com")),
                    platform: None,
                },
            }
            .write(),
        ),
        (LogKind::AccessLog, access_line()),
        (LogKind::Cloud, cloud_line()),
        (
            LogKind::ClientStartup,
            startup(ClientStartupEntry::Phase {
                name: String::from("discovery"),
                state: String::from("started"),
                tracking_id: tracking_id.clone(),
            }),
        ),
        (
            LogKind::ClientCalling,
            calling(ClientCallingEntry::DeviceToken { status: Some(201), tracking_id }),
        ),
        (LogKind::ClientCalling, calling(ClientCallingEntry::Sip(register()))),
    ]
}

fn access_line() -> String {
    String::from("::1 - - [24/Oct/2013:13:49:25 -0400] \"GET /x HTTP/1.1\" 200 831 0 8682\n")
}

fn cloud_line() -> String {
    CloudRecord {
        time: TIME,
        level: String::from("info"),
        service: Component::Identity,
        event: CloudEvent::UserRead,
        tracking_id: Some(ID.to_owned()),
        org_id: None,
        user_id: None,
        email: None,
        bw_user_id: None,
        enterprise: None,
        status: None,
        code: None,
        message: None,
        fields: serde_json::Map::new(),
    }
    .write()
}

#[test]
fn each_of_our_logs_is_told_by_one_record() {
    for (kind, text) in ours() {
        let found = sniff(text.as_bytes());
        assert_eq!((found.kind, found.grammar), (kind, Grammar::of(kind)), "{text}");
        // A false name changes nothing where the content is clear.
        if found.confidence == Confidence::Certain {
            let named = sniff_named(text.as_bytes(), Some("x/NPSLog2026.01.01-00.00.00.txt"));
            assert_eq!(named.kind, kind, "{text}");
        }
    }
}

#[test]
fn files_that_are_one_document_are_told() {
    for (kind, text) in [
        (
            LogKind::UserJson,
            "{\"schemas\":[],\"Resources\":[{\"userName\":\"u@example.com\",\"entitlements\":[\"broadworks-connector\"]}]}",
        ),
        (LogKind::UserJson, "[\n {\"id\": 1, \"entitlements\": {\"bc-sp-basic\": true}}]"),
        (LogKind::Ced, "{\"[EMAIL-1]\": \"u@example.com\", \"[USER-1]\": \"u\"}"),
        (
            LogKind::ConfigWxt,
            "<?xml version=\"1.0\"?>\n<config>\n <protocols><sip/></protocols></config>",
        ),
        (
            LogKind::BwCli,
            "ADP_CLI/Interface/SNMP/Agent> get\n  port = 8001\n  encoding = ISO-8859-1\n",
        ),
        (LogKind::BwCli, "  Name   Port\n=============\n  a      1\n\n1 entry found.\n"),
        (LogKind::Pcap, "\u{a}\r\r\n\u{1c}\0\0\0M<+\u{1a}"),
        (
            LogKind::ClientMedia,
            "PID[6120]TID[6148]:[UTIL] INFO: x\nPID[6120]TID[6148]:[UTIL] INFO: y\n",
        ),
        (LogKind::Unknown, "just some text\n"),
        (LogKind::Unknown, "{\"a\": 1}"),
        (LogKind::Unknown, ""),
    ] {
        assert_eq!(sniff(text.as_bytes()).kind, kind, "{text}");
    }
    assert_eq!(sniff(&[0x7f, b'E', b'L', b'F', 1, 2, 3, 0, 0, 0, 0, 0]).kind, LogKind::Unknown);
}

/// A value that holds lines of another log does not make the file that log.
#[test]
fn lines_inside_a_record_are_no_sign() {
    let foreign = (access_line() + &cloud_line()).repeat(50);
    for (kind, text) in ours() {
        if matches!(Grammar::of(kind), Grammar::BroadWorks | Grammar::Client) {
            let text = format!("{}\n{foreign}", text.trim_end());
            assert_eq!(sniff(text.as_bytes()).kind, kind, "{text}");
        }
    }
    assert_eq!(sniff(foreign.as_bytes()).grammar, Grammar::Line);
}

#[test]
fn a_log_without_any_sign_is_a_guess_and_its_name_helps() {
    let text = "2015.12.21 16:32:54:926 EST | Info       | Strange | a\n\n\tx\n\n";
    assert_eq!(sniff(text.as_bytes()).confidence, Confidence::Possible);
    let named = sniff_named(text.as_bytes(), Some("logs.zip!/NSXSLog2015.12.21-00.00.00.txt"));
    assert_eq!((named.kind, named.confidence), (LogKind::NsXsLog, Confidence::Possible));
    assert_eq!(sniff_named(b"x y z\n", Some("media/a.log")).kind, LogKind::ClientMedia);
}

#[test]
fn a_startup_log_with_lines_of_the_calling_library_stays_one() {
    let startup = ClientStartupEntry::CallingLibraryStarted { tracking_id: ID.to_owned() };
    let phase = ClientStartupEntry::Phase {
        name: String::from("calling"),
        state: String::from("done"),
        tracking_id: ID.to_owned(),
    };
    let text: String = [startup, phase.clone(), phase]
        .map(|entry| ClientStartupRecord::new(TIME, 1, "0x1", entry).write())
        .concat();
    assert_eq!(sniff(text.as_bytes()).kind, LogKind::ClientStartup);
}

#[test]
fn a_file_that_begins_inside_a_record_or_with_binary_bytes_in_a_value_is_told() {
    let mut text = String::from("End offline route check\n<config><services>\n\n");
    text.push_str(&pslog(PsLogEntry::OciRequest {
        peer: peer(),
        user: String::from("admin"),
        document: document("UserGetRequest"),
    }));
    let mut bytes = text.into_bytes();
    bytes.extend_from_slice(b"\xff\xfe\0\0");
    assert_eq!(sniff(&bytes).kind, LogKind::PsLog);
}
