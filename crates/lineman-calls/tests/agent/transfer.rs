//! REFER: blind and attended, and what can go wrong.

use crate::world::World;

fn refer(world: &mut World, phone: usize, target: &str) {
    let messages = world.phones[phone].request("REFER", &[("Refer-To", target)], None);
    world.send(phone, messages);
}

#[test]
fn a_blind_transfer_connects_the_other_two() {
    for leaves_at_once in [false, true] {
        let mut world = World::new(3);
        world.connect(0, 1);
        refer(&mut world, 0, "<sip:u2@h>");
        assert!(world.rings(2));
        assert_eq!(world.phones[0].notified, ["SIP/2.0 100 Trying"]);
        let ring = world.seen(2, "INVITE")[0];
        assert_eq!(ring.from().expect("From").uri, "sip:u1@h", "who is transferred calls");
        if leaves_at_once {
            world.hang_up(0);
            assert_eq!(world.up(1), 1, "the transfer goes on");
        }
        world.answer(2, 200);
        assert_eq!((world.up(0), world.up(1), world.up(2)), (0, 1, 1));
        if !leaves_at_once {
            assert_eq!(world.phones[0].notified.last().map(String::as_str), Some("SIP/2.0 200 OK"));
        }
        // Each hears the other's media.
        for (phone, other) in [(1, "p2"), (2, "p1")] {
            let heard = world.phones[phone].lines[0].heard.as_ref().expect("a description");
            assert_eq!(heard.session_line('c'), Some(format!("IN IP4 {other}").as_str()));
        }
        world.hang_up(2);
        assert_eq!(world.up(1), 0);
        world.assert_idle();
    }
}

#[test]
fn a_failed_blind_transfer_gives_the_call_back() {
    for (target, busy) in [("<sip:u2@h>", true), ("<sip:u9@h>", false)] {
        let mut world = World::new(3);
        world.connect(0, 1);
        refer(&mut world, 0, target);
        if busy {
            world.answer(2, 486);
        }
        let last = world.phones[0].notified.last().cloned().unwrap_or_default();
        assert!(last.starts_with(if busy { "SIP/2.0 486" } else { "SIP/2.0 404" }), "{last}");
        assert_eq!((world.up(0), world.up(1)), (1, 1));
        let messages = world.phones[0].reinvite("sendrecv");
        world.send(0, messages);
        assert_eq!(world.status(0), Some(200), "they can talk again");
        world.hang_up(0);
        assert_eq!(world.up(1), 0);
        world.assert_idle();
    }
}

#[test]
fn a_failed_transfer_whose_maker_has_left_ends_the_call() {
    let mut world = World::new(3);
    world.connect(0, 1);
    refer(&mut world, 0, "<sip:u2@h>");
    world.hang_up(0);
    world.answer(2, 486);
    assert_eq!(world.up(1), 0);
    world.assert_idle();
}

#[test]
fn who_is_transferred_may_hang_up() {
    let mut world = World::new(3);
    world.connect(0, 1);
    refer(&mut world, 0, "<sip:u2@h>");
    world.hang_up(1);
    assert!(!world.rings(2));
    assert_eq!(world.up(0), 0);
    world.assert_idle();
}

#[test]
fn an_attended_transfer_joins_two_calls() {
    let mut world = World::new(3);
    world.connect(0, 1);
    world.call(0, "u2");
    world.answer(2, 200);
    assert_eq!(world.up(0), 2);
    let consultation = &world.phones[0].lines[1].dialog;
    let target = format!(
        "<sip:u2@h?Replaces={}%3Bto-tag%3D{}%3Bfrom-tag%3D{}>",
        consultation.call_id,
        consultation.remote.tag().expect("a tag"),
        consultation.local.tag().expect("a tag"),
    );
    // REFER goes out in the first call.
    let second = world.phones[0].lines.pop().expect("two");
    let messages = world.phones[0].request("REFER", &[("Refer-To", &target)], None);
    world.phones[0].lines.push(second);
    world.send(0, messages);
    assert_eq!((world.up(0), world.up(1), world.up(2)), (0, 1, 1));
    assert_eq!(world.phones[0].notified.last().map(String::as_str), Some("SIP/2.0 200 OK"));
    for (phone, other) in [(1, "p2"), (2, "p1")] {
        let heard = world.phones[phone].lines[0].heard.as_ref().expect("a description");
        assert_eq!(heard.session_line('c'), Some(format!("IN IP4 {other}").as_str()));
    }
    world.hang_up(1);
    assert_eq!(world.up(2), 0);
    world.assert_idle();
}

#[test]
fn nobody_takes_over_a_call_of_somebody_else() {
    let mut world = World::new(4);
    world.connect(0, 1);
    world.connect(2, 3);
    let strange = &world.phones[2].lines[0].dialog;
    let target = format!(
        "<sip:u3@h?Replaces={}%3Bto-tag%3D{}%3Bfrom-tag%3D{}>",
        strange.call_id,
        strange.remote.tag().expect("a tag"),
        strange.local.tag().expect("a tag"),
    );
    refer(&mut world, 0, &target);
    assert_eq!(world.phones[0].notified.last().map(String::as_str), Some("SIP/2.0 603 Decline"));
    refer(&mut world, 0, "<sip:u3@h?Replaces=nothing%3Bto-tag%3D1%3Bfrom-tag%3D2>");
    let last = world.phones[0].notified.last().cloned().unwrap_or_default();
    assert!(last.starts_with("SIP/2.0 481"), "{last}");
    assert!((0..4).all(|phone| world.up(phone) == 1));
    world.hang_up(0);
    world.hang_up(2);
    world.assert_idle();
}

#[test]
fn a_refer_that_cannot_be_read_is_400() {
    let mut world = World::new(2);
    world.connect(0, 1);
    refer(&mut world, 0, "<mailto:a@h>");
    assert_eq!(world.phones[0].seen.last().and_then(lineman_sip::Message::status), Some(400));
    assert!(world.phones[0].notified.is_empty());
    world.hang_up(0);
    world.assert_idle();
}

/// An INVITE of a phone that wants to replace the first dialog of another one.
fn take_over(world: &mut World, phone: usize, from: usize) {
    let dialog = &world.phones[from].lines[0].dialog;
    let value = format!(
        "{};to-tag={};from-tag={}",
        dialog.call_id,
        dialog.remote.tag().expect("a tag"),
        dialog.local.tag().expect("a tag"),
    );
    let invite = world.phones[phone].invite("u1", true, &[("Replaces", &value)]);
    world.send(phone, vec![invite]);
}

#[test]
fn a_user_moves_a_call_to_another_device() {
    // RFC 3891.
    let mut world = World::new(4);
    world.connect(0, 1);
    world.phones[3].user = String::from("u0");
    take_over(&mut world, 3, 0);
    assert_eq!((world.up(0), world.up(1), world.up(3)), (0, 1, 1));
    for (phone, other) in [(1, "p3"), (3, "p1")] {
        let heard = world.phones[phone].lines[0].heard.as_ref().expect("a description");
        assert_eq!(heard.session_line('c'), Some(format!("IN IP4 {other}").as_str()));
    }
    world.hang_up(1);
    assert_eq!(world.up(3), 0);
    assert_eq!(world.records.len(), 1, "it was one call");
    world.assert_idle();
}

#[test]
fn nobody_takes_the_place_of_somebody_else() {
    let mut world = World::new(4);
    world.connect(0, 1);
    take_over(&mut world, 3, 0);
    assert_eq!(world.status(3), Some(403));
    let invite = world.phones[3].invite("u1", true, &[("Replaces", "x;to-tag=1;from-tag=2")]);
    world.send(3, vec![invite]);
    assert_eq!(world.status(3), Some(481));
    let invite = world.phones[3].invite("u1", true, &[("Replaces", "x")]);
    world.send(3, vec![invite]);
    assert_eq!(world.status(3), Some(400));
    assert_eq!((world.up(0), world.up(1)), (1, 1));
    world.hang_up(0);
    world.assert_idle();
}

#[test]
fn a_replacement_that_fails_leaves_the_call_as_it_was() {
    let mut world = World::new(4);
    world.connect(0, 1);
    world.phones[3].user = String::from("u0");
    world.phones[1].dead = true;
    take_over(&mut world, 3, 0);
    world.phones[3].dead = false;
    world.pass(33_000);
    // The other side is gone, and with it the call.
    assert_eq!(world.status(3), Some(408));
    assert_eq!((world.up(0), world.up(3)), (0, 0));
    world.pass(40_000);
    world.assert_idle();
}

#[test]
fn the_target_may_leave_while_it_is_being_connected() {
    let mut world = World::new(3);
    world.connect(0, 1);
    refer(&mut world, 0, "<sip:u2@h>");
    // Who is transferred does not answer the new offer yet.
    world.phones[1].dead = true;
    world.answer(2, 200);
    assert_eq!((world.up(0), world.up(2)), (1, 1));
    world.phones[1].dead = false;
    world.hang_up(2);
    assert_eq!(world.phones[0].notified.last().map(|told| &told[..11]), Some("SIP/2.0 487"));
    assert_eq!((world.up(0), world.up(1)), (0, 0), "nobody is left alone in a call");
    world.assert_idle();
}
