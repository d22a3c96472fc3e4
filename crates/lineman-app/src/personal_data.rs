//! Personal data and the tokens that stand for it in the logs (LOG-025).
//!
//! The same value has the same token for the whole session; the originals leave the app only by
//! [`PersonalData::export`], the content of `ced.dat` (CLI-012 to CLI-016). Signing out forgets
//! everything.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use regex::{Captures, Regex};

/// What kind of personal data a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// `[EMAIL-1]`.
    Email,
    /// `[USER-1]`: a BroadWorks or Webex user id.
    User,
    /// `[SIP-1]`: the user part of a SIP URI, or a SIP authentication user.
    Sip,
    /// `[NUMBER-1]`.
    Number,
    /// `[NAME-1]`.
    Name,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Email => "EMAIL",
            Self::User => "USER",
            Self::Sip => "SIP",
            Self::Number => "NUMBER",
            Self::Name => "NAME",
        }
    }
}

/// Shorter values are replaced only where their place says what they are: an extension `7` cannot
/// be told from any other 7.
const SHORTEST: usize = 4;

#[derive(Debug, Default)]
struct Map {
    tokens: HashMap<String, String>,
    counts: HashMap<Kind, usize>,
    /// Values to look for in any text, the longest first, with their tokens.
    known: Vec<(String, String)>,
}

impl Map {
    fn token(&mut self, kind: Kind, value: &str) -> String {
        if let Some(token) = self.tokens.get(value) {
            return token.clone();
        }
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        let token = format!("[{}-{count}]", kind.word());
        self.tokens.insert(value.to_owned(), token.clone());
        if value.len() >= SHORTEST {
            for form in [value.to_owned(), lineman_xsi::path::encode_user_id(value)] {
                if self.known.iter().all(|(known, _)| *known != form) {
                    self.known.push((form, token.clone()));
                }
            }
            self.known.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
        token
    }
}

static EMAIL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"[A-Za-z0-9._%+'-]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"#).ok()
});
static NUMBER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:\+|%2B)\d[\d() .-]{5,}\d").ok());
static SIP_USER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)(sips?:)([^@<>;\s"\[\]]+)@"#).ok());
static TEL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)(tel:)([^;<>\s"\[\]]+)"#).ok());
static AUTH_USER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)(username\s*=\s*")([^"]+)"#).ok());
static DISPLAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?im)^((?:from|to|contact|f|t|m|p-asserted-identity|remote-party-id)[ \t]*:[ \t]*)("(?:[^"\\]|\\.)+"|[^\s<"\[][^<"\[\n]*?)([ \t]*<)"#,
    )
    .ok()
});

/// The tokens of one session.
#[derive(Debug, Default)]
pub(crate) struct PersonalData(Mutex<Map>);

impl PersonalData {
    fn map(&self) -> MutexGuard<'_, Map> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The token of a value; from now on the value is replaced wherever it turns up.
    pub(crate) fn token(&self, kind: Kind, value: &str) -> String {
        self.map().token(kind, value)
    }

    /// A text with every personal value replaced: those that are known, and whatever has the form
    /// of an email address or an international number.
    pub(crate) fn hide(&self, text: &str) -> String {
        let mut map = self.map();
        let text = replace_known(&map, text);
        let text = replace(&EMAIL, &text, |found| {
            let value = found[0].replace("%40", "@");
            map.token(Kind::Email, &value)
        });
        replace(&NUMBER, &text, |found| {
            let value = found[0].replace("%2B", "+");
            map.token(Kind::Number, &value)
        })
    }

    /// A SIP message with users, names and numbers replaced; it stays a SIP message.
    pub(crate) fn hide_in_sip(&self, text: &str) -> String {
        let text = {
            let mut map = self.map();
            let text = replace(&DISPLAY, text, |found| {
                let name = found[2].trim_matches('"');
                format!("{}\"{}\"{}", &found[1], map.token(Kind::Name, name), &found[3])
            });
            let text = replace(&SIP_USER, &text, |found| {
                format!("{}{}@", &found[1], map.token(Kind::Sip, &found[2]))
            });
            let text = replace(&TEL, &text, |found| {
                format!("{}{}", &found[1], map.token(Kind::Number, &found[2]))
            });
            replace(&AUTH_USER, &text, |found| {
                format!("{}{}", &found[1], map.token(Kind::Sip, &found[2]))
            })
        };
        self.hide(&text)
    }

    /// Tokens and originals as a JSON object: the content of `ced.dat`.
    pub(crate) fn export(&self) -> String {
        let map = self.map();
        let pairs: BTreeMap<&str, &str> =
            map.tokens.iter().map(|(value, token)| (token.as_str(), value.as_str())).collect();
        serde_json::json!(pairs).to_string()
    }

    /// Forgets everything (CLI-015).
    pub(crate) fn clear(&self) {
        *self.map() = Map::default();
    }
}

fn replace(
    pattern: &LazyLock<Option<Regex>>,
    text: &str,
    mut with: impl FnMut(&Captures<'_>) -> String,
) -> String {
    match &**pattern {
        Some(pattern) => pattern.replace_all(text, |found: &Captures<'_>| with(found)).into_owned(),
        None => String::from("[unreadable]"),
    }
}

/// One pass from left to right, at each place the longest known value: a token is never looked
/// into again.
fn replace_known(map: &Map, text: &str) -> String {
    let mut hidden = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        match map.known.iter().find(|(value, _)| rest.starts_with(value.as_str())) {
            Some((value, token)) => {
                hidden.push_str(token);
                rest = &rest[value.len()..];
            }
            None => {
                hidden.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_keeps_its_token_and_is_found_in_any_text() {
        let data = PersonalData::default();
        assert_eq!(data.token(Kind::Email, "una@example.com"), "[EMAIL-1]");
        assert_eq!(data.token(Kind::User, "una.one@bw.example.com"), "[USER-1]");
        assert_eq!(data.token(Kind::Email, "una@example.com"), "[EMAIL-1]");
        assert_eq!(
            data.hide("/v2.0/user/una.one%40bw.example.com/profile for una@example.com"),
            "/v2.0/user/[USER-1]/profile for [EMAIL-1]"
        );
    }

    #[test]
    fn unknown_addresses_and_numbers_are_hidden_by_their_form() {
        let data = PersonalData::default();
        assert_eq!(
            data.hide("ask otto@example.net or +1 555-000-123"),
            "ask [EMAIL-1] or [NUMBER-1]"
        );
        assert_eq!(data.hide("at 2026-01-01 00:00:00"), "at 2026-01-01 00:00:00");
    }

    #[test]
    fn a_hidden_sip_message_is_still_one() {
        let data = PersonalData::default();
        let text = "REGISTER sip:bw.example.com SIP/2.0\nFrom: \"Una \\\"U\\\" One\" <sip:221@bw.example.com>;tag=1\n\
            t: Una One <sip:221@bw.example.com>\nContact: <sip:221@10.0.0.1:5062>\nCall-ID: c\nCSeq: 1 REGISTER\n\
            Authorization: Digest username=\"una-sip\", realm=\"BroadWorks\"\nX: tel:+15550001;ext=7\n";
        let hidden = data.hide_in_sip(text);
        for secret in ["Una", "221", "una-sip", "5550001"] {
            assert!(!hidden.contains(secret), "{secret} in {hidden}");
        }
        let read = lineman_sip::Message::from_log(&hidden).expect("a message").message;
        assert_eq!(read.from().expect("From").uri, "sip:[SIP-1]@bw.example.com");
        assert_eq!(read.to().expect("To").uri, read.from().expect("From").uri);
        let map: BTreeMap<String, String> =
            serde_json::from_str(&data.export()).expect("a JSON object");
        assert_eq!(map.get("[SIP-1]").map(String::as_str), Some("221"));
        data.clear();
        assert_eq!(data.export(), "{}");
    }
}
