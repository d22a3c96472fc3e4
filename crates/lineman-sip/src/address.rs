//! `From`, `To`, `Contact`, `Path`, `Route`, `Record-Route`: addresses with names and parameters.

use std::fmt;

use crate::error::SipError;
use crate::syntax::{Parameters, quote, split_outside, unquote};
use crate::uri::SipUri;

/// An address: display name, URI as written, parameters of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameAddress {
    /// Display name without quotes.
    pub display: Option<String>,
    /// The URI as written; it may be redacted, see [`NameAddress::sip_uri`].
    pub uri: String,
    /// Parameters behind the address, such as `tag` or `expires`.
    pub parameters: Parameters,
}

impl NameAddress {
    /// An address without name and parameters.
    #[must_use]
    pub fn new(uri: impl Into<String>) -> Self {
        Self { display: None, uri: uri.into(), parameters: Parameters::default() }
    }

    /// The same address with a parameter.
    #[must_use]
    pub fn with_parameter(mut self, name: &str, value: Option<&str>) -> Self {
        self.parameters.set(name, value);
        self
    }

    /// Reads one address.
    ///
    /// # Errors
    /// When no URI is there.
    pub fn parse(text: &str) -> Result<Self, SipError> {
        let bad = SipError::Malformed { name: "address" };
        let text = text.trim();
        let Some(open) = position_outside_quotes(text, b'<') else {
            // Without brackets, parameters belong to the field (RFC 3261 section 20).
            let mut pieces = text.split(';').map(str::trim);
            let uri = pieces.next().filter(|uri| !uri.is_empty()).ok_or(bad)?;
            return Ok(Self {
                display: None,
                uri: uri.to_owned(),
                parameters: Parameters::from_pieces(pieces),
            });
        };
        let display = unquote(text[..open].trim());
        let rest = &text[open + 1..];
        let close = rest.find('>').ok_or_else(|| bad.clone())?;
        let uri = rest[..close].trim();
        if uri.is_empty() {
            return Err(bad);
        }
        Ok(Self {
            display: Some(display).filter(|display| !display.is_empty()),
            uri: uri.to_owned(),
            parameters: Parameters::from_pieces(
                split_outside(&rest[close + 1..], b';').into_iter(),
            ),
        })
    }

    /// Reads a comma-separated list.
    ///
    /// # Errors
    /// When one of its members is no address.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, SipError> {
        split_outside(text, b',')
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .map(Self::parse)
            .collect()
    }

    /// The URI taken apart.
    ///
    /// # Errors
    /// When it is no SIP, SIPS or tel URI.
    pub fn sip_uri(&self) -> Result<SipUri, SipError> {
        SipUri::parse(&self.uri)
    }

    /// The `tag` parameter.
    #[must_use]
    pub fn tag(&self) -> Option<String> {
        self.parameters.value("tag")
    }
}

impl fmt::Display for NameAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(display) = &self.display {
            write!(f, "{} ", quote(display))?;
        }
        write!(f, "<{}>{}", self.uri, self.parameters.to_text())
    }
}

/// The `Contact` fields of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contacts {
    /// `*`: all bindings.
    All,
    /// The addresses, possibly none.
    Some(Vec<NameAddress>),
}

fn position_outside_quotes(text: &str, wanted: u8) -> Option<usize> {
    let mut quoted = false;
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate() {
        if escaped {
            escaped = false;
        } else if quoted && byte == b'\\' {
            escaped = true;
        } else if byte == b'"' {
            quoted = !quoted;
        } else if byte == wanted && !quoted {
            return Some(index);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_rfc_3261_section_20_10_are_read() {
        let named = NameAddress::parse(r#""Mr. <W>" <sip:w@example.com;lr>;q=0.7; expires=3600"#)
            .expect("named");
        assert_eq!(named.display.as_deref(), Some("Mr. <W>"));
        assert_eq!(named.uri, "sip:w@example.com;lr");
        assert_eq!(named.parameters.value("expires").as_deref(), Some("3600"));
        let bare = NameAddress::parse("sip:w@example.com;tag=887s").expect("bare");
        assert_eq!((bare.uri.as_str(), bare.tag().as_deref()), ("sip:w@example.com", Some("887s")));
        assert_eq!(NameAddress::parse(&named.to_string()).expect("again"), named);
    }

    #[test]
    fn a_redacted_uri_is_still_an_address() {
        let address = NameAddress::parse("<sip:[Redacted]>;tag=1").expect("redacted");
        assert_eq!(address.tag().as_deref(), Some("1"));
    }
}
