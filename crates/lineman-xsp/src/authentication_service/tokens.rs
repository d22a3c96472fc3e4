//! Long-lived tokens: JWT, RS256, with the id of the signing key in the header.

use std::sync::Arc;

use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::{Algorithm, Header, Validation};
use lineman_model::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::keys::Key;

/// Claims of a token (LAD-031, LAD-032).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claims {
    /// Issuer.
    pub(crate) iss: String,
    /// BroadWorks user id.
    pub(crate) sub: String,
    /// Issued, in seconds.
    pub(crate) iat: i64,
    /// Ends, in seconds.
    pub(crate) exp: i64,
    /// Id of the token.
    pub(crate) jti: String,
    /// Issued, in milliseconds: a revocation and the next token may fall into one second.
    #[serde(rename = "iatMillis", default, skip_serializing_if = "Option::is_none")]
    pub(crate) issued_at_millis: Option<i64>,
}

/// Why a token is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rejection {
    /// Not a token of ours at all.
    Malformed,
    /// Signed with a key that this XSP does not have (AUT-002).
    UnknownKey,
    /// The signature does not fit.
    Signature,
    /// Another issuer.
    Issuer,
    /// Its time is over.
    Expired,
    /// Issued before the user's tokens were revoked.
    Revoked,
}

impl Rejection {
    /// The word in log and answer.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::UnknownKey => "unknown key",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}

impl Claims {
    /// Signs them.
    pub(crate) fn sign(&self, key: &Key) -> Result<String, Error> {
        let header = Header { kid: Some(key.key_id().to_owned()), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, self, key.encoding())
    }

    /// Verifies a token. The subject of a refused token is given only when its signature was good:
    /// an unsigned claim is anybody's word.
    pub(crate) fn verify(
        token: &str,
        keys: &[Arc<Key>],
        issuer: &str,
        now: Timestamp,
    ) -> Result<Self, (Option<String>, Rejection)> {
        let header =
            jsonwebtoken::decode_header(token).map_err(|_| (None, Rejection::Malformed))?;
        // No algorithm but the one we sign with, whatever the header asks for.
        if header.alg != Algorithm::RS256 {
            return Err((None, Rejection::Malformed));
        }
        let key_id = header.kid.ok_or((None, Rejection::Malformed))?;
        let key =
            keys.iter().find(|key| key.key_id() == key_id).ok_or((None, Rejection::UnknownKey))?;
        let mut validation = Validation::new(Algorithm::RS256);
        // The library would take the machine's clock; ours decides below.
        validation.validate_exp = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        let claims = jsonwebtoken::decode::<Self>(token, key.decoding(), &validation)
            .map_err(|error| match error.kind() {
                ErrorKind::InvalidSignature => (None, Rejection::Signature),
                _ => (None, Rejection::Malformed),
            })?
            .claims;
        if claims.iss != issuer {
            return Err((Some(claims.sub), Rejection::Issuer));
        }
        if claims.exp <= now.as_seconds() {
            return Err((Some(claims.sub), Rejection::Expired));
        }
        Ok(claims)
    }

    /// When it was issued, as exactly as it says.
    pub(crate) fn issued_millis(&self) -> i64 {
        self.issued_at_millis.unwrap_or_else(|| self.iat.saturating_mul(1000))
    }

    /// The claims as the answer shows them.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "iss": self.iss, "sub": self.sub, "iat": self.iat, "exp": self.exp, "jti": self.jti,
        })
    }
}
