//! Sign-ins that have begun: from the authorisation request to the assertion.

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::row::{Row, values};

/// A pending sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// The opaque relay state that names it.
    pub relay_state: String,
    /// The OAuth client.
    pub client_id: String,
    /// Where the client wants its answer.
    pub redirect_uri: String,
    /// PKCE challenge (S256).
    pub code_challenge: String,
    /// The client's own state.
    pub client_state: Option<String>,
    /// The email address that was given.
    pub login_hint: String,
    /// Id of the SAML AuthnRequest.
    pub authn_request_id: String,
    /// The app's tracking id.
    pub tracking_id: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

repository! {
    /// Sign-ins that have begun.
    AuthorizationRequests
}

fn read(row: &Row) -> Result<AuthorizationRequest> {
    Ok(AuthorizationRequest {
        relay_state: row.text("relay_state")?,
        client_id: row.text("client_id")?,
        redirect_uri: row.text("redirect_uri")?,
        code_challenge: row.text("code_challenge")?,
        client_state: row.optional_text("client_state")?,
        login_hint: row.text("login_hint")?,
        authn_request_id: row.text("authn_request_id")?,
        tracking_id: row.optional_text("tracking_id")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
    })
}

impl AuthorizationRequests<'_> {
    /// Stores a new one.
    ///
    /// # Errors
    /// When relay state or AuthnRequest id are taken, or the client is not there.
    pub async fn add(&self, request: &AuthorizationRequest) -> Result<()> {
        self.0
            .change(
                "storing a sign-in",
                "INSERT INTO authorization_requests (relay_state, client_id, redirect_uri, \
                 code_challenge, client_state, login_hint, authn_request_id, tracking_id, \
                 created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                values![
                    &request.relay_state,
                    &request.client_id,
                    &request.redirect_uri,
                    &request.code_challenge,
                    &request.client_state,
                    &request.login_hint,
                    &request.authn_request_id,
                    &request.tracking_id,
                    request.created_at,
                    request.expires_at,
                ],
            )
            .await
    }

    /// The one with this relay state, if its time is not over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(
        &self,
        relay_state: &str,
        now: Timestamp,
    ) -> Result<Option<AuthorizationRequest>> {
        let row = self
            .0
            .optional(
                "reading a sign-in",
                "SELECT * FROM authorization_requests \
                 WHERE relay_state = $1 AND expires_at > $2",
                values![relay_state, now],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The one with this AuthnRequest id, if its time is not over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_authn_request(
        &self,
        authn_request_id: &str,
        now: Timestamp,
    ) -> Result<Option<AuthorizationRequest>> {
        let row = self
            .0
            .optional(
                "reading a sign-in",
                "SELECT * FROM authorization_requests \
                 WHERE authn_request_id = $1 AND expires_at > $2",
                values![authn_request_id, now],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Takes the one with this AuthnRequest id away: only one caller gets it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_by_authn_request(
        &self,
        authn_request_id: &str,
        now: Timestamp,
    ) -> Result<Option<AuthorizationRequest>> {
        let row = self
            .0
            .returning(
                "taking a sign-in",
                "DELETE FROM authorization_requests \
                 WHERE authn_request_id = $1 AND expires_at > $2 RETURNING *",
                values![authn_request_id, now],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Forgets those whose time is over; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_expired(&self, now: Timestamp) -> Result<u64> {
        self.0
            .execute(
                "forgetting old sign-ins",
                "DELETE FROM authorization_requests WHERE expires_at <= $1",
                values![now],
            )
            .await
    }
}
