//! What an agent needs to know, and whom it asks for numbers.

use lineman_sip::Timers;

use crate::hop::{Hop, Transport};

/// An address by which others reach the agent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnAddress {
    /// Protocol, host and port.
    pub hop: Hop,
}

/// Configuration of an agent.
#[derive(Debug, Clone)]
pub struct AgentConfig {
    /// The agent's own addresses, one per protocol.
    pub own: Vec<OwnAddress>,
    /// Timers of the transactions.
    pub timers: Timers,
    /// How long a call rings when the callee does not say, in milliseconds.
    pub ring_millis: i64,
    /// How often the devices of a call that is up are asked whether they are still there.
    pub audit_millis: i64,
    /// Most calls at a time.
    pub max_calls: usize,
    /// Most transactions of each kind at a time.
    pub max_transactions: usize,
    /// Most devices that one call rings at a time.
    pub max_forks: usize,
    /// Most times that a call is forwarded.
    pub max_forwards: u32,
}

impl Default for AgentConfig {
    fn default() -> Self {
        Self {
            own: Vec::new(),
            timers: Timers::default(),
            ring_millis: 120_000,
            audit_millis: 900_000,
            max_calls: 10_000,
            max_transactions: 40_000,
            max_forks: 10,
            max_forwards: 5,
        }
    }
}

impl AgentConfig {
    /// Our own address of a protocol.
    #[must_use]
    pub fn own(&self, transport: Transport) -> Option<&Hop> {
        self.own.iter().map(|own| &own.hop).find(|hop| hop.transport == transport)
    }
}

/// Number and correlation id of a leg.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallHalf {
    /// The number; no two legs have the same.
    pub number: u64,
    /// One id for all legs of a call.
    pub correlation: String,
}

/// Numbers the legs: whoever writes the log does, because it sees an INVITE before the agent.
pub trait CallHalves: Send + Sync {
    /// The leg that an INVITE of somebody else begins.
    fn incoming(&self, call_id: &str) -> CallHalf;
    /// A leg that the agent begins towards a party, for the sake of another leg if there is one.
    fn outgoing(&self, call_id: &str, party: &str, parent: Option<u64>, correlation: &str) -> u64;
    /// A leg ended.
    fn closed(&self, call_id: &str);
}
