//! The writer.

use std::fmt::Write as _;

use crate::read::allowed;
use crate::{Element, Encoding};

/// Stands in for a character that XML 1.0 cannot hold, such as NUL.
pub const XML_FORBIDDEN_REPLACEMENT: char = '\u{fffd}';

/// The text with every character that XML 1.0 cannot hold replaced.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars()
        .map(|character| if allowed(character) { character } else { XML_FORBIDDEN_REPLACEMENT })
        .collect()
}

/// Text escaped for element content.
#[must_use]
pub fn escape_text(text: &str, encoding: Encoding) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text, encoding, false);
    out
}

fn escape(out: &mut String, text: &str, encoding: Encoding, attribute: bool) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' if attribute => out.push_str("&quot;"),
            // A reader turns a literal CR into LF, and TAB and LF of an attribute into blanks.
            '\r' => out.push_str("&#13;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            other => {
                let other = if allowed(other) { other } else { XML_FORBIDDEN_REPLACEMENT };
                if encoding.can_write(other) {
                    out.push(other);
                } else {
                    let _ = write!(out, "&#{};", u32::from(other));
                }
            }
        }
    }
}

/// The document as text with its declaration and without blanks between elements.
#[must_use]
pub fn to_text(root: &Element, encoding: Encoding) -> String {
    let mut out = declaration(encoding);
    write_element(&mut out, root, encoding, None);
    out
}

/// The document as text with its declaration, indented by `width` per level, as logs show it.
#[must_use]
pub fn to_text_indented(root: &Element, encoding: Encoding, width: usize) -> String {
    let mut out = declaration(encoding);
    write_element(&mut out, root, encoding, Some((width, 0)));
    out
}

/// The document as bytes in an encoding, with its declaration.
#[must_use]
pub fn to_bytes(root: &Element, encoding: Encoding) -> Vec<u8> {
    encoding.encode(&to_text(root, encoding))
}

fn declaration(encoding: Encoding) -> String {
    format!("<?xml version=\"1.0\" encoding=\"{}\"?>\n", encoding.as_str())
}

fn write_element(
    out: &mut String,
    element: &Element,
    encoding: Encoding,
    indent: Option<(usize, usize)>,
) {
    out.push('<');
    write_name(out, element.prefix(), element.name());
    for attribute in element.attributes() {
        out.push(' ');
        write_name(out, attribute.prefix.as_deref(), &attribute.name);
        out.push_str("=\"");
        escape(out, &attribute.value, encoding, true);
        out.push('"');
    }
    for (prefix, namespace) in element.declarations() {
        out.push_str(" xmlns");
        if let Some(prefix) = prefix {
            out.push(':');
            out.push_str(prefix);
        }
        out.push_str("=\"");
        escape(out, namespace, encoding, true);
        out.push('"');
    }
    if element.children().is_empty() && element.text().is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    escape(out, element.text(), encoding, false);
    let inner = indent.map(|(width, level)| (width, level + 1));
    for child in element.children() {
        new_line(out, inner);
        write_element(out, child, encoding, inner);
    }
    if !element.children().is_empty() {
        new_line(out, indent);
    }
    out.push_str("</");
    write_name(out, element.prefix(), element.name());
    out.push('>');
}

fn new_line(out: &mut String, indent: Option<(usize, usize)>) {
    if let Some((width, level)) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', width * level));
    }
}

fn write_name(out: &mut String, prefix: Option<&str>, name: &str) {
    if let Some(prefix) = prefix {
        out.push_str(prefix);
        out.push(':');
    }
    out.push_str(name);
}
