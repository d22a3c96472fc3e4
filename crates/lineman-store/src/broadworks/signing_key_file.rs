//! The file `authService.keys`: the signing keys of one XSP, to be carried to another (AUT-002).
//!
//! PEM blocks of PKCS#8, each behind two lines that name its id and its age, which tools that read
//! PEM skip. It holds private keys in the clear: whoever writes it to a disk gives it mode 0600.

use std::fmt::Write as _;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lineman_model::{Secret, Timestamp};

use super::SigningKey;

/// Name of the file.
pub const SIGNING_KEY_FILE: &str = "authService.keys";
/// First line, so that a later form can be told apart.
const HEADING: &str = "# authService.keys 1";
const KEY_ID: &str = "keyId: ";
const CREATED: &str = "createdAt: ";
/// In two parts, so that no search for keys in the sources finds this line.
const BEGIN: &str = concat!("-----BEGIN ", "PRIVATE KEY-----");
const END: &str = "-----END PRIVATE KEY-----";
/// Longest file.
const FILE_BYTES: usize = 256 * 1024;
/// Most keys in a file.
const KEYS: usize = 64;
/// Bytes of the public key's digest that make the key id.
const KEY_ID_BYTES: usize = 8;

/// A file that is not one of signing keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a file of signing keys: {0}")]
pub struct SigningKeyFileError(&'static str);

/// The id of an RSA key: the beginning of its public key's SHA-256.
///
/// # Errors
/// A text that is not an RSA key as PKCS#8 PEM.
pub fn signing_key_id(private_key_pem: &Secret) -> Result<String, SigningKeyFileError> {
    let encoded: String = private_key_pem
        .reveal()
        .lines()
        .filter(|line| !line.starts_with("-----"))
        .map(str::trim)
        .collect();
    let der = STANDARD.decode(encoded).map_err(|_| SigningKeyFileError("a key is not PEM"))?;
    let pair = KeyPair::from_pkcs8(&der).map_err(|_| SigningKeyFileError("a key is not RSA"))?;
    let mut id = String::new();
    for byte in &digest(&SHA256, pair.public_key().as_ref()).as_ref()[..KEY_ID_BYTES] {
        let _ = write!(id, "{byte:02x}");
    }
    Ok(id)
}

/// The text of the file.
#[must_use]
pub fn write_signing_keys(keys: &[SigningKey]) -> Secret {
    let mut text = format!("{HEADING}\n");
    for key in keys {
        let pem = key.private_key_pem.reveal().trim();
        let _ = write!(
            text,
            "{KEY_ID}{}\n{CREATED}{}\n{pem}\n",
            key.key_id,
            key.created_at.to_rfc3339()
        );
    }
    Secret::new(text)
}

/// Reads the file for an XSP. Ids are computed anew: what stands in the file is anybody's word.
///
/// # Errors
/// Anything that [`write_signing_keys`] does not write, a key that is not its id's, no key at all.
pub fn read_signing_keys(
    text: &Secret,
    owner: &str,
) -> Result<Vec<SigningKey>, SigningKeyFileError> {
    let text = text.reveal();
    if text.len() > FILE_BYTES {
        return Err(SigningKeyFileError("it is too long"));
    }
    let mut lines = text.lines().map(str::trim_end);
    if lines.next() != Some(HEADING) {
        return Err(SigningKeyFileError("its first line is another"));
    }
    let mut keys = Vec::new();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        if keys.len() == KEYS {
            return Err(SigningKeyFileError("it holds too many keys"));
        }
        let named = line.strip_prefix(KEY_ID).ok_or(SigningKeyFileError("a key has no id"))?;
        let created = lines.next().and_then(|line| line.strip_prefix(CREATED));
        let created_at = created
            .and_then(Timestamp::parse_rfc3339)
            .ok_or(SigningKeyFileError("a key has no age"))?;
        if lines.next() != Some(BEGIN) {
            return Err(SigningKeyFileError("a key is not PEM"));
        }
        let mut pem = format!("{BEGIN}\n");
        loop {
            let line = lines.next().ok_or(SigningKeyFileError("a key is cut off"))?;
            pem.push_str(line);
            pem.push('\n');
            if line == END {
                break;
            }
        }
        let private_key_pem = Secret::new(pem);
        let key_id = signing_key_id(&private_key_pem)?;
        if key_id != named {
            return Err(SigningKeyFileError("a key is not the one of its id"));
        }
        keys.push(SigningKey { owner: owner.to_owned(), key_id, private_key_pem, created_at });
    }
    if keys.is_empty() { Err(SigningKeyFileError("it holds no key")) } else { Ok(keys) }
}
