//! Which services a service provider or a group may use, and which group services a group has.

use std::collections::{BTreeMap, BTreeSet};

use super::repository;
use crate::Result;
use crate::row::{Row, values};

/// Kind of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ServiceKind {
    /// A service of a group.
    Group,
    /// A service of a user.
    User,
    /// A service pack.
    Pack,
}

impl ServiceKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Group => "Group",
            Self::User => "User",
            Self::Pack => "Pack",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Group, Self::User, Self::Pack].into_iter().find(|kind| kind.as_str() == text)
    }
}

/// What is said about a service at one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceAuthorization {
    /// Kind of the service.
    pub kind: ServiceKind,
    /// Its name.
    pub service_name: String,
    /// Whether it may be used.
    pub is_authorized: bool,
    /// How often at most; without one there is no limit.
    pub quantity: Option<u32>,
    /// Whether a group has this group service.
    pub is_assigned: bool,
}

repository! {
    /// Authorised services.
    ServiceAuthorizations
}

fn read(row: &Row) -> Result<ServiceAuthorization> {
    Ok(ServiceAuthorization {
        kind: row.word("kind", ServiceKind::parse)?,
        service_name: row.text("service_name")?,
        is_authorized: row.flag("is_authorized")?,
        quantity: row
            .optional_integer("quantity")?
            .map(|quantity| u32::try_from(quantity).unwrap_or(u32::MAX)),
        is_assigned: row.flag("is_assigned")?,
    })
}

impl ServiceAuthorizations<'_> {
    /// Writes what is said about services; all or none. Without a group it is the service
    /// provider's.
    ///
    /// # Errors
    /// When the service provider is not there.
    pub async fn set(
        &self,
        service_provider_id: &str,
        group_id: Option<&str>,
        authorizations: &[ServiceAuthorization],
    ) -> Result<()> {
        let mut transaction = self.0.begin("authorizing services").await?;
        for authorization in authorizations {
            transaction
                .execute(
                    "INSERT INTO service_authorizations (service_provider_id, group_id, kind, \
                     service_name, is_authorized, quantity, is_assigned) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7) \
                     ON CONFLICT (service_provider_id, group_id, kind, service_name) \
                     DO UPDATE SET is_authorized = excluded.is_authorized, \
                     quantity = excluded.quantity, is_assigned = excluded.is_assigned",
                    values![
                        service_provider_id,
                        group_id.unwrap_or_default(),
                        authorization.kind.as_str(),
                        &authorization.service_name,
                        authorization.is_authorized,
                        authorization.quantity.map(i64::from),
                        authorization.is_assigned,
                    ],
                )
                .await?;
        }
        transaction.commit().await
    }

    /// What is said at one level.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(
        &self,
        service_provider_id: &str,
        group_id: Option<&str>,
    ) -> Result<Vec<ServiceAuthorization>> {
        let rows = self
            .0
            .all(
                "listing authorized services",
                "SELECT * FROM service_authorizations \
                 WHERE service_provider_id = $1 AND group_id = $2 ORDER BY kind, service_name",
                values![service_provider_id, group_id.unwrap_or_default()],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// How many users of a group, or of a service provider, have a service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn usage(
        &self,
        service_provider_id: &str,
        group_id: Option<&str>,
        service_name: &str,
    ) -> Result<u32> {
        let number = self
            .0
            .count(
                "counting the users of a service",
                "SELECT COUNT(*) AS number FROM user_services JOIN subscribers \
                 ON subscribers.user_key = user_services.user_key \
                 WHERE user_services.service_name = $3 AND subscribers.service_provider_id = $1 \
                 AND ($2 IS NULL OR subscribers.group_id = $2)",
                values![service_provider_id, group_id, service_name],
            )
            .await?;
        Ok(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// How many users of a group, or of a service provider, have each service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn usages(
        &self,
        service_provider_id: &str,
        group_id: Option<&str>,
    ) -> Result<BTreeMap<String, u32>> {
        let rows = self
            .0
            .all(
                "counting the users of services",
                "SELECT user_services.service_name AS service_name, COUNT(*) AS number \
                 FROM user_services JOIN subscribers \
                 ON subscribers.user_key = user_services.user_key \
                 WHERE subscribers.service_provider_id = $1 \
                 AND ($2 IS NULL OR subscribers.group_id = $2) \
                 GROUP BY user_services.service_name",
                values![service_provider_id, group_id],
            )
            .await?;
        rows.iter()
            .map(|row| {
                let number = u32::try_from(row.integer("number")?).unwrap_or(u32::MAX);
                Ok((row.text("service_name")?, number))
            })
            .collect()
    }

    /// The users of a group who have a service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn users(
        &self,
        service_provider_id: &str,
        group_id: &str,
        service_name: &str,
    ) -> Result<BTreeSet<String>> {
        let rows = self
            .0
            .all(
                "listing the users of a service",
                "SELECT subscribers.user_id AS user_id FROM user_services JOIN subscribers \
                 ON subscribers.user_key = user_services.user_key \
                 WHERE user_services.service_name = $3 AND subscribers.service_provider_id = $1 \
                 AND subscribers.group_id = $2",
                values![service_provider_id, group_id, service_name],
            )
            .await?;
        rows.iter().map(|row| row.text("user_id")).collect()
    }
}
