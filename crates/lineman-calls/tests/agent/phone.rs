//! A phone: answers what comes on its own where a user does nothing, and does what the test wants.

use lineman_sip::{
    Dialog, Message, Method, NameAddress, RequestBuilder, ResponseBuilder, SessionDescription, Via,
};

/// How far a call of the phone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It called.
    Calling,
    /// It rings.
    Ringing,
    /// It talks.
    Up,
}

#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) state: State,
    pub(crate) dialog: Dialog,
    pub(crate) invite: Message,
    /// The latest description that the other side sent.
    pub(crate) heard: Option<SessionDescription>,
}

#[derive(Debug, Default)]
pub(crate) struct Phone {
    pub(crate) name: String,
    pub(crate) user: String,
    pub(crate) lines: Vec<Line>,
    /// It answers nothing any more.
    pub(crate) dead: bool,
    /// Payload types that it knows.
    pub(crate) formats: String,
    /// Final answers to its INVITEs, and what NOTIFY told.
    pub(crate) statuses: Vec<u16>,
    pub(crate) notified: Vec<String>,
    /// Everything that came in, by first word.
    pub(crate) seen: Vec<Message>,
    counter: u32,
}

impl Phone {
    pub(crate) fn new(number: usize) -> Self {
        Self {
            name: format!("p{number}"),
            user: format!("u{number}"),
            formats: String::from("0 8"),
            ..Self::default()
        }
    }

    fn next(&mut self) -> u32 {
        self.counter += 1;
        self.counter
    }

    fn via(&mut self) -> Via {
        let number = self.next();
        let branch = format!("z9hG4bK-{}-{number}", self.name);
        Via::new("udp", &self.name, 5060, &branch)
    }

    pub(crate) fn session(&mut self, direction: &str) -> String {
        let version = self.next();
        format!(
            "v=0\r\no={} 1 {version} IN IP4 {}\r\ns=-\r\nc=IN IP4 {}\r\nt=0 0\r\n\
             m=audio 4000 RTP/AVP {}\r\na={direction}\r\n",
            self.user, self.name, self.name, self.formats
        )
    }

    pub(crate) fn contact(&self) -> String {
        format!("<sip:{}@{}>", self.user, self.name)
    }

    /// An INVITE to somebody.
    pub(crate) fn invite(&mut self, target: &str, offer: bool, fields: &[(&str, &str)]) -> Message {
        let tag = self.next().to_string();
        let from =
            NameAddress::new(format!("sip:{}@h", self.user)).with_parameter("tag", Some(&tag));
        let to = NameAddress::new(format!("sip:{target}@h"));
        let number = self.next();
        let call_id = format!("{}-{number}", self.name);
        let via = self.via();
        let uri = format!("sip:{target}@h");
        let mut builder = RequestBuilder::new(Method::Invite, &uri, &via, &from, &to, &call_id, 1)
            .header("Contact", self.contact());
        for (name, value) in fields {
            builder = builder.header(name, value);
        }
        if offer {
            builder = builder.body("application/sdp", self.session("sendrecv"));
        }
        let invite = builder.build();
        let dialog = Dialog::asking(&invite).expect("a dialog");
        self.lines.push(Line {
            state: State::Calling,
            dialog,
            invite: invite.clone(),
            heard: None,
        });
        invite
    }

    /// Answers the call that rings first.
    pub(crate) fn answer(&mut self, status: u16) -> Vec<Message> {
        let Some(index) = self.lines.iter().position(|line| line.state == State::Ringing) else {
            return Vec::new();
        };
        let invite = self.lines[index].invite.clone();
        let message = self.respond(&invite, status, (status < 300).then_some("sendrecv"));
        if status < 300 {
            self.lines[index].state = State::Up;
        } else if status >= 300 {
            self.lines.remove(index);
        }
        vec![message]
    }

    /// Cancels the call that it makes.
    pub(crate) fn cancel(&mut self) -> Vec<Message> {
        let line = self.lines.iter().find(|line| line.state == State::Calling);
        let Some(line) = line else { return Vec::new() };
        let mut cancel = line.invite.clone();
        let uri = cancel.request_uri().expect("a request").to_owned();
        cancel.start_line = lineman_sip::StartLine::Request { method: Method::Cancel, uri };
        cancel.headers.set("CSeq", "1 CANCEL");
        cancel.headers.remove("Content-Type");
        cancel.body.clear();
        vec![cancel]
    }

    /// A request in the latest dialog that is up.
    pub(crate) fn request(
        &mut self,
        method: &str,
        fields: &[(&str, &str)],
        body: Option<String>,
    ) -> Vec<Message> {
        let via = self.via();
        let contact = self.contact();
        let index = self.lines.iter().rposition(|line| line.state == State::Up);
        let Some(index) = index else { return Vec::new() };
        let line = &mut self.lines[index];
        let mut builder = line.dialog.request(Method::from_name(method), &via);
        builder = builder.header("Contact", contact);
        for (name, value) in fields {
            builder = builder.header(name, value);
        }
        if let Some(body) = body {
            builder = builder.body("application/sdp", body);
        }
        if method == "BYE" {
            self.lines.remove(index);
        }
        vec![builder.build()]
    }

    pub(crate) fn reinvite(&mut self, direction: &str) -> Vec<Message> {
        let body = self.session(direction);
        self.request("INVITE", &[], Some(body))
    }

    fn respond(&mut self, request: &Message, status: u16, session: Option<&str>) -> Message {
        let tag = format!("t{}", self.name);
        let mut message =
            ResponseBuilder::new(request, status, &tag).header("Contact", self.contact()).build();
        if let Some(direction) = session {
            message.headers.set("Content-Type", "application/sdp");
            message.body = self.session(direction).into_bytes();
        }
        message
    }

    fn line_of(&self, message: &Message) -> Option<usize> {
        let call_id = message.call_id().ok()?;
        self.lines.iter().position(|line| line.dialog.call_id == call_id)
    }

    /// Takes a message; what it sends back by itself.
    pub(crate) fn take(&mut self, message: &Message) -> Vec<Message> {
        self.seen.push(message.clone());
        if self.dead {
            return Vec::new();
        }
        let heard = SessionDescription::parse(&message.body).ok();
        let index = self.line_of(message);
        if let (Some(index), Some(heard)) = (index, heard) {
            self.lines[index].heard = Some(heard);
        }
        match (message.method().map(Method::as_str), index) {
            (Some("INVITE"), None) => {
                let ringing = self.respond(message, 180, None);
                let tag = format!("t{}", self.name);
                let dialog = Dialog::answering(message, &tag).expect("a dialog");
                let heard = SessionDescription::parse(&message.body).ok();
                let invite = message.clone();
                self.lines.push(Line { state: State::Ringing, dialog, invite, heard });
                vec![ringing]
            }
            (Some("INVITE"), Some(index)) if self.lines[index].state == State::Up => {
                vec![self.respond(message, 200, Some("sendrecv"))]
            }
            // A copy of an INVITE that rings.
            (Some("INVITE"), Some(_)) => vec![self.respond(message, 180, None)],
            (Some("CANCEL"), index) => {
                let mut answers = vec![self.respond(message, 200, None)];
                if let Some(index) = index.filter(|at| self.lines[*at].state == State::Ringing) {
                    let line = self.lines.remove(index);
                    answers.push(self.respond(&line.invite, 487, None));
                }
                answers
            }
            (Some("BYE"), Some(index)) => {
                self.lines.remove(index);
                vec![self.respond(message, 200, None)]
            }
            (Some("ACK"), _) => Vec::new(),
            (Some("NOTIFY"), Some(_)) => {
                self.notified.push(String::from_utf8_lossy(&message.body).trim().to_owned());
                vec![self.respond(message, 200, None)]
            }
            (Some("UPDATE"), Some(_)) => vec![self.respond(message, 200, Some("sendrecv"))],
            (Some(_), Some(_)) => vec![self.respond(message, 200, None)],
            (Some(_), None) => vec![self.respond(message, 481, None)],
            (None, _) => self.take_response(message),
        }
    }

    fn take_response(&mut self, response: &Message) -> Vec<Message> {
        let status = response.status().unwrap_or_default();
        let cseq = response.cseq().expect("CSeq");
        if cseq.method != Method::Invite || status < 200 {
            return Vec::new();
        }
        let Some(index) = self.line_of(response) else { return Vec::new() };
        self.statuses.push(status);
        let via = self.via();
        let late_offer = self.lines[index].invite.body.is_empty();
        let answer = (late_offer && self.lines[index].state == State::Calling)
            .then(|| self.session("sendrecv"));
        let line = &mut self.lines[index];
        if status < 300 {
            if line.state == State::Calling {
                line.dialog.answered(response);
                line.state = State::Up;
            }
            let ack = line.dialog.ack(&via, cseq.number);
            return vec![match answer {
                Some(answer) => ack.body("application/sdp", answer).build(),
                None => ack.build(),
            }];
        }
        if line.state == State::Calling {
            let line = self.lines.remove(index);
            return vec![ack_of(&line.invite, response)];
        }
        // A re-INVITE was refused; its ACK has the branch of the INVITE.
        let mut ack = line.dialog.ack(&via, cseq.number).build();
        if let Ok(via) = response.top_via() {
            ack.set_top_via(&via);
        }
        vec![ack]
    }
}

fn ack_of(invite: &Message, response: &Message) -> Message {
    let mut ack = invite.clone();
    let uri = ack.request_uri().expect("a request").to_owned();
    ack.start_line = lineman_sip::StartLine::Request { method: Method::Ack, uri };
    ack.headers.set("CSeq", "1 ACK");
    ack.headers.set("To", response.headers.get("To").expect("To"));
    ack.body.clear();
    ack
}
