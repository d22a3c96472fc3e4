//! Two contexts of settings that services read as a whole: the system's messaging server and container options.

use lineman_ladder::settings;
use lineman_model::Secret;

use super::node_settings::{
    APPLICATION_SERVER_NODE as AS, FOLLOWED, NodeSettings, SettingRow, is_followed,
};
use super::repository;
use crate::Result;

/// The messaging server that organisations use which have none of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SystemMessaging {
    /// Where the Application Server posts to.
    pub provisioning_url: Option<String>,
    /// The provisioning account.
    pub provisioning_user_id: Option<String>,
    /// Its password.
    pub provisioning_password: Option<Secret>,
    /// Whether assigning the service posts at all.
    pub enable_synchronization: bool,
    /// Host of a proxy on the way there.
    pub proxy_host: Option<String>,
    /// Its port.
    pub proxy_port: Option<u16>,
}

repository! {
    /// Settings of the whole system.
    SystemSettings
}

impl SystemSettings<'_> {
    const fn nodes(&self) -> NodeSettings<'_> {
        NodeSettings::new(self.0)
    }

    /// The messaging server of the system.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messaging(&self) -> Result<SystemMessaging> {
        let found = self.nodes().list(AS, settings::MESSAGING).await?;
        let text = |name: &str| found.get(name)?.text().map(str::to_owned);
        Ok(SystemMessaging {
            provisioning_url: text(settings::PROVISIONING_URL),
            provisioning_user_id: text(settings::PROVISIONING_USER_ID),
            enable_synchronization: text(settings::ENABLE_SYNCHRONIZATION).as_deref()
                == Some("true"),
            proxy_host: text(settings::PROXY_HOST),
            proxy_port: text(settings::PROXY_PORT).and_then(|port| port.parse().ok()),
            provisioning_password: found
                .get(settings::PROVISIONING_PASSWORD)
                .and_then(|value| value.secret().cloned()),
        })
    }

    /// Sets the messaging server of the system.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_messaging(&self, messaging: &SystemMessaging) -> Result<()> {
        let synchronization = if messaging.enable_synchronization { "true" } else { "false" };
        let port = messaging.proxy_port.map(|port| port.to_string());
        for (name, value) in [
            (settings::PROVISIONING_URL, messaging.provisioning_url.as_deref()),
            (settings::PROVISIONING_USER_ID, messaging.provisioning_user_id.as_deref()),
            (settings::ENABLE_SYNCHRONIZATION, Some(synchronization)),
            (settings::PROXY_HOST, messaging.proxy_host.as_deref()),
            (settings::PROXY_PORT, port.as_deref()),
        ] {
            match value {
                Some(value) => self.nodes().set(AS, settings::MESSAGING, name, value).await?,
                None => self.nodes().clear(AS, settings::MESSAGING, name).await?,
            }
        }
        let name = settings::PROVISIONING_PASSWORD;
        match messaging.provisioning_password.clone() {
            Some(secret) => self.nodes().set(AS, settings::MESSAGING, name, secret).await,
            None => self.nodes().clear(AS, settings::MESSAGING, name).await,
        }
    }

    /// A container option, such as `tomcat`, `bw.authservice.authServiceUrl` of a node.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn container_option(
        &self,
        node: &str,
        container: &str,
        name: &str,
    ) -> Result<Option<String>> {
        let row = self.nodes().row(node, settings::CONTAINER_OPTIONS, &[container, name]).await?;
        Ok(row.and_then(|row| row.text(settings::OPTION_VALUE).map(str::to_owned)))
    }

    /// Sets a container option; none removes it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_container_option(
        &self,
        node: &str,
        container: &str,
        name: &str,
        value: Option<&str>,
    ) -> Result<()> {
        let context = settings::CONTAINER_OPTIONS;
        let key = [container, name];
        let Some(value) = value else {
            return self.nodes().delete_row(node, context, &key).await.map(drop);
        };
        let row = SettingRow::new(&key, &[(settings::OPTION_VALUE, value)]);
        match self.nodes().add_row(node, context, &row).await {
            Err(error) if error.is_exists() => self.nodes().set_row(node, context, &row).await,
            other => other,
        }
    }

    /// What a configuration file says of a container option: it counts until somebody changes it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn follow_container_option(
        &self,
        node: &str,
        container: &str,
        name: &str,
        value: Option<&str>,
    ) -> Result<()> {
        let followed = format!("{}/{container}/{name}", settings::CONTAINER_OPTIONS);
        let before = self.nodes().get(node, FOLLOWED, &followed).await?;
        let current = self.container_option(node, container, name).await?;
        if !is_followed(before.as_ref(), current.as_ref()) {
            return Ok(());
        }
        self.set_container_option(node, container, name, value).await?;
        self.nodes().set(node, FOLLOWED, &followed, value.unwrap_or_default()).await
    }
}
