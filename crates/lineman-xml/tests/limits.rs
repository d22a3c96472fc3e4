//! Hostile and unusual documents.

use lineman_xml::{Encoding, Limits, XmlError, parse_bytes, parse_prefix, parse_str, parse_with};

#[test]
fn a_document_type_is_refused() {
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
    assert_eq!(parse_str(bomb), Err(XmlError::DocumentType));
}

#[test]
fn entities_beyond_the_five_are_refused() {
    assert_eq!(parse_str("<a>&nbsp;</a>"), Err(XmlError::UnknownEntity));
    assert_eq!(parse_str("<a b='&nbsp;'/>"), Err(XmlError::UnknownEntity));
    let five = parse_str("<a>&lt;&gt;&amp;&apos;&quot;&#65;&#x42;</a>").expect("five entities");
    assert_eq!(five.text(), "<>&'\"AB");
}

#[test]
fn depth_elements_bytes_attributes_and_declarations_are_bounded() {
    let limits = Limits { bytes: 10_000, depth: 4, elements: 10 };
    let deep = format!("{}{}", "<a>".repeat(5), "</a>".repeat(5));
    assert_eq!(parse_with(deep.as_bytes(), limits), Err(XmlError::TooDeep(4)));
    let wide = format!("<a>{}</a>", "<b/>".repeat(10));
    assert_eq!(parse_with(wide.as_bytes(), limits), Err(XmlError::TooManyElements(10)));
    let large = format!("<a>{}</a>", "x".repeat(10_000));
    assert_eq!(
        parse_with(large.as_bytes(), limits),
        Err(XmlError::TooLarge { found: 10_007, limit: 10_000 })
    );
    let many: String = (0..300).map(|index| format!(" a{index}='1'")).collect();
    assert_eq!(parse_str(&format!("<a{many}/>")), Err(XmlError::TooManyAttributes(256)));
    let many: String = (0..200).map(|index| format!(" xmlns:a{index}='u'")).collect();
    assert_eq!(parse_str(&format!("<a{many}/>")), Err(XmlError::TooManyDeclarations(128)));
}

#[test]
fn forbidden_characters_are_refused() {
    assert_eq!(parse_str("<a>&#0;</a>"), Err(XmlError::ForbiddenCharacter));
    assert_eq!(parse_str("<a>&#1;</a>"), Err(XmlError::ForbiddenCharacter));
    assert_eq!(parse_str("<a>\u{b}</a>"), Err(XmlError::ForbiddenCharacter));
}

#[test]
fn every_declared_encoding_is_honoured_with_either_quote() {
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>M\xfcller</a>";
    assert_eq!(parse_bytes(latin).expect("latin 1").root.text(), "Müller");
    let windows = b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>\x80\x99</a>";
    assert_eq!(parse_bytes(windows).expect("code page").root.text(), "€™");
    let ascii = b"<?xml version=\"1.0\" encoding=\"US-ASCII\"?><a>\xfc</a>";
    assert_eq!(parse_bytes(ascii), Err(XmlError::WrongEncoding("US-ASCII")));
    assert_eq!(parse_bytes(b"<a>\xfc</a>"), Err(XmlError::WrongEncoding("UTF-8")));
    let utf8 = b"\xef\xbb\xbf<?xml version=\"1.0\"?>\r\n<a>\xc3\xbc</a>";
    assert_eq!(parse_bytes(utf8).expect("byte order mark").root.text(), "ü");
    assert!(matches!(
        parse_bytes(b"<?xml version=\"1.0\" encoding=\"EBCDIC-INT\"?><a/>"),
        Err(XmlError::UnsupportedEncoding(name)) if name == "EBCDIC-INT"
    ));
    assert!(matches!(parse_bytes(b"\xff\xfe<\0a\0/\0>\0"), Err(XmlError::UnsupportedEncoding(_))));
    assert_eq!(parse_bytes(latin).expect("latin 1").encoding, Encoding::Iso88591);
}

#[test]
fn namespaces_are_resolved_by_scope() {
    let root = parse_str(
        "<n:r xmlns:n='C' xmlns:x='http://www.w3.org/2001/XMLSchema-instance'>\
         <c x:type='T' xmlns=''/><d xmlns='D'><e/></d><f/></n:r>",
    )
    .expect("namespaces");
    assert_eq!((root.namespace(), root.name()), (Some("C"), "r"));
    assert_eq!(root.child("c").and_then(|c| c.xsi_type()), Some("T"));
    assert_eq!(root.child("c").and_then(|c| c.namespace()), None);
    assert_eq!(root.at(&["d", "e"]).and_then(|e| e.namespace()), Some("D"));
    assert_eq!(root.child("f").and_then(|f| f.namespace()), None);
    assert_eq!(parse_str("<y:a/>"), Err(XmlError::UndeclaredPrefix));
    assert_eq!(parse_str("<a y:b='1'/>"), Err(XmlError::UndeclaredPrefix));
}

#[test]
fn what_follows_the_root_is_an_error_or_a_rest() {
    assert_eq!(parse_str("<a/> text"), Err(XmlError::OutsideRoot));
    assert_eq!(parse_str("<a/><b/>"), Err(XmlError::OutsideRoot));
    assert_eq!(parse_str(" <!-- c --><a/>\r\n\0<!-- c -->").map(|a| a.count()), Ok(1));
    let (element, end) = parse_prefix("<a>1</a>\nnext").expect("prefix");
    assert_eq!((element.text(), end), ("1", 8));
    assert_eq!(parse_str("   "), Err(XmlError::NoRoot));
    assert!(matches!(parse_str("<a><b></a>"), Err(XmlError::NotWellFormed { .. })));
    assert!(matches!(parse_str("<a>"), Err(XmlError::NotWellFormed { .. })));
}
