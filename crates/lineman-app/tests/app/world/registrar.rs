//! A registrar that challenges and takes one password.

use std::sync::{Arc, Mutex};

use lineman_model::{Secret, SystemClock};
use lineman_net::Shutdown;
use lineman_net::certificates::Identity;
use lineman_net::tls::{ClientAuth, ServerTls};
use lineman_sip::{Challenge, Message, ResponseBuilder};
use lineman_sip_transport::{
    NoSipObserver, ServerElement, ServiceHandle, SipSocket, SipSocketConfig, SipTls,
};

use super::{ANY, Behavior};

pub(super) async fn start(
    behavior: &Behavior,
    identity: &Identity,
    registers: Arc<Mutex<Vec<Message>>>,
    shutdown: &Shutdown,
) -> ServiceHandle {
    let config = SipSocketConfig { udp: Some(ANY), tcp: Some(ANY), max_connections: 0 };
    let shutdown = shutdown.child();
    let clock = Arc::new(SystemClock);
    let (chain, key) = (&identity.certificate_pem, identity.private_key_pem.reveal());
    let server = ServerTls::from_pem(chain, key, ClientAuth::None, clock).expect("usable");
    let tls = SipTls { listen: Some((ANY, server)), connect: None };
    let (socket, receiver) =
        SipSocket::bind_with_tls(config, tls, Arc::new(NoSipObserver), &shutdown)
            .await
            .expect("free ports");
    let password = Secret::new(behavior.sip_password);
    ServiceHandle::run(socket, shutdown.clone(), |socket| async move {
        let mut element = ServerElement::new(socket, receiver, Arc::new(SystemClock));
        let mut failures = 0;
        while let Some(request) = element.next(&shutdown).await {
            let message = request.message;
            let credentials = message.authorization().expect("readable");
            let good = credentials.as_ref().is_some_and(|c| c.proves(&password, "REGISTER"));
            failures += u32::from(credentials.is_some() && !good);
            let builder = |status| ResponseBuilder::new(&message, status, "as");
            let response = if good {
                let expires = message.headers.get("Expires").unwrap_or_default().to_owned();
                let contact = message.headers.get("Contact").unwrap_or_default().to_owned();
                builder(200).header("Contact", contact).header("Expires", expires)
            } else if failures > 1 {
                builder(403)
            } else {
                let challenge = Challenge::md5("BroadWorks", &format!("n{failures}"));
                builder(401).header("WWW-Authenticate", challenge.to_string())
            };
            element.respond(&request.key, response.build());
            registers.lock().expect("no panic").push(message);
        }
    })
}
