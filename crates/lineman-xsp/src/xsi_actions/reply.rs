//! An answer with the two forms of its body: as sent, and as logged.

use http::{HeaderMap, HeaderValue, StatusCode, header};
use lineman_ocip::MASK;
use lineman_xsi::{Encoding, Format, XsiResource};

/// An answer.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) logged_body: String,
}

/// Elements whose text is a secret, in questions and in answers.
pub(crate) const SECRETS: &[&str] = &["password", "oldPassword", "newPassword", "token"];

impl Reply {
    /// A document in the format that was asked for. XML declares ISO-8859-1, as real servers do
    /// for most locales; what does not fit is written as references, so nothing is lost.
    pub(crate) fn document<R: XsiResource>(
        status: StatusCode,
        resource: &R,
        format: Format,
    ) -> Self {
        Self::document_in(status, resource, format, Encoding::Iso88591)
    }

    /// A document whose XML is in another character set.
    pub(crate) fn document_in<R: XsiResource>(
        status: StatusCode,
        resource: &R,
        format: Format,
        encoding: Encoding,
    ) -> Self {
        let mut reply = Self::empty(status);
        if let Ok(value) = HeaderValue::from_str(&format.content_type(encoding)) {
            reply.headers.insert(header::CONTENT_TYPE, value);
        }
        reply.body = resource.to_bytes(format, encoding);
        reply.logged_body = resource.to_log(format, encoding, SECRETS, MASK);
        reply
    }

    /// An answer without a document: PUT and DELETE that went well.
    pub(crate) fn empty(status: StatusCode) -> Self {
        let mut headers = HeaderMap::new();
        // Answers hold personal data and secrets.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Self { status, headers, body: Vec::new(), logged_body: String::new() }
    }
}
