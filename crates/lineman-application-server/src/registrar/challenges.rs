//! Nonces, and how often somebody failed.
//!
//! A nonce carries the time of its making and a code of ours, so that challenges which nobody answers
//! cost no memory; only those that were used are remembered, with the highest count.

use std::collections::{HashMap, VecDeque};

use aws_lc_rs::hmac;
use lineman_model::{Random, Timestamp};
use lineman_sip::Credentials;

/// How long a nonce may be used.
const NONCE_MILLIS: i64 = 5 * 60 * 1000;
/// How long a failure is held against a Call-ID.
const FAILURE_MILLIS: i64 = 10 * 60 * 1000;
/// Most failures remembered.
const CAPACITY: usize = 20_000;
/// Most used nonces remembered. Beyond it the oldest are stale before their time.
const USED: usize = 100_000;
/// What stands around the digits of a nonce of BroadWorks (broadworks-wire.md 3.3).
const AROUND: (&str, &str) = ("BroadWorksX", "BW");
/// Digits of the time, of the number that tells nonces of one moment apart, and of the code.
const DIGITS: (usize, usize, usize) = (16, 16, 32);

/// What a nonce is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NonceState {
    /// Ours, in time, and its count is higher than before.
    Fresh,
    /// Unknown, too old or used again: the client may try once more with a new one.
    Stale,
}

pub(super) struct Challenges {
    key: hmac::Key,
    /// The highest count of a used nonce.
    used: HashMap<String, u32>,
    most_used: usize,
    /// The used ones in the order of their first use.
    order: VecDeque<(Timestamp, String)>,
    /// Nonces made until then count as used, if nothing else is known of them.
    forgotten: Timestamp,
    failures: HashMap<String, (u32, Timestamp)>,
}

impl Challenges {
    pub(super) fn new(random: &dyn Random) -> Self {
        let mut key = [0_u8; 32];
        random.fill(&mut key);
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &key),
            used: HashMap::new(),
            most_used: USED,
            order: VecDeque::new(),
            forgotten: Timestamp::from_millis(i64::MIN),
            failures: HashMap::new(),
        }
    }

    /// A nonce in the form that BroadWorks gives out.
    pub(super) fn issue(&self, now: Timestamp, random: &dyn Random) -> String {
        let text = format!("{:016x}{}", now.as_millis(), random.hex(DIGITS.1 / 2));
        format!("{}{text}{}{}", AROUND.0, self.code(&text), AROUND.1)
    }

    /// When a nonce of ours was made.
    fn made_at(&self, nonce: &str) -> Option<Timestamp> {
        let digits = nonce.strip_prefix(AROUND.0)?.strip_suffix(AROUND.1)?;
        let (text, code) = digits.split_at_checked(DIGITS.0 + DIGITS.1)?;
        let expected = self.code(text);
        aws_lc_rs::constant_time::verify_slices_are_equal(code.as_bytes(), expected.as_bytes())
            .ok()?;
        i64::from_str_radix(text.get(..DIGITS.0)?, 16).ok().map(Timestamp::from_millis)
    }

    fn code(&self, text: &str) -> String {
        let tag = hmac::sign(&self.key, text.as_bytes());
        tag.as_ref().iter().take(DIGITS.2 / 2).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Judges the nonce of credentials that are otherwise right, and counts its use.
    pub(super) fn use_nonce(&mut self, now: Timestamp, credentials: &Credentials) -> NonceState {
        self.forget(now);
        let Some(made) = self.made_at(&credentials.nonce) else { return NonceState::Stale };
        if made.plus_millis(NONCE_MILLIS) <= now {
            return NonceState::Stale;
        }
        let count = match (&credentials.qop, credentials.nonce_count.as_deref()) {
            // Without a count, a nonce is good for one use.
            (None, _) => u32::MAX,
            (Some(_), count) => {
                count.and_then(|text| u32::from_str_radix(text, 16).ok()).unwrap_or(0)
            }
        };
        if let Some(highest) = self.used.get_mut(&credentials.nonce) {
            if count <= *highest {
                return NonceState::Stale;
            }
            *highest = count;
            return NonceState::Fresh;
        }
        if count == 0 || made <= self.forgotten {
            return NonceState::Stale;
        }
        self.used.insert(credentials.nonce.clone(), count);
        self.order.push_back((made, credentials.nonce.clone()));
        NonceState::Fresh
    }

    /// Drops used nonces that are over, and the oldest when there are too many.
    fn forget(&mut self, now: Timestamp) {
        while let Some((made, _)) = self.order.front() {
            let over = made.plus_millis(NONCE_MILLIS) <= now;
            if !over && self.order.len() < self.most_used {
                return;
            }
            if let Some((made, nonce)) = self.order.pop_front() {
                self.used.remove(&nonce);
                self.forgotten = self.forgotten.max(made);
            }
        }
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
        let mut challenges = Challenges::new(&SeededRandom::new(7));
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
        let mut challenges = Challenges::new(&SeededRandom::new(7));
        let nonce = challenges.issue(at(0), &SeededRandom::new(1));
        let old_form = credentials(&nonce, None, "");
        assert_eq!(challenges.use_nonce(at(1), &old_form), NonceState::Fresh);
        assert_eq!(challenges.use_nonce(at(2), &old_form), NonceState::Stale);
        assert_eq!(challenges.use_nonce(at(2), &credentials("mine", None, "")), NonceState::Stale);
    }

    #[test]
    fn a_changed_nonce_is_strange_and_a_full_table_forgets_nothing_silently() {
        let at = Timestamp::from_millis;
        let random = SeededRandom::new(1);
        let mut challenges = Challenges::new(&SeededRandom::new(7));
        challenges.most_used = 50;
        let first = challenges.issue(at(1), &random);
        assert_ne!(first, challenges.issue(at(1), &random), "two of one moment");
        let later = first.replacen("0001", "0002", 1);
        assert_ne!(later, first);
        let use_at = |challenges: &mut Challenges, nonce: &str, now| {
            challenges.use_nonce(at(now), &credentials(nonce, Some("auth"), "00000001"))
        };
        assert_eq!(use_at(&mut challenges, &later, 2), NonceState::Stale);
        let unused = challenges.issue(at(1), &random);
        assert_eq!(use_at(&mut challenges, &first, 2), NonceState::Fresh);
        for now in 3..103 {
            let nonce = challenges.issue(at(now), &random);
            assert_eq!(use_at(&mut challenges, &nonce, now), NonceState::Fresh);
        }
        assert!(challenges.used.len() <= 50 && challenges.order.len() <= 50);
        assert_eq!(use_at(&mut challenges, &first, 200), NonceState::Stale, "used again");
        assert_eq!(use_at(&mut challenges, &unused, 200), NonceState::Stale, "one more try");
    }

    #[test]
    fn failures_count_per_call_id_and_are_forgotten() {
        let at = Timestamp::from_millis;
        let mut challenges = Challenges::new(&SeededRandom::new(7));
        assert_eq!(challenges.fail(at(0), "a"), 1);
        assert_eq!(challenges.fail(at(1), "a"), 2);
        assert_eq!(challenges.fail(at(1), "b"), 1);
        challenges.succeed("a");
        assert_eq!(challenges.fail(at(2), "a"), 1);
        assert_eq!(challenges.fail(at(1 + FAILURE_MILLIS), "b"), 1);
    }
}
