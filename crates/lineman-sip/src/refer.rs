//! `Refer-To` (RFC 3515), `Replaces` (RFC 3891) and the message fragment that tells the outcome.

use crate::address::NameAddress;
use crate::error::SipError;
use crate::syntax::split_outside;
use crate::uri::SipUri;

/// A dialog that is to be replaced. The tags are those of the side that gets the request: `to_tag`
/// is its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaces {
    /// Call-ID.
    pub call_id: String,
    /// The tag of who gets the request.
    pub to_tag: String,
    /// The tag of the other side of that dialog.
    pub from_tag: String,
}

impl Replaces {
    /// Reads the value of the header field.
    ///
    /// # Errors
    /// When the Call-ID or a tag is missing.
    pub fn parse(value: &str) -> Result<Self, SipError> {
        let bad = || SipError::Malformed { name: "Replaces" };
        let mut pieces = split_outside(value, b';').into_iter();
        let call_id = pieces.next().filter(|id| !id.is_empty()).ok_or_else(bad)?.to_owned();
        let (mut to_tag, mut from_tag) = (None, None);
        for piece in pieces {
            match piece.split_once('=') {
                Some((name, value)) if name.trim().eq_ignore_ascii_case("to-tag") => {
                    to_tag = Some(value.trim().to_owned());
                }
                Some((name, value)) if name.trim().eq_ignore_ascii_case("from-tag") => {
                    from_tag = Some(value.trim().to_owned());
                }
                _ => {}
            }
        }
        let (to_tag, from_tag) = to_tag.zip(from_tag).ok_or_else(bad)?;
        Ok(Self { call_id, to_tag, from_tag })
    }
}

/// Whom a REFER names, with the dialog that is to be replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferTarget {
    /// The address to call.
    pub uri: SipUri,
    /// The dialog to replace, for an attended transfer.
    pub replaces: Option<Replaces>,
}

impl ReferTarget {
    /// Reads the value of `Refer-To`.
    ///
    /// # Errors
    /// When it is no SIP or tel URI, wants another method than INVITE, or its `Replaces` cannot
    /// be read.
    pub fn parse(value: &str) -> Result<Self, SipError> {
        let bad = || SipError::Malformed { name: "Refer-To" };
        let text = NameAddress::parse(value).map_err(|_| bad())?.uri;
        let mut uri = SipUri::parse(&text).map_err(|_| bad())?;
        if uri
            .parameters
            .value("method")
            .is_some_and(|method| !method.eq_ignore_ascii_case("INVITE"))
        {
            return Err(bad());
        }
        uri.parameters.remove("method");
        let fields = text.split_once('?').map_or("", |(_, fields)| fields);
        let mut replaces = None;
        for field in fields.split('&') {
            if let Some((name, value)) = field.split_once('=')
                && name.eq_ignore_ascii_case("Replaces")
            {
                replaces = Some(Replaces::parse(&unescape(value).ok_or_else(bad)?)?);
            }
        }
        Ok(Self { uri, replaces })
    }
}

/// The body of a NOTIFY that tells how far a REFER has come (RFC 3515 section 2.4.5).
#[must_use]
pub fn sipfrag_status(status: u16) -> String {
    format!("SIP/2.0 {status} {}\r\n", crate::message::reason_phrase(status))
}

/// `%40` and the like undone.
fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, others)) = rest.split_first() {
        if first == b'%' {
            let digits = others.get(..2).and_then(|pair| std::str::from_utf8(pair).ok())?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = others.get(2..)?;
        } else {
            bytes.push(first);
            rest = others;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blind_and_an_attended_target_are_read() {
        let blind = ReferTarget::parse("<sip:2002@h;method=INVITE>").expect("blind");
        assert_eq!((blind.uri.to_string().as_str(), blind.replaces), ("sip:2002@h", None));
        let attended = ReferTarget::parse(
            "\"Una\" <sip:v@h?Replaces=12345%40h%3Bto-tag%3D1%3Bfrom-tag%3D2&X=y>",
        )
        .expect("attended");
        let replaces = attended.replaces.expect("a dialog");
        assert_eq!(
            (&*replaces.call_id, &*replaces.to_tag, &*replaces.from_tag),
            ("12345@h", "1", "2")
        );
    }

    #[test]
    fn what_cannot_be_carried_out_is_refused() {
        for value in [
            "<mailto:a@h>",
            "<sip:a@h;method=BYE>",
            "<sip:a@h?Replaces=c%3Bto-tag%3D1>",
            "<sip:a@h?Replaces=%zz>",
            "",
        ] {
            assert!(ReferTarget::parse(value).is_err(), "{value}");
        }
        assert_eq!(sipfrag_status(486), "SIP/2.0 486 Busy Here\r\n");
    }
}
