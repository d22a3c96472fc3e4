//! An HTTP request or answer inside a log body (INFERRED form, read tolerantly).
//!
//! Written as a request or status line, `name: value` lines, an empty line and the body. Read from
//! any order of headers, `key: value` and `key=value`, in any case (log-formats.md 2.5 and 3.2).

use std::fmt::Write as _;
use std::sync::LazyLock;

use regex::Regex;

use crate::escape::{decode, encode_field};

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

static REQUEST_LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"\b(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?P<target>https?://\S+|/\S*)(?: HTTP/\d(?:\.\d)?)?",
    )
    .ok()
});

static STATUS_LINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)HTTP/\d(?:\.\d)? (?P<status>\d{3})(?: (?P<reason>[^\n]*))?|(?:status|response)[ _-]?(?:code)?\s*[:=]\s*(?P<code>\d{3})\b",
    )
    .ok()
});

static STRICT_STATUS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\bHTTP/\d(?:\.\d)? \d{3}\b|^\s*(?:http )?(?:response |status)[ _-]?code\s*[:=]\s*\d{3}\b").ok()
});

/// Lines looked at for a request or status line.
const HEAD_LINES: usize = 12;

impl HttpRequestBlock {
    /// As text.
    #[must_use]
    pub fn write(&self) -> String {
        let target = self.target.replace(' ', "%20");
        let mut text = format!("{} {} HTTP/1.1", self.method, encode_field(&target));
        write_rest(&mut text, &self.headers, &self.body);
        text
    }

    /// Reads text that holds a request line in its first lines.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let pattern = REQUEST_LINE.as_ref()?;
        let (found, rest) = find_line(text, |line| pattern.captures(line))?;
        let (headers, body) = read_rest(rest);
        Some(Self {
            method: found["method"].to_owned(),
            target: decode(&found["target"]).into_owned(),
            headers,
            body,
        })
    }
}

impl HttpResponseBlock {
    /// Reads text that begins with a status line or with nothing but `status code = 200`: for logs in
    /// which words like `status: 200` stand in other records too.
    #[must_use]
    pub fn read_strict(text: &str) -> Option<Self> {
        let first = text.lines().next()?;
        if STRICT_STATUS.as_ref()?.is_match(first) { Self::read(text) } else { None }
    }

    /// As text.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = format!("HTTP/1.1 {:03}", self.status);
        if !self.reason.is_empty() {
            let _ = write!(text, " {}", encode_field(&self.reason));
        }
        write_rest(&mut text, &self.headers, &self.body);
        text
    }

    /// Reads text that holds a status line, or `StatusCode=200` and the like, in its first lines.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let pattern = STATUS_LINE.as_ref()?;
        let (found, rest) = find_line(text, |line| pattern.captures(line))?;
        let status = found.name("status").or_else(|| found.name("code"))?.as_str().parse().ok()?;
        let (headers, body) = read_rest(rest);
        let reason =
            found.name("reason").map_or("", |reason| reason.as_str().trim_end_matches('\r'));
        Some(Self { status, reason: decode(reason).into_owned(), headers, body })
    }
}

fn write_rest(text: &mut String, headers: &[(String, String)], body: &str) {
    for (name, value) in headers {
        let _ = write!(text, "\n{name}: {}", encode_field(value));
    }
    if !body.is_empty() {
        text.push_str("\n\n");
        text.push_str(body);
    }
}

/// The first line that matches, and the text behind it.
fn find_line<'a, T>(text: &'a str, matches: impl Fn(&'a str) -> Option<T>) -> Option<(T, &'a str)> {
    let mut offset = 0;
    for line in text.split_inclusive('\n').take(HEAD_LINES) {
        offset += line.len();
        let content = line.trim_end_matches('\n');
        // A payload is no place for a request line.
        if content.starts_with(['<', '{']) {
            return None;
        }
        if let Some(found) = matches(content) {
            return Some((found, &text[offset..]));
        }
    }
    None
}

/// Header lines until an empty line or the payload; then the payload.
fn read_rest(text: &str) -> (Vec<(String, String)>, String) {
    let mut headers = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        if content.is_empty() {
            offset += line.len();
            break;
        }
        if content.starts_with(['<', '{', '[']) {
            break;
        }
        offset += line.len();
        if let Some(border) = content.find([':', '=']) {
            let (name, value) = (content[..border].trim(), &content[border + 1..]);
            if !name.is_empty() {
                headers.push((name.to_owned(), decode(value.trim_matches(' ')).into_owned()));
            }
        }
    }
    (headers, text[offset..].to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn permuted_and_differently_written_headers_are_read() {
        // log-formats.md 2.5
        let text = "sending\nURL of the server: x\nPOST https://bridge.example/a/b\nTRACKINGID=CLIENT_1\ncontent-type : application/xml\n<subscriberProfile/>";
        let request = HttpRequestBlock::read(text).unwrap();
        assert_eq!(
            (request.method.as_str(), request.target.as_str()),
            ("POST", "https://bridge.example/a/b")
        );
        assert_eq!(header(&request.headers, "trackingId"), Some("CLIENT_1"));
        assert_eq!(header(&request.headers, "Content-Type"), Some("application/xml"));
        assert_eq!(request.body, "<subscriberProfile/>");
        assert_eq!(HttpResponseBlock::read("StatusCode=200").unwrap().status, 200);
        assert_eq!(HttpResponseBlock::read("HTTP/1.1 409 Conflict\n\n<e/>").unwrap().body, "<e/>");
        assert_eq!(HttpResponseBlock::read("<a>HTTP/1.1 200</a>"), None);
    }

    prop_compose! {
        fn headers()(pairs in proptest::collection::vec(("[a-zA-Z-]{1,12}", "(?s)[\\x00-\\x7fé\u{2400}-\u{2421}]{0,20}"), 0..4)) -> Vec<(String, String)> {
            pairs
        }
    }

    proptest! {
        #[test]
        fn requests_go_both_ways(headers in headers(), target in "/[a-z/%@]{0,20}", body in "(<[a-z\n |é]{0,40})?") {
            let request = HttpRequestBlock { method: String::from("POST"), target, headers, body };
            prop_assert_eq!(HttpRequestBlock::read(&request.write()), Some(request));
        }

        #[test]
        fn answers_go_both_ways(headers in headers(), status in 100_u16..600, reason in "[A-Za-z][A-Za-z ]{0,9}[a-z]", body in "([a-z<{\n |é]{1,40})?") {
            let response = HttpResponseBlock { status, reason, headers, body };
            prop_assert_eq!(HttpResponseBlock::read(&response.write()), Some(response));
        }
    }
}
