//! Secrets as a type, and the masking of numbers.

use std::fmt;

/// A value that no log and no debug print may show.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The secret itself: for a comparison, a digest or the wire, never for a log.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(********)")
    }
}

/// A telephone number with all but the last two digits hidden: `+15550001` becomes `+******01`.
#[must_use]
pub fn mask_number(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let mut seen = 0;
    number
        .chars()
        .map(|character| {
            if character.is_ascii_digit() {
                seen += 1;
                if seen + 2 <= digits { '*' } else { character }
            } else {
                character
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_not_printed() {
        assert_eq!(format!("{:?}", Secret::new("hunter2")), "Secret(********)");
    }

    #[test]
    fn a_number_keeps_its_last_two_digits() {
        assert_eq!(mask_number("+15550001"), "+******01");
        assert_eq!(mask_number("7"), "7");
    }
}
