//! What is stored of a secret that need not be recovered: a token, a session, a CSRF token.

use std::fmt::Write as _;

use lineman_model::Secret;
use sha2::{Digest as _, Sha256};

/// SHA-256 in lower-case hexadecimal. Good for random secrets only, never for passwords.
#[must_use]
pub fn digest(secret: &Secret) -> String {
    Sha256::digest(secret.reveal().as_bytes()).iter().fold(
        String::with_capacity(64),
        |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_sha_256() {
        // FIPS 180-2, appendix B.1
        assert_eq!(
            digest(&Secret::new("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
