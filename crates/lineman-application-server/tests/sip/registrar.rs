//! The registrar over real sockets: who may talk, digest, contacts, order, XSLog (step 7.2).

use lineman_logs::sip_dump::Direction;
use lineman_logs::xs_log::XsLogEntry;
use lineman_model::Timestamp;
use lineman_sip::{Challenge, Message, Method, Via};
use lineman_sip_transport::Protocol;
use tokio::net::UdpSocket;

use crate::common::{ANY, Bench, LINE, PATH};

const FIRST: &str = "<sip:221@192.0.2.9:5062>";

#[tokio::test]
async fn a_registration_is_challenged_kept_with_its_path_and_refreshed() {
    let mut bench = Bench::new().await;
    let fields =
        [("Contact", FIRST), ("Expires", "600"), ("Path", PATH), ("User-Agent", "WebexTeams")];
    let ok = bench.sign_in("c1", "right", &fields).await;
    assert_eq!(ok.status(), Some(200));
    assert_eq!(ok.headers.get("Contact"), Some("<sip:221@192.0.2.9:5062>;expires=600"));
    assert_eq!(ok.expires(), Ok(Some(600)));
    assert_eq!(ok.headers.get("Path"), Some(PATH));
    let tag = ok.to().expect("To").tag().expect("a tag");
    assert!(tag.ends_with("-1800000000000"), "log-formats.md 1.3: {tag}");

    let kept = bench.store.registrations().list(LINE, Timestamp::EPOCH).await.expect("a list");
    assert_eq!(kept[0].path.as_deref(), Some(PATH));
    assert_eq!(kept[0].user_agent.as_deref(), Some("WebexTeams"));
    bench.clock.advance_millis(590_000);
    assert_eq!(bench.sign_in("c1", "right", &fields).await.status(), Some(200));
    bench.clock.advance_millis(590_000);
    assert_eq!(bench.contacts().await, ["sip:221@192.0.2.9:5062"]);
    bench.clock.advance_millis(20_000);
    assert!(bench.contacts().await.is_empty(), "its life is over");
}

#[tokio::test]
async fn a_wrong_password_gets_one_more_challenge_and_then_403() {
    // CAL-010, docs/wire.md.
    let mut bench = Bench::new().await;
    let fields = [("Contact", FIRST)];
    let second = bench.sign_in("c1", "wrong", &fields).await;
    let first_nonce = second.challenge().expect("readable").expect("there").nonce;
    let again = bench.authorized(&second, "c1", "wrong", &fields);
    assert_eq!(bench.ask(&again).await.status(), Some(403));
    let other = bench.sign_in("c2", "wrong", &fields).await;
    assert_eq!(other.status(), Some(401), "another Call-ID starts anew");
    assert_ne!(other.challenge().expect("readable").expect("there").nonce, first_nonce);
    assert!(bench.contacts().await.is_empty());
}

#[tokio::test]
async fn a_nonce_is_not_good_twice_and_not_for_ever() {
    let mut bench = Bench::new().await;
    let fields = [("Contact", FIRST)];
    let request = bench.register(LINE, "c1", &fields);
    let challenge = bench.ask(&request).await;
    let good = bench.authorized(&challenge, "c1", "right", &fields);
    assert_eq!(bench.ask(&good).await.status(), Some(200));
    // The same answer in a new request: somebody listened.
    let replayed = bench.authorized(&challenge, "c1", "right", &fields);
    let stale = bench.ask(&replayed).await;
    assert!(stale.challenge().expect("readable").expect("there").stale);
    let late = bench.authorized(&stale, "c1", "right", &fields);
    bench.clock.advance_millis(600_000);
    let late = bench.ask(&late).await;
    assert!(late.challenge().expect("readable").expect("there").stale);
}

#[tokio::test]
async fn contacts_come_and_go_in_the_order_of_cseq() {
    let mut bench = Bench::new().await;
    let second = "<sip:221@192.0.2.8:5062>";
    assert_eq!(bench.sign_in("c1", "right", &[("Contact", FIRST)]).await.status(), Some(200));
    let both = bench.sign_in("c2", "right", &[("Contact", second)]).await;
    assert_eq!(both.headers.get_all("Contact").count(), 2);
    // An older CSeq of the same Call-ID changes nothing (RFC 3261 section 10.3).
    let newest = std::mem::replace(&mut bench.cseq, 0);
    let late = bench.sign_in("c1", "right", &[("Contact", FIRST), ("Expires", "0")]).await;
    assert_eq!(late.status(), Some(500));
    bench.cseq = newest;
    assert_eq!(bench.contacts().await.len(), 2);
    let left = bench.sign_in("c1", "right", &[("Contact", FIRST), ("Expires", "0")]).await;
    assert_eq!(left.headers.get_all("Contact").count(), 1);
    assert_eq!(bench.contacts().await, ["sip:221@192.0.2.8:5062"]);
    let asked = bench.sign_in("c3", "right", &[]).await;
    assert_eq!(asked.headers.get_all("Contact").count(), 1, "a question changes nothing");
    let none = bench.sign_in("c3", "right", &[("Contact", "*"), ("Expires", "0")]).await;
    assert_eq!((none.status(), none.headers.get("Contact")), (Some(200), None));
    assert!(bench.contacts().await.is_empty());
}

#[tokio::test]
async fn what_cannot_be_served_is_refused() {
    let mut bench = Bench::new().await;
    let stranger = bench.register("999@bw.example.com", "c1", &[("Contact", FIRST)]);
    assert_eq!(bench.ask(&stranger).await.status(), Some(404));
    let demanding = bench.register(LINE, "c2", &[("Require", "path, outbound")]);
    let refused = bench.ask(&demanding).await;
    assert_eq!(
        (refused.status(), refused.headers.get("Unsupported")),
        (Some(420), Some("outbound"))
    );
    let brief = bench.sign_in("c3", "right", &[("Contact", FIRST), ("Expires", "5")]).await;
    assert_eq!((brief.status(), brief.headers.get("Min-Expires")), (Some(423), Some("60")));
    let odd = bench.sign_in("c4", "right", &[("Contact", "*")]).await;
    assert_eq!(odd.status(), Some(400));
    let basic = bench.register(LINE, "c5", &[("Authorization", "Basic dW5hOnJpZ2h0")]);
    assert_eq!(bench.ask(&basic).await.status(), Some(401));
    for (name, status) in [("OPTIONS", 200), ("SUBSCRIBE", 405), ("JUMP", 501)] {
        bench.cseq += 1;
        let request = bench.request(Method::from_name(name), LINE, "c6", &[]);
        let answer = bench.ask(&request).await;
        assert_eq!((answer.status(), answer.headers.get("Allow").is_some()), (Some(status), true));
    }
    let somebody = UdpSocket::bind(ANY).await.expect("a socket");
    let mut request = bench.register(LINE, "c7", &[("Contact", FIRST)]);
    let own = somebody.local_addr().expect("bound");
    request.set_top_via(&Via::new("udp", "127.0.0.1", own.port(), "z9hG4bKx"));
    assert_eq!(bench.ask_from(&somebody, &request).await.status(), Some(403));
}

#[tokio::test]
async fn every_message_is_in_the_xslog_once_and_forges_nothing() {
    // LOG-005, log-formats.md 2.1 and 2.2.
    let mut bench = Bench::new().await;
    let forged =
        "x\r\n\r\n2026.01.01 00:00:00:000 GMT+00:00 | Info       | Sip | +1 | callhalf-1:0";
    let fields = [("Contact", FIRST), ("Subject", forged)];
    assert_eq!(bench.sign_in("c1", "right", &fields).await.status(), Some(200));
    let records = bench.records();
    assert_eq!(records.len(), 4, "two requests, two answers");
    for (place, record) in records.iter().enumerate() {
        let XsLogEntry::Sip(dump) = &record.entry else { panic!("a SIP record: {record:?}") };
        let way = if place % 2 == 0 { Direction::In } else { Direction::Out };
        assert_eq!((dump.direction, dump.transport.as_str()), (way, "udp"));
        assert_eq!(dump.bytes, dump.message.replace('\n', "\r\n").len() + 4);
        assert_eq!(record.party.as_deref(), Some(LINE));
        assert_eq!(record.sequence, u64::try_from(place).ok().map(|place| place + 1));
        assert_eq!(record.correlation_id, records[0].correlation_id);
        assert!(record.correlation_id.is_some() && record.thread.is_some());
        assert_eq!(
            Message::from_log(&dump.message).expect("a message").message.call_id(),
            Ok("c1")
        );
    }
    assert!(!bench.log.text().contains("right"), "no password in any log");
}

#[tokio::test]
async fn the_later_client_of_a_platform_type_has_the_session() {
    // CAL-015, CAL-017: two clients of one platform type, one registration; the later one wins.
    const APP_LINE: &str = "222@bw.example.com";
    let mut bench = Bench::new().await;
    let first = ("<sip:222@192.0.2.1:5062>", "first");
    let second = ("<sip:222@192.0.2.2:5062>", "second");
    for client in [first, second] {
        let answer = bench.register_with("bo", APP_LINE, client.0, client.1).await;
        assert_eq!(answer.status(), Some(200));
        assert_eq!(answer.headers.get_all("Contact").count(), 1);
    }
    assert_eq!(bench.contacts_of(APP_LINE).await, ["sip:222@192.0.2.2:5062"]);
    // Its refresh does not take the session back; signing in anew does.
    let refused = bench.register_with("bo", APP_LINE, first.0, first.1).await;
    assert_eq!(refused.status(), Some(403));
    assert!(refused.headers.get("Warning").is_some_and(|why| why.contains("displaced")));
    assert_eq!(bench.contacts_of(APP_LINE).await, ["sip:222@192.0.2.2:5062"]);
    let anew = bench.register_with("bo", APP_LINE, first.0, "third").await;
    assert_eq!(anew.status(), Some(200));
    assert_eq!(bench.contacts_of(APP_LINE).await, ["sip:222@192.0.2.1:5062"]);
    let refused = bench.register_with("bo", APP_LINE, second.0, second.1).await;
    assert_eq!(refused.status(), Some(403));
}

#[tokio::test]
async fn both_digest_algorithms_are_offered_and_taken() {
    // RFC 8760.
    let mut bench = Bench::new().await;
    let fields = [("Contact", FIRST)];
    let request = bench.register(LINE, "c1", &fields);
    let answer = bench.ask(&request).await;
    let offered: Vec<Challenge> = answer
        .headers
        .get_all("WWW-Authenticate")
        .map(|value| Challenge::parse(value).expect("a challenge"))
        .collect();
    let names: Vec<_> = offered.iter().filter_map(|it| it.algorithm.as_deref()).collect();
    assert_eq!(names, ["MD5", "SHA-256"]);
    let mut strong = answer.clone();
    strong.headers.set("WWW-Authenticate", offered[1].to_string());
    let wrong = bench.authorized(&strong, "c1", "wrong", &fields);
    assert_eq!(bench.ask(&wrong).await.status(), Some(401));
    let right = bench.authorized(&strong, "c1", "right", &fields);
    assert!(right.headers.get("Authorization").is_some_and(|it| it.contains("SHA-256")));
    assert_eq!(bench.ask(&right).await.status(), Some(200));
}

#[tokio::test]
async fn registrations_that_come_at_once_see_each_other_in_their_order() {
    let mut bench = Bench::new().await;
    let mut ready = Vec::new();
    for number in 0..12 {
        let call_id = format!("together-{number}");
        let contact = format!("<sip:221@192.0.2.9:{}>", 6000 + number);
        let fields = [("Contact", contact.as_str())];
        let request = bench.register(LINE, &call_id, &fields);
        let challenge = bench.ask(&request).await;
        ready.push(bench.authorized(&challenge, &call_id, "right", &fields));
    }
    let target = bench.handle.address(Protocol::Udp).expect("bound");
    for request in &ready {
        bench.sbc.send_to(&request.to_bytes(), target).await.expect("sent");
    }
    let mut answers = Vec::new();
    for _ in &ready {
        let mut buffer = vec![0_u8; 4000];
        let received = bench.sbc.recv_from(&mut buffer);
        let received = tokio::time::timeout(std::time::Duration::from_secs(5), received).await;
        let (length, _) = received.expect("in time").expect("an answer");
        let answer = Message::from_wire(&buffer[..length]).expect("a message");
        answers.push((answer.status(), answer.headers.get_all("Contact").count()));
    }
    // A line has ten contacts; who comes later finds no room.
    let kept = (1..=10).map(|count| (Some(200), count));
    let expected: Vec<_> = kept.chain([(Some(503), 0), (Some(503), 0)]).collect();
    assert_eq!(answers, expected);
    assert_eq!(bench.contacts().await.len(), 10);
}
