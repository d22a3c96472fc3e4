//! Another parser reads what we write, and we read what it writes (rsipstack, a dev-dependency).
#![allow(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use lineman_model::Secret;
use lineman_sip::{
    Challenge, DigestAnswer, Message, Method, NameAddress, RequestBuilder, ResponseBuilder, Via,
    answer_challenge,
};
use proptest::prelude::*;
use rsipstack::sip::{HeadersExt as _, Request, Response};

fn register(user: &str, call_id: &str, cseq: u32, body: &[u8]) -> Message {
    let via = Via::new("udp", "192.0.2.1", 5062, "z9hG4bKabc");
    let to = NameAddress::new(format!("sip:{user}@example.com"));
    let from = to.clone().with_parameter("tag", Some("t1"));
    let challenge = Challenge::md5("BroadWorks", "n1");
    let answer = DigestAnswer {
        username: user,
        password: &Secret::new("secret"),
        method: "REGISTER",
        uri: "sip:example.com",
        cnonce: "c",
        nonce_count: 1,
    };
    let credentials = answer_challenge(&challenge, &answer).expect("MD5").to_string();
    let uri = "sip:example.com";
    RequestBuilder::new(Method::Register, uri, &via, &from, &to, call_id, cseq)
        .header("Contact", format!("<sip:{user}@192.0.2.1:5062;transport=tcp>;expires=60"))
        .header("Path", "<sip:sbc.example.com:5060;lr>")
        .header("Authorization", credentials)
        .body("application/octet-stream", body)
        .build()
}

/// What both must agree on: start, hop, dialog, order, body.
fn essence(message: &Message) -> [String; 5] {
    [
        message.start_line_text(),
        message.top_via().expect("Via").branch().expect("a branch"),
        message.from().expect("From").tag().expect("a tag"),
        message.call_id().expect("Call-ID").to_owned(),
        message.cseq().expect("CSeq").to_string(),
    ]
}

proptest! {
    #[test]
    fn requests_mean_the_same_to_both(
        user in "[a-zA-Z0-9._+-]{1,20}",
        call_id in "[a-zA-Z0-9.@-]{1,40}",
        cseq in 1_u32..(1 << 31),
        body in proptest::collection::vec(any::<u8>(), 0..100),
    ) {
        let ours = register(&user, &call_id, cseq, &body);
        let theirs = Request::try_from(&ours.to_bytes()[..]).expect("the other parser reads ours");
        prop_assert_eq!(theirs.method.to_string(), "REGISTER");
        prop_assert_eq!(theirs.uri.to_string(), "sip:example.com");
        prop_assert_eq!(theirs.call_id_header().expect("Call-ID").value(), call_id.as_str());
        let contacts = theirs.typed_contact_headers().expect("Contact");
        prop_assert_eq!(contacts.len(), 1);
        prop_assert_eq!(&theirs.body, &body);
        let back = Message::from_wire(&theirs.to_bytes()).expect("we read theirs");
        prop_assert_eq!(essence(&back), essence(&ours));
        prop_assert_eq!(back.contacts(), ours.contacts());
        prop_assert_eq!(back.authorization(), ours.authorization());
        prop_assert_eq!(back.path(), ours.path());
        prop_assert_eq!(back.body, body);
    }

    #[test]
    fn responses_mean_the_same_to_both(status in 100_u16..700, cseq in 1_u32..(1 << 31)) {
        let request = register("una", "c1", cseq, b"");
        let ours = ResponseBuilder::new(&request, status, "tt")
            .header("WWW-Authenticate", Challenge::md5("BroadWorks", "n2").to_string())
            .build();
        let theirs = Response::try_from(&ours.to_bytes()[..]).expect("the other parser reads ours");
        prop_assert_eq!(theirs.status_code.code(), status);
        let value = theirs.to_header().expect("To").value().to_owned();
        let to = NameAddress::parse(&value).expect("an address");
        prop_assert_eq!(to.tag().is_some(), status != 100);
        let text = theirs.to_string();
        let back = Message::from_wire(text.as_bytes()).expect("we read theirs");
        prop_assert_eq!(back.status(), Some(status));
        prop_assert_eq!(essence(&back)[1..].to_vec(), essence(&ours)[1..].to_vec());
        prop_assert_eq!(back.challenge(), ours.challenge());
    }
}
