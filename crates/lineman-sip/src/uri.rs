//! SIP and SIPS URIs (RFC 3261 section 19.1).

use std::fmt;

use crate::error::SipError;
use crate::syntax::Parameters;

/// A URI of scheme `sip`, `sips` or `tel`. A password in the user part is dropped when read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SipUri {
    /// Scheme in lower case.
    pub scheme: String,
    /// User part as written; the number of a `tel` URI.
    pub user: Option<String>,
    /// Host; empty for `tel`. IPv6 addresses keep their brackets.
    pub host: String,
    /// Port.
    pub port: Option<u16>,
    /// Parameters behind the host.
    pub parameters: Parameters,
}

impl SipUri {
    /// A `sip` URI.
    #[must_use]
    pub fn new(user: Option<&str>, host: &str, port: Option<u16>) -> Self {
        Self {
            scheme: String::from("sip"),
            user: user.map(str::to_owned),
            host: host.to_owned(),
            port,
            parameters: Parameters::default(),
        }
    }

    /// Reads a URI. Header fields behind `?` are dropped.
    ///
    /// # Errors
    /// When the scheme is another one or the host or port is impossible.
    pub fn parse(text: &str) -> Result<Self, SipError> {
        let (scheme, rest) = text.trim().split_once(':').ok_or(SipError::Uri)?;
        let scheme = scheme.to_ascii_lowercase();
        let rest = rest.split('?').next().unwrap_or_default();
        if scheme == "tel" {
            let mut pieces = rest.split(';');
            let number = pieces.next().filter(|number| !number.is_empty()).ok_or(SipError::Uri)?;
            return Ok(Self {
                scheme,
                user: Some(number.to_owned()),
                host: String::new(),
                port: None,
                parameters: Parameters::from_pieces(pieces),
            });
        }
        if scheme != "sip" && scheme != "sips" {
            return Err(SipError::Uri);
        }
        // A user part may hold `;`, a host may not: look for the last `@` first.
        let (user, place) = match rest.rsplit_once('@') {
            Some((user, place)) => {
                let user = user.split(':').next().unwrap_or_default();
                (Some(user.to_owned()).filter(|user| !user.is_empty()), place)
            }
            None => (None, rest),
        };
        let mut pieces = place.split(';');
        let (host, port) = host_and_port(pieces.next().unwrap_or_default())?;
        Ok(Self { scheme, user, host, port, parameters: Parameters::from_pieces(pieces) })
    }

    /// `user@host` with the host in lower case; `host` when there is no user.
    #[must_use]
    pub fn address_of_record(&self) -> String {
        let host = self.host.to_ascii_lowercase();
        match &self.user {
            Some(user) if host.is_empty() => user.clone(),
            Some(user) => format!("{user}@{host}"),
            None => host,
        }
    }

    /// `udp`, `tcp`, `tls` from the `transport` parameter, in lower case.
    #[must_use]
    pub fn transport(&self) -> Option<String> {
        self.parameters.value("transport").map(|value| value.to_ascii_lowercase())
    }
}

impl fmt::Display for SipUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.scheme)?;
        if let Some(user) = &self.user {
            f.write_str(user)?;
            if !self.host.is_empty() {
                f.write_str("@")?;
            }
        }
        f.write_str(&self.host)?;
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        f.write_str(&self.parameters.to_text())
    }
}

/// Splits `host`, `host:port`, `[v6]:port`.
pub(crate) fn host_and_port(text: &str) -> Result<(String, Option<u16>), SipError> {
    let text = text.trim();
    let (host, port) = if text.starts_with('[') {
        let end = text.find(']').ok_or(SipError::Uri)?;
        let (host, rest) = text.split_at(end + 1);
        (host, rest.trim_start().strip_prefix(':'))
    } else {
        match text.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (text, None),
        }
    };
    let host = host.trim();
    let plausible = !host.is_empty()
        && !host.contains(|character: char| {
            character.is_whitespace()
                || character.is_control()
                || matches!(character, '<' | '>' | '"' | ',' | '@')
        });
    if !plausible {
        return Err(SipError::Uri);
    }
    let port = match port {
        None => None,
        Some(port) => {
            Some(port.trim().parse::<u16>().ok().filter(|port| *port > 0).ok_or(SipError::Uri)?)
        }
    };
    Ok((host.to_owned(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_is_taken_apart_and_written_back() {
        let text = "sip:alice@Example.com:5070;transport=TCP;lr";
        let uri = SipUri::parse(text).expect("a URI");
        assert_eq!(uri.address_of_record(), "alice@example.com");
        assert_eq!((uri.port, uri.transport().as_deref()), (Some(5070), Some("tcp")));
        assert!(uri.parameters.has("lr"));
        assert_eq!(uri.to_string(), text);
    }

    #[test]
    fn unusual_uris_are_read() {
        assert_eq!(SipUri::parse("sip:[::1]:5060").expect("v6").host, "[::1]");
        assert_eq!(
            SipUri::parse("tel:+15550001;ext=7").expect("tel").user.as_deref(),
            Some("+15550001")
        );
        assert_eq!(SipUri::parse("sips:h?Subject=x").expect("host").host, "h");
        assert_eq!(SipUri::parse("sip:u:secret@h").expect("password").to_string(), "sip:u@h");
    }

    #[test]
    fn impossible_uris_are_refused() {
        for text in
            ["", "sip:", "http://x", "sip:u@", "sip:h:0", "sip:h:99999", "sip:[::1", "sip:a b"]
        {
            assert_eq!(SipUri::parse(text), Err(SipError::Uri), "{text}");
        }
    }
}
