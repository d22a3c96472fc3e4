//! Calls between phones that sipp plays, with scenarios of our own, through SBC and Application
//! Server, over UDP and TCP.

use lineman_model::{Clock as _, SystemClock};
use lineman_peers::{Served, Sipp, SippUser, free_sip_port, peer_available};

use crate::phones::{self, Provisioned};

struct Exchange<'a> {
    served: &'a Served,
    transport: &'a str,
}

impl Exchange<'_> {
    fn sbc_port(&self) -> String {
        self.served.port(if self.transport == "u1" { "sip_udp" } else { "sip_tcp" })
    }

    fn start(&self, scenario: &str, user: &SippUser, port: u16) -> Sipp {
        let (folder, sbc) = (self.served.folder(), self.sbc_port());
        Sipp::start(folder, scenario, user, self.transport, port, &sbc).unwrap()
    }

    /// Registers a phone; gives the port where it is.
    fn register(&self, phone: &Provisioned) -> u16 {
        let port = free_sip_port().unwrap();
        finish(self.start("register.xml", &phone.sipp("", ""), port), "register");
        port
    }

    /// Takes the registrations of a phone away: where it was, nobody listens any more.
    fn leave(&self, phone: &Provisioned) {
        let port = free_sip_port().unwrap();
        finish(self.start("unregister.xml", &phone.sipp("", ""), port), "unregister");
    }

    /// Registers a phone and lets it wait for a call.
    fn waiting(&self, phone: &Provisioned, scenario: &str) -> Sipp {
        let port = self.register(phone);
        let sipp = self.start(scenario, &phone.sipp("", ""), port);
        let end = SystemClock.now().plus_millis(10_000);
        while !is_bound(port, self.transport) {
            assert!(SystemClock.now() < end, "{scenario} does not listen");
            std::thread::yield_now();
        }
        sipp
    }

    /// A call between a waiting phone and a caller; both must end well.
    fn call(&self, [from, to]: [&Provisioned; 2], callee: &str, scenarios: [&str; 2]) {
        let [calling, called] = scenarios;
        let waiting = self.waiting(to, called);
        let port = self.register(from);
        finish(self.start(calling, &from.sipp(callee, ""), port), calling);
        finish(waiting, called);
        self.leave(from);
        self.leave(to);
    }

    /// A blind transfer: the first calls the second and sends it on to the third, who hangs up.
    fn transfer(&self, one: &Provisioned, two: &Provisioned, three: &Provisioned) {
        let third = self.waiting(three, "sipp/answer_hang_up.xml");
        let second = self.waiting(two, "sipp/answer_transferred.xml");
        let port = self.register(one);
        let scenario = "sipp/call_transfer.xml";
        let targets = one.sipp(&two.extension, &three.extension);
        finish(self.start(scenario, &targets, port), scenario);
        finish(third, "whom it was transferred to");
        finish(second, "who was transferred");
        for phone in [one, two, three] {
            self.leave(phone);
        }
    }
}

/// Whether somebody has the port, read from the system's tables: trying to bind it would keep sipp
/// from it.
fn is_bound(port: u16, transport: &str) -> bool {
    let table = if transport == "u1" { "/proc/net/udp" } else { "/proc/net/tcp" };
    let local = format!("0100007F:{port:04X}");
    let entries = std::fs::read_to_string(table).unwrap();
    entries.lines().filter_map(|line| line.split_whitespace().nth(1)).any(|own| own == local)
}

fn finish(sipp: Sipp, what: &str) {
    let finished = sipp.finish().unwrap();
    assert_eq!(finished.status, Some(0), "{what}: {}\n{}", finished.stderr, finished.stdout);
}

#[test]
fn sipp_phones_call_each_other_over_udp() {
    everything("u1");
}

#[test]
fn sipp_phones_call_each_other_over_tcp() {
    everything("t1");
}

fn everything(transport: &str) {
    if !peer_available("sipp") {
        return;
    }
    let served = Served::start().unwrap();
    // The second forwards to the third when nobody answers.
    let Some(phones) = phones::provision(&served, 3, Some((1, "1003"))) else { return };
    let [one, two, three] = &phones[..] else { panic!("three phones") };
    let exchange = Exchange { served: &served, transport };
    // By extension: talk, hold, resume, hang up.
    exchange.call([one, three], &three.extension, ["sipp/call.xml", "sipp/answer.xml"]);
    // By number.
    let pair = ["sipp/call_short.xml", "sipp/answer_short.xml"];
    exchange.call([one, three], &three.number, pair);
    let pair = ["sipp/call_busy.xml", "sipp/answer_busy.xml"];
    exchange.call([one, three], &three.extension, pair);
    let pair = ["sipp/call_cancelled.xml", "sipp/answer_never.xml"];
    exchange.call([one, three], &three.extension, pair);
    exchange.transfer(one, two, three);
    // Nobody answers at the second, so the third rings.
    let third = exchange.waiting(three, "sipp/answer_short.xml");
    let pair = ["sipp/call_short.xml", "sipp/answer_never.xml"];
    exchange.call([one, two], &two.extension, pair);
    finish(third, "the third");
}
