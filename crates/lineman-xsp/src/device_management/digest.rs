//! Digest authentication (RFC 7616, MD5) as device clients really do it: `nc` may be `1` instead
//! of `00000001`, `cnonce` may be empty, and a query may stand on the request that the client did
//! not count in.

use std::fmt::Write as _;

use aws_lc_rs::hmac;
use lineman_ladder::literals;
use lineman_model::{Random, Secret, Timestamp};
use md5::{Digest as _, Md5};

/// How long a nonce is good.
const NONCE_MILLIS: i64 = 5 * 60 * 1000;
/// Hexadecimal digits of the time in a nonce.
const TIME_DIGITS: usize = 16;
/// Most parameters of a header.
const PARAMETERS: usize = 32;

/// Makes nonces and knows them again: the time and its keyed digest, so nothing is stored.
pub(crate) struct Nonces(hmac::Key);

/// What a nonce is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NonceState {
    /// Ours, and in its time.
    Good,
    /// Ours, but too old.
    Old,
    /// Not ours.
    Foreign,
}

impl Nonces {
    pub(crate) fn new(random: &dyn Random) -> Self {
        let mut key = [0_u8; 32];
        random.fill(&mut key);
        Self(hmac::Key::new(hmac::HMAC_SHA256, &key))
    }

    fn nonce(&self, time: &str) -> String {
        let tag = hmac::sign(&self.0, time.as_bytes());
        format!("{time}{}", hex(tag.as_ref()))
    }

    /// The challenge. Some clients cut it at a comma and a blank and at `=`: so no value has `=` in
    /// it, and the algorithm, which is the usual one, is left out.
    pub(crate) fn challenge(&self, now: Timestamp, stale: bool) -> String {
        let time = format!("{:0width$x}", now.as_millis(), width = TIME_DIGITS);
        let stale = if stale { ", stale=true" } else { "" };
        let (realm, nonce) = (literals::SIP_REALM, self.nonce(&time));
        format!("Digest realm=\"{realm}\", nonce=\"{nonce}\", qop=\"auth\"{stale}")
    }

    pub(crate) fn check(&self, nonce: &str, now: Timestamp) -> NonceState {
        let Some(time) = nonce.get(..TIME_DIGITS) else { return NonceState::Foreign };
        let ours = self.nonce(time);
        if !lineman_ocip::constant_time_equal(ours.as_str(), nonce) {
            return NonceState::Foreign;
        }
        let made = i64::from_str_radix(time, 16).unwrap_or(0);
        let age = now.since(Timestamp::from_millis(made));
        if (0..=NONCE_MILLIS).contains(&age) { NonceState::Good } else { NonceState::Old }
    }
}

/// The parameters of an `authorization: Digest` header.
pub(crate) struct Authorization {
    parameters: Vec<(String, String)>,
}

impl Authorization {
    /// Reads them; none when one is missing that is always needed, or one is there twice.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut parameters: Vec<(String, String)> = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (name, value) = rest.split_once('=')?;
            let name = name.trim().to_ascii_lowercase();
            let (value, behind) = read_value(value.trim_start())?;
            if parameters.len() == PARAMETERS || parameters.iter().any(|(key, _)| *key == name) {
                return None;
            }
            parameters.push((name, value));
            rest = behind.trim_start_matches([',', ' ', '\t']);
        }
        let read = Self { parameters };
        let needed = ["username", "nonce", "uri", "response"];
        let algorithm = read.get("algorithm").is_none_or(|name| name.eq_ignore_ascii_case("md5"));
        let qop = read.get("qop").is_none_or(|qop| qop.eq_ignore_ascii_case("auth"));
        let whole = needed.iter().all(|name| read.get(name).is_some());
        (whole && algorithm && qop && read.get("realm") == Some(literals::SIP_REALM))
            .then_some(read)
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn user_name(&self) -> &str {
        self.get("username").unwrap_or_default()
    }

    pub(crate) fn nonce(&self) -> &str {
        self.get("nonce").unwrap_or_default()
    }

    /// Whether the response fits the request and the password.
    pub(crate) fn fits(&self, method: &str, target: &str, password: &Secret) -> bool {
        let uri = self.get("uri").unwrap_or_default();
        let path = without_query(target);
        // The header must speak of this request, with or without its query.
        if uri != target && without_query(uri) != path {
            return false;
        }
        let response = self.get("response").unwrap_or_default().to_ascii_lowercase();
        [uri, without_query(uri), target].iter().any(|counted| {
            let expected = self.response(method, counted, password);
            lineman_ocip::constant_time_equal(expected.as_str(), response.as_str())
        })
    }

    fn response(&self, method: &str, uri: &str, password: &Secret) -> String {
        let realm = self.get("realm").unwrap_or_default();
        let first = md5_hex(&format!("{}:{realm}:{}", self.user_name(), password.reveal()));
        let second = md5_hex(&format!("{method}:{uri}"));
        let nonce = self.nonce();
        match self.get("qop") {
            None => md5_hex(&format!("{first}:{nonce}:{second}")),
            Some(qop) => {
                let nc = self.get("nc").unwrap_or_default();
                let cnonce = self.get("cnonce").unwrap_or_default();
                md5_hex(&format!("{first}:{nonce}:{nc}:{cnonce}:{qop}:{second}"))
            }
        }
    }
}

fn without_query(target: &str) -> &str {
    target.split('?').next().unwrap_or_default()
}

/// A value, quoted or not, and what stands behind it.
fn read_value(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', ' ', '\t']).unwrap_or(text.len());
        return Some((text[..end].to_owned(), &text[end..]));
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Some((value, &quoted[index + 1..])),
            '\\' => value.push(characters.next()?.1),
            other => value.push(other),
        }
    }
    None
}

fn md5_hex(text: &str) -> String {
    hex(&Md5::digest(text.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use lineman_model::SeededRandom;
    use proptest::prelude::*;

    use super::*;

    fn header(nonce: &str, uri: &str, counted: &str, rest: &str, response_of: &str) -> String {
        let first = md5_hex("unapc:BroadWorks:s3cret");
        let second = md5_hex(&format!("GET:{counted}"));
        let response = md5_hex(&format!("{first}:{nonce}:{response_of}{second}"));
        format!(
            "username=\"unapc\", realm=\"BroadWorks\", nonce=\"{nonce}\", uri=\"{uri}\", {rest} \
             response=\"{response}\""
        )
    }

    fn fits(header: &str, target: &str) -> bool {
        let read = Authorization::read(header).expect("readable");
        read.fits("GET", target, &Secret::new("s3cret"))
    }

    #[test]
    fn nonces_are_known_again_until_they_are_old() {
        let nonces = Nonces::new(&SeededRandom::new(1));
        let now = Timestamp::from_millis(1_767_225_600_000);
        let challenge = nonces.challenge(now, false);
        assert!(challenge.starts_with("Digest realm=\"BroadWorks\", nonce=\""), "{challenge}");
        assert!(challenge.ends_with("\", qop=\"auth\""), "{challenge}");
        assert_eq!(challenge.matches('=').count(), 3, "no = inside a value");
        let nonce = challenge.split('"').nth(3).expect("nonce");
        assert_eq!(nonces.check(nonce, now.plus_millis(1000)), NonceState::Good);
        assert_eq!(nonces.check(nonce, now.plus_millis(NONCE_MILLIS + 1)), NonceState::Old);
        assert_eq!(nonces.check(nonce, now.plus_millis(-1)), NonceState::Old);
        let other = Nonces::new(&SeededRandom::new(2));
        assert_eq!(other.check(nonce, now), NonceState::Foreign);
        for foreign in ["", "0", "00000000000000000000", "ü".repeat(20).as_str()] {
            assert_eq!(nonces.check(foreign, now), NonceState::Foreign, "{foreign}");
        }
    }

    #[test]
    fn usual_and_sloppy_clients_are_understood() {
        let path = "/dms/bc/pc/config-wxt.xml";
        let usual = "qop=auth, nc=00000001, cnonce=\"0a4f\",";
        assert!(fits(&header("n", path, path, usual, "00000001:0a4f:auth:"), path));
        // nc="1", cnonce="", and a query that the client did not count in.
        let sloppy = "qop=\"auth\", nc=\"1\", cnonce=\"\",";
        let target = "/dms/bc/pc/config-wxt.xml?t=1767225600000";
        assert!(fits(&header("n", path, path, sloppy, "1::auth:"), target));
        assert!(fits(&header("n", target, path, sloppy, "1::auth:"), target));
        assert!(fits(&header("n", target, target, sloppy, "1::auth:"), target));
        // RFC 2069: no qop.
        assert!(fits(&header("n", path, path, "", ""), path));
    }

    #[test]
    fn another_file_password_or_method_does_not_fit() {
        let path = "/dms/bc/pc/config-wxt.xml";
        let good = header("n", path, path, "", "");
        assert!(!fits(&good, "/dms/bc/pc/other.xml"));
        let read = Authorization::read(&good).expect("readable");
        assert!(!read.fits("GET", path, &Secret::new("other")));
        assert!(!read.fits("PUT", path, &Secret::new("s3cret")));
    }

    #[test]
    fn half_headers_are_not_read() {
        let path = "/dms/f";
        let good = header("n", path, path, "", "");
        assert!(Authorization::read(&good).is_some());
        for broken in [
            String::new(),
            "username".to_owned(),
            good.replace("uri=", "url="),
            good.replace("BroadWorks", "elsewhere"),
            format!("{good}, algorithm=SHA-256"),
            format!("{good}, qop=auth-int"),
            format!("{good}, username=\"other\""),
            format!("{good}, opaque=\"unclosed"),
        ] {
            assert!(Authorization::read(&broken).is_none(), "{broken}");
        }
    }

    proptest! {
        #[test]
        fn no_header_makes_the_reader_panic(text in "\\PC{0,80}") {
            if let Some(read) = Authorization::read(&text) {
                let _ = read.fits("GET", &text, &Secret::new(&*text));
            }
        }
    }
}
