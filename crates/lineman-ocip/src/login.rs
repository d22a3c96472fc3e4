//! The digest of the two-stage login.

use std::fmt::Write as _;

use md5::{Digest as _, Md5};
use sha1::Sha1;

/// `hex(MD5(nonce ":" hex(SHA1(password))))`, both in lower case.
#[must_use]
pub fn signed_password(password: &str, nonce: &str) -> String {
    signed_password_of_sha1(&sha1_hex(password), nonce)
}

/// The same for a password of which only the SHA-1 is kept.
#[must_use]
pub fn signed_password_of_sha1(sha1_hex: &str, nonce: &str) -> String {
    hex(&Md5::digest(format!("{nonce}:{sha1_hex}")))
}

/// SHA-1 of a password in lower-case hexadecimal.
#[must_use]
pub fn sha1_hex(password: &str) -> String {
    hex(&Sha1::digest(password))
}

/// Compares two secrets without telling by the time taken where they differ.
#[must_use]
pub fn constant_time_equal(one: &str, other: &str) -> bool {
    if one.len() != other.len() {
        return false;
    }
    one.bytes().zip(other.bytes()).fold(0_u8, |difference, (a, b)| difference | (a ^ b)) == 0
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_two_public_clients() {
        assert_eq!(
            signed_password("password", "1234567890123"),
            "77e4a6de3a1e00be05e121cf0ebee860"
        );
    }

    #[test]
    fn secrets_are_compared_whole() {
        assert!(constant_time_equal("abc", "abc"));
        assert!(!constant_time_equal("abc", "abd"));
        assert!(!constant_time_equal("abc", "ab"));
        assert!(!constant_time_equal("", "a"));
    }
}
