//! Two baresip phones with sound: each plays tones of its own, and each must hear the other's.

use std::path::PathBuf;

use lineman_peers::{Phone, PhoneAccount, Served, peer_available, wave};

use crate::phones::{self, Provisioned};

const TONES: [[f64; 2]; 2] = [[440.0, 1000.0], [620.0, 1330.0]];
/// How long the caller's sound is; the call ends with it.
const SECONDS: u32 = 4;

fn account(served: &Served, phone: &Provisioned, transport: &str, speaks: PathBuf) -> PhoneAccount {
    let port = served.port(&format!("sip_{transport}"));
    PhoneAccount {
        address: format!("{}@{}", phone.line, phone.domain),
        auth_user: phone.auth_user.clone(),
        auth_password: phone.auth_password.clone(),
        proxy: format!("sip:127.0.0.1:{port};transport={transport}"),
        answers: true,
        speaks,
    }
}

fn phone(
    served: &Served,
    phone: &Provisioned,
    transport: &str,
    number: usize,
    seconds: u32,
) -> Phone {
    let folder = served.folder().join(format!("baresip-{transport}-{number}"));
    std::fs::create_dir(&folder).unwrap();
    let speaks = folder.join("speaks.wav");
    std::fs::write(&speaks, wave::tones(&TONES[number], seconds)).unwrap();
    let mut phone = Phone::start(&folder, &account(served, phone, transport, speaks)).unwrap();
    phone.wait_for("REGISTER_OK").unwrap();
    phone
}

/// Both tones of the other side fill what was heard, and our own are not in it.
fn assert_heard(phone: &Phone, theirs: [f64; 2], ours: [f64; 2]) {
    let samples = wave::samples(&phone.heard().unwrap()).unwrap();
    // The ends of the call may hold silence.
    let rate = wave::RATE as usize;
    assert!(samples.len() > rate * 2, "only {} samples were heard", samples.len());
    let middle = &samples[samples.len() / 2 - rate / 2..samples.len() / 2 + rate / 2];
    let shares: Vec<f64> = theirs.iter().map(|tone| wave::share(middle, *tone)).collect();
    assert!(shares.iter().sum::<f64>() > 0.9, "{theirs:?}: {shares:?}");
    assert!(shares.iter().all(|share| *share > 0.3), "{theirs:?}: {shares:?}");
    for tone in ours {
        assert!(wave::share(middle, tone) < 0.02, "{tone} is an echo");
    }
}

#[test]
fn baresip_phones_hear_each_other() {
    if !peer_available("baresip") {
        return;
    }
    let served = Served::start().unwrap();
    let Some(phones) = phones::provision(&served, 2, None) else { return };
    for [first, second] in [["udp", "tcp"], ["tls", "udp"]] {
        let mut caller = phone(&served, &phones[0], first, 0, SECONDS);
        let mut callee = phone(&served, &phones[1], second, 1, SECONDS + 2);
        caller.dial(&format!("sip:{}@{}", phones[1].extension, phones[1].domain)).unwrap();
        callee.wait_for("CALL_ESTABLISHED").unwrap();
        caller.wait_for("CALL_ESTABLISHED").unwrap();
        caller.wait_for("CALL_CLOSED").unwrap();
        callee.wait_for("CALL_CLOSED").unwrap();
        assert_heard(&caller, TONES[1], TONES[0]);
        assert_heard(&callee, TONES[0], TONES[1]);
    }
}
