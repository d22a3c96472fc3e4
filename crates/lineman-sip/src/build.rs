//! Builders for requests and responses.

use crate::address::NameAddress;
use crate::cseq::CSeq;
use crate::headers::Headers;
use crate::message::{Message, Method, StartLine, reason_phrase};
use crate::syntax::without_breaks;
use crate::via::Via;

/// Builds a request. `Content-Length` is added by [`RequestBuilder::build`].
#[derive(Debug, Clone)]
pub struct RequestBuilder {
    message: Message,
}

impl RequestBuilder {
    /// A request with the fields that every request must have; `Max-Forwards` is 70.
    #[must_use]
    pub fn new(
        method: Method,
        uri: &str,
        via: &Via,
        from: &NameAddress,
        to: &NameAddress,
        call_id: &str,
        cseq: u32,
    ) -> Self {
        let mut headers = Headers::default();
        headers.push("Via", via.to_string());
        headers.push("Max-Forwards", "70");
        headers.push("From", from.to_string());
        headers.push("To", to.to_string());
        headers.push("Call-ID", call_id);
        headers.push("CSeq", CSeq { number: cseq, method: method.clone() }.to_string());
        let start_line = StartLine::Request { method, uri: without_breaks(uri) };
        Self { message: Message { start_line, headers, body: Vec::new() } }
    }

    /// Adds a header field.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.message.headers.push(name, value);
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.message.headers.set("Content-Type", content_type);
        self.message.body = body.into();
        self
    }

    /// The finished request.
    #[must_use]
    pub fn build(mut self) -> Message {
        let length = self.message.body.len().to_string();
        self.message.headers.set("Content-Length", length);
        self.message
    }
}

/// Builds the response to a request.
#[derive(Debug, Clone)]
pub struct ResponseBuilder {
    message: Message,
}

impl ResponseBuilder {
    /// A response with the fields that RFC 3261 section 8.2.6 copies from the request: all `Via`,
    /// `From`, `To`, `Call-ID`, `CSeq`. `to_tag` is added to `To` when it has none and the
    /// response is not 100.
    #[must_use]
    pub fn new(request: &Message, status: u16, to_tag: &str) -> Self {
        let mut headers = Headers::default();
        for via in request.headers.get_all("Via") {
            headers.push("Via", via);
        }
        for name in ["From", "To", "Call-ID", "CSeq"] {
            let Some(value) = request.headers.get(name) else { continue };
            let tagless = name == "To"
                && status != 100
                && !to_tag.is_empty()
                && request.to().is_ok_and(|to| to.tag().is_none());
            if tagless {
                headers.push(name, format!("{value};tag={to_tag}"));
            } else {
                headers.push(name, value);
            }
        }
        let start_line = StartLine::Response { status, reason: reason_phrase(status).to_owned() };
        Self { message: Message { start_line, headers, body: Vec::new() } }
    }

    /// Adds a header field.
    #[must_use]
    pub fn header(mut self, name: &str, value: impl AsRef<str>) -> Self {
        self.message.headers.push(name, value);
        self
    }

    /// The finished response.
    #[must_use]
    pub fn build(mut self) -> Message {
        let length = self.message.body.len().to_string();
        self.message.headers.set("Content-Length", length);
        self.message
    }
}
