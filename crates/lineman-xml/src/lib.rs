//! Bounded XML: a small element tree, a reader over `quick-xml` and a writer.
//!
//! The reader takes no document type, no entity beyond the five predefined ones and the character
//! references, and no more depth, elements or bytes than [`Limits`] allow. The declared encodings
//! are UTF-8, ISO-8859-1, windows-1252 and US-ASCII. The writer escapes everything that the reader
//! would change, so that reading what was written gives the same tree.

mod element;
mod encoding;
mod error;
mod read;
mod write;

pub use element::{Attribute, Element, XSI_NAMESPACE};
pub use encoding::Encoding;
pub use error::XmlError;
pub use read::{Limits, Parsed, parse_bytes, parse_prefix, parse_str, parse_with};
pub use write::{
    XML_FORBIDDEN_REPLACEMENT, clean, escape_text, to_bytes, to_text, to_text_indented,
};
