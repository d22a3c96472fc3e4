//! Whom a request is for, and how the answer names the Application Server.

use lineman_sip::{Message, Method, SipUri};

/// The user that a request is about: `To` for REGISTER, the Request-URI otherwise.
pub(crate) fn user_of(request: &Message) -> Option<SipUri> {
    let uri = match request.method() {
        Some(Method::Register) => request.to().ok()?.sip_uri().ok()?,
        _ => SipUri::parse(request.request_uri()?).ok()?,
    };
    uri.user.is_some().then_some(uri)
}

/// The telephone number that a URI stands for, if it looks like one; separators of `tel` URIs are
/// dropped, parameters are behind a `;`.
pub(crate) fn number_of(uri: &SipUri) -> Option<String> {
    let user = uri.user.as_deref()?;
    let user = user.split(';').next().unwrap_or_default();
    let number: String =
        user.chars().filter(|letter| !matches!(letter, '-' | '.' | '(' | ')')).collect();
    let digits = number.strip_prefix('+').unwrap_or(&number);
    let plausible = (3..=20).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    plausible.then_some(number)
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
    fn numbers_are_recognised_in_both_schemes() {
        let number = |text: &str| number_of(&SipUri::parse(text).expect("a URI"));
        assert_eq!(number("tel:+1-555-010.0234;ext=7").as_deref(), Some("+15550100234"));
        assert_eq!(
            number("sip:+15550100234@bw.example.com;user=phone").as_deref(),
            Some("+15550100234")
        );
        assert_eq!(number("sip:5550100234@bw.example.com").as_deref(), Some("5550100234"));
        assert_eq!(number("sip:una@bw.example.com"), None);
        assert_eq!(number("sip:+@bw.example.com"), None);
    }

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
