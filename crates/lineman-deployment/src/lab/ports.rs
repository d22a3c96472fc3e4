//! Preferred ports, and free ones where they are taken.

use std::net::{SocketAddr, TcpListener, UdpSocket};

use crate::config::loopback;

use super::options::Progress;

/// Offsets from the base are below this.
const SPAN: u16 = 32;

/// Gives out addresses on loopback.
pub(crate) struct Ports<'a> {
    base: Option<u16>,
    given: Vec<u16>,
    say: &'a mut dyn FnMut(Progress),
}

impl<'a> Ports<'a> {
    pub(crate) fn new(base: Option<u16>, say: &'a mut dyn FnMut(Progress)) -> Self {
        Self { base, given: Vec::new(), say }
    }

    /// The usual port of a component, or `offset` from the base; any free one when it is taken.
    /// From base 0 the system chooses when the component binds, which nobody can forestall.
    pub(crate) fn take(&mut self, what: &'static str, usual: u16, offset: u16) -> SocketAddr {
        if self.base == Some(0) {
            return loopback(0);
        }
        let wanted = self.base.map_or(usual, |base| base.saturating_add(offset));
        let port = if is_free(wanted) && !self.given.contains(&wanted) {
            wanted
        } else {
            let used = self.free_port();
            (self.say)(Progress::PortReplaced { what, wanted, used });
            used
        };
        self.given.push(port);
        loopback(port)
    }

    /// A free port that no other component has, or may want.
    fn free_port(&self) -> u16 {
        let wanted = |port: u16| {
            self.base.is_some_and(|base| (base..base.saturating_add(SPAN)).contains(&port))
        };
        (0..64)
            .filter_map(|_| TcpListener::bind(loopback(0)).ok()?.local_addr().ok())
            .map(|address| address.port())
            .find(|port| is_free(*port) && !wanted(*port) && !self.given.contains(port))
            .unwrap_or(0)
    }
}

/// SIP components use one number for UDP and TCP, so both must be free.
fn is_free(port: u16) -> bool {
    TcpListener::bind(loopback(port)).is_ok() && UdpSocket::bind(loopback(port)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taken_ports_are_replaced_by_others_and_said() {
        let taken = TcpListener::bind(loopback(0)).unwrap();
        let base = taken.local_addr().unwrap().port();
        let mut said = Vec::new();
        let mut say = |one| said.push(one);
        let mut ports = Ports::new(Some(base), &mut say);
        let given: Vec<u16> = (0..4).map(|_| ports.take("a component", 1, 0).port()).collect();
        assert!(!given.contains(&base));
        for (index, port) in given.iter().enumerate() {
            assert!(*port != 0 && !given[..index].contains(port), "{given:?}");
        }
        assert_eq!(said.len(), 4);
        assert!(matches!(said[0], Progress::PortReplaced { wanted, .. } if wanted == base));
    }

    #[test]
    fn from_base_zero_the_system_chooses() {
        let mut said = Vec::new();
        let mut say = |one| said.push(one);
        assert_eq!(Ports::new(Some(0), &mut say).take("a component", 8080, 3), loopback(0));
        assert!(said.is_empty());
    }
}
