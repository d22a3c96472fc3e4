//! `Via` (RFC 3261 section 20.42).

use std::fmt;

use crate::error::SipError;
use crate::syntax::{Parameters, split_outside};
use crate::uri::host_and_port;

/// What every branch of an RFC 3261 element starts with.
pub const MAGIC_COOKIE: &str = "z9hG4bK";

/// One hop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Via {
    /// `UDP`, `TCP`, `TLS`, in upper case.
    pub transport: String,
    /// Host of the sender as it sees itself.
    pub host: String,
    /// Port of the sender.
    pub port: Option<u16>,
    /// `branch`, `received`, `rport` and others.
    pub parameters: Parameters,
}

impl Via {
    /// A hop with a branch; asks for the response port (RFC 3581).
    #[must_use]
    pub fn new(transport: &str, host: &str, port: u16, branch: &str) -> Self {
        let mut parameters = Parameters::default();
        parameters.set("branch", Some(branch));
        parameters.set("rport", None);
        Self {
            transport: transport.to_ascii_uppercase(),
            host: host.to_owned(),
            port: Some(port),
            parameters,
        }
    }

    /// Reads one hop.
    ///
    /// # Errors
    /// When protocol, transport or host is missing.
    pub fn parse(text: &str) -> Result<Self, SipError> {
        let bad = || SipError::Malformed { name: "Via" };
        let mut pieces = split_outside(text, b';').into_iter();
        let first = pieces.next().unwrap_or_default();
        // `SIP / 2.0 / UDP host` is legal.
        let mut protocol = first.splitn(3, '/');
        let name = protocol.next().unwrap_or_default().trim();
        let version = protocol.next().unwrap_or_default().trim();
        let rest = protocol.next().ok_or_else(bad)?.trim();
        if !name.eq_ignore_ascii_case("SIP") || version != "2.0" {
            return Err(bad());
        }
        let (transport, sent_by) = rest.split_once([' ', '\t']).ok_or_else(bad)?;
        let (host, port) = host_and_port(sent_by).map_err(|_| bad())?;
        Ok(Self {
            transport: transport.to_ascii_uppercase(),
            host,
            port,
            parameters: Parameters::from_pieces(pieces),
        })
    }

    /// The `branch` parameter.
    #[must_use]
    pub fn branch(&self) -> Option<String> {
        self.parameters.value("branch")
    }

    /// `host:port` of the sender, the port filled in.
    #[must_use]
    pub fn sent_by(&self) -> String {
        format!("{}:{}", self.host, self.port.unwrap_or(5060))
    }
}

impl fmt::Display for Via {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SIP/2.0/{} {}", self.transport, self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        f.write_str(&self.parameters.to_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hop_is_read_and_written() {
        let text = "SIP/2.0/UDP 10.9.63.11:5070;branch=z9hG4bK08;rport";
        let via = Via::parse(text).expect("a hop");
        assert_eq!(via.branch().as_deref(), Some("z9hG4bK08"));
        assert_eq!(via.to_string(), text);
        let spaced =
            Via::parse("SIP / 2.0 / tcp  first.example.com : 4000;ttl=16").expect("blanks");
        assert_eq!((spaced.transport.as_str(), spaced.port), ("TCP", Some(4000)));
        assert!(Via::parse("SIP/2.0/UDP").is_err());
        assert!(Via::parse("HTTP/2.0/UDP h").is_err());
    }
}
