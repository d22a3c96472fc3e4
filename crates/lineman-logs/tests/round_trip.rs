//! What is written is read: every record alone and every record in a file, with values that try to
//! forge records (issue: log forging).

mod support;

use lineman_logs::authentication_service::{
    AuthenticationServiceEntry as Auth, AuthenticationServiceRecord,
};
use lineman_logs::call_settings_webview::{
    CallSettingsWebviewEntry as Webview, CallSettingsWebviewRecord,
};
use lineman_logs::client_calling::{ClientCallingEntry as Calling, ClientCallingRecord};
use lineman_logs::client_startup::{ClientStartupEntry as Startup, ClientStartupRecord};
use lineman_logs::dms_debug_log::{DmsDebugEntry as Dms, DmsDebugRecord};
use lineman_logs::http_block::{HttpRequestBlock, HttpResponseBlock};
use lineman_logs::nps_log::{NpsEntry as Nps, NpsRecord};
use lineman_logs::ns_xs_log::{NsXsLogEntry as Ns, NsXsLogRecord};
use lineman_logs::ps_log::{PsLogEntry as Ps, PsLogRecord};
use lineman_logs::push_event::PushEventEntry as Push;
use lineman_logs::sip_dump::{Direction, SipDump};
use lineman_logs::split::{Grammar, RawRecord};
use lineman_logs::xs_log::{XsLogEntry as Xs, XsLogRecord};
use lineman_logs::xsi_actions_log::{XsiActionsEntry as Xsi, XsiActionsRecord};
use lineman_model::Timestamp;
use proptest::prelude::*;
use support::{HOSTILE, records};

/// Any text, with a liking for the pieces that hurt.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => proptest::sample::select(HOSTILE).prop_map(str::to_owned),
        2 => "[a-zA-Z0-9@.+-]{1,8}",
        1 => any::<char>().prop_map(|character| character.to_string()),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn time() -> impl Strategy<Value = Timestamp> {
    (0_i64..4_000_000_000_000).prop_map(Timestamp::from_millis)
}

fn peer() -> impl Strategy<Value = String> {
    prop_oneof![Just("127.0.0.1:5060"), Just("[::1]:2208"), Just("localhost:80")]
        .prop_map(str::to_owned)
}

fn tracking() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(prop_oneof![
        Just(String::from("CLIENT_12345678-1234-1234-1234-123456789abc")),
        "[!-~]{1,12}",
        hostile(),
    ])
}

/// A body that is not empty, because an empty one is no body.
fn payload() -> impl Strategy<Value = String> {
    hostile().prop_map(|text| format!("<{text}"))
}

fn request() -> impl Strategy<Value = HttpRequestBlock> {
    let headers = proptest::collection::vec(("[A-Za-z-]{1,12}", hostile()), 0..4);
    let target = "(http://localhost:80)?/[a-z0-9/%@.]{0,20}";
    (target, headers, prop_oneof![Just(String::new()), payload()]).prop_map(
        |(target, headers, body)| HttpRequestBlock {
            method: String::from("POST"),
            target,
            headers,
            body,
        },
    )
}

fn response() -> impl Strategy<Value = HttpResponseBlock> {
    let headers = proptest::collection::vec(("[A-Za-z-]{1,12}", hostile()), 0..4);
    let reason =
        prop_oneof![Just(String::new()), Just(String::from("OK")), Just(String::from("Not Found"))];
    (100_u16..600, reason, headers, prop_oneof![Just(String::new()), payload()]).prop_map(
        |(status, reason, headers, body)| HttpResponseBlock { status, reason, headers, body },
    )
}

fn sip() -> impl Strategy<Value = SipDump> {
    (hostile(), any::<bool>(), peer()).prop_map(|(text, out, peer)| {
        let wire = format!(
            "SIP/2.0 200 OK\r\nTo: \"{}\" <sip:a@x>\r\nContent-Length: 0\r\n\r\n",
            text.replace(['\r', '\n'], "\r\n ")
        );
        let direction = if out { Direction::Out } else { Direction::In };
        SipDump::of_wire(wire.as_bytes(), "udp", direction, &peer)
    })
}

/// A body of no known kind: one that holds a request or a status line is read as such.
fn other() -> impl Strategy<Value = (String, Vec<String>, String)> {
    let columns = proptest::collection::vec(hostile(), 0..3);
    let body = hostile().prop_map(|text| {
        let text = text.replace("HTTP/1.1", "HTTP").replace("GET /", "GET").replace('=', "~");
        format!("note {text}")
    });
    (Just(String::from("Timer")), columns, body)
}

fn severity() -> impl Strategy<Value = String> {
    prop_oneof![Just("Info"), Just("FieldDebug"), Just("Warn")].prop_map(str::to_owned)
}

fn ps_entry() -> impl Strategy<Value = Ps> {
    prop_oneof![
        (peer(), hostile(), hostile()).prop_map(|(peer, user, document)| Ps::OciRequest {
            peer,
            user,
            document
        }),
        (peer(), hostile(), hostile()).prop_map(|(peer, user, document)| Ps::OciResponse {
            peer,
            user,
            document
        }),
        (
            "[a-z.]{1,20}[A-Z][A-Za-z0-9]{1,20}",
            proptest::option::of(0_u32..),
            hostile(),
            time(),
            time()
        )
            .prop_map(|(class, counter, user, started, ended)| Ps::Transaction {
                class,
                executed: counter.is_some(),
                counter: counter.map(|number| format!("write{number}")),
                user,
                level: String::from("System"),
                started,
                ended,
            }),
        request().prop_map(Ps::HttpRequest),
        (tracking(), response())
            .prop_map(|(tracking_id, response)| Ps::HttpResponse { tracking_id, response }),
        (tracking(), hostile(), hostile()).prop_map(|(tracking_id, url, reason)| Ps::HttpFailure {
            tracking_id,
            url,
            reason
        }),
        other().prop_map(|(channel, columns, body)| Ps::Other { channel, columns, body }),
    ]
}

fn xsi_entry() -> impl Strategy<Value = Xsi> {
    prop_oneof![
        (peer(), request()).prop_map(|(peer, request)| Xsi::Request { peer, request }),
        response().prop_map(Xsi::Response),
        (peer(), hostile()).prop_map(|(peer, document)| Xsi::OciRequest { peer, document }),
        (peer(), hostile()).prop_map(|(peer, document)| Xsi::OciResponse { peer, document }),
        request().prop_map(Xsi::TokenValidationRequest),
        response().prop_map(Xsi::TokenValidationResponse),
        (hostile(), hostile()).prop_map(|(target, reason)| Xsi::PeerFailure { target, reason }),
        other().prop_map(|(channel, columns, body)| Xsi::Other { channel, columns, body }),
    ]
}

fn auth_entry() -> impl Strategy<Value = Auth> {
    let maybe = || proptest::option::of(hostile());
    prop_oneof![
        (peer(), maybe(), request()).prop_map(|(peer, client_subject, request)| Auth::Request {
            peer,
            client_subject,
            request
        }),
        (peer(), maybe(), hostile()).prop_map(|(peer, subject, reason)| Auth::HandshakeRefused {
            peer,
            subject,
            reason
        }),
        (peer(), hostile()).prop_map(|(peer, document)| Auth::OciRequest { peer, document }),
        (peer(), hostile()).prop_map(|(peer, document)| Auth::OciResponse { peer, document }),
        (hostile(), hostile(), hostile(), time()).prop_map(|(subject, issuer, key_id, expires)| {
            Auth::TokenGenerated { subject, issuer, key_id, expires }
        }),
        (hostile(), hostile())
            .prop_map(|(subject, issuer)| Auth::TokenValidated { subject, issuer }),
        (maybe(), hostile()).prop_map(|(subject, reason)| Auth::TokenRejected { subject, reason }),
        (100_u16..600, hostile()).prop_map(|(status, body)| Auth::Response { status, body }),
        (hostile(), proptest::option::of(any::<u16>()), maybe())
            .prop_map(|(url, status, reason)| Auth::TokenInfo { url, status, reason }),
        (hostile(), hostile())
            .prop_map(|(subject, issuer)| Auth::IdentityTokenValidated { subject, issuer }),
        (maybe(), hostile())
            .prop_map(|(subject, reason)| Auth::IdentityTokenRejected { subject, reason }),
        other().prop_map(|(channel, columns, body)| Auth::Other { channel, columns, body }),
    ]
}

fn nps_entry() -> impl Strategy<Value = Nps> {
    let maybe = || proptest::option::of(hostile());
    let status = || proptest::option::of(any::<u16>());
    let words = || (hostile(), hostile(), hostile(), hostile());
    prop_oneof![
        (peer(), words(), maybe(), any::<u64>()).prop_map(|(peer, words, call_id, targets)| {
            let (notification, event, user, _) = words;
            Nps::Request { peer, notification, event, user, call_id, targets }
        }),
        (words(), status(), any::<u64>(), hostile(), maybe()).prop_map(
            |(words, status, attempts, outcome, reason)| {
                let (notification, target, provider, application) = words;
                Nps::Push {
                    notification,
                    target,
                    provider,
                    application,
                    status,
                    attempts,
                    outcome,
                    reason,
                }
            }
        ),
        (hostile(), hostile(), status(), maybe()).prop_map(|(provider, url, status, reason)| {
            Nps::AccessToken { provider, url, status, reason }
        }),
        (peer(), any::<u16>(), hostile()).prop_map(|(peer, status, reason)| Nps::Refused {
            peer,
            status,
            reason
        }),
        other().prop_map(|(channel, columns, body)| Nps::Other { channel, columns, body }),
    ]
}

fn push_event() -> impl Strategy<Value = Push> {
    let maybe = || proptest::option::of(hostile());
    prop_oneof![
        (hostile(), hostile(), hostile(), hostile(), hostile()).prop_map(
            |(user, registration, application, os, events)| Push::Registered {
                user,
                registration,
                application,
                os,
                events
            }
        ),
        (hostile(), hostile(), hostile()).prop_map(|(user, application, reason)| {
            Push::RegistrationRefused { user, application, reason }
        }),
        (hostile(), hostile(), hostile()).prop_map(|(user, registration, reason)| Push::Removed {
            user,
            registration,
            reason
        }),
        ((hostile(), hostile(), hostile()), maybe(), maybe(), maybe(), maybe()).prop_map(
            |((user, event, outcome), call_id, notification, registration, reason)| {
                Push::Decision { user, event, call_id, notification, registration, outcome, reason }
            }
        ),
    ]
}

fn dms_entry() -> impl Strategy<Value = Dms> {
    prop_oneof![
        (peer(), hostile(), hostile(), hostile()).prop_map(
            |(peer, method, path, authentication)| Dms::Request {
                peer,
                method,
                path,
                authentication
            }
        ),
        (hostile(), hostile(), hostile(), hostile(), any::<u64>()).prop_map(
            |(path, device_type, device_name, user, bytes)| Dms::FileServed {
                path,
                device_type,
                device_name,
                user,
                bytes
            }
        ),
        (hostile(), hostile(), hostile(), hostile()).prop_map(
            |(path, method, device_type, device_name)| Dms::Authenticated {
                path,
                method,
                device_type,
                device_name
            }
        ),
        (hostile(), hostile(), any::<u64>())
            .prop_map(|(device_name, file, bytes)| { Dms::FileBuilt { device_name, file, bytes } }),
        (hostile(), hostile(), hostile(), hostile()).prop_map(
            |(path, device_type, device_name, user)| Dms::NotModified {
                path,
                device_type,
                device_name,
                user
            }
        ),
        (hostile(), hostile(), any::<u64>())
            .prop_map(|(path, device_name, bytes)| { Dms::Uploaded { path, device_name, bytes } }),
        (hostile(), hostile(), hostile()).prop_map(|(tag, device_name, file)| Dms::TagUndefined {
            tag,
            device_name,
            file
        }),
        (hostile(), any::<u16>(), hostile()).prop_map(|(path, status, reason)| Dms::Refused {
            path,
            status,
            reason
        }),
        other().prop_map(|(channel, columns, body)| Dms::Other { channel, columns, body }),
    ]
}

fn webview_entry() -> impl Strategy<Value = Webview> {
    let maybe = || proptest::option::of(hostile());
    prop_oneof![
        (peer(), hostile(), hostile(), maybe(), maybe()).prop_map(
            |(peer, method, path, user, platform)| Webview::Request {
                peer,
                method,
                path,
                user,
                platform
            }
        ),
        (hostile(), maybe(), maybe(), any::<u16>(), any::<u64>()).prop_map(
            |(path, user, language, status, bytes)| Webview::Served {
                path,
                user,
                language,
                status,
                bytes
            }
        ),
        (hostile(), any::<u16>(), hostile()).prop_map(|(path, status, reason)| Webview::Refused {
            path,
            status,
            reason
        }),
        other().prop_map(|(channel, columns, body)| Webview::Other { channel, columns, body }),
    ]
}

fn ns_entry() -> impl Strategy<Value = Ns> {
    prop_oneof![
        sip().prop_map(Ns::Sip),
        (hostile(), proptest::option::of(hostile()), hostile()).prop_map(
            |(user, hosting_server, call_id)| Ns::Lookup { user, hosting_server, call_id }
        ),
        other().prop_map(|(channel, columns, body)| Ns::Other { channel, columns, body }),
    ]
}

fn xs_record() -> impl Strategy<Value = XsLogRecord> {
    let entry = prop_oneof![
        sip().prop_map(Xs::Sip),
        "[+]?[0-9]{3,12}".prop_map(|party| Xs::NewCallHalf {
            party,
            parent: String::from("callhalf-3:0"),
            child: String::from("callhalf-4"),
        }),
        hostile().prop_map(|text| Xs::Other(format!("note {text}"))),
    ];
    let half = prop_oneof![Just("Unknown"), Just("callhalf-39:0")].prop_map(str::to_owned);
    let id = String::from("5ff0de06-90a9-4bb6-892a-610d7441ed69");
    let correlation = proptest::option::of(Just(id));
    let thread = prop_oneof![Just("Call Half Input Adapter 5"), Just("a thread of ours")];
    let extra = proptest::collection::vec("[A-Z][a-z]{1,8} [a-z|]{1,8}", 0..2);
    let columns = (thread, 0_u64.., extra, hostile(), half, correlation);
    (time(), severity(), columns, entry).prop_map(|(time, severity, columns, entry)| {
        let (thread, sequence, extra, party, call_half, correlation_id) = columns;
        XsLogRecord {
            time,
            severity,
            channel: String::from("Sip"),
            thread: Some(thread.to_owned()),
            sequence: Some(sequence),
            party: Some(party),
            call_half: Some(call_half),
            correlation_id,
            extra,
            entry,
        }
    })
}

fn calling_entry() -> impl Strategy<Value = Calling> {
    let status = || proptest::option::of(100_u16..600);
    // Dashes and blanks of a device type are mended, so only plain ones come back as they were.
    let device_type = "[A-Za-z]{1,8}( - [A-Za-z]{1,8})?";
    prop_oneof![
        (hostile(), status(), proptest::collection::vec(hostile(), 0..3), hostile()).prop_map(
            |(path, status, device_types, tracking_id)| Calling::AccessDeviceList {
                path,
                status,
                device_types,
                tracking_id
            }
        ),
        device_type.prop_map(|device_type| Calling::DeviceProfileNotFound { device_type }),
        (status(), hostile())
            .prop_map(|(status, tracking_id)| Calling::DeviceToken { status, tracking_id }),
        (hostile(), status(), hostile()).prop_map(|(path, status, tracking_id)| {
            Calling::ConfigDownload { path, status, tracking_id }
        }),
        (hostile(), any::<u16>(), hostile())
            .prop_map(|(proxy, port, transport)| Calling::ConfigParsed { proxy, port, transport }),
        hostile().prop_map(|reason| Calling::ConfigParseFailed { reason }),
        any::<u32>().prop_map(|error_code| Calling::LoginError { error_code }),
        sip().prop_map(Calling::Sip),
        (peer(), hostile(), hostile()).prop_map(|(peer, transport, reason)| {
            Calling::SipTransportFailed { peer, transport, reason }
        }),
        (hostile(), peer()).prop_map(|(state, peer)| Calling::KeepAlive { state, peer }),
        any::<u32>().prop_map(|expires| Calling::Registered { expires }),
        (status(), hostile())
            .prop_map(|(status, reason)| Calling::RegistrationFailed { status, reason }),
    ]
}

/// Writes three records into one file, cuts it again, and reads.
fn through_a_file<T: PartialEq + std::fmt::Debug>(
    written: &[T],
    write: impl Fn(&T) -> String,
    read: impl Fn(&RawRecord<'_>) -> Option<T>,
) -> Result<(), TestCaseError> {
    let file: String = written.iter().map(write).collect();
    for grammar in [Grammar::BroadWorks, Grammar::Client, Grammar::Detect] {
        let raw = records(grammar, file.as_bytes());
        prop_assert_eq!(raw.len(), written.len(), "{}", &file);
        for (raw, expected) in raw.iter().zip(written) {
            prop_assert!(!raw.headless && !raw.recovered && !raw.truncated);
            let found = read(raw);
            prop_assert_eq!(found.as_ref(), Some(expected), "{}", &raw.text);
        }
    }
    Ok(())
}

fn three<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<T>> {
    proptest::collection::vec(strategy, 3)
}

proptest! {
    #[test]
    fn pslog(written in three((time(), severity(), hostile(), ps_entry()).prop_map(|(time, severity, thread, entry)| PsLogRecord { time, severity, thread, entry }))) {
        through_a_file(&written, PsLogRecord::write, PsLogRecord::read)?;
    }

    #[test]
    fn xslog(written in three(xs_record())) {
        through_a_file(&written, XsLogRecord::write, XsLogRecord::read)?;
    }

    #[test]
    fn nsxslog(written in three((time(), severity(), ns_entry()).prop_map(|(time, severity, entry)| NsXsLogRecord { time, severity, entry }))) {
        through_a_file(&written, NsXsLogRecord::write, NsXsLogRecord::read)?;
    }

    #[test]
    fn xsi_actions_log(written in three((time(), severity(), hostile(), tracking(), xsi_entry()).prop_map(|(time, severity, thread, tracking_id, entry)| XsiActionsRecord { time, severity, thread, tracking_id, entry }))) {
        through_a_file(&written, XsiActionsRecord::write, XsiActionsRecord::read)?;
    }

    #[test]
    fn authentication_service(written in three((time(), severity(), hostile(), tracking(), auth_entry()).prop_map(|(time, severity, thread, tracking_id, entry)| AuthenticationServiceRecord { time, severity, thread, tracking_id, entry }))) {
        through_a_file(&written, AuthenticationServiceRecord::write, AuthenticationServiceRecord::read)?;
    }

    #[test]
    fn call_settings_webview(written in three((time(), severity(), hostile(), tracking(), webview_entry()).prop_map(|(time, severity, thread, tracking_id, entry)| CallSettingsWebviewRecord { time, severity, thread, tracking_id, entry }))) {
        through_a_file(&written, CallSettingsWebviewRecord::write, CallSettingsWebviewRecord::read)?;
    }

    #[test]
    fn dms_debug_log(written in three((time(), severity(), hostile(), dms_entry()).prop_map(|(time, severity, thread, entry)| DmsDebugRecord { time, severity, thread, entry }))) {
        through_a_file(&written, DmsDebugRecord::write, DmsDebugRecord::read)?;
    }

    #[test]
    fn nps_log(written in three((time(), severity(), hostile(), nps_entry()).prop_map(|(time, severity, thread, entry)| NpsRecord { time, severity, thread, entry }))) {
        through_a_file(&written, NpsRecord::write, NpsRecord::read)?;
    }

    /// CMP-027, LOG-005: in the XSLog, between its other records.
    #[test]
    fn push_in_the_xs_log(time in time(), entry in push_event()) {
        let record = entry.record(time);
        through_a_file(std::slice::from_ref(&record), XsLogRecord::write, XsLogRecord::read)?;
        prop_assert_eq!(Push::of_record(&record), Some(entry));
    }

    #[test]
    fn client_calling(written in three((time(), calling_entry()).prop_map(|(time, entry)| ClientCallingRecord::new(time, 7, "0x1f", entry)))) {
        through_a_file(&written, ClientCallingRecord::write, ClientCallingRecord::read)?;
    }

    #[test]
    fn client_startup(written in three((time(), hostile(), hostile(), hostile()).prop_map(|(time, name, state, tracking_id)| ClientStartupRecord::new(time, 7, "0x1f", Startup::Phase { name, state, tracking_id })))) {
        through_a_file(&written, ClientStartupRecord::write, ClientStartupRecord::read)?;
    }

    /// A message of no known kind, as it is.
    #[test]
    fn any_client_message(written in three((time(), hostile()).prop_map(|(time, text)| {
        let mut record = ClientStartupRecord::new(time, 7, "0x1f", Startup::Other);
        record.head.message = text;
        record.head
    }))) {
        through_a_file(&written, lineman_logs::client::ClientRecord::write, lineman_logs::client::ClientRecord::read)?;
    }
}
