//! Whom a request is for, and how the answer names the Application Server.

use lineman_sip::{Message, Method, SipUri};

/// The user that a request is about: `To` for REGISTER, the Request-URI otherwise.
pub(crate) fn user_of(request: &Message) -> Option<String> {
    let uri = match request.method() {
        Some(Method::Register) => request.to().ok()?.sip_uri().ok()?,
        _ => SipUri::parse(request.request_uri()?).ok()?,
    };
    uri.user.is_some().then(|| uri.address_of_record())
}

/// The Application Server as a URI: `as1.example.com:5060;transport=udp` with `sip:` before it.
pub(crate) fn server_uri(location: &str) -> Option<SipUri> {
    SipUri::parse(&format!("sip:{}", location.trim())).ok().filter(|uri| uri.user.is_none())
}

/// `host:port` of an Application Server.
pub(crate) fn host_and_port(uri: &SipUri) -> String {
    format!("{}:{}", uri.host, uri.port.unwrap_or(5060))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_becomes_a_uri() {
        let uri = server_uri("as1.example.com:5061;transport=tcp").expect("a location");
        assert_eq!(uri.to_string(), "sip:as1.example.com:5061;transport=tcp");
        assert_eq!(host_and_port(&uri), "as1.example.com:5061");
        assert_eq!(host_and_port(&server_uri("as1").expect("no port")), "as1:5060");
        assert!(server_uri("").is_none());
        assert!(server_uri("u@as1").is_none());
    }
}
