//! Where responses go (RFC 3261 section 18.2, RFC 3581).

use lineman_sip::Message;

use crate::peer::SipPeer;

/// Writes the source address into the top `Via` of a received request, as every server must before
/// it copies the hops into its response.
pub fn mark_source(request: &mut Message, source: SipPeer) {
    let Ok(mut via) = request.top_via() else { return };
    let address = source.address.ip().to_string();
    let asks_for_port = via.parameters.has("rport");
    if asks_for_port {
        via.parameters.set("rport", Some(&source.address.port().to_string()));
    }
    if asks_for_port || via.host != address {
        via.parameters.set("received", Some(&address));
    }
    request.set_top_via(&via);
}

/// Where the response to a request goes: back over its connection, or for UDP to the address it
/// came from, with the port of `Via` unless the sender asked for the port it was seen with.
#[must_use]
pub fn response_peer(request: &Message, source: SipPeer) -> SipPeer {
    if source.protocol.is_reliable() {
        return source;
    }
    let mut target = source;
    if let Ok(via) = request.top_via()
        && !via.parameters.has("rport")
    {
        target.address.set_port(via.port.unwrap_or(5060));
    }
    target
}
