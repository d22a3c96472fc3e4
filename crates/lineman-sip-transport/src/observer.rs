//! Who wants to see every message.

use crate::peer::SipPeer;

/// Sees the bytes of every SIP message in both directions; keep-alives are not messages.
pub trait SipObserver: Send + Sync {
    /// A message came in, readable or not.
    fn received(&self, peer: SipPeer, wire: &[u8]);
    /// A message is about to be handed to the network.
    fn sent(&self, peer: SipPeer, wire: &[u8]);
}

/// Looks away.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSipObserver;

impl SipObserver for NoSipObserver {
    fn received(&self, _peer: SipPeer, _wire: &[u8]) {}
    fn sent(&self, _peer: SipPeer, _wire: &[u8]) {}
}
