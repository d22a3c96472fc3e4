//! The fuzz corpora of the SIP and SDP readers, replayed by ordinary tests.

use lineman_sip::{Message, Negotiation, SessionDescription, StreamFramer, judge_answer};

#[test]
fn the_fuzz_corpus_does_not_panic_and_messages_survive_a_round_trip() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/sip_message");
    let (mut files, mut messages) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the corpus") {
        let path = entry.expect("an entry").path();
        let input = std::fs::read(&path).expect("a file");
        files += 1;
        if let Ok(message) = Message::from_wire(&input) {
            messages += 1;
            let _ = (message.check_request(), message.vias(), message.contacts(), message.path());
            let _ = (message.authorization(), message.challenge(), message.to(), message.expires());
            let again = Message::from_wire(&message.to_bytes()).expect("our own bytes");
            assert_eq!(again.start_line, message.start_line, "{}", path.display());
            assert_eq!(again.body, message.body, "{}", path.display());
        }
        let _ = Message::from_log(&String::from_utf8_lossy(&input));
        for size in [1, 7, 4096] {
            let mut framer = StreamFramer::accepting();
            let _ = input.chunks(size).try_for_each(|chunk| framer.push(chunk).map(|_| ()));
        }
    }
    assert!(files >= 15 && messages >= 5, "{files} files, {messages} messages");
}

#[test]
fn descriptions_of_the_fuzz_corpus_survive_a_round_trip() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/sdp");
    let (mut files, mut read) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the corpus") {
        let path = entry.expect("an entry").path();
        let input = std::fs::read(&path).expect("a file");
        files += 1;
        let Ok(session) = SessionDescription::parse(&input) else { continue };
        read += 1;
        let again = SessionDescription::parse(session.to_text().as_bytes()).expect("our own");
        assert_eq!(again, session, "{}", path.display());
        assert_ne!(judge_answer(&session, &again), Negotiation::Mismatch, "{}", path.display());
    }
    assert!(files >= 7 && read >= 4, "{files} files, {read} read");
}
