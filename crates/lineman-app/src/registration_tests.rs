//! The registration without sockets.

use super::*;
use lineman_model::SeededRandom;
use lineman_sip::ResponseBuilder;

fn registration(protocol: Protocol) -> Registration {
    let account = Account {
        line: SipUri::parse("sip:221@bw.example.com").expect("a line"),
        auth_user: "una-sip".into(),
        auth_password: Secret::new("right"),
        user_agent: "WebexTeams (desktop/1)".into(),
        protocol,
        local_host: "192.0.2.9".into(),
        local_port: 5062,
    };
    Registration::new(account, 3600, Arc::new(SeededRandom::new(1)))
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn sent(outputs: &[Output]) -> Message {
    let [Output::Send(bytes)] = outputs else { panic!("one message: {outputs:?}") };
    Message::from_wire(bytes).expect("our own message")
}

fn challenge(request: &Message, nonce: &str) -> Message {
    let challenge = Challenge::md5("BroadWorks", nonce).to_string();
    ResponseBuilder::new(request, 401, "as").header("WWW-Authenticate", challenge).build()
}

fn proves(request: &Message, password: &str) -> bool {
    let credentials = request.authorization().expect("readable").expect("there");
    credentials.proves(&Secret::new(password), "REGISTER")
}

#[test]
fn a_challenge_is_answered_and_the_registration_refreshed() {
    let mut client = registration(Protocol::Udp);
    let first = sent(&client.begin(at(0)));
    first.check_request().expect("complete");
    assert_eq!(first.request_uri(), Some("sip:bw.example.com"));
    assert_eq!(first.authorization(), Ok(None));
    let second = sent(&client.received(at(10), challenge(&first, "n1")));
    assert!(proves(&second, "right"));
    assert_eq!(second.call_id(), first.call_id());
    assert_eq!(second.cseq().expect("CSeq").number, 2);
    let ok = ResponseBuilder::new(&second, 200, "as")
        .header(
            "Contact",
            "<sip:221@192.0.2.1:5062>;expires=7, <sip:221@192.0.2.9:5062>;expires=100",
        )
        .build();
    assert_eq!(client.received(at(20), ok), [Output::Registered { seconds: 100 }]);

    // Refreshed after four fifths of the life, with the same nonce and a higher count.
    assert!(client.tick(at(80_019)).is_empty());
    let refresh = sent(&client.tick(at(80_020)));
    let credentials = refresh.authorization().expect("readable").expect("there");
    assert_eq!(credentials.nonce_count.as_deref(), Some("00000002"));
}

#[test]
fn a_wrong_password_is_tried_twice() {
    let mut client = registration(Protocol::Udp);
    let first = sent(&client.begin(at(0)));
    let second = sent(&client.received(at(1), challenge(&first, "n1")));
    let third = sent(&client.received(at(2), challenge(&second, "n2")));
    let refused = ResponseBuilder::new(&third, 403, "as").build();
    let failed = Output::Failed { status: Some(403), reason: "Forbidden".into() };
    assert_eq!(client.received(at(3), refused), [failed]);
    // The user may have corrected it meanwhile.
    assert_eq!(sent(&client.tick(at(30_003))).authorization(), Ok(None));
}

#[test]
fn endless_challenges_end() {
    let mut client = registration(Protocol::Tcp);
    let mut request = sent(&client.begin(at(0)));
    for _ in 0..ATTEMPTS {
        request = sent(&client.received(at(1), challenge(&request, "n")));
    }
    let outputs = client.received(at(2), challenge(&request, "n"));
    assert!(matches!(outputs[..], [Output::Failed { status: Some(401), .. }]));
}

#[test]
fn silence_and_refusals_are_told_with_their_reason() {
    let mut client = registration(Protocol::Udp);
    let first = sent(&client.begin(at(0)));
    let silent = ResponseBuilder::new(&first, 503, "sbc")
        .header("Reason", "SIP;cause=503;text=\"location service did not answer\"")
        .build();
    let reason = "Service Unavailable: location service did not answer";
    let failed = Output::Failed { status: Some(503), reason: reason.into() };
    assert_eq!(client.received(at(1), silent), [failed]);

    let mut client = registration(Protocol::Udp);
    client.begin(at(0));
    let mut outputs = Vec::new();
    for time in (0..=TIMEOUT).step_by(100) {
        outputs.extend(client.tick(at(time)));
    }
    assert_eq!(outputs.last(), Some(&Output::Failed { status: None, reason: "no answer".into() }));

    let mut client = registration(Protocol::Tcp);
    let first = sent(&client.begin(at(0)));
    let outputs = client.undelivered(at(1), &first.to_bytes());
    assert_eq!(outputs, [Output::Failed { status: None, reason: "not reachable".into() }]);
}

#[test]
fn a_longer_life_is_asked_for_once() {
    let mut client = registration(Protocol::Udp);
    let first = sent(&client.begin(at(0)));
    let brief = |request: &Message, min: &str| {
        ResponseBuilder::new(request, 423, "as").header("Min-Expires", min).build()
    };
    let second = sent(&client.received(at(1), brief(&first, "7200")));
    assert_eq!(second.expires(), Ok(Some(7200)));
    let outputs = client.received(at(2), brief(&second, "9000"));
    assert!(matches!(outputs[..], [Output::Failed { status: Some(423), .. }]));
}

#[test]
fn leaving_asks_for_no_life_at_all() {
    let mut client = registration(Protocol::Udp);
    let first = sent(&client.begin(at(0)));
    let ok = ResponseBuilder::new(&first, 200, "as").build();
    client.received(at(1), ok);
    let last = sent(&client.leave(at(2)));
    assert_eq!(last.expires(), Ok(Some(0)));
    let ok = ResponseBuilder::new(&last, 200, "as").build();
    assert_eq!(client.received(at(3), ok), [Output::Unregistered]);
    assert!(client.tick(at(10_000_000)).is_empty(), "no refresh any more");
}
