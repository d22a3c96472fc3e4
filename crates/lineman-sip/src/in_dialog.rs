//! Requests that are made from other messages: the ACK of a refusal and CANCEL.

use crate::cseq::CSeq;
use crate::headers::Headers;
use crate::message::{Message, Method, StartLine};

/// The ACK for a final answer other than 2xx (RFC 3261 section 17.1.1.3).
#[must_use]
pub(crate) fn ack_of_refusal(invite: &Message, response: &Message) -> Message {
    let mut ack = same_hop(invite, Method::Ack);
    if let Some(to) = response.headers.get("To") {
        ack.headers.set("To", to);
    }
    ack
}

/// The CANCEL of an INVITE (RFC 3261 section 9.1).
#[must_use]
pub(crate) fn cancel_of(invite: &Message) -> Message {
    same_hop(invite, Method::Cancel)
}

/// A request with the Request-URI, the nearest hop and the dialog fields of an INVITE.
fn same_hop(invite: &Message, method: Method) -> Message {
    let mut headers = Headers::default();
    if let Ok(via) = invite.top_via() {
        headers.push("Via", via.to_string());
    }
    for route in invite.headers.get_all("Route") {
        headers.push("Route", route);
    }
    headers.push("Max-Forwards", "70");
    for name in ["From", "To", "Call-ID"] {
        if let Some(value) = invite.headers.get(name) {
            headers.push(name, value);
        }
    }
    let number = invite.cseq().map(|cseq| cseq.number).unwrap_or_default();
    headers.push("CSeq", CSeq { number, method: method.clone() }.to_string());
    headers.push("Content-Length", "0");
    let uri = invite.request_uri().unwrap_or_default().to_owned();
    Message { start_line: StartLine::Request { method, uri }, headers, body: Vec::new() }
}
