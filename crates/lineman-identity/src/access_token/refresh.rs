//! The refresh token grant (RFC 6749, section 6).

use lineman_cloud_service::digest;
use lineman_model::Secret;
use lineman_store::cloud::{OauthClient, TokenKind, UserStatus};

use super::{GRANT_REFRESH, Grant, granted_scope};
use crate::oauth_error::OauthError;
use crate::service::Shared;

/// Redeems a refresh token. A public client gets a new one in its place, because whoever has a copy
/// could use it (RFC 9700, section 2.2.2); a client with a secret may use it until its end.
pub(super) async fn redeem(
    shared: &Shared,
    client: &OauthClient,
    refresh_token: &Secret,
    scope: Option<&str>,
) -> Result<Grant, OauthError> {
    let refused = || OauthError::invalid_grant("the refresh token is not good");
    let now = shared.now();
    let tokens = shared.store.tokens();
    let token = tokens.find(TokenKind::Refresh, &digest(refresh_token)).await?;
    let token = token.filter(|token| {
        token.client_id == client.client_id && token.revoked_at.is_none() && token.expires_at > now
    });
    let token = token.ok_or_else(refused)?;
    let scope = granted_scope(token.scope.split_ascii_whitespace(), scope)?;
    let user = shared.store.users().find(&token.user_id).await?;
    let user = user.filter(|user| user.status == UserStatus::Active).ok_or_else(refused)?;
    if client.secret_hash.is_none() && !tokens.revoke(&token.token_hash, now).await? {
        return Err(refused());
    }
    Ok(Grant { grant_type: GRANT_REFRESH, user, client_id: token.client_id, scope })
}
