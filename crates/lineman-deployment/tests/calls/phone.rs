//! A small SIP phone on a UDP socket: it registers, calls, and answers whatever comes.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lineman_model::{Random as _, Secret, SystemRandom};
use lineman_sip::{
    Dialog, DigestAnswer, Message, Method, NameAddress, RequestBuilder, ResponseBuilder, Via,
    answer_challenge,
};
use tokio::net::UdpSocket;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Longest wait for something to happen.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) struct Phone {
    inner: Arc<Inner>,
    changed: watch::Receiver<u64>,
    task: JoinHandle<()>,
}

struct Inner {
    name: String,
    /// The Call-ID of its registrations begins so: another client has another one.
    client: String,
    socket: UdpSocket,
    sbc: SocketAddr,
    state: Mutex<State>,
    change: watch::Sender<u64>,
}

#[derive(Default)]
struct State {
    seen: Vec<Message>,
    /// Dialogs that are up.
    dialogs: Vec<Dialog>,
    /// The INVITE that the phone sent last.
    invite: Option<Message>,
    cseq: u32,
    busy: bool,
}

impl Phone {
    pub(crate) async fn register(name: &str, sbc: SocketAddr) -> Self {
        let socket = UdpSocket::bind(("127.0.0.1", 0)).await.expect("a socket");
        let (change, changed) = watch::channel(0);
        let state = Mutex::default();
        let inner = Arc::new(Inner {
            name: name.to_owned(),
            client: SystemRandom.hex(8),
            socket,
            sbc,
            state,
            change,
        });
        let task = tokio::spawn(Arc::clone(&inner).run());
        let phone = Self { inner, changed, task };
        phone.refresh().await;
        phone.until(|phone| phone.statuses("REGISTER").contains(&200)).await;
        phone
    }

    /// Registers once more.
    pub(crate) async fn refresh(&self) {
        let client = &self.inner.client;
        let request = self.inner.request(Method::Register, "sip:bw.example.com", client, &[]);
        self.inner.send(&request).await;
    }

    /// Refuses calls from now on.
    pub(crate) fn be_busy(&self) {
        self.inner.state.lock().expect("no panic").busy = true;
    }

    pub(crate) async fn call(&self, target: &str) {
        let uri = format!("sip:{target}@bw.example.com");
        let call_id = SystemRandom.hex(8);
        let body = self.inner.session();
        let mut invite = self.inner.request(Method::Invite, &uri, &call_id, &[]);
        invite.headers.set("To", format!("<{uri}>"));
        invite.headers.set("Content-Type", "application/sdp");
        invite.body = body.into_bytes();
        self.inner.state.lock().expect("no panic").invite = Some(invite.clone());
        self.inner.send(&invite).await;
    }

    pub(crate) async fn hang_up(&self) {
        let bye = {
            let mut state = self.inner.state.lock().expect("no panic");
            let mut dialog = state.dialogs.pop().expect("a dialog");
            dialog.request(Method::Bye, &self.inner.via()).build()
        };
        self.inner.send(&bye).await;
    }

    /// Waits until something is true.
    pub(crate) async fn until(&self, wanted: impl Fn(&Self) -> bool) {
        let mut changed = self.changed.clone();
        let wait = async {
            while !wanted(self) {
                changed.changed().await.expect("the phone is there");
            }
        };
        let seen = || {
            let state = self.inner.state.lock().expect("no panic");
            state.seen.iter().map(Message::start_line_text).collect::<Vec<_>>()
        };
        assert!(
            tokio::time::timeout(PATIENCE, wait).await.is_ok(),
            "{} waited in vain: {:?}",
            self.inner.name,
            seen()
        );
    }

    /// The answers to requests of a method.
    pub(crate) fn statuses(&self, method: &str) -> Vec<u16> {
        let state = self.inner.state.lock().expect("no panic");
        let is =
            |message: &&Message| message.cseq().is_ok_and(|cseq| cseq.method.as_str() == method);
        state.seen.iter().filter(is).filter_map(Message::status).collect()
    }

    pub(crate) fn dialogs(&self) -> usize {
        self.inner.state.lock().expect("no panic").dialogs.len()
    }

    /// The latest session description that it heard.
    pub(crate) fn heard(&self) -> String {
        let state = self.inner.state.lock().expect("no panic");
        let latest = state.seen.iter().rev().find(|message| !message.body.is_empty());
        latest
            .map(|message| String::from_utf8_lossy(&message.body).into_owned())
            .unwrap_or_default()
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Inner {
    async fn run(self: Arc<Self>) {
        let mut buffer = vec![0_u8; 16_384];
        while let Ok((length, _)) = self.socket.recv_from(&mut buffer).await {
            let Ok(message) = Message::from_wire(&buffer[..length]) else { continue };
            for answer in self.take(message) {
                self.send(&answer).await;
            }
            self.change.send_modify(|count| *count += 1);
        }
    }

    async fn send(&self, message: &Message) {
        self.socket.send_to(&message.to_bytes(), self.sbc).await.expect("sent");
    }

    fn port(&self) -> u16 {
        self.socket.local_addr().expect("bound").port()
    }

    fn via(&self) -> Via {
        Via::new("udp", "127.0.0.1", self.port(), &format!("z9hG4bK{}", SystemRandom.hex(8)))
    }

    fn contact(&self) -> String {
        format!("<sip:{}@127.0.0.1:{}>", self.name, self.port())
    }

    fn session(&self) -> String {
        format!(
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns={}\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n\
             m=audio 4000 RTP/AVP 0 8\r\n",
            self.name
        )
    }

    fn request(
        &self,
        method: Method,
        uri: &str,
        call_id: &str,
        fields: &[(&str, &str)],
    ) -> Message {
        let mut state = self.state.lock().expect("no panic");
        state.cseq += 1;
        let own = NameAddress::new(format!("sip:{}-pc@bw.example.com", self.name));
        let from = own.clone().with_parameter("tag", Some(call_id));
        let call_id = format!("{call_id}-{}", self.name);
        let mut builder =
            RequestBuilder::new(method, uri, &self.via(), &from, &own, &call_id, state.cseq)
                .header("Contact", self.contact());
        for (name, value) in fields {
            builder = builder.header(name, value);
        }
        builder.build()
    }

    fn respond(&self, request: &Message, status: u16, body: Option<String>) -> Message {
        let mut builder = ResponseBuilder::new(request, status, &format!("{}-tag", self.name));
        for route in request.headers.get_all("Record-Route") {
            builder = builder.header("Record-Route", route);
        }
        let mut message = builder.header("Contact", self.contact()).build();
        if let Some(body) = body {
            message.headers.set("Content-Type", "application/sdp");
            message.body = body.into_bytes();
        }
        message
    }

    /// What it answers by itself.
    fn take(&self, message: Message) -> Vec<Message> {
        let mut state = self.state.lock().expect("no panic");
        state.seen.push(message.clone());
        let in_dialog = message.to().is_ok_and(|to| to.tag().is_some());
        match message.method().map(Method::as_str) {
            Some("INVITE") if in_dialog => {
                vec![self.respond(&message, 200, Some(self.session()))]
            }
            Some("INVITE") if state.busy => vec![self.respond(&message, 486, None)],
            Some("INVITE") => {
                let answer = self.respond(&message, 200, Some(self.session()));
                let tag = format!("{}-tag", self.name);
                state.dialogs.push(Dialog::answering(&message, &tag).expect("a dialog"));
                vec![self.respond(&message, 180, None), answer]
            }
            Some("BYE") => {
                let call_id = message.call_id().expect("a Call-ID").to_owned();
                state.dialogs.retain(|dialog| dialog.call_id != call_id);
                vec![self.respond(&message, 200, None)]
            }
            Some("ACK") => Vec::new(),
            Some(_) => vec![self.respond(&message, 200, None)],
            None => {
                drop(state);
                self.take_response(&message)
            }
        }
    }

    fn take_response(&self, response: &Message) -> Vec<Message> {
        let status = response.status().unwrap_or_default();
        let cseq = response.cseq().expect("CSeq");
        match (cseq.method.as_str(), status) {
            ("REGISTER", 401) => {
                let (uri, client) = ("sip:bw.example.com", self.client.as_str());
                vec![self.authorized(response, Method::Register, uri, client)]
            }
            ("INVITE", 401) => {
                let invite = self.state.lock().expect("no panic").invite.clone();
                let invite = invite.expect("an INVITE");
                let uri = invite.request_uri().expect("a request").to_owned();
                let mut again = invite.clone();
                let number = self.request(Method::Invite, &uri, "x", &[]).cseq().expect("CSeq");
                again.headers.set("CSeq", number.to_string());
                again.headers.set("Authorization", self.credentials(response, "INVITE", &uri));
                again.set_top_via(&self.via());
                self.state.lock().expect("no panic").invite = Some(again.clone());
                vec![refused(&invite, response), again]
            }
            ("INVITE", 200) => {
                let mut state = self.state.lock().expect("no panic");
                let invite = state.invite.clone().expect("an INVITE");
                let mut dialog = Dialog::asking(&invite).expect("a dialog");
                dialog.answered(response);
                let ack = dialog.ack(&self.via(), cseq.number).build();
                if state.dialogs.iter().all(|known| known.call_id != dialog.call_id) {
                    state.dialogs.push(dialog);
                }
                vec![ack]
            }
            ("INVITE", 300..) => {
                let invite = self.state.lock().expect("no panic").invite.clone();
                vec![refused(&invite.expect("an INVITE"), response)]
            }
            _ => Vec::new(),
        }
    }

    fn authorized(&self, response: &Message, method: Method, uri: &str, id: &str) -> Message {
        let credentials = self.credentials(response, method.as_str(), uri);
        self.request(method, uri, id, &[("Authorization", &credentials)])
    }

    fn credentials(&self, response: &Message, method: &str, uri: &str) -> String {
        let challenge = response.challenge().expect("readable").expect("there");
        let answer = DigestAnswer {
            username: &format!("{}-sip", self.name),
            password: &Secret::new("s1p-secret"),
            method,
            uri,
            cnonce: "c",
            nonce_count: 1,
        };
        answer_challenge(&challenge, &answer).expect("a known algorithm").to_string()
    }
}

/// The ACK of a refusal.
fn refused(invite: &Message, response: &Message) -> Message {
    let mut ack = invite.clone();
    let uri = ack.request_uri().expect("a request").to_owned();
    let number = invite.cseq().expect("CSeq").number;
    ack.start_line = lineman_sip::StartLine::Request { method: Method::Ack, uri };
    ack.headers.set("CSeq", format!("{number} ACK"));
    ack.headers.set("To", response.headers.get("To").expect("To"));
    ack.headers.remove("Content-Type");
    ack.body.clear();
    ack
}
