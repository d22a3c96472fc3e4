//! Non-INVITE transactions against the timers of RFC 3261 section 17.

use lineman_model::Timestamp;
use lineman_sip::{
    ClientInput, ClientOutput, ClientTransactions, Message, Method, NameAddress, RequestBuilder,
    ResponseBuilder, ServerInput, ServerKey, ServerOutput, ServerTransactions, Timers, Via,
};

fn request(branch: &str) -> Message {
    let via = Via::new("udp", "192.0.2.1", 5060, branch);
    let address = NameAddress::new("sip:u@h").with_parameter("tag", Some("1"));
    RequestBuilder::new(
        Method::Register,
        "sip:h",
        &via,
        &address,
        &NameAddress::new("sip:u@h"),
        "c",
        1,
    )
    .build()
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// Ticks at every deadline until nothing is left; gives the times of each kind of output.
fn run(client: &mut ClientTransactions<u8>) -> (Vec<i64>, Vec<i64>) {
    let (mut sends, mut timeouts) = (Vec::new(), Vec::new());
    while let Some(deadline) = client.next_deadline() {
        for output in client.handle(deadline, ClientInput::Tick) {
            match output {
                ClientOutput::Send { .. } => sends.push(deadline.as_millis()),
                ClientOutput::TimedOut { .. } => timeouts.push(deadline.as_millis()),
                other => panic!("unexpected {other:?}"),
            }
        }
    }
    (sends, timeouts)
}

fn start(client: &mut ClientTransactions<u8>, reliable: bool) -> Vec<ClientOutput<u8>> {
    client.handle(at(0), ClientInput::Start { request: request("z9hG4bK1"), peer: 1, reliable })
}

#[test]
fn an_unanswered_request_is_repeated_with_growing_intervals_and_given_up() {
    let mut client = ClientTransactions::new(Timers::default(), 10);
    assert!(matches!(start(&mut client, false)[..], [ClientOutput::Send { .. }]));
    let (sends, timeouts) = run(&mut client);
    assert_eq!(sends, [500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500]);
    assert_eq!(timeouts, [32000]);
    assert!(client.is_empty());
}

#[test]
fn a_reliable_transport_repeats_nothing() {
    let mut client = ClientTransactions::new(Timers::default(), 10);
    start(&mut client, true);
    assert_eq!(run(&mut client), (vec![], vec![32000]));
}

#[test]
fn a_final_response_is_given_once_and_its_copies_are_absorbed() {
    let mut client = ClientTransactions::new(Timers::default(), 10);
    start(&mut client, false);
    let trying = ResponseBuilder::new(&request("z9hG4bK1"), 100, "").build();
    let ok = ResponseBuilder::new(&request("z9hG4bK1"), 200, "t").build();
    assert_eq!(client.handle(at(100), ClientInput::Response(trying)).len(), 1);
    assert_eq!(client.next_deadline(), Some(at(500)));
    // Proceeding: from now on every T2.
    assert_eq!(client.handle(at(500), ClientInput::Tick).len(), 1);
    assert_eq!(client.next_deadline(), Some(at(4500)));
    assert_eq!(client.handle(at(600), ClientInput::Response(ok.clone())).len(), 1);
    assert!(client.handle(at(700), ClientInput::Response(ok)).is_empty());
    assert_eq!(client.next_deadline(), Some(at(5600)), "timer K");
    assert!(client.handle(at(5600), ClientInput::Tick).is_empty());
    assert!(client.is_empty());
}

#[test]
fn a_response_of_another_transaction_or_method_is_dropped() {
    let mut client = ClientTransactions::new(Timers::default(), 10);
    start(&mut client, false);
    let stranger = ResponseBuilder::new(&request("z9hG4bK2"), 200, "t").build();
    assert!(client.handle(at(1), ClientInput::Response(stranger)).is_empty());
    let mut other = ResponseBuilder::new(&request("z9hG4bK1"), 200, "t").build();
    other.headers.set("CSeq", "1 OPTIONS");
    assert!(client.handle(at(1), ClientInput::Response(other)).is_empty());
}

#[test]
fn a_transport_error_ends_a_transaction_and_the_table_is_bounded() {
    let mut client = ClientTransactions::new(Timers::default(), 1);
    start(&mut client, false);
    let second = ClientInput::Start { request: request("z9hG4bK2"), peer: 1, reliable: false };
    assert!(matches!(client.handle(at(1), second)[..], [ClientOutput::Refused { .. }]));
    let error = ClientInput::TransportError { branch: "z9hG4bK1".into() };
    assert!(matches!(client.handle(at(2), error)[..], [ClientOutput::Unreachable { .. }]));
    assert_eq!((client.len(), client.next_deadline()), (0, None));
}

fn receive(server: &mut ServerTransactions<u8>, now: i64, branch: &str) -> Vec<ServerOutput<u8>> {
    let message = request(branch);
    server.handle(at(now), ServerInput::Request { message, peer: 1, reliable: false })
}

#[test]
fn retransmissions_are_absorbed_and_answered_from_memory() {
    let mut server = ServerTransactions::new(Timers::default(), 10);
    let first = receive(&mut server, 0, "z9hG4bK1");
    let [ServerOutput::Request { key, message, .. }] = &first[..] else {
        panic!("a new request: {first:?}");
    };
    assert!(receive(&mut server, 500, "z9hG4bK1").is_empty(), "not answered yet");
    let answer = ResponseBuilder::new(message, 200, "t").build();
    let input = ServerInput::Response { key: key.clone(), message: answer.clone() };
    let sent = server.handle(at(600), input.clone());
    assert!(matches!(sent[..], [ServerOutput::Send { repeated: false, .. }]));
    assert!(server.handle(at(601), input).is_empty(), "one final answer only");
    let again = receive(&mut server, 1500, "z9hG4bK1");
    let [ServerOutput::Send { bytes, repeated: true, .. }] = &again[..] else {
        panic!("the same answer: {again:?}");
    };
    assert_eq!(bytes[..], answer.to_bytes()[..]);
    // Timer J: 64 times T1 after the answer.
    assert_eq!(server.next_deadline(), Some(at(32_600)));
    server.handle(at(32_600), ServerInput::Tick);
    assert!(server.is_empty());
}

#[test]
fn a_full_table_refuses_and_unanswered_requests_are_forgotten() {
    let mut server = ServerTransactions::new(Timers::default(), 1);
    receive(&mut server, 0, "z9hG4bK1");
    assert!(matches!(receive(&mut server, 1, "z9hG4bK2")[..], [ServerOutput::Overloaded { .. }]));
    server.handle(at(32_000), ServerInput::Tick);
    assert!(matches!(receive(&mut server, 32_001, "z9hG4bK2")[..], [ServerOutput::Request { .. }]));
}

#[test]
fn a_finished_transaction_makes_room_for_a_new_one() {
    let mut server = ServerTransactions::new(Timers::default(), 1);
    receive(&mut server, 0, "z9hG4bK1");
    let first = request("z9hG4bK1");
    let key = ServerKey::of(&first).expect("a key");
    let message = ResponseBuilder::new(&first, 200, "t").build();
    server.handle(at(1), ServerInput::Response { key, message });
    assert!(matches!(receive(&mut server, 2, "z9hG4bK2")[..], [ServerOutput::Request { .. }]));
    assert_eq!(server.len(), 1);
    assert!(matches!(receive(&mut server, 3, "z9hG4bK3")[..], [ServerOutput::Overloaded { .. }]));
}

#[test]
fn senders_without_the_magic_cookie_are_told_apart_by_call_id_and_cseq() {
    let (a, mut b) = (request("1"), request("1"));
    assert_eq!(ServerKey::of(&a), ServerKey::of(&b));
    b.headers.set("Call-ID", "other");
    assert_ne!(ServerKey::of(&a), ServerKey::of(&b));
}
