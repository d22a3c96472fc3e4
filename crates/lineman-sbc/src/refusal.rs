//! Requests that the proxy answers itself (RFC 3261 section 16.3).

use lineman_sip::{Message, Method, ResponseBuilder, SipUri};

/// Methods that pass.
pub(crate) const ALLOW: &str = "INVITE, ACK, CANCEL, BYE, PRACK, UPDATE, REFER, NOTIFY, \
                                SUBSCRIBE, INFO, MESSAGE, PUBLISH, OPTIONS, REGISTER";

/// The answer to a request that goes no further, if it is one. `own` are the `host:port` pairs that
/// we write into `Via`.
pub(crate) fn answer_here(request: &Message, own: &[String], to_tag: &str) -> Option<Message> {
    let refuse = |status| Some(ResponseBuilder::new(request, status, to_tag));
    let builder = if let Some(extension) = request.headers.get("Proxy-Require") {
        refuse(420).map(|builder| builder.header("Unsupported", extension))
    } else if has_passed_here(request, own) {
        refuse(482)
    } else {
        match request.max_forwards() {
            Ok(Some(0)) => refuse(483),
            Err(_) => refuse(400),
            Ok(_) => match request.request_uri().map(SipUri::parse) {
                Some(Ok(uri)) => (is_for_us(request, &uri))
                    .then(|| ResponseBuilder::new(request, 200, to_tag).header("Allow", ALLOW)),
                _ => refuse(416),
            },
        }
    };
    builder.map(ResponseBuilder::build)
}

/// A request that carries a hop of ours is looping: nothing that we send on comes back to us.
fn has_passed_here(request: &Message, own: &[String]) -> bool {
    request.vias().is_ok_and(|vias| {
        vias.iter().any(|via| own.iter().any(|ours| ours.eq_ignore_ascii_case(&via.sent_by())))
    })
}

/// OPTIONS without a user asks whether the SBC itself is there.
fn is_for_us(request: &Message, uri: &SipUri) -> bool {
    request.method() == Some(&Method::Options) && uri.user.is_none()
}
