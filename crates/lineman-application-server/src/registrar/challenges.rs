//! Nonces that we gave out, and how often somebody failed.

use std::collections::HashMap;

use lineman_model::{Random, Timestamp};
use lineman_sip::Credentials;

/// How long a nonce may be used.
const NONCE_MILLIS: i64 = 5 * 60 * 1000;
/// How long a failure is held against a Call-ID.
const FAILURE_MILLIS: i64 = 10 * 60 * 1000;
/// Most nonces and most failures remembered.
const CAPACITY: usize = 20_000;

/// What a nonce is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NonceState {
    /// Ours, in time, and its count is higher than before.
    Fresh,
    /// Unknown, too old or used again: the client may try once more with a new one.
    Stale,
}

#[derive(Debug)]
struct Nonce {
    end: Timestamp,
    highest_count: u32,
}

#[derive(Debug, Default)]
pub(super) struct Challenges {
    nonces: HashMap<String, Nonce>,
    failures: HashMap<String, (u32, Timestamp)>,
}

impl Challenges {
    /// A nonce in the form that BroadWorks gives out (broadworks-wire.md 3.3).
    pub(super) fn issue(&mut self, now: Timestamp, random: &dyn Random) -> String {
        if self.nonces.len() >= CAPACITY {
            self.nonces.retain(|_, nonce| nonce.end > now);
        }
        if self.nonces.len() >= CAPACITY {
            // A flood of unanswered challenges: those who answer now get a stale one and retry.
            self.nonces.clear();
        }
        let nonce = format!("BroadWorksX{}BW", random.hex(16));
        let end = now.plus_millis(NONCE_MILLIS);
        self.nonces.insert(nonce.clone(), Nonce { end, highest_count: 0 });
        nonce
    }

    /// Judges the nonce of credentials that are otherwise right, and counts its use.
    pub(super) fn use_nonce(&mut self, now: Timestamp, credentials: &Credentials) -> NonceState {
        let Some(nonce) = self.nonces.get_mut(&credentials.nonce) else { return NonceState::Stale };
        if nonce.end <= now {
            self.nonces.remove(&credentials.nonce);
            return NonceState::Stale;
        }
        if credentials.qop.is_none() {
            // Without a count, a nonce is good for one use.
            self.nonces.remove(&credentials.nonce);
            return NonceState::Fresh;
        }
        let count = credentials
            .nonce_count
            .as_deref()
            .and_then(|text| u32::from_str_radix(text, 16).ok())
            .unwrap_or(0);
        if count <= nonce.highest_count {
            return NonceState::Stale;
        }
        nonce.highest_count = count;
        NonceState::Fresh
    }

    /// Counts a failure of a Call-ID; how many there are now.
    pub(super) fn fail(&mut self, now: Timestamp, call_id: &str) -> u32 {
        if self.failures.len() >= CAPACITY {
            self.failures.retain(|_, (_, end)| *end > now);
        }
        if self.failures.len() >= CAPACITY {
            self.failures.clear();
        }
        let end = now.plus_millis(FAILURE_MILLIS);
        let entry = self.failures.entry(call_id.to_owned()).or_insert((0, end));
        if entry.1 <= now {
            *entry = (0, end);
        }
        entry.0 = entry.0.saturating_add(1);
        entry.0
    }

    /// Forgets the failures of a Call-ID.
    pub(super) fn succeed(&mut self, call_id: &str) {
        self.failures.remove(call_id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lineman_model::SeededRandom;

    fn credentials(nonce: &str, qop: Option<&str>, count: &str) -> Credentials {
        let mut text = format!(
            "Digest username=\"u\", realm=\"r\", nonce=\"{nonce}\", uri=\"sip:h\", response=\"x\""
        );
        if let Some(qop) = qop {
            text.push_str(&format!(", qop={qop}, nc={count}, cnonce=\"c\""));
        }
        Credentials::parse(&text).expect("credentials")
    }

    #[test]
    fn a_nonce_is_good_for_rising_counts_until_it_is_old() {
        let at = Timestamp::from_millis;
        let mut challenges = Challenges::default();
        let nonce = challenges.issue(at(0), &SeededRandom::new(1));
        let used = |challenges: &mut Challenges, now, count| {
            challenges.use_nonce(at(now), &credentials(&nonce, Some("auth"), count))
        };
        assert_eq!(used(&mut challenges, 1, "00000001"), NonceState::Fresh);
        assert_eq!(used(&mut challenges, 2, "00000001"), NonceState::Stale, "used again");
        assert_eq!(used(&mut challenges, 3, "00000002"), NonceState::Fresh);
        assert_eq!(used(&mut challenges, 4, "x"), NonceState::Stale);
        assert_eq!(used(&mut challenges, NONCE_MILLIS, "00000003"), NonceState::Stale);
    }

    #[test]
    fn without_a_count_a_nonce_is_good_once_and_a_strange_one_never() {
        let at = Timestamp::from_millis;
        let mut challenges = Challenges::default();
        let nonce = challenges.issue(at(0), &SeededRandom::new(1));
        let old_form = credentials(&nonce, None, "");
        assert_eq!(challenges.use_nonce(at(1), &old_form), NonceState::Fresh);
        assert_eq!(challenges.use_nonce(at(2), &old_form), NonceState::Stale);
        assert_eq!(challenges.use_nonce(at(2), &credentials("mine", None, "")), NonceState::Stale);
    }

    #[test]
    fn failures_count_per_call_id_and_are_forgotten() {
        let at = Timestamp::from_millis;
        let mut challenges = Challenges::default();
        assert_eq!(challenges.fail(at(0), "a"), 1);
        assert_eq!(challenges.fail(at(1), "a"), 2);
        assert_eq!(challenges.fail(at(1), "b"), 1);
        challenges.succeed("a");
        assert_eq!(challenges.fail(at(2), "a"), 1);
        assert_eq!(challenges.fail(at(1 + FAILURE_MILLIS), "b"), 1);
    }
}
