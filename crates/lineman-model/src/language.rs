//! The six languages of reports, portals and mails.

use std::fmt;

use serde::{Serialize, Serializer};

/// The six languages of reports, portals and mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    En,
    /// German.
    De,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Czech.
    Cs,
    /// Chinese (simplified).
    Zh,
}

impl Language {
    /// Every value, in order.
    pub const ALL: &'static [Self] = &[Self::En, Self::De, Self::Es, Self::Fr, Self::Cs, Self::Zh];

    /// The name used in every interface.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Cs => "cs",
            Self::Zh => "zh",
        }
    }

    /// The value with this exact name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.as_str() == name)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Language {
    /// The language of a locale such as `de_CH.UTF-8`, if it is one of the six.
    #[must_use]
    pub fn from_locale(locale: &str) -> Option<Self> {
        let word = locale.split(['_', '-', '.', '@']).next()?;
        Self::parse(&word.to_ascii_lowercase())
    }
}
