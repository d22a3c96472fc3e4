//! From the next hop of a message to an address, and from an address to a hop.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use lineman_calls::{Hop, Transport};
use lineman_model::Timestamp;
use lineman_sip_transport::{Protocol, SipPeer};

use crate::registrar::SbcAddress;

/// How long a name keeps its addresses.
const LIFE_MILLIS: i64 = 60_000;
/// Names remembered; then the memory starts anew.
const NAMES: usize = 100;
/// How long a look-up may take.
const LOOK_UP: Duration = Duration::from_secs(1);

/// Finds addresses. Only those of the SBC are given out: a Contact that names another place leads
/// nowhere.
pub(super) struct Destinations {
    sbc: Vec<SbcAddress>,
    names: HashMap<String, (Vec<IpAddr>, Timestamp)>,
}

impl Destinations {
    pub(super) fn new(sbc: Vec<SbcAddress>) -> Self {
        Self { sbc, names: HashMap::new() }
    }

    pub(super) async fn find(&mut self, hop: &Hop, now: Timestamp) -> Option<SipPeer> {
        let protocol = match hop.transport {
            Transport::Udp => Protocol::Udp,
            Transport::Tcp => Protocol::Tcp,
            // TLS ends at the SBC.
            Transport::Tls => return None,
        };
        let addresses = self.addresses(&hop.host, now).await;
        let known = |ip: &&IpAddr| self.sbc.iter().any(|sbc| sbc.ip == **ip);
        let ip = addresses.iter().find(known)?;
        Some(SipPeer::new(protocol, SocketAddr::new(*ip, hop.port)))
    }

    async fn addresses(&mut self, host: &str, now: Timestamp) -> Vec<IpAddr> {
        let literal = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(ip) = literal.parse::<IpAddr>() {
            return vec![ip];
        }
        if let Some((addresses, end)) = self.names.get(host)
            && *end > now
        {
            return addresses.clone();
        }
        let found = tokio::time::timeout(LOOK_UP, tokio::net::lookup_host((host, 0))).await;
        let addresses: Vec<IpAddr> = match found {
            Ok(Ok(found)) => found.map(|address| address.ip()).collect(),
            Ok(Err(error)) => {
                tracing::debug!(host, %error, "a host name was not found");
                Vec::new()
            }
            Err(_) => Vec::new(),
        };
        if self.names.len() >= NAMES {
            self.names.clear();
        }
        let end = now.plus_millis(LIFE_MILLIS);
        self.names.insert(host.to_owned(), (addresses.clone(), end));
        addresses
    }
}

/// The hop that a peer is.
pub(super) fn hop_of(peer: SipPeer) -> Hop {
    let transport = if peer.protocol == Protocol::Udp { Transport::Udp } else { Transport::Tcp };
    let host = match peer.address.ip() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    };
    Hop { transport, host, port: peer.address.port() }
}

/// The peer that a hop with a literal address is.
pub(super) fn peer_of(hop: &Hop) -> Option<SipPeer> {
    let literal = hop.host.trim_start_matches('[').trim_end_matches(']');
    let protocol = if hop.transport == Transport::Udp { Protocol::Udp } else { Protocol::Tcp };
    let address = SocketAddr::new(literal.parse().ok()?, hop.port);
    Some(SipPeer::new(protocol, address))
}
