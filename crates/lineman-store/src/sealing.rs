//! Secrets that must be recoverable, sealed with AES-256-GCM (RFC 5116).

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use lineman_model::{Random, Secret};

use crate::{Result, StoreError};

const KEY_BYTES: usize = 32;
/// In front of every sealed value, so that a later scheme can be told apart.
const SCHEME: &str = "v1:";

/// The deployment's key for secrets at rest. It comes from a file beside the configuration, never
/// from the database that it protects.
#[derive(Clone)]
pub struct SealingKey([u8; KEY_BYTES]);

impl SealingKey {
    /// A key from its bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// A fresh key.
    #[must_use]
    pub fn generate(random: &dyn Random) -> Self {
        let mut bytes = [0_u8; KEY_BYTES];
        random.fill(&mut bytes);
        Self(bytes)
    }

    /// Reads the text of a key file: 64 hexadecimal digits, white space around them ignored.
    ///
    /// # Errors
    /// Anything else.
    pub fn from_text(text: &str) -> Result<Self> {
        let digits = text.trim().as_bytes();
        if digits.len() != KEY_BYTES * 2 {
            return Err(StoreError::BadSealingKey);
        }
        let mut bytes = [0_u8; KEY_BYTES];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            let digit = |character: u8| char::from(character).to_digit(16);
            let (Some(high), Some(low)) = (digit(pair[0]), digit(pair[1])) else {
                return Err(StoreError::BadSealingKey);
            };
            *byte = u8::try_from(high * 16 + low).map_err(|_| StoreError::BadSealingKey)?;
        }
        Ok(Self(bytes))
    }

    /// The text for a key file.
    #[must_use]
    pub fn to_text(&self) -> Secret {
        use std::fmt::Write as _;
        let mut text = String::with_capacity(KEY_BYTES * 2);
        for byte in self.0 {
            let _ = write!(text, "{byte:02x}");
        }
        Secret::new(text)
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealingKey(********)")
    }
}

/// Seals and opens values for one store.
#[derive(Clone)]
pub(crate) struct Sealer {
    key: SealingKey,
    random: Arc<dyn Random>,
}

impl Sealer {
    pub(crate) fn new(key: SealingKey, random: Arc<dyn Random>) -> Self {
        Self { key, random }
    }

    fn cipher(&self, what: &str) -> Result<LessSafeKey> {
        UnboundKey::new(&AES_256_GCM, &self.key.0)
            .map(LessSafeKey::new)
            .map_err(|_| StoreError::Sealed(what.to_owned()))
    }

    /// Seals a value. `place` names column and row: the value opens nowhere else.
    pub(crate) fn seal(&self, place: &str, secret: &Secret) -> Result<String> {
        let mut nonce = [0_u8; NONCE_LEN];
        self.random.fill(&mut nonce);
        let mut bytes = secret.reveal().as_bytes().to_vec();
        self.cipher(place)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.as_bytes()),
                &mut bytes,
            )
            .map_err(|_| StoreError::Sealed(place.to_owned()))?;
        let mut whole = nonce.to_vec();
        whole.append(&mut bytes);
        Ok(format!("{SCHEME}{}", STANDARD_NO_PAD.encode(whole)))
    }

    /// Seals a value if there is one.
    pub(crate) fn seal_optional(
        &self,
        place: &str,
        secret: Option<&Secret>,
    ) -> Result<Option<String>> {
        secret.map(|secret| self.seal(place, secret)).transpose()
    }

    /// Opens a value that was sealed for the same place.
    pub(crate) fn open(&self, place: &str, sealed: &str) -> Result<Secret> {
        let failed = || StoreError::Sealed(place.to_owned());
        let text = sealed.strip_prefix(SCHEME).ok_or_else(failed)?;
        let mut whole = STANDARD_NO_PAD.decode(text).map_err(|_| failed())?;
        if whole.len() < NONCE_LEN {
            return Err(failed());
        }
        let mut bytes = whole.split_off(NONCE_LEN);
        let nonce = Nonce::try_assume_unique_for_key(&whole).map_err(|_| failed())?;
        let opened = self
            .cipher(place)?
            .open_in_place(nonce, Aad::from(place.as_bytes()), &mut bytes)
            .map_err(|_| failed())?;
        let text = std::str::from_utf8(opened).map_err(|_| failed())?;
        Ok(Secret::new(text))
    }

    /// Opens a value if there is one.
    pub(crate) fn open_optional(
        &self,
        place: &str,
        sealed: Option<String>,
    ) -> Result<Option<Secret>> {
        sealed.map(|sealed| self.open(place, &sealed)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use lineman_model::SeededRandom;
    use proptest::prelude::*;

    use super::*;

    fn sealer(seed: u64) -> Sealer {
        let random = Arc::new(SeededRandom::new(seed));
        Sealer::new(SealingKey::generate(random.as_ref()), random)
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_and_is_not_readable(text in ".{4,64}", place in ".{0,32}") {
            let sealer = sealer(1);
            let sealed = sealer.seal(&place, &Secret::new(text.clone())).expect("sealed");
            prop_assert!(!sealed.contains(&text));
            let opened = sealer.open(&place, &sealed).expect("opened");
            prop_assert_eq!(opened.reveal(), text.as_str());
        }

        #[test]
        fn garbage_does_not_open(text in ".{0,80}") {
            prop_assert!(sealer(1).open("place", &text).is_err());
            let prefixed = format!("{SCHEME}{text}");
            prop_assert!(sealer(1).open("place", &prefixed).is_err());
        }
    }

    #[test]
    fn another_key_another_place_or_a_changed_byte_does_not_open() {
        let first = sealer(1);
        let sealed = first.seal("a", &Secret::new("hunter2")).expect("sealed");
        assert!(sealer(2).open("a", &sealed).is_err(), "another key");
        assert!(first.open("b", &sealed).is_err(), "another row");
        let mut changed = sealed.clone().into_bytes();
        changed[10] = if changed[10] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).expect("text");
        assert!(first.open("a", &changed).is_err(), "a changed byte");
        let again = first.seal("a", &Secret::new("hunter2")).expect("sealed");
        assert_ne!(sealed, again, "no nonce is used twice");
    }

    #[test]
    fn a_key_survives_its_file() {
        let key = SealingKey::generate(&SeededRandom::new(3));
        let text = key.to_text();
        let read = SealingKey::from_text(&format!(" {}\n", text.reveal())).expect("read");
        assert_eq!(read.0, key.0);
        assert!(SealingKey::from_text("00").is_err());
        assert!(SealingKey::from_text(&"zz".repeat(32)).is_err());
        assert!(!format!("{key:?}").contains(text.reveal()));
    }
}
