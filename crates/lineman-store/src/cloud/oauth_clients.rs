//! OAuth clients: who may ask for tokens.

use super::repository;
use crate::Result;
use crate::row::{json, values};

/// A client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OauthClient {
    /// Its id.
    pub client_id: String,
    /// Its name.
    pub name: String,
    /// SHA-256 of its secret in hexadecimal; none for a public client.
    pub secret_hash: Option<String>,
    /// Where it may be answered.
    pub redirect_uris: Vec<String>,
    /// What it may ask for.
    pub scopes: Vec<String>,
}

repository! {
    /// OAuth clients.
    OauthClients
}

impl OauthClients<'_> {
    /// Adds or replaces one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save(&self, client: &OauthClient) -> Result<()> {
        self.0
            .change(
                "saving an OAuth client",
                "INSERT INTO oauth_clients (client_id, name, secret_hash, redirect_uris, scopes) \
                 VALUES ($1, $2, $3, $4, $5) ON CONFLICT (client_id) DO UPDATE SET \
                 name = excluded.name, secret_hash = excluded.secret_hash, \
                 redirect_uris = excluded.redirect_uris, scopes = excluded.scopes",
                values![
                    &client.client_id,
                    &client.name,
                    &client.secret_hash,
                    json(&client.redirect_uris)?,
                    json(&client.scopes)?,
                ],
            )
            .await
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, client_id: &str) -> Result<Option<OauthClient>> {
        let row = self
            .0
            .optional(
                "reading an OAuth client",
                "SELECT * FROM oauth_clients WHERE client_id = $1",
                values![client_id],
            )
            .await?;
        row.map(|row| {
            Ok(OauthClient {
                client_id: row.text("client_id")?,
                name: row.text("name")?,
                secret_hash: row.optional_text("secret_hash")?,
                redirect_uris: row.json("redirect_uris")?,
                scopes: row.json("scopes")?,
            })
        })
        .transpose()
    }
}
