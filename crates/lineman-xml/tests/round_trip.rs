//! Reading what was written gives the same tree, for any text.

use lineman_xml::{
    Element, Encoding, clean, parse_bytes, parse_str, to_bytes, to_text, to_text_indented,
};
use proptest::prelude::*;

/// Any text, made of what XML can hold, blanks and line ends of all kinds included.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            any::<char>(),
            proptest::sample::select(vec!['\r', '\n', '\t', ' ', '<', '&', '>', '"', '\'', ']']),
            proptest::sample::select(vec!['é', '\u{85}', '€', '漢', '\u{1f600}', '\u{a0}']),
        ],
        0..24,
    )
    .prop_map(|characters| clean(&characters.into_iter().collect::<String>()))
}

fn tree() -> impl Strategy<Value = Element> {
    let leaf = ("[a-zA-Z][a-zA-Z0-9]{0,8}", text(), proptest::option::of(text())).prop_map(
        |(name, text, attribute)| {
            let element = Element::text_element(name, text);
            match attribute {
                Some(value) => element.with_attribute("note", value),
                None => element,
            }
        },
    );
    leaf.prop_recursive(4, 40, 5, |inner| {
        ("[a-zA-Z][a-zA-Z0-9]{0,8}", proptest::collection::vec(inner, 1..5)).prop_map(
            |(name, children)| children.into_iter().fold(Element::new(name), Element::with),
        )
    })
}

proptest! {
    #[test]
    fn what_was_written_is_read_again(root in tree()) {
        for encoding in
            [Encoding::Utf8, Encoding::Iso88591, Encoding::Windows1252, Encoding::Ascii]
        {
            let parsed = parse_bytes(&to_bytes(&root, encoding)).expect("own document");
            prop_assert_eq!(&parsed.root, &root);
            prop_assert_eq!(parsed.encoding, encoding);
        }
        prop_assert_eq!(parse_str(&to_text(&root, Encoding::Utf8)).expect("own text"), root.clone());
        prop_assert_eq!(parse_str(&to_text_indented(&root, Encoding::Ascii, 2)).expect("own text"), root);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse_bytes(&bytes);
    }

    #[test]
    fn no_markup_makes_the_reader_panic(text in "[<>/a-c=\"'& !?;#x0-9\\[\\]CDATA:-]{0,80}") {
        let _ = parse_str(&text);
    }
}
