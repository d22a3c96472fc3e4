//! Phones behind the bench's SBC socket: enough of a user agent to be called and to call.

use std::time::Duration;

use lineman_model::{Random as _, Secret};
use lineman_sip::{
    Dialog, DigestAnswer, Message, Method, NameAddress, RequestBuilder, ResponseBuilder, Via,
    answer_challenge,
};
use lineman_sip_transport::Protocol;
use tokio::time::timeout;

use crate::common::Bench;

/// A description with one audio stream.
pub(crate) fn audio(port: u16, formats: &str) -> String {
    format!(
        "v=0\r\no=- 1 1 IN IP4 192.0.2.7\r\ns=-\r\nc=IN IP4 192.0.2.7\r\nt=0 0\r\n\
         m=audio {port} RTP/AVP {formats}\r\n"
    )
}

impl Bench {
    /// Our address as a Path or Via host.
    pub(crate) fn own_port(&self) -> u16 {
        self.sbc.local_addr().expect("bound").port()
    }

    pub(crate) async fn send(&self, message: &Message) {
        let target = self.handle.address(Protocol::Udp).expect("bound");
        self.sbc.send_to(&message.to_bytes(), target).await.expect("sent");
    }

    /// The next message, whosever it is.
    pub(crate) async fn receive(&self) -> Message {
        let mut buffer = vec![0_u8; 8000];
        let (length, _) = timeout(Duration::from_secs(5), self.sbc.recv_from(&mut buffer))
            .await
            .expect("a message in time")
            .expect("a message");
        Message::from_wire(&buffer[..length]).expect("a message")
    }

    /// The next request, which must have this method.
    pub(crate) async fn expect_request(&self, method: &str) -> Message {
        let message = self.receive().await;
        assert_eq!(message.method().map(Method::as_str), Some(method), "{message:?}");
        message
    }

    /// The next response, which must have this status.
    pub(crate) async fn expect_status(&self, status: u16) -> Message {
        let message = self.receive().await;
        assert_eq!(message.status(), Some(status), "{message:?}");
        message
    }

    pub(crate) fn via(&self) -> Via {
        let branch = format!("z9hG4bK{}", self.random.hex(8));
        Via::new("udp", "127.0.0.1", self.own_port(), &branch)
    }

    /// Registers the device of a user.
    pub(crate) async fn register_phone(&mut self, name: &str, line: &str) {
        let contact = format!("<sip:{}>", contact_of(line));
        let answer = self.register_with(name, line, &contact, "r").await;
        assert_eq!(answer.status(), Some(200));
    }

    /// Registers a client with its own Call-ID; the final answer.
    pub(crate) async fn register_with(
        &mut self,
        name: &str,
        line: &str,
        contact: &str,
        call_id: &str,
    ) -> Message {
        let path = format!("<sip:127.0.0.1:{};lr>", self.own_port());
        let call_id = format!("{call_id}-{name}");
        let fields = [("Contact", contact), ("Path", path.as_str())];
        let first = self.register(line, &call_id, &fields);
        let challenge = self.ask(&first).await;
        assert_eq!(challenge.status(), Some(401));
        let credentials = credentials(&challenge, name, "REGISTER", "sip:bw.example.com");
        let with = [fields[0], fields[1], ("Authorization", credentials.as_str())];
        let second = self.register(line, &call_id, &with);
        self.ask(&second).await
    }

    pub(crate) fn invite(&mut self, line: &str, target: &str, body: Option<&str>) -> Message {
        self.cseq += 1;
        let uri = format!("sip:{target}@bw.example.com");
        let from = NameAddress::new(format!("sip:{line}"));
        let tag = self.random.hex(4);
        let from = from.with_parameter("tag", Some(&tag));
        let call_id = self.random.hex(8);
        let to = NameAddress::new(uri.as_str());
        let builder =
            RequestBuilder::new(Method::Invite, &uri, &self.via(), &from, &to, &call_id, self.cseq)
                .header("Contact", format!("<sip:{}>", contact_of(line)))
                .header("Record-Route", format!("<sip:127.0.0.1:{};lr>", self.own_port()));
        match body {
            Some(body) => builder.body("application/sdp", body).build(),
            None => builder.build(),
        }
    }

    /// Sends an INVITE and again with credentials; the INVITE that is under way after 100.
    pub(crate) async fn call_with(&mut self, name: &str, mut invite: Message) -> Message {
        self.send(&invite).await;
        self.expect_status(100).await;
        let challenge = self.expect_status(401).await;
        self.acknowledge_refusal(&invite, &challenge).await;
        let uri = invite.request_uri().expect("a request").to_owned();
        invite.headers.set("Authorization", credentials(&challenge, name, "INVITE", &uri));
        invite.set_top_via(&self.via());
        self.cseq += 1;
        invite.headers.set("CSeq", format!("{} INVITE", self.cseq));
        self.send(&invite).await;
        self.expect_status(100).await;
        invite
    }

    pub(crate) async fn call(&mut self, name: &str, line: &str, target: &str) -> Message {
        let invite = self.invite(line, target, Some(&audio(4000, "0 8")));
        self.call_with(name, invite).await
    }

    pub(crate) async fn acknowledge_refusal(&self, invite: &Message, refusal: &Message) {
        let cseq = invite.cseq().expect("CSeq").number;
        let mut ack = invite.clone();
        let uri = invite.request_uri().expect("a request").to_owned();
        ack.start_line = lineman_sip::StartLine::Request { method: Method::Ack, uri };
        ack.headers.set("To", refusal.headers.get("To").expect("To"));
        ack.headers.set("CSeq", format!("{cseq} ACK"));
        ack.body.clear();
        self.send(&ack).await;
    }

    /// Answers a request as a device behind the SBC does.
    pub(crate) async fn reply(
        &self,
        request: &Message,
        status: u16,
        body: Option<&str>,
    ) -> Message {
        let mut request = request.clone();
        request.headers.set("Record-Route", format!("<sip:127.0.0.1:{};lr>", self.own_port()));
        let request = &request;
        let mut builder = ResponseBuilder::new(request, status, &format!("dev{}", self.own_port()));
        for route in request.headers.get_all("Record-Route") {
            builder = builder.header("Record-Route", route);
        }
        let user = request.request_uri().expect("a request").trim_start_matches("sip:").to_owned();
        let mut message = builder.header("Contact", format!("<sip:{user}>")).build();
        if let Some(body) = body {
            message.headers.set("Content-Type", "application/sdp");
            message.body = body.as_bytes().to_vec();
        }
        self.send(&message).await;
        message
    }

    /// The dialog of the caller once its INVITE was answered.
    pub(crate) fn caller_dialog(invite: &Message, ok: &Message) -> Dialog {
        let mut dialog = Dialog::asking(invite).expect("a dialog");
        dialog.answered(ok);
        dialog
    }

    /// The dialog of the callee once it answered an INVITE.
    pub(crate) fn callee_dialog(invite: &Message, answer: &Message) -> Dialog {
        let tag = answer.to().expect("To").tag().expect("a tag");
        let mut dialog = Dialog::answering(invite, &tag).expect("a dialog");
        dialog.route_set = answer.record_route().expect("readable");
        dialog
    }

    /// Sends the ACK of a 2xx.
    pub(crate) async fn acknowledge(&self, dialog: &Dialog, invite: &Message, body: Option<&str>) {
        let number = invite.cseq().expect("CSeq").number;
        let builder = dialog.ack(&self.via(), number);
        let ack = match body {
            Some(body) => builder.body("application/sdp", body).build(),
            None => builder.build(),
        };
        self.send(&ack).await;
    }

    /// Sends a request inside a dialog.
    pub(crate) async fn in_dialog(
        &self,
        dialog: &mut Dialog,
        method: &str,
        fields: &[(&str, &str)],
        body: Option<&str>,
    ) -> Message {
        let via = self.via();
        let mut builder = dialog.request(Method::from_name(method), &via);
        for (name, value) in fields {
            builder = builder.header(name, value);
        }
        let request = match body {
            Some(body) => builder.body("application/sdp", body).build(),
            None => builder.build(),
        };
        self.send(&request).await;
        request
    }

    /// A call from una to bo, answered; the dialogs of both.
    pub(crate) async fn connected(&mut self, target: &str) -> (Dialog, Dialog) {
        self.connected_from("una", "221@bw.example.com", target).await
    }

    pub(crate) async fn connected_from(
        &mut self,
        name: &str,
        line: &str,
        target: &str,
    ) -> (Dialog, Dialog) {
        let invite = self.call(name, line, target).await;
        let ring = self.expect_request("INVITE").await;
        let answer = self.reply(&ring, 200, Some(&audio(5000, "0"))).await;
        self.expect_request("ACK").await;
        let ok = self.expect_status(200).await;
        let caller = Self::caller_dialog(&invite, &ok);
        self.acknowledge(&caller, &invite, None).await;
        (caller, Self::callee_dialog(&ring, &answer))
    }
}

pub(crate) fn contact_of(line: &str) -> String {
    let user = line.split('@').next().expect("a user");
    format!("{user}@192.0.2.7:5062")
}

pub(crate) fn credentials(challenge: &Message, name: &str, method: &str, uri: &str) -> String {
    let challenge = challenge.challenge().expect("readable").expect("there");
    let answer = DigestAnswer {
        username: &format!("{name}-sip"),
        password: &Secret::new("right"),
        method,
        uri,
        cnonce: "c",
        nonce_count: 1,
    };
    answer_challenge(&challenge, &answer).expect("a known algorithm").to_string()
}
