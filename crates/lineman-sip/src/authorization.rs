//! `WWW-Authenticate` and `Authorization` with scheme Digest (RFC 3261 section 22, RFC 7616).

use std::fmt;

use crate::digest::DigestAlgorithm;
use crate::error::SipError;
use crate::syntax::{Parameters, is_token, quote, split_outside};

/// A Digest challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Challenge {
    /// Protection space.
    pub realm: String,
    /// The server's nonce.
    pub nonce: String,
    /// Returned unchanged.
    pub opaque: Option<String>,
    /// `MD5` when absent.
    pub algorithm: Option<String>,
    /// Qualities of protection offered; empty for RFC 2069 challenges.
    pub qop: Vec<String>,
    /// The nonce was too old, the password was right.
    pub stale: bool,
}

impl Challenge {
    /// An MD5 challenge with `qop=auth`.
    #[must_use]
    pub fn md5(realm: &str, nonce: &str) -> Self {
        Self::new(realm, nonce, DigestAlgorithm::Md5)
    }

    /// A challenge with `qop=auth`.
    #[must_use]
    pub fn new(realm: &str, nonce: &str, algorithm: DigestAlgorithm) -> Self {
        Self {
            realm: realm.to_owned(),
            nonce: nonce.to_owned(),
            opaque: None,
            algorithm: Some(algorithm.as_str().to_owned()),
            qop: vec![String::from("auth")],
            stale: false,
        }
    }

    /// Reads the value of `WWW-Authenticate`.
    ///
    /// # Errors
    /// When it is no Digest challenge with realm and nonce.
    pub fn parse(value: &str) -> Result<Self, SipError> {
        let name = "WWW-Authenticate";
        let fields = digest_fields(value, name)?;
        let required = |field| fields.value(field).ok_or(SipError::Malformed { name });
        Ok(Self {
            realm: required("realm")?,
            nonce: required("nonce")?,
            opaque: fields.value("opaque"),
            algorithm: fields.value("algorithm"),
            qop: fields
                .value("qop")
                .map(|list| list.split(',').map(|word| word.trim().to_owned()).collect())
                .unwrap_or_default(),
            stale: fields.value("stale").is_some_and(|word| word.eq_ignore_ascii_case("true")),
        })
    }
}

impl fmt::Display for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest realm={}, nonce={}", quote(&self.realm), quote(&self.nonce))?;
        if let Some(opaque) = &self.opaque {
            write!(f, ", opaque={}", quote(opaque))?;
        }
        if self.stale {
            f.write_str(", stale=true")?;
        }
        if let Some(algorithm) = &self.algorithm {
            write!(f, ", algorithm={}", token_or_quoted(algorithm))?;
        }
        if !self.qop.is_empty() {
            write!(f, ", qop={}", quote(&self.qop.join(",")))?;
        }
        Ok(())
    }
}

/// Digest credentials.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// User name.
    pub username: String,
    /// Protection space.
    pub realm: String,
    /// The server's nonce.
    pub nonce: String,
    /// Digest URI.
    pub uri: String,
    /// The answer, 32 hexadecimal digits for MD5, 64 for SHA-256.
    pub response: String,
    /// Algorithm, `MD5` when absent.
    pub algorithm: Option<String>,
    /// Quality of protection used; none for RFC 2069.
    pub qop: Option<String>,
    /// The client's nonce.
    pub cnonce: Option<String>,
    /// Nonce count as written, 8 hexadecimal digits.
    pub nonce_count: Option<String>,
    /// As in the challenge.
    pub opaque: Option<String>,
}

impl Credentials {
    /// Reads the value of `Authorization`.
    ///
    /// # Errors
    /// When it is not of scheme Digest or lacks a mandatory field.
    pub fn parse(value: &str) -> Result<Self, SipError> {
        let name = "Authorization";
        let fields = digest_fields(value, name)?;
        let required = |field| fields.value(field).ok_or(SipError::Malformed { name });
        Ok(Self {
            username: required("username")?,
            realm: required("realm")?,
            nonce: required("nonce")?,
            uri: required("uri")?,
            response: required("response")?,
            algorithm: fields.value("algorithm"),
            qop: fields.value("qop"),
            cnonce: fields.value("cnonce"),
            nonce_count: fields.value("nc"),
            opaque: fields.value("opaque"),
        })
    }
}

/// The answer could be used to guess the password, so it is not printed.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("username", &self.username)
            .field("realm", &self.realm)
            .field("uri", &self.uri)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Digest username={}, realm={}, nonce={}, uri={}, response={}",
            quote(&self.username),
            quote(&self.realm),
            quote(&self.nonce),
            quote(&self.uri),
            quote(&self.response)
        )?;
        if let Some(algorithm) = &self.algorithm {
            write!(f, ", algorithm={}", token_or_quoted(algorithm))?;
        }
        if let Some(cnonce) = &self.cnonce {
            write!(f, ", cnonce={}", quote(cnonce))?;
        }
        if let Some(opaque) = &self.opaque {
            write!(f, ", opaque={}", quote(opaque))?;
        }
        if let Some(qop) = &self.qop {
            write!(f, ", qop={}", token_or_quoted(qop))?;
        }
        if let Some(count) = &self.nonce_count {
            write!(f, ", nc={}", token_or_quoted(count))?;
        }
        Ok(())
    }
}

fn token_or_quoted(text: &str) -> String {
    if is_token(text) { text.to_owned() } else { quote(text) }
}

fn digest_fields(value: &str, name: &'static str) -> Result<Parameters, SipError> {
    let (scheme, rest) =
        value.trim().split_once([' ', '\t']).ok_or(SipError::Malformed { name })?;
    if !scheme.eq_ignore_ascii_case("Digest") {
        return Err(SipError::Malformed { name });
    }
    Ok(Parameters::from_pieces(split_outside(rest, b',').into_iter()))
}
