//! Verifying an assertion. Narrow on purpose; see the crate's documentation.

use bergshamra_dsig::{DsigContext, VerifyResult};
use lineman_model::Timestamp;
use thiserror::Error;
use uppsala::{Document, NodeId, NodeKind};

use crate::{ASSERTION_NAMESPACE, MESSAGE_BYTES, TrustedKey};

const SIGNATURE_NAMESPACE: &str = "http://www.w3.org/2000/09/xmldsig#";

/// What the verifier demands besides a good signature.
#[derive(Debug, Clone)]
pub struct Expectation<'a> {
    /// Issuer that must have signed.
    pub issuer: &'a str,
    /// Audience that must be named.
    pub audience: &'a str,
    /// Recipient that must be named.
    pub recipient: &'a str,
    /// The present moment.
    pub now: Timestamp,
    /// Clock difference that is tolerated, in milliseconds.
    pub skew_ms: i64,
}

/// Claims of an assertion whose signature covers all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedAssertion {
    /// Its id, to be remembered against replay.
    pub id: String,
    /// The user.
    pub subject: String,
    /// The request that it answers.
    pub in_response_to: String,
    /// Until when it must be remembered.
    pub not_on_or_after: Timestamp,
    /// Attributes, name and value.
    pub attributes: Vec<(String, String)>,
}

/// Why an assertion is refused. The text is for a log; a caller hears `invalid_grant`.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// Larger than [`MESSAGE_BYTES`].
    #[error("the assertion is larger than {MESSAGE_BYTES} bytes")]
    TooLarge,
    /// Not well-formed, or with parts that no assertion of ours has.
    #[error("the assertion is malformed: {0}")]
    Malformed(String),
    /// There is no signature on the assertion itself.
    #[error("the assertion is not signed")]
    Unsigned,
    /// The signature does not verify, or covers something else.
    #[error("the signature is not valid: {0}")]
    Signature(String),
    /// From another issuer.
    #[error("the issuer is not the one expected")]
    Issuer,
    /// For another audience.
    #[error("the audience is not the one expected")]
    Audience,
    /// For another recipient.
    #[error("the recipient is not the one expected")]
    Recipient,
    /// Its life is over.
    #[error("the assertion is expired")]
    Expired,
    /// Its life has not begun.
    #[error("the assertion is not yet valid")]
    NotYetValid,
}

/// Verifies a document that must be one signed assertion.
///
/// # Errors
/// A [`Refusal`] with the first reason found.
pub fn verify(
    xml: &str,
    trusted: &[TrustedKey],
    expectation: &Expectation<'_>,
) -> Result<VerifiedAssertion, Refusal> {
    if xml.len() > MESSAGE_BYTES {
        return Err(Refusal::TooLarge);
    }
    if xml.contains("<!") {
        // Comments split text nodes, document types bring entities, CDATA hides both.
        return Err(malformed("comments, CDATA and document types are not allowed"));
    }
    let document = uppsala::parse(xml).map_err(|error| malformed(&error.to_string()))?;
    let root = document.document_element().ok_or_else(|| malformed("empty"))?;
    check_shape(&document, root)?;
    check_signature(&document, root, xml, trusted)?;
    let claims = read_claims(&document, root)?;
    check_claims(&claims, expectation)?;
    Ok(claims.verified)
}

fn malformed(what: &str) -> Refusal {
    Refusal::Malformed(what.to_owned())
}

/// One assertion, at the root; one signature, its child; nothing but elements and text.
fn check_shape(document: &Document<'_>, root: NodeId) -> Result<(), Refusal> {
    let is_assertion = document
        .element(root)
        .is_some_and(|element| element.matches_name_ns(ASSERTION_NAMESPACE, "Assertion"));
    if !is_assertion {
        return Err(malformed("the root is not an Assertion"));
    }
    if document.get_elements_by_tag_name("Assertion").len() != 1 {
        return Err(malformed("there is more than one Assertion"));
    }
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        for child in document.children(node) {
            match document.node_kind(child) {
                Some(NodeKind::Element(_)) => open.push(child),
                Some(NodeKind::Text(_)) => {}
                _ => return Err(malformed("only elements and text are allowed")),
            }
        }
    }
    let signatures = document.get_elements_by_tag_name("Signature");
    match signatures.as_slice() {
        [] => Err(Refusal::Unsigned),
        [signature] if document.parent(*signature) == Some(root) => Ok(()),
        [_] => Err(Refusal::Signature(String::from("it is not a child of the assertion"))),
        _ => Err(Refusal::Signature(String::from("there is more than one"))),
    }
}

fn check_signature(
    document: &Document<'_>,
    root: NodeId,
    xml: &str,
    trusted: &[TrustedKey],
) -> Result<(), Refusal> {
    let refuse = |what: String| Refusal::Signature(what);
    let id = document.get_attribute(root, "ID").ok_or_else(|| malformed("no ID"))?;
    let signature = document
        .first_child_element_by_name_ns(root, SIGNATURE_NAMESPACE, "Signature")
        .ok_or(Refusal::Unsigned)?;
    check_algorithms(document, signature)?;
    let keys = TrustedKey::manager(trusted).map_err(|error| refuse(error.to_string()))?;
    let context = DsigContext::new(keys);
    let result =
        bergshamra_dsig::verify::verify_document_with_source(&context, document, Some(xml))
            .map_err(|error| refuse(error.to_string()))?;
    match result {
        VerifyResult::Invalid { reason } => Err(refuse(reason)),
        VerifyResult::Valid { signature_node, references, .. } => {
            let [reference] = references.as_slice() else {
                return Err(refuse(String::from("it must cover exactly one reference")));
            };
            let covers_root = signature_node == signature
                && reference.digest_verified
                && reference.resolved_node == Some(root)
                && reference.uri.strip_prefix('#') == Some(id);
            if covers_root {
                Ok(())
            } else {
                Err(refuse(String::from("it covers another element")))
            }
        }
    }
}

/// Only the algorithms that we use ourselves, so that no weaker one can be asked for.
fn check_algorithms(document: &Document<'_>, signature: NodeId) -> Result<(), Refusal> {
    let allowed = [
        ("CanonicalizationMethod", &["http://www.w3.org/2001/10/xml-exc-c14n#"][..]),
        ("SignatureMethod", &["http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"][..]),
        ("DigestMethod", &["http://www.w3.org/2001/04/xmlenc#sha256"][..]),
        (
            "Transform",
            &[
                "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
                "http://www.w3.org/2001/10/xml-exc-c14n#",
            ][..],
        ),
    ];
    let mut open = vec![signature];
    while let Some(node) = open.pop() {
        open.extend(document.children(node));
        let Some(element) = document.element(node) else { continue };
        let Some(algorithm) = element.get_attribute("Algorithm") else { continue };
        let name = element.name.local_name.as_ref();
        let known = allowed
            .iter()
            .any(|(element_name, values)| *element_name == name && values.contains(&algorithm));
        if !known {
            return Err(Refusal::Signature(format!("algorithm {algorithm} is not allowed")));
        }
    }
    Ok(())
}

struct Claims {
    verified: VerifiedAssertion,
    issuer: String,
    audience: String,
    recipient: String,
    not_before: Timestamp,
}

fn read_claims(document: &Document<'_>, root: NodeId) -> Result<Claims, Refusal> {
    let child = |parent: NodeId, name: &str| -> Result<NodeId, Refusal> {
        let found = document.child_elements_by_name_ns(parent, ASSERTION_NAMESPACE, name);
        match found.as_slice() {
            [one] => Ok(*one),
            _ => Err(malformed(&format!("there must be exactly one {name}"))),
        }
    };
    let text = |node: NodeId| document.text_content_deep(node).trim().to_owned();
    let attribute = |node: NodeId, name: &str| {
        document.get_attribute(node, name).map(str::to_owned).ok_or_else(|| malformed(name))
    };
    let subject = child(root, "Subject")?;
    let confirmation = child(subject, "SubjectConfirmation")?;
    let data = child(confirmation, "SubjectConfirmationData")?;
    let conditions = child(root, "Conditions")?;
    let restriction = child(conditions, "AudienceRestriction")?;
    let end_of_conditions = instant(&attribute(conditions, "NotOnOrAfter")?)?;
    let end_of_confirmation = instant(&attribute(data, "NotOnOrAfter")?)?;
    let mut attributes = Vec::new();
    for statement in
        document.child_elements_by_name_ns(root, ASSERTION_NAMESPACE, "AttributeStatement")
    {
        for entry in document.child_elements_by_name_ns(statement, ASSERTION_NAMESPACE, "Attribute")
        {
            attributes.push((attribute(entry, "Name")?, text(child(entry, "AttributeValue")?)));
        }
    }
    Ok(Claims {
        verified: VerifiedAssertion {
            id: attribute(root, "ID")?,
            subject: text(child(subject, "NameID")?),
            in_response_to: attribute(data, "InResponseTo")?,
            not_on_or_after: end_of_conditions.min(end_of_confirmation),
            attributes,
        },
        issuer: text(child(root, "Issuer")?),
        audience: text(child(restriction, "Audience")?),
        recipient: attribute(data, "Recipient")?,
        not_before: instant(&attribute(conditions, "NotBefore")?)?,
    })
}

fn instant(text: &str) -> Result<Timestamp, Refusal> {
    Timestamp::parse_rfc3339(text).ok_or_else(|| malformed("a time is not readable"))
}

fn check_claims(claims: &Claims, expectation: &Expectation<'_>) -> Result<(), Refusal> {
    if claims.issuer != expectation.issuer {
        return Err(Refusal::Issuer);
    }
    if claims.audience != expectation.audience {
        return Err(Refusal::Audience);
    }
    if claims.recipient != expectation.recipient {
        return Err(Refusal::Recipient);
    }
    if claims.not_before > expectation.now.plus_millis(expectation.skew_ms) {
        return Err(Refusal::NotYetValid);
    }
    if claims.verified.not_on_or_after <= expectation.now.plus_millis(-expectation.skew_ms) {
        return Err(Refusal::Expired);
    }
    if claims.verified.subject.is_empty() {
        return Err(malformed("the subject is empty"));
    }
    Ok(())
}
