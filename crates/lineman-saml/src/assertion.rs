//! Building and signing an assertion.

use std::fmt::Write as _;

use bergshamra_dsig::DsigContext;
use lineman_model::Timestamp;
use thiserror::Error;

use crate::escape::escape;
use crate::{ASSERTION_NAMESPACE, KeyError, SigningKey};

/// What an assertion says. Times are written with milliseconds in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// Unique id; an XML name, so it begins with a letter or `_`.
    pub id: String,
    /// Who issues: the IdP proxy.
    pub issuer: String,
    /// For whom: the identity service.
    pub audience: String,
    /// Where it may be used.
    pub recipient: String,
    /// Id of the request that it answers.
    pub in_response_to: String,
    /// The user (UUID).
    pub subject: String,
    /// When it is issued.
    pub issued: Timestamp,
    /// First moment after its life.
    pub not_on_or_after: Timestamp,
    /// Further attributes, name and value.
    pub attributes: Vec<(String, String)>,
}

/// An assertion could not be signed.
#[derive(Debug, Error)]
pub enum AssertionError {
    /// The key is unusable.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The library refused.
    #[error("signing the assertion: {0}")]
    Sign(String),
}

/// The assertion as a signed document: RSA-SHA256, exclusive canonicalisation, enveloped.
///
/// # Errors
/// When the key is unusable or the library refuses.
pub fn build_signed(assertion: &Assertion, key: &SigningKey) -> Result<String, AssertionError> {
    let template = template(assertion, key.certificate_base64());
    // Signing needs none of the checks that verification makes: the template is ours.
    let context = DsigContext::new_permissive(key.manager()?);
    bergshamra_dsig::sign::sign(&context, &template)
        .map_err(|error| AssertionError::Sign(error.to_string()))
}

fn template(assertion: &Assertion, certificate: &str) -> String {
    let mut attributes = String::new();
    for (name, value) in &assertion.attributes {
        let _ = write!(
            attributes,
            "<saml:Attribute Name=\"{}\"><saml:AttributeValue>{}</saml:AttributeValue></saml:Attribute>",
            escape(name),
            escape(value)
        );
    }
    if !attributes.is_empty() {
        attributes = format!("<saml:AttributeStatement>{attributes}</saml:AttributeStatement>");
    }
    let id = escape(&assertion.id);
    format!(
        "<saml:Assertion xmlns:saml=\"{ASSERTION_NAMESPACE}\" ID=\"{id}\" Version=\"2.0\" \
         IssueInstant=\"{issued}\"><saml:Issuer>{issuer}</saml:Issuer>\
         <ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>\
         <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/>\
         <ds:Reference URI=\"#{id}\"><ds:Transforms>\
         <ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>\
         <ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/>\
         <ds:DigestValue></ds:DigestValue></ds:Reference></ds:SignedInfo>\
         <ds:SignatureValue></ds:SignatureValue><ds:KeyInfo><ds:X509Data>\
         <ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>\
         </ds:Signature>\
         <saml:Subject><saml:NameID Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\">\
         {subject}</saml:NameID>\
         <saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\">\
         <saml:SubjectConfirmationData InResponseTo=\"{in_response_to}\" NotOnOrAfter=\"{end}\" \
         Recipient=\"{recipient}\"/></saml:SubjectConfirmation></saml:Subject>\
         <saml:Conditions NotBefore=\"{issued}\" NotOnOrAfter=\"{end}\"><saml:AudienceRestriction>\
         <saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
         <saml:AuthnStatement AuthnInstant=\"{issued}\"><saml:AuthnContext>\
         <saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport\
         </saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>{attributes}\
         </saml:Assertion>",
        issued = assertion.issued.to_rfc3339(),
        end = assertion.not_on_or_after.to_rfc3339(),
        issuer = escape(&assertion.issuer),
        subject = escape(&assertion.subject),
        in_response_to = escape(&assertion.in_response_to),
        recipient = escape(&assertion.recipient),
        audience = escape(&assertion.audience),
    )
}
