//! The corpus of the fuzz target `log_sniffer`, replayed; and the same on files put together from
//! pieces that hurt.

#[path = "support/exercise.rs"]
mod exercised;
mod support;

use exercised::exercise;
use proptest::prelude::*;
use support::HOSTILE;

#[test]
fn the_fuzz_corpus_breaks_nothing() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/log_sniffer");
    let mut files = 0;
    let mut understood = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("a seed");
        files += 1;
        understood += exercise(&bytes);
    }
    assert!(files >= 12, "{files} seeds");
    assert!(understood >= 12, "{understood} records");
}

proptest! {
    #[test]
    fn files_of_hostile_pieces_break_nothing(
        pieces in proptest::collection::vec(
            prop_oneof![
                4 => proptest::sample::select(HOSTILE).prop_map(|text| text.as_bytes().to_vec()),
                1 => proptest::collection::vec(any::<u8>(), 0..6),
                1 => Just(b"\n2026.01.01 00:00:00:000 EDT | Info | Sip | ".to_vec()),
                1 => Just(b"\n2026-01-01T00:00:00.000Z <Info> [1:0x1][]A.cpp:1 ".to_vec()),
            ],
            0..16,
        )
    ) {
        exercise(&pieces.concat());
    }
}
