//! Digest answers with MD5 and SHA-256, with `qop=auth` and without (RFC 2617, RFC 7616, RFC 8760).

use std::fmt::Write as _;

use lineman_model::Secret;
use md5::{Digest as _, Md5};
use sha2::Sha256;

use crate::authorization::{Challenge, Credentials};
use crate::error::SipError;

/// What a client adds to a challenge to answer it.
#[derive(Debug, Clone)]
pub struct DigestAnswer<'a> {
    /// User name.
    pub username: &'a str,
    /// Password.
    pub password: &'a Secret,
    /// Method of the request.
    pub method: &'a str,
    /// Digest URI: the Request-URI.
    pub uri: &'a str,
    /// The client's nonce, used with `qop=auth`.
    pub cnonce: &'a str,
    /// How often the nonce was used, from 1.
    pub nonce_count: u32,
}

/// A hash algorithm of Digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigestAlgorithm {
    /// `MD5`, also when none is named.
    Md5,
    /// `SHA-256`.
    Sha256,
}

impl DigestAlgorithm {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md5 => "MD5",
            Self::Sha256 => "SHA-256",
        }
    }

    /// The algorithm that a challenge or an answer names.
    #[must_use]
    pub fn named(name: Option<&str>) -> Option<Self> {
        let name = name.unwrap_or("MD5");
        [Self::Md5, Self::Sha256]
            .into_iter()
            .find(|known| known.as_str().eq_ignore_ascii_case(name))
    }

    fn hex(self, text: &str) -> String {
        match self {
            Self::Md5 => hex(&Md5::digest(text.as_bytes())),
            Self::Sha256 => hex(&Sha256::digest(text.as_bytes())),
        }
    }
}

/// The response value of RFC 7616 section 3.4.1; an unknown algorithm counts as MD5.
#[must_use]
pub fn digest_response(credentials: &Credentials, password: &Secret, method: &str) -> String {
    let Credentials { username, realm, nonce, uri, .. } = credentials;
    let algorithm = DigestAlgorithm::named(credentials.algorithm.as_deref());
    let algorithm = algorithm.unwrap_or(DigestAlgorithm::Md5);
    let hashed = |text: &str| algorithm.hex(text);
    let secret_part = hashed(&format!("{username}:{realm}:{}", password.reveal()));
    let request_part = hashed(&format!("{method}:{uri}"));
    match &credentials.qop {
        Some(qop) => {
            let cnonce = credentials.cnonce.as_deref().unwrap_or_default();
            let count = credentials.nonce_count.as_deref().unwrap_or_default();
            hashed(&format!("{secret_part}:{nonce}:{count}:{cnonce}:{qop}:{request_part}"))
        }
        None => hashed(&format!("{secret_part}:{nonce}:{request_part}")),
    }
}

/// Credentials that answer a challenge: `qop=auth` when it is offered, else the old form.
///
/// # Errors
/// When the challenge asks for another algorithm than MD5 or SHA-256, or offers only other
/// qualities.
pub fn answer_challenge(
    challenge: &Challenge,
    answer: &DigestAnswer<'_>,
) -> Result<Credentials, SipError> {
    if let Some(algorithm) = &challenge.algorithm
        && DigestAlgorithm::named(Some(algorithm)).is_none()
    {
        return Err(SipError::Challenge { what: format!("algorithm {algorithm}") });
    }
    let offers_auth = challenge.qop.iter().any(|qop| qop.eq_ignore_ascii_case("auth"));
    if !challenge.qop.is_empty() && !offers_auth {
        return Err(SipError::Challenge { what: format!("qop {}", challenge.qop.join(",")) });
    }
    let mut credentials = Credentials {
        username: answer.username.to_owned(),
        realm: challenge.realm.clone(),
        nonce: challenge.nonce.clone(),
        uri: answer.uri.to_owned(),
        response: String::new(),
        algorithm: challenge.algorithm.clone(),
        qop: offers_auth.then(|| String::from("auth")),
        cnonce: offers_auth.then(|| answer.cnonce.to_owned()),
        nonce_count: offers_auth.then(|| format!("{:08x}", answer.nonce_count)),
        opaque: challenge.opaque.clone(),
    };
    credentials.response = digest_response(&credentials, answer.password, answer.method);
    Ok(credentials)
}

impl Credentials {
    /// Whether the credentials prove knowledge of the password. Realm, nonce and user name are for
    /// the caller to judge. Only MD5 and SHA-256, without or with `qop=auth`, can be right.
    #[must_use]
    pub fn proves(&self, password: &Secret, method: &str) -> bool {
        let algorithm = DigestAlgorithm::named(self.algorithm.as_deref());
        let quality = self.qop.as_deref().unwrap_or("auth");
        if algorithm.is_none() || !quality.eq_ignore_ascii_case("auth") {
            return false;
        }
        let expected = digest_response(self, password, method);
        let given = self.response.to_ascii_lowercase();
        // Same time whatever the first difference is.
        expected.len() == given.len()
            && expected.bytes().zip(given.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credentials(cnonce: &str, nonce: &str, realm: &str) -> Credentials {
        Credentials {
            username: "Mufasa".into(),
            realm: realm.into(),
            nonce: nonce.into(),
            uri: "/dir/index.html".into(),
            response: String::new(),
            algorithm: None,
            qop: Some("auth".into()),
            cnonce: Some(cnonce.into()),
            nonce_count: Some("00000001".into()),
            opaque: None,
        }
    }

    #[test]
    fn rfc_2617_section_3_5() {
        let example =
            credentials("0a4f113b", "dcd98b7102dd2f0e8b11d0f600bfb0c093", "testrealm@host.com");
        let password = Secret::new("Circle Of Life");
        assert_eq!(digest_response(&example, &password, "GET"), "6629fae49393a05397450978507c4ef1");
    }

    #[test]
    fn rfc_7616_section_3_9_1() {
        let example = credentials(
            "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
            "http-auth@example.org",
        );
        let password = Secret::new("Circle of Life");
        assert_eq!(digest_response(&example, &password, "GET"), "8ca523f5e9506fed4657c9700eebdbec");
        let sha = Credentials { algorithm: Some("SHA-256".into()), ..example };
        assert_eq!(
            digest_response(&sha, &password, "GET"),
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
        );
    }

    #[test]
    fn an_answer_proves_its_password_and_no_other() {
        let auth = vec![String::from("auth-int"), String::from("auth")];
        for (qop, algorithm) in [
            (vec![], DigestAlgorithm::Md5),
            (auth.clone(), DigestAlgorithm::Md5),
            (auth, DigestAlgorithm::Sha256),
        ] {
            let challenge = Challenge { qop, ..Challenge::new("BroadWorks", "n1", algorithm) };
            let password = Secret::new("right");
            let answer = DigestAnswer {
                username: "u",
                password: &password,
                method: "REGISTER",
                uri: "sip:example.com",
                cnonce: "c",
                nonce_count: 1,
            };
            let credentials = answer_challenge(&challenge, &answer).expect("MD5");
            let parsed = Credentials::parse(&credentials.to_string()).expect("written form");
            assert_eq!(parsed, credentials);
            assert!(parsed.proves(&password, "REGISTER"));
            assert!(!parsed.proves(&Secret::new("wrong"), "REGISTER"));
            assert!(!parsed.proves(&password, "OPTIONS"));
        }
    }

    #[test]
    fn what_we_do_not_offer_is_refused() {
        let password = Secret::new("p");
        let answer = DigestAnswer {
            username: "u",
            password: &password,
            method: "REGISTER",
            uri: "sip:h",
            cnonce: "c",
            nonce_count: 1,
        };
        let sha = Challenge { algorithm: Some("SHA-512-256".into()), ..Challenge::md5("r", "n") };
        assert!(matches!(answer_challenge(&sha, &answer), Err(SipError::Challenge { .. })));
        let integrity = Challenge { qop: vec!["auth-int".into()], ..Challenge::md5("r", "n") };
        assert!(matches!(answer_challenge(&integrity, &answer), Err(SipError::Challenge { .. })));
    }
}
