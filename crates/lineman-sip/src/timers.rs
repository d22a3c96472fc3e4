//! Timer values of RFC 3261 section 17.1.1.1 and the queue of deadlines.

use std::collections::BTreeSet;

use lineman_model::Timestamp;

/// Timer values in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timers {
    /// Round-trip estimate T1.
    pub t1: i64,
    /// Longest interval between retransmissions T2.
    pub t2: i64,
    /// How long a message may stay in the network T4.
    pub t4: i64,
    /// When a client transaction gives up and how long a server transaction is kept (timers F, J).
    pub timeout: i64,
    /// How long an INVITE may ring after each provisional answer (timer C).
    pub ringing: i64,
}

impl Default for Timers {
    /// The values of the RFC: 500 ms, 4 s, 5 s, 64 times T1; four minutes of ringing.
    fn default() -> Self {
        Self { t1: 500, t2: 4_000, t4: 5_000, timeout: 32_000, ringing: 240_000 }
    }
}

/// Which key is due when; each key has at most one deadline.
#[derive(Debug)]
pub(crate) struct DeadlineQueue<K: Ord>(BTreeSet<(Timestamp, K)>);

impl<K: Ord + Clone> DeadlineQueue<K> {
    pub(crate) const fn new() -> Self {
        Self(BTreeSet::new())
    }

    pub(crate) fn insert(&mut self, when: Timestamp, key: K) {
        self.0.insert((when, key));
    }

    pub(crate) fn remove(&mut self, when: Timestamp, key: &K) {
        self.0.remove(&(when, key.clone()));
    }

    pub(crate) fn first(&self) -> Option<Timestamp> {
        self.0.first().map(|(when, _)| *when)
    }

    /// The key that is due first.
    pub(crate) fn first_key(&self) -> Option<&K> {
        self.0.first().map(|(_, key)| key)
    }

    /// Takes the earliest key that is due.
    pub(crate) fn pop_due(&mut self, now: Timestamp) -> Option<K> {
        if self.first()? > now {
            return None;
        }
        self.0.pop_first().map(|(_, key)| key)
    }
}
