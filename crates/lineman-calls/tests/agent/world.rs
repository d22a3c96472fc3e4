//! Phones, an agent, a directory and a clock.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use lineman_calls::{
    AgentConfig, Answer, Asker, CallAgent, CallHalf, CallHalves, CallRecord, CallView, Callee,
    Command, CommandFault, Contact, Hop, Input, Output, OwnAddress, Party, Policy, Question,
    Refusal, Route, Transport,
};
use lineman_model::{SeededRandom, Timestamp};
use lineman_sip::{Message, Method, ResponseBuilder, SipUri};

use crate::phone::{Phone, State};

/// Numbers in order, a correlation id per incoming leg.
#[derive(Default)]
struct Counter(Mutex<(u64, BTreeMap<String, u64>)>);

impl CallHalves for Counter {
    fn incoming(&self, call_id: &str) -> CallHalf {
        let number = self.outgoing(call_id, "", None, "");
        CallHalf { number, correlation: format!("correlation-{number}") }
    }

    fn outgoing(&self, call_id: &str, _: &str, _: Option<u64>, _: &str) -> u64 {
        let mut state = self.0.lock().expect("no panic");
        if let Some(known) = state.1.get(call_id) {
            return *known;
        }
        state.0 += 1;
        let number = state.0;
        state.1.insert(call_id.to_owned(), number);
        number
    }

    fn closed(&self, call_id: &str) {
        self.0.lock().expect("no panic").1.remove(call_id);
    }
}

pub(crate) struct World {
    pub(crate) agent: CallAgent,
    pub(crate) phones: Vec<Phone>,
    pub(crate) policies: BTreeMap<String, Policy>,
    /// The phones of a user; by default the one with its number.
    pub(crate) contacts: BTreeMap<String, Vec<usize>>,
    pub(crate) private: Vec<String>,
    pub(crate) records: Vec<CallRecord>,
    pub(crate) ringing: Vec<String>,
    /// Call-IDs of devices that ring and of which nobody said that they stopped.
    pub(crate) announced: Vec<String>,
    /// One of so many messages gets lost, in both directions; 0 loses none.
    pub(crate) loss: u64,
    pub(crate) now: i64,
    count: u64,
    to_agent: VecDeque<Input>,
}

impl World {
    pub(crate) fn new(phones: usize) -> Self {
        Self::with(phones, AgentConfig::default())
    }

    pub(crate) fn with(phones: usize, config: AgentConfig) -> Self {
        let own = Hop { transport: Transport::Udp, host: String::from("as"), port: 5060 };
        let config = AgentConfig { own: vec![OwnAddress { hop: own }], ..config };
        let random = Arc::new(SeededRandom::new(7));
        Self {
            agent: CallAgent::new(config, random, Arc::new(Counter::default())),
            phones: (0..phones).map(Phone::new).collect(),
            policies: BTreeMap::new(),
            contacts: BTreeMap::new(),
            private: Vec::new(),
            records: Vec::new(),
            ringing: Vec::new(),
            announced: Vec::new(),
            loss: 0,
            now: 1_800_000_000_000,
            count: 0,
            to_agent: VecDeque::new(),
        }
    }

    pub(crate) fn policy(&mut self, user: &str) -> &mut Policy {
        let usual = Policy { call_waiting: true, ..Policy::default() };
        self.policies.entry(user.to_owned()).or_insert(usual)
    }

    fn party(&self, user: &str) -> Party {
        Party {
            user_id: user.to_owned(),
            name: user.to_uppercase(),
            number: user.to_owned(),
            domain: String::from("h"),
            private: self.private.contains(&user.to_owned()),
        }
    }

    fn find(&mut self, question: &Question) -> Answer {
        let asker = match &question.asker {
            Asker::Request(request) => {
                request.from().expect("From").sip_uri().expect("a URI").user.expect("a user")
            }
            Asker::User(user) => user.clone(),
        };
        let user = SipUri::parse(&question.target).ok().and_then(|uri| uri.user);
        let user = user.unwrap_or_else(|| question.target.clone());
        let number = user.trim_start_matches('u').parse::<usize>().ok();
        let known = number.filter(|number| user.starts_with('u') && *number < self.phones.len());
        let Some(number) = known else { return Err(Refusal::new(404)) };
        let phones = self.contacts.get(&user).cloned().unwrap_or_else(|| vec![number]);
        let contacts = phones
            .into_iter()
            .map(|phone| Contact {
                line_port: format!("{user}-{phone}@h"),
                uri: format!("sip:{user}@p{phone}"),
                path: Vec::new(),
            })
            .collect();
        let policy = self.policy(&user).clone();
        Ok(Box::new(Route {
            caller: self.party(&asker),
            line_port: Some(format!("{asker}-x@h")),
            callee: Callee { party: self.party(&user), contacts, policy },
        }))
    }

    /// Sends messages of a phone, and lets everything happen that follows at once.
    pub(crate) fn send(&mut self, phone: usize, messages: Vec<Message>) {
        let name = self.phones[phone].name.clone();
        for message in messages {
            self.to_agent.push_back(input(&name, message));
        }
        self.settle();
    }

    /// Whether the next message gets lost: spread without a pattern that tests could follow.
    fn is_lost(&mut self) -> bool {
        self.count += 1;
        let spread = self.count.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        self.loss > 0 && spread.is_multiple_of(self.loss)
    }

    fn settle(&mut self) {
        while let Some(input) = self.to_agent.pop_front() {
            if !self.is_lost() {
                self.step(input);
            }
        }
    }

    fn step(&mut self, input: Input) {
        let outputs = self.agent.handle(Timestamp::from_millis(self.now), input);
        self.carry_out(outputs);
    }

    /// A user does something by command.
    pub(crate) fn command(&mut self, user: &str, command: &Command) -> Result<(), CommandFault> {
        let now = Timestamp::from_millis(self.now);
        let (outcome, outputs) = self.agent.command(now, user, command);
        self.carry_out(outputs);
        self.settle();
        outcome.map(|_| ())
    }

    /// The call halves of a user.
    pub(crate) fn views(&self, user: &str) -> Vec<CallView> {
        self.agent.calls_of(user)
    }

    fn carry_out(&mut self, outputs: Vec<Output>) {
        let mut outputs = VecDeque::from(outputs);
        while let Some(output) = outputs.pop_front() {
            let follow = match output {
                Output::Send { hop, bytes } => {
                    let message = Message::from_wire(&bytes).expect("a message");
                    self.deliver(&hop, &message);
                    None
                }
                Output::Ask(question) => {
                    let answer = self.find(&question);
                    let (call, number) = (question.call, question.number);
                    Some(Input::Answered { call, number, answer })
                }
                Output::Other { key, message, .. } => {
                    let status = if message.method() == Some(&Method::Options) { 200 } else { 405 };
                    let message = ResponseBuilder::new(&message, status, "as").build();
                    Some(Input::Respond { key, message })
                }
                Output::Ended(record) => {
                    self.records.push(*record);
                    None
                }
                Output::Ringing { user_id, call_id, .. } => {
                    self.announced.push(call_id);
                    self.ringing.push(user_id);
                    None
                }
                Output::RingingOver { call_id, .. } => {
                    self.announced.retain(|known| *known != call_id);
                    None
                }
            };
            if let Some(input) = follow {
                outputs.extend(self.agent.handle(Timestamp::from_millis(self.now), input));
            }
        }
    }

    fn deliver(&mut self, hop: &Hop, message: &Message) {
        if self.is_lost() {
            return;
        }
        let number = hop.host.trim_start_matches('p').parse::<usize>();
        let Some(phone) = number.ok().and_then(|number| self.phones.get_mut(number)) else {
            return;
        };
        let name = phone.name.clone();
        for answer in phone.take(message) {
            self.to_agent.push_back(input(&name, answer));
        }
    }

    /// Lets time pass, deadline by deadline.
    pub(crate) fn pass(&mut self, millis: i64) {
        let end = self.now + millis;
        loop {
            let due = self.agent.next_deadline().map(Timestamp::as_millis);
            match due.filter(|due| *due <= end) {
                Some(due) => {
                    self.now = self.now.max(due);
                    self.step(Input::Tick);
                    self.settle();
                }
                None => break,
            }
        }
        self.now = end;
    }

    pub(crate) fn call(&mut self, from: usize, to: &str) {
        let invite = self.phones[from].invite(to, true, &[]);
        self.send(from, vec![invite]);
    }

    pub(crate) fn answer(&mut self, phone: usize, status: u16) {
        let messages = self.phones[phone].answer(status);
        self.send(phone, messages);
    }

    pub(crate) fn hang_up(&mut self, phone: usize) {
        let messages = self.phones[phone].request("BYE", &[], None);
        self.send(phone, messages);
    }

    pub(crate) fn cancel(&mut self, phone: usize) {
        let messages = self.phones[phone].cancel();
        self.send(phone, messages);
    }

    /// Two phones talk.
    pub(crate) fn connect(&mut self, from: usize, to: usize) {
        self.call(from, &format!("u{to}"));
        self.answer(to, 200);
        assert_eq!(self.up(from), 1, "{:?}", self.phones[from].statuses);
        assert_eq!(self.up(to), 1);
    }

    /// How many dialogs a phone has that are up.
    pub(crate) fn up(&self, phone: usize) -> usize {
        self.phones[phone].lines.iter().filter(|line| line.state == State::Up).count()
    }

    pub(crate) fn rings(&self, phone: usize) -> bool {
        self.phones[phone].lines.iter().any(|line| line.state == State::Ringing)
    }

    /// The latest final answer that a phone got.
    pub(crate) fn status(&self, phone: usize) -> Option<u16> {
        self.phones[phone].statuses.last().copied()
    }

    /// The requests with a method that a phone saw.
    pub(crate) fn seen(&self, phone: usize, method: &str) -> Vec<&Message> {
        let is = |message: &&Message| message.method().map(Method::as_str) == Some(method);
        self.phones[phone].seen.iter().filter(is).collect()
    }

    /// After the longest timer nothing may be left.
    pub(crate) fn assert_idle(&mut self) {
        self.pass(40_000);
        assert!(self.announced.is_empty(), "whoever was told of a call hears of its end");
        assert!(self.agent.is_idle(), "something is left behind: {:?}", self.agent);
    }
}

fn input(name: &str, message: Message) -> Input {
    if !message.is_request() {
        return Input::Response(message);
    }
    let hop = Hop { transport: Transport::Udp, host: name.to_owned(), port: 5060 };
    Input::Request { message, source: hop.clone(), reply: hop }
}
