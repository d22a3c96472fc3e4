//! Reading SIP: tolerant in form, strict about limits, never a panic.

use lineman_model::limits::{SIP_HEADERS, SIP_MESSAGE_BYTES};
use lineman_sip::{Contacts, Message, SipError};
use proptest::prelude::*;

const REGISTER: &str = "REGISTER sip:example.com SIP/2.0\r\n\
v: SIP/2.0/UDP proxy.example.com:5060;branch=z9hG4bKa, SIP/2.0/TCP client.example.com;branch=z9hG4bKb\r\n\
MAX-forwards: 69\r\n\
f: \"Una\" <sip:una@example.com>;tag=1\r\n\
t: <sip:una@example.com>\r\n\
i: abc@client\r\n\
CSEQ: 7 REGISTER\r\n\
m: <sip:una@192.0.2.1:5062>;expires=600,\r\n\
\t<sip:una@192.0.2.2>;q=0.5\r\n\
Path: <sip:sbc.example.com;lr>\r\n\
Expires: 3600\r\n\
l: 4\r\n\
\r\n\
bodyREST";

#[test]
fn compact_folded_and_shared_header_fields_are_read() {
    let message = Message::from_wire(REGISTER.as_bytes()).expect("a REGISTER");
    message.check_request().expect("complete");
    let vias = message.vias().expect("two hops");
    assert_eq!(vias.len(), 2);
    assert_eq!(vias[1].transport, "TCP");
    assert_eq!(message.from().expect("From").tag().as_deref(), Some("1"));
    assert_eq!(message.to().expect("To").tag(), None);
    assert_eq!(message.call_id(), Ok("abc@client"));
    assert_eq!(message.cseq().expect("CSeq").number, 7);
    assert_eq!(message.max_forwards(), Ok(Some(69)));
    assert_eq!(message.expires(), Ok(Some(3600)));
    let Contacts::Some(contacts) = message.contacts().expect("Contact") else {
        panic!("no wildcard here");
    };
    assert_eq!(contacts.len(), 2);
    assert_eq!(contacts[0].parameters.value("expires").as_deref(), Some("600"));
    assert_eq!(message.path().expect("Path")[0].uri, "sip:sbc.example.com;lr");
    assert_eq!(message.body, b"body", "bytes behind the body are dropped");
}

#[test]
fn line_feeds_alone_are_line_ends_too() {
    let message = Message::from_wire(REGISTER.replace("\r\n", "\n").as_bytes()).expect("LF only");
    assert_eq!(message, Message::from_wire(REGISTER.as_bytes()).expect("CRLF"));
}

#[test]
fn hops_that_share_a_line_are_taken_off_one_by_one() {
    let mut message = Message::from_wire(REGISTER.as_bytes()).expect("a REGISTER");
    message.remove_top_via();
    assert_eq!(message.top_via().expect("second hop").host, "client.example.com");
    message.remove_top_via();
    assert_eq!(message.top_via(), Err(SipError::Missing { name: "Via" }));
}

#[test]
fn a_logged_message_may_be_redacted_and_cut() {
    let text =
        "SIP/2.0 200 OK\nVia:SIP/2.0/UDP 10.0.0.1\nTo:<sip:[SIP 1]>;tag=x\n... ...\nCSeq:4 INV";
    let logged = Message::from_log(text).expect("a response");
    assert_eq!(logged.message.status(), Some(200));
    assert_eq!((logged.unread_lines, logged.complete_headers), (1, false));
    assert_eq!(logged.message.to().expect("To").tag().as_deref(), Some("x"));
    let redacted =
        Message::from_log("REGISTER sip:[Redacted by app] SIP/2.0\n\n").expect("redacted");
    assert_eq!(redacted.message.request_uri(), Some("sip:[Redacted by app]"));
    assert!(Message::from_wire(b"REGISTER sip:[a b] SIP/2.0\r\n\r\n").is_err());
}

#[test]
fn limits_hold() {
    let long = vec![b'x'; SIP_MESSAGE_BYTES + 1];
    assert_eq!(Message::from_wire(&long), Err(SipError::TooLong { limit: SIP_MESSAGE_BYTES }));
    let many = format!("OPTIONS sip:h SIP/2.0\r\n{}\r\n", "X: y\r\n".repeat(SIP_HEADERS + 1));
    assert_eq!(
        Message::from_wire(many.as_bytes()),
        Err(SipError::TooManyHeaders { limit: SIP_HEADERS })
    );
    let short = b"OPTIONS sip:h SIP/2.0\r\nContent-Length: 5\r\n\r\nabc";
    assert_eq!(Message::from_wire(short), Err(SipError::BodyTooShort { declared: 5, present: 3 }));
    for lengths in ["Content-Length: -1", "Content-Length: 1x", "Content-Length: 1\r\nl: 2"] {
        let text = format!("OPTIONS sip:h SIP/2.0\r\n{lengths}\r\n\r\nabc");
        assert_eq!(Message::from_wire(text.as_bytes()), Err(SipError::ContentLength), "{lengths}");
    }
}

#[test]
fn what_is_no_message_is_refused() {
    for (text, error) in [
        ("", SipError::Empty),
        ("\r\n\r\n", SipError::Empty),
        ("GET / HTTP/1.1\r\n\r\n", SipError::StartLine),
        ("SIP/2.0 99 Low\r\n\r\n", SipError::StartLine),
        ("SIP/2.0 2000 High\r\n\r\n", SipError::StartLine),
        ("OPTIONS sip:h SIP/3.0\r\n\r\n", SipError::StartLine),
        ("OPTIONS sip:h SIP/2.0\r\nno colon\r\n\r\n", SipError::HeaderLine { line: 2 }),
        ("OPTIONS sip:h SIP/2.0\r\n folded first\r\n\r\n", SipError::HeaderLine { line: 2 }),
        ("OPTIONS sip:h SIP/2.0\r\nX: y\r\n", SipError::NoEndOfHeaders),
    ] {
        assert_eq!(Message::from_wire(text.as_bytes()), Err(error), "{text:?}");
    }
}

#[test]
fn requests_without_mandatory_fields_are_named() {
    for name in ["v", "f", "t", "i", "CSEQ"] {
        let kept: Vec<&str> =
            REGISTER.split("\r\n").filter(|line| !line.starts_with(&format!("{name}:"))).collect();
        let message = Message::from_wire(kept.join("\r\n").as_bytes()).expect("still a message");
        assert!(matches!(message.check_request(), Err(SipError::Missing { .. })), "{name}");
    }
    let other = REGISTER.replace("7 REGISTER", "7 OPTIONS");
    let message = Message::from_wire(other.as_bytes()).expect("a message");
    assert_eq!(message.check_request(), Err(SipError::Malformed { name: "CSeq" }));
}

/// Every typed view must answer, whatever the bytes are.
fn look_at_everything(message: &Message) {
    let _ = message.check_request();
    let _ = message.vias();
    let _ = message.contacts();
    let _ = (message.path(), message.route(), message.record_route());
    let _ = (message.expires(), message.max_forwards(), message.content_length());
    let _ = (message.authorization(), message.challenge());
    if let Ok(address) = message.to() {
        let _ = address.sip_uri().map(|uri| uri.address_of_record());
    }
    let mut copy = message.clone();
    copy.remove_top_via();
    let _ = copy.to_bytes();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = Message::from_wire(&bytes).map(|message| look_at_everything(&message));
        let text = String::from_utf8_lossy(&bytes);
        let _ = Message::from_log(&text).map(|logged| look_at_everything(&logged.message));
    }

    #[test]
    fn a_mutated_message_is_read_without_panic(
        changes in proptest::collection::vec((0..REGISTER.len(), any::<u8>(), 0_u8..3), 1..12)
    ) {
        let mut bytes = REGISTER.as_bytes().to_vec();
        for (place, byte, kind) in changes {
            let place = place.min(bytes.len().saturating_sub(1));
            match kind {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, byte),
                _ => { bytes.remove(place); }
            }
        }
        if let Ok(message) = Message::from_wire(&bytes) {
            look_at_everything(&message);
            // What was read once is read again as the same message.
            let again = Message::from_wire(&message.to_bytes()).expect("our own bytes");
            prop_assert_eq!(again.start_line, message.start_line);
            prop_assert_eq!(again.body, message.body);
        }
    }
}
