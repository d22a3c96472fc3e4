//! Resellers, and whose service providers are whose.

use std::collections::BTreeMap;

use super::{MessagingServer, repository};
use crate::Result;
use crate::row::{Row, values};

/// A reseller: an owner of service providers and enterprises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reseller {
    /// Its id.
    pub reseller_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its id in another system.
    pub external_id: Option<String>,
}

repository! {
    /// Resellers.
    Resellers
}

fn place(reseller_id: &str) -> String {
    format!("resellers.provisioning_password/{reseller_id}")
}

fn read(row: &Row) -> Result<Reseller> {
    Ok(Reseller {
        reseller_id: row.text("reseller_id")?,
        name: row.optional_text("name")?,
        external_id: row.optional_text("external_id")?,
    })
}

impl Resellers<'_> {
    /// Adds one.
    ///
    /// # Errors
    /// When an id is taken.
    pub async fn add(&self, reseller: &Reseller) -> Result<()> {
        self.0
            .change(
                "adding a reseller",
                "INSERT INTO resellers (reseller_id, name, external_id) VALUES ($1, $2, $3)",
                values![&reseller.reseller_id, &reseller.name, &reseller.external_id],
            )
            .await
    }

    /// Writes the name of one that is there.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn rename(&self, reseller_id: &str, name: Option<&str>) -> Result<()> {
        self.0
            .change(
                "changing a reseller",
                "UPDATE resellers SET name = $2 WHERE reseller_id = $1",
                values![reseller_id, name],
            )
            .await
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, reseller_id: &str) -> Result<Option<Reseller>> {
        let row = self
            .0
            .optional(
                "reading a reseller",
                "SELECT * FROM resellers WHERE reseller_id = $1",
                values![reseller_id],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The one with this id in another system.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_by_external_id(&self, external_id: &str) -> Result<Option<Reseller>> {
        let row = self
            .0
            .optional(
                "reading a reseller",
                "SELECT * FROM resellers WHERE external_id = $1",
                values![external_id],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Its Integrated IM&P settings.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn messaging(&self, reseller_id: &str) -> Result<Option<MessagingServer>> {
        let row = self
            .0
            .optional(
                "reading a reseller's messaging server",
                "SELECT * FROM resellers WHERE reseller_id = $1",
                values![reseller_id],
            )
            .await?;
        row.map(|row| MessagingServer::read(&row, &self.0.sealer, &place(reseller_id))).transpose()
    }

    /// Writes its Integrated IM&P settings.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn set_messaging(
        &self,
        reseller_id: &str,
        messaging: &MessagingServer,
    ) -> Result<()> {
        let sealed = self
            .0
            .sealer
            .seal_optional(&place(reseller_id), messaging.provisioning_password.as_ref())?;
        let mut values = values![
            reseller_id,
            messaging.use_parent,
            &messaging.provisioning_url,
            &messaging.provisioning_user_id,
            sealed,
            &messaging.service_domain,
        ];
        values.extend(messaging.details());
        self.0
            .change(
                "changing a reseller's messaging server",
                "UPDATE resellers SET use_parent_messaging = $2, provisioning_url = $3, \
                 provisioning_user_id = $4, sealed_provisioning_password = $5, \
                 service_domain = $6, service_port = $7, bosh_url = $8, imp_id_type = $9 \
                 WHERE reseller_id = $1",
                values,
            )
            .await
    }

    /// All of them by id, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, limit: u32) -> Result<Vec<Reseller>> {
        let rows = self
            .0
            .all(
                "listing resellers",
                "SELECT * FROM resellers ORDER BY reseller_id LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Removes one with its settings; false when it was not there.
    ///
    /// # Errors
    /// When it still has service providers.
    pub async fn remove(&self, reseller_id: &str) -> Result<bool> {
        let mut transaction = self.0.begin("removing a reseller").await?;
        transaction
            .execute(
                "DELETE FROM hierarchy_settings WHERE node_level = 'Reseller' AND owner_id = $1",
                values![reseller_id],
            )
            .await?;
        let removed = transaction
            .execute("DELETE FROM resellers WHERE reseller_id = $1", values![reseller_id])
            .await?;
        transaction.commit().await?;
        Ok(removed > 0)
    }

    /// The reseller of a service provider.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_service_provider(&self, service_provider_id: &str) -> Result<Option<String>> {
        let row = self
            .0
            .optional(
                "reading the reseller of a service provider",
                "SELECT reseller_id FROM service_providers WHERE service_provider_id = $1",
                values![service_provider_id],
            )
            .await?;
        Ok(row.map(|row| row.optional_text("reseller_id")).transpose()?.flatten())
    }

    /// Gives a service provider to a reseller.
    ///
    /// # Errors
    /// When the service provider or the reseller is not there.
    pub async fn give(&self, service_provider_id: &str, reseller_id: Option<&str>) -> Result<()> {
        self.0
            .change(
                "giving a service provider to a reseller",
                "UPDATE service_providers SET reseller_id = $2 WHERE service_provider_id = $1",
                values![service_provider_id, reseller_id],
            )
            .await
    }

    /// Whose every service provider is that is a reseller's: service provider to reseller.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_service_providers(&self) -> Result<BTreeMap<String, String>> {
        let rows = self
            .0
            .all(
                "listing the resellers of service providers",
                "SELECT service_provider_id, reseller_id FROM service_providers \
                 WHERE reseller_id IS NOT NULL",
                Vec::new(),
            )
            .await?;
        rows.iter()
            .map(|row| Ok((row.text("service_provider_id")?, row.text("reseller_id")?)))
            .collect()
    }
}
