//! Requests that begin, end or confirm a call: INVITE, CANCEL, ACK.

use lineman_sip::{Dialog, Message, ResponseBuilder, ServerInput, ServerKey, SessionDescription};

use crate::agent::CallAgent;
use crate::build::SDP;
use crate::call::Setup;
use crate::hop::Hop;
use crate::leg::{Leg, LegState, Serving};
use crate::party::{Answer, Asker, Party, Question};

/// Extensions that a request may require.
const SUPPORTED: [&str; 1] = ["replaces"];

/// The offer of a request, if it has one.
pub(crate) enum Body {
    None,
    Session(SessionDescription),
    /// 415: another type.
    OtherType,
    /// 400: it cannot be read.
    Unreadable,
}

pub(crate) fn body_of(message: &Message) -> Body {
    if message.body.is_empty() {
        return Body::None;
    }
    let kind = message.headers.get("Content-Type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case(SDP) || message.headers.get("Content-Encoding").is_some() {
        return Body::OtherType;
    }
    SessionDescription::parse(&message.body).map_or(Body::Unreadable, Body::Session)
}

/// The extensions that a request requires and that we do not have.
pub(crate) fn unsupported(request: &Message) -> Option<String> {
    let missing: Vec<&str> = request
        .headers
        .get_all("Require")
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|option| !option.is_empty())
        .filter(|option| !SUPPORTED.iter().any(|known| known.eq_ignore_ascii_case(option)))
        .collect();
    (!missing.is_empty()).then(|| missing.join(", "))
}

impl CallAgent {
    /// An INVITE outside a dialog.
    pub(crate) fn invited(&mut self, key: ServerKey, request: Message, source: Hop) {
        if let Some(options) = unsupported(&request) {
            self.refuse(key, &request, 420, &[(String::from("Unsupported"), options)]);
            return;
        }
        let max_forwards = request.max_forwards();
        if max_forwards == Ok(Some(0)) {
            self.refuse(key, &request, 483, &[]);
            return;
        }
        if self.calls.len() >= self.config.max_calls {
            self.refuse(key, &request, 503, &[(String::from("Retry-After"), String::from("5"))]);
            return;
        }
        let offer = match body_of(&request) {
            Body::None => None,
            Body::Session(session) => Some(session),
            Body::OtherType => {
                let accept = (String::from("Accept"), SDP.to_owned());
                self.refuse(key, &request, 415, &[accept]);
                return;
            }
            Body::Unreadable => {
                self.refuse(key, &request, 400, &[]);
                return;
            }
        };
        let tag = self.new_tag();
        let Ok(dialog) = Dialog::answering(&request, &tag) else {
            self.refuse(key, &request, 400, &[]);
            return;
        };
        let target = request.request_uri().unwrap_or_default().to_owned();
        let half = self.halves.incoming(&dialog.call_id);
        if self.legs.contains_key(&half.number) {
            // The same Call-ID in two INVITEs with different branches: it came along two ways.
            self.refuse(key, &request, 482, &[]);
            return;
        }
        let call = self.new_call(half.correlation);
        let id = half.number;
        self.dialogs.insert((dialog.call_id.clone(), tag), id);
        self.serving.insert(key.clone(), id);
        let trying = ResponseBuilder::new(&request, 100, "").build();
        let leg = Leg {
            call,
            dialog,
            party: Party::default(),
            line_port: None,
            state: LegState::Invited,
            originator: true,
            hop: source,
            peer: None,
            serving: Some(Serving {
                key: key.clone(),
                request: Box::new(request.clone()),
                offer: offer.clone(),
            }),
            asking: None,
            unacknowledged: None,
            last_ack: None,
            accepted_key: None,
            bye_wanted: false,
            description: offer,
            version: 0,
            held: false,
            joining: None,
            notify: false,
        };
        self.legs.insert(id, leg);
        self.server(ServerInput::Response { key, message: trying });
        let mut setup = Setup::new(Some(id), Party::default(), &target);
        let left = max_forwards.ok().flatten().unwrap_or(70).saturating_sub(1);
        setup.max_forwards = left.min(70);
        if let Some(known) = self.calls.get_mut(&call) {
            known.legs.insert(id);
            known.dialled.clone_from(&target);
            known.setup = Some(setup);
        }
        self.ask(call, Asker::Request(Box::new(request)), target);
    }

    /// Asks who is meant by an address.
    pub(crate) fn ask(&mut self, call: u64, asker: Asker, target: String) {
        let Some(known) = self.calls.get_mut(&call) else { return };
        known.question += 1;
        let number = known.question;
        self.outputs.push(crate::agent::Output::Ask(Question { call, number, asker, target }));
    }

    pub(crate) fn question_answered(&mut self, call: u64, number: u32, answer: Answer) {
        let Some(known) = self.calls.get_mut(&call) else { return };
        if known.question != number || known.setup.is_none() {
            return;
        }
        let route = match answer {
            Ok(route) => route,
            Err(refusal) => {
                self.setup_failed(call, refusal.status, &refusal.headers);
                return;
            }
        };
        let Some(setup) = known.setup.as_mut() else { return };
        let first = setup.visited.is_empty();
        let from = setup.from;
        if first && setup.caller.user_id.is_empty() {
            setup.caller = route.caller.clone();
        }
        if !known.known_caller {
            known.known_caller = true;
            known.caller = setup.caller.clone();
        }
        let caller = setup.caller.clone();
        if let Some(leg) = from.and_then(|from| self.legs.get_mut(&from))
            && leg.party.user_id.is_empty()
        {
            leg.party = caller;
            leg.line_port = route.line_port;
            // RFC 3323: a call may be private for once.
            let private =
                leg.serving.as_ref().is_some_and(|serving| wants_privacy(&serving.request));
            if private
                && let Some(setup) = self.calls.get_mut(&call).and_then(|it| it.setup.as_mut())
            {
                setup.caller.private = true;
            }
        }
        match from.and_then(|from| Some((from, self.replaced_by(from)?))) {
            None => self.place(call, route.callee),
            Some((from, Ok(replaces))) => self.replace(call, from, &replaces),
            Some((_, Err(status))) => self.setup_failed(call, status, &[]),
        }
    }

    /// CANCEL (RFC 3261 section 9.2).
    pub(crate) fn cancelled(&mut self, key: ServerKey, cancel: &Message) {
        let invite = ServerKey::of_cancelled(cancel);
        let Some(leg) = invite.and_then(|invite| self.serving.get(&invite).copied()) else {
            self.refuse(key, cancel, 481, &[]);
            return;
        };
        self.refuse(key, cancel, 200, &[]);
        let Some(known) = self.legs.get(&leg) else { return };
        if known.state == LegState::Invited {
            let call = known.call;
            self.setup_failed(call, 487, &[]);
        } else if let Some(peer) = known.peer {
            // A re-INVITE: the other device decides, its 487 or its 200 comes back here.
            self.cancel_asking(peer);
        }
    }

    /// The ACK of a 2xx.
    pub(crate) fn acknowledged(&mut self, ack: &Message) {
        let Some(id) = self.leg_of(ack) else { return };
        let Some(leg) = self.legs.get_mut(&id) else { return };
        if leg.state == LegState::Accepted {
            leg.state = LegState::Up;
        }
        let key = leg.accepted_key.take();
        let (peer, bye) = (leg.peer, leg.bye_wanted);
        if let Some(key) = key {
            self.server(ServerInput::Acknowledged { key });
        } else {
            return;
        }
        let answer = match body_of(ack) {
            Body::Session(session) => Some(session),
            _ => None,
        };
        if let Some(answer) = &answer
            && let Some(leg) = self.legs.get_mut(&id)
        {
            leg.description = Some(answer.clone());
        }
        if let Some(peer) = peer
            && let Some(sequence) = self.legs.get(&peer).and_then(|peer| peer.unacknowledged)
        {
            self.acknowledge(peer, sequence, answer.as_ref());
        }
        if bye {
            self.hang_up(id);
        }
    }

    /// Nobody acknowledged a 2xx of ours: the call is over (RFC 3261 section 13.3.1.4).
    pub(crate) fn not_acknowledged(&mut self, key: &ServerKey) {
        let found = self.legs.iter().find(|(_, leg)| leg.accepted_key.as_ref() == Some(key));
        let Some(id) = found.map(|(id, _)| *id) else { return };
        if let Some(leg) = self.legs.get_mut(&id) {
            leg.accepted_key = None;
        }
        self.leg_lost(id);
    }
}

fn wants_privacy(request: &Message) -> bool {
    // RFC 3323 section 4.1.1.3: the anonymous URI.
    let anonymous = request
        .from()
        .is_ok_and(|from| from.sip_uri().is_ok_and(|uri| uri.host == "anonymous.invalid"));
    anonymous
        || request.headers.get_all("Privacy").any(|value| {
            value.split([';', ',']).any(|word| {
                ["id", "user", "header"].iter().any(|known| word.trim().eq_ignore_ascii_case(known))
            })
        })
}
