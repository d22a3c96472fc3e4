//! Service packs: user services that are assigned together.

use std::collections::BTreeSet;

use lineman_model::Timestamp;

use super::repository;
use crate::keys::user_key;
use crate::row::{Row, Value, json, values};
use crate::{Result, StoreError};

/// A service pack of a service provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServicePack {
    /// Its name, unique within the service provider.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it can be assigned.
    pub is_available: bool,
    /// To how many users at most; without one there is no limit.
    pub quantity: Option<u32>,
    /// Its user services.
    pub services: BTreeSet<String>,
}

repository! {
    /// Service packs.
    ServicePacks
}

fn read(row: &Row) -> Result<ServicePack> {
    Ok(ServicePack {
        name: row.text("pack_name")?,
        description: row.optional_text("description")?,
        is_available: row.flag("is_available")?,
        quantity: row
            .optional_integer("quantity")?
            .map(|quantity| u32::try_from(quantity).unwrap_or(u32::MAX)),
        services: row.json("services")?,
    })
}

fn values_of(service_provider_id: &str, pack: &ServicePack) -> Result<Vec<Value>> {
    Ok(values![
        service_provider_id,
        &pack.name,
        &pack.description,
        pack.is_available,
        pack.quantity.map(i64::from),
        json(&pack.services)?,
    ])
}

impl ServicePacks<'_> {
    /// Adds one.
    ///
    /// # Errors
    /// When the name is taken, or the service provider is not there.
    pub async fn add(&self, service_provider_id: &str, pack: &ServicePack) -> Result<()> {
        self.0
            .change(
                "adding a service pack",
                "INSERT INTO service_packs (service_provider_id, pack_name, description, \
                 is_available, quantity, services) VALUES ($1, $2, $3, $4, $5, $6)",
                values_of(service_provider_id, pack)?,
            )
            .await
    }

    /// Writes all fields of one that is there, perhaps under a new name.
    ///
    /// # Errors
    /// When it is not there, or the new name is taken.
    pub async fn update(
        &self,
        service_provider_id: &str,
        pack: &ServicePack,
        new_name: &str,
    ) -> Result<()> {
        let mut all = values_of(service_provider_id, pack)?;
        all.push(new_name.into());
        self.0
            .change(
                "changing a service pack",
                "UPDATE service_packs SET pack_name = $7, description = $3, is_available = $4, \
                 quantity = $5, services = $6 WHERE service_provider_id = $1 AND pack_name = $2",
                all,
            )
            .await
    }

    /// One pack.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(&self, service_provider_id: &str, name: &str) -> Result<Option<ServicePack>> {
        let row = self
            .0
            .optional(
                "reading a service pack",
                "SELECT * FROM service_packs WHERE service_provider_id = $1 AND pack_name = $2",
                values![service_provider_id, name],
            )
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// The packs of a service provider by name, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, service_provider_id: &str, limit: u32) -> Result<Vec<ServicePack>> {
        let rows = self
            .0
            .all(
                "listing service packs",
                "SELECT * FROM service_packs WHERE service_provider_id = $1 \
                 ORDER BY pack_name LIMIT $2",
                values![service_provider_id, limit],
            )
            .await?;
        rows.iter().map(read).collect()
    }

    /// Removes one; false when it was not there.
    ///
    /// # Errors
    /// When users still have it.
    pub async fn remove(&self, service_provider_id: &str, name: &str) -> Result<bool> {
        let removed = self
            .0
            .execute(
                "removing a service pack",
                "DELETE FROM service_packs WHERE service_provider_id = $1 AND pack_name = $2",
                values![service_provider_id, name],
            )
            .await?;
        Ok(removed > 0)
    }

    /// The names of a user's packs.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_user(&self, user_id: &str) -> Result<Vec<String>> {
        let rows = self
            .0
            .all(
                "listing the service packs of a user",
                "SELECT pack_name FROM user_service_packs WHERE user_key = $1 ORDER BY pack_name",
                values![user_key(user_id)],
            )
            .await?;
        rows.iter().map(|row| row.text("pack_name")).collect()
    }

    /// How many users of a service provider, or of one of its groups, have a pack.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn usage(
        &self,
        service_provider_id: &str,
        group_id: Option<&str>,
        name: &str,
    ) -> Result<u32> {
        let number = self
            .0
            .count(
                "counting the users of a service pack",
                "SELECT COUNT(*) AS number FROM user_service_packs JOIN subscribers \
                 ON subscribers.user_key = user_service_packs.user_key \
                 WHERE user_service_packs.pack_name = $3 \
                 AND user_service_packs.service_provider_id = $1 \
                 AND ($2 IS NULL OR subscribers.group_id = $2)",
                values![service_provider_id, group_id, name],
            )
            .await?;
        Ok(u32::try_from(number).unwrap_or(u32::MAX))
    }

    /// The users of a group who have a pack.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn users(
        &self,
        service_provider_id: &str,
        group_id: &str,
        name: &str,
    ) -> Result<BTreeSet<String>> {
        let rows = self
            .0
            .all(
                "listing the users of a service pack",
                "SELECT subscribers.user_id AS user_id FROM user_service_packs JOIN subscribers \
                 ON subscribers.user_key = user_service_packs.user_key \
                 WHERE user_service_packs.pack_name = $3 \
                 AND user_service_packs.service_provider_id = $1 AND subscribers.group_id = $2",
                values![service_provider_id, group_id, name],
            )
            .await?;
        rows.iter().map(|row| row.text("user_id")).collect()
    }

    /// Gives a user a pack with all its services; those that the user has stay as they are. False
    /// when the user has the pack already.
    ///
    /// # Errors
    /// When the user or the pack is not there.
    pub async fn assign(
        &self,
        user_id: &str,
        service_provider_id: &str,
        pack: &ServicePack,
        now: Timestamp,
    ) -> Result<bool> {
        let key = user_key(user_id);
        let mut transaction = self.0.begin("assigning a service pack").await?;
        let added = transaction
            .execute(
                "INSERT INTO user_service_packs (user_key, service_provider_id, pack_name) \
                 VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                values![&key, service_provider_id, &pack.name],
            )
            .await?;
        for service in &pack.services {
            transaction
                .execute(
                    "INSERT INTO user_services (user_key, service_name, is_active, settings, \
                     assigned_at, is_direct) VALUES ($1, $2, 1, '{}', $3, 0) \
                     ON CONFLICT DO NOTHING",
                    values![&key, service, now],
                )
                .await?;
        }
        transaction.commit().await?;
        Ok(added > 0)
    }

    /// Takes a pack from a user, and those of its services that the user has through no other
    /// pack and not for itself.
    ///
    /// # Errors
    /// When the user does not have it.
    pub async fn unassign(&self, user_id: &str, name: &str) -> Result<Vec<String>> {
        const DOING: &str = "taking a service pack away";
        let key = user_key(user_id);
        let mut transaction = self.0.begin(DOING).await?;
        let taken = transaction
            .optional(
                "DELETE FROM user_service_packs WHERE user_key = $1 AND pack_name = $2 \
                 RETURNING service_provider_id",
                values![&key, name],
            )
            .await?;
        let Some(taken) = taken else { return Err(StoreError::Missing { doing: DOING }) };
        let provider = taken.text("service_provider_id")?;
        let packs = transaction
            .all(
                "SELECT service_packs.* FROM service_packs JOIN user_service_packs \
                 ON user_service_packs.service_provider_id = service_packs.service_provider_id \
                 AND user_service_packs.pack_name = service_packs.pack_name \
                 WHERE user_service_packs.user_key = $1",
                values![&key],
            )
            .await?;
        let mut kept = BTreeSet::new();
        for pack in &packs {
            kept.extend(read(pack)?.services);
        }
        let gone = transaction
            .optional(
                "SELECT * FROM service_packs WHERE service_provider_id = $1 AND pack_name = $2",
                values![provider, name],
            )
            .await?;
        let services = gone.as_ref().map(read).transpose()?.map(|pack| pack.services);
        let mut removed = Vec::new();
        for service in services.unwrap_or_default() {
            if kept.contains(&service) {
                continue;
            }
            let count = transaction
                .execute(
                    "DELETE FROM user_services \
                     WHERE user_key = $1 AND service_name = $2 AND is_direct = 0",
                    values![&key, &service],
                )
                .await?;
            if count > 0 {
                removed.push(service);
            }
        }
        transaction.commit().await?;
        Ok(removed)
    }
}
