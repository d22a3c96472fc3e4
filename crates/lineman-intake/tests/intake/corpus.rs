//! The fuzzer's corpus, replayed.

use std::path::Path;

use lineman_intake::{Ending, Limits};

use crate::collect::{Collected, is_truncated, read_with};

fn replay(name: &str) -> Collected {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/zip_intake");
    let limits = Limits { expansion_floor: 4 << 20, ..Limits::default() };
    read_with(limits, &[corpus.join(name)])
}

#[test]
fn every_file_of_the_corpus_gives_text_or_a_reason() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/zip_intake");
    let mut replayed = 0;
    for entry in std::fs::read_dir(&corpus).expect("the corpus") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let got = replay(&name);
        assert!(!got.inputs.is_empty() || !got.refused.is_empty(), "{name}");
        for shown in
            got.inputs.iter().map(|input| &input.name).chain(got.refused.iter().map(|r| &r.0))
        {
            assert!(
                !shown.chars().any(char::is_control) && !shown.contains("!/.."),
                "{name}: {shown}"
            );
        }
        replayed += 1;
    }
    assert!(replayed >= 18, "{replayed} files");
}

#[test]
fn other_tools_archives_are_read() {
    let log = "2026.01.01 00:00:00:000 GMT+00:00 | Info       | Generic\n\n\tstarted\n";
    for name in ["plain", "gzip", "zip_stored", "gzip_of_zip", "utf16", "hole"] {
        assert_eq!(replay(name).only().text, log, "{name}");
    }
    assert_eq!(replay("zip").inputs.len(), 2);
    assert_eq!(replay("zip_streamed").inputs.len(), 2);
    assert_eq!(replay("gzip_two_members").only().text, log.repeat(2));
    assert!(is_truncated(&replay("gzip_cut").only().reading.ending));
    assert!(matches!(replay("zip_bomb").only().reading.ending, Ending::Capped(_)));
    assert!(replay("zip_encrypted").only_refusal().contains("password"));
}
