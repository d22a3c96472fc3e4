//! `?key=`: the token encrypted for the caller's own key, so that nobody on the way can use it.
//!
//! The key is base64url of the DER SubjectPublicKeyInfo of an RSA key. The answer is a compact JWE
//! (RFC 7516): RSA-OAEP-256 for the content key, A256GCM for the token. The form is ours.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use lineman_model::Random;

/// Some callers write the padding, some do not.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// Longest key: RSA with 8192 bits has 1056 bytes.
const KEY_TEXT: usize = 2048;
/// Smallest modulus.
const LEAST_BITS: usize = 2048;
const CONTENT_KEY_BYTES: usize = 32;
const HEADER: &[u8] = br#"{"alg":"RSA-OAEP-256","enc":"A256GCM","cty":"JWT"}"#;

/// Why a key is not taken, or nothing could be encrypted for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ClientKeyError {
    /// Not base64url of a key.
    #[error("parameter key is not the base64url of an RSA public key")]
    NotAKey,
    /// Too small.
    #[error("parameter key has fewer than 2048 bits")]
    TooSmall,
    /// The library failed.
    #[error("the token could not be encrypted")]
    Failed,
}

/// The caller's key.
pub(crate) struct ClientKey(OaepPublicEncryptingKey);

impl ClientKey {
    /// Reads the value of `key`.
    pub(crate) fn read(text: &str) -> Result<Self, ClientKeyError> {
        let text = text.trim();
        if text.is_empty() || text.len() > KEY_TEXT {
            return Err(ClientKeyError::NotAKey);
        }
        let der = BASE64URL.decode(text).map_err(|_| ClientKeyError::NotAKey)?;
        let key = PublicEncryptingKey::from_der(&der).map_err(|_| ClientKeyError::NotAKey)?;
        if key.key_size_bits() < LEAST_BITS {
            return Err(ClientKeyError::TooSmall);
        }
        OaepPublicEncryptingKey::new(key).map(Self).map_err(|_| ClientKeyError::NotAKey)
    }

    /// The token as a compact JWE.
    pub(crate) fn encrypt(
        &self,
        token: &str,
        random: &dyn Random,
    ) -> Result<String, ClientKeyError> {
        let failed = |_| ClientKeyError::Failed;
        let (mut content_key, mut nonce) = ([0_u8; CONTENT_KEY_BYTES], [0_u8; NONCE_LEN]);
        random.fill(&mut content_key);
        random.fill(&mut nonce);
        let mut wrapped = vec![0_u8; self.0.ciphertext_size()];
        let wrapped = self
            .0
            .encrypt(&OAEP_SHA256_MGF1SHA256, &content_key, &mut wrapped, None)
            .map_err(failed)?;
        let header = URL_SAFE_NO_PAD.encode(HEADER);
        let mut text = token.as_bytes().to_vec();
        let cipher =
            UnboundKey::new(&AES_256_GCM, &content_key).map(LessSafeKey::new).map_err(failed)?;
        let tag = cipher
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(header.as_bytes()),
                &mut text,
            )
            .map_err(failed)?;
        Ok(format!(
            "{header}.{}.{}.{}.{}",
            URL_SAFE_NO_PAD.encode(wrapped),
            URL_SAFE_NO_PAD.encode(nonce),
            URL_SAFE_NO_PAD.encode(text),
            URL_SAFE_NO_PAD.encode(tag.as_ref()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
    use aws_lc_rs::rsa::{KeySize, OaepPrivateDecryptingKey, PrivateDecryptingKey};
    use lineman_model::SeededRandom;
    use proptest::prelude::*;

    use super::*;

    fn part(jwe: &str, index: usize) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(jwe.split('.').nth(index).expect("a part")).expect("base64url")
    }

    #[test]
    fn what_is_encrypted_opens_with_the_private_key_only() {
        let private = PrivateDecryptingKey::generate(KeySize::Rsa2048).expect("a key");
        let der: PublicKeyX509Der<'_> = private.public_key().as_der().expect("DER");
        let text = base64::engine::general_purpose::URL_SAFE.encode(der.as_ref());
        let key = ClientKey::read(&text).expect("padding is forgiven");
        let jwe = key.encrypt("a.b.c", &SeededRandom::new(1)).expect("encrypted");
        let private = OaepPrivateDecryptingKey::new(private).expect("a key");
        let mut content_key = vec![0_u8; private.min_output_size()];
        let wrapped = part(&jwe, 1);
        let content_key = private
            .decrypt(&OAEP_SHA256_MGF1SHA256, &wrapped, &mut content_key, None)
            .expect("unwrapped");
        let cipher = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, content_key).expect("a key"));
        let mut text = part(&jwe, 3);
        text.extend(part(&jwe, 4));
        let nonce = Nonce::try_assume_unique_for_key(&part(&jwe, 2)).expect("a nonce");
        let header = jwe.split('.').next().expect("a header");
        let opened = cipher.open_in_place(nonce, Aad::from(header.as_bytes()), &mut text);
        assert_eq!(opened.expect("opened"), b"a.b.c");
    }

    proptest! {
        #[test]
        fn any_other_text_is_no_key(text in ".{0,200}", bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(ClientKey::read(&text).is_err());
            prop_assert!(ClientKey::read(&URL_SAFE_NO_PAD.encode(bytes)).is_err());
        }
    }
}
