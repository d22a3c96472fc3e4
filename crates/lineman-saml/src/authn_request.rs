//! The request that sends a user to the portal (HTTP-Redirect binding).

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_model::Timestamp;
use thiserror::Error;

use crate::escape::escape;
use crate::{ASSERTION_NAMESPACE, MESSAGE_BYTES, PROTOCOL_NAMESPACE};

/// An authentication request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthnRequest {
    /// Unique id; an XML name.
    pub id: String,
    /// Who asks: the identity service.
    pub issuer: String,
    /// Where the request goes: the portal's sign-in page.
    pub destination: String,
    /// Where the answer goes.
    pub assertion_consumer_service_url: String,
}

/// A request could not be read.
#[derive(Debug, Error)]
pub enum AuthnRequestError {
    /// Not base64 of a deflated document, or too large.
    #[error("decoding the SAML request: {0}")]
    Encoding(String),
    /// Not an authentication request.
    #[error("reading the SAML request: {0}")]
    Malformed(String),
}

impl AuthnRequest {
    /// The value of `SAMLRequest`: deflated and base64-encoded, not yet percent-encoded.
    ///
    /// # Errors
    /// When compression fails, which memory alone can cause.
    pub fn encode(&self, issued: Timestamp) -> Result<String, AuthnRequestError> {
        let xml = format!(
            "<samlp:AuthnRequest xmlns:samlp=\"{PROTOCOL_NAMESPACE}\" ID=\"{}\" Version=\"2.0\" \
             IssueInstant=\"{}\" Destination=\"{}\" AssertionConsumerServiceURL=\"{}\" \
             ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\">\
             <saml:Issuer xmlns:saml=\"{ASSERTION_NAMESPACE}\">{}</saml:Issuer></samlp:AuthnRequest>",
            escape(&self.id),
            issued.to_rfc3339(),
            escape(&self.destination),
            escape(&self.assertion_consumer_service_url),
            escape(&self.issuer),
        );
        let mut encoder =
            flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        let deflated = encoder
            .write_all(xml.as_bytes())
            .and_then(|()| encoder.finish())
            .map_err(|error| AuthnRequestError::Encoding(error.to_string()))?;
        Ok(STANDARD.encode(deflated))
    }

    /// Reads the value of `SAMLRequest`.
    ///
    /// # Errors
    /// When it is not a deflated, bounded authentication request.
    pub fn decode(value: &str) -> Result<Self, AuthnRequestError> {
        if value.len() > MESSAGE_BYTES {
            return Err(AuthnRequestError::Encoding(String::from("too large")));
        }
        let deflated = STANDARD
            .decode(value.as_bytes())
            .map_err(|error| AuthnRequestError::Encoding(error.to_string()))?;
        let mut xml = Vec::new();
        let limit = MESSAGE_BYTES as u64 + 1;
        let mut reader = flate2::read::DeflateDecoder::new(deflated.as_slice()).take(limit);
        let mut chunk = [0_u8; 4096];
        loop {
            let count = reader
                .read(&mut chunk)
                .map_err(|error| AuthnRequestError::Encoding(error.to_string()))?;
            if count == 0 {
                break;
            }
            xml.extend_from_slice(&chunk[..count]);
        }
        if xml.len() > MESSAGE_BYTES {
            return Err(AuthnRequestError::Encoding(String::from("too large when inflated")));
        }
        let text = String::from_utf8(xml)
            .map_err(|_| AuthnRequestError::Malformed(String::from("not UTF-8")))?;
        Self::parse(&text)
    }

    fn parse(xml: &str) -> Result<Self, AuthnRequestError> {
        if xml.contains("<!DOCTYPE") {
            return Err(AuthnRequestError::Malformed(String::from(
                "a document type is not allowed",
            )));
        }
        let malformed = |what: &str| AuthnRequestError::Malformed(what.to_owned());
        let document = uppsala::parse(xml).map_err(|error| malformed(&error.to_string()))?;
        let root = document.document_element().ok_or_else(|| malformed("empty"))?;
        let is_request = document
            .element(root)
            .is_some_and(|element| element.matches_name_ns(PROTOCOL_NAMESPACE, "AuthnRequest"));
        if !is_request {
            return Err(malformed("the root is not an AuthnRequest"));
        }
        let attribute = |name: &str| {
            document.get_attribute(root, name).map(str::to_owned).ok_or_else(|| malformed(name))
        };
        let issuer = document
            .first_child_element_by_name_ns(root, ASSERTION_NAMESPACE, "Issuer")
            .map(|issuer| document.text_content_deep(issuer))
            .ok_or_else(|| malformed("no Issuer"))?;
        Ok(Self {
            id: attribute("ID")?,
            issuer,
            destination: attribute("Destination")?,
            assertion_consumer_service_url: attribute("AssertionConsumerServiceURL")?,
        })
    }
}
