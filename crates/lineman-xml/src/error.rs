//! Why a document was not read.

use thiserror::Error;

/// Why a document was not read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum XmlError {
    /// Larger than the limit.
    #[error("reading XML: the document has {found} bytes, more than {limit}")]
    TooLarge {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Nested deeper than the limit.
    #[error("reading XML: nested deeper than {0} elements")]
    TooDeep(usize),
    /// More elements than the limit.
    #[error("reading XML: more than {0} elements")]
    TooManyElements(usize),
    /// More attributes on one element than the limit.
    #[error("reading XML: more than {0} attributes on one element")]
    TooManyAttributes(usize),
    /// More namespace declarations in force than the limit.
    #[error("reading XML: more than {0} namespace declarations")]
    TooManyDeclarations(usize),
    /// A document type declaration, which may hide entities.
    #[error("reading XML: a document type declaration is not accepted")]
    DocumentType,
    /// An entity other than the five predefined ones.
    #[error("reading XML: unknown entity")]
    UnknownEntity,
    /// A character that XML 1.0 does not allow.
    #[error("reading XML: a character that XML does not allow")]
    ForbiddenCharacter,
    /// An encoding that is not supported.
    #[error("reading XML: encoding {0:?} is not supported")]
    UnsupportedEncoding(String),
    /// The bytes are not text in the declared encoding.
    #[error("reading XML: the bytes are not {0}")]
    WrongEncoding(&'static str),
    /// A prefix without a namespace declaration.
    #[error("reading XML: undeclared namespace prefix")]
    UndeclaredPrefix,
    /// No root element.
    #[error("reading XML: no root element")]
    NoRoot,
    /// Something other than blanks, comments and instructions outside the root element.
    #[error("reading XML: content outside the root element")]
    OutsideRoot,
    /// Not well-formed for another reason.
    #[error("reading XML: not well-formed at byte {position}: {reason}")]
    NotWellFormed {
        /// Where in the decoded text.
        position: u64,
        /// What the parser says.
        reason: String,
    },
}
