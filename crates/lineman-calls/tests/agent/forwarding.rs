//! Calls that go elsewhere.

use crate::world::World;

#[test]
fn calls_are_forwarded_always_when_busy_unanswered_or_unreachable() {
    for case in ["always", "busy", "no answer", "not reachable", "do not disturb"] {
        let mut world = World::new(3);
        let policy = world.policy("u1");
        match case {
            "always" => policy.forward_always = Some("u2".into()),
            "busy" => policy.forward_busy = Some("u2".into()),
            "no answer" => {
                policy.forward_no_answer = Some("u2".into());
                policy.ring_millis = Some(18_000);
            }
            "not reachable" => policy.forward_not_reachable = Some("u2".into()),
            _ => {
                policy.do_not_disturb = true;
                policy.forward_busy = Some("u2".into());
            }
        }
        if case == "not reachable" {
            world.contacts.insert("u1".into(), Vec::new());
        }
        world.call(0, "u1");
        match case {
            "busy" => world.answer(1, 486),
            "no answer" => world.pass(18_000),
            _ => {}
        }
        assert!(world.rings(2), "{case}");
        assert!(!world.rings(1), "{case}");
        let ring = world.seen(2, "INVITE")[0];
        let history: Vec<&str> = ring.headers.get_all("History-Info").collect();
        assert_eq!(history, ["\"U1\" <sip:u1@h>;index=1", "\"U2\" <sip:u2@h>;index=1.1"]);
        assert!(ring.headers.get("Diversion").is_some_and(|by| by.contains("u1")));
        world.answer(2, 200);
        assert_eq!((world.up(0), world.up(2)), (1, 1), "{case}");
        world.hang_up(2);
        world.assert_idle();
    }
}

#[test]
fn loops_end() {
    let mut world = World::new(3);
    world.policy("u1").forward_always = Some("u2".into());
    world.policy("u2").forward_always = Some("u1".into());
    world.call(0, "u1");
    assert_eq!(world.status(0), Some(482));
    world.policy("u1").forward_always = Some("u1".into());
    world.call(0, "u1");
    assert_eq!(world.status(0), Some(482));
    world.assert_idle();
}

#[test]
fn a_long_chain_ends() {
    let mut world = World::new(9);
    for number in 1..8 {
        world.policy(&format!("u{number}")).forward_always = Some(format!("u{}", number + 1));
    }
    world.call(0, "u4");
    assert!(world.rings(8), "four are allowed");
    world.cancel(0);
    world.call(0, "u1");
    assert_eq!(world.status(0), Some(482));
    world.assert_idle();
}

#[test]
fn a_forward_to_nowhere_is_404_and_a_device_may_redirect() {
    let mut world = World::new(3);
    world.policy("u1").forward_always = Some("u77".into());
    world.call(0, "u1");
    assert_eq!(world.status(0), Some(404));
    world.policies.clear();
    world.call(0, "u1");
    let redirect = world.phones[1].answer(302);
    let mut redirect = redirect.into_iter().next().expect("an answer");
    redirect.headers.set("Contact", "<sip:u2@h>");
    world.send(1, vec![redirect]);
    assert!(world.rings(2));
    world.cancel(0);
    world.assert_idle();
}
