//! Where a message goes next.

use std::fmt;

use lineman_sip::SipUri;

/// Transport protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Transport {
    /// Datagrams.
    Udp,
    /// Streams.
    Tcp,
    /// Encrypted streams.
    Tls,
}

impl Transport {
    /// `udp`, `tcp` or `tls`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
        }
    }

    /// Whether it delivers by itself.
    #[must_use]
    pub const fn is_reliable(self) -> bool {
        !matches!(self, Self::Udp)
    }
}

/// The next element: protocol, host as written (a name or an address), port.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hop {
    /// Protocol.
    pub transport: Transport,
    /// Name or address; IPv6 addresses in brackets.
    pub host: String,
    /// Port.
    pub port: u16,
}

impl Hop {
    /// Where a URI leads (RFC 3263 without DNS records other than addresses).
    #[must_use]
    pub fn of_uri(uri: &str) -> Option<Self> {
        let uri = SipUri::parse(uri).ok().filter(|uri| uri.scheme != "tel")?;
        let transport = match uri.transport().as_deref() {
            _ if uri.scheme == "sips" => Transport::Tls,
            None | Some("udp") => Transport::Udp,
            Some("tcp") => Transport::Tcp,
            Some("tls") => Transport::Tls,
            Some(_) => return None,
        };
        let usual = if transport == Transport::Tls { 5061 } else { 5060 };
        Some(Self { transport, host: uri.host, port: uri.port.unwrap_or(usual) })
    }
}

impl fmt::Display for Hop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.transport.as_str(), self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_leads_somewhere_or_nowhere() {
        let hop = |uri| Hop::of_uri(uri).map(|hop| hop.to_string());
        assert_eq!(hop("sip:localhost:5070;lr").as_deref(), Some("udp:localhost:5070"));
        assert_eq!(hop("sip:a@h;transport=TCP").as_deref(), Some("tcp:h:5060"));
        assert_eq!(hop("sips:a@[::1]").as_deref(), Some("tls:[::1]:5061"));
        assert_eq!(hop("tel:+1555"), None);
        assert_eq!(hop("sip:h;transport=sctp"), None);
    }
}
