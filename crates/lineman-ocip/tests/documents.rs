//! Documents as clients and servers write them (broadworks-wire.md 1.3, 1.6), and round trips.

use lineman_ocip::{
    Command, CommandKind, Document, DocumentError, Element, Encoding, ErrorResponse, Identity,
    Table, client,
};
use proptest::prelude::*;

#[test]
fn a_request_with_any_prefix_and_quote_is_read() {
    let text = "<?xml version='1.0' encoding='ISO-8859-1'?><ns0:BroadsoftDocument xmlns:ns0='C' \
        xmlns:i='http://www.w3.org/2001/XMLSchema-instance' protocol='OCI'>\
        <sessionId>s 1,2</sessionId><trackingId>CLIENT_1</trackingId>\
        <command i:type='UserGetRequest23V2' echo='e&amp;1'><userId>u1@example.com</userId></command>\
        <command i:type='UserModifyRequest22'><userId>u</userId><title i:nil='true'/></command>\
        </ns0:BroadsoftDocument>";
    let document = Document::from_bytes(text.as_bytes()).expect("a document");
    assert_eq!(document.identity, Identity::SessionId("s 1,2".into()));
    assert_eq!(document.tracking_id.as_deref(), Some("CLIENT_1"));
    let command = &document.commands[0];
    assert_eq!((command.name(), command.echo()), ("UserGetRequest23V2", Some("e&1")));
    assert_eq!(command.text("userId"), Some("u1@example.com"));
    assert_eq!(document.commands[1].text("title"), None);
    assert!(document.commands[1].body().child("title").is_some_and(Element::is_nil));
}

#[test]
fn answers_have_the_bytes_that_real_servers_send() {
    let request = Command::request("GroupDeleteRequest");
    let identity = Identity::SessionId("s-1".into());
    let success = Document::new(identity.clone(), vec![Command::success(&request)]);
    assert_eq!(
        String::from_utf8(success.to_wire()).expect("ascii"),
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n\
         <BroadsoftDocument protocol=\"OCI\" xmlns=\"C\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <sessionId xmlns=\"\">s-1</sessionId>\
         <command echo=\"\" xsi:type=\"c:SuccessResponse\" xmlns:c=\"C\" xmlns=\"\"/>\
         </BroadsoftDocument>\n"
    );
    let error = Command::error(&ErrorResponse::new("[Error 4008] User not found: x"), &request);
    let wire =
        String::from_utf8(Document::new(identity.clone(), vec![error]).to_wire()).expect("ascii");
    assert!(wire.contains(
        "<command type=\"Error\" echo=\"\" xsi:type=\"c:ErrorResponse\" xmlns:c=\"C\" xmlns=\"\">\
         <summary>[Error 4008] User not found: x</summary>\
         <summaryEnglish>[Error 4008] User not found: x</summaryEnglish></command>"
    ));
    let bare = Command::bare_error(&ErrorResponse::new("[Error 4001] Unauthorized transaction."));
    let wire = String::from_utf8(Document::new(identity, vec![bare]).to_wire()).expect("ascii");
    assert!(wire.contains("<command type=\"Error\" xsi:type=\"c:ErrorResponse\""));
}

#[test]
fn what_latin_1_cannot_hold_becomes_a_reference() {
    let command = Command::request("X").with("name", "Zoë 漢");
    let bytes = Document::new(Identity::UserId("u".into()), vec![command]).to_wire();
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    assert!(text.contains("<name>Zoë &#28450;</name>"));
    let read = Document::from_bytes(&bytes).expect("own document");
    assert_eq!(read.commands[0].text("name"), Some("Zoë 漢"));
}

#[test]
fn broken_documents_are_told_apart() {
    let read = |inner: &str| {
        Document::from_bytes(
            format!(
                "<BroadsoftDocument xmlns='C' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\
                 {inner}</BroadsoftDocument>"
            )
            .as_bytes(),
        )
    };
    assert_eq!(read("<sessionId>s</sessionId>"), Err(DocumentError::NoCommand));
    assert_eq!(read("<command xsi:type='X'/>"), Err(DocumentError::NoIdentity));
    assert_eq!(read("<sessionId>s</sessionId><command/>"), Err(DocumentError::UntypedCommand));
    let many = "<command xsi:type='X'/>".repeat(16);
    assert_eq!(
        read(&format!("<sessionId>s</sessionId>{many}")),
        Err(DocumentError::TooManyCommands)
    );
    assert_eq!(Document::from_bytes(b"<a/>"), Err(DocumentError::NotADocument));
    let prefixed = read("<sessionId>s</sessionId><command xsi:type='z:UserGetRequest21'/>")
        .expect("a document");
    assert_eq!(prefixed.commands[0].name(), "z:UserGetRequest21");
}

#[test]
fn a_log_text_is_indented_masked_and_readable() {
    let command = client::requests::authentication_verify("u1@example.com", "s3cret");
    let debug = format!("{command:?}");
    let document = Document::new(Identity::UserId("xsp".into()), vec![command])
        .with_tracking_id(Some("CLIENT_1".into()));
    let log = document.to_log();
    assert!(!log.contains("s3cret") && !debug.contains("s3cret"));
    assert!(log.contains("\n  <trackingId xmlns=\"\">CLIENT_1</trackingId>\n"));
    assert!(log.contains("\n    <userId>u1@example.com</userId>\n"));
    let read = Document::from_text(&format!("{log}\nmore text")).expect("a log text");
    assert_eq!(read.commands[0].text("userId"), Some("u1@example.com"));
}

#[test]
fn clients_read_answers_and_refusals() {
    let request = client::requests::user_device_list("u");
    let mut table = Table::new(&["Device Name", "Device Level", "Device Type", "Line/Port"]);
    table.push(["u-pc", "Group", "Business Communicator - PC", "u-pc@example.com"]);
    let answer = Command::answer("UserPrimaryAndSCADeviceGetListResponse", &request)
        .with_element(table.to_element("accessDeviceTable"));
    let rows = client::device_rows(&answer).expect("rows");
    assert_eq!((rows.len(), rows[0].line_port.as_str()), (1, "u-pc@example.com"));
    let refusal = Command::error(&ErrorResponse::new("[Error 4008] User not found: u"), &request);
    assert_eq!(client::device_rows(&refusal).expect_err("refused").number(), Some(4008));
    let other = Command::success(&request);
    assert_eq!(other.kind(), CommandKind::Success);
    assert!(client::success(&other).is_ok());
    assert!(matches!(client::device_rows(&other), Err(client::AnswerError::Unexpected { .. })));
    let short = Command::answer("UserGetLoginInfoResponse22V4", &request).with("loginType", "User");
    assert_eq!(
        client::LoginInfo::from_login_info(&short),
        Err(client::AnswerError::Missing("locale"))
    );
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            any::<char>(),
            proptest::sample::select(vec!['\r', '\n', '\0', ' ', '|', '<', '&', '漢', '\u{85}']),
        ],
        0..20,
    )
    .prop_map(|characters| lineman_xml_clean(&characters.into_iter().collect::<String>()))
}

/// XML cannot hold NUL and its like; the writer replaces them, so the expectation does too.
fn lineman_xml_clean(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => {
                character
            }
            _ => '\u{fffd}',
        })
        .collect()
}

fn identity() -> impl Strategy<Value = Identity> {
    prop_oneof![
        text().prop_map(Identity::SessionId),
        text().prop_map(Identity::UserId),
        text().prop_map(Identity::PhoneNumber),
        text().prop_map(Identity::LinePort),
        (text(), text(), text()).prop_map(|(id, organization_id, role)| {
            Identity::ExternalUserIdentity { id, organization_id, role }
        }),
    ]
}

fn command() -> impl Strategy<Value = Command> {
    (
        "[A-Z][A-Za-z0-9]{1,20}",
        proptest::option::of(text()),
        proptest::collection::vec(("[a-z][A-Za-z]{0,10}", text()), 0..5),
        text(),
        0..4,
    )
        .prop_map(|(name, echo, fields, summary, kind)| {
            let request = Command::request(&name);
            let request = match echo {
                Some(echo) => request.with_echo(echo),
                None => request,
            };
            match kind {
                0 => Command::success(&request),
                1 => Command::error(&ErrorResponse::new(summary), &request),
                2 => Command::bare_error(&ErrorResponse::new(summary).as_warning()),
                _ => fields
                    .into_iter()
                    .fold(request, |command, (name, text)| command.with(&name, text)),
            }
        })
}

proptest! {
    #[test]
    fn a_document_is_read_as_written(
        identity in identity(),
        tracking_id in proptest::option::of(text()),
        commands in proptest::collection::vec(command(), 1..=15),
        latin in any::<bool>(),
    ) {
        let mut document = Document::new(identity, commands).with_tracking_id(tracking_id);
        document.encoding = if latin { Encoding::Iso88591 } else { Encoding::Utf8 };
        prop_assert_eq!(Document::from_bytes(&document.to_wire()).expect("own document"), document);
    }
}
