//! For every content: what is packed is what is read, and no bytes make the intake fail.

use proptest::prelude::*;

use crate::collect::{folder, gzip, put, read, streamed_zip, zip};

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_packed_is_read(text in "[ -~\n\r\tä中]{1,2000}") {
        let folder = folder();
        let bytes = text.as_bytes();
        prop_assume!(!text.starts_with("BZh"));
        for packed in [
            bytes.to_vec(),
            gzip(bytes),
            zip(&[("a", bytes)]),
            streamed_zip(&[("a", bytes)]),
            gzip(&zip(&[("a", bytes)])),
        ] {
            let got = read(&put(folder.path(), "x", &packed));
            prop_assert_eq!(&got.only().text, &text);
            prop_assert_eq!(got.only().reading.bytes, bytes.len() as u64);
        }
    }

    #[test]
    fn cut_and_changed_archives_give_a_reason_or_text(
        at in 0.0..1.0_f64,
        flip in 0.0..1.0_f64,
        bit in 0..8_u8,
        streamed in any::<bool>(),
    ) {
        let folder = folder();
        let text = crate::collect::lines(300);
        let members: &[(&str, &[u8])] =
            &[("a.txt", text.as_bytes()), ("b.gz", &gzip(text.as_bytes())), ("c.zip", &zip(&[("d", b"d\n")]))];
        let mut packed = if streamed { streamed_zip(members) } else { zip(members) };
        let place = ((packed.len() - 1) as f64 * flip) as usize;
        packed[place] ^= 1 << bit;
        packed.truncate((packed.len() as f64 * at) as usize);
        let got = read(&put(folder.path(), "x", &packed));
        prop_assert!(!got.inputs.is_empty() || !got.refused.is_empty());
    }

    #[test]
    fn any_bytes_are_survived(head in prop::sample::select(vec![
        &b""[..], b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"\xff\xfe", b"\0\0",
    ]), bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let folder = folder();
        let mut content = head.to_vec();
        content.extend(bytes);
        let got = read(&put(folder.path(), "x", &content));
        prop_assert_eq!(got.inputs.is_empty(), !got.refused.is_empty() && got.inputs.is_empty());
        prop_assert!(!got.inputs.is_empty() || !got.refused.is_empty());
    }
}
