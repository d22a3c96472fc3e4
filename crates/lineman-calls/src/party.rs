//! Who takes part, and what the agent asks about them.

use lineman_sip::{Message, NameAddress};

/// A user in a call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// The user id.
    pub user_id: String,
    /// First and last name as the calling line id shows them.
    pub name: String,
    /// The number or extension that others see; the user part of addresses.
    pub number: String,
    /// The domain of addresses.
    pub domain: String,
    /// Whether the calling line id is withheld from whom the user calls.
    pub private: bool,
}

/// A place where a user can be rung.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The line/port.
    pub line_port: String,
    /// The contact URI.
    pub uri: String,
    /// The Path to it (RFC 3327), the nearest hop first.
    pub path: Vec<NameAddress>,
}

/// What a user wants to happen to incoming calls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// Every call is busy.
    pub do_not_disturb: bool,
    /// A second call during a call rings.
    pub call_waiting: bool,
    /// Callers that withhold their id are refused.
    pub reject_anonymous: bool,
    /// Where every call goes.
    pub forward_always: Option<String>,
    /// Where calls go when the user is busy.
    pub forward_busy: Option<String>,
    /// Where calls go when nobody answers.
    pub forward_no_answer: Option<String>,
    /// How long it rings before that, in milliseconds; none takes the agent's time.
    pub ring_millis: Option<i64>,
    /// Where calls go when no device can be reached.
    pub forward_not_reachable: Option<String>,
}

/// Who is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Callee {
    /// The user.
    pub party: Party,
    /// Where the user's devices are.
    pub contacts: Vec<Contact>,
    /// What is to happen.
    pub policy: Policy,
}

/// Who wants to reach an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asker {
    /// Whoever sent this INVITE: to be authenticated first.
    Request(Box<Message>),
    /// A user that is known: somebody who forwards, transfers or dials.
    User(String),
}

/// A question of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The call; the answer names it.
    pub call: u64,
    /// Counts the questions of the call, so that a late answer is recognised.
    pub number: u32,
    /// Who asks.
    pub asker: Asker,
    /// The address as dialled: a URI, a number, an extension, a user id.
    pub target: String,
}

/// Both ends of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The asker.
    pub caller: Party,
    /// The line/port of the asker, when a request asked.
    pub line_port: Option<String>,
    /// Whom the address means.
    pub callee: Callee,
}

/// Why there is no route, as a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Status code.
    pub status: u16,
    /// Further header fields, such as a challenge.
    pub headers: Vec<(String, String)>,
}

impl Refusal {
    /// A refusal with nothing but its status.
    #[must_use]
    pub const fn new(status: u16) -> Self {
        Self { status, headers: Vec::new() }
    }
}

/// The answer to a question.
pub type Answer = Result<Box<Route>, Refusal>;
