//! Settings of the whole system: messaging defaults, container options.

use lineman_model::Secret;

use super::repository;
use crate::Result;
use crate::row::values;

/// Names of settings.
pub mod settings {
    /// `AS_CLI/Interface/Messaging provisioningUrl`.
    pub const MESSAGING_PROVISIONING_URL: &str = "messaging.provisioningUrl";
    /// `AS_CLI/Interface/Messaging provisioningUserId`.
    pub const MESSAGING_PROVISIONING_USER_ID: &str = "messaging.provisioningUserId";
    /// `AS_CLI/Interface/Messaging provisioningPassword`; sealed.
    pub const MESSAGING_PROVISIONING_PASSWORD: &str = "messaging.provisioningPassword";
    /// `AS_CLI/Interface/Messaging enableSynchronization`.
    pub const MESSAGING_ENABLE_SYNCHRONIZATION: &str = "messaging.enableSynchronization";
}

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
}

repository! {
    /// Settings of the whole system.
    SystemSettings
}

fn place(setting: &str) -> String {
    format!("system_settings.value/{setting}")
}

impl SystemSettings<'_> {
    /// The value of a setting.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn get(&self, setting: &str) -> Result<Option<String>> {
        let row = self
            .0
            .optional(
                "reading a setting",
                "SELECT setting_value FROM system_settings WHERE setting = $1",
                values![setting],
            )
            .await?;
        Ok(row.map(|row| row.optional_text("setting_value")).transpose()?.flatten())
    }

    /// Sets a setting; none removes it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set(&self, setting: &str, value: Option<&str>) -> Result<()> {
        self.write(setting, value.map(str::to_owned), None).await
    }

    /// The value of a sealed setting.
    ///
    /// # Errors
    /// When the database fails, or it was sealed with another key.
    pub async fn get_secret(&self, setting: &str) -> Result<Option<Secret>> {
        let row = self
            .0
            .optional(
                "reading a sealed setting",
                "SELECT sealed_value FROM system_settings WHERE setting = $1",
                values![setting],
            )
            .await?;
        let sealed = row.map(|row| row.optional_text("sealed_value")).transpose()?.flatten();
        self.0.sealer.open_optional(&place(setting), sealed)
    }

    /// Sets a sealed setting; none removes it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_secret(&self, setting: &str, value: Option<&Secret>) -> Result<()> {
        let sealed = self.0.sealer.seal_optional(&place(setting), value)?;
        self.write(setting, None, sealed).await
    }

    async fn write(
        &self,
        setting: &str,
        value: Option<String>,
        sealed: Option<String>,
    ) -> Result<()> {
        if value.is_none() && sealed.is_none() {
            self.0
                .execute(
                    "removing a setting",
                    "DELETE FROM system_settings WHERE setting = $1",
                    values![setting],
                )
                .await?;
            return Ok(());
        }
        self.0
            .change(
                "changing a setting",
                "INSERT INTO system_settings (setting, setting_value, sealed_value) \
                 VALUES ($1, $2, $3) ON CONFLICT (setting) DO UPDATE SET \
                 setting_value = excluded.setting_value, sealed_value = excluded.sealed_value",
                values![setting, value, sealed],
            )
            .await
    }

    /// The messaging server of the system.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messaging(&self) -> Result<SystemMessaging> {
        let synchronization = self.get(settings::MESSAGING_ENABLE_SYNCHRONIZATION).await?;
        Ok(SystemMessaging {
            provisioning_url: self.get(settings::MESSAGING_PROVISIONING_URL).await?,
            provisioning_user_id: self.get(settings::MESSAGING_PROVISIONING_USER_ID).await?,
            provisioning_password: self
                .get_secret(settings::MESSAGING_PROVISIONING_PASSWORD)
                .await?,
            enable_synchronization: synchronization.as_deref() == Some("true"),
        })
    }

    /// Sets the messaging server of the system.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_messaging(&self, messaging: &SystemMessaging) -> Result<()> {
        let synchronization = if messaging.enable_synchronization { "true" } else { "false" };
        self.set(settings::MESSAGING_PROVISIONING_URL, messaging.provisioning_url.as_deref())
            .await?;
        self.set(
            settings::MESSAGING_PROVISIONING_USER_ID,
            messaging.provisioning_user_id.as_deref(),
        )
        .await?;
        self.set_secret(
            settings::MESSAGING_PROVISIONING_PASSWORD,
            messaging.provisioning_password.as_ref(),
        )
        .await?;
        self.set(settings::MESSAGING_ENABLE_SYNCHRONIZATION, Some(synchronization)).await
    }

    /// A container option, such as `tomcat`, `bw.authservice.authServiceUrl` of a server.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn container_option(
        &self,
        server: &str,
        container: &str,
        name: &str,
    ) -> Result<Option<String>> {
        self.get(&container_key(server, container, name)).await
    }

    /// Sets a container option; none removes it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_container_option(
        &self,
        server: &str,
        container: &str,
        name: &str,
        value: Option<&str>,
    ) -> Result<()> {
        self.set(&container_key(server, container, name), value).await
    }
}

fn container_key(server: &str, container: &str, name: &str) -> String {
    format!("container/{server}/{container}/{name}")
}
