//! The fuzz corpus of the frame reader, replayed by an ordinary test.

use lineman_ocip::{Document, FrameBuffer};

#[test]
fn the_fuzz_corpus_does_not_panic_and_documents_survive_a_round_trip() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/oci_frame");
    let mut documents = 0;
    let mut files = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus") {
        let bytes = std::fs::read(entry.expect("an entry").path()).expect("a seed");
        files += 1;
        let mut buffer = FrameBuffer::new(64 * 1024);
        for chunk in bytes.chunks(7) {
            buffer.push(chunk);
            while let Ok(Some(frame)) = buffer.next_document() {
                if let Ok(document) = Document::from_bytes(&frame) {
                    let again = Document::from_bytes(&document.to_wire()).expect("own document");
                    assert_eq!(again.commands.len(), document.commands.len());
                    documents += 1;
                }
            }
        }
    }
    assert!(files >= 8, "{files} seeds");
    assert!(documents >= 4, "{documents} documents");
}
