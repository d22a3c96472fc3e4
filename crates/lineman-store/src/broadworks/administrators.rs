//! Administrators, who sign in over OCI-P.

use lineman_model::Secret;

use super::repository;
use crate::Result;
use crate::keys::user_key;
use crate::row::{Row, Value, values};
use crate::sealing::Sealer;

/// How far an administrator's rights reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoginLevel {
    /// Everything.
    System,
    /// Everything below the system's own settings.
    Provisioning,
    /// One service provider.
    ServiceProvider,
    /// One group.
    Group,
}

impl LoginLevel {
    /// As OCI-P spells the login type.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Provisioning => "Provisioning",
            Self::ServiceProvider => "Service Provider",
            Self::Group => "Group",
        }
    }

    /// From OCI-P's spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::System, Self::Provisioning, Self::ServiceProvider, Self::Group]
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
    /// The service provider, for the two lower levels.
    pub service_provider_id: Option<String>,
    /// The group, for the lowest level.
    pub group_id: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// First name.
    pub first_name: Option<String>,
    /// The password; OCI-P's signed login needs it in the clear.
    pub password: Secret,
    /// Whether signing in is switched off.
    pub login_disabled: bool,
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
                 login_disabled) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
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
                 sealed_password = $8, login_disabled = $9 WHERE user_key = $1",
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

    /// Removes one; false when it was not there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn remove(&self, user_id: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing an administrator",
                "DELETE FROM administrators WHERE user_key = $1",
                values![user_key(user_id)],
            )
            .await?;
        Ok(removed > 0)
    }
}
