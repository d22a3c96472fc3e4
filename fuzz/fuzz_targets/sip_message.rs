//! Any bytes: the SIP reader and the stream framer neither panic nor loop, and what was read from
//! the wire is written and read again as the same message.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lineman_model::limits::{SIP_HEADERS, SIP_MESSAGE_BYTES};
use lineman_sip::{Message, StreamFramer};

fn look_at_everything(message: &Message) {
    let _ = (message.check_request(), message.vias(), message.contacts(), message.path());
    let _ = (message.route(), message.record_route(), message.expires(), message.max_forwards());
    let _ = (message.authorization(), message.challenge(), message.content_length());
    for address in [message.from(), message.to()].into_iter().flatten() {
        let _ = address.sip_uri().map(|uri| (uri.address_of_record(), uri.transport()));
    }
    let mut copy = message.clone();
    copy.remove_top_via();
}

fuzz_target!(|input: &[u8]| {
    if let Ok(message) = Message::from_wire(input) {
        look_at_everything(&message);
        let wire = message.to_bytes();
        // Our own form has a blank behind every colon and always a length: at the limits it does
        // not fit any more.
        if wire.len() <= SIP_MESSAGE_BYTES && message.headers.len() < SIP_HEADERS {
            let again = Message::from_wire(&wire).expect("our own bytes");
            assert_eq!(again.start_line, message.start_line);
            assert_eq!(again.body, message.body);
        }
        let _ = Message::log_text(&wire);
    }
    if let Ok(logged) = Message::from_log(&String::from_utf8_lossy(input)) {
        look_at_everything(&logged.message);
    }
    let size = usize::from(input.first().copied().unwrap_or(1)).max(1);
    for mut framer in [StreamFramer::accepting(), StreamFramer::connecting()] {
        for chunk in input.chunks(size) {
            if framer.push(chunk).is_err() {
                break;
            }
        }
    }
});
