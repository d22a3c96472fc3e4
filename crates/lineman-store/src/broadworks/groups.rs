//! Groups.

use super::{MessagingServer, repository};
use crate::Result;
use crate::row::{Row, Value, values};
use crate::sealing::Sealer;

/// A group of a service provider or an enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Whose group.
    pub service_provider_id: String,
    /// Its id, unique within the service provider.
    pub group_id: String,
    /// Its name.
    pub name: Option<String>,
    /// The domain that ids without one get.
    pub default_domain: String,
    /// Most users.
    pub user_limit: u32,
    /// Its messaging server.
    pub messaging: MessagingServer,
}

repository! {
    /// Groups.
    Groups
}

fn place(service_provider_id: &str, group_id: &str) -> String {
    format!("provider_groups.provisioning_password/{service_provider_id}\n{group_id}")
}

fn read(row: &Row, sealer: &Sealer) -> Result<Group> {
    let service_provider_id = row.text("service_provider_id")?;
    let group_id = row.text("group_id")?;
    let place = place(&service_provider_id, &group_id);
    Ok(Group {
        messaging: MessagingServer::read(row, sealer, &place)?,
        service_provider_id,
        group_id,
        name: row.optional_text("name")?,
        default_domain: row.text("default_domain")?,
        user_limit: u32::try_from(row.integer("user_limit")?).unwrap_or(u32::MAX),
    })
}

impl Groups<'_> {
    fn values(self, group: &Group) -> Result<Vec<Value>> {
        let messaging = &group.messaging;
        let sealed = self.0.sealer.seal_optional(
            &place(&group.service_provider_id, &group.group_id),
            messaging.provisioning_password.as_ref(),
        )?;
        let mut values = values![
            &group.service_provider_id,
            &group.group_id,
            &group.name,
            &group.default_domain,
            group.user_limit,
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
    /// When the id is taken, or the service provider is not there.
    pub async fn add(&self, group: &Group) -> Result<()> {
        self.0
            .change(
                "adding a group",
                "INSERT INTO provider_groups (service_provider_id, group_id, name, \
                 default_domain, user_limit, use_parent_messaging, provisioning_url, \
                 provisioning_user_id, sealed_provisioning_password, service_domain, \
                 service_port, bosh_url, imp_id_type) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                self.values(group)?,
            )
            .await
    }

    /// Writes all fields of one that is there.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn update(&self, group: &Group) -> Result<()> {
        self.0
            .change(
                "changing a group",
                "UPDATE provider_groups SET name = $3, default_domain = $4, user_limit = $5, \
                 use_parent_messaging = $6, provisioning_url = $7, provisioning_user_id = $8, \
                 sealed_provisioning_password = $9, service_domain = $10, service_port = $11, \
                 bosh_url = $12, imp_id_type = $13 \
                 WHERE service_provider_id = $1 AND group_id = $2",
                self.values(group)?,
            )
            .await
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, service_provider_id: &str, group_id: &str) -> Result<Option<Group>> {
        let row = self
            .0
            .optional(
                "reading a group",
                "SELECT * FROM provider_groups WHERE service_provider_id = $1 AND group_id = $2",
                values![service_provider_id, group_id],
            )
            .await?;
        row.map(|row| read(&row, &self.0.sealer)).transpose()
    }

    /// Those of one service provider, or of all, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, service_provider_id: Option<&str>, limit: u32) -> Result<Vec<Group>> {
        let rows = self
            .0
            .all(
                "listing groups",
                "SELECT * FROM provider_groups WHERE $1 IS NULL OR service_provider_id = $1 \
                 ORDER BY service_provider_id, group_id LIMIT $2",
                values![service_provider_id, limit],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }

    /// Removes one with its settings, departments, authorised services and administrators; false
    /// when it was not there.
    ///
    /// # Errors
    /// When it still has users or numbers.
    pub async fn remove(&self, service_provider_id: &str, group_id: &str) -> Result<bool> {
        let mut transaction = self.0.begin("removing a group").await?;
        for belongings in [
            "DELETE FROM account_security WHERE user_key IN (SELECT user_key FROM administrators \
             WHERE service_provider_id = $1 AND group_id = $2)",
            "DELETE FROM administrators WHERE service_provider_id = $1 AND group_id = $2",
            "DELETE FROM service_authorizations WHERE service_provider_id = $1 AND group_id = $2",
            "DELETE FROM departments WHERE service_provider_id = $1 AND group_id = $2",
            "DELETE FROM hierarchy_settings \
             WHERE node_level = 'Group' AND owner_id = $1 AND group_id = $2",
        ] {
            transaction.execute(belongings, values![service_provider_id, group_id]).await?;
        }
        let removed = transaction
            .execute(
                "DELETE FROM provider_groups WHERE service_provider_id = $1 AND group_id = $2",
                values![service_provider_id, group_id],
            )
            .await?;
        transaction.commit().await?;
        Ok(removed > 0)
    }
}
