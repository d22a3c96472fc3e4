//! Typed views of header fields.

use crate::address::{Contacts, NameAddress};
use crate::authorization::{Challenge, Credentials};
use crate::cseq::CSeq;
use crate::error::SipError;
use crate::message::Message;
use crate::syntax::split_outside;
use crate::via::Via;

impl Message {
    fn required(&self, name: &'static str) -> Result<&str, SipError> {
        self.headers.get(name).ok_or(SipError::Missing { name })
    }

    /// All hops, the nearest first, also those that share a line.
    ///
    /// # Errors
    /// When one cannot be understood.
    pub fn vias(&self) -> Result<Vec<Via>, SipError> {
        self.headers
            .get_all("Via")
            .flat_map(|value| split_outside(value, b','))
            .filter(|piece| !piece.is_empty())
            .map(Via::parse)
            .collect()
    }

    /// The nearest hop.
    ///
    /// # Errors
    /// When there is none or it cannot be understood.
    pub fn top_via(&self) -> Result<Via, SipError> {
        let value = self.required("Via")?;
        Via::parse(split_outside(value, b',').first().copied().unwrap_or_default())
    }

    /// Replaces the nearest hop.
    pub fn set_top_via(&mut self, via: &Via) {
        self.change_top_via(Some(via.to_string()));
    }

    /// Takes the nearest hop away.
    pub fn remove_top_via(&mut self) {
        self.change_top_via(None);
    }

    fn change_top_via(&mut self, replacement: Option<String>) {
        self.headers.rewrite_first("Via", |value| {
            let pieces = split_outside(value, b',');
            let rest = pieces.into_iter().skip(1).filter(|piece| !piece.is_empty());
            let all: Vec<&str> = replacement.as_deref().into_iter().chain(rest).collect();
            (!all.is_empty()).then(|| all.join(", "))
        });
    }

    /// `From`.
    ///
    /// # Errors
    /// When it is missing or cannot be understood.
    pub fn from(&self) -> Result<NameAddress, SipError> {
        NameAddress::parse(self.required("From")?).map_err(|_| SipError::Malformed { name: "From" })
    }

    /// `To`.
    ///
    /// # Errors
    /// When it is missing or cannot be understood.
    pub fn to(&self) -> Result<NameAddress, SipError> {
        NameAddress::parse(self.required("To")?).map_err(|_| SipError::Malformed { name: "To" })
    }

    /// `Call-ID`.
    ///
    /// # Errors
    /// When it is missing or empty.
    pub fn call_id(&self) -> Result<&str, SipError> {
        let name = "Call-ID";
        self.required(name)
            .and_then(|id| if id.is_empty() { Err(SipError::Malformed { name }) } else { Ok(id) })
    }

    /// `CSeq`.
    ///
    /// # Errors
    /// When it is missing or cannot be understood.
    pub fn cseq(&self) -> Result<CSeq, SipError> {
        CSeq::parse(self.required("CSeq")?)
    }

    /// `Contact`.
    ///
    /// # Errors
    /// When it cannot be understood, or `*` stands with others.
    pub fn contacts(&self) -> Result<Contacts, SipError> {
        let bad = SipError::Malformed { name: "Contact" };
        let values: Vec<&str> = self.headers.get_all("Contact").collect();
        if values.contains(&"*") {
            return if values.len() == 1 { Ok(Contacts::All) } else { Err(bad) };
        }
        Ok(Contacts::Some(self.addresses("Contact")?))
    }

    /// `Path` (RFC 3327), the hop nearest to the registrar first.
    ///
    /// # Errors
    /// When it cannot be understood.
    pub fn path(&self) -> Result<Vec<NameAddress>, SipError> {
        self.addresses("Path")
    }

    /// `Route`.
    ///
    /// # Errors
    /// When it cannot be understood.
    pub fn route(&self) -> Result<Vec<NameAddress>, SipError> {
        self.addresses("Route")
    }

    /// `Record-Route`.
    ///
    /// # Errors
    /// When it cannot be understood.
    pub fn record_route(&self) -> Result<Vec<NameAddress>, SipError> {
        self.addresses("Record-Route")
    }

    fn addresses(&self, name: &'static str) -> Result<Vec<NameAddress>, SipError> {
        let mut addresses = Vec::new();
        for value in self.headers.get_all(name) {
            addresses
                .extend(NameAddress::parse_list(value).map_err(|_| SipError::Malformed { name })?);
        }
        Ok(addresses)
    }

    /// `Expires` in seconds. A number over 2^32-1 counts as that (RFC 3261 section 20.19).
    ///
    /// # Errors
    /// When it is no number.
    pub fn expires(&self) -> Result<Option<u32>, SipError> {
        self.headers.get("Expires").map(|value| seconds(value, "Expires")).transpose()
    }

    /// `Max-Forwards`.
    ///
    /// # Errors
    /// When it is no number.
    pub fn max_forwards(&self) -> Result<Option<u32>, SipError> {
        self.headers.get("Max-Forwards").map(|value| seconds(value, "Max-Forwards")).transpose()
    }

    /// The Digest credentials of `Authorization`.
    ///
    /// # Errors
    /// When there are some and they cannot be understood.
    pub fn authorization(&self) -> Result<Option<Credentials>, SipError> {
        self.headers.get("Authorization").map(Credentials::parse).transpose()
    }

    /// The first Digest challenge of `WWW-Authenticate`.
    ///
    /// # Errors
    /// When there are some and none can be understood.
    pub fn challenge(&self) -> Result<Option<Challenge>, SipError> {
        let mut outcome = Ok(None);
        for value in self.headers.get_all("WWW-Authenticate") {
            match Challenge::parse(value) {
                Ok(challenge) => return Ok(Some(challenge)),
                Err(error) => outcome = Err(error),
            }
        }
        outcome
    }

    /// Checks what every request must carry (RFC 3261 section 8.1.1), `Max-Forwards` aside.
    ///
    /// # Errors
    /// The first field that is missing or malformed.
    pub fn check_request(&self) -> Result<(), SipError> {
        self.vias()?;
        self.top_via()?;
        self.from()?;
        self.to()?;
        self.call_id()?;
        let cseq = self.cseq()?;
        if self.method().is_some_and(|method| *method != cseq.method) {
            return Err(SipError::Malformed { name: "CSeq" });
        }
        Ok(())
    }
}

/// A number of seconds: anything too large counts as the largest number.
pub(crate) fn seconds(text: &str, name: &'static str) -> Result<u32, SipError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(SipError::Malformed { name });
    }
    Ok(text.parse::<u32>().unwrap_or(u32::MAX))
}
