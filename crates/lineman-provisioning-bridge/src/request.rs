//! What every request must show before it is read: the right address and the right account.

use axum::http::HeaderMap;
use axum::http::Uri;
use axum::http::header::HOST;
use lineman_catalog::bridge_messages::BridgeRefusal;
use lineman_cloud_service::basic_credentials;
use lineman_store::CloudStore;
use lineman_store::cloud::Template;

use crate::refusal::Refusal;
use crate::rules::is_addressed_by_ip;

/// The template whose provisioning account the request shows. The address is judged first: 403
/// says that the request has no chance, whoever sent it (PRV-010, PRV-044, PRV-009).
pub(crate) async fn authenticate(
    store: &CloudStore,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<Template, Refusal> {
    let host = match uri.authority() {
        // A request in absolute form is addressed by its target, whatever its Host says.
        Some(authority) => Some(authority.as_str()),
        None => headers.get(HOST).and_then(|value| value.to_str().ok()),
    };
    match host {
        None | Some("") => return Err(BridgeRefusal::Forbidden.into()),
        Some(host) if is_addressed_by_ip(host) => return Err(BridgeRefusal::AddressedByIp.into()),
        Some(_) => {}
    }
    let Some(credentials) = basic_credentials(headers) else {
        return Err(BridgeRefusal::CredentialsMismatch.into());
    };
    store
        .templates()
        .authenticate(&credentials.user, &credentials.password)
        .await
        .or_else(unstorable_is_unknown)?
        .ok_or_else(|| BridgeRefusal::CredentialsMismatch.into())
}

/// An account that the database cannot hold is nobody's.
fn unstorable_is_unknown(
    error: lineman_store::StoreError,
) -> Result<Option<Template>, lineman_store::StoreError> {
    match error {
        lineman_store::StoreError::Unstorable { .. } => Ok(None),
        other => Err(other),
    }
}
