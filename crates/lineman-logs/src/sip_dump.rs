//! A SIP message inside a log body, as XSLog (sampled) and the app's calling log (INFERRED) show it.

/// Which way a message went, seen from the log's owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Received.
    In,
    /// Sent.
    Out,
    /// The log does not say.
    Unknown,
}

/// A dumped SIP message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SipDump {
    /// `udp`, `tcp`, `tls`, ...
    pub transport: String,
    /// Length of the message on the wire in bytes, CRLF line ends counted.
    pub bytes: usize,
    /// Which way it went.
    pub direction: Direction,
    /// `address:port` of the other side.
    pub peer: String,
    /// The message with LF line ends, exactly as dumped, without the trailing empty lines that
    /// separate records.
    pub message: String,
}
