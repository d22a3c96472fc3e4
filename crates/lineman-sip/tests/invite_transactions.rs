//! INVITE transactions against RFC 3261 sections 17.1.1, 17.2.1, 9 and RFC 6026.

use lineman_model::Timestamp;
use lineman_sip::{
    ClientInput, ClientOutput, ClientTransactions, Message, Method, NameAddress, RequestBuilder,
    ResponseBuilder, ServerInput, ServerKey, ServerOutput, ServerTransactions, Timers, Via,
};

fn request(method: Method, branch: &str) -> Message {
    let via = Via::new("udp", "192.0.2.1", 5060, branch);
    let from = NameAddress::new("sip:u@h").with_parameter("tag", Some("1"));
    let to = NameAddress::new("sip:v@h");
    RequestBuilder::new(method, "sip:v@h", &via, &from, &to, "c", 7)
        .header("Route", "<sip:p;lr>")
        .build()
}

fn invite() -> Message {
    request(Method::Invite, "z9hG4bK1")
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn answer(status: u16) -> Message {
    ResponseBuilder::new(&invite(), status, "t").build()
}

fn sent(outputs: &[ClientOutput<u8>]) -> Vec<Message> {
    outputs
        .iter()
        .filter_map(|output| match output {
            ClientOutput::Send { bytes, .. } => Message::from_wire(bytes).ok(),
            _ => None,
        })
        .collect()
}

fn statuses(outputs: &[ClientOutput<u8>]) -> Vec<u16> {
    outputs
        .iter()
        .filter_map(|output| match output {
            ClientOutput::Response { message, .. } => message.status(),
            _ => None,
        })
        .collect()
}

fn client(reliable: bool) -> ClientTransactions<u8> {
    let mut client = ClientTransactions::new(Timers::default(), 10);
    client.handle(at(0), ClientInput::Start { request: invite(), peer: 1, reliable });
    client
}

#[test]
fn an_unanswered_invite_is_repeated_at_doubled_intervals_and_given_up() {
    let mut client = client(false);
    let (mut times, mut end) = (Vec::new(), None);
    while let Some(deadline) = client.next_deadline() {
        let outputs = client.handle(deadline, ClientInput::Tick);
        times.extend(sent(&outputs).iter().map(|_| deadline.as_millis()));
        if outputs.iter().any(|output| matches!(output, ClientOutput::TimedOut { .. })) {
            end = Some(deadline.as_millis());
        }
    }
    assert_eq!(times, [500, 1500, 3500, 7500, 15500, 31500], "timer A has no ceiling");
    assert_eq!(end, Some(32_000), "timer B");
}

#[test]
fn a_ringing_invite_is_not_repeated_and_rings_no_longer_than_timer_c() {
    let mut client = client(false);
    assert_eq!(statuses(&client.handle(at(100), ClientInput::Response(answer(180)))), [180]);
    assert_eq!(client.next_deadline(), Some(at(240_100)));
    client.handle(at(5_000), ClientInput::Response(answer(180)));
    let outputs = client.handle(at(245_000), ClientInput::Tick);
    assert!(matches!(outputs[..], [ClientOutput::TimedOut { .. }]));
    assert!(client.is_empty());
}

#[test]
fn a_refusal_is_acknowledged_each_time_and_reported_once() {
    for reliable in [false, true] {
        let mut client = client(reliable);
        let outputs = client.handle(at(10), ClientInput::Response(answer(486)));
        let acks = sent(&outputs);
        assert_eq!(acks.len(), 1);
        assert_eq!(acks[0].method(), Some(&Method::Ack));
        assert_eq!(acks[0].headers.get("CSeq"), Some("7 ACK"));
        assert_eq!(acks[0].headers.get("Route"), Some("<sip:p;lr>"));
        assert_eq!(acks[0].to().expect("To").tag().as_deref(), Some("t"));
        assert_eq!(acks[0].top_via().expect("Via").branch().as_deref(), Some("z9hG4bK1"));
        assert_eq!(statuses(&outputs), [486]);
        if !reliable {
            let again = client.handle(at(600), ClientInput::Response(answer(486)));
            assert_eq!((sent(&again).len(), statuses(&again).len()), (1, 0));
        }
        client.handle(at(40_000), ClientInput::Tick);
        assert!(client.is_empty());
    }
}

#[test]
fn every_2xx_is_handed_on() {
    let mut client = client(false);
    for time in [10, 600, 1_600] {
        let outputs = client.handle(at(time), ClientInput::Response(answer(200)));
        assert_eq!((statuses(&outputs), sent(&outputs).len()), (vec![200], 0));
    }
    assert!(statuses(&client.handle(at(2_000), ClientInput::Response(answer(486)))).is_empty());
    client.handle(at(32_010), ClientInput::Tick);
    assert!(client.is_empty());
}

#[test]
fn a_cancel_waits_for_a_provisional_answer_and_the_487_ends_both() {
    let mut client = client(false);
    let branch = String::from("z9hG4bK1");
    assert!(client.handle(at(1), ClientInput::Cancel { branch: branch.clone() }).is_empty());
    let outputs = client.handle(at(100), ClientInput::Response(answer(180)));
    let cancels = sent(&outputs);
    assert_eq!(cancels.len(), 1);
    assert_eq!(cancels[0].headers.get("CSeq"), Some("7 CANCEL"));
    assert_eq!(cancels[0].to().expect("To").tag(), None);
    let ok = ResponseBuilder::new(&cancels[0], 200, "t").build();
    assert!(client.handle(at(110), ClientInput::Response(ok)).is_empty());
    let outputs = client.handle(at(120), ClientInput::Response(answer(487)));
    assert_eq!(statuses(&outputs), [487]);
    client.handle(at(60_000), ClientInput::Tick);
    assert!(client.is_empty());
}

#[test]
fn a_cancelled_invite_that_stays_silent_is_given_up() {
    let mut client = client(true);
    client.handle(at(100), ClientInput::Response(answer(180)));
    client.handle(at(200), ClientInput::Cancel { branch: String::from("z9hG4bK1") });
    let mut silent = 0;
    while let Some(deadline) = client.next_deadline() {
        let outputs = client.handle(deadline, ClientInput::Tick);
        silent +=
            outputs.iter().filter(|output| matches!(output, ClientOutput::TimedOut { .. })).count();
        assert!(deadline <= at(33_000));
    }
    assert_eq!(silent, 1, "the INVITE, not the CANCEL");
}

fn server(reliable: bool) -> (ServerTransactions<u8>, ServerKey) {
    let mut server = ServerTransactions::new(Timers::default(), 10);
    let input = ServerInput::Request { message: invite(), peer: 1, reliable };
    let outputs = server.handle(at(0), input);
    let [ServerOutput::Request { key, .. }] = &outputs[..] else { panic!("{outputs:?}") };
    let key = key.clone();
    (server, key)
}

fn repeats(server: &mut ServerTransactions<u8>, until: i64) -> (Vec<i64>, bool) {
    let (mut times, mut unheard) = (Vec::new(), false);
    while let Some(deadline) = server.next_deadline().filter(|due| *due <= at(until)) {
        for output in server.handle(deadline, ServerInput::Tick) {
            match output {
                ServerOutput::Send { .. } => times.push(deadline.as_millis()),
                ServerOutput::NotAcknowledged { .. } => unheard = true,
                other => panic!("unexpected {other:?}"),
            }
        }
    }
    (times, unheard)
}

#[test]
fn a_refusal_is_repeated_until_its_ack() {
    let (mut server, key) = server(false);
    assert!(server.is_pending(&key));
    server.handle(at(0), ServerInput::Response { key: key.clone(), message: answer(486) });
    assert!(!server.is_pending(&key));
    assert_eq!(repeats(&mut server, 4_000).0, [500, 1500, 3500]);
    let ack = request(Method::Ack, "z9hG4bK1");
    let input = ServerInput::Request { message: ack, peer: 1, reliable: false };
    assert!(server.handle(at(4_000), input.clone()).is_empty(), "absorbed");
    assert!(server.handle(at(4_100), input).is_empty(), "and so is a copy");
    assert!(repeats(&mut server, 100_000).0.is_empty());
    assert!(server.is_empty());
}

#[test]
fn a_refusal_over_a_stream_is_sent_once() {
    let (mut server, key) = server(true);
    server.handle(at(0), ServerInput::Response { key, message: answer(486) });
    assert!(repeats(&mut server, 31_999).0.is_empty());
    assert_eq!(server.len(), 1, "it waits for the ACK");
    repeats(&mut server, 32_000);
    assert!(server.is_empty());
}

#[test]
fn a_2xx_of_the_dialogs_end_is_repeated_until_it_is_acknowledged() {
    for heard in [true, false] {
        let (mut server, key) = server(false);
        server.handle(at(0), ServerInput::Accept { key: key.clone(), message: answer(200) });
        assert_eq!(repeats(&mut server, 1_600).0, [500, 1500]);
        let ack = request(Method::Ack, "z9hG4bK2");
        let input = ServerInput::Request { message: ack, peer: 1, reliable: false };
        assert!(matches!(server.handle(at(1_700), input)[..], [ServerOutput::Ack { .. }]));
        if heard {
            server.handle(at(1_700), ServerInput::Acknowledged { key });
        }
        let (times, unheard) = repeats(&mut server, 100_000);
        assert_eq!((times.is_empty(), unheard), (heard, !heard));
        assert!(server.is_empty());
    }
}

#[test]
fn a_proxy_passes_every_2xx_on_and_repeats_none() {
    let (mut server, key) = server(false);
    for time in [0, 500] {
        let message = answer(200);
        let outputs = server.handle(at(time), ServerInput::Response { key: key.clone(), message });
        assert!(matches!(outputs[..], [ServerOutput::Send { .. }]));
    }
    assert!(repeats(&mut server, 100_000).0.is_empty());
    assert!(server.is_empty());
}

#[test]
fn a_repeated_invite_gets_the_latest_answer() {
    let (mut server, key) = server(false);
    let again = ServerInput::Request { message: invite(), peer: 1, reliable: false };
    assert!(server.handle(at(1), again.clone()).is_empty());
    server.handle(at(2), ServerInput::Response { key, message: answer(180) });
    assert!(matches!(server.handle(at(3), again)[..], [ServerOutput::Send { repeated: true, .. }]));
    repeats(&mut server, 300_000);
    assert!(server.is_empty(), "an INVITE that nobody ever answers is forgotten");
}

#[test]
fn a_cancel_names_its_invite() {
    let (server, key) = server(false);
    let cancel = request(Method::Cancel, "z9hG4bK1");
    let named = ServerKey::of_cancelled(&cancel).expect("a key");
    assert_eq!(named, key);
    assert_ne!(ServerKey::of(&cancel), Some(key));
    assert!(server.is_pending(&named));
}
