//! What a value of a setting may be.

use lineman_model::Timestamp;

use crate::oci::errors::{self, Failure};
use crate::oci::fields::{Change, Fields, NUMBER};

/// Longest number or SIP URI that can be dialled (`OutgoingDNorSIPURI`).
pub(super) const ADDRESS: usize = 161;
/// Longest of the other values.
const SHORT: usize = 40;

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// True or false.
    Flag,
    /// A telephone number or a SIP URI; can be cleared.
    Address,
    /// 0 or 2 to 20.
    Rings,
    /// 10 to 1800.
    Seconds,
    /// A time; can be cleared.
    Time,
    /// One of some words.
    Choice(&'static [&'static str]),
}

impl Kind {
    /// What a request says about a value of this kind.
    pub(super) fn read(self, fields: Fields<'_>, name: &'static str) -> Result<Change, Failure> {
        let invalid = || errors::validation(format!("Element '{name}' has a value out of range"));
        let change = match self {
            Self::Address => fields.change(name, ADDRESS)?,
            Self::Time => fields.change(name, SHORT)?,
            // These cannot be cleared.
            _ => fields
                .optional(name, SHORT)?
                .map_or(Change::Keep, |text| Change::Set(text.trim().to_owned())),
        };
        let Change::Set(text) = change else { return Ok(change) };
        let number = |from: u32, to: u32| {
            text.parse::<u32>().is_ok_and(|number| (from..=to).contains(&number))
        };
        match self {
            Self::Flag => match fields.flag(name)? {
                Some(flag) => return Ok(Change::Set(flag.to_string())),
                None => return Ok(Change::Keep),
            },
            Self::Address => return address(&text).map(Change::Set),
            Self::Rings if number(0, 20) && text != "1" => {}
            Self::Seconds if number(10, 1800) => {}
            Self::Choice(words) if words.contains(&text.as_str()) => {}
            Self::Time if Timestamp::parse_rfc3339(&text).is_some() => {}
            _ => return Err(invalid()),
        }
        Ok(Change::Set(text))
    }
}

/// A number that can be dialled, or `user@host`. Blanks around it go, and the scheme that some
/// clients put in front.
pub(super) fn address(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    let bare = ["sip:", "sips:", "tel:"]
        .iter()
        .find_map(|scheme| {
            let head = text.get(..scheme.len())?;
            head.eq_ignore_ascii_case(scheme).then(|| &text[scheme.len()..])
        })
        .unwrap_or(text);
    let fits = match bare.split_once('@') {
        Some((user, host)) => is_user(user) && is_host(host),
        None => is_number(bare),
    };
    if fits { Ok(bare.to_owned()) } else { Err(invalid_number(text)) }
}

/// A directory number.
pub(super) fn directory_number(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    if is_number(text) { Ok(text.to_owned()) } else { Err(invalid_number(text)) }
}

fn invalid_number(text: &str) -> Failure {
    let shown: String = text.chars().take(ADDRESS).collect();
    errors::refused(format!("Invalid phone number or SIP URI: {shown}"))
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    text.chars().count() <= NUMBER
        && digits.chars().any(|c| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '*' | '#'))
}

fn is_user(user: &str) -> bool {
    let mark = |c| matches!(c, '-' | '_' | '.' | '!' | '~' | '*' | '\'' | '(' | ')' | '+');
    !user.is_empty() && user.chars().all(|c| c.is_ascii_alphanumeric() || mark(c))
}

fn is_host(host: &str) -> bool {
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, port.parse::<u16>().is_ok_and(|port| port > 0)),
        None => (host, true),
    };
    port && !name.is_empty()
        && name.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_addresses_that_can_be_dialled() {
        for (given, kept) in [
            ("+1-5550009", "+1-5550009"),
            (" 5550009 ", "5550009"),
            ("*675550009", "*675550009"),
            ("tel:+15550009", "+15550009"),
            ("SIP:una.one@pbx.example.com", "una.one@pbx.example.com"),
            ("una@pbx:5070", "una@pbx:5070"),
        ] {
            assert_eq!(address(given).expect(given), kept);
        }
        for given in [
            "",
            "+",
            "call me",
            "555 0009",
            "++1",
            "una@",
            "@pbx",
            "a@b@c",
            "u@h..x",
            "u@h:0",
            "u@h:x",
            "123456789012345678901234",
            "55\u{660}0",
            "u;x@h",
            "sip:",
        ] {
            assert!(address(given).is_err(), "{given}");
        }
        assert!(directory_number("una@pbx.example.com").is_err());
    }
}
