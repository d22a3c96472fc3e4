//! `CSeq` (RFC 3261 section 20.16).

use std::fmt;

use crate::error::SipError;
use crate::message::Method;

/// Sequence number and method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CSeq {
    /// Below 2^31.
    pub number: u32,
    /// Method.
    pub method: Method,
}

impl CSeq {
    /// Reads `314159 INVITE`.
    ///
    /// # Errors
    /// When the number is 2^31 or more or the method is missing.
    pub fn parse(text: &str) -> Result<Self, SipError> {
        let bad = SipError::Malformed { name: "CSeq" };
        let mut words = text.split_ascii_whitespace();
        let number = words.next().and_then(|word| word.parse::<u32>().ok());
        match (number, words.next(), words.next()) {
            (Some(number), Some(method), None) if number < 1 << 31 => {
                Ok(Self { number, method: Method::from_name(method) })
            }
            _ => Err(bad),
        }
    }
}

impl fmt::Display for CSeq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.method)
    }
}
