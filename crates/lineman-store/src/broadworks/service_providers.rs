//! Service providers and enterprises.

use super::{MessagingServer, repository};
use crate::Result;
use crate::row::{Row, values};
use crate::sealing::Sealer;

/// A service provider or an enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceProvider {
    /// Its id.
    pub service_provider_id: String,
    /// Whether it is an enterprise.
    pub is_enterprise: bool,
    /// Its name.
    pub name: Option<String>,
    /// The domain that ids without one get.
    pub default_domain: String,
    /// The support address.
    pub support_email: Option<String>,
    /// Its messaging server.
    pub messaging: MessagingServer,
}

repository! {
    /// Service providers and enterprises.
    ServiceProviders
}

fn place(id: &str) -> String {
    format!("service_providers.provisioning_password/{id}")
}

fn read(row: &Row, sealer: &Sealer) -> Result<ServiceProvider> {
    let service_provider_id = row.text("service_provider_id")?;
    Ok(ServiceProvider {
        messaging: MessagingServer::read(row, sealer, &place(&service_provider_id))?,
        service_provider_id,
        is_enterprise: row.flag("is_enterprise")?,
        name: row.optional_text("name")?,
        default_domain: row.text("default_domain")?,
        support_email: row.optional_text("support_email")?,
    })
}

impl ServiceProviders<'_> {
    fn values(self, provider: &ServiceProvider) -> Result<Vec<crate::row::Value>> {
        let messaging = &provider.messaging;
        let sealed = self.0.sealer.seal_optional(
            &place(&provider.service_provider_id),
            messaging.provisioning_password.as_ref(),
        )?;
        let mut values = values![
            &provider.service_provider_id,
            provider.is_enterprise,
            &provider.name,
            &provider.default_domain,
            &provider.support_email,
            messaging.use_parent,
            &messaging.provisioning_url,
            &messaging.provisioning_user_id,
            sealed,
            &messaging.service_domain,
        ];
        values.extend(messaging.details());
        Ok(values)
    }

    /// Adds one.
    ///
    /// # Errors
    /// When the id is taken.
    pub async fn add(&self, provider: &ServiceProvider) -> Result<()> {
        self.0
            .change(
                "adding a service provider",
                "INSERT INTO service_providers (service_provider_id, is_enterprise, name, \
                 default_domain, support_email, use_parent_messaging, provisioning_url, \
                 provisioning_user_id, sealed_provisioning_password, service_domain, \
                 service_port, bosh_url, imp_id_type) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                self.values(provider)?,
            )
            .await
    }

    /// Writes all fields of one that is there.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn update(&self, provider: &ServiceProvider) -> Result<()> {
        self.0
            .change(
                "changing a service provider",
                "UPDATE service_providers SET is_enterprise = $2, name = $3, default_domain = $4, \
                 support_email = $5, use_parent_messaging = $6, provisioning_url = $7, \
                 provisioning_user_id = $8, sealed_provisioning_password = $9, \
                 service_domain = $10, service_port = $11, bosh_url = $12, imp_id_type = $13 \
                 WHERE service_provider_id = $1",
                self.values(provider)?,
            )
            .await
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, id: &str) -> Result<Option<ServiceProvider>> {
        let row = self
            .0
            .optional(
                "reading a service provider",
                "SELECT * FROM service_providers WHERE service_provider_id = $1",
                values![id],
            )
            .await?;
        row.map(|row| read(&row, &self.0.sealer)).transpose()
    }

    /// All of them by id, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, limit: u32) -> Result<Vec<ServiceProvider>> {
        let rows = self
            .0
            .all(
                "listing service providers",
                "SELECT * FROM service_providers ORDER BY service_provider_id LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }

    /// Removes one with its settings, departments, service packs and administrators; false when
    /// it was not there.
    ///
    /// # Errors
    /// When it still has groups.
    pub async fn remove(&self, id: &str) -> Result<bool> {
        let mut transaction = self.0.begin("removing a service provider").await?;
        transaction
            .execute(
                "DELETE FROM hierarchy_settings \
                 WHERE node_level = 'ServiceProvider' AND owner_id = $1",
                values![id],
            )
            .await?;
        transaction
            .execute(
                "DELETE FROM account_security WHERE user_key IN \
                 (SELECT user_key FROM administrators WHERE service_provider_id = $1)",
                values![id],
            )
            .await?;
        let removed = transaction
            .execute("DELETE FROM service_providers WHERE service_provider_id = $1", values![id])
            .await?;
        transaction.commit().await?;
        Ok(removed > 0)
    }
}
