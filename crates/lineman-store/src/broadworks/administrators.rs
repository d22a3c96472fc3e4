//! Administrators, who sign in over OCI-P.

use std::collections::BTreeMap;

use lineman_model::Secret;

use super::repository;
use crate::Result;
use crate::keys::user_key;
use crate::row::{Row, Value, json, values};
use crate::sealing::Sealer;

/// How far an administrator's rights reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoginLevel {
    /// Everything.
    System,
    /// Everything below the system's own settings.
    Provisioning,
    /// The service providers of one reseller.
    Reseller,
    /// One service provider.
    ServiceProvider,
    /// One group.
    Group,
    /// The users of one department.
    GroupDepartment,
}

impl LoginLevel {
    /// As OCI-P spells the login type.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Provisioning => "Provisioning",
            Self::Reseller => "Reseller",
            Self::ServiceProvider => "Service Provider",
            Self::Group => "Group",
            Self::GroupDepartment => "Group Department",
        }
    }

    /// From OCI-P's spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::System,
            Self::Provisioning,
            Self::Reseller,
            Self::ServiceProvider,
            Self::Group,
            Self::GroupDepartment,
        ]
        .into_iter()
        .find(|level| level.as_str() == text)
    }
}

/// An administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrator {
    /// The user id.
    pub user_id: String,
    /// How far the rights reach.
    pub login_level: LoginLevel,
    /// The service provider, from its own level downwards.
    pub service_provider_id: Option<String>,
    /// The group, for the two lowest levels.
    pub group_id: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// The password; OCI-P's signed login needs it in the clear.
    pub password: Secret,
    /// Whether signing in is switched off.
    pub login_disabled: bool,
    /// Further fields by name, such as `language`, `resellerId` or `readOnly`.
    pub details: BTreeMap<String, String>,
}

repository! {
    /// Administrators.
    Administrators
}

fn place(key: &str) -> String {
    format!("administrators.password/{key}")
}

fn read(row: &Row, sealer: &Sealer) -> Result<Administrator> {
    let key = row.text("user_key")?;
    Ok(Administrator {
        user_id: row.text("user_id")?,
        login_level: row.word("login_level", LoginLevel::parse)?,
        service_provider_id: row.optional_text("service_provider_id")?,
        group_id: row.optional_text("group_id")?,
        last_name: row.optional_text("last_name")?,
        first_name: row.optional_text("first_name")?,
        password: sealer.open(&place(&key), &row.text("sealed_password")?)?,
        login_disabled: row.flag("login_disabled")?,
        details: row.json("details")?,
    })
}

impl Administrators<'_> {
    fn values(self, administrator: &Administrator) -> Result<Vec<Value>> {
        let key = user_key(&administrator.user_id);
        let sealed = self.0.sealer.seal(&place(&key), &administrator.password)?;
        Ok(values![
            key,
            &administrator.user_id,
            administrator.login_level.as_str(),
            &administrator.service_provider_id,
            &administrator.group_id,
            &administrator.last_name,
            &administrator.first_name,
            sealed,
            administrator.login_disabled,
            json(&administrator.details)?,
        ])
    }

    /// Adds one.
    ///
    /// # Errors
    /// When the id is taken, or the service provider is not there.
    pub async fn add(&self, administrator: &Administrator) -> Result<()> {
        self.0
            .change(
                "adding an administrator",
                "INSERT INTO administrators (user_key, user_id, login_level, \
                 service_provider_id, group_id, last_name, first_name, sealed_password, \
                 login_disabled, details) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                self.values(administrator)?,
            )
            .await
    }

    /// Writes all fields of one that is there.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn update(&self, administrator: &Administrator) -> Result<()> {
        self.0
            .change(
                "changing an administrator",
                "UPDATE administrators SET user_id = $2, login_level = $3, \
                 service_provider_id = $4, group_id = $5, last_name = $6, first_name = $7, \
                 sealed_password = $8, login_disabled = $9, details = $10 WHERE user_key = $1",
                self.values(administrator)?,
            )
            .await
    }

    /// The one with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, user_id: &str) -> Result<Option<Administrator>> {
        let row = self
            .0
            .optional(
                "reading an administrator",
                "SELECT * FROM administrators WHERE user_key = $1",
                values![user_key(user_id)],
            )
            .await?;
        row.map(|row| read(&row, &self.0.sealer)).transpose()
    }

    /// Those of the given service provider and group, by id, at most `limit`. Without a service
    /// provider: those of the system and of resellers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(
        &self,
        service_provider_id: Option<&str>,
        group_id: Option<&str>,
        limit: u32,
    ) -> Result<Vec<Administrator>> {
        let rows = self
            .0
            .all(
                "listing administrators",
                "SELECT * FROM administrators WHERE COALESCE(service_provider_id, '') = $1 \
                 AND COALESCE(group_id, '') = $2 ORDER BY user_key LIMIT $3",
                values![
                    service_provider_id.unwrap_or_default(),
                    group_id.unwrap_or_default(),
                    limit
                ],
            )
            .await?;
        rows.iter().map(|row| read(row, &self.0.sealer)).collect()
    }

    /// Removes one with what is known of its password; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, user_id: &str) -> Result<bool> {
        let key = user_key(user_id);
        let mut transaction = self.0.begin("removing an administrator").await?;
        transaction
            .execute("DELETE FROM account_security WHERE user_key = $1", values![&key])
            .await?;
        let removed = transaction
            .execute("DELETE FROM administrators WHERE user_key = $1", values![key])
            .await?;
        transaction.commit().await?;
        Ok(removed > 0)
    }
}
