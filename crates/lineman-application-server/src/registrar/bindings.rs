//! What a REGISTER asks for (RFC 3261 section 10.3).

use lineman_sip::{Contacts, Message};

use super::service::ExpiryBounds;

/// Most contacts in one request and for one line/port.
pub(super) const CONTACTS: usize = 10;

/// One contact with the life that is granted to it; 0 removes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) uri: String,
    pub(super) seconds: u32,
}

/// What the request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wishes {
    /// Nothing: it only asks which contacts there are.
    Query,
    /// Remove everything.
    RemoveAll,
    /// Add, refresh or remove these.
    Change(Vec<Wish>),
}

/// Why the request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// 400.
    Malformed,
    /// 423 with `Min-Expires`.
    TooBrief,
    /// 503: more contacts than we keep.
    TooMany,
}

pub(super) fn read(request: &Message, bounds: ExpiryBounds) -> Result<Wishes, Refusal> {
    // RFC 3261 section 20.19: an Expires that cannot be understood counts as the default.
    let header = request.expires().ok().flatten();
    let contacts = match request.contacts().map_err(|_| Refusal::Malformed)? {
        Contacts::All if header == Some(0) => return Ok(Wishes::RemoveAll),
        Contacts::All => return Err(Refusal::Malformed),
        Contacts::Some(contacts) => contacts,
    };
    if contacts.is_empty() {
        return Ok(Wishes::Query);
    }
    if contacts.len() > CONTACTS {
        return Err(Refusal::TooMany);
    }
    let wishes = contacts.iter().map(|contact| {
        let uri = contact.sip_uri().map_err(|_| Refusal::Malformed)?;
        let own = contact.parameters.value("expires").and_then(|text| text.parse::<u32>().ok());
        let asked = own.or(header).unwrap_or(bounds.default);
        if asked != 0 && asked < bounds.min {
            return Err(Refusal::TooBrief);
        }
        Ok(Wish { uri: uri.to_string(), seconds: asked.min(bounds.max) })
    });
    wishes.collect::<Result<_, _>>().map(Wishes::Change)
}

/// The Path to send requests along, as one value.
pub(super) fn path_of(request: &Message) -> Option<String> {
    let values: Vec<&str> = request.headers.get_all("Path").collect();
    (!values.is_empty()).then(|| values.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: ExpiryBounds = ExpiryBounds { min: 60, default: 3600, max: 7200 };

    fn wishes(fields: &str) -> Result<Wishes, Refusal> {
        let text = format!("REGISTER sip:h SIP/2.0\r\n{fields}\r\n\r\n");
        read(&Message::from_wire(text.as_bytes()).expect("a message"), BOUNDS)
    }

    fn change(list: &[(&str, u32)]) -> Result<Wishes, Refusal> {
        let wish =
            |(uri, seconds): &(&str, u32)| Wish { uri: (*uri).to_owned(), seconds: *seconds };
        Ok(Wishes::Change(list.iter().map(wish).collect()))
    }

    #[test]
    fn each_contact_has_its_own_life() {
        assert_eq!(wishes("Contact: <sip:a@h>"), change(&[("sip:a@h", 3600)]));
        assert_eq!(
            wishes("Contact: <sip:a@h>;expires=0, <sip:b@h>\r\nExpires: 99999"),
            change(&[("sip:a@h", 0), ("sip:b@h", 7200)])
        );
        assert_eq!(wishes("Contact: <sip:a@h>;expires=59"), Err(Refusal::TooBrief));
    }

    #[test]
    fn everything_is_removed_only_with_expires_0() {
        assert_eq!(wishes("Contact: *\r\nExpires: 0"), Ok(Wishes::RemoveAll));
        assert_eq!(wishes("Contact: *"), Err(Refusal::Malformed));
        assert_eq!(wishes("Contact: *, <sip:a@h>\r\nExpires: 0"), Err(Refusal::Malformed));
        assert_eq!(wishes("X: y"), Ok(Wishes::Query));
    }

    #[test]
    fn the_number_of_contacts_is_bounded() {
        let many = "Contact: <sip:a@h>\r\n".repeat(CONTACTS + 1);
        assert_eq!(wishes(many.trim_end()), Err(Refusal::TooMany));
        assert_eq!(wishes("Contact: <mailto:a@h>"), Err(Refusal::Malformed));
    }
}
