//! An attribute of a context: its name, what it may be, what it is when nobody set it.

use std::net::IpAddr;

use url::Url;

/// A name with a kind and a default.
#[derive(Debug, Clone, Copy)]
pub struct Attribute {
    /// Its name, `provisioningUrl`; column headings are the same.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// What services take when it is not set; none when they do without.
    pub default: Option<&'static str>,
    /// What it does, in a few words.
    pub help: &'static str,
}

/// What a value may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Text {
        /// Most characters.
        longest: usize,
    },
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer {
        /// Smallest.
        least: u32,
        /// Largest.
        most: u32,
    },
    /// `http://` or `https://` with a host and no credentials.
    Url,
    /// An IP address.
    Address,
    /// A host name or an IP address.
    Host,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// Never shown; asked for when it is not given.
    Secret {
        /// Most characters.
        longest: usize,
    },
}

/// Longest URL and host.
const LONGEST_URL: usize = 256;

impl Attribute {
    /// An attribute without a default.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind, help: &'static str) -> Self {
        Self { name, kind, default: None, help }
    }

    /// The same with a default.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = Some(default);
        self
    }

    /// Whether it is a secret.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Secret { .. })
    }

    /// The value in the form that is kept.
    ///
    /// # Errors
    /// What is possible instead.
    pub fn check(&self, value: &str) -> Result<String, String> {
        self.kind.check(value).map_err(|possible| format!("{} must be {possible}", self.name))
    }
}

impl Kind {
    fn check(self, value: &str) -> Result<String, String> {
        if value.chars().any(char::is_control) {
            return Err(String::from("one line without control characters"));
        }
        let kept = match self {
            Self::Text { longest } | Self::Secret { longest } => {
                (value.chars().count() <= longest).then(|| value.to_owned())
            }
            Self::Boolean => ["true", "false"]
                .iter()
                .find(|word| word.eq_ignore_ascii_case(value))
                .map(|word| (*word).to_owned()),
            Self::Integer { least, most } => value
                .parse::<u32>()
                .ok()
                .filter(|number| (least..=most).contains(number))
                .map(|number| number.to_string()),
            Self::Url => is_url(value).then(|| value.to_owned()),
            Self::Address => value.parse::<IpAddr>().ok().map(|address| address.to_string()),
            Self::Host => is_host(value).then(|| value.to_owned()),
            Self::Choice(words) => words
                .iter()
                .find(|word| word.eq_ignore_ascii_case(value))
                .map(|word| (*word).to_owned()),
        };
        kept.ok_or_else(|| self.possible())
    }

    /// What is possible, for an error or a help text.
    #[must_use]
    pub fn possible(self) -> String {
        match self {
            Self::Text { longest } | Self::Secret { longest } => {
                format!("text of at most {longest} characters")
            }
            Self::Boolean => String::from("true or false"),
            Self::Integer { least, most } => format!("a number from {least} to {most}"),
            Self::Url => String::from("an http or https URL with a host and without credentials"),
            Self::Address => String::from("an IP address"),
            Self::Host => String::from("a host name or an IP address"),
            Self::Choice(words) => format!("one of {}", words.join(", ")),
        }
    }
}

fn is_url(value: &str) -> bool {
    value.chars().count() <= LONGEST_URL
        && Url::parse(value).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none()
        })
}

fn is_host(value: &str) -> bool {
    !value.is_empty() && value.len() <= LONGEST_URL && url::Host::parse(value).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, value: &str) -> Option<String> {
        kind.check(value).ok()
    }

    #[test]
    fn values_are_kept_in_one_form_or_refused() {
        assert_eq!(check(Kind::Boolean, "TRUE").as_deref(), Some("true"));
        assert_eq!(check(Kind::Boolean, "yes"), None);
        assert_eq!(check(Kind::Integer { least: 1, most: 9 }, "09").as_deref(), Some("9"));
        assert_eq!(check(Kind::Integer { least: 1, most: 9 }, "10"), None);
        assert!(check(Kind::Url, "https://localhost:1/x").is_some());
        for bad in ["localhost", "ftp://a/", "http://u:p@a/", "http://a/\n"] {
            assert_eq!(check(Kind::Url, bad), None, "{bad:?}");
        }
        assert_eq!(check(Kind::Address, "::1").as_deref(), Some("::1"));
        assert_eq!(check(Kind::Address, "localhost"), None);
        assert!(check(Kind::Host, "as1.example.com").is_some());
        assert_eq!(check(Kind::Host, "two hosts"), None);
        assert_eq!(check(Kind::Choice(&["UTF-8"]), "utf-8").as_deref(), Some("UTF-8"));
        assert_eq!(check(Kind::Text { longest: 2 }, "abc"), None);
    }
}
