//! What can be wrong with a SIP message.

use thiserror::Error;

/// Why a SIP message, header or stream was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SipError {
    /// The message is longer than [`lineman_model::limits::SIP_MESSAGE_BYTES`].
    #[error("reading a SIP message: longer than {limit} bytes")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// More header fields than [`lineman_model::limits::SIP_HEADERS`].
    #[error("reading a SIP message: more than {limit} header fields")]
    TooManyHeaders {
        /// The limit.
        limit: usize,
    },
    /// There is no start line.
    #[error("reading a SIP message: it is empty")]
    Empty,
    /// The first line is neither a request line nor a status line.
    #[error("reading a SIP message: the first line is neither a request nor a status line")]
    StartLine,
    /// A header line without a colon or with an impossible name.
    #[error("reading a SIP message: line {line} is not a header field")]
    HeaderLine {
        /// 1-based line number.
        line: usize,
    },
    /// The header section never ends.
    #[error("reading a SIP message: no empty line after the header fields")]
    NoEndOfHeaders,
    /// `Content-Length` is not a number, or given twice with different values.
    #[error("reading a SIP message: Content-Length is not one number")]
    ContentLength,
    /// The body is shorter than `Content-Length` says.
    #[error("reading a SIP message: the body has {present} of {declared} bytes")]
    BodyTooShort {
        /// Bytes announced.
        declared: usize,
        /// Bytes present.
        present: usize,
    },
    /// A mandatory header field is missing.
    #[error("reading a SIP message: the header field {name} is missing")]
    Missing {
        /// Name of the field.
        name: &'static str,
    },
    /// A header field cannot be understood.
    #[error("reading a SIP message: the header field {name} cannot be understood")]
    Malformed {
        /// Name of the field.
        name: &'static str,
    },
    /// A URI cannot be understood.
    #[error("reading a SIP URI: it cannot be understood")]
    Uri,
    /// The challenge asks for something that we do not offer.
    #[error("answering a SIP challenge: {what} is not supported")]
    Challenge {
        /// Algorithm or quality of protection.
        what: String,
    },
}
