//! Call halves by Call-ID: what the XSLog shows beside every message of a call.

use std::collections::{HashMap, VecDeque};

use lineman_model::{Random, uuid_v4};

/// Call halves that are over and still known, for the messages that come after the end.
const FINISHED: usize = 2_000;

/// One call half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Half {
    pub(super) number: u64,
    pub(super) correlation: String,
    pub(super) party: String,
    live: bool,
}

impl Half {
    /// As the log and Xsi write it.
    pub(super) fn id(&self) -> String {
        call_half_id(self.number)
    }
}

/// `callhalf-39:0`.
pub(super) fn call_half_id(number: u64) -> String {
    format!("callhalf-{number}:0")
}

/// The call halves.
#[derive(Debug, Default)]
pub(super) struct Halves {
    next: u64,
    by_call_id: HashMap<String, Half>,
    /// Those that may be forgotten, the oldest first.
    finished: VecDeque<String>,
}

impl Halves {
    pub(super) fn get(&self, call_id: &str) -> Option<&Half> {
        self.by_call_id.get(call_id)
    }

    /// A new half. It may be forgotten until somebody claims it.
    pub(super) fn begin(&mut self, call_id: &str, party: &str, correlation: String) -> Half {
        self.next += 1;
        let (number, party) = (self.next, party.to_owned());
        let half = Half { number, correlation, party, live: false };
        self.by_call_id.insert(call_id.to_owned(), half.clone());
        self.finish(call_id);
        half
    }

    /// The half of an INVITE that came in: it is kept until [`Halves::close`].
    pub(super) fn claim(&mut self, call_id: &str, random: &dyn Random) -> Half {
        if !self.by_call_id.contains_key(call_id) {
            self.begin(call_id, super::xs_log::UNKNOWN, uuid_v4(random));
        }
        let Some(half) = self.by_call_id.get_mut(call_id) else {
            return Half {
                number: 0,
                correlation: String::new(),
                party: String::new(),
                live: false,
            };
        };
        half.live = true;
        half.clone()
    }

    pub(super) fn close(&mut self, call_id: &str) {
        if let Some(half) = self.by_call_id.get_mut(call_id) {
            half.live = false;
            self.finish(call_id);
        }
    }

    fn finish(&mut self, call_id: &str) {
        self.finished.push_back(call_id.to_owned());
        if self.finished.len() > FINISHED
            && let Some(oldest) = self.finished.pop_front()
            && self.by_call_id.get(&oldest).is_some_and(|half| !half.live)
        {
            self.by_call_id.remove(&oldest);
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.by_call_id.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lineman_model::SeededRandom;

    #[test]
    fn live_halves_stay_and_the_others_are_bounded() {
        let random = SeededRandom::new(1);
        let mut halves = Halves::default();
        halves.begin("a", "221", String::from("x"));
        let claimed = halves.claim("a", &random);
        assert_eq!((claimed.number, claimed.id().as_str()), (1, "callhalf-1:0"));
        for number in 0..FINISHED * 2 {
            halves.begin(&format!("other-{number}"), "9", String::from("y"));
        }
        assert_eq!(halves.get("a").map(|half| half.number), Some(1));
        halves.close("a");
        assert!(halves.get("a").is_some(), "for the answer to its BYE");
        for number in 0..FINISHED {
            halves.begin(&format!("more-{number}"), "9", String::from("y"));
        }
        assert!(halves.get("a").is_none());
        assert!(halves.len() <= FINISHED + 1);
    }
}
