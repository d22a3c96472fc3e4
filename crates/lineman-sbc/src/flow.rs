//! Flows: where a message goes, and the tokens by which our own URIs remember it (RFC 5626
//! section 5.2).

use std::net::{IpAddr, SocketAddr};

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lineman_model::Secret;
use lineman_sip_transport::{Protocol, SipPeer};

/// Bytes of the code that makes a token ours.
const CODE: usize = 10;
/// Longest token: code, role, protocol, connection, IPv6 address, port.
const LONGEST: usize = CODE + 2 + 8 + 16 + 2;

/// Where bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hop {
    pub(crate) peer: SipPeer,
    /// Only this connection will do.
    pub(crate) connection: Option<u64>,
    /// Where to connect when that connection has ended.
    pub(crate) fallback: Option<SipPeer>,
}

impl Hop {
    /// Any way to this peer.
    pub(crate) const fn to(peer: SipPeer) -> Self {
        Self { peer, connection: None, fallback: None }
    }
}

/// A flow as it comes in: who, and for streams over which connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Flow {
    pub(crate) peer: SipPeer,
    pub(crate) connection: u64,
}

impl Flow {
    /// Back over this flow and no other.
    pub(crate) fn hop(self) -> Hop {
        let connection = self.peer.protocol.is_reliable().then_some(self.connection);
        Hop { peer: self.peer, connection, fallback: None }
    }
}

/// What one of our URIs stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// Go to this client over its flow.
    Client(Flow),
    /// Go to this Application Server.
    Core(SipPeer),
}

/// Makes tokens and knows its own.
pub(crate) struct FlowKey(hmac::Key);

impl FlowKey {
    pub(crate) fn new(secret: &Secret) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.reveal().as_bytes()))
    }

    /// The user part of a URI of ours.
    pub(crate) fn write(&self, token: Token) -> String {
        let mut bytes = vec![0; CODE];
        let (role, peer, connection) = match token {
            Token::Client(Flow { peer, connection }) => (0_u8, peer, connection),
            Token::Core(peer) => (1, peer, 0),
        };
        bytes.push(role);
        bytes.push(match peer.protocol {
            Protocol::Udp => 0,
            Protocol::Tcp => 1,
            Protocol::Tls => 2,
        });
        bytes.extend(connection.to_be_bytes());
        match peer.address.ip() {
            IpAddr::V4(address) => bytes.extend(address.octets()),
            IpAddr::V6(address) => bytes.extend(address.octets()),
        }
        bytes.extend(peer.address.port().to_be_bytes());
        let code = self.code(&bytes[CODE..]);
        bytes[..CODE].copy_from_slice(&code);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a user part stands for; nothing when it is not ours.
    pub(crate) fn read(&self, text: &str) -> Option<Token> {
        if text.len() > LONGEST * 2 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (code, rest) = bytes.split_at_checked(CODE)?;
        aws_lc_rs::constant_time::verify_slices_are_equal(code, &self.code(rest)).ok()?;
        let (&[role, protocol], rest) = rest.split_first_chunk::<2>()?;
        let (connection, rest) = rest.split_first_chunk::<8>()?;
        let (address, port) = rest.split_last_chunk::<2>()?;
        let ip = match <[u8; 4]>::try_from(address) {
            Ok(octets) => IpAddr::from(octets),
            Err(_) => IpAddr::from(<[u8; 16]>::try_from(address).ok()?),
        };
        let protocol = *Protocol::ALL.get(usize::from(protocol))?;
        let peer = SipPeer::new(protocol, SocketAddr::new(ip, u16::from_be_bytes(*port)));
        match role {
            0 => Some(Token::Client(Flow { peer, connection: u64::from_be_bytes(*connection) })),
            1 => Some(Token::Core(peer)),
            _ => None,
        }
    }

    fn code(&self, bytes: &[u8]) -> [u8; CODE] {
        let mut code = [0; CODE];
        let tag = hmac::sign(&self.0, bytes);
        for (place, byte) in code.iter_mut().zip(tag.as_ref()) {
            *place = *byte;
        }
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_by_its_maker_only_and_not_when_changed() {
        let ours = FlowKey::new(&Secret::new("ours"));
        let theirs = FlowKey::new(&Secret::new("theirs"));
        for address in ["192.0.2.7:5062", "[2001:db8::7]:5062"] {
            for protocol in Protocol::ALL {
                let peer = SipPeer::new(protocol, address.parse().expect("an address"));
                for token in [Token::Client(Flow { peer, connection: 9 }), Token::Core(peer)] {
                    let text = ours.write(token);
                    assert_eq!(ours.read(&text), Some(token));
                    assert_eq!(theirs.read(&text), None);
                    assert_eq!(ours.read(&text[1..]), None);
                    let last = if text.ends_with('A') { "B" } else { "A" };
                    assert_eq!(ours.read(&format!("{}{last}", &text[..text.len() - 1])), None);
                }
            }
        }
        assert_eq!(ours.read(""), None);
        assert_eq!(ours.read("alice"), None);
    }
}
