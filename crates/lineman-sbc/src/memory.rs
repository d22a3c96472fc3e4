//! Which Application Server serves a user, as far as we remember.

use std::collections::{BTreeSet, HashMap};

use lineman_model::Timestamp;
use lineman_sip_transport::SipPeer;

/// A bounded table with an end of life for every entry.
#[derive(Debug)]
pub(crate) struct Memory {
    capacity: usize,
    life_millis: i64,
    table: HashMap<String, (SipPeer, Timestamp)>,
    ends: BTreeSet<(Timestamp, String)>,
}

impl Memory {
    pub(crate) fn new(capacity: usize, life_millis: i64) -> Self {
        Self { capacity, life_millis, table: HashMap::new(), ends: BTreeSet::new() }
    }

    pub(crate) fn get(&mut self, now: Timestamp, user: &str) -> Option<SipPeer> {
        self.drop_ended(now);
        self.table.get(user).map(|(peer, _)| *peer)
    }

    /// Remembers; the entry that ends first makes room when the table is full.
    pub(crate) fn insert(&mut self, now: Timestamp, user: &str, peer: SipPeer) {
        self.forget(user);
        if self.table.len() >= self.capacity
            && let Some((_, oldest)) = self.ends.pop_first()
        {
            self.table.remove(&oldest);
        }
        let end = now.plus_millis(self.life_millis);
        self.table.insert(user.to_owned(), (peer, end));
        self.ends.insert((end, user.to_owned()));
    }

    pub(crate) fn forget(&mut self, user: &str) {
        if let Some((_, end)) = self.table.remove(user) {
            self.ends.remove(&(end, user.to_owned()));
        }
    }

    fn drop_ended(&mut self, now: Timestamp) {
        while self.ends.first().is_some_and(|(end, _)| *end <= now) {
            if let Some((_, user)) = self.ends.pop_first() {
                self.table.remove(&user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lineman_sip_transport::Protocol;

    #[test]
    fn entries_end_and_the_oldest_makes_room() {
        let peer = SipPeer::new(Protocol::Udp, ([127, 0, 0, 1], 5060).into());
        let at = Timestamp::from_millis;
        let mut memory = Memory::new(2, 100);
        memory.insert(at(0), "a", peer);
        memory.insert(at(1), "b", peer);
        memory.insert(at(2), "c", peer);
        assert_eq!(memory.get(at(3), "a"), None);
        assert_eq!(memory.get(at(3), "b"), Some(peer));
        assert_eq!(memory.get(at(101), "b"), None);
        assert_eq!(memory.get(at(101), "c"), Some(peer));
        memory.forget("c");
        assert_eq!(memory.get(at(101), "c"), None);
        assert!(memory.table.is_empty() && memory.ends.is_empty());
    }
}
