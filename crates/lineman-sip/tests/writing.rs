//! `read(write(message)) == message`, with values that try to break out of their line.

use lineman_model::Secret;
use lineman_sip::{
    CSeq, Challenge, Credentials, DigestAnswer, Frame, Message, Method, NameAddress,
    RequestBuilder, ResponseBuilder, StreamFramer, Via, answer_challenge,
};
use proptest::prelude::*;

fn hostile_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,40}",
        ".{0,40}",
        Just(String::from("a\r\nContact: <sip:evil@example.com>\r\n\r\n")),
        Just(String::from(
            "2016.04.27 18:49:52:686 EDT | Info | Sip | x\n\n\tudp 1 Bytes IN from a:1"
        )),
        Just(String::from("nul\0and | bar, \"quote\" <bracket> ;semi")),
        Just(String::from("名前 Jméno Имя")),
    ]
}

proptest! {
    #[test]
    fn a_request_survives_the_wire(
        method in "[A-Z]{1,12}",
        user in "[a-zA-Z0-9._+-]{1,20}",
        display in proptest::option::of("[^\r\n\0\\p{C}]{1,20}"),
        extra in proptest::collection::vec(("[A-Z][A-Za-z-]{2,12}", hostile_text()), 0..8),
        body in proptest::collection::vec(any::<u8>(), 0..200),
        cseq in 0_u32..(1 << 31),
    ) {
        let from = NameAddress {
            display: display.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
            ..NameAddress::new(format!("sip:{user}@example.com")).with_parameter("tag", Some("t1"))
        };
        let to = NameAddress::new(format!("sip:{user}@example.com"));
        let via = Via::new("udp", "192.0.2.1", 5060, "z9hG4bK1");
        let method = Method::from_name(&method);
        let mut builder =
            RequestBuilder::new(method.clone(), "sip:example.com", &via, &from, &to, "c1", cseq);
        for (name, value) in &extra {
            builder = builder.header(&format!("X-{name}"), value);
        }
        let message = builder.body("application/octet-stream", body.clone()).build();
        let read = Message::from_wire(&message.to_bytes()).expect("our own message");
        prop_assert_eq!(&read, &message);
        prop_assert_eq!(read.from(), Ok(from));
        prop_assert_eq!(read.top_via(), Ok(via));
        prop_assert_eq!(read.cseq(), Ok(CSeq { number: cseq, method }));
        prop_assert_eq!(&read.body, &body);
        // Exactly the fields that were put in: no value opened another one.
        prop_assert_eq!(read.headers.len(), 6 + extra.len() + 2);
        let mut framer = StreamFramer::accepting();
        prop_assert_eq!(framer.push(&message.to_bytes()), Ok(vec![Frame::Message(message.to_bytes())]));

        let response = ResponseBuilder::new(&read, 200, "tt").header("Server", "x").build();
        let read = Message::from_wire(&response.to_bytes()).expect("our own response");
        prop_assert_eq!(&read, &response);
        prop_assert_eq!(read.to().expect("To").tag(), Some(String::from("tt")));
    }

    #[test]
    fn digest_fields_survive_the_wire(
        username in "[^\r\n\0]{1,30}",
        realm in "[^\r\n\0]{0,30}",
        nonce in "[^\r\n\0]{1,30}",
        password in ".{0,20}",
    ) {
        let challenge = Challenge { opaque: Some(realm.clone()), ..Challenge::md5(&realm, &nonce) };
        prop_assert_eq!(&Challenge::parse(&challenge.to_string()).expect("challenge"), &challenge);
        let password = Secret::new(password);
        let answer = DigestAnswer {
            username: &username,
            password: &password,
            method: "REGISTER",
            uri: "sip:example.com",
            cnonce: "c",
            nonce_count: 2,
        };
        let credentials = answer_challenge(&challenge, &answer).expect("MD5");
        let read = Credentials::parse(&credentials.to_string()).expect("credentials");
        prop_assert_eq!(&read, &credentials);
        prop_assert!(read.proves(&password, "REGISTER"));
    }
}

#[test]
fn a_provisional_response_gets_no_tag_and_a_tag_is_kept() {
    let via = Via::new("udp", "h", 5060, "z9hG4bK1");
    let address = NameAddress::new("sip:u@h");
    let request = |to: &NameAddress| {
        RequestBuilder::new(Method::Options, "sip:h", &via, &address, to, "c", 1).build()
    };
    let trying = ResponseBuilder::new(&request(&address), 100, "new").build();
    assert_eq!(trying.to().expect("To").tag(), None);
    let tagged = address.clone().with_parameter("tag", Some("old"));
    let ok = ResponseBuilder::new(&request(&tagged), 200, "new").build();
    assert_eq!(ok.to().expect("To").tag().as_deref(), Some("old"));
}

#[test]
fn credentials_do_not_print_their_answer() {
    let text = "Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"0123456789abcdef\"";
    let credentials = Credentials::parse(text).expect("credentials");
    assert!(!format!("{credentials:?}").contains("0123456789abcdef"));
}

#[test]
fn a_log_shows_a_message_without_the_answer_to_its_challenge() {
    let wire =
        b"REGISTER sip:h SIP/2.0\r\nauthorization: Digest username=\"u\", response=\"0123abcd\", \
        uri=\"sip:h\"\r\nl: 0\r\n\r\n";
    let unquoted = Message::log_text(b"Authorization: Digest RESPONSE = 0123abcd,nc=1\r\n");
    assert_eq!(unquoted, "Authorization: Digest RESPONSE = ********,nc=1");
    let text = Message::log_text(wire);
    assert!(text.contains("response=\"********\", uri=\"sip:h\"\nl: 0"), "{text}");
    assert!(text.ends_with("l: 0"));
    // LOG-016: the byte count of the dump stays that of the wire.
    assert_eq!(text.replace('\n', "\r\n").len() + 4, wire.len());
}
