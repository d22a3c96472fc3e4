//! Keys and certificate authorities in the data folder, made on first use.

use std::path::Path;

use lineman_model::{Clock, Random, Secret};
use lineman_net::certificates::{Authority, Validity};
use lineman_store::SealingKey;

use crate::data_directory::write_private;
use crate::environment::Environment;
use crate::error::DeploymentError;

/// Ten years: the life of what a deployment makes for itself.
const LIFE_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

/// The authority that signs the servers.
///
/// # Errors
/// When its files cannot be read, written or understood.
pub(crate) fn server_authority(environment: &Environment) -> Result<Authority, DeploymentError> {
    let (folder, clock) = (&environment.certificates, environment.clock.as_ref());
    ensure_authority(folder, "server-authority", "Lineman server authority", clock)
}

/// The authority that signs the IdP proxy's client certificate; the AuthenticationService trusts it
/// (CMP-030).
///
/// # Errors
/// When its files cannot be read, written or understood.
pub(crate) fn client_authority(environment: &Environment) -> Result<Authority, DeploymentError> {
    let (folder, clock) = (&environment.certificates, environment.clock.as_ref());
    ensure_authority(folder, "client-authority", "Lineman client authority", clock)
}

/// How long what we issue now is valid.
#[must_use]
pub(crate) fn validity(clock: &dyn Clock) -> Validity {
    let now = clock.now();
    // A clock that is a little behind must not refuse a fresh certificate.
    Validity { not_before: now.plus_millis(-3_600_000), not_after: now.plus_millis(LIFE_MS) }
}

/// The authority kept as `<name>.pem` and `<name>.key`, made if it is not there.
///
/// # Errors
/// When the files cannot be read, written or understood.
pub(crate) fn ensure_authority(
    folder: &Path,
    name: &str,
    common_name: &str,
    clock: &dyn Clock,
) -> Result<Authority, DeploymentError> {
    let certificate = folder.join(format!("{name}.pem"));
    let key = folder.join(format!("{name}.key"));
    if certificate.exists() && key.exists() {
        let key_pem = Secret::new(read(&key)?);
        return Ok(Authority::from_pem(&read(&certificate)?, &key_pem)?);
    }
    let authority = Authority::create(common_name, validity(clock))?;
    write_private(&key, authority.private_key_pem().reveal().as_bytes())?;
    write_private(&certificate, authority.certificate_pem().as_bytes())?;
    Ok(authority)
}

/// The key that seals recoverable secrets, kept as text, made if it is not there.
///
/// # Errors
/// When the file cannot be read, written or understood.
pub(crate) fn ensure_sealing_key(
    path: &Path,
    random: &dyn Random,
) -> Result<SealingKey, DeploymentError> {
    if path.exists() {
        return Ok(SealingKey::from_text(read(path)?.trim())?);
    }
    let key = SealingKey::generate(random);
    write_private(path, key.to_text().reveal().as_bytes())?;
    Ok(key)
}

/// Reads a small text file.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn read(path: &Path) -> Result<String, DeploymentError> {
    std::fs::read_to_string(path)
        .map_err(|source| DeploymentError::Read { path: path.to_path_buf(), source })
}

/// A random secret kept in a file of its own, made if it is not there.
///
/// # Errors
/// When the file cannot be read or written.
pub(crate) fn ensure_secret(path: &Path, random: &dyn Random) -> Result<Secret, DeploymentError> {
    if path.exists() {
        return Ok(Secret::new(read(path)?.trim()));
    }
    let secret = Secret::new(random.hex(32));
    write_private(path, secret.reveal().as_bytes())?;
    Ok(secret)
}
