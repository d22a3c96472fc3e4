//! Settings of this node that the command-line shell changes, read when they are used, so that a change acts at once.
//! What is not set there comes from the configuration.

use lineman_ladder::settings;
use lineman_store::{BroadworksStore, StoreError};

use crate::container::transaction_limit::Limit;

/// Reads the settings of one node.
#[derive(Clone)]
pub(crate) struct NodeSettings {
    store: BroadworksStore,
    node: String,
    usual: Usual,
}

/// What counts when a setting is not set.
#[derive(Clone)]
pub(crate) struct Usual {
    pub(crate) auth_service_url: Option<String>,
    pub(crate) device_credential_retrieval: bool,
}

impl NodeSettings {
    pub(crate) const fn new(store: BroadworksStore, node: String, usual: Usual) -> Self {
        Self { store, node, usual }
    }

    /// URL of the AuthenticationService: the container option, else the system-wide setting
    /// (AUT-003).
    pub(crate) async fn auth_service_url(&self) -> Option<String> {
        let option = self
            .store
            .system_settings()
            .container_option(
                &self.node,
                settings::CONTAINER_TOMCAT,
                settings::OPTION_AUTH_SERVICE_URL,
            )
            .await;
        match readable(option) {
            Some(url) => Some(url),
            None => self
                .text(settings::AUTH_SERVICE, settings::URL)
                .await
                .or_else(|| self.usual.auth_service_url.clone()),
        }
    }

    /// Whether `profile/device` gives out Device Management passwords.
    pub(crate) async fn device_credential_retrieval(&self) -> bool {
        let allowed =
            self.text(settings::XSI_ACTIONS_GENERAL, settings::ALLOW_DEVICE_CREDENTIALS).await;
        allowed.map_or(self.usual.device_credential_retrieval, |allowed| allowed == "true")
    }

    /// Whether device-management tokens open files; they do until somebody says otherwise.
    pub(crate) async fn device_tokens(&self) -> bool {
        let allowed =
            self.text(settings::DEVICE_MANAGEMENT_GENERAL, settings::ALLOW_DEVICE_TOKENS).await;
        allowed.is_none_or(|allowed| allowed.trim() != "false")
    }

    /// How many requests a user may make; none when it is not limited.
    pub(crate) async fn transaction_limit(&self) -> Option<Limit> {
        let context = settings::DEFAULT_SETTINGS;
        let number = |text: Option<String>| text.and_then(|text| text.trim().parse::<u32>().ok());
        let requests = number(self.text(context, settings::USER_TRANSACTION_LIMIT).await)?;
        let period = number(self.text(context, settings::TRANSACTION_LIMIT_PERIOD_SECS).await);
        // Without a period, and with 0, nothing is limited.
        let period_seconds = period.filter(|seconds| *seconds > 0)?;
        (requests > 0).then_some(Limit { requests, period_seconds })
    }

    async fn text(&self, context: &str, name: &str) -> Option<String> {
        readable(self.store.node_settings().get(&self.node, context, name).await)
    }
}

/// A store that cannot be read is as good as a setting that is not set, and is said.
fn readable(outcome: Result<Option<String>, StoreError>) -> Option<String> {
    outcome.unwrap_or_else(|error| {
        tracing::error!(%error, "a setting cannot be read");
        None
    })
}
