//! Whatever users and devices do, nothing is left when it is over.

use lineman_calls::Command;
use proptest::prelude::*;

use crate::world::World;

/// What can happen.
#[derive(Debug, Clone)]
enum Act {
    Call { from: usize, to: usize, offer: bool },
    Answer { phone: usize, status: u16 },
    Cancel(usize),
    HangUp(usize),
    Reinvite(usize),
    Update(usize),
    Blind { phone: usize, to: usize },
    Attended(usize),
    Die(usize),
    Revive(usize),
    Pass(i64),
    Forward { user: usize, to: usize },
    Dial { user: usize, to: usize },
    Replace { phone: usize, from: usize },
    Command { user: usize, what: usize },
}

const PHONES: usize = 4;

fn act() -> impl Strategy<Value = Act> {
    let phone = 0..PHONES;
    let status = prop::sample::select(vec![200_u16, 200, 200, 302, 404, 480, 486, 488, 500, 603]);
    prop_oneof![
        4 => (phone.clone(), phone.clone(), any::<bool>())
            .prop_map(|(from, to, offer)| Act::Call { from, to, offer }),
        6 => (phone.clone(), status).prop_map(|(phone, status)| Act::Answer { phone, status }),
        1 => phone.clone().prop_map(Act::Cancel),
        2 => phone.clone().prop_map(Act::HangUp),
        1 => phone.clone().prop_map(Act::Reinvite),
        1 => phone.clone().prop_map(Act::Update),
        2 => (phone.clone(), phone.clone()).prop_map(|(phone, to)| Act::Blind { phone, to }),
        2 => phone.clone().prop_map(Act::Attended),
        1 => phone.clone().prop_map(Act::Die),
        1 => phone.clone().prop_map(Act::Revive),
        1 => (1_i64..200_000).prop_map(Act::Pass),
        1 => (phone.clone(), phone.clone()).prop_map(|(user, to)| Act::Forward { user, to }),
        1 => (phone.clone(), phone.clone()).prop_map(|(user, to)| Act::Dial { user, to }),
        1 => (phone.clone(), phone.clone()).prop_map(|(phone, from)| Act::Replace { phone, from }),
        2 => (phone, 0..4_usize).prop_map(|(user, what)| Act::Command { user, what }),
    ]
}

fn perform(world: &mut World, act: &Act) {
    match *act {
        Act::Call { from, to, offer } => {
            let invite = world.phones[from].invite(&format!("u{to}"), offer, &[]);
            world.send(from, vec![invite]);
        }
        Act::Answer { phone, status } => world.answer(phone, status),
        Act::Cancel(phone) => world.cancel(phone),
        Act::HangUp(phone) => world.hang_up(phone),
        Act::Reinvite(phone) => {
            let messages = world.phones[phone].reinvite("sendonly");
            world.send(phone, messages);
        }
        Act::Update(phone) => {
            let body = world.phones[phone].session("sendrecv");
            let messages = world.phones[phone].request("UPDATE", &[], Some(body));
            world.send(phone, messages);
        }
        Act::Blind { phone, to } => {
            let target = format!("<sip:u{to}@h>");
            let messages = world.phones[phone].request("REFER", &[("Refer-To", &target)], None);
            world.send(phone, messages);
        }
        Act::Attended(phone) => {
            let Some(line) = world.phones[phone].lines.first() else { return };
            let target = format!(
                "<sip:x@h?Replaces={}%3Bto-tag%3D{}%3Bfrom-tag%3D{}>",
                line.dialog.call_id,
                line.dialog.remote.tag().unwrap_or_default(),
                line.dialog.local.tag().unwrap_or_default(),
            );
            let messages = world.phones[phone].request("REFER", &[("Refer-To", &target)], None);
            world.send(phone, messages);
        }
        Act::Replace { phone, from } => {
            let Some(line) = world.phones[from].lines.first() else { return };
            let value = format!(
                "{};to-tag={};from-tag={}",
                line.dialog.call_id,
                line.dialog.remote.tag().unwrap_or_default(),
                line.dialog.local.tag().unwrap_or_default(),
            );
            // As if it were another device of the same user.
            let own = world.phones[phone].user.clone();
            world.phones[phone].user = format!("u{from}");
            let invite = world.phones[phone].invite("u1", true, &[("Replaces", &value)]);
            world.phones[phone].user = own;
            world.send(phone, vec![invite]);
        }
        Act::Dial { user, to } => {
            let target = format!("u{to}");
            world.command(&format!("u{user}"), &Command::Dial { target }).expect("room");
        }
        Act::Command { user, what } => {
            let user = format!("u{user}");
            let Some(half) = world.views(&user).first().map(|view| view.half) else { return };
            let command = match what {
                0 => Command::Hold { half },
                1 => Command::Talk { half },
                2 => Command::Release { half },
                _ => Command::Transfer { half, target: String::from("u1") },
            };
            // It may be the wrong moment.
            let _ = world.command(&user, &command);
        }
        Act::Die(phone) => world.phones[phone].dead = true,
        Act::Revive(phone) => world.phones[phone].dead = false,
        Act::Pass(millis) => world.pass(millis),
        Act::Forward { user, to } => {
            let to = (user != to).then(|| format!("u{to}"));
            world.policy(&format!("u{user}")).forward_no_answer = to;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_left_behind(
        acts in prop::collection::vec(act(), 1..40),
        loss in prop::sample::select(vec![0_u64, 0, 3, 7, 20]),
    ) {
        let mut world = World::new(PHONES);
        world.loss = loss;
        for act in &acts {
            perform(&mut world, act);
        }
        // Everybody leaves without a word; the timers and the audit must find out.
        for phone in &mut world.phones {
            phone.dead = true;
        }
        world.pass(3_000_000);
        prop_assert!(world.agent.is_idle(), "{:?}", world.agent);
        prop_assert!(world.announced.is_empty());
    }

    /// With devices that keep to the rules nobody has to wait for the audit.
    #[test]
    fn orderly_ends_leave_nothing(acts in prop::collection::vec(act(), 1..40)) {
        let mut world = World::new(PHONES);
        for act in acts.iter().filter(|act| !matches!(act, Act::Die(_) | Act::Pass(_))) {
            perform(&mut world, act);
        }
        while world.phones.iter().any(|phone| !phone.lines.is_empty()) {
            let before: usize = world.phones.iter().map(|phone| phone.lines.len()).sum();
            for phone in 0..PHONES {
                world.answer(phone, 486);
                world.cancel(phone);
                world.hang_up(phone);
            }
            let after: usize = world.phones.iter().map(|phone| phone.lines.len()).sum();
            prop_assert!(after < before, "a call does not end");
        }
        world.pass(64_000);
        prop_assert!(world.agent.is_idle(), "{:?}", world.agent);
        prop_assert!(world.announced.is_empty());
    }
}
