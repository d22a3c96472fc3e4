//! Any bytes: the reader of session descriptions neither panics nor loops, what it read is written
//! and read again as the same, and any two descriptions can be judged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lineman_sip::{Negotiation, SessionDescription, judge_answer};

fuzz_target!(|input: &[u8]| {
    let Ok(session) = SessionDescription::parse(input) else { return };
    let text = session.to_text();
    // Our own form has CR LF behind every line: at the limit it does not fit any more.
    if let Ok(again) = SessionDescription::parse(text.as_bytes()) {
        assert_eq!(again, session);
        assert_ne!(judge_answer(&session, &again), Negotiation::Mismatch);
    }
    let _ = session.direction();
    let mut held = session.clone();
    held.set_origin(u64::MAX, u64::MAX);
    held.set_direction("inactive");
    let _ = (held.to_text(), judge_answer(&session, &held));
});
