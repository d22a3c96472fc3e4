//! An HTTP request or answer inside a log body (INFERRED form, read tolerantly).
//!
//! Written as a request or status line, `name: value` lines, an empty line and the body. Read from
//! any order of headers, `key: value` and `key=value`, in any case (log-formats.md 2.5 and 3.2).

/// A request as a log shows it. Header names keep their case; secrets are masked by the writer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HttpRequestBlock {
    /// `GET`, `POST`, ...
    pub method: String,
    /// The request target: a path with its query, or an absolute URL.
    pub target: String,
    /// Header fields in order.
    pub headers: Vec<(String, String)>,
    /// The body as text; empty when there is none.
    pub body: String,
}

/// An answer as a log shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HttpResponseBlock {
    /// The status code.
    pub status: u16,
    /// The reason phrase, may be empty.
    pub reason: String,
    /// Header fields in order.
    pub headers: Vec<(String, String)>,
    /// The body as text; empty when there is none.
    pub body: String,
}

/// The first value of a header, whatever its case.
#[must_use]
pub fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}
