//! The response that carries an assertion through the browser (HTTP-POST binding).

use lineman_model::Timestamp;
use thiserror::Error;
use uppsala::NodeId;

use crate::escape::escape;
use crate::{ASSERTION_NAMESPACE, MESSAGE_BYTES, PROTOCOL_NAMESPACE};

/// A response could not be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ResponseError {
    /// Larger than [`MESSAGE_BYTES`].
    #[error("the SAML response is larger than {MESSAGE_BYTES} bytes")]
    TooLarge,
    /// Not XML, or not a response.
    #[error("reading the SAML response: {0}")]
    Malformed(String),
    /// It does not hold exactly one assertion.
    #[error("the SAML response holds {0} assertions instead of one")]
    Assertions(usize),
}

/// Wraps a signed assertion. The response itself is not signed; the assertion is.
#[must_use]
pub fn build_response(
    id: &str,
    issuer: &str,
    destination: &str,
    in_response_to: &str,
    issued: Timestamp,
    signed_assertion: &str,
) -> String {
    format!(
        "<samlp:Response xmlns:samlp=\"{PROTOCOL_NAMESPACE}\" ID=\"{}\" Version=\"2.0\" \
         IssueInstant=\"{}\" Destination=\"{}\" InResponseTo=\"{}\">\
         <saml:Issuer xmlns:saml=\"{ASSERTION_NAMESPACE}\">{}</saml:Issuer><samlp:Status>\
         <samlp:StatusCode Value=\"urn:oasis:names:tc:SAML:2.0:status:Success\"/></samlp:Status>\
         {signed_assertion}</samlp:Response>",
        escape(id),
        issued.to_rfc3339(),
        escape(destination),
        escape(in_response_to),
        escape(issuer),
    )
}

/// The assertion of a response, byte for byte as it stands there. Nothing is verified here: the
/// client only passes it on (step 3).
///
/// # Errors
/// When the response is unreadable or does not hold exactly one assertion.
pub fn extract_assertion(response: &str) -> Result<String, ResponseError> {
    if response.len() > MESSAGE_BYTES {
        return Err(ResponseError::TooLarge);
    }
    if response.contains("<!DOCTYPE") {
        return Err(ResponseError::Malformed(String::from("a document type is not allowed")));
    }
    let document =
        uppsala::parse(response).map_err(|error| ResponseError::Malformed(error.to_string()))?;
    let assertions: Vec<NodeId> =
        document.get_elements_by_tag_name_ns(ASSERTION_NAMESPACE, "Assertion");
    let [assertion] = assertions.as_slice() else {
        return Err(ResponseError::Assertions(assertions.len()));
    };
    document
        .node_source(*assertion)
        .map(str::to_owned)
        .ok_or_else(|| ResponseError::Malformed(String::from("the assertion has no source text")))
}
