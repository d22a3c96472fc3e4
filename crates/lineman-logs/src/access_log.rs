//! access_log of the XSP's container (LOG-002), both eras (log-formats.md 3.1).

use lineman_model::Timestamp;

/// One line of the access_log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessLogRecord {
    /// Address of the client.
    pub host: String,
    /// Second column, usually `-`.
    pub ident: String,
    /// Third column, usually `-`.
    pub user: String,
    /// Start of the request, to the second.
    pub time: Timestamp,
    /// Offset of the printed time from UTC in minutes.
    pub offset_minutes: i32,
    /// The request line, unescaped, such as `GET /path HTTP/1.1`; `-` when there was none.
    pub request: String,
    /// HTTP status; none for `-`.
    pub status: Option<u16>,
    /// Body bytes; none for `-`.
    pub bytes: Option<u64>,
    /// Whole seconds that the request took, when two numbers follow.
    pub seconds: Option<u64>,
    /// Microseconds that the request took, when two numbers follow.
    pub micros: Option<u64>,
    /// `"referer"`, when two quoted strings follow.
    pub referer: Option<String>,
    /// `"user-agent"`, when two quoted strings follow.
    pub user_agent: Option<String>,
    /// Anything that stands behind and has no name, in order.
    pub rest: Vec<String>,
}

impl AccessLogRecord {
    /// Method, path (still percent-encoded) and protocol, when the request line has them.
    #[must_use]
    pub fn request_parts(&self) -> Option<(&str, &str, &str)> {
        let mut parts = self.request.split(' ');
        let (method, path, protocol) = (parts.next()?, parts.next()?, parts.next()?);
        parts.next().is_none().then_some((method, path, protocol))
    }
}
