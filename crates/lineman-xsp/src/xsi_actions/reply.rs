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

/// Elements whose text is a secret.
const SECRETS: &[&str] = &["password", "token"];

impl Reply {
    /// A document in the format that was asked for. XML declares ISO-8859-1, as real servers do;
    /// what does not fit is written as references, so nothing is lost.
    pub(crate) fn document<R: XsiResource>(
        status: StatusCode,
        resource: &R,
        format: Format,
    ) -> Self {
        let encoding = Encoding::Iso88591;
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_str(&format.content_type(encoding)) {
            headers.insert(header::CONTENT_TYPE, value);
        }
        // Answers hold personal data and secrets.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Self {
            status,
            headers,
            body: resource.to_bytes(format, encoding),
            logged_body: resource.to_log(format, encoding, SECRETS, MASK),
        }
    }
}
