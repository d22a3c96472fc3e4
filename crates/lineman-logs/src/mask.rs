//! Hiding secrets in what is shown of a log.
//!
//! Services mask before they write; this masks what other people's logs hold in clear.

use std::borrow::Cow;
use std::sync::LazyLock;

use lineman_model::mask_number;
use regex::{Captures, Regex};

const MASK: &str = "********";

static RULES: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    const NAMES: &str = r"(?:[A-Za-z_]*(?:password|passwd|passcode|secret|passphrase)|signedPassword|loginToken|deviceToken|access_token|refresh_token|id_token|code_verifier|assertion|SAMLResponse|nonceResponse)";
    let rules: [(String, &str); 7] = [
        // <loginPassword>…</…>, also cut off before the end tag
        (format!(r"(?i)(<(?:\w+:)?{NAMES}\b[^>/]*>)[^<]+"), "${1}********"),
        (String::from(r"(?i)(<(?:\w+:)?(?:token|bearer)\b[^>/]*>)[^<]+"), "${1}********"),
        // password="…", "password":"…", password=…, password = …
        (
            format!(r#"(?i)("?\b{NAMES}"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|[^\s",;&|<>]+)"#),
            "${1}********",
        ),
        (String::from(r#"(?i)("(?:token|bearer)"\s*:\s*)"(?:[^"\\]|\\.)*""#), "${1}********"),
        // authorization: Scheme credentials; a digest keeps its user name
        (
            String::from(
                r"(?i)((?:proxy-)?authorization\s*[:=]\s*(?:basic|bearer|broadworkssso|negotiate)\s+)\S+",
            ),
            "${1}********",
        ),
        (String::from(r#"(?i)\b((?:response|cnonce)\s*=\s*)"[0-9a-f]{8,}""#), "${1}\"********\""),
        (String::from(r"(?i)((?:set-)?cookie\s*[:=]\s*[^=\s;]+=)[^;\s]+"), "${1}********"),
    ];
    rules
        .into_iter()
        .filter_map(|(pattern, replacement)| Some((Regex::new(&pattern).ok()?, replacement)))
        .collect()
});

static BARE_TOKEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?").ok()
});

static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\+|\b(?:tel|sips?):\+?)[0-9](?:[0-9-]{5,17})[0-9]\b").ok());

/// An excerpt without passwords, tokens, credentials and cookies; telephone numbers keep their last
/// two digits. User ids and emails stay: they are what an engineer looks for.
#[must_use]
pub fn mask_excerpt(text: &str) -> String {
    let mut masked = mask_secrets(text).into_owned();
    if let Some(number) = NUMBER.as_ref() {
        masked =
            number.replace_all(&masked, |found: &Captures<'_>| mask_number(&found[0])).into_owned();
    }
    masked
}

/// Only the secrets; numbers stay.
#[must_use]
pub fn mask_secrets(text: &str) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    for (pattern, replacement) in RULES.iter() {
        if let Cow::Owned(changed) = pattern.replace_all(&masked, *replacement) {
            masked = Cow::Owned(changed);
        }
    }
    if let Some(pattern) = BARE_TOKEN.as_ref()
        && let Cow::Owned(changed) = pattern.replace_all(&masked, MASK)
    {
        masked = Cow::Owned(changed);
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_every_form_are_hidden() {
        for (text, secret) in [
            ("<password>hunter2</password>", "hunter2"),
            ("<loginPassword xmlns=\"\">hunter2", "hunter2"),
            ("<signedPassword>77e4a6de3a1e00be</signedPassword>", "77e4a6de"),
            ("{\"password\": \"hunter2\"}", "hunter2"),
            ("provisioningPassword = hunter2", "hunter2"),
            ("a=1&client_secret=hunter2&b=2", "hunter2"),
            ("authorization: Basic aHVudGVyMg==", "aHVudGVyMg"),
            ("Authorization:Bearer hunter2.token", "hunter2"),
            ("{\"token\":{\"bearer\":\"hunter2\"}}", "hunter2"),
            ("<DeviceToken><token>hunter2</token>", "hunter2"),
            ("Authorization: Digest username=\"u\", response=\"0123456789abcdef\"", "0123456789"),
            ("Cookie: JSESSIONID=hunter2; path=/", "hunter2"),
            ("x eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln y", "eyJhbGci"),
            ("SAMLResponse=hunter2", "hunter2"),
        ] {
            let masked = mask_excerpt(text);
            assert!(!masked.contains(secret), "{text} -> {masked}");
            assert!(masked.contains(MASK), "{text} -> {masked}");
        }
    }

    #[test]
    fn what_an_engineer_looks_for_stays() {
        let text = "GET /com.broadsoft.xsi-actions/v2.0/user/u1@example.com/profile trackingid: CLIENT_1 status 401";
        assert_eq!(mask_excerpt(text), text);
        assert_eq!(mask_excerpt("To: <sip:+15550001@x>"), "To: <sip:+******01@x>");
        assert_eq!(mask_excerpt("2026.01.01 10:00:00:000"), "2026.01.01 10:00:00:000");
    }
}
