//! Where readers put what they saw: bounded, whatever the inputs hold.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use lineman_model::{LogKind, Timestamp, limits};

use crate::observation::{Fact, Ids, Observation, Place, Show, Verdict, fold};
use crate::report::Counts;
use crate::sip::SipStore;

/// Places kept of one error number when `since` or `until` will choose among them.
const WINDOWED_ROWS: usize = 4096;
/// Most observations that are kept. Beyond it the newest are dropped and the report says so.
const OBSERVATIONS: usize = 100_000;
/// Most observations of one verdict on one step for one tracking id or Call-ID in one log.
const PER_KEY: u16 = 16;
/// The same for a subscriber, where nothing tells one attempt from the other.
const PER_SUBSCRIBER: u16 = 512;
/// Most aliases (line/port, email, typed name to BroadWorks id) that are kept.
const ALIASES: usize = 200_000;

/// Most refused handshakes that are kept.
const REFUSALS: usize = 4096;

/// The record at hand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) place: Place,
    pub(crate) log: LogKind,
    pub(crate) at: Option<Timestamp>,
}

/// A place with its excerpt, for findings outside the ladders.
#[derive(Debug, Clone)]
pub(crate) struct Witness {
    pub(crate) place: Place,
    pub(crate) log: LogKind,
    pub(crate) at: Option<Timestamp>,
    pub(crate) text: Box<str>,
}

/// The first few of many places, and how many there were.
#[derive(Debug, Clone, Default)]
pub(crate) struct Witnesses {
    pub(crate) first: Vec<Witness>,
    pub(crate) total: u64,
}

impl Witnesses {
    pub(crate) fn add(&mut self, origin: Origin, text: &str) {
        self.add_up_to(limits::EVIDENCE_ROWS, origin, text);
    }

    fn add_up_to(&mut self, most: usize, origin: Origin, text: &str) {
        self.total += 1;
        if self.first.len() < most {
            self.first.push(Witness {
                place: origin.place,
                log: origin.log,
                at: origin.at,
                text: crate::excerpt::excerpt(text),
            });
        }
    }
}

/// A refused TLS handshake: nobody's request, joined to a journey by time only.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) witness: Witness,
    pub(crate) reason: String,
}

/// Everything that the readers saw.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    pub(crate) observations: Vec<Observation>,
    left_out: u64,
    kept: HashMap<u64, u16>,
    /// What was seen already: a log may be given twice, in a folder and in an archive.
    seen: HashSet<u64>,
    pub(crate) counts: Counts,
    /// Error answers that belong to no step, by number.
    pub(crate) oci_errors: std::collections::BTreeMap<u32, Witnesses>,
    /// Whether some of them will be left out by their time, so that more have to be kept.
    pub(crate) windowed: bool,
    pub(crate) refusals: Vec<Refusal>,
    pub(crate) refusals_total: u64,
    /// SIP messages whose length is not what the log says, per input.
    pub(crate) edited: std::collections::BTreeMap<u32, Witnesses>,
    pub(crate) sip: SipStore,
    /// Other names of a BroadWorks user: line/port, email, what was typed. All folded.
    pub(crate) aliases: HashMap<String, String>,
    /// Names as they were first written, where that is not their comparable form.
    pub(crate) spellings: HashMap<String, String>,
    /// Enterprise of a BroadWorks user.
    pub(crate) enterprises: HashMap<String, String>,
    next_exchange: u64,
}

impl Sink {
    /// An empty one; `windowed` when only a window of time is asked for.
    pub(crate) fn new(windowed: bool) -> Self {
        Self { windowed, ..Self::default() }
    }

    /// A number for one request and everything logged on its behalf.
    pub(crate) const fn new_exchange(&mut self) -> u64 {
        self.next_exchange += 1;
        self.next_exchange
    }

    /// A record shows something.
    pub(crate) fn observe(&mut self, origin: Origin, ids: &Ids, shows: Vec<Show>, text: &str) {
        self.add(origin, ids, shows, None, false, text);
    }

    /// A record shows something, and a second of its kind would open the next attempt.
    pub(crate) fn open(
        &mut self,
        origin: Origin,
        ids: &Ids,
        shows: Vec<Show>,
        kind: &'static str,
        text: &str,
    ) {
        self.add(origin, ids, shows, Some(kind), false, text);
    }

    /// A record that supports a journey and begins none by itself.
    pub(crate) fn support(&mut self, origin: Origin, ids: &Ids, shows: Vec<Show>, text: &str) {
        self.add(origin, ids, shows, None, true, text);
    }

    fn add(
        &mut self,
        origin: Origin,
        ids: &Ids,
        shows: Vec<Show>,
        opens: Option<&'static str>,
        supports_only: bool,
        text: &str,
    ) {
        for name in [&ids.user, &ids.login, &ids.email].into_iter().flatten() {
            self.spell(name);
        }
        let ids = folded(ids);
        self.remember(&ids);
        let text = crate::excerpt::excerpt(text);
        if !self.is_new(origin, &ids, &shows, &text) {
            return;
        }
        if self.is_repetition(origin, &ids, &shows) {
            return;
        }
        if self.observations.len() >= OBSERVATIONS {
            self.left_out += 1;
            return;
        }
        self.observations.push(Observation {
            place: origin.place,
            log: origin.log,
            at: origin.at,
            shows,
            ids,
            opens,
            supports_only,
            text,
        });
    }

    fn is_new(&mut self, origin: Origin, ids: &Ids, shows: &[Show], text: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        (origin.log, origin.at, &ids.tracking, &ids.user, &ids.call_id, text).hash(&mut hasher);
        for show in shows {
            (show.step, show.verdict).hash(&mut hasher);
        }
        // Without a time nothing tells a repetition from a second event.
        origin.at.is_none()
            || self.seen.len() >= 4 * OBSERVATIONS
            || self.seen.insert(hasher.finish())
    }

    /// Whether there is so much of the same that one more tells nothing: no loss.
    fn is_repetition(&mut self, origin: Origin, ids: &Ids, shows: &[Show]) -> bool {
        let mut hasher = DefaultHasher::new();
        origin.log.hash(&mut hasher);
        for show in shows {
            (show.step, show.verdict).hash(&mut hasher);
        }
        let names = (&ids.user, &ids.login, &ids.email, &ids.address);
        let limit = if ids.tracking.is_some() || ids.call_id.is_some() {
            (&ids.tracking, &ids.call_id).hash(&mut hasher);
            PER_KEY
        } else if names == (&None, &None, &None, &None) {
            // Nobody's line, such as a token request of the access log, joins by its time: each
            // may be somebody else's.
            return false;
        } else {
            names.hash(&mut hasher);
            PER_SUBSCRIBER
        };
        let seen = self.kept.entry(hasher.finish()).or_default();
        *seen = seen.saturating_add(1);
        *seen > limit
    }

    fn remember(&mut self, ids: &Ids) {
        let Some(user) = &ids.user else { return };
        for other in [&ids.login, &ids.email, &ids.address].into_iter().flatten() {
            self.alias(other, user);
        }
        if let Some(enterprise) = &ids.enterprise
            && self.enterprises.len() < ALIASES
        {
            self.enterprises.entry(user.clone()).or_insert_with(|| enterprise.clone());
        }
    }

    fn spell(&mut self, name: &str) {
        let folded = fold(name);
        if folded != name && self.spellings.len() < ALIASES {
            self.spellings.entry(folded).or_insert_with(|| name.trim().to_owned());
        }
    }

    /// `name` is another name of the BroadWorks user.
    pub(crate) fn alias(&mut self, name: &str, user: &str) {
        let (name, user) = (fold(name), fold(user));
        if name != user && !name.is_empty() && self.aliases.len() < ALIASES {
            self.aliases.entry(name).or_insert(user);
        }
    }

    /// An error answer that belongs to no step.
    pub(crate) fn oci_error(&mut self, number: u32, origin: Origin, text: &str) {
        let most = if self.windowed { WINDOWED_ROWS } else { limits::EVIDENCE_ROWS };
        self.oci_errors.entry(number).or_default().add_up_to(most, origin, text);
    }

    /// A TLS handshake was refused.
    pub(crate) fn refused_handshake(&mut self, origin: Origin, reason: &str, text: &str) {
        self.refusals_total += 1;
        if self.refusals.len() < REFUSALS {
            self.refusals.push(Refusal {
                witness: Witness {
                    place: origin.place,
                    log: origin.log,
                    at: origin.at,
                    text: crate::excerpt::excerpt(text),
                },
                reason: reason.to_owned(),
            });
        }
    }

    /// How much was dropped because a bound of the whole diagnosis was reached.
    pub(crate) fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The SIP messages, when everything was read. What only reading needs is forgotten.
    pub(crate) fn take_sip(&mut self) -> SipStore {
        self.kept = HashMap::new();
        self.seen = HashSet::new();
        let sip = std::mem::take(&mut self.sip);
        self.left_out += sip.left_out;
        sip
    }
}

/// Ids in their comparable form.
fn folded(ids: &Ids) -> Ids {
    let lower = |text: &Option<String>| text.as_deref().map(fold).filter(|text| !text.is_empty());
    Ids {
        tracking: ids.tracking.clone().filter(|id| !id.is_empty()),
        user: lower(&ids.user),
        login: lower(&ids.login),
        email: lower(&ids.email),
        address: lower(&ids.address),
        call_id: ids.call_id.clone(),
        // `SP+group` names the provider first (webex-api.md 1.2).
        enterprise: ids
            .enterprise
            .as_deref()
            .and_then(|id| id.split('+').next())
            .filter(|id| !id.is_empty())
            .map(str::to_owned),
        exchange: ids.exchange,
    }
}

/// A status that means success to the ladder.
pub(crate) const fn succeeded(status: u16) -> bool {
    matches!(status, 200..=299)
}

/// A step that ended with an HTTP status.
pub(crate) fn by_status(step: lineman_model::StepId, status: u16) -> Show {
    if succeeded(status) {
        Show { step, verdict: Verdict::Done, facts: Vec::new() }
    } else {
        Show::failed(step, [Fact::HttpStatus(status)])
    }
}
