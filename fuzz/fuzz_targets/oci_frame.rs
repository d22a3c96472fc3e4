//! Any bytes, in any segments: the frame reader and the document reader neither panic nor loop, and
//! what they read is written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lineman_ocip::{Document, FrameBuffer};

fuzz_target!(|input: &[u8]| {
    let Some((size, bytes)) = input.split_first() else { return };
    let mut buffer = FrameBuffer::new(64 * 1024);
    for chunk in bytes.chunks(usize::from(*size).max(1)) {
        buffer.push(chunk);
        loop {
            match buffer.next_document() {
                Ok(Some(frame)) => {
                    if let Ok(document) = Document::from_bytes(&frame) {
                        let wire = document.to_wire();
                        assert!(Document::from_bytes(&wire).is_ok());
                        let _ = document.to_log();
                    }
                }
                Ok(None) => break,
                Err(_) => return,
            }
        }
    }
});
