//! Settings of the service, read from the store each time they are used, so that a change by the
//! shell acts at once.

use std::time::Duration;

use lineman_ladder::settings::{self, identity_provider};
use lineman_model::Secret;
use lineman_store::broadworks::SettingValue;
use lineman_store::{BroadworksStore, StoreError};

/// Longest life of a token, in hours: ten years.
const MOST_HOURS: u64 = 10 * 365 * 24;
/// Bounds of an identity provider's answer.
const RESPONSE_BODY: (usize, usize) = (1024, 1024 * 1024);
/// Its usual bound.
const USUAL_RESPONSE_BODY: usize = 65_536;

/// Where the settings are.
pub(crate) struct Settings {
    pub(crate) store: BroadworksStore,
    /// Name of this XSP.
    pub(crate) node: String,
    /// Issuer when none is set.
    pub(crate) usual_issuer: String,
    /// Life of tokens when none is set.
    pub(crate) usual_duration: Duration,
    /// `allowUserApp` when it is not set.
    pub(crate) usual_user_app: bool,
    /// `allowClientApp` when it is not set.
    pub(crate) usual_client_app: bool,
}

/// Issuer and life of tokens.
pub(crate) struct TokenSettings {
    pub(crate) issuer: String,
    pub(crate) duration: Duration,
}

/// Who may authenticate by certificate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CertificatePolicy {
    pub(crate) user_app: bool,
    pub(crate) client_app: bool,
}

/// The identity provider of identity-token mode.
pub(crate) struct IdentityProvider {
    pub(crate) client_id: String,
    pub(crate) client_secret: Secret,
    pub(crate) issuer_name: Option<String>,
    pub(crate) issuer_url: Option<String>,
    pub(crate) token_info_url: String,
    pub(crate) response_body_max: usize,
    pub(crate) scopes: Vec<String>,
}

/// Identity-token mode.
pub(crate) enum IdentityMode {
    /// Switched off.
    Off,
    /// Switched on, but this setting is missing.
    Incomplete(&'static str),
    /// Ready.
    On(Box<IdentityProvider>),
}

impl Settings {
    pub(crate) async fn token(&self) -> Result<TokenSettings, StoreError> {
        let found = self.store.node_settings().list(&self.node, settings::TOKEN_MANAGEMENT).await?;
        let text = |name: &str| found.get(name).and_then(SettingValue::text).map(str::trim);
        let issuer = text(settings::TOKEN_ISSUER).filter(|issuer| !issuer.is_empty());
        let hours =
            text(settings::TOKEN_DURATION_IN_HOURS).and_then(|text| text.parse::<u64>().ok());
        Ok(TokenSettings {
            issuer: issuer.unwrap_or(&self.usual_issuer).to_owned(),
            duration: hours.map_or(self.usual_duration, |hours| {
                Duration::from_secs(hours.clamp(1, MOST_HOURS) * 3600)
            }),
        })
    }

    pub(crate) async fn certificates(&self) -> Result<CertificatePolicy, StoreError> {
        let context = settings::CERTIFICATE_AUTHENTICATION;
        let found = self.store.node_settings().list(&self.node, context).await?;
        let flag = |name: &str, usual: bool| match found.get(name).and_then(SettingValue::text) {
            Some(text) => text == "true",
            None => usual,
        };
        Ok(CertificatePolicy {
            user_app: flag(settings::ALLOW_USER_APP, self.usual_user_app),
            client_app: flag(settings::ALLOW_CLIENT_APP, self.usual_client_app),
        })
    }

    pub(crate) async fn identity(&self) -> Result<IdentityMode, StoreError> {
        let nodes = self.store.node_settings();
        let found = nodes.list(&self.node, identity_provider::CISCO).await?;
        let text = |name: &str| {
            let text = found.get(name).and_then(SettingValue::text).map(str::trim);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        if text(identity_provider::ENABLED).as_deref() != Some("true") {
            return Ok(IdentityMode::Off);
        }
        let Some(client_id) = text(identity_provider::CLIENT_ID) else {
            return Ok(IdentityMode::Incomplete(identity_provider::CLIENT_ID));
        };
        let secret = found.get(identity_provider::CLIENT_SECRET).and_then(SettingValue::secret);
        let Some(client_secret) = secret.cloned() else {
            return Ok(IdentityMode::Incomplete(identity_provider::CLIENT_SECRET));
        };
        let Some(token_info_url) = text(identity_provider::TOKEN_INFO_URL) else {
            return Ok(IdentityMode::Incomplete(identity_provider::TOKEN_INFO_URL));
        };
        let (issuer_name, issuer_url) =
            (text(identity_provider::ISSUER_NAME), text(identity_provider::ISSUER_URL));
        if issuer_name.is_none() && issuer_url.is_none() {
            return Ok(IdentityMode::Incomplete(identity_provider::ISSUER_URL));
        }
        let scopes: Vec<String> = nodes
            .rows(&self.node, identity_provider::SCOPES)
            .await?
            .into_iter()
            .filter_map(|row| row.key.into_iter().next())
            .collect();
        if scopes.is_empty() {
            // Without a scope any token of the identity provider would do.
            return Ok(IdentityMode::Incomplete("Scopes"));
        }
        let body =
            text(identity_provider::RESPONSE_BODY_MAX).and_then(|text| text.parse::<usize>().ok());
        let (least, most) = RESPONSE_BODY;
        Ok(IdentityMode::On(Box::new(IdentityProvider {
            client_id,
            client_secret,
            issuer_name,
            issuer_url,
            token_info_url,
            response_body_max: body.unwrap_or(USUAL_RESPONSE_BODY).clamp(least, most),
            scopes,
        })))
    }
}
