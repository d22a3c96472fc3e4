//! Click to dial and the control of calls without a telephone in hand.

use lineman_calls::{Command, CommandFault, ViewState};
use lineman_sip::MediaDirection;

use crate::world::World;

fn half(world: &World, user: &str) -> u64 {
    world.views(user).first().expect("a call").half
}

fn heard(world: &World, phone: usize) -> (MediaDirection, String) {
    let heard = world.phones[phone].lines[0].heard.as_ref().expect("a description");
    (heard.direction(), heard.session_line('c').expect("an address").to_owned())
}

#[test]
fn click_to_dial_rings_the_own_device_first() {
    let mut world = World::new(2);
    world.command("u0", &Command::Dial { target: "u1".into() }).expect("begun");
    assert!(world.rings(0) && !world.rings(1));
    assert_eq!(world.views("u0")[0].state, ViewState::Alerting);
    world.answer(0, 200);
    assert!(world.rings(1));
    assert_eq!(heard(&world, 0).0, MediaDirection::Inactive, "nobody is there yet");
    let view = world.views("u0").remove(0);
    assert_eq!((view.state, view.originator), (ViewState::Alerting, true));
    assert_eq!(view.remote.map(|remote| remote.user_id).as_deref(), Some("u1"));
    world.answer(1, 200);
    for (phone, other) in [(0, "IN IP4 p1"), (1, "IN IP4 p0")] {
        assert_eq!(heard(&world, phone), (MediaDirection::SendReceive, other.to_owned()));
    }
    assert_eq!(world.views("u0")[0].state, ViewState::Active);
    world.hang_up(1);
    assert_eq!(world.up(0), 0);
    world.assert_idle();
    let record = &world.records[0];
    assert_eq!((record.caller.user_id.as_str(), record.dialled.as_str()), ("u0", "u1"));
}

#[test]
fn click_to_dial_fails_on_either_side() {
    let mut world = World::new(2);
    world.command("u0", &Command::Dial { target: "u1".into() }).expect("begun");
    world.answer(0, 486);
    assert!(world.views("u0").is_empty());
    world.command("u0", &Command::Dial { target: "u1".into() }).expect("begun");
    world.answer(0, 200);
    world.answer(1, 486);
    assert_eq!(world.up(0), 0);
    world.command("u0", &Command::Dial { target: "u9".into() }).expect("begun");
    world.answer(0, 200);
    assert_eq!(world.up(0), 0, "nobody has that number");
    world.contacts.insert("u0".into(), Vec::new());
    world.command("u0", &Command::Dial { target: "u1".into() }).expect("begun");
    assert!(world.views("u0").is_empty(), "no device of the own");
    world.assert_idle();
}

#[test]
fn hold_talk_and_release() {
    let mut world = World::new(2);
    world.connect(0, 1);
    let own = half(&world, "u0");
    world.command("u0", &Command::Hold { half: own }).expect("held");
    assert_eq!(heard(&world, 0).0, MediaDirection::Inactive);
    assert_eq!(heard(&world, 1).0, MediaDirection::Inactive);
    assert_eq!(world.views("u0")[0].state, ViewState::Held);
    assert_eq!(world.views("u1")[0].state, ViewState::RemoteHeld);
    world.command("u0", &Command::Talk { half: own }).expect("talking");
    assert_eq!(heard(&world, 0).0, MediaDirection::SendReceive);
    assert_eq!(heard(&world, 1).0, MediaDirection::SendReceive);
    assert_eq!(world.views("u0")[0].state, ViewState::Active);
    world.command("u0", &Command::Release { half: own }).expect("released");
    assert_eq!((world.up(0), world.up(1)), (0, 0));
    world.assert_idle();
}

#[test]
fn a_blind_transfer_by_command_needs_no_notify() {
    let mut world = World::new(3);
    world.connect(0, 1);
    let own = half(&world, "u0");
    world.command("u0", &Command::Transfer { half: own, target: "u2".into() }).expect("begun");
    world.answer(2, 200);
    assert_eq!((world.up(0), world.up(1), world.up(2)), (0, 1, 1));
    assert!(world.phones[0].notified.is_empty());
    world.hang_up(1);
    world.assert_idle();
}

#[test]
fn a_call_that_rings_is_turned_away_or_given_up() {
    let mut world = World::new(2);
    world.call(0, "u1");
    let ringing = half(&world, "u1");
    world.command("u1", &Command::Release { half: ringing }).expect("turned away");
    assert_eq!(world.status(0), Some(486));
    world.call(0, "u1");
    let calling = half(&world, "u0");
    world.command("u0", &Command::Release { half: calling }).expect("given up");
    assert_eq!(world.status(0), Some(487));
    assert!(!world.rings(1));
    world.assert_idle();
}

#[test]
fn nobody_controls_calls_of_others_or_at_the_wrong_time() {
    let mut world = World::new(3);
    world.call(0, "u1");
    let own = half(&world, "u0");
    let hold = Command::Hold { half: own };
    assert_eq!(world.command("u2", &hold), Err(CommandFault::NoSuchCall));
    assert_eq!(world.command("u0", &hold), Err(CommandFault::WrongState));
    let strange = Command::Release { half: 77 };
    assert_eq!(world.command("u0", &strange), Err(CommandFault::NoSuchCall));
    world.cancel(0);
    world.assert_idle();
}
