//! Sessions of the activation portal's sign-in form.

use lineman_model::Timestamp;

use super::repository;
use crate::Result;
use crate::row::{Row, values};

/// A session: the cookie's and the form's secrets are stored as hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalSession {
    /// SHA-256 of the session cookie, in hexadecimal.
    pub session_hash: String,
    /// SHA-256 of the form's CSRF token, in hexadecimal.
    pub csrf_hash: String,
    /// The relay state that came with the SAML request.
    pub relay_state: String,
    /// Id of the SAML AuthnRequest.
    pub authn_request_id: String,
    /// Where the SAML response goes.
    pub redirect_uri: String,
    /// The email address that was given.
    pub login_hint: Option<String>,
    /// The app's tracking id.
    pub tracking_id: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

repository! {
    /// Sessions of the activation portal's form.
    PortalSessions
}

fn read(row: &Row) -> Result<PortalSession> {
    Ok(PortalSession {
        session_hash: row.text("session_hash")?,
        csrf_hash: row.text("csrf_hash")?,
        relay_state: row.text("relay_state")?,
        authn_request_id: row.text("authn_request_id")?,
        redirect_uri: row.text("redirect_uri")?,
        login_hint: row.optional_text("login_hint")?,
        tracking_id: row.optional_text("tracking_id")?,
        created_at: row.time("created_at")?,
        expires_at: row.time("expires_at")?,
    })
}

impl PortalSessions<'_> {
    /// Stores a new one.
    ///
    /// # Errors
    /// When the session is there already.
    pub async fn add(&self, session: &PortalSession) -> Result<()> {
        self.0
            .change(
                "storing a portal session",
                "INSERT INTO portal_sessions (session_hash, csrf_hash, relay_state, \
                 authn_request_id, redirect_uri, login_hint, tracking_id, created_at, \
                 expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                values![
                    &session.session_hash,
                    &session.csrf_hash,
                    &session.relay_state,
                    &session.authn_request_id,
                    &session.redirect_uri,
                    &session.login_hint,
                    &session.tracking_id,
                    session.created_at,
                    session.expires_at,
                ],
            )
            .await
    }

    /// The one with this hash, if its time is not over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, session_hash: &str, now: Timestamp) -> Result<Option<PortalSession>> {
        let row = self
            .0
            .optional(
                "reading a portal session",
                "SELECT * FROM portal_sessions WHERE session_hash = $1 AND expires_at > $2",
                values![session_hash, now],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Ends one; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, session_hash: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "ending a portal session",
                "DELETE FROM portal_sessions WHERE session_hash = $1",
                values![session_hash],
            )
            .await?;
        Ok(removed > 0)
    }

    /// Forgets those whose time is over; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove_expired(&self, now: Timestamp) -> Result<u64> {
        self.0
            .execute(
                "forgetting old portal sessions",
                "DELETE FROM portal_sessions WHERE expires_at <= $1",
                values![now],
            )
            .await
    }
}
