//! Lines as other people's products and translations write them.

mod support;

use lineman_logs::authentication_service::{
    AuthenticationServiceEntry, AuthenticationServiceRecord,
};
use lineman_logs::client::ClientRecord;
use lineman_logs::client_calling::{ClientCallingEntry, ClientCallingRecord, device_type};
use lineman_logs::http_block::header;
use lineman_logs::ps_log::{PsLogEntry, PsLogRecord};
use lineman_logs::sip_dump::Direction;
use lineman_logs::split::{Grammar, RawRecord};
use lineman_logs::xs_log::{XsLogEntry, XsLogRecord};
use lineman_logs::xsi_actions_log::{XsiActionsEntry, XsiActionsRecord};
use support::records;

/// CAL-019, CAL-020, XCC-010: level and prose in any language, any quotation marks, any dash, and
/// the line breaks of a document; only function, component and device type count.
#[test]
fn the_missing_device_profile_is_recognised_in_any_language() {
    const HEAD: &str = "[0x70000476b000] BroadWorksConfigDownloader.cpp:106";
    const FUNCTION: &str = "onAccessDeviceListSucceeded:BWC:SCF";
    for line in [
        format!(
            "2024-01-30T07:19:10.078Z <Error> {HEAD} {FUNCTION}: ConfigDownload - the device profile 'Business Communicator - PC' is not found."
        ),
        format!(
            "<Error>{HEAD}  \n{FUNCTION}: ConfigDownload: no está el  \nperfil 'Business Communicator - PC'."
        ),
        format!(
            "<Erreur>{HEAD}  \n{FUNCTION} : ConfigDownload - pas de  \nprofil \"Business Communicator - PC\"."
        ),
        format!(
            "<Chyba>{HEAD}\n{FUNCTION}: ConfigDownload - profil\n„Business Communicator – PC“ chybí."
        ),
        format!(
            "<Fehler>{HEAD}  \n{FUNCTION}: ConfigDownload - das Profil  \n„Business Communicator - PC“ fehlt."
        ),
        format!("<错误>{HEAD} {FUNCTION}:ConfigDownload - 没有“Business Communicator-PC”。"),
        format!("&lt;Error&gt;{HEAD} {FUNCTION}: «Business\u{a0}Communicator\u{2014}PC»"),
        format!(
            "2024-02-06 14:20:41.317 8841 8993 E WBX_TEAMS-ucf: tid[0x2315] BroadWorksConfigDownloader.cpp::106 {FUNCTION}: 'Business Communicator - PC'"
        ),
    ] {
        let found = records(Grammar::Detect, line.as_bytes());
        assert_eq!(found.len(), 1, "{line}");
        let record = ClientCallingRecord::read(&found[0]).unwrap_or_else(|| panic!("{line}"));
        let device_type = String::from("Business Communicator - PC");
        assert_eq!(
            record.entry,
            ClientCallingEntry::DeviceProfileNotFound { device_type },
            "{line}"
        );
    }
    assert_eq!(device_type("Connect \u{2013} Mobile"), "Connect \u{2013} Mobile");
}

/// A sentence that only sounds like it is something else.
#[test]
fn prose_alone_is_not_enough() {
    let line = "2024-01-30T07:19:10.078Z <Error> [0x45c] A.cpp:1 other:BWC:SCF: the device profile 'Business Communicator - PC' is not found.";
    let record = ClientCallingRecord::read(&RawRecord::from_text(line)).unwrap();
    assert_eq!(record.entry, ClientCallingEntry::Other);
    let line = line.replace("the device", "Anmeldung: errorCode=1507, the device");
    let record = ClientCallingRecord::read(&RawRecord::from_text(&line)).unwrap();
    assert_eq!(record.entry, ClientCallingEntry::LoginError { error_code: 1507 });
}

/// log-formats.md 4.3: a SIP message behind a marker, its fields as continuation lines.
#[test]
fn a_sip_message_in_a_jabber_line_is_found() {
    let text = "2020-03-30 13:03:19,200 DEBUG [0x00000e2c] [\\sipcc\\ccsip_debug.c(1041)] [csf.sip-call-control] [platform_print_sip_msg] - sipio-recv<--- SIP/2.0 200 OK\nVia: SIP/2.0/TLS 10.10.10.10:62162;branch=z9hG4bK00001188\nCall-ID: 1@x\nContent-Length: 0\n\n";
    let record = ClientCallingRecord::read(&RawRecord::from_text(text)).unwrap();
    assert_eq!((record.head.thread.as_str(), record.head.line), ("0x00000e2c", 1041));
    let ClientCallingEntry::Sip(dump) = record.entry else { panic!("no message") };
    assert_eq!((dump.direction, dump.transport.as_str()), (Direction::In, "tls"));
    assert!(dump.message.starts_with("SIP/2.0 200 OK\nVia:"));
}

/// log-formats.md 4.2.
#[test]
fn android_lines_keep_both_threads_apart() {
    let text = "2024-02-06 14:20:41.317 8841 8993 D WBX_TEAMS-ucf: tid[0x2315] BroadWorksTokenManager.cpp::130 operator():BWC:SCF: a token\nmore";
    let record = ClientRecord::read_text(text).unwrap();
    assert_eq!((record.process, record.thread.as_str()), (Some(8841), "0x2315"));
    assert_eq!((record.function.as_str(), record.component.as_str()), ("operator()", "BWC:SCF"));
    assert_eq!((record.level.as_str(), record.message.as_str()), ("D", "a token\nmore"));
    let record = ClientRecord::read_text("2565-2685 D/HttpClient:53: OkHttp x").unwrap();
    assert_eq!((record.component.as_str(), record.thread.as_str()), ("HttpClient:53", "2685"));
}

/// log-formats.md 2.4, broadworks-wire.md 1.7: the later release prints the way behind the thread.
#[test]
fn pslog_documents_of_later_releases_are_read() {
    for text in [
        "2022.04.27 18:49:52:686 EDT | Info       | OCI-P | BCCT Worker #0 | admin\n\n\tReceived the following request from: 127.0.0.1:56212\n<?xml version=\"1.0\"?>\n<BroadsoftDocument/>",
        "2022.04.27 18:49:52:686 EDT | Info       | OCI-P | BCCT Worker #0 Received the following request from: 127.0.0.1:56212\n\n\t<?xml version=\"1.0\"?>\n<BroadsoftDocument/>",
        "2022.04.27 18:49:52:686 EDT | Info | OCI-P | BCCT Worker #0 | admin  From 127.0.0.1:56212 <?xml version=\"1.0\"?> <BroadsoftDocument/>",
    ] {
        let record = PsLogRecord::read(&RawRecord::from_text(text)).unwrap();
        assert_eq!(record.thread, "BCCT Worker #0", "{text}");
        let PsLogEntry::OciRequest { peer, document, .. } = record.entry else { panic!("{text}") };
        assert_eq!(peer, "127.0.0.1:56212");
        assert!(document.contains("<BroadsoftDocument/>"), "{text}");
    }
}

/// log-formats.md 2.5: any channel, any order, any spelling.
#[test]
fn pslog_http_of_an_unknown_form_is_read() {
    let text = "2022.04.27 18:49:52:686 EDT | Info | HttpClient | Bulk OCI transaction #0\n\n\tSending message\nPOST https://bridge.example/api\nTRACKINGID=AS_1\ncontent-type : application/xml\n\n<subscriberProfile/>";
    let record = PsLogRecord::read(&RawRecord::from_text(text)).unwrap();
    let PsLogEntry::HttpRequest(request) = record.entry else { panic!("no request") };
    assert_eq!(request.target, "https://bridge.example/api");
    assert_eq!(header(&request.headers, "trackingId"), Some("AS_1"));
    assert_eq!(request.body, "<subscriberProfile/>");
    let text = "2022.04.27 18:49:52:690 EDT | Info | HttpClient | Bulk OCI transaction #0\n\n\tResponse code: 409\ntrackingid: AS_1\n{\"message\":\"x\"}";
    let record = PsLogRecord::read(&RawRecord::from_text(text)).unwrap();
    let PsLogEntry::HttpResponse { tracking_id, response } = record.entry else {
        panic!("no answer")
    };
    assert_eq!((tracking_id.as_deref(), response.status), (Some("AS_1"), 409));
    assert_eq!(response.body, "{\"message\":\"x\"}");
}

/// log-formats.md 3.2, LAD-036 to LAD-041.
#[test]
fn xsi_actions_records_of_an_unknown_form_are_read() {
    let text = "2022.04.27 18:49:52:686 EDT | Info | Xsi | Thread-12\n\n\tuser-agent: WebexTeams (x/1)\nauthorization: Bearer abc\nGET /com.broadsoft.xsi-actions/v2.0/user/u%40example.com/profile/device HTTP/1.1\ntrackingid: CLIENT_a1";
    let record = XsiActionsRecord::read(&RawRecord::from_text(text)).unwrap();
    assert_eq!(record.tracking_id.as_deref(), Some("CLIENT_a1"));
    let XsiActionsEntry::Request { request, .. } = record.entry else { panic!("no request") };
    assert!(request.target.ends_with("/profile/device"));
    let text = "2022.04.27 18:49:52:686 EDT | Info | Xsi | Thread-12\n\n\t127.0.0.1:80 POST http://127.0.0.1:80/authService/token\nX-BROADSOFT-CORRELATION-ID: CLIENT_a1";
    let record = XsiActionsRecord::read(&RawRecord::from_text(text)).unwrap();
    assert_eq!(record.tracking_id.as_deref(), Some("CLIENT_a1"));
    assert!(matches!(record.entry, XsiActionsEntry::TokenValidationRequest(_)));
}

/// LAD-030 to LAD-033; log-formats.md 3.3.
#[test]
fn token_events_of_an_unknown_form_are_read() {
    let text = "2022.04.27 18:49:52:686 EDT | Info | LongLivedTokenManager | Thread-1 | CLIENT_a1\n\n\tToken erzeugt, subject: bwksUserId@example.com, issuer: BroadWorksX";
    let record = AuthenticationServiceRecord::read(&RawRecord::from_text(text)).unwrap();
    let AuthenticationServiceEntry::TokenGenerated { subject, issuer, .. } = record.entry else {
        panic!("no token")
    };
    assert_eq!((subject.as_str(), issuer.as_str()), ("bwksUserId@example.com", "BroadWorksX"));
    let text = "2022.04.27 18:49:52:686 EDT | Info | Auth | Thread-1 | CLIENT_a1\n\n\tanswer StatusCode=200";
    let record = AuthenticationServiceRecord::read(&RawRecord::from_text(text)).unwrap();
    assert!(matches!(record.entry, AuthenticationServiceEntry::Response { status: 200, .. }));
}

/// log-formats.md 1.1 and 2.2: the columns of four releases.
#[test]
fn xslog_columns_of_every_release_find_their_names() {
    let header = |rest: &str| {
        let text = format!("2015.12.21 16:32:54:926 EST | Info       | {rest} \n\n\tx");
        XsLogRecord::read(&RawRecord::from_text(&text)).unwrap()
    };
    let old = header("Sip | 5146976600 | localHost78744:1");
    assert_eq!(
        (old.party.as_deref(), old.call_half.as_deref()),
        (Some("5146976600"), Some("localHost78744:1"))
    );
    let unknown = header("Sip | Unknown | Unknown");
    assert_eq!(
        (unknown.party.as_deref(), unknown.call_half.as_deref()),
        (Some("Unknown"), Some("Unknown"))
    );
    let call = header("CallP | Call Manager | 5146976603 | South_as55 | callhalf-1635");
    assert_eq!(call.party.as_deref(), Some("5146976603"));
    assert_eq!(call.extra, ["Call Manager", "South_as55"]);
    let r24 = header(
        "Sip | Call Half Input Adapter 5 | 3104796 | +15403362012 | callhalf-60459 | 5ff0de06-90a9-4bb6-892a-610d7441ed69",
    );
    assert_eq!(
        (r24.thread.as_deref(), r24.sequence),
        (Some("Call Half Input Adapter 5"), Some(3_104_796))
    );
    assert_eq!(r24.party.as_deref(), Some("+15403362012"));
    assert!(r24.correlation_id.is_some() && r24.extra.is_empty());
    let order = header(
        "CallP | SIP Endpoint | +15403362012 | Service Delivery Half Call | BCCT Worker #1 | 4312 | 1036366 | 0:0",
    );
    assert_eq!(order.party.as_deref(), Some("+15403362012"));
    assert_eq!(header("Generic").extra, Vec::<String>::new());
    // A Diameter column may hold a bar.
    assert_eq!(
        header("Diameter | xs.client;1462991553566;0|1").extra,
        ["xs.client;1462991553566;0|1"]
    );
    let text = "2015.12.21 16:32:54:926 EST | Info       | Sip | +1 | callhalf-2\n\n\t$ new CHSS > +15403362012 > callhalf-1:0 > callhalf-2";
    let record = XsLogRecord::read(&RawRecord::from_text(text)).unwrap();
    assert!(
        matches!(record.entry, XsLogEntry::NewCallHalf { parent, .. } if parent == "callhalf-1:0")
    );
}
