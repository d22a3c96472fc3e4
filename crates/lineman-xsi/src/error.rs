//! What can be wrong with a document that came from outside.

/// Why a document could not be read as the resource that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XsiError {
    /// Larger than any Xsi document of ours may be.
    #[error("reading an Xsi document: it has {actual} bytes, at most {limit} are read")]
    TooLarge {
        /// Bytes that it has.
        actual: usize,
        /// Bytes that are read at most.
        limit: usize,
    },
    /// Not well-formed XML, or not XML that we accept (DTD, depth, size).
    #[error("reading an Xsi document as XML: {0}")]
    Xml(String),
    /// Not JSON, or not the BadgerFish form.
    #[error("reading an Xsi document as BadgerFish JSON: {0}")]
    Json(String),
    /// Another document than the one that was asked for.
    #[error("reading an Xsi document: the root is `{found}`, `{expected}` was expected")]
    WrongRoot {
        /// The root that was asked for.
        expected: &'static str,
        /// The root that is there.
        found: String,
    },
    /// A required element is absent.
    #[error("reading an Xsi document: `{parent}` has no `{element}`")]
    Missing {
        /// The element that should hold it.
        parent: &'static str,
        /// The element that is absent.
        element: &'static str,
    },
    /// An element that the document does not have.
    #[error("reading an Xsi document: `{parent}` has no element `{element}`")]
    Unknown {
        /// The element that holds it.
        parent: String,
        /// The element.
        element: String,
    },
    /// An element has a value that the schema does not allow.
    #[error("reading an Xsi document: `{element}` is not {expected}")]
    Invalid {
        /// The element.
        element: &'static str,
        /// What it should be.
        expected: &'static str,
    },
}
