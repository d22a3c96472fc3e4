//! Calls are made, answered, refused, cancelled, and end.

use lineman_calls::AgentConfig;

use crate::world::World;

#[test]
fn a_call_is_answered_and_ended_by_either_side() {
    for who in [0, 1] {
        let mut world = World::new(2);
        world.connect(0, 1);
        assert_eq!(world.ringing, ["u1"]);
        let heard = world.phones[0].lines[0].heard.as_ref().expect("an answer");
        assert_eq!(heard.media[0].formats, ["0", "8"]);
        world.pass(5_000);
        world.hang_up(who);
        assert_eq!((world.up(0), world.up(1)), (0, 0));
        let record = &world.records[0];
        assert_eq!((record.caller.user_id.as_str(), record.status), ("u0", 200));
        assert_eq!(record.answered_by.as_ref().map(|by| by.user_id.as_str()), Some("u1"));
        assert_eq!(record.ended.since(record.started), 5_000);
        world.assert_idle();
    }
}

#[test]
fn refusals_reach_the_caller() {
    for (status, told) in [(486, 486), (603, 603), (488, 488), (480, 480), (404, 404), (401, 500)] {
        let mut world = World::new(2);
        world.call(0, "u1");
        world.answer(1, status);
        assert_eq!(world.status(0), Some(told));
        assert_eq!(world.records[0].status, told);
        world.assert_idle();
    }
}

#[test]
fn nobody_is_there() {
    let mut world = World::new(2);
    world.call(0, "u9");
    assert_eq!(world.status(0), Some(404));
    world.contacts.insert("u1".into(), Vec::new());
    world.call(0, "u1");
    assert_eq!(world.status(0), Some(480), "not registered");
    world.contacts.clear();
    world.phones[1].dead = true;
    world.call(0, "u1");
    world.pass(33_000);
    assert_eq!(world.status(0), Some(480), "registered and silent");
    world.assert_idle();
}

#[test]
fn a_call_that_nobody_answers_ends_by_itself() {
    let mut world = World::new(2);
    world.call(0, "u1");
    world.pass(119_000);
    assert!(world.rings(1));
    world.pass(2_000);
    assert!(!world.rings(1));
    assert_eq!(world.status(0), Some(480));
    world.assert_idle();
}

#[test]
fn the_caller_gives_up() {
    let mut world = World::new(2);
    world.call(0, "u1");
    world.cancel(0);
    assert_eq!(world.status(0), Some(487));
    assert!(!world.rings(1));
    world.assert_idle();
    assert_eq!(world.records[0].status, 487);
}

#[test]
fn all_devices_ring_and_the_first_answer_wins() {
    let mut world = World::new(4);
    world.contacts.insert("u1".into(), vec![1, 2, 3]);
    world.call(0, "u1");
    assert!(world.rings(1) && world.rings(2) && world.rings(3));
    world.answer(3, 486);
    assert_eq!(world.status(0), None, "one busy device is not the user");
    world.answer(2, 200);
    assert_eq!((world.up(0), world.up(2)), (1, 1));
    assert!(!world.rings(1));
    assert_eq!(world.seen(1, "CANCEL").len(), 1);
    assert_eq!(world.seen(2, "CANCEL").len(), 0);
    world.hang_up(0);
    world.assert_idle();
}

#[test]
fn two_answers_at_once_leave_one_call() {
    let mut world = World::new(3);
    world.contacts.insert("u1".into(), vec![1, 2]);
    world.call(0, "u1");
    // The answer of the second is under way when the first one wins.
    let late = world.phones[2].answer(200);
    world.answer(1, 200);
    world.send(2, late);
    assert_eq!((world.up(1), world.up(2)), (1, 0), "the loser got ACK and BYE");
    assert_eq!(world.seen(2, "BYE").len(), 1);
    world.hang_up(0);
    world.assert_idle();
}

#[test]
fn a_decline_speaks_for_all_devices() {
    let mut world = World::new(3);
    world.contacts.insert("u1".into(), vec![1, 2]);
    world.call(0, "u1");
    world.answer(1, 603);
    assert_eq!(world.status(0), Some(603));
    assert!(!world.rings(2));
    world.assert_idle();
}

#[test]
fn nothing_in_common_is_488() {
    let mut world = World::new(2);
    world.phones[1].formats = String::from("9");
    world.call(0, "u1");
    world.answer(1, 200);
    assert_eq!(world.status(0), Some(488));
    assert_eq!(world.up(1), 0, "the device that answered is let go");
    world.assert_idle();
}

#[test]
fn an_offer_may_come_late() {
    let mut world = World::new(2);
    let invite = world.phones[0].invite("u1", false, &[]);
    world.send(0, vec![invite]);
    assert!(world.seen(1, "INVITE")[0].body.is_empty());
    world.answer(1, 200);
    assert_eq!((world.up(0), world.up(1)), (1, 1));
    assert_eq!(world.seen(1, "ACK").len(), 1);
    assert!(!world.seen(1, "ACK")[0].body.is_empty(), "the answer is in the ACK");
    world.hang_up(1);
    world.assert_idle();
}

#[test]
fn what_cannot_be_served_is_refused() {
    let mut world = World::new(2);
    let cases: [(&[(&str, &str)], u16); 4] = [
        (&[("Require", "100rel")], 420),
        (&[("Require", "timer, replaces")], 420),
        (&[("Max-Forwards", "0")], 483),
        (&[("Content-Encoding", "gzip")], 415),
    ];
    for (fields, status) in cases {
        let mut invite = world.phones[0].invite("u1", true, &[]);
        for (name, value) in fields {
            invite.headers.set(name, value);
        }
        world.send(0, vec![invite]);
        assert_eq!(world.status(0), Some(status), "{fields:?}");
    }
    let mut invite = world.phones[0].invite("u1", true, &[]);
    invite.body = b"v=0\r\nnothing".to_vec();
    world.send(0, vec![invite]);
    assert_eq!(world.status(0), Some(400));
    assert!(world.seen(1, "INVITE").is_empty());
    world.assert_idle();
}

#[test]
fn the_number_of_calls_is_bounded() {
    let config = AgentConfig { max_calls: 1, ..AgentConfig::default() };
    let mut world = World::with(3, config);
    world.connect(0, 1);
    world.call(2, "u1");
    assert_eq!(world.status(2), Some(503));
    world.hang_up(0);
    world.assert_idle();
}

#[test]
fn max_forwards_goes_down_and_the_identity_of_both_sides_is_told() {
    let mut world = World::new(2);
    let mut invite = world.phones[0].invite("u1", true, &[]);
    invite.headers.set("Max-Forwards", "12");
    world.send(0, vec![invite]);
    let ring = world.seen(1, "INVITE")[0];
    assert_eq!(ring.headers.get("Max-Forwards"), Some("11"));
    let from = ring.from().expect("From");
    assert_eq!((from.uri.as_str(), from.display.as_deref()), ("sip:u0@h", Some("U0")));
    assert!(ring.headers.get("P-Asserted-Identity").is_some());
    assert!(ring.headers.get("X-BroadWorks-Correlation-Info").is_some());
    world.answer(1, 486);
    world.assert_idle();
}

#[test]
fn a_deaf_moment_of_a_phone_is_made_good_for() {
    // What the agent sends is repeated until it is heard (RFC 3261 section 17).
    let mut world = World::new(2);
    world.phones[1].dead = true;
    world.call(0, "u1");
    world.pass(2_000);
    assert!(!world.rings(1));
    world.phones[1].dead = false;
    world.pass(2_000);
    assert!(world.rings(1), "the INVITE came again");
    world.answer(1, 200);
    world.phones[1].dead = true;
    world.hang_up(0);
    world.pass(3_000);
    assert_eq!(world.up(1), 1);
    world.phones[1].dead = false;
    world.pass(5_000);
    assert_eq!(world.up(1), 0, "the BYE came again");
    world.assert_idle();
}
