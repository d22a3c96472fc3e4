//! Signed assertions: what is accepted, and everything that must be refused (LAD-019, LAD-020).

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use lineman_model::{Secret, Timestamp};
use lineman_saml::{
    Assertion, AuthnRequest, Expectation, Refusal, SigningKey, TrustedKey, build_response,
    build_signed, extract_assertion, verify,
};

struct Keys {
    signing: SigningKey,
    trusted: TrustedKey,
}

fn keys() -> Keys {
    let pair = rcgen::KeyPair::generate_for(&rcgen::PKCS_RSA_SHA256).unwrap();
    let parameters = rcgen::CertificateParams::new(vec![String::from("idp-proxy")]).unwrap();
    let certificate = parameters.self_signed(&pair).unwrap().pem();
    Keys {
        signing: SigningKey::from_pem(&Secret::new(pair.serialize_pem()), &certificate).unwrap(),
        trusted: TrustedKey::from_certificate_pem(&certificate).unwrap(),
    }
}

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

fn assertion() -> Assertion {
    Assertion {
        id: String::from("_a1"),
        issuer: String::from("http://localhost:1/idp"),
        audience: String::from("http://localhost:2/idb"),
        recipient: String::from("http://localhost:2/idb/oauth2/v1/access_token"),
        in_response_to: String::from("_r1"),
        subject: String::from("5f0c0000-0000-4000-8000-00000000000a"),
        issued: NOW,
        not_on_or_after: NOW.plus_millis(300_000),
        attributes: vec![(String::from("bwUserId"), String::from("u1 <&\"é\r\n 中> @example.com"))],
    }
}

fn expectation() -> Expectation<'static> {
    Expectation {
        issuer: "http://localhost:1/idp",
        audience: "http://localhost:2/idb",
        recipient: "http://localhost:2/idb/oauth2/v1/access_token",
        now: NOW.plus_millis(1000),
        skew_ms: 0,
    }
}

#[test]
fn a_signed_assertion_is_accepted_and_keeps_its_claims() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    let verified = verify(&signed, &[keys.trusted], &expectation()).unwrap();
    assert_eq!(verified.id, "_a1");
    assert_eq!(verified.subject, assertion().subject);
    assert_eq!(verified.in_response_to, "_r1");
    assert_eq!(verified.not_on_or_after, assertion().not_on_or_after);
    assert_eq!(verified.attributes[0].1, assertion().attributes[0].1);
}

#[test]
fn an_assertion_survives_the_response_that_carries_it() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    let response = build_response("_p1", "issuer", "app:callback", "_r1", NOW, &signed);
    let extracted = extract_assertion(&response).unwrap();
    assert!(verify(&extracted, &[keys.trusted], &expectation()).is_ok());
}

#[test]
fn a_key_that_is_not_trusted_is_refused() {
    let signed = build_signed(&assertion(), &keys().signing).unwrap();
    let refusal = verify(&signed, &[keys().trusted], &expectation()).unwrap_err();
    assert!(matches!(refusal, Refusal::Signature(_)), "{refusal}");
}

#[test]
fn an_unsigned_assertion_is_refused() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    let start = signed.find("<ds:Signature ").unwrap();
    let end = signed.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let unsigned = format!("{}{}", &signed[..start], &signed[end..]);
    assert_eq!(verify(&unsigned, &[keys.trusted], &expectation()), Err(Refusal::Unsigned));
}

#[test]
fn a_changed_claim_is_refused() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    let changed = signed.replace("00000000000a<", "00000000000b<");
    assert_ne!(signed, changed);
    let refusal = verify(&changed, &[keys.trusted], &expectation()).unwrap_err();
    assert!(matches!(refusal, Refusal::Signature(_)), "{refusal}");
}

#[test]
fn a_moved_assertion_is_refused() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    // The signed assertion is hidden inside a forged one that a careless reader would consume.
    let forged = format!(
        "<saml:Assertion xmlns:saml=\"{}\" ID=\"_evil\"><saml:Advice>{signed}</saml:Advice>\
         </saml:Assertion>",
        lineman_saml::ASSERTION_NAMESPACE
    );
    let refusal = verify(&forged, std::slice::from_ref(&keys.trusted), &expectation()).unwrap_err();
    assert!(matches!(refusal, Refusal::Malformed(_)), "{refusal}");
    // The signature is moved away from the element that it belongs to.
    let start = signed.find("<ds:Signature ").unwrap();
    let end = signed.find("</ds:Signature>").unwrap() + "</ds:Signature>".len();
    let signature = &signed[start..end];
    let moved = format!("{}{}", &signed[..start], &signed[end..]).replace(
        "<saml:Conditions",
        &format!("<saml:Advice>{signature}</saml:Advice><saml:Conditions"),
    );
    let refusal = verify(&moved, &[keys.trusted], &expectation()).unwrap_err();
    assert!(matches!(refusal, Refusal::Signature(_)), "{refusal}");
}

#[test]
fn a_duplicated_assertion_is_refused() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    let twice = signed.replace(
        "<saml:Conditions",
        "<saml:Advice><saml:Assertion ID=\"_a1\"/></saml:Advice><saml:Conditions",
    );
    let refusal = verify(&twice, &[keys.trusted], &expectation()).unwrap_err();
    assert!(matches!(refusal, Refusal::Malformed(_)), "{refusal}");
    let response = build_response("_p1", "issuer", "x", "_r1", NOW, &format!("{signed}{signed}"));
    assert!(extract_assertion(&response).is_err());
}

#[test]
fn a_comment_inside_a_name_is_refused() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    // Canonicalisation drops comments, so the signature would still verify.
    let commented = signed.replace("5f0c0000-", "5f0c<!-- -->0000-");
    assert_ne!(signed, commented);
    let refusal = verify(&commented, &[keys.trusted], &expectation()).unwrap_err();
    assert!(matches!(refusal, Refusal::Malformed(_)), "{refusal}");
}

#[test]
fn processing_instructions_and_document_types_are_refused() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    for changed in [
        signed.replace("5f0c0000-", "5f0c<?x y?>0000-"),
        format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{signed}"),
    ] {
        let refusal =
            verify(&changed, std::slice::from_ref(&keys.trusted), &expectation()).unwrap_err();
        assert!(matches!(refusal, Refusal::Malformed(_)), "{refusal}");
    }
}

#[test]
fn time_audience_recipient_and_issuer_are_checked() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    let trusted = [keys.trusted];
    let check = |change: fn(&mut Expectation<'static>)| {
        let mut expectation = expectation();
        change(&mut expectation);
        verify(&signed, &trusted, &expectation).map(|_| ())
    };
    assert_eq!(check(|e| e.now = NOW.plus_millis(300_000)), Err(Refusal::Expired));
    assert_eq!(check(|e| e.now = NOW.plus_millis(-1)), Err(Refusal::NotYetValid));
    assert_eq!(check(|e| e.audience = "other"), Err(Refusal::Audience));
    assert_eq!(check(|e| e.recipient = "other"), Err(Refusal::Recipient));
    assert_eq!(check(|e| e.issuer = "other"), Err(Refusal::Issuer));
    assert_eq!(check(|e| e.now = NOW.plus_millis(299_999)), Ok(()));
}

#[test]
fn weaker_algorithms_are_refused_even_if_named_by_the_document() {
    let keys = keys();
    let signed = build_signed(&assertion(), &keys.signing).unwrap();
    let weaker = signed.replace(
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
    );
    let refusal = verify(&weaker, &[keys.trusted], &expectation()).unwrap_err();
    assert!(matches!(refusal, Refusal::Signature(_)), "{refusal}");
}

#[test]
fn hostile_text_is_refused_without_harm() {
    let trusted = [keys().trusted];
    for text in ["", "<", "<a/>", "\0", "<saml:Assertion/>", &"<a>".repeat(20_000)] {
        assert!(verify(text, &trusted, &expectation()).is_err());
        assert!(extract_assertion(text).is_err());
    }
    assert_eq!(verify(&"x".repeat(70_000), &trusted, &expectation()), Err(Refusal::TooLarge));
}

#[test]
fn an_authentication_request_survives_the_redirect() {
    let request = AuthnRequest {
        id: String::from("_r1"),
        issuer: String::from("http://localhost:2/idb"),
        destination: String::from("http://localhost:3/sign-in?a=1&b=<2>"),
        assertion_consumer_service_url: String::from("webex://callback"),
    };
    let encoded = request.encode(NOW).unwrap();
    assert_eq!(AuthnRequest::decode(&encoded).unwrap(), request);
    assert!(AuthnRequest::decode("%%%").is_err());
    assert!(AuthnRequest::decode(&"A".repeat(100_000)).is_err());
}
