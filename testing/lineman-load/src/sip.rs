//! A phone that does nothing but register.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use lineman_model::{Random as _, Secret, SystemRandom};
use lineman_sip::{
    DigestAnswer, Message, Method, NameAddress, RequestBuilder, Via, answer_challenge,
};
use tokio::net::UdpSocket;
use tokio::time::timeout;

use crate::subscribers::{DOMAIN, SIP_PASSWORD, line_port, sip_user_name};

/// T1 of RFC 3261, and how often a request is sent again.
const RETRANSMIT: Duration = Duration::from_millis(500);
const TRIES: u32 = 5;

/// A phone of one subscriber, over UDP.
pub struct Phone {
    socket: UdpSocket,
    registrar: SocketAddr,
    index: u32,
    call_id: String,
    cseq: u32,
}

impl Phone {
    /// A phone that will register at this address.
    ///
    /// # Errors
    /// When there is no free socket.
    pub async fn new(index: u32, registrar: SocketAddr) -> Result<Self> {
        let socket = UdpSocket::bind(("127.0.0.1", 0)).await?;
        Ok(Self { socket, registrar, index, call_id: SystemRandom.hex(12), cseq: 0 })
    }

    /// Registers with this contact URI, challenge and answer; `Ok` once the 200 is here.
    ///
    /// # Errors
    /// When it is refused, or nobody answers.
    pub async fn register(&mut self, contact: &str) -> Result<()> {
        let contact = format!("<{contact}>");
        let first = self.ask(&[("Contact", &contact), ("Expires", "3600")]).await?;
        if first.status() != Some(401) {
            bail!("the first answer is {:?}", first.status());
        }
        let challenge = first.challenge()?.context("a challenge")?;
        let uri = format!("sip:{DOMAIN}");
        let answer = DigestAnswer {
            username: &sip_user_name(self.index),
            password: &Secret::new(SIP_PASSWORD),
            method: "REGISTER",
            uri: &uri,
            cnonce: &SystemRandom.hex(4),
            nonce_count: 1,
        };
        let credentials = answer_challenge(&challenge, &answer)?.to_string();
        let second = self
            .ask(&[("Contact", &contact), ("Expires", "3600"), ("Authorization", &credentials)])
            .await?;
        match second.status() {
            Some(200) => Ok(()),
            other => bail!("the second answer is {other:?}"),
        }
    }

    /// Sends a REGISTER until it is answered.
    async fn ask(&mut self, fields: &[(&str, &str)]) -> Result<Message> {
        self.cseq += 1;
        let own = self.socket.local_addr()?;
        let branch = format!("z9hG4bK{}", SystemRandom.hex(8));
        let via = Via::new("udp", "127.0.0.1", own.port(), &branch);
        let to = NameAddress::new(format!("sip:{}", line_port(self.index)));
        let from = to.clone().with_parameter("tag", Some("1"));
        let uri = format!("sip:{DOMAIN}");
        let (call_id, cseq) = (self.call_id.as_str(), self.cseq);
        let mut builder =
            RequestBuilder::new(Method::Register, &uri, &via, &from, &to, call_id, cseq);
        for (name, value) in fields {
            builder = builder.header(name, value);
        }
        let bytes = builder.build().to_bytes();
        let mut buffer = vec![0_u8; 8 * 1024];
        for _ in 0..TRIES {
            self.socket.send_to(&bytes, self.registrar).await?;
            while let Ok(received) = timeout(RETRANSMIT, self.socket.recv_from(&mut buffer)).await {
                let (length, _) = received?;
                let message = Message::from_wire(&buffer[..length])?;
                // A late answer to an earlier request is not ours.
                if message.cseq()?.number == self.cseq && message.status() != Some(100) {
                    return Ok(message);
                }
            }
        }
        bail!("nobody answers a REGISTER")
    }
}
