//! Preferred ports, and free ones where they are taken.

use std::net::{SocketAddr, TcpListener, UdpSocket};

use crate::config::loopback;

use super::options::Progress;

/// Gives out addresses on loopback.
pub(crate) struct Ports<'a> {
    base: Option<u16>,
    say: &'a mut dyn FnMut(Progress),
}

impl<'a> Ports<'a> {
    pub(crate) fn new(base: Option<u16>, say: &'a mut dyn FnMut(Progress)) -> Self {
        Self { base, say }
    }

    /// The usual port of a component, or `offset` from the base; any free one when it is taken.
    /// From base 0 the system chooses when the component binds, which nobody can forestall.
    pub(crate) fn take(&mut self, what: &'static str, usual: u16, offset: u16) -> SocketAddr {
        if self.base == Some(0) {
            return loopback(0);
        }
        let wanted = self.base.map_or(usual, |base| base.saturating_add(offset));
        if is_free(wanted) {
            return loopback(wanted);
        }
        let used = free_port();
        (self.say)(Progress::PortReplaced { what, wanted, used });
        loopback(used)
    }
}

/// SIP components use one number for UDP and TCP, so both must be free.
fn is_free(port: u16) -> bool {
    TcpListener::bind(loopback(port)).is_ok() && UdpSocket::bind(loopback(port)).is_ok()
}

fn free_port() -> u16 {
    (0..64)
        .filter_map(|_| TcpListener::bind(loopback(0)).ok()?.local_addr().ok())
        .map(|address| address.port())
        .find(|port| is_free(*port))
        .unwrap_or(0)
}
