//! What happens during a call, and what users have set.

use lineman_sip::MediaDirection;

use crate::world::World;

#[test]
fn hold_and_resume_pass_from_end_to_end() {
    let mut world = World::new(2);
    world.connect(0, 1);
    for (direction, heard) in
        [("sendonly", MediaDirection::SendOnly), ("sendrecv", MediaDirection::SendReceive)]
    {
        let messages = world.phones[0].reinvite(direction);
        world.send(0, messages);
        assert_eq!(world.status(0), Some(200));
        let session = world.phones[1].lines[0].heard.as_ref().expect("an offer");
        assert_eq!(session.direction(), heard);
    }
    // One origin per dialog: the version rises by each description (RFC 3264 section 8).
    let versions: Vec<u64> = world
        .seen(1, "INVITE")
        .iter()
        .map(|message| {
            let session = lineman_sip::SessionDescription::parse(&message.body).expect("readable");
            let origin = session.session_line('o').expect("an origin").to_owned();
            origin.split(' ').nth(2).expect("a version").parse().expect("a number")
        })
        .collect();
    assert_eq!(versions.len(), 3);
    assert!(versions.windows(2).all(|pair| pair[0] < pair[1]), "{versions:?}");
    world.hang_up(1);
    world.assert_idle();
}

#[test]
fn an_update_is_passed_on_and_an_empty_one_is_answered_here() {
    let mut world = World::new(2);
    world.connect(0, 1);
    let body = world.phones[0].session("sendonly");
    let messages = world.phones[0].request("UPDATE", &[], Some(body));
    world.send(0, messages);
    assert_eq!(world.seen(1, "UPDATE").len(), 1);
    let messages = world.phones[0].request("UPDATE", &[], None);
    world.send(0, messages);
    assert_eq!(world.seen(1, "UPDATE").len(), 1);
    world.hang_up(0);
    world.assert_idle();
}

#[test]
fn requests_that_we_do_not_serve_are_refused_and_do_no_harm() {
    let mut world = World::new(2);
    world.connect(0, 1);
    for method in ["INFO", "MESSAGE", "PRACK", "SUBSCRIBE", "JUMP", "NOTIFY"] {
        let messages = world.phones[0].request(method, &[], None);
        world.send(0, messages);
        let last = world.phones[0].seen.last().expect("an answer");
        let wanted = match method {
            "JUMP" => 501,
            "NOTIFY" => 489,
            _ => 405,
        };
        assert_eq!(last.status(), Some(wanted), "{method}");
    }
    assert_eq!((world.up(0), world.up(1)), (1, 1));
    world.hang_up(0);
    world.assert_idle();
}

#[test]
fn crossing_reinvites_are_told_apart() {
    let mut world = World::new(2);
    world.connect(0, 1);
    // The second phone does not answer while its user is asked.
    world.phones[1].dead = true;
    let messages = world.phones[0].reinvite("sendonly");
    world.send(0, messages);
    world.phones[1].dead = false;
    let messages = world.phones[1].reinvite("sendonly");
    world.send(1, messages);
    assert_eq!(world.status(1), Some(491), "RFC 3261 section 14.2");
    let messages = world.phones[0].reinvite("sendonly");
    world.send(0, messages);
    assert!(world.phones[0].statuses.contains(&500), "the first one is still open");
    world.pass(1_000);
    assert_eq!((world.up(0), world.up(1)), (1, 1));
    world.hang_up(0);
    world.assert_idle();
}

#[test]
fn do_not_disturb_and_no_call_waiting_are_busy() {
    let mut world = World::new(4);
    world.policy("u1").do_not_disturb = true;
    world.call(0, "u1");
    assert_eq!(world.status(0), Some(486));
    assert!(world.seen(1, "INVITE").is_empty());
    world.policy("u2").call_waiting = false;
    world.connect(3, 2);
    world.call(0, "u2");
    assert_eq!(world.status(0), Some(486));
    world.policy("u2").call_waiting = true;
    world.call(0, "u2");
    assert!(world.rings(2));
    world.cancel(0);
    world.hang_up(3);
    world.assert_idle();
}

#[test]
fn a_withheld_number_is_withheld_and_may_be_refused() {
    let mut world = World::new(3);
    world.private.push("u0".into());
    world.call(0, "u1");
    let ring = world.seen(1, "INVITE")[0];
    assert_eq!(ring.from().expect("From").uri, "sip:anonymous@anonymous.invalid");
    assert_eq!(ring.headers.get("Privacy"), Some("id"));
    let text = String::from_utf8_lossy(&ring.to_bytes()).into_owned();
    assert!(!text.contains("sip:u0@h") && !text.contains("U0"), "{text}");
    world.cancel(0);
    world.policy("u1").reject_anonymous = true;
    world.call(0, "u1");
    assert_eq!(world.status(0), Some(433), "RFC 5079");
    // For once.
    let invite = world.phones[2].invite("u1", true, &[("Privacy", "id")]);
    world.send(2, vec![invite]);
    assert_eq!(world.status(2), Some(433));
    world.assert_idle();
}

#[test]
fn a_device_that_vanishes_is_found_by_the_audit() {
    let mut world = World::new(2);
    world.connect(0, 1);
    world.pass(1_000_000);
    assert_eq!(world.seen(0, "OPTIONS").len(), 1);
    assert_eq!(world.up(0), 1, "both are there");
    world.phones[1].dead = true;
    world.pass(1_000_000);
    assert_eq!(world.up(0), 0);
    assert_eq!(world.seen(0, "BYE").len(), 1);
    world.assert_idle();
}

#[test]
fn a_caller_that_never_acknowledges_loses_the_call() {
    let mut world = World::new(2);
    world.call(0, "u1");
    world.phones[0].dead = true;
    world.answer(1, 200);
    world.pass(31_000);
    let copies =
        world.phones[0].seen.iter().filter(|message| message.status() == Some(200)).count();
    assert!(copies > 5, "the 200 is repeated: {copies}");
    world.pass(2_000);
    assert_eq!(world.up(1), 0);
    world.assert_idle();
}
