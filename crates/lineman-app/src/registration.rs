//! The SIP registration as a state machine (CAL-005, RFC 3261 section 10.2).

use std::sync::Arc;

use lineman_model::{Random, Secret, Timestamp, uuid_v4};
use lineman_sip::{
    Challenge, ClientInput, ClientOutput, ClientTransactions, Contacts, DigestAnswer, MAGIC_COOKIE,
    Message, Method, NameAddress, RequestBuilder, SipUri, Timers, Via, answer_challenge,
};
use lineman_sip_transport::Protocol;

/// How long the SBC may be silent. The RFC waits 32 s; nobody in front of a screen does.
const TIMEOUT: i64 = 8_000;
/// When a failed refresh is tried again.
const RETRY: i64 = 30_000;
/// Credentials are sent at most so often before the user is told.
const ATTEMPTS: u32 = 2;
/// Shortest life that is asked for, and longest that is believed.
const SECONDS: std::ops::RangeInclusive<u32> = 60..=86_400;

/// Who registers, and from where.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) line: SipUri,
    pub(crate) auth_user: String,
    pub(crate) auth_password: Secret,
    pub(crate) user_agent: String,
    pub(crate) protocol: Protocol,
    pub(crate) local_host: String,
    pub(crate) local_port: u16,
}

/// What the registration wants, or tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Output {
    Send(Arc<[u8]>),
    Registered { seconds: u32 },
    Unregistered,
    Failed { status: Option<u16>, reason: String },
}

pub(crate) struct Registration {
    account: Account,
    random: Arc<dyn Random>,
    transactions: ClientTransactions<()>,
    call_id: String,
    from_tag: String,
    cseq: u32,
    asked: u32,
    leaving: bool,
    busy: bool,
    attempts: u32,
    longer: bool,
    challenge: Option<(Challenge, u32)>,
    next_refresh: Option<Timestamp>,
}

impl Registration {
    pub(crate) fn new(account: Account, seconds: u32, random: Arc<dyn Random>) -> Self {
        let timers = Timers { timeout: TIMEOUT, ..Timers::default() };
        Self {
            account,
            transactions: ClientTransactions::new(timers, 8),
            call_id: uuid_v4(&*random),
            from_tag: random.hex(8),
            random,
            cseq: 0,
            asked: seconds.clamp(*SECONDS.start(), *SECONDS.end()),
            leaving: false,
            busy: false,
            attempts: 0,
            longer: false,
            challenge: None,
            next_refresh: None,
        }
    }

    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        [self.transactions.next_deadline(), self.next_refresh].into_iter().flatten().min()
    }

    /// Registers or refreshes, unless that is going on already.
    pub(crate) fn begin(&mut self, now: Timestamp) -> Vec<Output> {
        if self.busy {
            return Vec::new();
        }
        self.round(now)
    }

    /// Takes the registration away (`Expires: 0`).
    pub(crate) fn leave(&mut self, now: Timestamp) -> Vec<Output> {
        self.leaving = true;
        self.round(now)
    }

    pub(crate) fn tick(&mut self, now: Timestamp) -> Vec<Output> {
        let events = self.transactions.handle(now, ClientInput::Tick);
        let mut outputs = self.events(now, events);
        if self.next_refresh.is_some_and(|due| due <= now) {
            outputs.extend(self.begin(now));
        }
        outputs
    }

    pub(crate) fn received(&mut self, now: Timestamp, message: Message) -> Vec<Output> {
        if message.is_request() {
            return Vec::new();
        }
        let events = self.transactions.handle(now, ClientInput::Response(message));
        self.events(now, events)
    }

    /// A message of ours was not delivered.
    pub(crate) fn undelivered(&mut self, now: Timestamp, bytes: &[u8]) -> Vec<Output> {
        let branch = Message::from_wire(bytes).ok().and_then(|sent| sent.top_via().ok()?.branch());
        let Some(branch) = branch else { return Vec::new() };
        let events = self.transactions.handle(now, ClientInput::TransportError { branch });
        self.events(now, events)
    }

    fn round(&mut self, now: Timestamp) -> Vec<Output> {
        self.attempts = 0;
        self.longer = false;
        self.next_refresh = None;
        self.send(now)
    }

    fn send(&mut self, now: Timestamp) -> Vec<Output> {
        self.busy = true;
        self.cseq += 1;
        let seconds = if self.leaving { 0 } else { self.asked };
        let Account { line, protocol, local_host, local_port, .. } = &self.account;
        let host = if line.port.is_some() {
            SipUri::new(None, &line.host, line.port)
        } else {
            SipUri::new(None, &line.host, None)
        };
        let request_uri = host.to_string();
        let branch = format!("{MAGIC_COOKIE}{}", self.random.hex(12));
        let via = Via::new(protocol.as_str(), local_host, *local_port, &branch);
        let address = NameAddress::new(line.to_string());
        let from = address.clone().with_parameter("tag", Some(&self.from_tag));
        let mut contact = SipUri::new(line.user.as_deref(), local_host, Some(*local_port));
        if protocol.is_reliable() {
            contact.parameters.set("transport", Some(protocol.as_str()));
        }
        let contact = NameAddress::new(contact.to_string())
            .with_parameter("expires", Some(&seconds.to_string()));
        let mut builder = RequestBuilder::new(
            Method::Register,
            &request_uri,
            &via,
            &from,
            &address,
            &self.call_id,
            self.cseq,
        )
        .header("Contact", contact.to_string())
        .header("Expires", seconds.to_string())
        .header("Supported", "path")
        .header("User-Agent", &self.account.user_agent);
        if let Some((challenge, count)) = &mut self.challenge {
            *count += 1;
            let answer = DigestAnswer {
                username: &self.account.auth_user,
                password: &self.account.auth_password,
                method: "REGISTER",
                uri: &request_uri,
                cnonce: &self.random.hex(8),
                nonce_count: *count,
            };
            match answer_challenge(challenge, &answer) {
                Ok(credentials) => {
                    builder = builder.header("Authorization", credentials.to_string());
                    self.attempts += 1;
                }
                Err(error) => return self.failed(now, None, error.to_string()),
            }
        }
        let input = ClientInput::Start {
            request: builder.build(),
            peer: (),
            reliable: self.account.protocol.is_reliable(),
        };
        let events = self.transactions.handle(now, input);
        self.events(now, events)
    }

    fn events(&mut self, now: Timestamp, events: Vec<ClientOutput<()>>) -> Vec<Output> {
        let mut outputs = Vec::new();
        for event in events {
            match event {
                ClientOutput::Send { bytes, .. } => outputs.push(Output::Send(bytes)),
                ClientOutput::Response { message, .. } => {
                    outputs.extend(self.answered(now, &message));
                }
                ClientOutput::TimedOut { .. } => {
                    outputs.extend(self.failed(now, None, String::from("no answer")));
                }
                ClientOutput::Unreachable { .. } => {
                    outputs.extend(self.failed(now, None, String::from("not reachable")));
                }
                ClientOutput::Refused { .. } => {
                    outputs.extend(self.failed(now, None, String::from("too many transactions")));
                }
            }
        }
        outputs
    }

    fn answered(&mut self, now: Timestamp, message: &Message) -> Vec<Output> {
        // An answer to an earlier request of ours changes nothing any more.
        if message.cseq().map(|cseq| cseq.number) != Ok(self.cseq) {
            return Vec::new();
        }
        match message.status().unwrap_or_default() {
            status if status < 200 => Vec::new(),
            status if status < 300 => self.accepted(now, message),
            401 => self.challenged(now, message),
            423 => self.too_brief(now, message),
            status => self.failed(now, Some(status), refusal(message)),
        }
    }

    fn accepted(&mut self, now: Timestamp, message: &Message) -> Vec<Output> {
        self.busy = false;
        if self.leaving {
            return vec![Output::Unregistered];
        }
        let seconds = self.granted(message);
        // Early enough for some retransmissions before the end.
        self.next_refresh = Some(now.plus_millis(i64::from(seconds) * 800));
        vec![Output::Registered { seconds }]
    }

    /// What the registrar granted to our own contact.
    fn granted(&self, message: &Message) -> u32 {
        let Account { local_host, local_port, .. } = &self.account;
        let own = match message.contacts() {
            Ok(Contacts::Some(contacts)) => contacts
                .iter()
                .find(|contact| {
                    contact
                        .sip_uri()
                        .is_ok_and(|uri| uri.host == *local_host && uri.port == Some(*local_port))
                })
                .and_then(|contact| contact.parameters.value("expires")?.parse::<u32>().ok()),
            _ => None,
        };
        let header = message.expires().ok().flatten();
        own.or(header).unwrap_or(self.asked).clamp(*SECONDS.start(), *SECONDS.end())
    }

    fn challenged(&mut self, now: Timestamp, message: &Message) -> Vec<Output> {
        let challenge = match message.challenge() {
            Ok(Some(challenge)) if self.attempts < ATTEMPTS => challenge,
            Ok(Some(_)) => return self.failed(now, Some(401), refusal(message)),
            Ok(None) | Err(_) => {
                return self.failed(now, Some(401), String::from("no usable challenge"));
            }
        };
        self.challenge = Some((challenge, 0));
        self.send(now)
    }

    fn too_brief(&mut self, now: Timestamp, message: &Message) -> Vec<Output> {
        let min = message.headers.get("Min-Expires").and_then(|text| text.parse::<u32>().ok());
        match min.filter(|min| *min > self.asked && SECONDS.contains(min)) {
            Some(min) if !self.longer => {
                self.asked = min;
                self.longer = true;
                self.send(now)
            }
            _ => self.failed(now, Some(423), refusal(message)),
        }
    }

    fn failed(&mut self, now: Timestamp, status: Option<u16>, reason: String) -> Vec<Output> {
        self.busy = false;
        self.challenge = None;
        if !self.leaving {
            self.next_refresh = Some(now.plus_millis(RETRY));
        }
        vec![Output::Failed { status, reason }]
    }
}

/// Reason phrase, and the text of `Reason` (RFC 3326) if somebody on the way gave one.
fn refusal(message: &Message) -> String {
    let phrase = match &message.start_line {
        lineman_sip::StartLine::Response { reason, .. } => reason.clone(),
        lineman_sip::StartLine::Request { .. } => String::new(),
    };
    let text = message
        .headers
        .get("Reason")
        .and_then(|value| value.split(';').find_map(|part| part.trim().strip_prefix("text=")));
    match text {
        Some(text) => format!("{phrase}: {}", text.trim_matches('"')),
        None => phrase,
    }
}

#[cfg(test)]
#[path = "registration_tests.rs"]
mod tests;
