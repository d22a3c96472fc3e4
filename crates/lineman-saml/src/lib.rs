//! SAML 2.0 for the sign-in ladder: the request that sends a user to the portal, the signed
//! assertion that comes back (step 2.3), and its verification (step 3).
//!
//! XML-DSig is a library's work (docs/adr/0003-xml-signatures.md). What is accepted is narrow on
//! purpose: one document that *is* the assertion, one signature that covers exactly its root, no
//! comments, no processing instructions, no document type. Claims are read from the very tree that
//! was verified, so there is no second parser to disagree with.
//!
//! Replay is the caller's: [`VerifiedAssertion::id`] must be remembered until
//! [`VerifiedAssertion::not_on_or_after`].

mod assertion;
mod authn_request;
mod escape;
mod keys;
mod response;
mod verify;

pub use assertion::{Assertion, AssertionError, build_signed};
pub use authn_request::{AuthnRequest, AuthnRequestError};
pub use keys::{KeyError, SigningKey, TrustedKey};
pub use response::{ResponseError, build_response, extract_assertion};
pub use verify::{Expectation, Refusal, VerifiedAssertion, verify};

/// Namespace of assertions.
pub const ASSERTION_NAMESPACE: &str = "urn:oasis:names:tc:SAML:2.0:assertion";
/// Namespace of requests and responses.
pub const PROTOCOL_NAMESPACE: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
/// Longest message that is looked at.
pub const MESSAGE_BYTES: usize = 64 * 1024;
