//! Which Application Server serves a user or a flow, as far as we remember.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use lineman_model::Timestamp;
use lineman_sip_transport::SipPeer;

/// A bounded table with an end of life for every entry.
#[derive(Debug)]
pub(crate) struct Memory<K> {
    capacity: usize,
    life_millis: i64,
    table: HashMap<K, (SipPeer, Timestamp)>,
    ends: BTreeSet<(Timestamp, K)>,
}

impl<K: Clone + Ord + Hash> Memory<K> {
    pub(crate) fn new(capacity: usize, life_millis: i64) -> Self {
        Self { capacity, life_millis, table: HashMap::new(), ends: BTreeSet::new() }
    }

    pub(crate) fn get(&mut self, now: Timestamp, key: &K) -> Option<SipPeer> {
        self.drop_ended(now);
        self.table.get(key).map(|(peer, _)| *peer)
    }

    /// Remembers; the entry that ends first makes room when the table is full.
    pub(crate) fn insert(&mut self, now: Timestamp, key: &K, peer: SipPeer) {
        self.forget(key);
        if self.table.len() >= self.capacity
            && let Some((_, oldest)) = self.ends.pop_first()
        {
            self.table.remove(&oldest);
        }
        let end = now.plus_millis(self.life_millis);
        self.table.insert(key.clone(), (peer, end));
        self.ends.insert((end, key.clone()));
    }

    pub(crate) fn forget(&mut self, key: &K) {
        if let Some((_, end)) = self.table.remove(key) {
            self.ends.remove(&(end, key.clone()));
        }
    }

    fn drop_ended(&mut self, now: Timestamp) {
        while self.ends.first().is_some_and(|(end, _)| *end <= now) {
            if let Some((_, key)) = self.ends.pop_first() {
                self.table.remove(&key);
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
        memory.insert(at(0), &"a", peer);
        memory.insert(at(1), &"b", peer);
        memory.insert(at(2), &"c", peer);
        assert_eq!(memory.get(at(3), &"a"), None);
        assert_eq!(memory.get(at(3), &"b"), Some(peer));
        assert_eq!(memory.get(at(101), &"b"), None);
        assert_eq!(memory.get(at(101), &"c"), Some(peer));
        memory.forget(&"c");
        assert_eq!(memory.get(at(101), &"c"), None);
        assert!(memory.table.is_empty() && memory.ends.is_empty());
    }
}
